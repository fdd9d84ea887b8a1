//go:build gopherscope

// Package unicode knows the properties of runes, by the host's package.
package unicode

// Limits and the rune that stands for what cannot be decoded.
const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

// Cases for To.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// Version is the edition of Unicode.
const Version = "15.0.0"

// The host's functions.
func IsControl(r rune) bool
func IsDigit(r rune) bool
func IsGraphic(r rune) bool
func IsLetter(r rune) bool
func IsLower(r rune) bool
func IsMark(r rune) bool
func IsNumber(r rune) bool
func IsPrint(r rune) bool
func IsPunct(r rune) bool
func IsSpace(r rune) bool
func IsSymbol(r rune) bool
func IsTitle(r rune) bool
func IsUpper(r rune) bool
func SimpleFold(r rune) rune
func To(_case int, r rune) rune
func ToLower(r rune) rune
func ToTitle(r rune) rune
func ToUpper(r rune) rune

// A RangeTable is a set of runes. Simplified: it is known by name only, and its ranges
// stay with the host.
type RangeTable struct{ name string }

// is tells whether r is in the host's table of that name.
func is(name string, r rune) bool

func Is(rangeTab *RangeTable, r rune) bool { return is(rangeTab.name, r) }

func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if is(t.name, r) {
			return true
		}
	}
	return false
}

// The categories and the scripts most asked for.
var (
	Letter = &RangeTable{"L"}
	L      = Letter
	Upper  = &RangeTable{"Lu"}
	Lu     = Upper
	Lower  = &RangeTable{"Ll"}
	Ll     = Lower
	Title  = &RangeTable{"Lt"}
	Lt     = Title
	Mark   = &RangeTable{"M"}
	M      = Mark
	Mn     = &RangeTable{"Mn"}
	Number = &RangeTable{"N"}
	N      = Number
	Digit  = &RangeTable{"Nd"}
	Nd     = Digit
	Punct  = &RangeTable{"P"}
	P      = Punct
	Symbol = &RangeTable{"S"}
	S      = Symbol
	Space  = &RangeTable{"Z"}
	Z      = Space
	Other  = &RangeTable{"C"}
	C      = Other

	White_Space = &RangeTable{"White_Space"}

	Arabic     = &RangeTable{"Arabic"}
	Common     = &RangeTable{"Common"}
	Cyrillic   = &RangeTable{"Cyrillic"}
	Devanagari = &RangeTable{"Devanagari"}
	Greek      = &RangeTable{"Greek"}
	Han        = &RangeTable{"Han"}
	Hangul     = &RangeTable{"Hangul"}
	Hebrew     = &RangeTable{"Hebrew"}
	Hiragana   = &RangeTable{"Hiragana"}
	Katakana   = &RangeTable{"Katakana"}
	Latin      = &RangeTable{"Latin"}
	Thai       = &RangeTable{"Thai"}
)

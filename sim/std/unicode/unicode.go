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

// tables are the tables that have a name below.
var tables = [...]RangeTable{
	{"L"}, {"Lu"}, {"Ll"}, {"Lt"}, {"M"}, {"Mn"}, {"N"}, {"Nd"},
	{"P"}, {"S"}, {"Z"}, {"C"}, {"White_Space"}, {"Arabic"}, {"Common"}, {"Cyrillic"},
	{"Devanagari"}, {"Greek"}, {"Han"}, {"Hangul"}, {"Hebrew"}, {"Hiragana"}, {"Katakana"}, {"Latin"},
	{"Thai"},
}

// The categories and the scripts most asked for.
var (
	Letter = &tables[0]
	L      = Letter
	Upper  = &tables[1]
	Lu     = Upper
	Lower  = &tables[2]
	Ll     = Lower
	Title  = &tables[3]
	Lt     = Title
	Mark   = &tables[4]
	M      = Mark
	Mn     = &tables[5]
	Number = &tables[6]
	N      = Number
	Digit  = &tables[7]
	Nd     = Digit
	Punct  = &tables[8]
	P      = Punct
	Symbol = &tables[9]
	S      = Symbol
	Space  = &tables[10]
	Z      = Space
	Other  = &tables[11]
	C      = Other

	White_Space = &tables[12]

	Arabic     = &tables[13]
	Common     = &tables[14]
	Cyrillic   = &tables[15]
	Devanagari = &tables[16]
	Greek      = &tables[17]
	Han        = &tables[18]
	Hangul     = &tables[19]
	Hebrew     = &tables[20]
	Hiragana   = &tables[21]
	Katakana   = &tables[22]
	Latin      = &tables[23]
	Thai       = &tables[24]
)

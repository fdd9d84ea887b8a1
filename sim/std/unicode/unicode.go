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

// A RangeTable is a set of runes as ranges, in order and apart.
type RangeTable struct {
	R16         []Range16
	R32         []Range32 // runes that 16 bits do not hold
	LatinOffset int       // how many of R16 end at MaxLatin1 or before
}

// A Range16 has every Stride-th rune from Lo to Hi.
type Range16 struct{ Lo, Hi, Stride uint16 }

// A Range32 is a Range16 for larger runes.
type Range32 struct{ Lo, Hi, Stride uint32 }

// ranges returns the words of the host's table of that name: how many numbers R16 has, those,
// and R32's, 4 bytes each.
func ranges(name string) string

// table returns the host's table of that name.
func table(name string) *RangeTable {
	words := numbers(ranges(name))
	t, n := &RangeTable{}, words[0]
	words = words[1:]
	for ; n > 0; n -= 3 {
		t.R16 = append(t.R16, Range16{uint16(words[0]), uint16(words[1]), uint16(words[2])})
		if words[1] <= MaxLatin1 {
			t.LatinOffset++
		}
		words = words[3:]
	}
	for ; len(words) > 0; words = words[3:] {
		t.R32 = append(t.R32, Range32{words[0], words[1], words[2]})
	}
	return t
}

// numbers returns the words of a native's answer.
func numbers(s string) []uint32 {
	list := make([]uint32, len(s)/4)
	for i := range list {
		list[i] = uint32(s[4*i]) | uint32(s[4*i+1])<<8 | uint32(s[4*i+2])<<16 | uint32(s[4*i+3])<<24
	}
	return list
}

// Is tells whether r is in the table.
func Is(rangeTab *RangeTable, r rune) bool {
	if r16 := rangeTab.R16; len(r16) > 0 && uint32(r) <= uint32(r16[len(r16)-1].Hi) {
		lo, hi := 0, len(r16)
		for lo < hi {
			m := (lo + hi) / 2
			switch g := r16[m]; {
			case uint16(r) < g.Lo:
				hi = m
			case uint16(r) > g.Hi:
				lo = m + 1
			default:
				return g.Stride == 1 || (uint16(r)-g.Lo)%g.Stride == 0
			}
		}
		return false
	}
	r32 := rangeTab.R32
	lo, hi := 0, len(r32)
	for lo < hi {
		m := (lo + hi) / 2
		switch g := r32[m]; {
		case uint32(r) < g.Lo:
			hi = m
		case uint32(r) > g.Hi:
			lo = m + 1
		default:
			return g.Stride == 1 || (uint32(r)-g.Lo)%g.Stride == 0
		}
	}
	return false
}

// In tells whether r is in one of the tables, IsOneOf too.
func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

// Other names of categories.
var (
	Letter = L
	Upper  = Lu
	Lower  = Ll
	Title  = Lt
	Mark   = M
	Number = N
	Digit  = Nd
	Punct  = P
	Symbol = S
	Space  = Z
	Other  = C
)

// What IsGraphic and IsPrint accept; IsPrint also accepts the space.
var (
	GraphicRanges = []*RangeTable{L, M, N, P, S, Zs}
	PrintRanges   = []*RangeTable{L, M, N, P, S}
)

// A CaseRange tells how the runes from Lo to Hi change their case: by Delta, for upper, lower
// and title case. A Delta of UpperLower says that they alternate, upper case first.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

type d [MaxCase]rune

// UpperLower is no Delta that a rune could have.
const UpperLower = MaxRune + 1

// caseRanges returns the words of the host's table of that name, five of 4 bytes a range.
func caseRanges(name string) string

func cases(name string) []CaseRange {
	words := numbers(caseRanges(name))
	list := make([]CaseRange, len(words)/5)
	for i := range list {
		w := words[5*i:]
		list[i] = CaseRange{w[0], w[1], d{rune(w[2]), rune(w[3]), rune(w[4])}}
	}
	return list
}

// CaseRanges are the case mappings of all runes that have one.
var CaseRanges = cases("CaseRanges")

// A SpecialCase has the case mappings of a language that differ from the others'.
type SpecialCase []CaseRange

// Languages with an i of their own.
var (
	TurkishCase SpecialCase = cases("TurkishCase")
	AzeriCase   SpecialCase = TurkishCase
)

func (special SpecialCase) ToUpper(r rune) rune { return special.to(UpperCase, r, ToUpper) }
func (special SpecialCase) ToTitle(r rune) rune { return special.to(TitleCase, r, ToTitle) }
func (special SpecialCase) ToLower(r rune) rune { return special.to(LowerCase, r, ToLower) }

// to maps r by the language, or as all others do.
func (special SpecialCase) to(_case int, r rune, others func(rune) rune) rune {
	for _, c := range special {
		if r < rune(c.Lo) || rune(c.Hi) < r {
			continue
		}
		if delta := c.Delta[_case]; delta != UpperLower {
			return r + delta
		}
		up := (r - rune(c.Lo)) &^ 1
		if _case == LowerCase {
			up |= 1
		}
		return rune(c.Lo) + up
	}
	return others(r)
}

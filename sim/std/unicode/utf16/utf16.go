//go:build gopherscope

// Package utf16 encodes and decodes runes in 16-bit units.
package utf16

const (
	replacement = '\uFFFD'

	surr1 = 0xd800 // high surrogates begin here,
	surr2 = 0xdc00 // low ones here,
	surr3 = 0xe000 // and other units here
	self  = 0x10000
)

func IsSurrogate(r rune) bool { return surr1 <= r && r < surr3 }

// DecodeRune returns the rune of a pair of surrogates.
func DecodeRune(r1, r2 rune) rune {
	if surr1 <= r1 && r1 < surr2 && surr2 <= r2 && r2 < surr3 {
		return (r1-surr1)<<10 | (r2 - surr2) + self
	}
	return replacement
}

// EncodeRune returns the pair of surrogates of a rune that needs two.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < self || r > '\U0010FFFF' {
		return replacement, replacement
	}
	r -= self
	return surr1 + r>>10, surr2 + r&0x3ff
}

// RuneLen returns the number of units of r, -1 if it has none.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < surr1, surr3 <= r && r < self:
		return 1
	case self <= r && r <= '\U0010FFFF':
		return 2
	}
	return -1
}

func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

func Encode(s []rune) []uint16 {
	a := make([]uint16, 0, len(s))
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

func Decode(s []uint16) []rune {
	a := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			if i+1 < len(s) && DecodeRune(r, rune(s[i+1])) != replacement {
				r = DecodeRune(r, rune(s[i+1]))
				i++
			} else {
				r = replacement
			}
		}
		a = append(a, r)
	}
	return a
}

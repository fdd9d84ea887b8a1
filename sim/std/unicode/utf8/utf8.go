//go:build gopherscope

// Package utf8 encodes and decodes runes, by the host's package.
package utf8

// Numbers of the encoding.
const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

// The host's functions, for text of a few bytes.
func fullRune(s string) bool
func decodeRune(s string) (r rune, size int)
func decodeLastRune(s string) (r rune, size int)

// FullRune tells whether p begins with a whole rune, or with what will never be one.
func FullRune(p []byte) bool { return fullRune(string(p[:min(len(p), UTFMax)])) }

func FullRuneInString(s string) bool { return fullRune(s[:min(len(s), UTFMax)]) }

// DecodeRune returns the first rune of p and its size, DecodeLastRune the last; RuneError and 1
// for what is none, 0 for nothing.
func DecodeRune(p []byte) (r rune, size int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decodeRune(string(p[:min(len(p), UTFMax)]))
}

func DecodeRuneInString(s string) (r rune, size int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decodeRune(s[:min(len(s), UTFMax)])
}

func DecodeLastRune(p []byte) (r rune, size int) {
	if n := len(p); n > 0 && p[n-1] < RuneSelf {
		return rune(p[n-1]), 1
	}
	return decodeLastRune(string(p[max(len(p)-UTFMax, 0):]))
}

func DecodeLastRuneInString(s string) (r rune, size int) {
	if n := len(s); n > 0 && s[n-1] < RuneSelf {
		return rune(s[n-1]), 1
	}
	return decodeLastRune(s[max(len(s)-UTFMax, 0):])
}

func RuneLen(r rune) int
func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }
func RuneCount(p []byte) int
func RuneCountInString(s string) (n int)
func Valid(p []byte) bool
func ValidString(s string) bool
func ValidRune(r rune) bool

// RuneStart tells whether b may begin a rune's encoding.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// EncodeRune writes the encoding of r into p, which must be large enough, and returns its
// length.
func EncodeRune(p []byte, r rune) int {
	s := string(r)
	_ = p[len(s)-1]
	return copy(p, s)
}

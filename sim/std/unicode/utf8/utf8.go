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

func FullRune(p []byte) bool
func FullRuneInString(s string) bool
func DecodeRune(p []byte) (r rune, size int)
func DecodeRuneInString(s string) (r rune, size int)
func DecodeLastRune(p []byte) (r rune, size int)
func DecodeLastRuneInString(s string) (r rune, size int)
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

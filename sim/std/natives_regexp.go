package std

import (
	"encoding/binary"
	"regexp"
)

// regexpNatives are the natives of regexp. They compile the expression anew, since a native
// keeps nothing.
var regexpNatives = map[string]any{
	"regexp.QuoteMeta":     regexp.QuoteMeta,
	"regexp.compile":       compileRegexp,
	"regexp.find":          findRegexp,
	"regexp.expand":        expandRegexp,
	"regexp.literalPrefix": literalPrefix,
}

func newRegexp(expr string, posix bool) (*regexp.Regexp, error) {
	if posix {
		return regexp.CompilePOSIX(expr)
	}
	return regexp.Compile(expr)
}

func compileRegexp(expr string, posix bool) (names []string, fault string) {
	re, err := newRegexp(expr, posix)
	if err != nil {
		return nil, err.Error()
	}
	return re.SubexpNames(), ""
}

// findRegexp returns the matches' bounds as 8-byte numbers, none for a bad expression.
func findRegexp(expr string, posix, longest bool, s string, n int) string {
	re, err := newRegexp(expr, posix)
	if err != nil {
		return ""
	}
	if longest {
		re.Longest()
	}
	var b []byte
	for _, m := range re.FindAllStringSubmatchIndex(s, n) {
		for _, at := range m {
			b = binary.LittleEndian.AppendUint64(b, uint64(at))
		}
	}
	return string(b)
}

// expandRegexp puts a match's parts into a template. Bounds outside of s count as no part.
func expandRegexp(expr string, posix bool, template, s, match string) string {
	re, err := newRegexp(expr, posix)
	if err != nil {
		return ""
	}
	var m []int
	for b := []byte(match); len(b) >= 16; b = b[16:] {
		lo, hi := int(binary.LittleEndian.Uint64(b)), int(binary.LittleEndian.Uint64(b[8:]))
		if lo < 0 || hi < lo || hi > len(s) {
			lo, hi = -1, -1
		}
		m = append(m, lo, hi)
	}
	return string(re.ExpandString(nil, template, s, m))
}

func literalPrefix(expr string, posix bool) (prefix string, complete bool) {
	re, err := newRegexp(expr, posix)
	if err != nil {
		return "", false
	}
	return re.LiteralPrefix()
}

//go:build gopherscope

// Package strings works on strings. Searches are the machine's and the host's; what makes
// new strings is Go, so that they are allocated and shared as Go's are.
package strings

import (
	"internal/rt"
	"unicode"
	"unicode/utf8"
)

func Index(s, substr string) int     { return rt.Find(s, substr) }
func IndexByte(s string, c byte) int { return rt.FindByte(s, c) }

// The host's functions.
func Compare(a, b string) int
func Count(s, substr string) int
func EqualFold(s, t string) bool
func IndexAny(s, chars string) int
func IndexRune(s string, r rune) int
func LastIndex(s, substr string) int
func LastIndexAny(s, chars string) int
func LastIndexByte(s string, c byte) int

func Contains(s, substr string) bool                { return Index(s, substr) >= 0 }
func ContainsAny(s, chars string) bool              { return IndexAny(s, chars) >= 0 }
func ContainsRune(s string, r rune) bool            { return IndexRune(s, r) >= 0 }
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }
func HasPrefix(s, prefix string) bool               { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}
func IndexFunc(s string, f func(rune) bool) int     { return indexFunc(s, f, true) }
func LastIndexFunc(s string, f func(rune) bool) int { return lastIndexFunc(s, f, true) }
func TrimFunc(s string, f func(rune) bool) string   { return TrimRightFunc(TrimLeftFunc(s, f), f) }

// indexFunc returns the index of the first rune for which f is truth.
func indexFunc(s string, f func(rune) bool, truth bool) int {
	for i, r := range s {
		if f(r) == truth {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, truth bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == truth {
			return i
		}
	}
	return -1
}

func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i+size]
}

// trimmed returns how many bytes of s stay when the host's Trim, TrimLeft, TrimRight or
// TrimSpace is done with it: s[lo:hi].
func trimmed(s, cutset string) (lo, hi int)
func trimmedSpace(s string) (lo, hi int)

func Trim(s, cutset string) string {
	lo, hi := trimmed(s, cutset)
	return s[lo:hi]
}

func TrimLeft(s, cutset string) string {
	lo, _ := trimmed(s, cutset)
	return s[lo:]
}

func TrimRight(s, cutset string) string {
	if lo, hi := trimmed(s, cutset); lo < hi {
		return s[:hi]
	}
	return ""
}

func TrimSpace(s string) string {
	lo, hi := trimmedSpace(s)
	return s[lo:hi]
}

func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Cut returns what is before and after the first sep.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func CutPrefix(s, prefix string) (after string, found bool) {
	return TrimPrefix(s, prefix), HasPrefix(s, prefix)
}

func CutSuffix(s, suffix string) (before string, found bool) {
	return TrimSuffix(s, suffix), HasSuffix(s, suffix)
}

// space tells whether r is white space; the host is asked only about runes beyond ASCII.
func space(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	return unicode.IsSpace(r)
}

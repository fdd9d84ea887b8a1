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
func IndexRune(s string, r rune) int
func LastIndex(s, substr string) int
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

// IndexAny and LastIndexAny go rune by rune, each a step of the machine's.
func IndexAny(s, chars string) int     { return IndexFunc(s, in(chars)) }
func LastIndexAny(s, chars string) int { return LastIndexFunc(s, in(chars)) }

// in returns a function that tells whether a rune is one of chars.
func in(chars string) func(rune) bool {
	return func(r rune) bool { return IndexRune(chars, r) >= 0 }
}

func Trim(s, cutset string) string      { return TrimFunc(s, in(cutset)) }
func TrimLeft(s, cutset string) string  { return TrimLeftFunc(s, in(cutset)) }
func TrimRight(s, cutset string) string { return TrimRightFunc(s, in(cutset)) }
func TrimSpace(s string) string         { return TrimFunc(s, space) }

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

//go:build gopherscope

package strings

import (
	"unicode"
	"unicode/utf8"
)

// The host's functions.
func ToLower(s string) string
func ToTitle(s string) string
func ToUpper(s string) string

// Clone returns a copy of s.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s)
	return b.String()
}

// Join puts sep between the elements.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	n := len(sep) * (len(elems) - 1)
	for _, e := range elems {
		n += len(e)
	}
	var b Builder
	b.Grow(n)
	for i, e := range elems {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(e)
	}
	return b.String()
}

// Repeat returns count copies of s.
func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if count == 0 || s == "" {
		return ""
	}
	if count > (1<<63-1)/len(s) {
		panic("strings: Repeat output length overflow")
	}
	n := len(s) * count
	var b Builder
	b.Grow(n)
	b.WriteString(s)
	for b.Len() < n {
		b.Write(b.buf[:min(n-b.Len(), b.Len())])
	}
	return b.String()
}

func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

// Replace replaces the first n old by new, all if n < 0. An empty old matches before each
// character and at the end.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	m := 0
	if old == "" {
		m = utf8.RuneCountInString(s) + 1
	} else {
		m = Count(s, old)
	}
	if m == 0 {
		return s
	}
	if n < 0 || m < n {
		n = m
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	for i := range n {
		j := 0
		if old != "" {
			j = Index(s, old)
		} else if i > 0 {
			_, j = utf8.DecodeRuneInString(s)
		}
		b.WriteString(s[:j])
		b.WriteString(new)
		s = s[j+len(old):]
	}
	b.WriteString(s)
	return b.String()
}

// Map replaces each rune by what mapping makes of it, and drops it if that is negative.
func Map(mapping func(rune) rune, s string) string {
	for i, c := range s {
		r := mapping(c)
		if r == c && c != utf8.RuneError {
			continue
		}
		// The first change: from here on the result differs from s.
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		if r >= 0 {
			b.WriteRune(r)
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		for _, c := range s[i+size:] {
			if r := mapping(c); r >= 0 {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	return s
}

// ToValidUTF8 replaces each run of bytes that are no UTF-8 by replacement.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b Builder
	bad := false
	for i, r := range s {
		size := 1
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == utf8.RuneError && size == 1 {
			if !bad {
				b.WriteString(replacement)
			}
			bad = true
			continue
		}
		bad = false
		b.WriteRune(r)
	}
	return b.String()
}

// Title makes the first letter of each word a title letter. A word ends at white space and
// at punctuation other than the underscore.
func Title(s string) string {
	start := true
	return Map(func(r rune) rune {
		first := start
		start = separates(r)
		if first {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func separates(r rune) bool {
	if r < utf8.RuneSelf {
		return !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_')
	}
	return unicode.IsSpace(r)
}

// ToUpperSpecial, ToLowerSpecial and ToTitleSpecial map all of s by a language's rules.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

//go:build gopherscope

package strings

import (
	"iter"
	"unicode/utf8"
)

func Split(s, sep string) []string              { return split(s, sep, 0, -1) }
func SplitN(s, sep string, n int) []string      { return split(s, sep, 0, n) }
func SplitAfter(s, sep string) []string         { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// split cuts s at each sep into at most n parts, all if n < 0; keep bytes of sep stay. An
// empty sep cuts between all characters.
func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if n < 0 {
		n = len(s) + 1
		if sep != "" {
			n = Count(s, sep) + 1
		}
	}
	if sep == "" {
		n = min(n, utf8.RuneCountInString(s))
	}
	n = min(n, len(s)+1)
	parts := make([]string, 0, n)
	if n == 0 {
		return parts
	}
	for len(parts) < n-1 {
		part, rest, ok := next(s, sep, keep)
		if !ok {
			break
		}
		parts = append(parts, part)
		s = rest
	}
	return append(parts, s)
}

// next cuts the first part off s.
func next(s, sep string, keep int) (part, rest string, ok bool) {
	if sep == "" {
		_, size := utf8.DecodeRuneInString(s)
		return s[:size], s[size:], size < len(s)
	}
	i := Index(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i+keep], s[i+len(sep):], true
}

func SplitSeq(s, sep string) iter.Seq[string]      { return splitSeq(s, sep, 0) }
func SplitAfterSeq(s, sep string) iter.Seq[string] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep string, keep int) iter.Seq[string] {
	return func(yield func(string) bool) {
		if sep == "" && s == "" {
			return
		}
		for s := s; ; {
			part, rest, more := next(s, sep, keep)
			if !yield(part) || !more {
				return
			}
			s = rest
		}
	}
}

// Lines yields the lines of s with their newlines.
func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := s; s != ""; {
			n := IndexByte(s, '\n') + 1
			if n == 0 {
				n = len(s)
			}
			if !yield(s[:n]) {
				return
			}
			s = s[n:]
		}
	}
}

func Fields(s string) []string            { return FieldsFunc(s, space) }
func FieldsSeq(s string) iter.Seq[string] { return FieldsFuncSeq(s, space) }

// FieldsFunc returns the parts of s between runes for which f is true.
func FieldsFunc(s string, f func(rune) bool) []string {
	fields := []string{}
	FieldsFuncSeq(s, f)(func(field string) bool {
		fields = append(fields, field)
		return true
	})
	return fields
}

func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			if !f(r) {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 {
				if !yield(s[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}

//go:build gopherscope

// Package bytes works on byte slices, mostly as package strings does on strings: a slice is
// looked at as a string without a copy.
package bytes

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// view returns b as a string that shares its bytes.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func Equal(a, b []byte) bool       { return view(a) == view(b) }
func EqualFold(s, t []byte) bool   { return strings.EqualFold(view(s), view(t)) }
func Compare(a, b []byte) int      { return strings.Compare(view(a), view(b)) }
func Count(s, sep []byte) int      { return strings.Count(view(s), view(sep)) }
func Contains(b, sub []byte) bool  { return Index(b, sub) >= 0 }
func HasPrefix(s, pre []byte) bool { return strings.HasPrefix(view(s), view(pre)) }
func HasSuffix(s, suf []byte) bool { return strings.HasSuffix(view(s), view(suf)) }

func ContainsAny(b []byte, chars string) bool         { return IndexAny(b, chars) >= 0 }
func ContainsRune(b []byte, r rune) bool              { return IndexRune(b, r) >= 0 }
func ContainsFunc(b []byte, f func(rune) bool) bool   { return IndexFunc(b, f) >= 0 }
func Index(s, sep []byte) int                         { return strings.Index(view(s), view(sep)) }
func IndexByte(b []byte, c byte) int                  { return strings.IndexByte(view(b), c) }
func IndexRune(s []byte, r rune) int                  { return strings.IndexRune(view(s), r) }
func IndexAny(s []byte, chars string) int             { return strings.IndexAny(view(s), chars) }
func IndexFunc(s []byte, f func(r rune) bool) int     { return strings.IndexFunc(view(s), f) }
func LastIndex(s, sep []byte) int                     { return strings.LastIndex(view(s), view(sep)) }
func LastIndexByte(s []byte, c byte) int              { return strings.LastIndexByte(view(s), c) }
func LastIndexAny(s []byte, chars string) int         { return strings.LastIndexAny(view(s), chars) }
func LastIndexFunc(s []byte, f func(r rune) bool) int { return strings.LastIndexFunc(view(s), f) }
func ToLower(s []byte) []byte                         { return []byte(strings.ToLower(view(s))) }
func ToUpper(s []byte) []byte                         { return []byte(strings.ToUpper(view(s))) }
func ToTitle(s []byte) []byte                         { return []byte(strings.ToTitle(view(s))) }
func Title(s []byte) []byte                           { return []byte(strings.Title(view(s))) }
func Map(mapping func(r rune) rune, s []byte) []byte  { return []byte(strings.Map(mapping, view(s))) }
func ToValidUTF8(s, replacement []byte) []byte {
	return []byte(strings.ToValidUTF8(view(s), view(replacement)))
}
func Replace(s, old, new []byte, n int) []byte {
	return []byte(strings.Replace(view(s), view(old), view(new), n))
}
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }
func Runes(s []byte) []rune                { return []rune(view(s)) }

// Clone returns a copy of b, nil for nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Repeat returns count copies of b.
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if len(b) > 0 && count > (1<<63-1)/len(b) {
		panic("bytes: Repeat output length overflow")
	}
	all := make([]byte, len(b)*count)
	for n := copy(all, b); n > 0 && n < len(all); {
		n += copy(all[n:], all[:n])
	}
	return all
}

// within returns the part of s that part, cut out of view(s), is; nil if it is empty.
func within(s []byte, part string) []byte {
	if part == "" {
		return nil
	}
	lo := int(uintptr(unsafe.Pointer(unsafe.StringData(part))) - uintptr(unsafe.Pointer(unsafe.SliceData(s))))
	return s[lo : lo+len(part)]
}

func Trim(s []byte, cutset string) []byte           { return within(s, strings.Trim(view(s), cutset)) }
func TrimLeft(s []byte, cutset string) []byte       { return within(s, strings.TrimLeft(view(s), cutset)) }
func TrimSpace(s []byte) []byte                     { return within(s, strings.TrimSpace(view(s))) }
func TrimFunc(s []byte, f func(r rune) bool) []byte { return within(s, strings.TrimFunc(view(s), f)) }
func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	return within(s, strings.TrimLeftFunc(view(s), f))
}
func TrimRight(s []byte, cutset string) []byte { return s[:len(strings.TrimRight(view(s), cutset))] }
func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	return s[:len(strings.TrimRightFunc(view(s), f))]
}

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Cut returns what is before and after the first sep.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	return TrimPrefix(s, prefix), HasPrefix(s, prefix)
}

func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	return TrimSuffix(s, suffix), HasSuffix(s, suffix)
}

// Join puts sep between the elements of s.
func Join(s [][]byte, sep []byte) []byte {
	all := []byte{}
	for i, e := range s {
		if i > 0 {
			all = append(all, sep...)
		}
		all = append(all, e...)
	}
	return all
}

func Split(s, sep []byte) [][]byte              { return split(s, sep, 0, -1) }
func SplitN(s, sep []byte, n int) [][]byte      { return split(s, sep, 0, n) }
func SplitAfter(s, sep []byte) [][]byte         { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// split cuts s at each sep into at most n parts, all if n < 0; keep bytes of sep stay.
func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	parts := [][]byte{}
	if len(sep) == 0 && len(s) == 0 {
		return parts
	}
	for len(parts) != n-1 {
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
func next(s, sep []byte, keep int) (part, rest []byte, ok bool) {
	if len(sep) == 0 {
		_, size := utf8.DecodeRune(s)
		return s[:size:size], s[size:], size < len(s)
	}
	i := Index(s, sep)
	if i < 0 {
		return s, nil, false
	}
	return s[: i+keep : i+keep], s[i+len(sep):], true
}

func SplitSeq(s, sep []byte) iter.Seq[[]byte]      { return splitSeq(s, sep, 0) }
func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return splitSeq(s, sep, len(sep)) }

func splitSeq(s, sep []byte, keep int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, part := range split(s, sep, keep, -1) {
			if !yield(part[:len(part):len(part)]) {
				return
			}
		}
	}
}

// Lines yields the lines of s with their newlines.
func Lines(s []byte) iter.Seq[[]byte] { return parts(s, strings.Lines(view(s))) }

func FieldsSeq(s []byte) iter.Seq[[]byte] { return parts(s, strings.FieldsSeq(view(s))) }

func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] {
	return parts(s, strings.FieldsFuncSeq(view(s), f))
}

func Fields(s []byte) [][]byte { return collect(FieldsSeq(s)) }

func FieldsFunc(s []byte, f func(rune) bool) [][]byte { return collect(FieldsFuncSeq(s, f)) }

// parts yields as parts of s what seq cuts out of view(s).
func parts(s []byte, seq iter.Seq[string]) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for part := range seq {
			p := within(s, part)
			if !yield(p[:len(p):len(p)]) {
				return
			}
		}
	}
}

func collect(seq iter.Seq[[]byte]) [][]byte {
	list := [][]byte{}
	for part := range seq {
		list = append(list, part)
	}
	return list
}

// ToUpperSpecial, ToLowerSpecial and ToTitleSpecial map all of s by a language's rules.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

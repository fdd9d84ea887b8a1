//go:build gopherscope

// Package regexp matches regular expressions, by the host's package: a Regexp is its
// expression, and each search is one call that returns where the matches are.
package regexp

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unsafe"
)

// A Regexp is a compiled regular expression.
type Regexp struct {
	expr           string
	posix, longest bool
	names          []string // of the subexpressions; the first is the whole
}

// compile checks an expression and returns the names of its subexpressions; fault is empty
// or says what is wrong.
func compile(expr string, posix bool) (names []string, fault string)

// find returns the first n matches in s, all if n < 0: for each the start and the end of
// the whole and of every subexpression, -1 if it has no part, as 8-byte numbers.
func find(expr string, posix, longest bool, s string, n int) string

// expand appends to nothing the template with $name replaced by the parts of s that a match
// of find's gives.
func expand(expr string, posix bool, template, s, match string) string

func literalPrefix(expr string, posix bool) (prefix string, complete bool)

// QuoteMeta returns an expression that matches the text s.
func QuoteMeta(s string) string

func Compile(expr string) (*Regexp, error)      { return newRegexp(expr, false) }
func CompilePOSIX(expr string) (*Regexp, error) { return newRegexp(expr, true) }
func MustCompile(str string) *Regexp            { return must(str, "Compile", false) }
func MustCompilePOSIX(str string) *Regexp       { return must(str, "CompilePOSIX", true) }

func newRegexp(expr string, posix bool) (*Regexp, error) {
	names, fault := compile(expr, posix)
	if fault != "" {
		return nil, errors.New(fault)
	}
	return &Regexp{expr, posix, posix, names}, nil
}

func must(expr, fn string, posix bool) *Regexp {
	re, err := newRegexp(expr, posix)
	if err != nil {
		quoted := strconv.Quote(expr)
		if strconv.CanBackquote(expr) {
			quoted = "`" + expr + "`"
		}
		panic("regexp: " + fn + "(" + quoted + "): " + err.Error())
	}
	return re
}

func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

func Match(pattern string, b []byte) (matched bool, err error) {
	return MatchString(pattern, string(b))
}

func (re *Regexp) String() string        { return re.expr }
func (re *Regexp) NumSubexp() int        { return len(re.names) - 1 }
func (re *Regexp) SubexpNames() []string { return re.names }
func (re *Regexp) Longest()              { re.longest = true }

func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.names {
			if name == s {
				return i
			}
		}
	}
	return -1
}

func (re *Regexp) LiteralPrefix() (prefix string, complete bool) {
	return literalPrefix(re.expr, re.posix)
}

func (re *Regexp) MarshalText() ([]byte, error)        { return []byte(re.expr), nil }
func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.expr...), nil }

func (re *Regexp) UnmarshalText(text []byte) error {
	c, err := Compile(string(text))
	if err == nil {
		*re = *c
	}
	return err
}

// all returns the first n matches in s, all if n < 0.
func (re *Regexp) all(s string, n int) [][]int {
	if n == 0 {
		return nil
	}
	packed := find(re.expr, re.posix, re.longest, s, n)
	var list [][]int
	for size := 16 * len(re.names); len(packed) >= size; packed = packed[size:] {
		m := make([]int, size/8)
		for i := range m {
			for k := range 8 {
				m[i] |= int(packed[8*i+k]) << (8 * k)
			}
		}
		list = append(list, m)
	}
	return list
}

// first returns the first match in s, nil if there is none.
func (re *Regexp) first(s string) []int {
	if all := re.all(s, 1); all != nil {
		return all[0]
	}
	return nil
}

func (re *Regexp) MatchString(s string) bool { return re.first(s) != nil }
func (re *Regexp) Match(b []byte) bool       { return re.MatchString(view(b)) }

// view returns b as a string that shares its bytes.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// texts returns the parts of s that a match gives, parts those of b.
func texts(s string, m []int) []string {
	if m == nil {
		return nil
	}
	list := make([]string, len(m)/2)
	for i := range list {
		if m[2*i] >= 0 {
			list[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return list
}

func parts(b []byte, m []int) [][]byte {
	if m == nil {
		return nil
	}
	list := make([][]byte, len(m)/2)
	for i := range list {
		if m[2*i] >= 0 {
			list[i] = b[m[2*i]:m[2*i+1]:m[2*i+1]]
		}
	}
	return list
}

// each returns f of each match, nil if there are none.
func each[T any](matches [][]int, f func(m []int) T) []T {
	var list []T
	for _, m := range matches {
		list = append(list, f(m))
	}
	return list
}

func head(m []int) []int {
	if m == nil {
		return nil
	}
	return m[:2]
}

// The sixteen ways to find.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.first(s) }
func (re *Regexp) FindSubmatchIndex(b []byte) []int       { return re.first(view(b)) }
func (re *Regexp) FindStringSubmatch(s string) []string   { return texts(s, re.first(s)) }
func (re *Regexp) FindSubmatch(b []byte) [][]byte         { return parts(b, re.first(view(b))) }
func (re *Regexp) FindStringIndex(s string) (loc []int)   { return head(re.first(s)) }
func (re *Regexp) FindIndex(b []byte) (loc []int)         { return head(re.first(view(b))) }

func (re *Regexp) FindString(s string) string {
	if m := re.first(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

func (re *Regexp) Find(b []byte) []byte {
	if m := re.first(view(b)); m != nil {
		return b[m[0]:m[1]:m[1]]
	}
	return nil
}

func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int { return re.all(s, n) }
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int       { return re.all(view(b), n) }

func (re *Regexp) FindAllStringIndex(s string, n int) [][]int { return each(re.all(s, n), head) }
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int       { return each(re.all(view(b), n), head) }

func (re *Regexp) FindAllString(s string, n int) []string {
	return each(re.all(s, n), func(m []int) string { return s[m[0]:m[1]] })
}

func (re *Regexp) FindAll(b []byte, n int) [][]byte {
	return each(re.all(view(b), n), func(m []int) []byte { return b[m[0]:m[1]:m[1]] })
}

func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return each(re.all(s, n), func(m []int) []string { return texts(s, m) })
}

func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return each(re.all(view(b), n), func(m []int) [][]byte { return parts(b, m) })
}

// replace replaces each match in s by what repl returns for it.
func (re *Regexp) replace(s string, repl func(m []int) string) string {
	var b strings.Builder
	at := 0
	for _, m := range re.all(s, -1) {
		b.WriteString(s[at:m[0]])
		b.WriteString(repl(m))
		at = m[1]
	}
	b.WriteString(s[at:])
	return b.String()
}

// template returns the template with a match's parts put in.
func (re *Regexp) template(template, s string, m []int) string {
	packed := make([]byte, 0, 8*len(m))
	for _, n := range m {
		for k := range 8 {
			packed = append(packed, byte(n>>(8*k)))
		}
	}
	return expand(re.expr, re.posix, template, s, string(packed))
}

func (re *Regexp) ReplaceAllString(src, repl string) string {
	return re.replace(src, func(m []int) string { return re.template(repl, src, m) })
}

func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return re.replace(src, func([]int) string { return repl })
}

func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return re.replace(src, func(m []int) string { return repl(src[m[0]:m[1]]) })
}

func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	return []byte(re.ReplaceAllString(string(src), string(repl)))
}

func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	return []byte(re.ReplaceAllLiteralString(string(src), string(repl)))
}

func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	return []byte(re.ReplaceAllStringFunc(string(src), func(s string) string { return string(repl([]byte(s))) }))
}

func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return append(dst, re.template(template, src, match)...)
}

func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.ExpandString(dst, string(template), string(src), match)
}

// Split cuts s at the matches into at most n parts, all if n < 0.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if re.expr != "" && s == "" {
		return []string{""}
	}
	list := []string{}
	begin, end := 0, 0
	for _, m := range re.all(s, n) {
		if n > 0 && len(list) == n-1 {
			break
		}
		end = m[0]
		if m[1] != 0 {
			list = append(list, s[begin:end])
		}
		begin = m[1]
	}
	if end != len(s) {
		list = append(list, s[begin:])
	}
	return list
}

// MatchReader reads all runes of r before it matches.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.MatchString(runes(r)) }

func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	return MatchString(pattern, runes(r))
}

func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int)   { return head(re.first(runes(r))) }
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int { return re.first(runes(r)) }

func runes(r io.RuneReader) string {
	var b strings.Builder
	for {
		c, _, err := r.ReadRune()
		if err != nil {
			return b.String()
		}
		b.WriteRune(c)
	}
}

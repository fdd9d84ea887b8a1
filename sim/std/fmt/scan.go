//go:build gopherscope

package fmt

import (
	"errors"
	"internal/rt"
	"io"
	"math"
	"os"
	"strconv"
	"unicode/utf8"
)

// A ScanState is the scanner as a Scanner sees it.
type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

// A Scanner reads its own value.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan reads values from standard input, separated by white space; Scanln stops at the end
// of the line; Scanf follows a format.
func Scan(a ...any) (n int, err error)                 { return Fscan(os.Stdin, a...) }
func Scanln(a ...any) (n int, err error)               { return Fscanln(os.Stdin, a...) }
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan, Sscanln and Sscanf read from a string.
func Sscan(str string, a ...any) (n int, err error)   { return Fscan(&stringReader{str}, a...) }
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln(&stringReader{str}, a...) }

func Sscanf(str, format string, a ...any) (n int, err error) {
	return Fscanf(&stringReader{str}, format, a...)
}

type stringReader struct{ s string }

func (r *stringReader) Read(b []byte) (n int, err error) {
	n = copy(b, r.s)
	r.s = r.s[n:]
	if n == 0 {
		err = io.EOF
	}
	return n, err
}

func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r, true)
	return s.all(a)
}

func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r, false)
	n, err = s.all(a)
	if err != nil {
		return n, err
	}
	for {
		switch c := s.next(); {
		case c == '\n' || c == eof:
			return n, nil
		case !isSpace(c):
			return n, errors.New("expected newline")
		}
	}
}

func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := newScan(r, false)
	return s.format(format, a)
}

// eof is what next returns at the end.
const eof = -1

// A scan is one reading of values. It reads single bytes, since what it does not use must
// stay in the reader.
type scan struct {
	r        io.Reader
	runes    io.RuneScanner // r, if it can take a rune back
	pending  rune           // a rune taken back
	hasBack  bool
	last     rune
	newlines bool // newlines are space
	left     int  // runes that the width allows
	hasWid   bool
	wid      int
	count    int // runes read
	tok      []byte
}

// A scanError is a fault that ends a scan; what reads values panics with it.
type scanError struct{ err error }

func newScan(r io.Reader, newlines bool) *scan {
	s := &scan{r: r, newlines: newlines, left: noWidth}
	s.runes, _ = r.(io.RuneScanner)
	return s
}

const noWidth = 1 << 30

func (s *scan) fail(text string) { panic(scanError{errors.New(text)}) }

// next reads a rune, eof at the end or past the width.
func (s *scan) next() rune {
	if s.left <= 0 {
		return eof
	}
	c := s.pending
	if !s.hasBack {
		c = s.read()
	}
	s.hasBack = false
	s.last = c
	if c != eof {
		s.left--
		s.count++
	}
	return c
}

// back takes the last rune back.
func (s *scan) back(c rune) {
	if c == eof {
		return
	}
	s.left++
	s.count--
	s.pending, s.hasBack = c, true
}

// read reads a rune from the reader.
func (s *scan) read() rune {
	if s.runes != nil {
		c, _, err := s.runes.ReadRune()
		if err == io.EOF {
			return eof
		}
		if err != nil {
			panic(scanError{err})
		}
		return c
	}
	var b [utf8.UTFMax]byte
	for n := 0; n < len(b); n++ {
		k, err := io.ReadFull(s.r, b[n:n+1])
		if k == 0 {
			if n > 0 {
				return utf8.RuneError
			}
			if err == io.EOF {
				return eof
			}
			panic(scanError{err})
		}
		if utf8.FullRune(b[:n+1]) {
			c, _ := utf8.DecodeRune(b[:n+1])
			return c
		}
	}
	return utf8.RuneError
}

// finish gives a rune that was taken back to the reader, if that can have it.
func (s *scan) finish() {
	if s.hasBack && s.runes != nil {
		s.runes.UnreadRune()
	}
}

// catch turns a scanError into an error. It is deferred.
func (s *scan) catch(err *error) {
	s.finish()
	if r := recover(); r != nil {
		e, ok := r.(scanError)
		if !ok {
			panic(r)
		}
		*err = e.err
	}
}

func isSpace(c rune) bool {
	return c == ' ' || '\t' <= c && c <= '\r' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
		0x2000 <= c && c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000
}

// all reads one value for each pointer.
func (s *scan) all(a []any) (n int, err error) {
	defer s.catch(&err)
	for _, arg := range a {
		s.value('v', arg)
		n++
	}
	return n, nil
}

// SkipSpace passes over white space, but for newlines where they end the input.
func (s *scan) SkipSpace() {
	for {
		c := s.next()
		switch {
		case c == eof:
			return
		case c == '\r' && s.peek() == '\n':
		case c == '\n' && !s.newlines:
			s.fail("unexpected newline")
		case !isSpace(c):
			s.back(c)
			return
		}
	}
}

func (s *scan) peek() rune {
	c := s.next()
	s.back(c)
	return c
}

func (s *scan) ReadRune() (r rune, size int, err error) {
	c := s.next()
	if c == eof {
		return 0, 0, io.EOF
	}
	return c, utf8.RuneLen(c), nil
}

func (s *scan) UnreadRune() error {
	s.back(s.last)
	return nil
}

func (s *scan) Width() (wid int, ok bool) { return s.wid, s.hasWid }

func (s *scan) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scan) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	defer func() {
		if e, ok := recover().(scanError); ok {
			err = e.err
		}
	}()
	if f == nil {
		f = func(c rune) bool { return !isSpace(c) }
	}
	if skipSpace {
		s.SkipSpace()
	}
	return []byte(s.token(f)), nil
}

// token reads runes while f is true.
func (s *scan) token(f func(rune) bool) string {
	var b []byte
	for {
		c := s.next()
		if c == eof {
			return string(b)
		}
		if !f(c) {
			s.back(c)
			return string(b)
		}
		b = utf8.AppendRune(b, c)
	}
}

// value reads one value into the variable that arg points to.
func (s *scan) value(verb rune, arg any) {
	if sc, ok := arg.(Scanner); ok {
		if err := sc.Scan(s, verb); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			panic(scanError{err})
		}
		return
	}
	if rt.KindOf(arg) != rt.Pointer {
		s.fail("type not a pointer: " + rt.TypeName(rt.TypeOf(arg)))
	}
	t := rt.Elem(rt.TypeOf(arg))
	bits := int(rt.Size(t)) * 8
	s.tok = s.tok[:0]
	switch kind := rt.TypeKind(t); kind {
	case rt.Bool:
		set := uint64(0)
		if s.bool(verb) {
			set = 1
		}
		rt.SetBits(arg, set)
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		rt.SetBits(arg, uint64(s.int(verb, bits)))
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		rt.SetBits(arg, s.uint(verb, bits))
	case rt.Float32, rt.Float64:
		if rt.PkgPath(t) == "" {
			s.mustBe(verb, floatVerbs, rt.TypeName(t))
		}
		s.start()
		f := s.float(s.floatToken(), bits)
		if kind == rt.Float32 {
			*(*float32)(rt.Address(arg)) = float32(f)
		} else {
			*(*float64)(rt.Address(arg)) = f
		}
	case rt.Complex64:
		*(*complex64)(rt.Address(arg)) = complex64(s.complex(verb, 32))
	case rt.Complex128:
		*(*complex128)(rt.Address(arg)) = s.complex(verb, 64)
	case rt.String:
		*(*string)(rt.Address(arg)) = s.string(verb)
	case rt.Slice:
		if rt.TypeKind(rt.Elem(t)) != rt.Uint8 {
			s.fail("can't scan type: " + rt.TypeName(rt.TypeOf(arg)))
		}
		*(*[]byte)(rt.Address(arg)) = []byte(s.string(verb))
	default:
		s.fail("can't scan type: " + rt.TypeName(rt.TypeOf(arg)))
	}
}

// floatVerbs are those that a float can be read with.
const floatVerbs = "beEfFgGv"

// mustBe fails if verb is not one of verbs.
func (s *scan) mustBe(verb rune, verbs, typ string) {
	if !has(verbs, verb) {
		s.fail("bad verb '%" + string(verb) + "' for " + typ)
	}
}

// notEOF fails at the end.
func (s *scan) notEOF() {
	if s.peek() == eof {
		panic(scanError{io.EOF})
	}
}

// start passes over space; there must be something after it.
func (s *scan) start() {
	s.SkipSpace()
	s.notEOF()
}

// take reads the next rune into the token if it is one of chars.
func (s *scan) take(chars string) bool {
	c := s.next()
	if c != eof && has(chars, c) {
		s.tok = utf8.AppendRune(s.tok, c)
		return true
	}
	s.back(c)
	return false
}

// takeAll reads all runes that are one of chars into the token.
func (s *scan) takeAll(chars string) {
	for s.take(chars) {
	}
}

// bool reads a 0, a 1, or as much of true or false as there is.
func (s *scan) bool(verb rune) bool {
	s.start()
	s.mustBe(verb, "tv", "boolean")
	rest := func(chars ...string) {
		for i, c := range chars {
			if !s.take(c) {
				if i > 0 {
					s.fail("syntax error scanning boolean")
				}
				return
			}
		}
	}
	switch s.next() {
	case '1':
		return true
	case 't', 'T':
		rest("rR", "uU", "eE")
		return true
	case 'f', 'F':
		rest("aA", "lL", "sS", "eE")
	}
	return false
}

// Digits of numbers.
const (
	decimal = "0123456789"
	hex     = "0123456789aAbBcCdDeEfF"
)

// integer reads the digits of an integer, after its sign if it may have one, into the token and
// returns their base.
func (s *scan) integer(verb rune, signed bool) (base int) {
	s.start()
	s.mustBe(verb, "bdoUxXv", "integer")
	base, digits := 10, decimal
	switch verb {
	case 'b':
		base, digits = 2, "01"
	case 'o':
		base, digits = 8, "01234567"
	case 'x', 'X', 'U':
		base, digits = 16, hex
	}
	if verb == 'U' {
		if s.next() != 'U' || s.next() != '+' {
			s.fail("bad unicode format ")
		}
	} else if signed {
		s.take("+-")
	}
	if verb == 'v' {
		base, digits = 0, decimal+"_"
		if s.take("0") {
			switch {
			case s.take("bB"):
				digits = "01_"
			case s.take("xX"):
				digits = hex + "_"
			default:
				s.take("oO")
				digits = "01234567_"
			}
			s.takeAll(digits)
			return base
		}
	}
	s.notEOF()
	if !s.take(digits) {
		s.fail("expected integer")
	}
	s.takeAll(digits)
	return base
}

func (s *scan) int(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.rune(bits)
	}
	base := s.integer(verb, true)
	i, err := strconv.ParseInt(string(s.tok), base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if n := uint(64 - bits); i<<n>>n != i {
		s.fail("integer overflow on token " + string(s.tok))
	}
	return i
}

func (s *scan) uint(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.rune(bits))
	}
	base := s.integer(verb, false)
	i, err := strconv.ParseUint(string(s.tok), base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if n := uint(64 - bits); i<<n>>n != i {
		s.fail("unsigned integer overflow on token " + string(s.tok))
	}
	return i
}

// rune reads one character, which may be space.
func (s *scan) rune(bits int) int64 {
	s.notEOF()
	c := int64(s.next())
	if n := uint(64 - bits); c<<n>>n != c {
		s.fail("overflow on character value " + string(rune(c)))
	}
	return c
}

// floatToken reads what looks like a float; whether it is one is for ParseFloat to say.
func (s *scan) floatToken() string {
	s.tok = s.tok[:0]
	if s.take("nN") && s.take("aA") && s.take("nN") {
		return string(s.tok)
	}
	s.take("+-")
	if s.take("iI") && s.take("nN") && s.take("fF") {
		return string(s.tok)
	}
	digits, exponent := decimal+"_", "eEpP"
	if s.take("0") && s.take("xX") {
		digits, exponent = hex+"_", "pP"
	}
	s.takeAll(digits)
	if s.take(".") {
		s.takeAll(digits)
	}
	if s.take(exponent) {
		s.take("+-")
		s.takeAll(decimal + "_")
	}
	return string(s.tok)
}

// float converts a token. A decimal one may have a binary exponent too: 1.5p4.
func (s *scan) float(token string, bits int) float64 {
	number, power := token, ""
	for i := range len(token) {
		if token[i] == 'p' {
			number, power = token[:i], token[i+1:]
		}
		if token[i] == 'x' || token[i] == 'X' {
			break
		}
	}
	check := func(err error) {
		if err == nil {
			return
		}
		if e, ok := err.(*strconv.NumError); ok {
			e.Num = token
		}
		panic(scanError{err})
	}
	f, err := strconv.ParseFloat(number, bits)
	check(err)
	if number != token {
		n, err := strconv.Atoi(power)
		check(err)
		return math.Ldexp(f, n)
	}
	return f
}

// complex reads (N+Ni), with or without the parentheses.
func (s *scan) complex(verb rune, bits int) complex128 {
	s.mustBe(verb, floatVerbs, "complex")
	s.start()
	must := func(chars string) {
		if !s.take(chars) {
			s.fail("syntax error scanning complex number")
		}
	}
	parens := s.take("(")
	re := s.floatToken()
	s.tok = s.tok[:0]
	must("+-")
	sign := string(s.tok)
	im := sign + s.floatToken()
	must("i")
	if parens {
		must(")")
	}
	x := s.float(re, bits)
	return complex(x, s.float(im, bits))
}

func (s *scan) string(verb rune) string {
	s.mustBe(verb, "svqxX", "string")
	s.start()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexBytes()
	}
	return s.token(func(c rune) bool { return !isSpace(c) })
}

// must reads a rune that has to be there.
func (s *scan) must() rune {
	c := s.next()
	if c == eof {
		panic(scanError{io.ErrUnexpectedEOF})
	}
	return c
}

func (s *scan) quoted() string {
	quote := s.next()
	if quote != '"' && quote != '`' {
		s.fail("expected quoted string")
	}
	text := string(quote)
	for {
		c := s.must()
		if c == quote && c == '`' {
			return text[1:]
		}
		text += string(c)
		if c == '\\' && quote == '"' {
			text += string(s.must())
		} else if c == quote {
			break
		}
	}
	result, err := strconv.Unquote(text)
	if err != nil {
		panic(scanError{err})
	}
	return result
}

// hexBytes reads pairs of digits up to what is no digit.
func (s *scan) hexBytes() string {
	var b []byte
	digit := func(c rune) (int, bool) {
		for i := range len(hex) {
			if rune(hex[i]) == c {
				if i < 10 {
					return i, true
				}
				return 10 + (i-10)/2, true
			}
		}
		return 0, false
	}
	for {
		c := s.next()
		high, ok := digit(c)
		if !ok {
			s.back(c)
			break
		}
		low, ok := digit(s.must())
		if !ok {
			s.fail("illegal hex digit")
		}
		b = append(b, byte(high<<4|low))
	}
	if len(b) == 0 {
		s.fail("no hex data for %x string")
	}
	return string(b)
}

// format reads after a format.
func (s *scan) format(format string, a []any) (n int, err error) {
	defer s.catch(&err)
	for i := 0; i < len(format); {
		if at, ok := s.advance(format, i); at > i {
			i = at
			continue
		} else if format[i] != '%' {
			if !ok {
				s.fail("input does not match format")
			}
			break
		}
		wid, hasWid, at := number(format[:len(format)-1], i+1)
		verb, size := utf8.DecodeRuneInString(format[at:])
		i = at + size
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.notEOF()
			if !s.take("%") {
				s.fail("missing literal %")
			}
			continue
		}
		if n >= len(a) {
			s.fail("too few operands for format '%" + format[at:] + "'")
		}
		s.wid, s.hasWid, s.left = wid, hasWid, noWidth
		if hasWid {
			s.left = wid
		}
		s.value(verb, a[n])
		s.hasWid, s.left = false, noWidth
		n++
	}
	if n < len(a) {
		s.fail("too many operands")
	}
	return n, nil
}

// advance reads what the format from i up to its next verb stands for, and returns where that
// is. Where the input has something else, it returns i and false.
func (s *scan) advance(format string, i int) (at int, ok bool) {
	for at = i; at < len(format); {
		c, size := utf8.DecodeRuneInString(format[at:])
		if isSpace(c) {
			at = s.formatSpace(format, at)
			continue
		}
		if c == '%' {
			if at+1 == len(format) {
				s.fail("missing verb: % at end of format string")
			}
			if format[at+1] != '%' {
				return at, true
			}
			at++
		}
		if got := s.must(); got != c {
			s.back(got)
			return i, false
		}
		at += size
	}
	return at, true
}

// formatSpace reads what the white space of a format at i stands for: each newline for one
// newline, with space before it; space after the last for any space but newlines, and, if
// there is no newline, for at least some.
func (s *scan) formatSpace(format string, i int) int {
	newlines, trailing := 0, false
	for i < len(format) {
		c, size := utf8.DecodeRuneInString(format[i:])
		if !isSpace(c) {
			break
		}
		trailing = c != '\n'
		if c == '\n' {
			newlines++
		}
		i += size
	}
	for range newlines {
		if c := s.nextWord(s.next()); c != '\n' && c != eof {
			s.fail("newline in format does not match input")
		}
	}
	if !trailing {
		return i
	}
	c := s.next()
	if newlines == 0 && c != eof {
		if !isSpace(c) {
			s.fail("expected space in input to match format")
		}
		if c == '\n' {
			s.fail("newline in input does not match format")
		}
	}
	s.back(s.nextWord(c))
	return i
}

// nextWord returns c, or the first rune after it that is no space or is a newline.
func (s *scan) nextWord(c rune) rune {
	for isSpace(c) && c != '\n' {
		c = s.next()
	}
	return c
}

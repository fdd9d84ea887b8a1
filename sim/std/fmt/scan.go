//go:build gopherscope

package fmt

import (
	"errors"
	"internal/rt"
	"io"
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

// in returns a function that tells whether a rune is one of chars.
func in(chars string) func(rune) bool {
	return func(c rune) bool { return has(chars, c) }
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
	kind := rt.TypeKind(t)
	if !has(verbsOf(kind), verb) {
		s.fail("bad verb '%" + string(verb) + "' for " + kindName(kind, t))
	}
	bits := int(rt.Size(t)) * 8
	switch kind {
	case rt.Bool:
		s.start()
		set := uint64(0)
		if s.bool() {
			set = 1
		}
		rt.SetBits(arg, set)
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		rt.SetBits(arg, uint64(s.int(verb, bits)))
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		rt.SetBits(arg, s.uint(verb, bits))
	case rt.Float32:
		*(*float32)(rt.Address(arg)) = float32(s.float(32))
	case rt.Float64:
		*(*float64)(rt.Address(arg)) = s.float(64)
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

func verbsOf(kind rt.Kind) string {
	switch kind {
	case rt.Bool:
		return "tv"
	case rt.String, rt.Slice:
		return "svqxX"
	case rt.Float32, rt.Float64:
		return "beEfFgGv"
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64, rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		return "bdoUxXvc"
	}
	return "v"
}

func kindName(kind rt.Kind, t rt.Type) string {
	switch kind {
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		return "integer"
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		return "unsigned integer"
	case rt.Bool:
		return "boolean"
	}
	return rt.TypeName(t)
}

// start passes over space; there must be something after it.
func (s *scan) start() {
	s.SkipSpace()
	if s.peek() == eof {
		panic(scanError{io.EOF})
	}
}

func (s *scan) bool() bool {
	switch word := s.token(in("01tTrRuUeEfFaAlLsS")); word {
	case "0", "f", "F", "false", "FALSE", "False":
		return false
	case "1", "t", "T", "true", "TRUE", "True":
		return true
	}
	s.fail("syntax error scanning boolean")
	return false
}

// digits reads the digits of an integer after its sign, and returns their base.
func (s *scan) digits(verb rune) (base int, digits string) {
	base, set := 10, "0123456789"
	switch verb {
	case 'v':
		set = "0123456789_"
	case 'b':
		base, set = 2, "01"
	case 'o':
		base, set = 8, "01234567"
	case 'x', 'X', 'U':
		base, set = 16, "0123456789aAbBcCdDeEfF"
	}
	if verb == 'v' && s.peek() == '0' {
		s.next()
		switch c := s.next(); c {
		case 'b', 'B':
			return 2, s.some("01_")
		case 'o', 'O':
			return 8, s.some("01234567_")
		case 'x', 'X':
			return 16, s.some("0123456789aAbBcCdDeEfF_")
		default:
			s.back(c)
			return 8, "0" + s.token(in("01234567_"))
		}
	}
	return base, s.some(set)
}

// some reads at least one of chars.
func (s *scan) some(chars string) string {
	token := s.token(in(chars))
	if token == "" {
		s.fail("expected integer")
	}
	return token
}

func (s *scan) prefixU(verb rune) {
	if verb == 'U' && (s.next() != 'U' || s.next() != '+') {
		s.fail("bad unicode format ")
	}
}

func (s *scan) int(verb rune, bits int) int64 {
	if verb == 'c' {
		return int64(s.rune())
	}
	s.start()
	s.prefixU(verb)
	sign := ""
	if c := s.next(); c == '+' || c == '-' {
		sign = string(c)
	} else {
		s.back(c)
	}
	base, digits := s.digits(verb)
	i, err := strconv.ParseInt(sign+plainDigits(digits), base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if n := uint(64 - bits); i<<n>>n != i {
		s.fail("integer overflow on token " + sign + digits)
	}
	return i
}

func (s *scan) uint(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.rune())
	}
	s.start()
	s.prefixU(verb)
	base, digits := s.digits(verb)
	i, err := strconv.ParseUint(plainDigits(digits), base, 64)
	if err != nil {
		panic(scanError{err})
	}
	if n := uint(64 - bits); i<<n>>n != i {
		s.fail("unsigned integer overflow on token " + digits)
	}
	return i
}

// plainDigits drops the underscores.
func plainDigits(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] != '_' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// rune reads one character, which may be space.
func (s *scan) rune() rune {
	c := s.next()
	if c == eof {
		panic(scanError{io.EOF})
	}
	return c
}

func (s *scan) float(bits int) float64 {
	s.start()
	word := s.token(in("+-0123456789._eEpPxXabcdfABCDFnNiIaAyYtT"))
	f, err := strconv.ParseFloat(word, bits)
	if err != nil {
		panic(scanError{err})
	}
	return f
}

func (s *scan) string(verb rune) string {
	s.start()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexBytes()
	}
	return s.token(func(c rune) bool { return !isSpace(c) })
}

func (s *scan) quoted() string {
	quote := s.next()
	if quote != '"' && quote != '`' {
		s.fail("expected quoted string")
	}
	text := string(quote)
	for {
		c := s.next()
		if c == eof {
			panic(scanError{io.ErrUnexpectedEOF})
		}
		text += string(c)
		if c == '\\' && quote == '"' {
			text += string(s.next())
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

func (s *scan) hexBytes() string {
	digits := s.token(in("0123456789aAbBcCdDeEfF"))
	if len(digits) == 0 {
		s.fail("no hex data for %x string")
	}
	if len(digits)%2 == 1 {
		s.fail("illegal hex digit")
	}
	var b []byte
	for i := 0; i < len(digits); i += 2 {
		n, _ := strconv.ParseUint(digits[i:i+2], 16, 8)
		b = append(b, byte(n))
	}
	return string(b)
}

// format reads after a format.
func (s *scan) format(format string, a []any) (n int, err error) {
	defer s.catch(&err)
	for i := 0; i < len(format); {
		c, size := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			i = s.formatSpace(format, i)
			continue
		}
		if c != '%' || i+1 < len(format) && format[i+1] == '%' {
			if c == '%' {
				size = 2
				s.newlines = true
				s.SkipSpace()
				s.newlines = false
			}
			i += size
			if got := s.next(); got != c {
				s.back(got)
				if got == eof {
					return n, io.ErrUnexpectedEOF
				}
				return n, errors.New("input does not match format")
			}
			continue
		}
		wid, hasWid, at := number(format, i+1)
		if at >= len(format) {
			return n, errors.New("too few operands for format '%'")
		}
		verb, size := utf8.DecodeRuneInString(format[at:])
		i = at + size
		if n >= len(a) {
			return n, errors.New("too few operands for format '%" + format[at:i] + "'")
		}
		if verb != 'c' {
			s.SkipSpace()
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
		return n, errors.New("too many operands")
	}
	return n, nil
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

//go:build gopherscope

// Package fmt formats values. This is Go code that the machine runs, since it calls String
// and Error methods of the program; it asks internal/rt what a value is made of, and leaves
// numbers and quoted strings to the host's fmt.
//
// Start with print.go, the functions; verb.go reads directives, value.go prints values of
// all kinds, leaf.go single numbers and strings.
package fmt

import (
	"internal/rt"
	"io"
	"os"
	"sync/atomic"
)

// A Stringer has a text for %v and %s.
type Stringer interface{ String() string }

// A GoStringer has a text for %#v.
type GoStringer interface{ GoString() string }

// A State is the printer as a Formatter sees it.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

// A Formatter formats itself.
type Formatter interface{ Format(f State, verb rune) }

// A printer holds the text so far and the directive at work.
type printer struct {
	buf []byte
	arg any // the operand at work
	flags

	reordered bool // the format uses [n]
	badIndex  bool // … with an n that is out of range
	panicking bool // printing what an operand's method panicked with
	erroring  bool // printing an operand that does not suit its verb: no methods
	wraps     bool // Errorf: %w is a verb
	wrapped   []int
}

// free is a printer that nobody uses, or nil.
var free atomic.Pointer[printer]

func newPrinter() *printer {
	p := free.Swap(nil)
	if p == nil {
		p = new(printer)
	}
	return p
}

// done makes p free for the next print, unless its buffer has grown large.
func (p *printer) done() {
	if cap(p.buf) > 64<<10 {
		return
	}
	*p = printer{buf: p.buf[:0]}
	free.Store(p)
}

// Println prints its operands with spaces between them and a newline to standard output.
func Println(a ...any) (n int, err error) { return Fprintln(os.Stdout, a...) }

// Print prints its operands, with a space between two of which none is a string.
func Print(a ...any) (n int, err error) { return Fprint(os.Stdout, a...) }

// Printf prints after a format.
func Printf(format string, a ...any) (n int, err error) { return Fprintf(os.Stdout, format, a...) }

func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.println(a)
	n, err = w.Write(p.buf)
	p.done()
	return n, err
}

func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.print(a)
	n, err = w.Write(p.buf)
	p.done()
	return n, err
}

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.printf(format, a)
	n, err = w.Write(p.buf)
	p.done()
	return n, err
}

func Sprintln(a ...any) string {
	p := newPrinter()
	p.println(a)
	s := string(p.buf)
	p.done()
	return s
}

func Sprint(a ...any) string {
	p := newPrinter()
	p.print(a)
	s := string(p.buf)
	p.done()
	return s
}

func Sprintf(format string, a ...any) string {
	p := newPrinter()
	p.printf(format, a)
	s := string(p.buf)
	p.done()
	return s
}

// Append, Appendf and Appendln append to b what Sprint, Sprintf and Sprintln return.
func Append(b []byte, a ...any) []byte                 { return append(b, Sprint(a...)...) }
func Appendf(b []byte, format string, a ...any) []byte { return append(b, Sprintf(format, a...)...) }
func Appendln(b []byte, a ...any) []byte               { return append(b, Sprintln(a...)...) }

func (p *printer) println(a []any) {
	for i, arg := range a {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		p.printArg(arg, 'v')
	}
	p.buf = append(p.buf, '\n')
}

func (p *printer) print(a []any) {
	wasString := true
	for i, arg := range a {
		isString := rt.KindOf(arg) == rt.String
		if i > 0 && !isString && !wasString {
			p.buf = append(p.buf, ' ')
		}
		p.printArg(arg, 'v')
		wasString = isString
	}
}

// Write, Width, Precision and Flag make a State of the printer.
func (p *printer) Write(b []byte) (n int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

func (p *printer) WriteString(s string) (n int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

func (p *printer) Width() (wid int, ok bool)      { return p.wid, p.hasWid }
func (p *printer) Precision() (prec int, ok bool) { return p.prec, p.hasPrec }

func (p *printer) Flag(c int) bool {
	switch c {
	case '-':
		return p.minus
	case '+':
		return p.plus || p.plusV
	case '#':
		return p.sharp || p.sharpV
	case ' ':
		return p.space
	case '0':
		return p.zero
	}
	return false
}

// FormatString returns the directive that a Formatter was called for.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = append(b, itoa(int64(w))...)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = append(b, itoa(int64(p))...)
	}
	return string(b) + string(verb)
}

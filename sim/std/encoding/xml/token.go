//go:build gopherscope

package xml

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Decoder reads tokens and elements off a stream.
type Decoder struct {
	Strict        bool              // what lacks an end, a quote or a known entity is a fault
	AutoClose     []string          // unless Strict, the elements that end where they start
	Entity        map[string]string // entities besides lt, gt, amp, apos and quot
	CharsetReader func(charset string, input io.Reader) (io.Reader, error)
	DefaultSpace  string // name space of elements where none is declared

	r      io.ByteReader
	tokens TokenReader // read instead of r
	buf    []byte      // read and in no token yet: nothing, or a <
	err    error       // of r or of the text; nothing comes after it

	ended Token             // the end of an element that was closed early, or the token after an invented end
	close *EndElement       // end of the element <a/> that was just started
	open  []entry           // what holds in the element at hand, the outermost first
	depth int               // open elements
	space map[string]string // name spaces by prefix

	line, col int
	offset    int64
	saved     []byte // the stream since a field of inner XML began; nil if none does
	within    bool   // an UnmarshalXML
}

// An entry of what is open.
type entry struct {
	kind  int
	name  Name // of an element; of a name space its prefix and what it was before
	known bool // there was something before
}

const (
	entryElement = iota
	entrySpace   // a name space that the element above it declares
	entryEnd     // where Token tells an UnmarshalXML of the end
)

// NewDecoder reads no further in r than tokens go, if that is an io.ByteReader.
func NewDecoder(r io.Reader) *Decoder {
	d := NewTokenDecoder(nil)
	d.read(r)
	return d
}

// NewTokenDecoder returns a decoder of the elements of t.
func NewTokenDecoder(t TokenReader) *Decoder {
	if d, ok := t.(*Decoder); ok {
		return d
	}
	return &Decoder{Strict: true, tokens: t, line: 1, col: 1, space: map[string]string{}}
}

func (d *Decoder) read(r io.Reader) {
	b, ok := r.(io.ByteReader)
	if !ok {
		b = bufio.NewReader(r)
	}
	d.r = b
}

// InputOffset returns the bytes up to the end of the last token.
func (d *Decoder) InputOffset() int64 { return d.offset }

// InputPos returns the line and column after the last token, both from 1.
func (d *Decoder) InputPos() (line, column int) { return d.line, d.col }

func (d *Decoder) syntaxError(msg string) error { return &SyntaxError{msg, d.line} }

// RawToken returns the next token with prefixes for name spaces, and elements unmatched.
func (d *Decoder) RawToken() (Token, error) {
	if d.within {
		return nil, errors.New("xml: cannot use RawToken from UnmarshalXML method")
	}
	return d.raw()
}

func (d *Decoder) raw() (Token, error) {
	if d.tokens != nil {
		return d.tokens.Token()
	}
	if d.err != nil {
		return nil, d.err
	}
	if d.close != nil {
		t := *d.close
		d.close = nil
		return t, nil
	}
	var end error
	if len(d.buf) == 0 {
		if end = d.fill(); end != nil {
			d.err = end
			return nil, end
		}
	}
	last := byte('>') // of the token, or after it
	if d.buf[0] != '<' {
		last = '<'
	}
	for {
		for end == nil {
			if end = d.fill(); end == nil && d.buf[len(d.buf)-1] == last {
				break
			}
		}
		after := goesOn
		switch {
		case end == io.EOF:
			after = ends
		case end != nil:
			after = breaks
		}
		kind, n, line, col, names, text, fault, faultLine := scan(d.buf, after, d.Strict, d.entities())
		if kind == tokenMore && end == nil {
			continue
		}
		begun := d.line
		d.pass(n, line, col)
		d.err = end
		switch kind {
		case tokenMore:
			return nil, end
		case tokenStart, tokenEmpty:
			t := StartElement{Name{names[0], names[1]}, []Attr{}}
			for i := 2; i < len(names); i += 3 {
				t.Attr = append(t.Attr, Attr{Name{names[i], names[i+1]}, names[i+2]})
			}
			if kind == tokenEmpty {
				d.close = &EndElement{t.Name}
			}
			return t, nil
		case tokenEnd:
			return EndElement{Name{names[0], names[1]}}, nil
		case tokenText:
			return CharData(text), nil
		case tokenComment:
			return Comment(text), nil
		case tokenDirective:
			return Directive(text), nil
		case tokenProcInst:
			if err := d.charset(names[1]); err != nil {
				d.err = err
				return nil, err
			}
			return ProcInst{names[0], text}, nil
		}
		d.err = errors.New(fault)
		if faultLine > 0 {
			d.err = &SyntaxError{fault, begun + faultLine - 1}
		}
		return nil, d.err
	}
}

// fill reads a byte.
func (d *Decoder) fill() error {
	c, err := d.r.ReadByte()
	if err == nil {
		d.buf = append(d.buf, c)
	}
	return err
}

// pass takes n bytes off the buffer; line and col are where they end, from 1.
func (d *Decoder) pass(n, line, col int) {
	if d.saved != nil {
		d.saved = append(d.saved, d.buf[:n]...)
	}
	d.buf = d.buf[n:]
	d.offset += int64(n)
	if line == 1 {
		d.col += col - 1
	} else {
		d.line, d.col = d.line+line-1, col
	}
}

// entities returns the names and texts of Entity.
func (d *Decoder) entities() []string {
	var list []string
	for name, text := range d.Entity {
		list = append(list, name, text)
	}
	return list
}

// charset goes on with what CharsetReader makes of the stream, if a charset is declared.
func (d *Decoder) charset(label string) error {
	if label == "" {
		return nil
	}
	if d.CharsetReader == nil {
		return fmt.Errorf("xml: encoding %q declared but Decoder.CharsetReader is nil", label)
	}
	r, err := d.CharsetReader(label, d.r.(io.Reader))
	if err != nil {
		return fmt.Errorf("xml: opening charset %q: %w", label, err)
	}
	if r == nil {
		panic("CharsetReader returned a nil Reader for charset " + label)
	}
	d.read(r)
	return nil
}

// Token returns the next token, with the URLs of name spaces; ends match their starts. io.EOF
// at the end.
func (d *Decoder) Token() (Token, error) {
	if n := len(d.open); n > 0 && d.open[n-1].kind == entryEnd {
		return nil, io.EOF
	}
	t := d.ended
	d.ended = nil
	if t == nil {
		var err error
		if t, err = d.raw(); t == nil && err != nil {
			if err == io.EOF && len(d.open) > 0 {
				err = d.syntaxError("unexpected EOF")
			}
			return nil, err
		}
	}
	if !d.Strict {
		if end, ok := d.invented(t); ok {
			d.ended, t = t, end
		}
	}
	switch e := t.(type) {
	case StartElement:
		for _, a := range e.Attr {
			switch {
			case a.Name.Space == xmlnsPrefix:
				d.declare(a.Name.Local, a.Value)
			case a.Name.Space == "" && a.Name.Local == xmlnsPrefix:
				d.declare("", a.Value)
			}
		}
		d.open = append(d.open, entry{kind: entryElement, name: e.Name})
		d.depth++
		d.resolve(&e.Name, true)
		for i := range e.Attr {
			d.resolve(&e.Attr[i].Name, false)
		}
		return e, nil
	case EndElement:
		if err := d.endElement(&e); err != nil {
			d.err = err
			return nil, err
		}
		return e, nil
	}
	return t, nil
}

// invented returns the end of an element that ends by itself, if t does not end it.
func (d *Decoder) invented(t Token) (Token, bool) {
	n := len(d.open)
	if n == 0 || d.open[n-1].kind != entryElement {
		return nil, false
	}
	name := d.open[n-1].name
	if !slices.ContainsFunc(d.AutoClose, func(s string) bool { return strings.EqualFold(s, name.Local) }) {
		return nil, false
	}
	end, ok := t.(EndElement)
	return EndElement{name}, !ok || !strings.EqualFold(end.Name.Local, name.Local)
}

// declare makes prefix stand for url till the element that is about to start ends.
func (d *Decoder) declare(prefix, url string) {
	was, known := d.space[prefix]
	d.open = append(d.open, entry{entrySpace, Name{was, prefix}, known})
	d.space[prefix] = url
}

// resolve replaces a prefix by its URL.
func (d *Decoder) resolve(n *Name, element bool) {
	switch {
	case n.Space == xmlnsPrefix, n.Space == "" && (!element || n.Local == xmlnsPrefix):
		return
	case n.Space == xmlPrefix:
		n.Space = xmlSpace
	}
	if url, ok := d.space[n.Space]; ok {
		n.Space = url
	} else if n.Space == "" {
		n.Space = d.DefaultSpace
	}
}

// endElement closes the element that e must be the end of.
func (d *Decoder) endElement(e *EndElement) error {
	last := len(d.open) - 1
	if last < 0 || d.open[last].kind != entryElement {
		return d.syntaxError("unexpected end element </" + e.Name.Local + ">")
	}
	name := d.open[last].name
	d.open = d.open[:last]
	d.depth--
	switch {
	case name.Local != e.Name.Local && !d.Strict:
		d.close = &EndElement{e.Name}
		e.Name = name
		return nil
	case name.Local != e.Name.Local:
		return d.syntaxError("element <" + name.Local + "> closed by </" + e.Name.Local + ">")
	case name.Space != e.Name.Space:
		space := e.Name.Space
		if space == "" {
			space = `""`
		}
		return d.syntaxError("element <" + name.Local + "> in space " + name.Space + " closed by </" + e.Name.Local + "> in space " + space)
	}
	d.resolve(&e.Name, true)
	for n := len(d.open) - 1; n >= 0 && d.open[n].kind == entrySpace; n-- {
		s := d.open[n]
		if d.open = d.open[:n]; s.known {
			d.space[s.name.Local] = s.name.Space
		} else {
			delete(d.space, s.name.Local)
		}
	}
	return nil
}

// stopAtEnd makes Token return io.EOF after the end of the element at hand, until stopped.
func (d *Decoder) stopAtEnd() {
	i := len(d.open) - 1
	for d.open[i].kind != entryElement {
		i--
	}
	for i > 0 && d.open[i-1].kind == entrySpace {
		i--
	}
	d.open = slices.Insert(d.open, i, entry{kind: entryEnd})
}

// stopped goes on after stopAtEnd; false if the element has not ended.
func (d *Decoder) stopped() bool {
	last := len(d.open) - 1
	if last < 0 || d.open[last].kind != entryEnd {
		return false
	}
	d.open = d.open[:last]
	return true
}

// Skip passes over the rest of the element at hand, and its end.
func (d *Decoder) Skip() error {
	for inner := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case StartElement:
			inner++
		case EndElement:
			if inner == 0 {
				return nil
			}
			inner--
		}
	}
}

//go:build gopherscope

package json

import (
	"bytes"
	"io"
	"strconv"
)

// An Encoder writes values as JSON, a line each.
type Encoder struct {
	w              io.Writer
	err            error
	raw            bool // HTML is not escaped
	prefix, indent string
}

func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes v and a newline.
func (enc *Encoder) Encode(v any) error {
	if enc.err != nil {
		return enc.err
	}
	b, err := marshal(v, !enc.raw)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if enc.prefix != "" || enc.indent != "" {
		var fault string
		var offset int64
		if b, fault, offset = indent(b, enc.prefix, enc.indent); fault != "" {
			return syntaxError(fault, offset)
		}
	}
	_, enc.err = enc.w.Write(b)
	return enc.err
}

// SetIndent makes later values indented as Indent does.
func (enc *Encoder) SetIndent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

func (enc *Encoder) SetEscapeHTML(on bool) { enc.raw = !on }

// A Token is a Delim, bool, float64, Number, string or nil.
type Token any

// A Delim is one of [ ] { }.
type Delim rune

func (d Delim) String() string { return string(d) }

// A Decoder reads values or tokens off a stream.
type Decoder struct {
	r       io.Reader
	buf     []byte // read, from the value that is next on
	err     error
	dropped int64 // bytes of the stream before buf
	scanned int64 // bytes of it that values took, or looked at
	options decoder

	state place
	outer []place // those of the arrays and objects around
}

// A place is where the next token stands.
type place int

const (
	atTop place = iota
	atFirstElem
	atElem
	atElemComma
	atFirstName
	atName
	atColon
	atMember
	atMemberComma
)

func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: r} }

// UseNumber makes numbers for interfaces Numbers, not float64s.
func (dec *Decoder) UseNumber() { dec.options.useNumber = true }

// DisallowUnknownFields makes members that a struct does not have faults.
func (dec *Decoder) DisallowUnknownFields() { dec.options.strict = true }

// InputOffset returns the bytes up to the end of the last value or token.
func (dec *Decoder) InputOffset() int64 { return dec.dropped }

// Buffered returns a reader of what was read and not decoded.
func (dec *Decoder) Buffered() io.Reader { return bytes.NewReader(dec.buf) }

// drop takes n bytes off the buffer.
func (dec *Decoder) drop(n int) {
	dec.buf = dec.buf[n:]
	dec.dropped += int64(n)
}

// refill reads more.
func (dec *Decoder) refill() error {
	const room = 512
	grown := make([]byte, len(dec.buf), 2*len(dec.buf)+room)
	copy(grown, dec.buf)
	n, err := dec.r.Read(grown[len(grown):cap(grown)])
	dec.buf = grown[:len(grown)+n]
	return err
}

// Decode reads the next value into v; io.EOF at the end.
func (dec *Decoder) Decode(v any) error {
	if dec.err != nil {
		return dec.err
	}
	if err := dec.separator(); err != nil {
		return err
	}
	if !dec.valueMayStand() {
		return &SyntaxError{"not at beginning of value", dec.InputOffset()}
	}
	n, err := dec.find()
	if err != nil {
		dec.err = err
		return err
	}
	d := dec.options
	d.data = dec.buf[:n:n]
	dec.drop(n)
	err = d.decode(v)
	dec.valueEnds()
	return err
}

// find returns the length of the next value, with the space before it.
func (dec *Decoder) find() (int, error) {
	var readErr error
	for {
		n, state, fault, offset := next(dec.buf, readErr == io.EOF)
		switch state {
		case nextValue:
			dec.scanned += int64(n)
			return n, nil
		case nextFault:
			return 0, &SyntaxError{fault, dec.scanned + offset}
		case nextEOF:
			return 0, io.EOF
		case nextBroken:
			return 0, io.ErrUnexpectedEOF
		}
		if readErr != nil {
			return 0, readErr
		}
		readErr = dec.refill()
	}
}

// separator passes over the comma or colon before a value, after tokens were read.
func (dec *Decoder) separator() error {
	want, after, to := byte(','), "comma after array element", atElem
	switch dec.state {
	case atElemComma:
	case atColon:
		want, after, to = ':', "colon after object key", atMember
	default:
		return nil
	}
	c, err := dec.peek()
	if err != nil {
		return err
	}
	if c != want {
		return &SyntaxError{"expected " + after, dec.InputOffset()}
	}
	dec.drop(1)
	dec.state = to
	return nil
}

func (dec *Decoder) valueMayStand() bool {
	switch dec.state {
	case atTop, atFirstElem, atElem, atMember:
		return true
	}
	return false
}

func (dec *Decoder) valueEnds() {
	switch dec.state {
	case atFirstElem, atElem:
		dec.state = atElemComma
	case atMember:
		dec.state = atMemberComma
	}
}

// peek drops white space and returns the byte after it.
func (dec *Decoder) peek() (byte, error) {
	var err error
	for {
		for i, c := range dec.buf {
			if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
				dec.drop(i)
				return c, nil
			}
		}
		if err != nil {
			return 0, err
		}
		err = dec.refill()
	}
}

// More tells whether the array or object at hand goes on.
func (dec *Decoder) More() bool {
	c, err := dec.peek()
	return err == nil && c != ']' && c != '}'
}

// Token returns the next token; commas and colons are passed over. io.EOF at the end.
func (dec *Decoder) Token() (Token, error) {
	for {
		c, err := dec.peek()
		if err != nil {
			return nil, err
		}
		s := dec.state
		switch {
		case (c == '[' || c == '{') && dec.valueMayStand():
			dec.outer = append(dec.outer, s)
			dec.state = atFirstElem
			if c == '{' {
				dec.state = atFirstName
			}
		case c == ']' && (s == atFirstElem || s == atElemComma), c == '}' && (s == atFirstName || s == atMemberComma):
			last := len(dec.outer) - 1
			dec.state, dec.outer = dec.outer[last], dec.outer[:last]
			dec.valueEnds()
		case c == ':' && s == atColon:
			dec.drop(1)
			dec.state = atMember
			continue
		case c == ',' && s == atElemComma:
			dec.drop(1)
			dec.state = atElem
			continue
		case c == ',' && s == atMemberComma:
			dec.drop(1)
			dec.state = atName
			continue
		case c == '"' && (s == atFirstName || s == atName):
			var name string
			dec.state = atTop
			err := dec.Decode(&name)
			dec.state = s
			if err != nil {
				return nil, err
			}
			dec.state = atColon
			return name, nil
		case bytes.IndexByte([]byte("[]{}:,"), c) < 0 && dec.valueMayStand():
			var v any
			if err := dec.Decode(&v); err != nil {
				return nil, err
			}
			return v, nil
		default:
			return nil, dec.misplaced(c)
		}
		dec.drop(1)
		return Delim(c), nil
	}
}

// misplaced is the error of a byte that cannot stand here.
func (dec *Decoder) misplaced(c byte) error {
	where := ""
	switch dec.state {
	case atTop, atFirstElem, atElem, atMember:
		where = " looking for beginning of value"
	case atElemComma:
		where = " after array element"
	case atName:
		where = " looking for beginning of object key string"
	case atColon:
		where = " after object key"
	case atMemberComma:
		where = " after object key:value pair"
	}
	quoted := `'\''`
	switch c {
	case '\'':
	case '"':
		quoted = `'"'`
	default:
		s := strconv.Quote(string(rune(c)))
		quoted = "'" + s[1:len(s)-1] + "'"
	}
	return &SyntaxError{"invalid character " + quoted + where, dec.InputOffset()}
}

//go:build gopherscope

// Package base32 writes bytes with 32 letters, by the host's package.
package base32

import (
	"io"
	"strconv"
)

// Padding letters.
const (
	StdPadding rune = '='
	NoPadding  rune = -1
)

// An Encoding is an alphabet and what fills the last 8 letters up.
type Encoding struct {
	alphabet string
	padding  rune
}

// The alphabets of RFC 4648.
var (
	StdEncoding = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
	HexEncoding = NewEncoding("0123456789ABCDEFGHIJKLMNOPQRSTUV")
)

// A CorruptInputError is the index of a byte that does not belong there.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal base32 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// encode and decode do what the host's Encoding of this alphabet does. corrupt is the index
// of the fault, -1 for none; dst are the bytes before it.
func encode(alphabet string, padding rune, src []byte) (dst []byte)
func decode(alphabet string, padding rune, src []byte) (dst []byte, corrupt int64)

// NewEncoding returns the Encoding of an alphabet of 32 different bytes.
func NewEncoding(encoder string) *Encoding {
	if len(encoder) != 32 {
		panic("encoding alphabet is not 32-bytes long")
	}
	var seen [256]bool
	for i := range len(encoder) {
		switch c := encoder[i]; {
		case c == '\n' || c == '\r':
			panic("encoding alphabet contains newline character")
		case seen[c]:
			panic("encoding alphabet includes duplicate symbols")
		default:
			seen[c] = true
		}
	}
	return &Encoding{alphabet: encoder, padding: StdPadding}
}

// WithPadding returns enc with another padding, or NoPadding.
func (enc Encoding) WithPadding(padding rune) *Encoding {
	switch {
	case padding < NoPadding || padding == '\r' || padding == '\n' || padding > 0xff:
		panic("invalid padding")
	case padding != NoPadding:
		for i := range len(enc.alphabet) {
			if rune(enc.alphabet[i]) == padding {
				panic("padding contained in alphabet")
			}
		}
	}
	enc.padding = padding
	return &enc
}

func (enc *Encoding) encode(src []byte) []byte { return encode(enc.alphabet, enc.padding, src) }

func (enc *Encoding) decode(src []byte) ([]byte, error) {
	dst, corrupt := decode(enc.alphabet, enc.padding, src)
	if corrupt >= 0 {
		return dst, CorruptInputError(corrupt)
	}
	return dst, nil
}

func (enc *Encoding) EncodedLen(n int) int {
	if enc.padding == NoPadding {
		return n/5*8 + (n%5*8+4)/5
	}
	return (n + 4) / 5 * 8
}

func (enc *Encoding) DecodedLen(n int) int {
	if enc.padding == NoPadding {
		return n/8*5 + n%8*5/8
	}
	return n / 8 * 5
}

func (enc *Encoding) EncodeToString(src []byte) string    { return string(enc.encode(src)) }
func (enc *Encoding) AppendEncode(dst, src []byte) []byte { return append(dst, enc.encode(src)...) }

// Encode writes the letters of src to dst, which has room for them.
func (enc *Encoding) Encode(dst, src []byte) {
	letters := enc.encode(src)
	_ = dst[:len(letters)]
	copy(dst, letters)
}

// Decode writes what src stands for, up to the first fault, to dst and returns how much.
func (enc *Encoding) Decode(dst, src []byte) (n int, err error) {
	b, err := enc.decode(src)
	_ = dst[:len(b)]
	return copy(dst, b), err
}

func (enc *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	b, err := enc.decode(src)
	return append(dst, b...), err
}

func (enc *Encoding) DecodeString(s string) ([]byte, error) {
	b, err := enc.decode([]byte(s))
	if b == nil {
		b = []byte{}
	}
	return b, err
}

// An encoder keeps the bytes that do not make 8 letters yet.
type encoder struct {
	enc  *Encoding
	w    io.Writer
	rest []byte
	err  error
}

// NewEncoder returns a writer that writes letters to w; Close writes the last.
func NewEncoder(enc *Encoding, w io.Writer) io.WriteCloser { return &encoder{enc: enc, w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	if e.err != nil {
		return 0, e.err
	}
	all := append(e.rest, p...)
	whole := len(all) / 5 * 5
	if whole > 0 {
		if _, e.err = e.w.Write(e.enc.encode(all[:whole])); e.err != nil {
			return 0, e.err
		}
	}
	e.rest = append([]byte(nil), all[whole:]...)
	return len(p), nil
}

func (e *encoder) Close() error {
	if e.err == nil && len(e.rest) > 0 {
		_, e.err = e.w.Write(e.enc.encode(e.rest))
		e.rest = nil
	}
	return e.err
}

// A decoder keeps the letters that do not make 5 bytes yet, and the bytes not read yet.
type decoder struct {
	enc     *Encoding
	r       io.Reader
	letters []byte
	bytes   []byte
	at      int64 // letters decoded before, newlines aside
	err     error
}

// NewDecoder returns a reader of what the letters of r stand for. Newlines are passed over.
func NewDecoder(enc *Encoding, r io.Reader) io.Reader { return &decoder{enc: enc, r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	for len(d.bytes) == 0 && d.err == nil {
		if len(p) == 0 {
			return 0, nil
		}
		var buf [1024]byte
		m, err := d.r.Read(buf[:])
		for _, c := range buf[:m] {
			if c != '\r' && c != '\n' {
				d.letters = append(d.letters, c)
			}
		}
		whole := len(d.letters) / 8 * 8
		d.err = err
		if err == io.EOF {
			if len(d.letters) > whole && d.enc.padding != NoPadding {
				d.err = io.ErrUnexpectedEOF
			} else {
				whole = len(d.letters)
			}
		}
		b, fault := d.enc.decode(d.letters[:whole])
		if at, ok := fault.(CorruptInputError); ok {
			d.err = at + CorruptInputError(d.at)
		}
		d.bytes = b
		d.at += int64(whole)
		d.letters = append([]byte(nil), d.letters[whole:]...)
	}
	if len(d.bytes) == 0 {
		return 0, d.err
	}
	n = copy(p, d.bytes)
	d.bytes = d.bytes[n:]
	return n, nil
}

//go:build gopherscope

// Package hex writes bytes as hexadecimal digits, by the host's package.
package hex

import (
	"errors"
	"fmt"
	"io"
)

// ErrLength is the error of an odd number of digits.
var ErrLength = errors.New("encoding/hex: odd length hex string")

// An InvalidByteError is a byte that is no hexadecimal digit.
type InvalidByteError byte

func (e InvalidByteError) Error() string {
	return fmt.Sprintf("encoding/hex: invalid byte: %#U", rune(e))
}

// encode returns two digits a byte.
func encode(src []byte) []byte

// decode returns the bytes before the first fault: a byte that is no digit, -1 for an odd
// number of digits, -2 for none.
func decode(src []byte) (dst []byte, fault int)

func EncodedLen(n int) int { return n * 2 }
func DecodedLen(x int) int { return x / 2 }

func EncodeToString(src []byte) string    { return string(encode(src)) }
func AppendEncode(dst, src []byte) []byte { return append(dst, encode(src)...) }

// Encode writes the digits of src to dst, which has room for them.
func Encode(dst, src []byte) int {
	digits := encode(src)
	_ = dst[:len(digits)]
	return copy(dst, digits)
}

func faultOf(fault int) error {
	switch fault {
	case -2:
		return nil
	case -1:
		return ErrLength
	}
	return InvalidByteError(fault)
}

// Decode writes the bytes that src stands for to dst and returns how many there are before
// the first fault.
func Decode(dst, src []byte) (int, error) {
	b, fault := decode(src)
	_ = dst[:len(b)]
	return copy(dst, b), faultOf(fault)
}

func AppendDecode(dst, src []byte) ([]byte, error) {
	b, fault := decode(src)
	return append(dst, b...), faultOf(fault)
}

func DecodeString(s string) ([]byte, error) {
	b, fault := decode([]byte(s))
	if b == nil {
		b = []byte{}
	}
	return b, faultOf(fault)
}

type encoder struct{ w io.Writer }

// NewEncoder returns a writer that writes digits to w.
func NewEncoder(w io.Writer) io.Writer { return encoder{w} }

func (e encoder) Write(p []byte) (n int, err error) {
	digits, err := e.w.Write(encode(p))
	return digits / 2, err
}

type decoder struct {
	r    io.Reader
	odd  []byte // a digit that waits for its pair
	done error
}

// NewDecoder returns a reader of the bytes that the digits of r stand for.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	for d.done == nil {
		buf := make([]byte, len(p)*2)
		k := copy(buf, d.odd)
		m, err := d.r.Read(buf[k:])
		buf = buf[:k+m]
		if err == io.EOF && len(buf)%2 == 1 {
			err = io.ErrUnexpectedEOF
			if _, fault := decode(buf[len(buf)-1:]); fault >= 0 {
				err = InvalidByteError(fault)
			}
		}
		even := len(buf) &^ 1
		b, fault := decode(buf[:even])
		d.odd = append([]byte(nil), buf[even:]...)
		d.done = err
		if fault != -2 {
			d.done = faultOf(fault)
		}
		if len(b) > 0 {
			return copy(p, b), nil
		}
	}
	return 0, d.done
}

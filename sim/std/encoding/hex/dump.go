//go:build gopherscope

package hex

import (
	"errors"
	"io"
	"strings"
)

// Dump returns what hexdump -C prints of data.
func Dump(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	var b strings.Builder
	d := Dumper(&b)
	d.Write(data)
	d.Close()
	return b.String()
}

// A dumper writes 16 bytes a line.
type dumper struct {
	w      io.Writer
	line   []byte // bytes of the line under way
	at     int    // where it begins
	closed bool
	err    error
}

// Dumper returns a writer that writes a dump of what it is given to w; Close ends the last
// line.
func Dumper(w io.Writer) io.WriteCloser { return &dumper{w: w} }

func (d *dumper) Write(p []byte) (n int, err error) {
	if d.closed {
		return 0, errors.New("encoding/hex: dumper closed")
	}
	for i, c := range p {
		d.line = append(d.line, c)
		if len(d.line) == 16 {
			d.flush()
		}
		if d.err != nil {
			return i, d.err
		}
	}
	return len(p), nil
}

func (d *dumper) Close() error {
	if d.closed {
		return d.err
	}
	d.closed = true
	if len(d.line) > 0 {
		d.flush()
	}
	return d.err
}

func (d *dumper) flush() {
	at := []byte{byte(d.at >> 24), byte(d.at >> 16), byte(d.at >> 8), byte(d.at)}
	out := append(encode(at), ' ')
	for i := range 16 {
		if i%8 == 0 {
			out = append(out, ' ')
		}
		if i < len(d.line) {
			out = append(append(out, encode(d.line[i:i+1])...), ' ')
		} else {
			out = append(out, "   "...)
		}
	}
	out = append(out, " |"...)
	for _, c := range d.line {
		if c < ' ' || c > '~' {
			c = '.'
		}
		out = append(out, c)
	}
	out = append(out, "|\n"...)
	d.at += len(d.line)
	d.line = d.line[:0]
	_, d.err = d.w.Write(out)
}

//go:build gopherscope

// Package bufio reads and writes through a buffer.
package bufio

import (
	"errors"
	"internal/rt"
	"io"
	"unicode/utf8"
	"unsafe"
)

const defaultBufSize = 4096

// Errors of a Reader.
var (
	ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")
	ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")
	ErrBufferFull        = errors.New("bufio: buffer full")
	ErrNegativeCount     = errors.New("bufio: negative count")
)

func indexByte(b []byte, c byte) int {
	return rt.FindByte(unsafe.String(unsafe.SliceData(b), len(b)), c)
}

// A Reader reads ahead.
type Reader struct {
	buf      []byte // buf[lo:hi] is what was read ahead
	rd       io.Reader
	lo, hi   int
	err      error
	lastByte int // the byte read last, -1 if there is none to unread
	lastRune int // the size of the rune read last, or -1
}

func NewReader(rd io.Reader) *Reader { return NewReaderSize(rd, defaultBufSize) }

func NewReaderSize(rd io.Reader, size int) *Reader {
	if b, ok := rd.(*Reader); ok && len(b.buf) >= size {
		return b
	}
	return &Reader{buf: make([]byte, max(size, 16)), rd: rd, lastByte: -1, lastRune: -1}
}

func (b *Reader) Size() int     { return len(b.buf) }
func (b *Reader) Buffered() int { return b.hi - b.lo }

func (b *Reader) Reset(r io.Reader) {
	if b.buf == nil {
		b.buf = make([]byte, defaultBufSize)
	}
	*b = Reader{buf: b.buf, rd: r, lastByte: -1, lastRune: -1}
}

// fill reads more into the buffer, which is not full.
func (b *Reader) fill() {
	if b.lo > 0 {
		copy(b.buf, b.buf[b.lo:b.hi])
		b.lo, b.hi = 0, b.hi-b.lo
	}
	for range 100 {
		n, err := b.rd.Read(b.buf[b.hi:])
		if n < 0 {
			panic("bufio: reader returned negative count from Read")
		}
		b.hi += n
		if err != nil {
			b.err = err
			return
		}
		if n > 0 {
			return
		}
	}
	b.err = io.ErrNoProgress
}

func (b *Reader) readErr() error {
	err := b.err
	b.err = nil
	return err
}

// Peek returns the next n bytes without going on.
func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	b.lastByte, b.lastRune = -1, -1
	for b.hi-b.lo < n && b.hi-b.lo < len(b.buf) && b.err == nil {
		b.fill()
	}
	if n > len(b.buf) {
		return b.buf[b.lo:b.hi], ErrBufferFull
	}
	var err error
	if have := b.hi - b.lo; have < n {
		n = have
		if err = b.readErr(); err == nil {
			err = ErrBufferFull
		}
	}
	return b.buf[b.lo : b.lo+n], err
}

// Discard goes on by n bytes.
func (b *Reader) Discard(n int) (discarded int, err error) {
	if n < 0 {
		return 0, ErrNegativeCount
	}
	b.lastByte, b.lastRune = -1, -1
	for left := n; left > 0; {
		if b.Buffered() == 0 {
			b.fill()
		}
		skip := min(b.Buffered(), left)
		b.lo += skip
		left -= skip
		if left > 0 && b.err != nil {
			return n - left, b.readErr()
		}
	}
	return n, nil
}

func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		if b.Buffered() > 0 {
			return 0, nil
		}
		return 0, b.readErr()
	}
	if b.lo == b.hi {
		if b.err != nil {
			return 0, b.readErr()
		}
		b.lo, b.hi = 0, 0
		to := b.buf
		if len(p) >= len(b.buf) {
			to = p // large: not by way of the buffer
		}
		n, b.err = b.rd.Read(to)
		if n < 0 {
			panic("bufio: reader returned negative count from Read")
		}
		if n == 0 {
			return 0, b.readErr()
		}
		if len(p) >= len(b.buf) {
			b.lastByte, b.lastRune = int(p[n-1]), -1
			return n, b.readErr()
		}
		b.hi = n
	}
	n = copy(p, b.buf[b.lo:b.hi])
	b.lo += n
	b.lastByte, b.lastRune = int(b.buf[b.lo-1]), -1
	return n, nil
}

func (b *Reader) ReadByte() (byte, error) {
	b.lastRune = -1
	for b.lo == b.hi {
		if b.err != nil {
			return 0, b.readErr()
		}
		b.fill()
	}
	c := b.buf[b.lo]
	b.lo++
	b.lastByte = int(c)
	return c, nil
}

func (b *Reader) UnreadByte() error {
	if b.lastByte < 0 || b.lo == 0 && b.hi > 0 {
		return ErrInvalidUnreadByte
	}
	if b.lo > 0 {
		b.lo--
	} else {
		b.hi = 1
	}
	b.buf[b.lo] = byte(b.lastByte)
	b.lastByte, b.lastRune = -1, -1
	return nil
}

func (b *Reader) ReadRune() (r rune, size int, err error) {
	for b.hi-b.lo < utf8.UTFMax && !utf8.FullRune(b.buf[b.lo:b.hi]) && b.err == nil && b.hi-b.lo < len(b.buf) {
		b.fill()
	}
	b.lastRune = -1
	if b.lo == b.hi {
		return 0, 0, b.readErr()
	}
	r, size = rune(b.buf[b.lo]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(b.buf[b.lo:b.hi])
	}
	b.lo += size
	b.lastByte, b.lastRune = int(b.buf[b.lo-1]), size
	return r, size, nil
}

func (b *Reader) UnreadRune() error {
	if b.lastRune < 0 || b.lo < b.lastRune {
		return ErrInvalidUnreadRune
	}
	b.lo -= b.lastRune
	b.lastByte, b.lastRune = -1, -1
	return nil
}

// ReadSlice returns the bytes through delim, in the buffer.
func (b *Reader) ReadSlice(delim byte) (line []byte, err error) {
	scanned := 0
	for {
		if i := indexByte(b.buf[b.lo+scanned:b.hi], delim); i >= 0 {
			line = b.buf[b.lo : b.lo+scanned+i+1]
			break
		}
		if b.err != nil {
			line, err = b.buf[b.lo:b.hi], b.readErr()
			break
		}
		if b.Buffered() >= len(b.buf) {
			line, err = b.buf[b.lo:b.hi], ErrBufferFull
			break
		}
		scanned = b.hi - b.lo
		b.fill()
	}
	b.lo += len(line)
	if n := len(line); n > 0 {
		b.lastByte, b.lastRune = int(line[n-1]), -1
	}
	return line, err
}

// ReadLine returns a line without its end; isPrefix says that more of it follows.
func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadSlice('\n')
	if err == ErrBufferFull {
		if n := len(line); line[n-1] == '\r' {
			b.lo-- // perhaps the first half of \r\n
			line = line[:n-1]
		}
		return line, true, nil
	}
	n := len(line)
	if n == 0 {
		return nil, false, err
	}
	if line[n-1] == '\n' {
		line = dropCR(line[:n-1])
	}
	return line, false, nil
}

// ReadBytes and ReadString return the bytes through delim.
func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	var all []byte
	for {
		part, err := b.ReadSlice(delim)
		all = append(all, part...)
		if err != ErrBufferFull {
			return all, err
		}
	}
}

func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadBytes(delim)
	return string(line), err
}

func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b.lastByte, b.lastRune = -1, -1
	for first := true; ; first = false {
		if b.lo < b.hi {
			m, err := w.Write(b.buf[b.lo:b.hi])
			b.lo += m
			n += int64(m)
			if err != nil {
				return n, err
			}
		}
		if first { // past the buffer, if one of the two can
			var m int64
			if from, ok := b.rd.(io.WriterTo); ok {
				m, err = from.WriteTo(w)
				return n + m, err
			}
			if to, ok := w.(io.ReaderFrom); ok {
				m, err = to.ReadFrom(b.rd)
				return n + m, err
			}
		}
		if b.err != nil {
			break
		}
		b.fill()
	}
	if b.err == io.EOF {
		b.err = nil
	}
	return n, b.readErr()
}

// A Writer collects what is written until its buffer is full or Flush is called.
type Writer struct {
	err error
	buf []byte
	n   int
	wr  io.Writer
}

func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, defaultBufSize) }

func NewWriterSize(w io.Writer, size int) *Writer {
	if b, ok := w.(*Writer); ok && len(b.buf) >= size {
		return b
	}
	if size <= 0 {
		size = defaultBufSize
	}
	return &Writer{buf: make([]byte, size), wr: w}
}

func (b *Writer) Size() int               { return len(b.buf) }
func (b *Writer) Available() int          { return len(b.buf) - b.n }
func (b *Writer) AvailableBuffer() []byte { return b.buf[b.n:][:0] }
func (b *Writer) Buffered() int           { return b.n }

func (b *Writer) Reset(w io.Writer) {
	if b.buf == nil {
		b.buf = make([]byte, defaultBufSize)
	}
	b.err, b.n, b.wr = nil, 0, w
}

// Flush writes what was collected.
func (b *Writer) Flush() error {
	if b.err != nil || b.n == 0 {
		return b.err
	}
	n, err := b.wr.Write(b.buf[:b.n])
	if n < b.n && err == nil {
		err = io.ErrShortWrite
	}
	if err != nil {
		if n > 0 && n < b.n {
			copy(b.buf, b.buf[n:b.n])
		}
		b.n -= n
		b.err = err
		return err
	}
	b.n = 0
	return nil
}

func (b *Writer) Write(p []byte) (nn int, err error) {
	for len(p) > b.Available() && b.err == nil {
		n := 0
		if b.n == 0 {
			n, b.err = b.wr.Write(p) // large: not by way of the buffer
		} else {
			n = copy(b.buf[b.n:], p)
			b.n += n
			b.Flush()
		}
		nn += n
		p = p[n:]
	}
	if b.err != nil {
		return nn, b.err
	}
	n := copy(b.buf[b.n:], p)
	b.n += n
	return nn + n, nil
}

func (b *Writer) WriteString(s string) (int, error) {
	nn := 0
	for len(s) > b.Available() && b.err == nil {
		n := 0
		if sw, ok := b.wr.(io.StringWriter); ok && b.n == 0 {
			n, b.err = sw.WriteString(s) // large: not by way of the buffer
		} else {
			n = copy(b.buf[b.n:], s)
			b.n += n
			b.Flush()
		}
		nn += n
		s = s[n:]
	}
	if b.err != nil {
		return nn, b.err
	}
	n := copy(b.buf[b.n:], s)
	b.n += n
	return nn + n, nil
}

func (b *Writer) WriteByte(c byte) error {
	if b.err != nil || b.Available() <= 0 && b.Flush() != nil {
		return b.err
	}
	b.buf[b.n] = c
	b.n++
	return nil
}

// WriteRune does not tear a rune, unless the buffer is smaller than that.
func (b *Writer) WriteRune(r rune) (size int, err error) {
	if uint32(r) >= utf8.RuneSelf && b.Available() < utf8.UTFMax {
		if err := b.Flush(); err != nil {
			return 0, err
		}
	}
	return b.WriteString(string(r))
}

func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	for empty := 0; b.err == nil; {
		if b.Available() == 0 && b.Flush() != nil {
			break
		}
		if to, ok := b.wr.(io.ReaderFrom); ok && b.n == 0 {
			m, err := to.ReadFrom(r) // not by way of the buffer
			b.err = err
			return n + m, err
		}
		m, err := r.Read(b.buf[b.n:])
		if empty++; m != 0 {
			empty = 0
		}
		if empty == 100 && err == nil {
			return n, io.ErrNoProgress
		}
		b.n += m
		n += int64(m)
		if err == io.EOF {
			if b.Available() == 0 {
				return n, b.Flush()
			}
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	return n, b.err
}

// A ReadWriter is a Reader and a Writer.
type ReadWriter struct {
	*Reader
	*Writer
}

func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }

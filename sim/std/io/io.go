//go:build gopherscope

// Package io has the interfaces of readers and writers, and what connects them.
package io

import "errors"

// Whence values of Seek.
const (
	SeekStart   = 0
	SeekCurrent = 1
	SeekEnd     = 2
)

// The errors of readers and writers.
var (
	EOF              = errors.New("EOF")
	ErrUnexpectedEOF = errors.New("unexpected EOF")
	ErrShortWrite    = errors.New("short write")
	ErrShortBuffer   = errors.New("short buffer")
	ErrNoProgress    = errors.New("multiple Read calls return no data or error")
	ErrClosedPipe    = errors.New("io: read/write on closed pipe")

	errInvalidWrite = errors.New("invalid write result")
)

// The interfaces.
type (
	Reader interface {
		Read(p []byte) (n int, err error)
	}
	Writer interface {
		Write(p []byte) (n int, err error)
	}
	Closer interface{ Close() error }
	Seeker interface {
		Seek(offset int64, whence int) (int64, error)
	}
	ReadWriter interface {
		Reader
		Writer
	}
	ReadCloser interface {
		Reader
		Closer
	}
	WriteCloser interface {
		Writer
		Closer
	}
	ReadWriteCloser interface {
		Reader
		Writer
		Closer
	}
	ReadSeeker interface {
		Reader
		Seeker
	}
	ReadSeekCloser interface {
		Reader
		Seeker
		Closer
	}
	WriteSeeker interface {
		Writer
		Seeker
	}
	ReadWriteSeeker interface {
		Reader
		Writer
		Seeker
	}
	ReaderFrom interface {
		ReadFrom(r Reader) (n int64, err error)
	}
	WriterTo interface {
		WriteTo(w Writer) (n int64, err error)
	}
	ReaderAt interface {
		ReadAt(p []byte, off int64) (n int, err error)
	}
	WriterAt interface {
		WriteAt(p []byte, off int64) (n int, err error)
	}
	ByteReader  interface{ ReadByte() (byte, error) }
	ByteScanner interface {
		ByteReader
		UnreadByte() error
	}
	ByteWriter interface{ WriteByte(c byte) error }
	RuneReader interface {
		ReadRune() (r rune, size int, err error)
	}
	RuneScanner interface {
		RuneReader
		UnreadRune() error
	}
	StringWriter interface {
		WriteString(s string) (n int, err error)
	}
)

// WriteString writes s to w, with w's own WriteString if it has one.
func WriteString(w Writer, s string) (n int, err error) {
	if sw, ok := w.(StringWriter); ok {
		return sw.WriteString(s)
	}
	return w.Write([]byte(s))
}

// ReadAtLeast reads into buf until at least min bytes are there.
func ReadAtLeast(r Reader, buf []byte, min int) (n int, err error) {
	if len(buf) < min {
		return 0, ErrShortBuffer
	}
	for n < min && err == nil {
		var k int
		k, err = r.Read(buf[n:])
		n += k
	}
	if n >= min {
		return n, nil
	}
	if n > 0 && err == EOF {
		err = ErrUnexpectedEOF
	}
	return n, err
}

// ReadFull fills buf.
func ReadFull(r Reader, buf []byte) (n int, err error) { return ReadAtLeast(r, buf, len(buf)) }

// ReadAll reads until the end, which is no error.
func ReadAll(r Reader) ([]byte, error) {
	b := make([]byte, 0, 512)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

// Copy copies from src to dst until src's end, which is no error.
func Copy(dst Writer, src Reader) (written int64, err error) { return CopyBuffer(dst, src, nil) }

// CopyN copies n bytes.
func CopyN(dst Writer, src Reader, n int64) (written int64, err error) {
	written, err = Copy(dst, LimitReader(src, n))
	if written < n && err == nil {
		err = EOF
	}
	return written, err
}

// CopyBuffer is Copy by way of buf.
func CopyBuffer(dst Writer, src Reader, buf []byte) (written int64, err error) {
	if wt, ok := src.(WriterTo); ok {
		return wt.WriteTo(dst)
	}
	if rf, ok := dst.(ReaderFrom); ok {
		return rf.ReadFrom(src)
	}
	if buf == nil {
		buf = make([]byte, 32*1024)
	} else if len(buf) == 0 {
		panic("empty buffer in CopyBuffer")
	}
	for {
		n, rerr := src.Read(buf)
		if n > 0 {
			m, werr := dst.Write(buf[:n])
			if m < 0 || m > n {
				m = 0
				if werr == nil {
					werr = errInvalidWrite
				}
			}
			written += int64(m)
			if werr == nil && m < n {
				werr = ErrShortWrite
			}
			if werr != nil {
				return written, werr
			}
		}
		if rerr == EOF {
			return written, nil
		}
		if rerr != nil {
			return written, rerr
		}
	}
}

// Discard is a writer that forgets.
var Discard Writer = discard{}

type discard struct{}

func (discard) Write(p []byte) (int, error)       { return len(p), nil }
func (discard) WriteString(s string) (int, error) { return len(s), nil }

// NopCloser gives r a Close that does nothing.
func NopCloser(r Reader) ReadCloser {
	if wt, ok := r.(WriterTo); ok {
		return nopCloserWriterTo{r, wt}
	}
	return nopCloser{r}
}

type nopCloser struct{ Reader }

func (nopCloser) Close() error { return nil }

type nopCloserWriterTo struct {
	Reader
	WriterTo
}

func (nopCloserWriterTo) Close() error { return nil }

//go:build gopherscope

package strings

import (
	"errors"
	"io"
	"unicode/utf8"
)

// A Reader reads from a string.
type Reader struct {
	s    string
	i    int64 // where it is
	prev int   // where the rune read last began, or -1
}

func NewReader(s string) *Reader { return &Reader{s, 0, -1} }

// Len returns the bytes that are left, Size those of the string.
func (r *Reader) Len() int       { return max(0, len(r.s)-int(r.i)) }
func (r *Reader) Size() int64    { return int64(len(r.s)) }
func (r *Reader) Reset(s string) { *r = Reader{s, 0, -1} }

func (r *Reader) Read(b []byte) (n int, err error) {
	if r.Len() == 0 {
		return 0, io.EOF
	}
	r.prev = -1
	n = copy(b, r.s[r.i:])
	r.i += int64(n)
	return n, nil
}

func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errors.New("strings.Reader.ReadAt: negative offset")
	}
	if off >= int64(len(r.s)) {
		return 0, io.EOF
	}
	if n = copy(b, r.s[off:]); n < len(b) {
		err = io.EOF
	}
	return n, err
}

func (r *Reader) ReadByte() (byte, error) {
	r.prev = -1
	if r.Len() == 0 {
		return 0, io.EOF
	}
	b := r.s[r.i]
	r.i++
	return b, nil
}

func (r *Reader) UnreadByte() error {
	if r.i <= 0 {
		return errors.New("strings.Reader.UnreadByte: at beginning of string")
	}
	r.prev = -1
	r.i--
	return nil
}

func (r *Reader) ReadRune() (ch rune, size int, err error) {
	if r.Len() == 0 {
		r.prev = -1
		return 0, 0, io.EOF
	}
	r.prev = int(r.i)
	ch, size = utf8.DecodeRuneInString(r.s[r.i:])
	r.i += int64(size)
	return ch, size, nil
}

func (r *Reader) UnreadRune() error {
	if r.i <= 0 {
		return errors.New("strings.Reader.UnreadRune: at beginning of string")
	}
	if r.prev < 0 {
		return errors.New("strings.Reader.UnreadRune: previous operation was not ReadRune")
	}
	r.i, r.prev = int64(r.prev), -1
	return nil
}

func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	r.prev = -1
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += r.i
	case io.SeekEnd:
		offset += int64(len(r.s))
	default:
		return 0, errors.New("strings.Reader.Seek: invalid whence")
	}
	if offset < 0 {
		return 0, errors.New("strings.Reader.Seek: negative position")
	}
	r.i = offset
	return offset, nil
}

func (r *Reader) WriteTo(w io.Writer) (n int64, err error) {
	r.prev = -1
	if r.Len() == 0 {
		return 0, nil
	}
	s := r.s[r.i:]
	m, err := io.WriteString(w, s)
	r.i += int64(m)
	if m < len(s) && err == nil {
		err = io.ErrShortWrite
	}
	return int64(m), err
}

// A Replacer replaces several strings at once.
type Replacer struct {
	olds, news []string
}

// NewReplacer takes pairs of an old and a new string.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	r := &Replacer{}
	for i := 0; i < len(oldnew); i += 2 {
		r.olds = append(r.olds, oldnew[i])
		r.news = append(r.news, oldnew[i+1])
	}
	return r
}

// Replace goes through s once; at each place the first old string that matches, in the
// order of the arguments, is replaced. An empty one matches once at each place.
func (r *Replacer) Replace(s string) string {
	var b Builder
	wasEmpty := false
	for i := 0; i <= len(s); {
		k := r.match(s[i:], !wasEmpty)
		wasEmpty = k >= 0 && r.olds[k] == ""
		switch {
		case k >= 0:
			b.WriteString(r.news[k])
			i += len(r.olds[k])
		case i < len(s):
			b.WriteByte(s[i])
			i++
		default:
			return b.String()
		}
	}
	return b.String()
}

func (r *Replacer) match(s string, empty bool) int {
	for k, old := range r.olds {
		if HasPrefix(s, old) && (old != "" || empty) {
			return k
		}
	}
	return -1
}

// WriteString writes s with the replacements done.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}

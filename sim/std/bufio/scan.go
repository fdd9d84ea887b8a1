//go:build gopherscope

package bufio

import (
	"errors"
	"io"
	"unicode"
	"unicode/utf8"
)

// A SplitFunc finds the next token in data; atEOF says that no more will come. It returns
// how many bytes to go on, and nil for a token if it needs more.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

// MaxScanTokenSize is how large a token may be, unless Buffer says otherwise.
const MaxScanTokenSize = 64 * 1024

// Errors of a Scanner.
var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	ErrAdvanceTooFar   = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	ErrBadReadCount    = errors.New("bufio.Scanner: Read returned impossible count")
	ErrFinalToken      = errors.New("final token") // a SplitFunc's way to stop
)

// A Scanner reads tokens, lines unless Split says otherwise.
type Scanner struct {
	r       io.Reader
	split   SplitFunc
	max     int    // bytes of a token
	buf     []byte // buf[lo:hi] is not yet scanned
	lo, hi  int
	token   []byte
	err     error // why reading ended
	empty   int   // empty tokens in a row
	started bool
	done    bool // after ErrFinalToken or an error
}

// maxEmpty bounds the empty tokens and empty reads in a row.
const maxEmpty = 100

func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, split: ScanLines, max: MaxScanTokenSize}
}

func (s *Scanner) Bytes() []byte { return s.token }
func (s *Scanner) Text() string  { return string(s.token) }

// Err returns what stopped the scan, nil for the end of input.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

func (s *Scanner) Split(split SplitFunc) {
	if s.started {
		panic("Split called after Scan")
	}
	s.split = split
}

// Buffer gives the scanner memory to start with and the bytes a token may have.
func (s *Scanner) Buffer(buf []byte, max int) {
	if s.started {
		panic("Buffer called after Scan")
	}
	s.buf, s.max = buf[:cap(buf)], max
}

// Scan reads the next token; it returns false at the end and at an error.
func (s *Scanner) Scan() bool {
	s.started = true
	s.token = nil
	for !s.done {
		if s.hi > s.lo || s.err != nil {
			advance, token, err := s.split(s.buf[s.lo:s.hi], s.err != nil)
			switch {
			case err == ErrFinalToken:
				s.token, s.done = token, true
				return token != nil
			case err != nil:
				return s.stop(err)
			case advance < 0:
				return s.stop(ErrNegativeAdvance)
			case advance > s.hi-s.lo:
				return s.stop(ErrAdvanceTooFar)
			}
			s.lo += advance
			if token != nil {
				s.token = token
				if s.err == nil || advance > 0 {
					s.empty = 0
				} else if s.empty++; s.empty > maxEmpty {
					panic("bufio.Scan: too many empty tokens without progressing")
				}
				return true
			}
		}
		if s.err != nil {
			s.lo, s.hi = 0, 0
			return false
		}
		if !s.more() {
			return false
		}
	}
	return false
}

func (s *Scanner) stop(err error) bool {
	if s.err == nil || s.err == io.EOF {
		s.err = err
	}
	s.done = true
	return false
}

// more reads more input, after making room for it.
func (s *Scanner) more() bool {
	if s.lo > 0 && (s.hi == len(s.buf) || s.lo > len(s.buf)/2) {
		copy(s.buf, s.buf[s.lo:s.hi])
		s.lo, s.hi = 0, s.hi-s.lo
	}
	if s.hi == len(s.buf) {
		if len(s.buf) >= s.max || len(s.buf) > 1<<62 {
			return s.stop(ErrTooLong)
		}
		size := min(max(2*len(s.buf), 4096), s.max)
		buf := make([]byte, size)
		copy(buf, s.buf[s.lo:s.hi])
		s.buf, s.lo, s.hi = buf, 0, s.hi-s.lo
	}
	for range maxEmpty {
		n, err := s.r.Read(s.buf[s.hi:])
		if n < 0 || n > len(s.buf)-s.hi {
			return s.stop(ErrBadReadCount)
		}
		s.hi += n
		s.err = err
		if err != nil || n > 0 {
			s.empty = 0
			return true
		}
	}
	s.err = io.ErrNoProgress
	return true
}

// ScanBytes, ScanRunes, ScanLines and ScanWords are the SplitFuncs at hand.
func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	if !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	if r, size := utf8.DecodeRune(data); size > 1 || r != utf8.RuneError {
		return size, data[:size], nil
	}
	return 1, []byte(string(utf8.RuneError)), nil
}

// ScanLines takes lines without their newline and a carriage return before it.
func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	i := indexByte(data, '\n')
	switch {
	case i >= 0:
		return i + 1, dropCR(data[:i]), nil
	case atEOF && len(data) > 0:
		return len(data), dropCR(data), nil
	}
	return 0, nil, nil
}

func dropCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// ScanWords takes what stands between white space.
func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := -1
	for i := 0; i < len(data); {
		r, size := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[i:]) // half a rune is no space, until more of it comes
		}
		space := r == ' ' || '\t' <= r && r <= '\r' || r >= utf8.RuneSelf && unicode.IsSpace(r)
		if space && start >= 0 {
			return i + size, data[start:i], nil
		}
		if !space && start < 0 {
			start = i
		}
		i += size
	}
	switch {
	case start < 0:
		return len(data), nil, nil
	case atEOF:
		return len(data), data[start:], nil
	}
	return start, nil, nil
}

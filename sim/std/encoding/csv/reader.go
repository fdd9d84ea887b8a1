//go:build gopherscope

// Package csv reads and writes comma-separated values.
package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// What a ParseError wraps.
var (
	ErrBareQuote     = errors.New("bare \" in non-quoted-field")
	ErrQuote         = errors.New("extraneous or missing \" in quoted-field")
	ErrFieldCount    = errors.New("wrong number of fields")
	ErrTrailingComma = errors.New("extra delimiter at end of line") // of older programs

	errInvalidDelim = errors.New("csv: invalid field or comment delimiter")
)

// A ParseError says where a record is malformed. Lines and columns count from 1, columns in
// bytes.
type ParseError struct {
	StartLine int // of the record
	Line      int
	Column    int
	Err       error
}

func (e *ParseError) Error() string {
	switch {
	case e.Err == ErrFieldCount:
		return fmt.Sprintf("record on line %d: %v", e.Line, e.Err)
	case e.StartLine != e.Line:
		return fmt.Sprintf("record on line %d; parse error on line %d, column %d: %v", e.StartLine, e.Line, e.Column, e.Err)
	}
	return fmt.Sprintf("parse error on line %d, column %d: %v", e.Line, e.Column, e.Err)
}

func (e *ParseError) Unwrap() error { return e.Err }

// A Reader reads records. Its exported fields may be changed before the first Read.
type Reader struct {
	Comma            rune // between fields
	Comment          rune // at the start of lines to pass over; 0 for none
	FieldsPerRecord  int  // 0: as many as the first record has; negative: any number
	LazyQuotes       bool // quotes may stand where they do not belong
	TrimLeadingSpace bool // of fields
	ReuseRecord      bool // Read may return the same slice again
	TrailingComma    bool // of older programs

	r      *bufio.Reader
	line   int   // number of the last line read
	offset int64 // bytes read
	starts []start
	last   []string
}

// A start is where a field begins.
type start struct{ line, col int }

func NewReader(r io.Reader) *Reader { return &Reader{Comma: ',', r: bufio.NewReader(r)} }

// FieldPos returns the line and column of a field of the last record.
func (r *Reader) FieldPos(field int) (line, column int) {
	if field < 0 || field >= len(r.starts) {
		panic("out of range index passed to FieldPos")
	}
	return r.starts[field].line, r.starts[field].col
}

// InputOffset returns the bytes up to the end of the last record.
func (r *Reader) InputOffset() int64 { return r.offset }

// Read returns the next record, io.EOF at the end.
func (r *Reader) Read() (record []string, err error) {
	if !r.ReuseRecord {
		return r.record(nil)
	}
	record, err = r.record(r.last[:0])
	r.last = record
	return record, err
}

// ReadAll returns the records up to the end or the first fault.
func (r *Reader) ReadAll() (records [][]string, err error) {
	for {
		record, err := r.record(nil)
		switch err {
		case nil:
			records = append(records, record)
		case io.EOF:
			return records, nil
		default:
			return nil, err
		}
	}
}

// nextLine returns the next line with its newline, which stands for \r\n too. At the end it
// returns the error only.
func (r *Reader) nextLine() ([]byte, error) {
	line, err := r.r.ReadBytes('\n')
	n := len(line)
	r.line++
	r.offset += int64(n)
	switch {
	case n > 0 && err == io.EOF:
		err = nil
		line = bytes.TrimSuffix(line, []byte{'\r'})
	case bytes.HasSuffix(line, []byte("\r\n")):
		line = append(line[:n-2], '\n')
	}
	return line, err
}

func delimiter(c rune) bool {
	return c != 0 && c != '"' && c != '\r' && c != '\n' && utf8.ValidRune(c) && c != utf8.RuneError
}

// isEnd tells whether nothing of a line is left.
func isEnd(line []byte) bool { return len(line) == 0 || len(line) == 1 && line[0] == '\n' }

// firstLine returns the line that the next record starts with.
func (r *Reader) firstLine() (line []byte, err error) {
	for {
		line, err = r.nextLine()
		if err != nil {
			return line, err
		}
		if c, _ := utf8.DecodeRune(line); (r.Comment == 0 || c != r.Comment) && !isEnd(line) {
			return line, nil
		}
	}
}

func (r *Reader) record(fields []string) ([]string, error) {
	if r.Comma == r.Comment || !delimiter(r.Comma) || r.Comment != 0 && !delimiter(r.Comment) {
		return nil, errInvalidDelim
	}
	line, err := r.firstLine()
	if err == io.EOF {
		return nil, err
	}
	p := &parser{r: r, line: line, at: start{r.line, 1}, first: r.line, readErr: err}
	r.starts = r.starts[:0]
	for more := true; more; {
		var field []byte
		var ok bool
		if field, more, ok = p.field(); ok {
			fields = append(fields, string(field))
		}
	}
	if p.err == nil {
		p.err = p.readErr
	}
	switch {
	case r.FieldsPerRecord == 0:
		r.FieldsPerRecord = len(fields)
	case r.FieldsPerRecord > 0 && len(fields) != r.FieldsPerRecord && p.err == nil:
		p.err = &ParseError{p.first, p.first, 1, ErrFieldCount}
	}
	return fields, p.err
}

// A parser takes the fields of a record off its lines.
type parser struct {
	r       *Reader
	line    []byte // what is left of the line
	at      start  // of line
	first   int    // the record's first line
	readErr error
	err     error
}

func (p *parser) skip(n int) {
	p.line = p.line[n:]
	p.at.col += n
}

func (p *parser) fail(line, col int, err error) ([]byte, bool, bool) {
	p.err = &ParseError{p.first, line, col, err}
	return nil, false, false
}

// field returns the next field, whether another follows, and whether there is one at all.
func (p *parser) field() (field []byte, more, ok bool) {
	if p.r.TrimLeadingSpace {
		i := bytes.IndexFunc(p.line, func(c rune) bool { return !unicode.IsSpace(c) })
		if i < 0 {
			i = len(p.line)
			if i > 0 && p.line[i-1] == '\n' {
				i--
			}
		}
		p.skip(i)
	}
	if len(p.line) > 0 && p.line[0] == '"' {
		return p.quoted()
	}
	at := p.at
	field = p.line
	if i := bytes.IndexRune(p.line, p.r.Comma); i >= 0 {
		field, more = p.line[:i], true
	}
	if n := len(field); !more && n > 0 && field[n-1] == '\n' {
		field = field[:n-1]
	}
	if i := bytes.IndexByte(field, '"'); i >= 0 && !p.r.LazyQuotes {
		return p.fail(p.r.line, p.at.col+i, ErrBareQuote)
	}
	p.r.starts = append(p.r.starts, at)
	if more {
		p.skip(len(field) + utf8.RuneLen(p.r.Comma))
	}
	return field, more, true
}

// quoted is field for one that begins with a quote.
func (p *parser) quoted() (field []byte, more, ok bool) {
	at := p.at
	p.skip(1)
	for {
		i := bytes.IndexByte(p.line, '"')
		switch {
		case i >= 0:
			field = append(field, p.line[:i]...)
			p.skip(i + 1)
			c, size := utf8.DecodeRune(p.line)
			switch {
			case c == '"':
				field = append(field, '"')
				p.skip(1)
			case c == p.r.Comma:
				p.skip(size)
				p.r.starts = append(p.r.starts, at)
				return field, true, true
			case isEnd(p.line):
				p.r.starts = append(p.r.starts, at)
				return field, false, true
			case p.r.LazyQuotes:
				field = append(field, '"')
			default:
				return p.fail(p.r.line, p.at.col-1, ErrQuote)
			}
		case len(p.line) > 0: // the field goes on in the next line
			field = append(field, p.line...)
			if p.readErr != nil {
				return nil, false, false
			}
			p.at.col += len(p.line)
			p.line, p.readErr = p.r.nextLine()
			if len(p.line) > 0 {
				p.at = start{p.at.line + 1, 1}
			}
			if p.readErr == io.EOF {
				p.readErr = nil
			}
		case !p.r.LazyQuotes && p.readErr == nil:
			return p.fail(p.at.line, p.at.col, ErrQuote)
		default:
			p.r.starts = append(p.r.starts, at)
			return field, false, true
		}
	}
}

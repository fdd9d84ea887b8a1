//go:build gopherscope

package csv

import (
	"bufio"
	"io"
)

// A Writer writes records. They reach its writer at Flush at the latest.
type Writer struct {
	Comma   rune // between fields
	UseCRLF bool // a line ends with \r\n

	w *bufio.Writer
}

func NewWriter(w io.Writer) *Writer { return &Writer{Comma: ',', w: bufio.NewWriter(w)} }

// format returns the line of a record, as the host writes it.
func format(record []string, comma rune, crlf bool) string

func (w *Writer) Write(record []string) error {
	if !delimiter(w.Comma) {
		return errInvalidDelim
	}
	_, err := w.w.WriteString(format(record, w.Comma, w.UseCRLF))
	return err
}

// WriteAll writes records and flushes.
func (w *Writer) WriteAll(records [][]string) error {
	for _, record := range records {
		if err := w.Write(record); err != nil {
			return err
		}
	}
	return w.w.Flush()
}

func (w *Writer) Flush() { w.w.Flush() }

// Error returns the error of an earlier Write or Flush.
func (w *Writer) Error() error {
	_, err := w.w.Write(nil)
	return err
}

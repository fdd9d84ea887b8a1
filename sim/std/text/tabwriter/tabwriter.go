//go:build gopherscope

// Package tabwriter aligns tab-terminated cells in columns.
//
// Simplified: the flags FilterHTML and StripEscape, and the Escape character, do nothing.
package tabwriter

import (
	"io"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
	"strings"
	"unicode/utf8"
)

// Flags of a Writer.
const (
	FilterHTML uint = 1 << iota
	StripEscape
	AlignRight
	DiscardEmptyColumns
	TabIndent // tabs for empty cells at the start of a line
	Debug     // a | between columns
)

// Escape brackets text that is no cell's end.
const Escape = '\xff'

// A cell is a piece of a line; all but the last of a line end with a tab.
type cell struct {
	text  string
	width int  // runes
	htab  bool // it ends with \t, not \v
}

// A Writer collects lines until it knows how wide their columns are. A column is the cells
// at one place of lines that follow each other.
type Writer struct {
	out      io.Writer
	minwidth int
	tabwidth int
	padding  int
	padchar  byte
	flags    uint

	text   strings.Builder // of the cell that is being written
	lines  [][]cell
	widths []int // of the columns to the left of the block at work
	err    error
}

func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init makes a Writer ready; padding with tabs aligns to the left.
func (b *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight
	}
	*b = Writer{out: output, minwidth: minwidth, tabwidth: tabwidth, padding: padding, padchar: padchar, flags: flags}
	b.reset()
	return b
}

func (b *Writer) reset() {
	b.text.Reset()
	b.lines = [][]cell{nil}
	b.widths = nil
}

func (b *Writer) Write(buf []byte) (n int, err error) {
	from := 0
	for i, c := range buf {
		if c != '\t' && c != '\v' && c != '\n' && c != '\f' {
			continue
		}
		b.text.Write(buf[from:i])
		from = i + 1
		cells := b.endCell(c == '\t')
		if c == '\t' || c == '\v' {
			continue
		}
		b.lines = append(b.lines, nil)
		if c == '\f' || cells == 1 {
			b.flush() // a line of one cell ends all columns
			if c == '\f' && b.flags&Debug != 0 {
				b.put("---\n")
			}
		}
	}
	b.text.Write(buf[from:])
	return len(buf), b.err
}

// endCell ends the cell that is being written and returns how many the line has.
func (b *Writer) endCell(htab bool) int {
	text := b.text.String()
	b.text.Reset()
	last := len(b.lines) - 1
	b.lines[last] = append(b.lines[last], cell{text, utf8.RuneCountInString(text), htab})
	return len(b.lines[last])
}

// Flush writes what was collected.
func (b *Writer) Flush() error {
	b.flush()
	return b.err
}

func (b *Writer) flush() {
	b.endCell(false)
	b.format(0, len(b.lines))
	b.reset()
}

// format writes the lines from line0 to line1, whose columns left of len(b.widths) are
// known: block by block of lines that have the next column too.
func (b *Writer) format(line0, line1 int) {
	column := len(b.widths)
	for this := line0; this < line1; this++ {
		if column >= len(b.lines[this])-1 {
			continue
		}
		b.writeLines(line0, this)
		line0 = this
		width, empty := b.minwidth, true
		for ; this < line1 && column < len(b.lines[this])-1; this++ {
			c := b.lines[this][column]
			width = max(width, c.width+b.padding)
			if c.width > 0 || c.htab {
				empty = false
			}
		}
		if empty && b.flags&DiscardEmptyColumns != 0 {
			width = 0
		}
		b.widths = append(b.widths, width)
		b.format(line0, this)
		b.widths = b.widths[:column]
		line0 = this
	}
	b.writeLines(line0, line1)
}

func (b *Writer) writeLines(line0, line1 int) {
	for i := line0; i < line1; i++ {
		tabs := b.flags&TabIndent != 0
		for j, c := range b.lines[i] {
			if j > 0 && b.flags&Debug != 0 {
				b.put("|")
			}
			if c.text != "" {
				tabs = false
			}
			if c.text == "" || b.flags&AlignRight == 0 {
				b.put(c.text)
				b.pad(c, j, tabs)
			} else {
				b.pad(c, j, tabs)
				b.put(c.text)
			}
		}
		if i+1 < len(b.lines) {
			b.put("\n")
		}
	}
}

// pad fills cell j up to its column's width, if it is in a column.
func (b *Writer) pad(c cell, j int, tabs bool) {
	if j >= len(b.widths) {
		return
	}
	width := b.widths[j]
	if b.padchar != '\t' && !tabs {
		b.put(strings.Repeat(string(rune(b.padchar)), width-c.width))
		return
	}
	if b.tabwidth > 0 {
		width = (width + b.tabwidth - 1) / b.tabwidth * b.tabwidth
		b.put(strings.Repeat("\t", (width-c.width+b.tabwidth-1)/b.tabwidth))
	}
}

func (b *Writer) put(s string) {
	if b.err == nil && s != "" {
		_, b.err = io.WriteString(b.out, s)
	}
}

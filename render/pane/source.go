package pane

import (
	"cmp"
	"go/scanner"
	"go/token"
	"slices"
	"strings"
	"unicode/utf8"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A tokenStyle says how a piece of source text looks.
type tokenStyle uint8

const (
	styleText tokenStyle = iota
	styleKeyword
	styleLiteral
	styleComment
	styleFunc      // the name of a function, in its declaration or its go statement
	styleDirective // a comment that speaks to this program: what it says is shown elsewhere
)

// A piece is part of a line in one style.
type piece struct {
	text  string
	style tokenStyle
	fn    int32 // of a function's name: its index, or -1
}

// A codeLine is a line of source as pieces. They are made when the line is first seen.
type codeLine struct {
	pieces []piece
}

// mostStyled is the length of a source up to which it is styled; a longer one is shown plain.
const mostStyled = 1 << 20

// A sourcePane is the program's text with the goroutines at the lines where they stand.
type sourcePane struct {
	source Source
	funcs  int
	faulty bool
	lines  []codeLine
	shown  []int32 // the lines that are shown, counted from 0, in order
	rowOf  []int32 // by line: its index in shown, or that of the line below which it is hidden
	cuts   []cut   // the rows
	first  []int32 // by index in shown: its first row
	digits int
	size   float32 // of the type: smaller where long lines would not fit

	rows   ui.Rows
	follow bool // keep the line of the event in sight; off while the reader scrolls
	here   int  // the line where the event's goroutine stands, 0 if it is nowhere

	stands   []stand // where goroutines stand, by line
	area     Rect
	code     Rect
	faults   []Problem
	faultBox Rect
	marked   bool // the text is the one that has the faults
}

// A stand is a goroutine at a line.
type stand struct {
	line   int
	g      trace.GoID
	status view.Status
	kind   int
}

var sourceID = ui.Name("source")

const (
	codeTop = 10 // above the first line
	chipH   = 17.5
	chipGap = 4
)

// load splits and styles the text when it is another one.
func (p *sourcePane) load(f *Frame) {
	src := f.Source
	if len(f.Problems) > 0 && f.Faulty.Text != "" {
		src = f.Faulty
	}
	if p.source == src && p.funcs == len(f.Funcs) && p.lines != nil && p.faulty == (len(f.Problems) > 0) {
		return
	}
	p.source, p.funcs, p.faulty = src, len(f.Funcs), len(f.Problems) > 0
	p.follow = true
	text := strings.TrimSuffix(src.Text, "\n")
	p.lines = p.lines[:0]
	if len(text) <= mostStyled {
		p.style(text, f.Funcs)
	} else {
		for line := range strings.SplitSeq(text, "\n") {
			p.lines = append(p.lines, codeLine{pieces: []piece{{text: line, fn: -1}}})
		}
	}
	p.fold(f.Problems)
	p.rows.N, p.rows.Scroll = len(p.shown), 0 // fit counts those that go on in a row below
	p.digits = max(2, len(itoa(len(p.lines))))
	p.size = 0
}

// Sizes of the type: the design's, and the smallest in which a lesson can be read.
const (
	codeSize  = 16.5
	leastCode = 12
	chipRoom  = 58 // what a row leaves to a goroutine that stands at it, and to the number of the others
)

// fit makes the type as large as the longest line of code that can be shown whole in one row
// allows. Lines that are longer even in the smallest type, and comments, are no reason to
// shrink: such a line of code goes on in the rows below.
func (p *sourcePane) fit(r Rect) {
	_, text := p.columns(r)
	room := r.Right() - 12 - text
	p.size = codeSize
	for _, i := range p.shown {
		pieces := p.lines[i].pieces
		if remark(pieces) {
			continue
		}
		full := paint.FontCode.Width(p.text(int(i) + 1))
		if size := float32(int(2*codeSize*(room-chipRoom)/full)) / 2; size >= leastCode {
			p.size = min(p.size, size)
		}
	}
	p.wrap(int((room - chipRoom) / p.font(paint.FontCode).Width("0")))
	row := paint.CodeLine * p.size / codeSize
	if p.rows.H > 0 {
		p.rows.Scroll *= row / p.rows.H
	}
	p.rows.H = row
}

// remark reports whether a line holds nothing but a comment, or nothing at all.
func remark(pieces []piece) bool {
	n := len(pieces)
	return n == 0 || pieces[n-1].style == styleComment && (n == 1 || n == 2 && strings.TrimSpace(pieces[0].text) == "")
}

// A cut is the part of a line that stands in a row.
type cut struct {
	line     int32 // counted from 0
	from, to int32 // bytes of its text
	indent   int32 // columns
}

// wrap cuts the lines of code into rows of so many columns, so that each can be read whole.
func (p *sourcePane) wrap(columns int) {
	columns = max(columns, 16)
	p.cuts, p.first = p.cuts[:0], p.first[:0]
	for _, i := range p.shown {
		p.first = append(p.first, int32(len(p.cuts)))
		text := p.text(int(i) + 1)
		if remark(p.lines[i].pieces) || utf8.RuneCountInString(text) <= columns {
			p.cuts = append(p.cuts, cut{i, 0, int32(len(text)), 0})
			continue
		}
		blanks := len(text) - len(strings.TrimLeft(text, " "))
		indent := 0
		for from := 0; from < len(text); indent = min(blanks+4, columns/2) {
			to := from + cutAt(text[from:], columns-indent, max(0, blanks-from))
			p.cuts = append(p.cuts, cut{i, int32(from), int32(to), int32(indent)})
			from = to
		}
	}
	p.rows.N = len(p.cuts)
}

// cutAt returns how many bytes of text stand in a row of so many columns: all, or as many as
// end with a space, or else with a comma or an open parenthesis, in its right half, behind the
// first blanks.
func cutAt(text string, columns, blanks int) int {
	n, space, sign := 0, 0, 0
	for i, r := range text {
		if n == columns {
			return cmp.Or(space, sign, i)
		}
		n++
		switch {
		case n <= columns/2 || i < blanks:
		case r == ' ':
			space = i + 1
		case r == ',' || r == '(':
			sign = i + 1
		}
	}
	return len(text)
}

// columns returns where the line numbers end and where the text begins.
func (p *sourcePane) columns(r Rect) (gutter, text float32) {
	gutter = r.X + 12 + paint.FontCode.Width("0")*float32(p.digits)
	return gutter, gutter + 8 + 12
}

// text returns a line, counted from 1, as it is shown.
func (p *sourcePane) text(line int) string {
	pieces := p.lines[line-1].pieces
	if len(pieces) == 1 {
		return pieces[0].text
	}
	var s strings.Builder
	for _, pc := range pieces {
		s.WriteString(pc.text)
	}
	return s.String()
}

// font is a font of the source in the pane's size.
func (p *sourcePane) font(f paint.Font) paint.Font {
	f.Size *= p.size / codeSize
	return f
}

// fold chooses the lines that are shown: not those that speak to this program, for what they
// say appears elsewhere, and of a comment above the package clause the first paragraph only. A
// file with a fault is shown whole.
func (p *sourcePane) fold(faults []Problem) {
	p.shown, p.rowOf = p.shown[:0], p.rowOf[:0]
	head, gap := true, false // above the package clause; behind the first paragraph of the comment
	for i := range p.lines {
		hide := false
		switch pieces := p.lines[i].pieces; {
		case len(faults) > 0:
		case len(pieces) == 1 && pieces[0].style == styleDirective,
			len(pieces) == 2 && pieces[1].style == styleDirective && strings.TrimSpace(pieces[0].text) == "":
			hide = true
		case head && len(pieces) > 0 && pieces[0].style == styleKeyword:
			head = false
		case head && len(pieces) > 0:
			gap = gap || strings.TrimSpace(pieces[0].text) == "//"
			hide = gap && pieces[0].style == styleComment
		}
		if !hide {
			p.shown = append(p.shown, int32(i))
		}
		p.rowOf = append(p.rowOf, int32(max(0, len(p.shown)-1)))
	}
}

// row returns the first row of a line, counted from 1.
func (p *sourcePane) row(line int) int {
	if line < 1 || line > len(p.rowOf) {
		return 0
	}
	if i := p.rowOf[line-1]; int(i) < len(p.first) {
		return int(p.first[i])
	}
	return 0
}

// style cuts the text into pieces with the Go scanner. What is no Go is shown as it is.
func (p *sourcePane) style(text string, funcs []Func) {
	byLine := map[int]int32{} // the function declared at a line
	byName := map[string]int32{}
	for i, fn := range funcs {
		if fn.First > 0 {
			byLine[fn.First] = int32(i)
			byName[fn.Name[strings.LastIndexByte(fn.Name, '.')+1:]] = int32(i)
		}
	}
	p.lines = append(p.lines, codeLine{})
	add := func(s string, style tokenStyle, fn int32) {
		for i := 0; ; i++ {
			line, rest, more := strings.Cut(s, "\n")
			if line = strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", "    "); line != "" {
				last := &p.lines[len(p.lines)-1]
				last.pieces = append(last.pieces, piece{line, style, fn})
			}
			if !more {
				return
			}
			p.lines = append(p.lines, codeLine{})
			s = rest
		}
	}
	set := token.NewFileSet()
	file := set.AddFile("", set.Base(), len(text))
	var sc scanner.Scanner
	sc.Init(file, []byte(text), func(token.Position, string) {}, scanner.ScanComments)
	end, before, lastFunc := 0, token.ILLEGAL, false
	for {
		pos, tok, lit := sc.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.SEMICOLON && lit == "\n" {
			continue
		}
		at := file.Offset(pos)
		if at < end || at > len(text) {
			continue
		}
		add(text[end:at], styleText, -1)
		n := len(lit)
		if n == 0 {
			n = len(tok.String())
		}
		n = min(n, len(text)-at)
		if tok == token.COMMENT { // the scanner drops carriage returns
			for n > 0 && at+n < len(text) && !strings.HasPrefix(strings.ReplaceAll(text[at:at+n], "\r", ""), lit) {
				n++
			}
		}
		style, fn := styleText, int32(-1)
		switch {
		case tok == token.COMMENT:
			style = styleComment
			if strings.HasPrefix(lit, "//scope:") {
				style = styleDirective
			}
		case tok.IsKeyword():
			style = styleKeyword
		case tok.IsLiteral() && tok != token.IDENT:
			style = styleLiteral
		case tok == token.IDENT && (before == token.FUNC || lastFunc):
			style = styleFunc
			if i, ok := byLine[file.Line(pos)]; ok {
				fn = i
			}
		case tok == token.IDENT && before == token.GO:
			style = styleFunc
			if i, ok := byName[lit]; ok {
				fn = i
			}
		}
		add(text[at:at+n], style, fn)
		end = at + n
		if tok != token.COMMENT {
			lastFunc = tok == token.RPAREN && receiver(p.lines)
			before = tok
		}
	}
	add(text[min(end, len(text)):], styleText, -1)
}

// receiver reports whether the line so far is a method's "func (r T)".
func receiver(lines []codeLine) bool {
	pieces := lines[len(lines)-1].pieces
	return len(pieces) > 0 && pieces[0].style == styleKeyword && pieces[0].text == "func" &&
		!slices.ContainsFunc(pieces, func(p piece) bool { return p.style == styleFunc })
}

// layout places the text, finds where the goroutines stand, and brings the event's line into
// sight, or that of the goroutine that the reader looks at. It returns the room at the bottom
// of the pane that is the output's, of the given height.
func (p *sourcePane) layout(area Rect, f *Frame, s *view.State, pal *palette, chosen trace.GoID, output float32) (below Rect) {
	p.load(f)
	p.area = area
	in := area.InsetXY(1, 1)
	below = in.CutBottom(output)
	in.CutTop(codeTop - 1)
	in.CutBottom(6)
	p.faults, p.faultBox = f.Problems, Rect{}
	if len(p.faults) > 0 {
		p.faultBox = in.CutBottom(min(faultHeight(p.faults, in.W-16), in.H*0.6)).InsetXY(8, 0)
		in.CutBottom(6)
	}
	if p.code != in || p.size == 0 {
		p.code = in
		p.fit(in)
	}

	p.stands = p.stands[:0]
	p.here = 0
	p.marked = len(p.faults) > 0 && f.Faulty.Text != ""
	if p.marked { // another text than the one that runs
		if line := p.faults[0].Line; p.follow && line > 0 {
			p.rows.Show(p.code, p.row(line), 4)
		}
		return below
	}
	for i := range s.Gs {
		g := &s.Gs[i]
		if g.Status == view.Dead {
			continue
		}
		if line := f.stands(g); line > 0 {
			p.stands = append(p.stands, stand{line, g.ID, g.Status, max(0, pal.function(g.Func))})
		}
	}
	slices.SortFunc(p.stands, func(a, b stand) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(running(b.status), running(a.status)), cmp.Compare(a.g, b.g))
	})
	e := &s.Last
	if m, ok := f.mark(); ok && m.Line > 0 {
		p.here = m.Line
	}
	g, ok := s.G(e.G)
	switch line := f.line(e.PC); {
	case ok && g.Status == view.Running && f.stands(&g) > 0:
		p.here = f.stands(&g) // it may have gone on since
	case line > 0 && s.Events > 0:
		p.here = line
	case ok && p.here == 0:
		p.here = f.stands(&g)
	}
	line := p.focus(f)
	if g, ok := s.G(chosen); ok && f.stands(&g) > 0 {
		line = f.stands(&g) // the reader looks at this one
	}
	if p.follow && line > 0 {
		p.rows.Show(p.code, p.row(line), 4)
	}
	return below
}

// focus returns the line to keep in sight: where the event's goroutine stands, else where it
// begins, else where one runs that can be seen, else main's.
func (p *sourcePane) focus(f *Frame) int {
	if p.here > 0 {
		return p.here
	}
	e := &f.State.Last
	for _, id := range [...]trace.GoID{e.G, e.Other} {
		if g, ok := f.State.G(id); ok && int(g.Func) < len(f.Funcs) && f.Funcs[g.Func].First > 0 {
			return f.Funcs[g.Func].First
		}
	}
	for i := range p.stands {
		if p.stands[i].status == view.Running {
			return p.stands[i].line
		}
	}
	if f.State.Events > 0 && p.rows.Scroll > 0 {
		return 0 // stay where we are
	}
	for _, fn := range f.Funcs {
		if fn.Name == "main.main" && fn.First > 0 {
			return fn.First + 3
		}
	}
	return 0
}

func running(s view.Status) int {
	if s == view.Running {
		return 1
	}
	return 0
}

// update lets the reader scroll.
func (p *sourcePane) update(c *ui.Ctx) {
	before := p.rows.Scroll
	hover, _ := c.Rows(sourceID, p.code, &p.rows)
	p.hoverLine(c, hover)
	if p.rows.Scroll != before {
		p.follow = false
	}
}

// at returns the goroutines that stand at a line, the running ones first.
func (p *sourcePane) at(line int) []stand {
	i, _ := slices.BinarySearchFunc(p.stands, line, func(s stand, line int) int { return cmp.Compare(s.line, line) })
	j := i
	for j < len(p.stands) && p.stands[j].line == line {
		j++
	}
	return p.stands[i:j]
}

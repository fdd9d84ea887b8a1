package pane

import (
	"strconv"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An outputPane shows what the program has printed up to the instant shown: below the source,
// a strip of its last lines, or half of the column once the reader has asked for it. A click
// on a line leads to the instant at which it was printed.
type outputPane struct {
	area, body Rect
	toggle     Rect
	tall       bool
	log        *view.Log
	events     int
	list       ui.Rows
	follow     bool // keep the end in sight; off while the reader scrolls
	lines      []outputLine
	first      int // the line that lines begins with
}

// An outputLine is a line as it is painted.
type outputLine struct {
	view.Line
	kind  int    // the hue of who wrote it
	name  string // "G7", or "" if that was the runtime
	clock string
}

const (
	outputRow   = 19
	outputHead  = 34
	outputLines = 3 // of the strip
	outputChip  = 38
)

var (
	outputID     = ui.Name("output")
	outputMoreID = ui.Name("output/more")
)

// height is how much room the pane takes of a column that is so high.
func (p *outputPane) height(f *Frame, column float32, tall bool) float32 {
	p.tall = tall
	switch {
	case tall:
		return column * 0.5
	case f.Log.Wrote():
		return outputRow*outputLines + 14
	}
	return 0
}

// layout places the pane and reads the lines that can be seen.
func (p *outputPane) layout(area Rect, f *Frame, s *view.State, pal *palette) {
	p.area, p.body, p.toggle = area, area, Rect{}
	if area.Empty() {
		p.lines = p.lines[:0]
		return
	}
	if p.tall {
		head := p.body.CutTop(outputHead)
		p.toggle = Rect{X: head.Right() - 34, Y: head.Y + 4, W: 28, H: 28}
		p.body.CutBottom(6)
	} else {
		p.toggle = Rect{X: area.Right() - 34, Y: area.Y + 5, W: 28, H: 28}
		p.body.CutTop(7)
		p.body.CutBottom(7)
	}
	if p.log != f.Log || p.events != s.Events {
		p.follow = true
	}
	p.log, p.events = f.Log, s.Events
	p.list.N, p.list.H = f.Log.Lines(s.Events), outputRow
	if p.follow {
		p.list.Scroll = max(0, p.list.Len()-p.body.H)
		if i := p.death(f, s); i >= 0 {
			p.list.Scroll = min(p.list.Scroll, float32(i)*outputRow)
		}
	}
	p.list.Scroll = max(0, min(p.list.Scroll, p.list.Len()-p.body.H))
	p.read(f, s, pal)
}

// death returns the line that says why the program died, whose traceback comes after it; -1 if
// it has not died.
func (p *outputPane) death(f *Frame, s *view.State) int {
	if !s.Exit || s.Status == 0 {
		return -1
	}
	const traceback = 400
	for i := max(0, p.list.N-traceback); i < p.list.N; i++ {
		line := f.Log.Printed(i, s.Events)
		if line.Stderr && (strings.HasPrefix(line.Text, "fatal error: ") || strings.HasPrefix(line.Text, "panic: ")) {
			return i
		}
	}
	return -1
}

// read fetches the lines that can be seen.
func (p *outputPane) read(f *Frame, s *view.State, pal *palette) {
	first, last := p.list.Visible(p.body)
	p.first, p.lines = first, p.lines[:0]
	for i := first; i < last; i++ {
		l := outputLine{Line: f.Log.Printed(i, s.Events)}
		l.Text = strings.ReplaceAll(l.Text, "\t", "    ")
		l.clock = string(appendClock(nil, l.At))
		if l.G != trace.NoGo {
			l.name, l.kind = "G"+itoa(int(l.G)), pal.goroutine(s, l.G)
		}
		p.lines = append(p.lines, l)
	}
}

// update lets the reader scroll. It returns the line that he clicked as a wish to go there, and
// whether he asked for more or less room.
func (p *outputPane) update(c *ui.Ctx, f *Frame, pal *palette) (wish Intent, toggled bool) {
	if p.area.Empty() {
		return nil, false
	}
	if c.Button(outputMoreID, p.toggle) {
		return nil, true
	}
	before := p.list.Scroll
	hover, clicked := c.Rows(outputID, p.body, &p.list)
	if p.list.Scroll != before {
		p.follow = false
		p.read(f, f.State, pal)
	}
	if i := clicked - p.first; clicked >= 0 && i >= 0 && i < len(p.lines) {
		return SeekEvent{N: p.lines[i].Event}, false
	}
	if i := hover - p.first; hover >= 0 && i >= 0 && i < len(p.lines) {
		c.Tip(outputID, p.list.Row(p.body, hover).Intersect(p.body), p.lines[i].tell())
	}
	return nil, false
}

// tell says who printed a line, when and where.
func (l *outputLine) tell() string {
	who, to := "The runtime", " standard output"
	if l.name != "" {
		who = l.name
	}
	if l.Stderr {
		to = " standard error"
	}
	text := l.Text
	if len(text) > 300 {
		text = text[:300] + "…"
	}
	return who + " wrote this to" + to + " at " + l.clock + ". A click leads there.\n" + text
}

func (p *outputPane) paint(b *paint.Batch, th *paint.Theme, c *ui.Ctx) {
	if p.area.Empty() {
		return
	}
	b.HLine(p.area.X, p.area.Right(), p.area.Y, paint.Hairline, th.Hairline)
	if p.tall {
		head := Rect{X: p.area.X + 14, Y: p.area.Y + 3, W: p.area.W - 60, H: outputHead - 3}
		head.CutLeft(b.TextIn(head, paint.Left, "Output", paint.FontName, th.Dim) + 12)
		var buf [24]byte
		text := strconv.AppendInt(buf[:0], int64(p.list.N), 10)
		switch p.list.N {
		case 0:
			text = text[:0]
		case 1:
			text = append(text, " line so far"...)
		default:
			text = append(text, " lines so far"...)
		}
		b.TextIn(head, paint.Left, string(text), paint.FontLabel, th.Faint)
	}
	b.PushClip(p.body)
	if p.list.N == 0 {
		row := p.list.Row(p.body, 0)
		row.CutLeft(14)
		b.TextIn(row, paint.Left, "nothing written yet", paint.FontLabel, th.Faint)
	}
	for i := range p.lines {
		row := p.list.Row(p.body, p.first+i)
		if !p.tall && i == 0 {
			row.W = p.toggle.X - row.X
		}
		p.paintLine(b, th, row, &p.lines[i])
	}
	ui.PaintBar(b, th, p.body, p.list.Len(), p.list.Scroll, 0)
	b.PopClip()
	tone := th.Faint
	if c.State(outputMoreID)&ui.Hot != 0 {
		tone = th.Text
	}
	icon := paint.IconTerminal
	if p.tall {
		icon = paint.IconClose
	}
	b.Icon(icon, p.toggle.X+p.toggle.W/2, p.toggle.Y+p.toggle.H/2, 15, tone)
}

// paintLine paints a line with its margin: who wrote it, in the hue of the function, and a bar
// if it went to standard error.
func (p *outputPane) paintLine(b *paint.Batch, th *paint.Theme, row Rect, l *outputLine) {
	line := row
	line.CutLeft(14)
	line.CutRight(14)
	b.TextIn(line.CutLeft(outputChip), paint.Left, l.name, paint.FontTiny, th.Kind(l.kind).Color)
	ink := th.Text
	if l.Stderr {
		ink = th.Error
		b.RRect(Rect{X: row.X + 5, Y: row.Y + 3, W: 3, H: row.H - 5}, 1.5, th.Error)
	}
	if p.tall {
		b.TextIn(line.CutRight(min(72, line.W)), paint.Right, l.clock, paint.FontTiny, th.Faint)
		line.CutRight(10)
	}
	b.TextIn(line, paint.Left, l.Text, paint.FontMonoSmall, ink)
}

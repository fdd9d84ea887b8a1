package pane

import (
	"strconv"
	"strings"

	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A word is a word of the caption in its place, relative to the pane.
type word struct {
	text string
	x    float32
	line int
	name bool       // it names a G, P or M
	g    trace.GoID // the goroutine it names, or NoGo
}

// A captionPane says what happened, why, and where the runtime does it.
type captionPane struct {
	area  Rect
	words []word
	lines int
	size  float32 // of the sentence
	why   string
	fn    string
	past  string // what was looked at before
	mark  MarkKind
	said  bool // the sentence is the scenario's, not an event's
	off   bool // why tells what comes of a broken rule
	left  float32
	stack stackPane
}

const (
	captionLine  = 36 // from line to line at full size
	badgeW       = 108
	captionRight = 250 // room for the time and the event's number
)

// layout puts the event's words into their places: on one line at full size if it is short
// enough, else smaller, else on two lines or three.
func (p *captionPane) layout(area Rect, f *Frame, s *view.State, names *nameBook) {
	p.area = area
	var c view.Caption
	m, said := f.mark()
	p.said, p.mark, p.left = said && m.Text != "", m.Kind, 0
	switch {
	case p.said:
		c = view.Caption{What: []view.Span{{Text: strings.TrimSpace(m.Text), P: trace.NoProc, M: trace.NoThread}}}
		p.left = badgeW
		if m.Kind == Ask {
			c.Why = "Think first. The next step shows the answer."
		}
	case said: // a stop has nothing to say
		g := s.Last.G
		c = view.Caption{
			What: []view.Span{
				{Text: "Stop: ", P: trace.NoProc, M: trace.NoThread},
				{Text: "G" + itoa(int(g)), G: g, P: trace.NoProc, M: trace.NoThread},
				{Text: " is about to run line " + itoa(m.Line) + ".", P: trace.NoProc, M: trace.NoThread},
			},
			Why: "The scenario stops here each time. Step on, or play.",
		}
	case s.Events == 0:
		title := "Nothing has happened yet."
		if f.Title != "" {
			title = f.Title + "."
		}
		c = view.Caption{What: []view.Span{{Text: title, P: trace.NoProc, M: trace.NoThread}},
			Why: "Nothing has happened yet. The first step makes the Ps and the main goroutine."}
	default:
		c = view.Explain(s.Last, s, names.captionNames(f))
	}
	p.why, p.fn, p.past, p.off = c.Why, c.Func, c.Past, false
	switch {
	case p.past != "":
	case s.Events > 0 && s.Last.Kind.Decision() && s.Last.Kind != trace.GoNote:
		p.past = "nothing else was looked at"
	default:
		p.past = "nothing was chosen: this is no decision of the scheduler"
	}
	if f.Off != 0 && !(p.said && p.mark == Ask) {
		if text := f.Off.Tell(s, f.At); text != "" {
			p.why, p.fn, p.off = text, "", true
		}
	}
	room := area.W - captionRight - p.left
	for _, try := range [...]struct {
		size  float32
		lines int
	}{{28, 1}, {25, 1}, {22, 2}, {19, 3}, {15.5, 4}, {13, 5}} {
		p.place(c.What, try.size, room)
		if p.lines <= try.lines {
			break
		}
	}
	if p.lines > 2 {
		p.why, p.fn = "", ""
	}
	p.stack.layout(area, p.whyY(), f, s)
	if p.lines > 2 {
		p.stack.g, p.stack.chips = trace.NoGo, p.stack.chips[:0] // there is no row for it
	}
}

// place sets the words in lines of the given width.
func (p *captionPane) place(spans []view.Span, size, room float32) {
	p.words, p.size, p.lines = p.words[:0], size, 1
	var x float32
	plain, name := p.fonts()
	for _, sp := range spans {
		font := plain
		named := sp.G != trace.NoGo || sp.P != trace.NoProc || sp.M != trace.NoThread
		if named {
			font = name
		}
		for i, text := range strings.SplitAfter(sp.Text, " ") {
			if text == "" {
				continue
			}
			w := font.Width(strings.TrimRight(text, " "))
			if x > 0 && x+w > room && (i > 0 || named) {
				x = 0
				p.lines++
			}
			p.words = append(p.words, word{text: text, x: x, line: p.lines - 1, name: named, g: sp.G})
			x += font.Width(text)
		}
	}
}

// baseline is where a line of the sentence stands.
func (p *captionPane) baseline(line int) float32 {
	first := p.area.Y + 39
	if p.lines > 1 {
		first = p.area.Y + 25
	}
	return first + p.size*captionLine/28*float32(line)
}

// whyY is the middle of the line below the sentence.
func (p *captionPane) whyY() float32 {
	if p.lines == 1 {
		return p.area.Y + 66
	}
	return p.area.Bottom() - 13
}

func (p *captionPane) fonts() (plain, name paint.Font) {
	return paint.Font{Face: assets.Regular, Size: p.size}, paint.Font{Face: assets.Medium, Size: p.size}
}

func (p *captionPane) paint(b *paint.Batch, th *paint.Theme, f *Frame, s *view.State, pal *palette, hurry bool) {
	b.PushClip(p.area)
	plain, name := p.fonts()
	x := p.area.X + p.left
	if p.said {
		p.paintBadge(b, th, p.baseline(0)-plain.CapHeight()/2-10)
	}
	for i := range p.words {
		w := &p.words[i]
		font, c := plain, th.Text
		if w.name {
			font = name
		}
		if w.g != trace.NoGo {
			if kind := pal.goroutine(s, w.g); kind != paint.RuntimeKind {
				c = th.Kind(kind).Color
			} else {
				c = th.Dim
			}
		}
		b.Text(x+w.x, p.baseline(w.line), w.text, font, c)
	}
	whyY := p.whyY()
	wx := x
	limit := p.area.Right() - x
	if p.stack.g != trace.NoGo {
		limit = p.stack.rect.X - 18 - x
	}
	end := x + limit
	if p.why != "" && limit > 0 {
		ink := th.Dim
		if p.off {
			ink = th.Text
		}
		wx += b.TextIn(Rect{X: x, Y: whyY - 12, W: limit, H: 24}, paint.Left, p.why, paint.FontBody, ink) + 16
	}
	if p.fn != "" && wx < end && (p.stack.g == trace.NoGo || wx+paint.FontBody.Width(p.fn) < end) {
		wx += b.TextIn(Rect{X: wx, Y: whyY - 12, W: end - wx, H: 24}, paint.Left, p.fn, paint.FontBody, th.Faint)
	}
	aside := ""
	switch {
	case hurry:
		aside = "nothing runs: faster"
	case f.Busy:
		aside = "computing…"
	}
	if p.stack.g == trace.NoGo && wx+20+paint.FontLabel.Width(aside) < p.area.Right() {
		b.TextAt(p.area.Right(), p.area.Y+60, paint.Right, aside, paint.FontLabel, th.Faint)
	}
	p.paintWhen(b, th, f, s)
	b.PopClip()
}

// paintPast tells what was looked at before what happened, and why it was not that.
func (p *captionPane) paintPast(b *paint.Batch, th *paint.Theme, r Rect) {
	if r.Empty() {
		return
	}
	r.H -= 4
	r.CutLeft(b.TextIn(r, paint.Left, "Before that:", paint.FontLabel, th.Dim) + 10)
	b.TextIn(r, paint.Left, p.past, paint.FontLabel, th.Text)
}

// paintBadge marks a sentence that is the scenario's: a question stands out.
func (p *captionPane) paintBadge(b *paint.Batch, th *paint.Theme, cy float32) {
	r := Rect{X: p.area.X, Y: max(p.area.Y+1, cy-6), W: badgeW - 16, H: 30}
	label, fill, ink := "Note", th.Raised, th.Text
	if p.mark == Ask {
		label, fill, ink = "Question", th.Attention, th.OnAttention
	}
	b.RRect(r, 15, fill)
	if p.mark != Ask {
		b.StrokeRRect(r, 15, paint.Hairline, th.Faint)
	}
	b.TextIn(r, paint.Center, label, paint.FontName, ink)
}

// paintWhen writes the time and the number of the event, at the right.
func (p *captionPane) paintWhen(b *paint.Batch, th *paint.Theme, f *Frame, s *view.State) {
	cy := p.area.Y + 31
	x := p.area.Right()
	var buf [64]byte
	text := append(buf[:0], "event "...)
	text = strconv.AppendInt(text, int64(s.Events), 10)
	text = append(text, " of "...)
	text = strconv.AppendInt(text, int64(f.Log.Len()), 10)
	if !f.complete() {
		text = append(text, "…"...)
	}
	if len(text) <= 32 { // a longer string would not stay on the stack
		w := paint.FontBody.Width(string(text))
		b.TextAt(x, cy, paint.Right, string(text), paint.FontBody, th.Dim)
		x -= w + 18
	}
	b.TextAt(x, cy, paint.Right, string(appendClock(buf[:0], f.At)), paint.FontName, th.Text)
}

// complete reports whether the log holds the program's end.
func (f *Frame) complete() bool {
	n := f.Log.Len()
	return n > 0 && f.Log.Events[n-1].Kind == trace.ProgramEnd
}

// appendClock writes an instant with three decimals of the unit that suits it.
func appendClock(buf []byte, t trace.Time) []byte {
	unit, name := trace.Microsecond, " µs"
	switch {
	case t < trace.Microsecond:
		return append(strconv.AppendInt(buf, int64(t), 10), " ns"...)
	case t >= trace.Second:
		unit, name = trace.Second, " s"
	case t >= trace.Millisecond:
		unit, name = trace.Millisecond, " ms"
	}
	return append(strconv.AppendFloat(buf, float64(t)/float64(unit), 'f', 3, 64), name...)
}

// Why returns the line below the sentence: the reason, or what comes of a broken rule.
func (sc *Screen) Why() string { return sc.caption.why }

// Said returns the sentence that is shown.
func (sc *Screen) Said() string {
	var s strings.Builder
	for _, w := range sc.caption.words {
		s.WriteString(w.text)
	}
	return s.String()
}

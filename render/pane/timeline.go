package pane

import (
	"math"
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

const (
	timelineHead = 44 // the axis and the collector's row
	timelineLeft = 42 // the names of the Ps
	headHalf     = 56 // half the width of the playhead's time, at most
	leastSpan    = 100 * trace.Nanosecond
)

var timelineID = ui.Name("timeline")

// A timelinePane is who ran where and when, with the playhead.
type timelinePane struct {
	area  Rect
	plot  Rect // the rows
	pitch float32

	from, to trace.Time // the range shown
	mode     rangeMode
	at       trace.Time // the playhead when the range was last set

	byThread bool    // a lane an M; else a row a P
	ids      []int32 // of the lanes' threads
	hidden   int     // threads that have no lane

	rows [][]view.Run // what is painted, by P or by lane
	key  timelineKey  // for which rows were made
	log  *view.Log
}

// A rangeMode says which part of the run the axis shows.
type rangeMode uint8

const (
	rangeAuto   rangeMode = iota // all of it, or so much around the playhead that runs can be told apart
	rangeChosen                  // what the reader has zoomed to
	rangeAll                     // all of it, because he has zoomed out that far
)

// mostRuns is how many runs of a P can be told apart on its row.
const mostRuns = 70

type timelineKey struct {
	log      *view.Log
	events   int
	from, to trace.Time
	now      trace.Time
	width    float32
	procs    int
	byThread bool
}

// layout places the rows and gathers what can be seen.
func (p *timelinePane) layout(area Rect, f *Frame, h float32) {
	n := max(len(f.State.Procs), len(f.Log.Line.Rows), 1)
	p.ids, p.hidden = p.ids[:0], 0
	p.area = area
	p.pitch = (area.H - timelineHead - 8) / float32(n)
	if p.byThread { // the pane has room for some more
		p.ids, p.hidden = lanes(f, p.ids)
		n = len(p.ids)
		p.pitch = min(timelinePitch(h, 1), (area.H-timelineHead-8)/float32(max(1, n)))
	}
	p.plot = Rect{X: area.X + timelineLeft, Y: area.Y + timelineHead, W: area.W - timelineLeft, H: p.pitch * float32(n)}
	if p.log != f.Log {
		p.log, p.mode, p.from, p.to = f.Log, rangeAuto, 0, 0
	}
	end := niceEnd(max(f.Log.End(), f.At), f.complete())
	switch p.mode {
	case rangeAll:
		p.from, p.to = 0, end
	case rangeAuto:
		p.show(f.At, readable(f.Log, end), end)
	case rangeChosen:
		if f.At != p.at { // it follows the playhead when that moves; else the reader may look elsewhere
			p.show(f.At, p.to-p.from, trace.Never)
		}
	}
	p.at = f.At
	now := max(f.At, f.Log.End())
	key := timelineKey{f.Log, f.Log.Len(), p.from, p.to, now, p.plot.W, n, p.byThread}
	if key == p.key {
		return
	}
	p.key = key
	for len(p.rows) < n {
		p.rows = append(p.rows, nil)
	}
	least := trace.Time(float64(p.to-p.from) / float64(p.plot.W) * 1.5)
	for i := range n {
		if p.byThread {
			p.rows[i] = f.Log.Line.AppendThread(p.rows[i][:0], trace.ThreadID(p.ids[i]), p.from, p.to, now, max(1, least))
			continue
		}
		p.rows[i] = f.Log.Line.AppendVisible(p.rows[i][:0], trace.ProcID(i), p.from, p.to, now, max(1, least))
	}
	p.rows = p.rows[:n]
}

// show makes the range span long. It turns the page to the instant at when that would be
// outside, and only then.
func (p *timelinePane) show(at, span, end trace.Time) {
	if span >= end {
		p.from, p.to = 0, end
		return
	}
	switch {
	case at < p.from:
		p.from = at - span*4/5
	case at > p.from+span && at < p.log.End():
		p.from = at - span/5
	case at > p.from+span: // nothing is known of what comes
		p.from = at - span*3/5
	}
	p.from = max(0, p.from)
	p.to = p.from + span
}

// readable returns a span in which the runs of the busiest P can be told apart: end, if that
// is so of the whole log.
func readable(log *view.Log, end trace.Time) trace.Time {
	most := 0
	for _, row := range log.Line.Rows {
		most = max(most, len(row))
	}
	if most <= mostRuns {
		return end
	}
	return min(end, niceEnd(trace.Time(float64(log.End())*mostRuns/float64(most)), false))
}

// niceEnd is where the axis ends. While the log grows it is rounded up, so that it moves only
// now and then.
func niceEnd(t trace.Time, complete bool) trace.Time {
	t = max(t+t/50, trace.Microsecond)
	if complete {
		return t
	}
	unit := trace.Time(math.Pow10(int(math.Log10(float64(t)))))
	for _, k := range [...]trace.Time{10, 12, 14, 16, 18, 20, 24, 28, 32, 36, 40, 45, 50, 55, 60, 70, 80, 90, 100} {
		if unit*k/10 >= t {
			return unit * k / 10
		}
	}
	return t
}

// x is where an instant stands.
func (p *timelinePane) x(t trace.Time) float32 {
	return p.plot.X + float32(float64(t-p.from)/float64(p.to-p.from))*p.plot.W
}

// update lets the reader seek by a click or a drag, zoom with the wheel, and pan with a wheel
// that turns sideways.
func (p *timelinePane) update(c *ui.Ctx, f *Frame) (seek trace.Time, ok bool) {
	r := p.area
	r.X, r.W = p.plot.X, p.plot.W
	// The wheel first: whoever is touched keeps the pointer from the others.
	if turns := c.Wheel(r); turns != 0 {
		p.zoom(math.Pow(1.25, float64(turns)), float64((c.In.X-r.X)/r.W), f)
	}
	if c.In.WheelX != 0 && c.Over(r) {
		p.pan(float64(c.In.WheelX) * 0.05)
	}
	at, held := c.Scrub(timelineID, r, float64(p.from), float64(p.to))
	if !held {
		return 0, false
	}
	seek = trace.Time(max(0, min(at, float64(f.Log.End()))))
	return seek, seek != f.At
}

// pan moves the range by a part of its length.
func (p *timelinePane) pan(part float64) {
	span := p.to - p.from
	p.mode = rangeChosen
	p.from = max(0, min(p.from+trace.Time(part*float64(span)), p.log.End()-span/4))
	p.to = p.from + span
}

// hover says more about the run that the pointer rests on. Ask it after update.
func (p *timelinePane) hover(c *ui.Ctx, f *Frame) {
	i := int((c.In.Y - p.plot.Y) / p.pitch)
	if c.Hot() != timelineID || c.Holding() || c.In.Y < p.plot.Y || i >= len(p.rows) {
		return
	}
	at := p.from + trace.Time(float64((c.In.X-p.plot.X)/p.plot.W)*float64(p.to-p.from))
	for _, r := range p.rows[i] {
		if r.From > at || at >= r.To {
			continue
		}
		x0, x1 := max(p.plot.X, p.x(r.From)), min(p.plot.Right(), p.x(r.To))
		text := ""
		if p.byThread {
			text = tellDoing(f, &r, int(p.ids[i]))
		} else {
			text = tellRun(f, &r, i)
		}
		c.Tip(timelineID, Rect{X: x0, Y: p.plot.Y + p.pitch*float32(i), W: x1 - x0, H: p.pitch}, text)
		return
	}
}

// tellRun says who ran, and when.
func tellRun(f *Frame, r *view.Run, p int) string {
	who := "Several goroutines"
	if r.G != trace.NoGo {
		who = "G" + itoa(int(r.G))
	}
	if i := int(r.Func); i >= 0 && i < len(f.Funcs) && f.Funcs[i].Name != "" {
		who += ", " + f.Funcs[i].Name + ","
	}
	return who + " on P" + itoa(p) + " for " + view.Duration(r.To-r.From) + ", from " + view.Duration(r.From) + " on."
}

// zoom makes the range k times as long and keeps the instant at part of it in its place.
func (p *timelinePane) zoom(k, part float64, f *Frame) {
	whole := niceEnd(f.Log.End(), f.complete())
	span := float64(p.to - p.from)
	fixed := float64(p.from) + part*span
	span = max(float64(leastSpan), span*k)
	if span >= float64(whole) {
		p.mode, p.from, p.to = rangeAll, 0, whole
		return
	}
	p.mode = rangeChosen
	p.from = max(0, trace.Time(fixed-part*span))
	p.to = p.from + trace.Time(span)
}

func (p *timelinePane) paint(b *paint.Batch, th *paint.Theme, f *Frame, s *view.State, pal *palette) {
	b.PushClip(Rect{X: p.area.X, Y: p.area.Y, W: p.area.W, H: p.area.H})
	now := p.x(f.At)
	p.paintAxis(b, th, now)
	label := paint.FontValue
	label.Size = max(11, min(15, float32(int(p.pitch))))
	every := 1
	for float32(every)*p.pitch < 12 {
		every *= 2
	}
	h := max(3, p.pitch*0.79)
	var buf [24]byte
	for i := range p.rows {
		y := p.plot.Y + p.pitch*float32(i)
		letter, id := byte('P'), i
		if p.byThread {
			letter, id = 'M', int(p.ids[i])
		}
		if i%every == 0 {
			name := strconv.AppendInt(append(buf[:0], letter), int64(id), 10)
			b.TextAt(p.plot.X-14, y+h/2, paint.Right, string(name), label, th.Text)
		}
		b.RRect(Rect{X: p.plot.X, Y: y, W: p.plot.W, H: h}, 2, th.Text.Fade(0.025))
		for j := range p.rows[i] {
			if r := &p.rows[i][j]; p.byThread {
				p.paintDoings(b, th, f, pal, r, doneDoing(r, s, trace.ThreadID(id), f.At), y, h, now)
				continue
			}
			p.paintRun(b, th, f, pal, &p.rows[i][j], ended(&p.rows[i][j], f.State, i, f.At), y, h, now)
		}
	}
	if p.hidden > 0 {
		text := append(strconv.AppendInt(append(buf[:0], '+'), int64(p.hidden), 10), " threads"...)
		b.TextAt(p.plot.Right(), p.area.Y+31, paint.Right, string(text), paint.FontTiny, th.Dim)
	}
	p.paintCycles(b, th, f)
	p.paintSteal(b, th, s, h)
	p.paintHead(b, th, f)
	b.PopClip()
}

// ended reports whether a run on P i is over at the instant at.
func ended(r *view.Run, s *view.State, i int, at trace.Time) bool {
	return r.To < at || r.To == at && (i >= len(s.Procs) || s.Procs[i].Running != r.G)
}

// paintRun paints one stay on a P: the past tinted, what runs now at full strength, the
// future faint.
func (p *timelinePane) paintRun(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette, r *view.Run, ended bool, y, h, now float32) {
	hue := th.Kind(pal.run(r))
	x0, x1 := max(p.plot.X, p.x(r.From)), min(p.plot.Right(), p.x(r.To))
	const seam = 1
	x1 = max(x1-seam, x0+1)
	radius := min(3, h/4)
	ground := th.Background
	past, future := ground.Mix(hue.Color, paint.TintPast), ground.Mix(hue.Color, paint.TintFuture)
	ink := th.Text
	switch {
	case ended:
		b.RRect(Rect{X: x0, Y: y, W: x1 - x0, H: h}, radius, past)
	case x0 >= now:
		b.RRect(Rect{X: x0, Y: y, W: x1 - x0, H: h}, radius, future)
		ink = th.Faint
	default:
		x1 = max(x1, now)
		b.RRect(Rect{X: x0, Y: y, W: x1 - x0, H: h}, radius, future)
		b.RRect(Rect{X: x0, Y: y, W: min(x1, now) - x0, H: h}, radius, hue.Color)
		ink = hue.On
	}
	if !r.System && r.Work != view.NoWork { // it works for the collector: a rim below
		b.RRect(Rect{X: x0, Y: y + h - max(2, h*0.2), W: x1 - x0, H: max(2, h*0.2)}, 0, th.GC)
	}
	if r.G == trace.NoGo || h < 13 {
		return
	}
	var buf [24]byte
	text := strconv.AppendInt(buf[:0], int64(r.G), 10)
	if r.Work.Worker() {
		text = append(buf[:0], "GC"...)
	}
	font := paint.FontMonoSmall
	room := font.Width(string(text)) + 9
	if !ended && x0 < now && now < x0+room { // too narrow yet: the number stands in the future
		x0, ink = now, th.Text
	}
	if room <= x1-x0 {
		b.TextAt(x0+5, y+h/2, paint.Left, string(text), font, ink)
	}
}

// paintAxis writes the times at the top, and faint lines below them. The playhead's own time at
// now takes the place of the labels that it would touch.
func (p *timelinePane) paintAxis(b *paint.Batch, th *paint.Theme, now float32) {
	span := float64(p.to - p.from)
	unit, name := trace.Nanosecond, "ns"
	switch {
	case p.to >= 2*trace.Second:
		unit, name = trace.Second, "s"
	case p.to >= 2*trace.Millisecond/2:
		unit, name = trace.Millisecond, "ms"
	case p.to >= trace.Microsecond:
		unit, name = trace.Microsecond, "µs"
	}
	cy := p.area.Y + 13
	b.TextAt(p.plot.X-14, cy, paint.Right, name, paint.FontLabel, th.Dim)
	step := tickStep(span * 110 / float64(p.plot.W))
	decimals := max(0, -int(math.Floor(math.Log10(step/float64(unit))+1e-9)))
	var buf [32]byte
	for t := math.Ceil(float64(p.from)/step) * step; t <= float64(p.to); t += step {
		x := p.x(trace.Time(t))
		b.VLine(x, p.plot.Y-6, p.plot.Bottom(), paint.Hairline, th.Hairline.Fade(0.5))
		text := strconv.AppendFloat(buf[:0], t/float64(unit), 'f', decimals, 64)
		if len(text) > 32 {
			continue
		}
		end := x + 5 + paint.FontLabel.Width(string(text))
		if end+1 < p.plot.Right() && (end < now-headHalf || x > now+headHalf) {
			b.TextAt(x+5, cy, paint.Left, string(text), paint.FontLabel, th.Faint)
		}
	}
}

// tickStep returns the least 1, 2 or 5 times a power of ten that is no less than ns.
func tickStep(ns float64) float64 {
	base := math.Pow(10, math.Floor(math.Log10(max(ns, 1))))
	for _, k := range [...]float64{1, 2, 5} {
		if k*base >= ns {
			return k * base
		}
	}
	return 10 * base
}

// paintCycles paints the collector's cycles above the rows.
func (p *timelinePane) paintCycles(b *paint.Batch, th *paint.Theme, f *Frame) {
	if len(f.Log.Line.Cycles) == 0 {
		return
	}
	y := p.area.Y + 31
	b.TextAt(p.plot.X-14, y, paint.Right, "GC", paint.FontLabel, th.Dim)
	for _, c := range f.Log.Line.Cycles {
		to := c.To
		if to == trace.Never {
			to = f.Log.End()
		}
		if to < p.from || c.From > p.to {
			continue
		}
		colour := th.GC
		if c.From > f.At {
			colour = colour.Fade(0.3)
		}
		x0, x1 := max(p.plot.X, p.x(c.From)), min(p.plot.Right(), p.x(to))
		b.RRect(Rect{X: x0, Y: y - 3, W: max(2, x1-x0), H: 6}, 1, colour)
		b.DashedLine(x0, y, x0, p.plot.Bottom(), 1.5, 5, 5, colour.Fade(0.7))
	}
}

// paintSteal paints the steal that is shown as an arrow from row to row.
func (p *timelinePane) paintSteal(b *paint.Batch, th *paint.Theme, s *view.State, h float32) {
	e := &s.Last
	if e.Kind != trace.GoSteal || e.At < p.from || e.At > p.to || s.Events == 0 {
		return
	}
	mid := func(row int) float32 { return p.plot.Y + p.pitch*float32(row) + h/2 }
	x := max(p.plot.X+6, p.x(e.At)-11)
	from, to := int(e.From), int(e.P)
	if p.byThread {
		from, to = p.lane(s.Procs[e.From].M), p.lane(e.M)
		if from < 0 || to < 0 {
			return // nobody holds the P, or it is among the threads that are not shown
		}
	}
	y0, y1 := mid(from), mid(to)
	d := float32(8)
	if y1 < y0 {
		d = -d
	}
	b.Circle(x, y0, 4, th.Attention)
	b.Line(x, y0, x, y1-d, 2, th.Attention)
	b.Tri(paint.Point{X: x - 6, Y: y1 - d}, paint.Point{X: x + 6, Y: y1 - d}, paint.Point{X: x, Y: y1 + d/4}, 0.5, th.Attention)
}

// paintHead paints the playhead with its time.
func (p *timelinePane) paintHead(b *paint.Batch, th *paint.Theme, f *Frame) {
	if f.At < p.from || f.At > p.to {
		return
	}
	x := p.x(f.At)
	b.VLine(x-1, p.area.Y+18, p.plot.Bottom()+2, 2, th.Attention)
	var buf [32]byte
	text := appendClock(buf[:0], f.At)
	w := paint.FontValue.Width(string(text)) + 20
	pill := Rect{X: max(p.plot.X-8, min(x-w/2, p.area.Right()-w)), Y: p.area.Y + 1, W: w, H: 23}
	b.RRect(pill, 11.5, th.Attention)
	b.TextIn(pill, paint.Center, string(text), paint.FontValue, th.OnAttention)
}

package pane

import (
	"cmp"
	"math"
	"slices"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A heapLine is the size of the heap over time, against its goal and its trigger.
type heapLine struct {
	area, plot Rect
	end        trace.Time
	most       uint64
	columns    []view.Level  // by pixel; At -1 where nothing is known yet
	screen     []paint.Point // of the live heap
	past       int           // points of screen up to the instant shown
}

const lineLabels = 112 // the names at the right

// layout reads the levels, one a pixel.
func (l *heapLine) layout(area Rect, f *Frame, h *view.Heap) {
	l.area = area
	l.plot = area.InsetXY(0, 6)
	l.plot.CutRight(lineLabels)
	l.end = niceEnd(max(f.Log.End(), f.At), f.complete())
	l.most = max(1, h.Live, amount(int64(min(h.Goal, math.MaxInt64))))
	l.columns, l.screen, l.past = l.columns[:0], l.screen[:0], 0
	if l.plot.W < 10 {
		return
	}
	line := &f.Log.Line
	n := int(l.plot.W)
	known := max(f.Log.End(), f.At)
	for x := range n + 1 {
		t := trace.Time(float64(l.end) * float64(x) / float64(n))
		level := view.Level{At: -1}
		if i := line.LevelAt(t); i >= 0 && t <= known {
			level = line.Levels[i]
			l.most = max(l.most, amount(level.Live), amount(level.Goal))
		}
		l.columns = append(l.columns, level)
	}
	now := l.at(f.At, h.Live)
	for x := range l.columns {
		c := &l.columns[x]
		if at := l.plot.X + float32(x); c.At >= 0 {
			if l.past == 0 && at >= now.X {
				l.screen = append(l.screen, now)
				l.past = len(l.screen)
			}
			l.screen = append(l.screen, paint.Point{X: at, Y: l.at(0, uint64(max(0, c.Live))).Y})
		}
	}
	if l.past == 0 {
		l.screen = append(l.screen, now)
		l.past = len(l.screen)
	}
}

// amount is a goal that counts for the scale: none does not.
func amount(n int64) uint64 {
	if n < 0 || n == math.MaxInt64 {
		return 0
	}
	return uint64(n)
}

func (l *heapLine) at(t trace.Time, n uint64) paint.Point {
	return paint.Point{
		X: l.plot.X + l.plot.W*float32(float64(t)/float64(max(1, l.end))),
		Y: l.plot.Bottom() - l.plot.H*0.95*float32(float64(min(n, l.most))/float64(l.most)),
	}
}

func (l *heapLine) paint(b *paint.Batch, th *paint.Theme, f *Frame, h *view.Heap) {
	if l.plot.H < 20 {
		return
	}
	b.PushClip(Rect{X: l.plot.X, Y: l.area.Y, W: l.plot.W + 6, H: l.area.H})
	for _, c := range f.Log.Line.Cycles {
		to := c.To
		if to == trace.Never {
			to = max(f.Log.End(), f.At)
		}
		x0, x1, now := l.at(c.From, 0).X, l.at(to, 0).X, l.at(f.At, 0).X
		x1 = max(x1, x0+1.5)
		if x0 <= now {
			b.RRect(Rect{X: x0, Y: l.plot.Y, W: min(x1, max(now, x0+1.5)) - x0, H: l.plot.H}, 0, th.GC.Fade(0.3))
		}
		if x1 > now {
			x0 = max(x0, now)
			b.RRect(Rect{X: x0, Y: l.plot.Y, W: x1 - x0, H: l.plot.H}, 0, th.GC.Fade(0.12))
		}
	}
	b.Area(l.screen[:l.past], l.plot.Bottom(), th.Text.Fade(0.22), th.Text.Fade(0.04))
	if l.past < len(l.screen) {
		b.Polyline(l.screen[max(0, l.past-1):], 1.2, th.Faint.Fade(0.6))
	}
	l.paintGoals(b, th, f)
	b.Polyline(l.screen[:l.past], paint.Spark, th.Text)
	b.HLine(l.plot.X, l.plot.Right(), l.plot.Bottom(), paint.Hairline, th.Hairline)
	now := l.at(f.At, h.Live)
	b.VLine(now.X, l.plot.Y, l.plot.Bottom(), 1, th.Attention.Fade(0.5))
	b.Circle(now.X, now.Y, 3.5, th.Text)
	b.PopClip()
	l.paintLabels(b, th, h)
}

// paintGoals paints the goal as a dashed line of steps, and the trigger as a dotted one.
func (l *heapLine) paintGoals(b *paint.Batch, th *paint.Theme, f *Frame) {
	now := l.at(f.At, 0).X
	for from := 0; from < len(l.columns); {
		c := l.columns[from]
		to := from + 1
		for to < len(l.columns) && l.columns[to].Goal == c.Goal && l.columns[to].Trigger == c.Trigger && (l.columns[to].At < 0) == (c.At < 0) {
			to++
		}
		x0, x1 := l.plot.X+float32(from), l.plot.X+float32(min(to, len(l.columns)-1))
		ink := th.Dim
		if x0 > now {
			ink = th.Faint.Fade(0.5)
		}
		from = to
		if c.At < 0 || x1-x0 < 2 {
			continue
		}
		if n := amount(c.Goal); n > 0 {
			y := l.at(0, n).Y
			b.DashedLine(x0, y, x1, y, 1.6, 5, 4, ink)
		}
		if n := amount(c.Trigger); n > 0 {
			y := l.at(0, n).Y
			b.DashedLine(x0, y, x1, y, 1.2, 1.5, 4, ink.Fade(0.8))
		}
	}
}

// paintLabels writes the three amounts at the right, each at its height if there is room.
func (l *heapLine) paintLabels(b *paint.Batch, th *paint.Theme, h *view.Heap) {
	type label struct {
		n    uint64
		word string
		y    float32
		ink  paint.Color
		font paint.Font
	}
	small := paint.FontTiny
	strong := paint.FontValue
	strong.Size = 13
	all := [3]label{{h.Goal, "goal", 0, th.Dim, small}, {h.Trigger, "trigger", 0, th.Dim, small}, {h.Live, "live", 0, th.Text, strong}}
	for i := range all {
		all[i].y = l.at(0, all[i].n).Y
	}
	const line = 15
	slices.SortStableFunc(all[:], func(a, b label) int { return cmp.Compare(a.y, b.y) })
	for i := len(all) - 1; i >= 0; i-- { // from the bottom upwards
		bottom := l.area.Bottom() - 8
		if i < len(all)-1 {
			bottom = all[i+1].y - line
		}
		all[i].y = min(all[i].y, bottom)
	}
	for i := range all {
		top := l.area.Y + 7
		if i > 0 {
			top = all[i-1].y + line
		}
		all[i].y = max(all[i].y, top)
	}
	for i := range all {
		a := &all[i]
		var buf [24]byte
		text := append(buf[:0], "no"...)
		if a.n < math.MaxInt64 {
			text = appendSize(buf[:0], a.n)
		}
		r := Rect{X: l.plot.Right() + 8, Y: a.y - line/2, W: lineLabels - 8, H: line}
		r.CutLeft(b.TextIn(r, paint.Left, string(text), a.font, a.ink) + 4)
		b.TextIn(r, paint.Left, a.word, small, th.Dim)
	}
}

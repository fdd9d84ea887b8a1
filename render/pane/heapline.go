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
	log        *view.Log
	seen       int // events looked at
	points     []heapPoint
	goals      []heapPoint // goal in a, trigger in b
	end        trace.Time
	most       uint64
	screen     []paint.Point // scratch
	past       int           // points of screen up to the instant shown
}

// A heapPoint is an amount at a time: of live heap, or a goal with its trigger.
type heapPoint struct {
	at   trace.Time
	a, b uint64
}

const mostPoints = 4000

func (l *heapLine) reset() {
	l.log, l.seen = nil, 0
	l.points, l.goals = l.points[:0], l.goals[:0]
}

// note takes in what the heap is like at the instant shown, and what events have said.
func (l *heapLine) note(f *Frame, h *view.Heap) {
	for _, e := range f.Log.Events[min(l.seen, f.Log.Len()):] {
		switch e.Kind {
		case trace.GCBegin, trace.GCEnd:
			l.add(heapPoint{at: e.At, a: uint64(e.N2)})
		case trace.HeapLive:
			l.add(heapPoint{at: e.At, a: uint64(e.N)})
		case trace.HeapGoal:
			l.goal(heapPoint{e.At, uint64(e.N), uint64(e.N2)})
		}
	}
	l.seen = f.Log.Len()
	l.add(heapPoint{at: f.At, a: h.Live})
	l.goal(heapPoint{f.At, h.Goal, h.Trigger})
}

// goal puts a goal into its place, if it differs from the one before.
func (l *heapLine) goal(p heapPoint) {
	if i, ok := pointAt(l.goals, p.at); ok {
		l.goals[i] = p
	} else if i == 0 || l.goals[i-1].a != p.a || l.goals[i-1].b != p.b {
		l.goals = slices.Insert(l.goals, i, p)
	}
}

func pointAt(points []heapPoint, t trace.Time) (int, bool) {
	return slices.BinarySearchFunc(points, t, func(p heapPoint, t trace.Time) int { return cmp.Compare(p.at, t) })
}

// add puts a point into its place. When there are too many every second one goes.
func (l *heapLine) add(p heapPoint) {
	i, ok := pointAt(l.points, p.at)
	if ok {
		l.points[i] = p
		return
	}
	if len(l.points) >= mostPoints {
		n := 0
		for j := range l.points {
			if j%2 == 0 {
				l.points[n] = l.points[j]
				n++
			}
		}
		l.points = l.points[:n]
		i, _ = pointAt(l.points, p.at)
	}
	l.points = slices.Insert(l.points, i, p)
}

const lineLabels = 112 // the names at the right

func (l *heapLine) layout(area Rect, f *Frame) {
	l.area = area
	l.plot = area.InsetXY(0, 6)
	l.plot.CutRight(lineLabels)
	l.end = niceEnd(max(f.Log.End(), f.At), f.complete())
	l.most = 1
	for _, p := range l.points {
		l.most = max(l.most, p.a)
	}
	for _, p := range l.goals {
		if p.a < math.MaxInt64 {
			l.most = max(l.most, p.a)
		}
	}
	l.screen = l.screen[:0]
	l.past = 0
	for _, p := range l.points {
		at := l.at(p.at, p.a)
		if n := len(l.screen); n > 1 && at.X-l.screen[n-2].X < 1 { // several on one pixel: the first and the last count
			l.screen[n-1] = at
		} else {
			l.screen = append(l.screen, at)
		}
		if p.at <= f.At {
			l.past = len(l.screen)
		}
	}
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
		x0, x1 := l.at(c.From, 0).X, l.at(to, 0).X
		k := float32(0.3)
		if c.From > f.At {
			k = 0.14
		}
		b.RRect(Rect{X: x0, Y: l.plot.Y, W: max(1.5, x1-x0), H: l.plot.H}, 0, th.GC.Fade(k))
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
	for i, p := range l.goals {
		to := l.end
		if i+1 < len(l.goals) {
			to = l.goals[i+1].at
		}
		ink := th.Dim
		if p.at > f.At {
			ink = th.Faint.Fade(0.5)
		}
		if p.a < math.MaxInt64 {
			from, end := l.at(p.at, p.a), l.at(to, p.a)
			b.DashedLine(from.X, from.Y, end.X, end.Y, 1.6, 5, 4, ink)
		}
		if p.b < math.MaxInt64 {
			from, end := l.at(p.at, p.b), l.at(to, p.b)
			b.DashedLine(from.X, from.Y, end.X, end.Y, 1.2, 1.5, 4, ink.Fade(0.8))
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

package pane

import (
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// mostLanes is how many threads the timeline has lanes for; those made first have them.
const mostLanes = 16

// laneRoom is for how many threads the timeline leaves room: four at a time, so that it seldom
// grows while a run goes on.
func laneRoom(f *Frame) int {
	n, _ := lanes(f, nil)
	return max(f.procs(), min(mostLanes, (len(n)+3)/4*4))
}

// lanes appends the threads that have lanes to ids, and counts those that have none.
func lanes(f *Frame, ids []int32) (shown []int32, hidden int) {
	for m, row := range f.Log.Line.Threads {
		switch {
		case len(row) == 0:
		case len(ids) < mostLanes:
			ids = append(ids, int32(m))
		default:
			hidden++
		}
	}
	return ids, hidden
}

// lane returns the row of thread m, or -1.
func (p *timelinePane) lane(m trace.ThreadID) int {
	for i, id := range p.ids {
		if trace.ThreadID(id) == m {
			return i
		}
	}
	return -1
}

// doneDoing reports whether thread m has ended at the instant at what it does in r.
func doneDoing(r *view.Run, s *view.State, m trace.ThreadID, at trace.Time) bool {
	if r.To != at {
		return r.To < at
	}
	d := s.Doing(m)
	if d == view.Naps {
		d = view.Spins
	}
	return d != r.Doing || (d == view.Runs || d == view.Calls) && s.Ms[m].G != r.G
}

// paintDoings paints what a thread does for a while: a bar while it runs a goroutine, the
// outline of one while it is in a system call for it, else a line with its sign. It tells the
// past from the future as paintRun does.
func (p *timelinePane) paintDoings(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette, r *view.Run, done bool, y, h, now float32) {
	switch r.Doing {
	case view.Runs:
		p.paintRun(b, th, f, pal, r, done, y, h, now)
		return
	case view.Calls:
		p.paintCall(b, th, pal, r, done, y, h, now)
		return
	}
	x0, x1 := max(p.plot.X, p.x(r.From)), min(p.plot.Right(), p.x(r.To))
	x1 = max(x1-1, x0+1)
	ink := th.Dim
	switch {
	case x0 >= now && !done:
		ink = th.Faint.Fade(0.45)
	case !done:
		ink = th.Text
	case r.Doing == view.Idles:
		ink = th.Faint
	}
	cy := y + h/2
	side := min(11, h*0.7)
	sign := x1-x0 > side+8 && h >= 9
	from := x0
	if sign {
		paintDoing(b, r.Doing, x0+4+side/2, cy, side, ink)
		from = x0 + side + 8
	}
	word := r.Doing.String()
	if r.Doing == view.Tied {
		word = "for"
	}
	if r.Doing != view.Idles && h >= 15 && x1-from > paint.FontTiny.Width(word)+8 {
		w := b.TextIn(Rect{X: from, Y: y, W: x1 - from, H: h}, paint.Left, word, paint.FontTiny, ink)
		from += w + 6
		if r.Doing == view.Tied {
			var buf [24]byte
			name := strconv.AppendInt(append(buf[:0], 'G'), int64(r.G), 10)
			from += b.TextIn(Rect{X: from - 2, Y: y, W: x1 - from, H: h}, paint.Left, string(name), paint.FontTiny, ink) + 4
		}
	}
	if from >= x1 {
		return
	}
	switch r.Doing {
	case view.Spins:
		b.DashedLine(from, cy, x1, cy, max(1.5, h*0.12), 6, 4, ink)
	case view.Wakes:
		b.DashedLine(from, cy, x1, cy, 1.5, 2, 4, ink)
	default:
		b.HLine(from, x1, cy, paint.Hairline, ink.Fade(0.6))
	}
}

// paintCall paints a system call: nothing of the thread's time is the goroutine's, so its bar
// is hollow.
func (p *timelinePane) paintCall(b *paint.Batch, th *paint.Theme, pal *palette, r *view.Run, done bool, y, h, now float32) {
	x0, x1 := max(p.plot.X, p.x(r.From)), min(p.plot.Right(), p.x(r.To))
	x1 = max(x1-1, x0+1)
	hue := th.Kind(pal.run(r))
	edge, ink := hue.Color, th.HollowText(hue)
	switch {
	case done:
		edge = th.Background.Mix(edge, 0.7)
	case x0 >= now:
		edge, ink = edge.Fade(0.35), th.Faint
	}
	box := Rect{X: x0, Y: y, W: x1 - x0, H: h}
	radius := min(3, h/4)
	b.RRect(box, radius, hue.Color.Fade(0.1))
	b.StrokeRRect(box, radius, 1.3, edge)
	if h < 13 || r.G == trace.NoGo {
		return
	}
	var buf [24]byte
	text := strconv.AppendInt(buf[:0], int64(r.G), 10)
	in := Rect{X: x0 + 5, Y: y, W: x1 - x0 - 9, H: h}
	if paint.FontMonoSmall.Width(string(text)) > in.W {
		return
	}
	in.CutLeft(b.TextIn(in, paint.Left, string(text), paint.FontMonoSmall, ink) + 8)
	if in.W > 14 {
		b.Icon(paint.IconTerminal, in.X+5, y+h/2, 10, ink)
		in.CutLeft(15)
	}
	if word := r.Doing.String(); h >= 15 && in.W > paint.FontTiny.Width(word) {
		b.TextIn(in, paint.Left, word, paint.FontTiny, ink)
	}
}

// tellDoing says what a thread did, and when.
func tellDoing(f *Frame, r *view.Run, m int) string {
	text := "M" + itoa(m) + ": " + r.Doing.String()
	switch {
	case r.Doing == view.Tied:
		text = "M" + itoa(m) + ": sleeping for G" + itoa(int(r.G)) + ", which is locked to it,"
	case r.Doing == view.Calls && r.G != trace.NoGo:
		text += " of G" + itoa(int(r.G))
	case r.Doing == view.Runs && r.G != trace.NoGo:
		text += " G" + itoa(int(r.G))
		if i := int(r.Func); i >= 0 && i < len(f.Funcs) && f.Funcs[i].Name != "" {
			text += ", " + f.Funcs[i].Name + ","
		}
	}
	return text + " for " + view.Duration(r.To-r.From) + ", from " + view.Duration(r.From) + " on."
}

// Lines returns the names of the timeline's rows.
func (sc *Screen) Lines() (names []string) {
	p := &sc.timeline
	for i := range p.rows {
		if p.byThread {
			names = append(names, "M"+itoa(int(p.ids[i])))
		} else {
			names = append(names, "P"+itoa(i))
		}
	}
	return names
}

package pane

import (
	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// paintDoing paints the sign of a thread: a triangle, as long as it runs Go code or looks for
// some, else the shape of what it does.
func paintDoing(b *paint.Batch, d view.Doing, x, y, side float32, c paint.Color) {
	u := side / 16
	switch d {
	case view.Spins:
		b.DashedRing(x, y, 6.5*u, max(1.4, 2.2*u), 7, 0.6, 0, c)
	case view.Naps:
		b.TextAt(x, y, paint.Center, "z", paint.Font{Face: assets.Bold, Size: side * 1.2}, c)
	case view.Wakes:
		b.Ring(x, y, 6.5*u, max(1, 1.4*u), c)
		b.Circle(x, y, 3*u, c)
	case view.Idles:
		b.Icon(paint.IconPause, x, y, side*0.9, c)
	case view.Tied:
		b.Icon(paint.IconLock, x, y, side, c)
	case view.Polls:
		b.Icon(paint.IconNetwork, x, y, side, c)
	case view.Calls:
		b.Icon(paint.IconTerminal, x, y, side, c)
	case view.Ended:
		b.Icon(paint.IconClose, x, y, side, c)
	default:
		b.Icon(paint.IconThread, x, y, side, c)
	}
}

// A sysmonMark tells what sysmon did when it last looked, while it naps after that.
type sysmonMark struct {
	text string // "" if it has done nothing
	now  bool   // at the instant shown
}

// sysmonBack is how many events back sysmon's last act is looked for.
const sysmonBack = 256

// look finds what sysmon did at the instant shown, or before the nap that has not ended yet.
// All that it does in one look happens at one time, its nap is written last.
func (m *sysmonMark) look(f *Frame) {
	*m = sysmonMark{}
	events, n := f.Log.Events, f.State.Events
	for i := n - 1; i >= max(0, n-sysmonBack); i-- {
		e := &events[i]
		if !sysmonAct(e) {
			continue
		}
		var acts []string
		first := i
		for ; first > 0 && events[first-1].At == e.At; first-- {
		}
		nap := trace.Time(0)
		for j := first; j < len(events) && events[j].At == e.At && nap == 0; j++ {
			switch a := &events[j]; {
			case a.Kind == trace.Sysmon:
				nap = trace.Time(a.N)
			case j >= n: // not yet
			case a.Kind == trace.ProcSteal:
				acts = append(acts, "took P"+itoa(int(a.P)))
			case a.Kind == trace.GoPreempt:
				acts = append(acts, "asked G"+itoa(int(a.Other))+" to yield")
			}
		}
		if nap == 0 && e.Kind != trace.GoPreempt {
			continue // a P that nobody of sysmon's took: a system call's end takes one, and whoever stops the world
		}
		m.now = f.At == e.At
		if !m.now && f.At >= e.At+nap {
			return
		}
		switch {
		case len(acts) == 1:
			m.text = acts[0]
		case len(acts) > 1:
			m.text = acts[0] + " +" + itoa(len(acts)-1)
		default:
			m.text = "looked"
		}
		if nap > 0 {
			m.text += ", naps " + view.Duration(nap)
		}
		return
	}
}

// sysmonAct reports whether e is something that sysmon did.
func sysmonAct(e *trace.Event) bool {
	return e.Kind == trace.Sysmon || e.Kind == trace.GoPreempt || e.Kind == trace.ProcSteal
}

// paintSysmon paints the heading of the threads without a P, and in it what sysmon does.
func (bp *boardPaint) paintSysmon(r Rect) {
	b, th, m := bp.b, bp.th, &bp.l.sysmon
	const heading = "Threads without a P"
	if m.text == "" {
		b.TextIn(r, paint.Left, heading, paint.FontName, th.Dim)
		return
	}
	edge, ink := th.Hairline, th.Dim
	if m.now {
		edge, ink = th.Attention, th.Text
	}
	const name = "sysmon "
	w := min(r.W, 24+paint.FontValue.Width(name)+paint.FontLabel.Width(m.text))
	pill := Rect{X: r.Right() - w, Y: r.Y - 1, W: w, H: 23}
	if left := pill.X - r.X - 12; left > paint.FontName.Width("Threads") {
		short := heading
		if left < paint.FontName.Width(heading) {
			short = "Threads"
		}
		b.TextIn(Rect{X: r.X, Y: r.Y, W: left, H: r.H}, paint.Left, short, paint.FontName, th.Dim)
	}
	b.RRect(pill, 11.5, th.Raised)
	b.StrokeRRect(pill, 11.5, paint.Hairline, edge)
	pill = pill.InsetXY(12, 0)
	pill.CutLeft(b.TextIn(pill, paint.Left, name, paint.FontValue, ink))
	b.TextIn(pill, paint.Left, m.text, paint.FontLabel, ink)
}

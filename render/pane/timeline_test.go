package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
)

// ticked lets a tick pass on a screen of 1600 by 900 and returns the wish.
func ticked(sc *Screen, f *Frame, in ui.Input) Intent {
	in.W, in.H, in.Scale = 1600, 900, 1
	var c ui.Ctx
	sc.Layout(f, 1600, 900, 0)
	c.Begin(in)
	_, wish := sc.Update(&c, f)
	c.End()
	sc.Layout(f, 1600, 900, 0)
	return wish
}

func TestALongRunIsShownWhereItCanBeRead(t *testing.T) {
	d := newDemo(t, 2, 30, 1)
	d.run(4000, nil)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark}
	for _, n := range []int{f.Log.Len(), f.Log.Len() / 2, 10} {
		f.State = f.Log.State(n)
		f.At = f.State.At
		sc.Layout(f, 1600, 900, 0)
		tl := &sc.timeline
		if f.At < tl.from || f.At > tl.to {
			t.Fatalf("the playhead at %d is outside %d to %d", f.At, tl.from, tl.to)
		}
		for p, row := range tl.rows {
			if len(row) > 2*mostRuns {
				t.Errorf("P%d's row has %d runs", p, len(row))
			}
		}
	}
}

func TestTheWheelZoomsAroundThePointer(t *testing.T) {
	d := newDemo(t, 2, 30, 1)
	d.run(300, nil)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark}
	sc.Layout(f, 1600, 900, 0)
	tl := &sc.timeline
	x, y := tl.plot.X+tl.plot.W*0.6, tl.plot.Y+10
	under := func() trace.Time { return tl.from + trace.Time(0.6*float64(tl.to-tl.from)) }
	span, fixed := tl.to-tl.from, under()
	for range 5 {
		ticked(sc, f, ui.Input{X: x, Y: y, WheelY: -1})
	}
	if now := tl.to - tl.from; now > span/2 || under() < fixed-span/1000 || under() > fixed+span/1000 {
		t.Errorf("after five notches %d ns are shown, %d under the pointer; before %d and %d", now, under(), span, fixed)
	}
	from := tl.from
	ticked(sc, f, ui.Input{X: x, Y: y, WheelX: 2})
	if tl.from <= from {
		t.Error("a wheel turned sideways does not pan")
	}
	for range 40 {
		ticked(sc, f, ui.Input{X: x, Y: y, WheelY: 1})
	}
	if tl.from != 0 || tl.to < f.Log.End() {
		t.Errorf("zoomed out it shows %d to %d", tl.from, tl.to)
	}
	for range 200 {
		ticked(sc, f, ui.Input{X: x, Y: y, WheelY: -1})
	}
	if tl.to-tl.from < leastSpan {
		t.Errorf("zoomed in it shows %d ns", tl.to-tl.from)
	}
}

func TestAClickOnTheTimelineSeeks(t *testing.T) {
	d := newDemo(t, 2, 30, 1)
	d.run(300, nil)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark}
	sc.Layout(f, 1600, 900, 0)
	want := f.Log.End() / 3
	wish := ticked(sc, f, ui.Input{X: sc.timeline.x(want), Y: sc.timeline.plot.Y + 5, Down: ui.Primary, Pressed: ui.Primary})
	seek, ok := wish.(SeekTime)
	if !ok || seek.T < want-want/100 || seek.T > want+want/100 {
		t.Errorf("a click at %d asks for %+v", want, wish)
	}
}

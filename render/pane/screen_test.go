package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

var testHints = []Hint{{[]string{"space"}, "play"}, {[]string{"←", "→"}, "step"}, {[]string{"-", "="}, "speed"}, {[]string{"T"}, "theme"}, {[]string{"?"}, "keys"}}

// painted returns the window of w by h as a batch.
func painted(sc *Screen, f *Frame, w, h, scale float32, now float64) *paint.Batch {
	b := paint.NewBatch()
	z := Zoom(w, h)
	sc.Layout(f, w/z, h/z, now)
	b.Reset(w/z, h/z, scale*z)
	sc.Paint(b, f, new(ui.Ctx))
	return b
}

func TestPictureOfASteal(t *testing.T) {
	f := stealFrame(t)
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		sc := &Screen{Theme: th, Controls: DefaultControls(), Hints: testHints}
		painttest.Golden(t, "steal-"+th.Name, painted(sc, f, 1600, 900, 1, 0).Image(th.Background))
	}
}

// Beyond the last event seen, a goroutine that runs reaches to the playhead.
func TestRunsGoOnToThePlayhead(t *testing.T) {
	d := newDemo(t, 1, 3, 1)
	f := d.frame() // main has just started
	f.At = f.State.At + 20*trace.Microsecond
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls()}
	img := painted(sc, f, 1600, 900, 1, 0).Image(paint.Dark.Background)
	main := sc.Theme.Kind(0).Color
	tl := &sc.timeline
	x, y := int(tl.x(f.At))-4, int(tl.plot.Y+tl.pitch/2)
	if c := img.RGBAAt(x, y); c.R != main.R || c.G != main.G || c.B != main.B {
		t.Errorf("left of the playhead is %v, want main's %v", c, main)
	}
}

// The pointer rests on a run of the timeline, and the window tells whose it is.
func TestHoverOnTheTimeline(t *testing.T) {
	d := newDemo(t, 2, 6, 1)
	d.run(200, nil)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls()}
	sc.Layout(f, 1600, 900, 0)
	tl := &sc.timeline
	first := f.Log.Line.Rows[0][0]
	var c ui.Ctx
	in := ui.Input{X: tl.x(first.From) + 3, Y: tl.plot.Y + tl.pitch/2, W: 1600, H: 900}
	for range 60 {
		in.Now += 1. / 60
		c.Begin(in)
		sc.Update(&c, f)
		c.End()
	}
	text, _, open := c.Tooltip()
	want := "G1, main.main, on P0 for " + view.Duration(first.To-first.From) + ", from " + view.Duration(first.From) + " on."
	if !open || text != want {
		t.Errorf("told %q (open %v), want %q", text, open, want)
	}
}

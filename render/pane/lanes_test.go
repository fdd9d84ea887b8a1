package pane

import (
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// The pointer rests on a thread's lane, and the window tells what the thread did then.
func TestHoverOnALane(t *testing.T) {
	d := threads(t)
	d.sysmonTakes(20 * trace.Microsecond)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Lanes: true}
	sc.Layout(f, 1600, 900, 0)
	if got := strings.Join(sc.Lines(), " "); got != "M0 M2 M3" {
		t.Fatalf("lanes %q", got)
	}
	tl := &sc.timeline
	for lane, want := range []string{"M0: in a system call of G1 for ", "M2: idle for ", "M3: sleeping for G20, which is locked to it, for "} {
		row := f.Log.Line.Threads[tl.ids[lane]]
		last := row[len(row)-1]
		var c ui.Ctx
		in := ui.Input{X: tl.x(last.From) + 2, Y: tl.plot.Y + tl.pitch*(float32(lane)+0.5), W: 1600, H: 900}
		for range 60 {
			in.Now += 1. / 60
			c.Begin(in)
			sc.Update(&c, f)
			c.End()
		}
		if text, _, open := c.Tooltip(); !open || !strings.HasPrefix(text, want) {
			t.Errorf("told %q (open %v), want %q", text, open, want)
		}
	}
}

// What a thread does now is not over, and what it did before is.
func TestWhatAThreadDoesNowLasts(t *testing.T) {
	d := threads(t)
	f := d.frame()
	rows := f.Log.Line.AppendThread(nil, 0, 0, f.At+1, f.At, 1)
	for i := range rows {
		if done, last := doneDoing(&rows[i], f.State, 0, f.At), i == len(rows)-1; done == last {
			t.Errorf("%+v is over: %v", rows[i], done)
		}
	}
	if n := len(rows); rows[n-1].Doing != view.Calls {
		t.Errorf("M0 does %v", rows[n-1].Doing)
	}
}

// Of many threads the first have lanes, and the others are counted; the lanes keep their pane.
func TestManyThreads(t *testing.T) {
	d := newDemo(t, 2, 4, 1)
	for m := trace.ThreadID(2); m < 40; m++ {
		d.add(trace.Event{Kind: trace.ThreadStart, P: 1, M: m})
		d.add(trace.Event{Kind: trace.ProcStart, P: 1, M: m, Flag: true})
		d.add(trace.Event{Kind: trace.ProcStop, P: 1, M: m})
		d.add(trace.Event{Kind: trace.ThreadPark, P: trace.NoProc, M: m})
	}
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Lanes: true}
	f := d.frame()
	sc.Layout(f, 1280, 800, 0)
	tl := &sc.timeline
	if len(tl.rows) != mostLanes || tl.hidden != 39-mostLanes {
		t.Errorf("%d lanes, %d threads have none", len(tl.rows), tl.hidden)
	}
	var lc layoutCheck
	lc.screen(sc, f, 1280, 800)
	for _, fault := range lc.faults {
		t.Error(fault)
	}
}

// The lanes cost no memory in a frame either.
func TestLanesAllocateNothing(t *testing.T) {
	sc, f := crowded(t)
	sc.Lanes = true
	b, c := paint.NewBatch(), new(ui.Ctx)
	draw := func() {
		sc.Layout(f, 1600, 900, 0)
		b.Reset(1600, 900, 1)
		sc.Paint(b, f, c)
	}
	for range 30 {
		draw()
	}
	if n := testing.AllocsPerRun(20, draw); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An unwinder knows the frames of a goroutine by the number of events.
type unwinder struct {
	demoProbe
	f      *Frame
	frames map[int][]view.Frame
}

func (u *unwinder) Frames(trace.GoID) []view.Frame { return u.frames[u.f.State.Events] }

// A panic is told frame by frame: who has panicked, which deferred call runs, what is left
// behind, and what falls away when one recovers.
func TestPanicUnwindsInTheCaption(t *testing.T) {
	d := newDemo(t, 1, 3, 1)
	base := d.s.Events
	for _, k := range []trace.Kind{trace.GoPanic, trace.GoDefer, trace.GoRecover, trace.GoUnwind} {
		d.add(trace.Event{Kind: k, P: 0, M: 0, G: 1, PC: 10, Func: 2, Text: "boom", N: 2})
	}
	calls := []view.Frame{
		{ID: 45, Func: "runtime.panicIndex", Std: true}, {ID: 40, Func: "main.inner", Line: 9}, {ID: 30, Func: "main.middle", Line: 8}, {ID: 20, Func: "main.try", Line: 7},
		{ID: 15, Func: "sync.lib", Std: true}, {ID: 10, Func: "main.main", Line: 5},
	}
	gone := append([]view.Frame(nil), calls...)
	gone[0].Gone, gone[1].Gone, gone[2].Gone = true, true, true
	over := func(top ...view.Frame) []view.Frame { return append(top, gone...) }
	f := d.frame()
	f.Probe = &unwinder{f: f, frames: map[int][]view.Frame{
		base: calls,
		// The first deferred call has begun already at the instant right after the panic.
		base + 1: over(view.Frame{ID: 60, Func: "main.try.func1", Deferred: true}, view.Frame{ID: 50, Func: "panic", Std: true, Panic: "boom"}),
		base + 2: over(view.Frame{ID: 60, Func: "main.try.func1", Deferred: true}, view.Frame{ID: 50, Func: "panic", Std: true, Panic: "boom"}),
		base + 3: over(view.Frame{ID: 60, Func: "main.try.func1", Deferred: true}, view.Frame{ID: 50, Func: "panic", Std: true, Panic: "boom", Recovered: true}),
		base + 4: calls[3:],
	}}
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints}
	now := 0.0
	show := func(n int) {
		f.State = f.Log.State(base + n)
		f.At = f.State.At
		now += 2
		sc.Layout(f, 1600, 900, now)
	}
	want := []string{"", "main try middle !inner *panic", "main try -middle -inner *panic >try.func1", "main try -middle -inner (recovered >try.func1", "main try"}
	for n := range want {
		show(n)
		if got := sc.Unwinding(); got != want[n] {
			t.Errorf("after %d events it shows %q, want %q", n, got, want[n])
		}
		if n > 1 && !sc.Moving(now+0.1) {
			t.Errorf("nothing moves after %d events", n)
		}
		if n == 4 {
			painttest.Golden(t, "falling-dark", painted(sc, f, 1600, 900, 0.5, now+0.2).Image(paint.Dark.Background))
		}
		if sc.Moving(now + 1) {
			t.Errorf("a second later it still moves after %d events", n)
		}
	}
	show(3) // back
	if p := &sc.caption.stack; !p.back || p.part(now+0.1) == 1 {
		t.Error("stepping back does not run it backwards")
	}
	for _, c := range sc.caption.stack.chips {
		r := Rect{X: c.x, Y: sc.caption.stack.rect.Y + c.y, W: c.w, H: stackChipH}
		if in := r.Intersect(sc.areas.Caption); in != r {
			t.Errorf("%s at %v leaves the caption %v", c.name, r, sc.areas.Caption)
		}
	}
	sc.Still = true
	show(4)
	if sc.Moving(now + 0.01) {
		t.Error("it moves where nothing may")
	}
}

// A deep stack shows its outermost frame and those where things happen, in whatever room.
func TestADeepStackIsShortened(t *testing.T) {
	var frames []view.Frame
	frames = append(frames, view.Frame{ID: 999, Func: "panic", Std: true, Panic: "boom"})
	for i := range 60 {
		frames = append(frames, view.Frame{ID: uint64(900 - i), Func: "main.aFunctionWithARatherLongName"})
	}
	frames = append(frames, view.Frame{ID: 1, Func: "main.main"})
	d := newDemo(t, 1, 3, 1)
	d.add(trace.Event{Kind: trace.GoPanic, P: 0, M: 0, G: 1, PC: 10, Text: "boom"})
	f := d.frame()
	f.Probe = &unwinder{f: f, frames: map[int][]view.Frame{f.State.Events: frames}}
	for _, w := range []float32{1280, 1600, 2000} {
		sc := &Screen{Theme: &paint.Dark}
		sc.Layout(f, w, 900, 0)
		p := &sc.caption.stack
		if n := len(p.chips); n < 3 || n+p.more != 62 || p.chips[0].name != "main" || p.chips[n-1].state != chipPanic || p.chips[n-2].state != chipRaised {
			t.Errorf("%v wide: %s, and %d more", w, sc.Unwinding(), p.more)
		}
		if last := p.chips[len(p.chips)-1]; p.rect.X < sc.areas.Caption.X+stackLeast-1 || last.x+last.w > sc.areas.Caption.Right()+1 {
			t.Errorf("%v wide: it stands at %v in %v", w, p.rect, sc.areas.Caption)
		}
	}
}

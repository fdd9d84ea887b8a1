package e2e_test

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"gopherscope/render/e2e"
	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

func TestMain(m *testing.M) { e2e.Main(m) }

// The shader on a GPU and the rasteriser in Go must paint the same picture, at every scale.
func TestGPUPaintsAsTheCPU(t *testing.T) {
	e2e.NeedDisplay(t)
	b := paint.NewBatch()
	var gpu paint.GPU
	for _, scale := range []float32{1, 1.1, 2} {
		for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
			b.Reset(painttest.SheetW, painttest.SheetH, scale)
			b.RRect(b.Bounds(), 0, th.Background)
			painttest.Sheet(b, th)
			w, h := b.Size()
			screen := ebiten.NewImage(w, h)
			if err := gpu.Flush(screen, b); err != nil {
				t.Fatal(err)
			}
			if d := painttest.Compare(e2e.Pixels(screen), b.Image(th.Background)); !d.OK() {
				t.Errorf("%s at scale %v: %v", th.Name, scale, d)
			} else {
				t.Logf("%s at scale %v: largest difference %d of 255", th.Name, scale, d.Max)
			}
			screen.Deallocate()
		}
	}
}

func TestWindow(t *testing.T) {
	type state struct {
		Tick       int
		Theme      string
		X, Y, W, H int
		Down       bool
		Typed      string
		Wheel      float64
		Args       int
	}
	w := e2e.Start(t, "./testdata/guest", 900, 640, "one", "two")
	check := func(when string, want state) {
		t.Helper()
		var got state
		if w.State(&got); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", when, got, want)
		}
	}
	w.Tick(2)
	want := state{Tick: 2, Theme: "dark", W: 900, H: 640, Args: 2}
	check("two ticks", want)
	compare(t, w, &paint.Dark)

	w.Key(ebiten.KeyT)
	want.Tick, want.Theme = 4, "light"
	check("a key", want)
	compare(t, w, &paint.Light)

	w.Move(100, 200)
	w.Press()
	want.Tick, want.X, want.Y, want.Down = 6, 100, 200, true
	check("a press", want)
	w.Release()
	w.Drag(10, 10, 30, 50, 2)
	want.Tick, want.X, want.Y, want.Down = 12, 30, 50, false
	check("a drag", want)

	w.Type("gö?")
	w.Wheel(0, -2)
	want.Tick, want.Typed, want.Wheel = 14, "gö?", -2
	check("letters and wheel", want)

	w.Resize(1000, 700)
	w.Tick(1)
	want.Tick, want.W, want.H = 15, 1000, 700
	check("a new size", want)
	if got := w.Picture().Rect.Dx(); got != 1000 {
		t.Errorf("the picture is %d wide, want 1000", got)
	}
	if w.TickToEnd(3) {
		t.Error("the program ended for no reason")
	}
	if err := w.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

func compare(t *testing.T, w *e2e.Window, th *paint.Theme) {
	t.Helper()
	cpu := paint.Picture(painttest.SheetW, painttest.SheetH, 1, th.Background,
		func(b *paint.Batch) { painttest.Sheet(b, th) })
	if d := painttest.Compare(w.Picture(), cpu); !d.OK() {
		t.Errorf("the window in the %s theme is not as the CPU paints it: %v", th.Name, d)
	}
}

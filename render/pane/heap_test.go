package pane

import (
	"image"
	"image/draw"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// The heap in the middle of a cycle, in both themes: the first picture of the whole window, the others of the heap
// alone. After a change of the window look at the new pictures of -update.
func TestPicturesOfTheHeap(t *testing.T) {
	for _, tt := range []struct {
		name      string
		n, marked int
		stage     Stage
		w, h      float32
		chosen    int // an object, by number; -1 for none
		variables bool
	}{
		{"heap-window", 46, 24, StageBoth, 1600, 900, -1, false},
		{"heap-object", 46, 24, StageBoth, 1600, 900, 30, false},
		{"heap-graph", 120, 60, StageHeap, 1600, 900, -1, false},
		{"heap-path", 280, 150, StageHeap, 1600, 900, 100, true},
		{"heap-spans", 1500, 700, StageHeap, 1600, 900, -1, false},
		{"heap-arena", 200_000, 110_000, StageHeap, 1600, 900, -1, false},
		{"heap-narrow", 200, 90, StageBoth, 1280, 800, -1, true},
		{"heap-small", 900, 300, StageBoth, 1024, 640, -1, false},
		{"heap-grey", 46, 24, StageBoth, 1600, 900, -1, false},    // the event shown turns an object grey
		{"heap-barrier", 46, 24, StageBoth, 1600, 900, -1, false}, // … is a write that the barrier records
		{"heap-off", 46, -1, StageBoth, 1280, 800, -1, false},
	} {
		f, h := heapFrame(t, tt.n, tt.marked)
		switch tt.name {
		case "heap-grey":
			e := h.edgeTo(view.Grey)
			f.State.Last = trace.Event{Kind: trace.GCGrey, Rule: trace.RuleObject, Obj: e.To, N: int64(e.From)}
		case "heap-barrier":
			e := h.edgeTo(view.White)
			f.State.Last = trace.Event{Kind: trace.GCBarrier, Obj: e.From + 8, N: int64(e.To), N2: int64(h.objects[3].Addr)}
		}
		for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
			t.Run(tt.name+"-"+th.Name, func(t *testing.T) {
				sc := &Screen{Theme: th, Controls: DefaultControls(), Hints: testHints, Stage: tt.stage}
				if tt.variables {
					sc.Selected = 3
				}
				z := Zoom(tt.w, tt.h)
				if tt.chosen >= 0 {
					sc.Layout(f, tt.w/z, tt.h/z, 0)
					sc.heap.choose(f, h.objects[tt.chosen].Addr)
				}
				if tt.name == "heap-window" {
					painttest.Golden(t, tt.name+"-"+th.Name, painted(sc, f, tt.w, tt.h, 1, 0).Image(th.Background))
					return
				}
				sc.Layout(f, tt.w/z, tt.h/z, 0)
				r := sc.areas.Heap.Inset(-8)
				b := paint.NewBatch()
				b.Reset(tt.w/z, tt.h/z, z)
				sc.heap.paint(b, th, f, new(ui.Ctx), &sc.pal, sc.Selected, 0)
				cut := image.Rect(int(r.X*z), int(r.Y*z), int(r.Right()*z), int(r.Bottom()*z))
				img := image.NewRGBA(image.Rect(0, 0, cut.Dx(), cut.Dy()))
				draw.Draw(img, img.Bounds(), b.Image(th.Background), cut.Min, draw.Src)
				painttest.Golden(t, tt.name+"-"+th.Name, img)
			})
		}
	}
}

func BenchmarkHeap10k(bench *testing.B) {
	f, _ := heapFrame(bench, 10_000, 6000)
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints, Stage: StageHeap}
	b, c := paint.NewBatch(), new(ui.Ctx)
	sc.Layout(f, 1600, 900, 0)
	sc.heap.pages.zoom(1.0001, 0, 0)
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		sc.heap.paint(b, sc.Theme, f, c, &sc.pal, 0, 0)
	}
	bench.ReportMetric(float64(len(b.V)/4), "quads")
}

package pane

import (
	"image"
	"image/draw"
	"math"
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

// White, grey and black are told apart without their hues, on a projector in a bright room, as objects and
// as slots of any size.
func TestColoursAreToldApartWithoutColour(t *testing.T) {
	const side = 40
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		for _, size := range []float32{3, 5, 8, 12} {
			for _, slots := range []bool{false, true} {
				var grey [4][side * side]float64 // luminance, by colour
				for _, colour := range []view.Colour{view.White, view.Grey, view.Black} {
					b := paint.NewBatch()
					b.Reset(side, side, 1)
					ground := th.Panel
					if slots {
						ground = th.Sunken
						paintSlot(b, th, Rect{X: side/2 - size, Y: side/2 - size, W: 2 * size, H: 2 * size}, colour, th == &paint.Light)
					} else {
						paintObject(b, th, side/2, side/2, size, colour)
					}
					img := b.Image(ground)
					for i := range grey[colour] {
						c := img.RGBAAt(i%side, i/side)
						lum := (0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)) / 255
						grey[colour][i] = (lum + 0.15) / 1.15 // light of the room
					}
				}
				for _, pair := range [][2]view.Colour{{view.White, view.Grey}, {view.Grey, view.Black}, {view.White, view.Black}} {
					var far float64
					for i := range grey[0] {
						far += math.Abs(grey[pair[0]][i] - grey[pair[1]][i])
					}
					if far /= 4 * float64(size*size); far < 0.15 {
						t.Errorf("%s, size %v, slots %v: %v and %v differ by %.2f of their area, want 0.15", th.Name, size, slots, pair[0], pair[1], far)
					}
				}
			}
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

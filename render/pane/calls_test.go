package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

// The whole window takes at most 6 draw calls with the heap open, whatever the heap shows.
func TestDrawCalls(t *testing.T) {
	for _, n := range []int{46, 280, 1500, 10_000} {
		for _, stage := range []Stage{StageBoard, StageBoth, StageHeap} {
			for _, chosen := range []bool{false, true} {
				f, h := heapFrame(t, n, n/2)
				sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints, Stage: stage}
				b, c := paint.NewBatch(), new(ui.Ctx)
				sc.Layout(f, 1456, 819, 0)
				if chosen {
					sc.heap.choose(f, h.objects[n/2].Addr)
					sc.Layout(f, 1456, 819, 0)
				}
				b.Reset(1456, 819, 1.1)
				sc.Paint(b, f, c)
				if got := len(b.Cmds); got > 6 {
					t.Errorf("%d objects, %v, an object chosen: %v: %d draw calls, want at most 6", n, stage, chosen, got)
				}
			}
		}
	}
}

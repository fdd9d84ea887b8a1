package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
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

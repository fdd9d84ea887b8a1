package pane

import (
	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

var coverID = ui.Name("help/cover")

const (
	helpRowH  = 31
	helpKeysW = 210
)

// helpBox is the place of the page of keys.
func helpBox(w, h float32, n int) Rect {
	bw := min(720, w-80)
	bh := min(float32(n)*helpRowH+92, h-60)
	return Rect{X: (w - bw) / 2, Y: (h - bh) / 2, W: bw, H: bh}
}

// paintHelp paints all keys over the window.
func paintHelp(b *paint.Batch, th *paint.Theme, hints []Hint) {
	all := b.Bounds()
	b.RRect(all, 0, th.Background.Fade(0.72))
	box := helpBox(all.W, all.H, len(hints))
	b.Shadow(box.Move(0, 8), 14, 26, th.Shadow)
	b.RRect(box, 14, th.Raised)
	b.StrokeRRect(box, 14, paint.Hairline, th.Faint)
	b.PushClip(box)
	in := box.Inset(28)
	b.TextIn(in.CutTop(30), paint.Left, "Keys", paint.FontTitle, th.Text)
	in.CutTop(10)
	rowH := min(helpRowH, in.H/float32(max(1, len(hints))))
	for i := range hints {
		h := &hints[i]
		row := in.CutTop(rowH)
		cy := row.Y + row.H/2
		x := row.X
		for _, key := range h.Keys {
			x = ui.PaintKeyCap(b, th, x, cy, key) + 5
		}
		row.CutLeft(helpKeysW)
		b.TextIn(row, paint.Left, h.Label, paint.FontBody, th.Text)
	}
	b.PopClip()
}

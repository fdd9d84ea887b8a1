package ui_test

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
)

// widgets paints each widget in each of its states.
func widgets(b *paint.Batch, th *paint.Theme) {
	states := []ui.State{0, ui.Hot, ui.Hot | ui.Held, ui.Selected, ui.Disabled}
	for i, s := range states {
		x := 20 + float32(i)*52
		ui.PaintIconButton(b, th, ui.Rect{X: x, Y: 20, W: 40, H: 35}, paint.IconStepForward, s)
		ui.PaintMainButton(b, th, ui.Rect{X: x, Y: 66, W: 40, H: 40}, paint.IconPlay, s)
		ui.PaintButton(b, th, ui.Rect{X: 300 + float32(i)*96, Y: 20, W: 86, H: 35}, "Reload", s)
	}
	labels := []string{"event", "decision", "source line", "GC phase"}
	segments, all := ui.SegmentRects(nil, ui.Rect{X: 300, Y: 70, W: 480, H: 35}, labels)
	ui.PaintSegments(b, th, all, segments, labels, 1, func(i int) ui.State { return states[min(1, i/3)] })
	ui.PaintSlider(b, th, ui.Rect{X: 20, Y: 116, W: 150, H: 30}, 0.42, 5, 0)
	ui.PaintSlider(b, th, ui.Rect{X: 190, Y: 116, W: 150, H: 30}, 1, 5, ui.Hot)
	x := float32(370)
	for _, k := range []string{"space", "←→", "[]", "Ctrl-K"} {
		x = ui.PaintKeyCap(b, th, x, 131, k) + 10
	}
	f := ui.Field{Text: "stea", Caret: 4}
	ui.PaintField(b, th, ui.Rect{X: 20, Y: 160, W: 200, H: 34}, &f, "", ui.Focused)
	ui.PaintField(b, th, ui.Rect{X: 230, Y: 160, W: 200, H: 34}, &ui.Field{}, "command", 0)

	panel := ui.Rect{X: 20, Y: 210, W: 220, H: 170}
	ui.PaintPanel(b, th, panel)
	in := panel.Inset(8)
	l := ui.Rows{N: 40, H: 28, Scroll: 300}
	b.PushClip(in)
	for i, last := l.Visible(in); i < last; i++ {
		r := l.Row(in, i)
		s := ui.State(0)
		if i == 12 {
			s = ui.Selected
		} else if i == 14 {
			s = ui.Hot
		}
		ui.PaintRow(b, th, r, s)
		b.TextIn(r.InsetXY(8, 0), paint.Left, "a row of the list", paint.FontBody, th.Text)
	}
	b.PopClip()
	ui.PaintBar(b, th, in, l.Len(), l.Scroll, ui.Hot)

	ui.PaintTooltip(b, th, "Go back one decision of the scheduler. Shift goes back a garbage collection.", ui.Rect{X: 250, Y: 204, W: 40, H: 10})
	var ms ui.Messages
	ms.Show(ui.Message{Title: "stealing.go reloaded", Text: "12 goroutines, seed 7"})
	ms.Show(ui.Message{Title: "worker.go cannot run", Error: true,
		Text: "worker.go:12:9: package net/http is not modelled, nor is any package that needs the network of the host\nhint: let time.Sleep stand for the wait"})
	ms.Paint(b, th, ui.Rect{X: 260, Y: 280, W: 520, H: 300})
}

func TestWidgetsLook(t *testing.T) {
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		t.Run(th.Name, func(t *testing.T) {
			img := paint.Picture(800, 500, 1, th.Background, func(b *paint.Batch) { widgets(b, th) })
			painttest.Golden(t, "widgets-"+th.Name, img)
		})
	}
}

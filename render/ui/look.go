package ui

import "gopherscope/render/paint"

const (
	radiusButton = 8
	radiusKey    = 6
)

// tint returns the fill and the ink of a button.
func tint(th *paint.Theme, s State) (fill, ink paint.Color) {
	fill, ink = th.Background, th.Text
	switch {
	case s&Disabled != 0:
		ink = th.Faint.Fade(0.5)
	case s&Selected != 0:
		fill, ink = th.Text, th.Background
	case s&Held != 0:
		fill = th.Sunken
	case s&Hot != 0:
		fill = th.Raised
	}
	return fill, ink
}

// PaintIconButton paints a square button with an icon.
func PaintIconButton(b *paint.Batch, th *paint.Theme, r Rect, icon paint.Icon, s State) {
	fill, ink := tint(th, s)
	b.RRect(r, radiusButton, fill)
	line := th.Hairline
	if s&(Hot|Held) != 0 && s&Disabled == 0 {
		line = th.Faint
	}
	b.StrokeRRect(r, radiusButton, 1.5, line)
	b.Icon(icon, r.X+r.W/2, r.Y+r.H/2, 15, ink)
}

// PaintMainButton paints the round button that the eye should find first: a full disc.
func PaintMainButton(b *paint.Batch, th *paint.Theme, r Rect, icon paint.Icon, s State) {
	fill := th.Text
	switch {
	case s&Disabled != 0:
		fill = th.Faint.Fade(0.5)
	case s&Held != 0:
		fill = th.Dim
	case s&Hot != 0:
		fill = th.Attention
	}
	p := r.Center()
	b.Circle(p.X, p.Y, min(r.W, r.H)/2, fill)
	x := p.X
	if icon == paint.IconPlay {
		x += 0.6 // a triangle looks centred a little to the right
	}
	b.Icon(icon, x, p.Y, 20, th.Background)
}

// PaintButton paints a button with words.
func PaintButton(b *paint.Batch, th *paint.Theme, r Rect, label string, s State) {
	fill, ink := tint(th, s)
	b.RRect(r, radiusButton, fill)
	b.StrokeRRect(r, radiusButton, paint.Hairline, th.Hairline)
	b.TextIn(r.InsetXY(10, 0), paint.Center, label, paint.FontName, ink)
}

// PaintSegments paints a segmented control: the box all around, and each segment with its
// label; selected is the chosen one. states(i) gives the state of segment i.
func PaintSegments(b *paint.Batch, th *paint.Theme, all Rect, segments []Rect, labels []string, selected int,
	states func(i int) State) {
	b.RRect(all, radiusButton, th.Sunken)
	b.StrokeRRect(all, radiusButton, 1.5, th.Hairline)
	for i, r := range segments {
		ink := th.Dim
		switch {
		case i == selected:
			b.RRect(r.Inset(3), radiusButton-2, th.Text)
			ink = th.Background
		case states(i)&(Hot|Held) != 0:
			b.RRect(r.Inset(3), radiusButton-2, th.Raised)
			ink = th.Text
		}
		b.TextIn(r, paint.Center, labels[i], paint.FontName, ink)
	}
}

// SegmentRects appends the segments for the labels to dst, each as wide as its label needs,
// from the left of r; all is the box around them.
func SegmentRects(dst []Rect, r Rect, labels []string) (segments []Rect, all Rect) {
	all = r
	for _, s := range labels {
		dst = append(dst, r.CutLeft(paint.FontName.Width(s)+30))
	}
	all.W -= r.W
	return dst, all
}

// PaintSlider paints a slider whose knob is at part (0..1), with marks below the track.
func PaintSlider(b *paint.Batch, th *paint.Theme, r Rect, part float64, marks int, s State) {
	track := r.InsetXY(KnobInset, 0)
	y := track.Y + track.H/2
	x := track.X + track.W*float32(part)
	b.RRect(Rect{X: track.X, Y: y - 2, W: track.W, H: 4}, 2, th.Hairline)
	b.RRect(Rect{X: track.X, Y: y - 2, W: x - track.X, H: 4}, 2, th.Text)
	for i := range marks {
		mx := track.X + track.W*float32(i)/float32(max(1, marks-1))
		b.VLine(mx, y+7, y+11, 1, th.Faint)
	}
	radius := float32(KnobInset)
	ink := th.Text
	if s&(Hot|Held) != 0 {
		ink = th.Attention
		b.Circle(x, y, radius+4, th.Text.Fade(0.16))
	}
	b.Circle(x, y, radius, ink)
}

// KeyCapWidth returns the width of a key cap.
func KeyCapWidth(label string) float32 { return paint.FontMonoSmall.Width(label) + 16 }

// PaintKeyCap paints a key as it is on a keyboard, its left edge at x, and returns the x of
// its right edge.
func PaintKeyCap(b *paint.Batch, th *paint.Theme, x, cy float32, label string) float32 {
	r := Rect{X: x, Y: cy - 11.5, W: KeyCapWidth(label), H: 23}
	b.RRect(r, radiusKey, th.Raised)
	b.StrokeRRect(r, radiusKey, paint.Hairline, th.Hairline)
	b.TextAt(r.X+r.W/2, cy, paint.Center, label, paint.FontMonoSmall, th.Text)
	return r.Right()
}

// PaintPanel paints the ground of a pane.
func PaintPanel(b *paint.Batch, th *paint.Theme, r Rect) {
	b.RRect(r, paint.RadiusPanel, th.Panel)
	b.StrokeRRect(r, paint.RadiusPanel, paint.Hairline, th.Hairline)
}

// PaintRow paints the ground of a row of a list: of the chosen one, and of the one under the
// pointer.
func PaintRow(b *paint.Batch, th *paint.Theme, r Rect, s State) {
	switch {
	case s&Selected != 0:
		b.RRect(r, radiusKey, th.Text.Fade(0.14))
	case s&Hot != 0:
		b.RRect(r, radiusKey, th.Text.Fade(0.07))
	}
}

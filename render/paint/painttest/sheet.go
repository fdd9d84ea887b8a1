package painttest

import (
	"fmt"

	"gopherscope/render/paint"
)

// SheetW and SheetH are the size of Sheet in logical pixels.
const SheetW, SheetH = 900, 640

// Sheet paints every shape, icon and face in several sizes, with clips and translucent colours:
// the picture on which the GPU and the CPU must agree.
func Sheet(b *paint.Batch, t *paint.Theme) {
	shapes(b, t)
	processor(b, t, paint.Rect{X: 20, Y: 200, W: 167, H: 191}, 2)
	processor(b, t, paint.Rect{X: 207, Y: 200, W: 167, H: 191}, 1)
	lines(b, t)
	text(b, t)
	for i := range paint.NumIcons {
		x, y := 36+float32(i)*42, float32(430)
		b.Icon(paint.Icon(i), x, y, 20, t.Dim)
		b.Icon(paint.Icon(i), x, y+26, 13, t.Text)
	}
	b.Mark(860, 430, 30, t)
	clips(b, t)
}

func shapes(b *paint.Batch, t *paint.Theme) {
	for i := range 6 {
		r := paint.Rect{X: 20 + float32(i)*70, Y: 20, W: 56, H: 40}
		radius := float32(i * 4)
		b.Shadow(r.Move(0, 3), radius, 10, t.Shadow)
		b.RRect(r, radius, t.Raised)
		b.StrokeRRect(r, radius, float32(i), t.Hairline)
		b.RRect(paint.Rect{X: r.X + 0.3, Y: 72.6, W: 20.7, H: 11.2}, radius/3, t.Kinds[i%4].Fade(0.4))
		b.Circle(r.X+40, 78, 1+float32(i)*1.4, t.Kinds[i%4])
		b.Ring(r.X+12, 108, 4+float32(i)*1.3, 0.5+float32(i)/2, t.Kinds[i%4])
		b.Arc(r.X+42, 108, 11, 3, 0, float32(i)/5, t.GC)
		b.Arc(r.X+12, 146, 13, 2, float32(i)*0.3-0.6, float32(i)*0.3-0.5, t.Attention)
		b.DashedRing(r.X+42, 146, 13, 1.5, 9+i, 0.6, float32(i)*0.01, t.Kinds[2])
		h := t.Kind(i * 3)
		b.Disc(r.X+12, 180, paint.RadiusChip, h)
		b.TextAt(r.X+12, 180, paint.Center, fmt.Sprint(i*7), paint.FontValue, h.On)
		b.HollowDisc(r.X+46, 180, paint.RadiusChip, h, t)
	}
	b.GradRRect(paint.Rect{X: 440, Y: 20, W: 180, H: 22}, 0, t.Kinds[2].Fade(0), t.Kinds[2].Fade(0.3))
	b.GradRRect(paint.Rect{X: 440, Y: 48, W: 180, H: 22}, 8, t.Kinds[1], t.Kinds[3].Fade(0.5))
	b.Tri(paint.Point{X: 640, Y: 20}, paint.Point{X: 690, Y: 30}, paint.Point{X: 650, Y: 66}, 0, t.Kinds[3])
	b.Tri(paint.Point{X: 700, Y: 64}, paint.Point{X: 760, Y: 30}, paint.Point{X: 702, Y: 18}, 5, t.Kinds[1].Fade(0.7))
	area := []paint.Point{{X: 440, Y: 150}, {X: 500.3, Y: 110}, {X: 501, Y: 135}, {X: 580.5, Y: 84.5}, {X: 620, Y: 100}}
	b.Area(area, 165, t.Text.Fade(0.4), t.Text.Fade(0.02))
	b.Polyline(area, paint.Spark, t.Text)
}

// processor paints a P as the board does.
func processor(b *paint.Batch, t *paint.Theme, r paint.Rect, kind int) {
	b.Shadow(r.Move(0, 4), paint.RadiusP, 14, t.Shadow)
	b.RRect(r, paint.RadiusP, t.Raised)
	b.StrokeRRect(r, paint.RadiusP, paint.Hairline, t.Hairline)
	if kind == 1 {
		b.StrokeRRect(r, paint.RadiusP, paint.Focus, t.Attention)
	}
	x, y := r.X+r.W/2, r.Y+108
	b.TextAt(r.X+14, r.Y+19, paint.Left, "P0", paint.FontBig, t.Text)
	b.Circle(x, y, 79, t.Sunken)
	b.Circle(x, y, 43, t.Raised)
	b.Ring(x, y, 35, 3, t.Hairline)
	h := t.Kind(kind)
	b.Arc(x, y, 35, 3, 0, 0.41, h.Color)
	b.Disc(x, y, paint.RadiusRun, h)
	b.TextAt(x, y, paint.Center, "G7", paint.FontBig, h.On)
	for i := range 8 {
		p := paint.Turn(x, y, paint.RadiusRing, (float32(i)+0.5)/8)
		switch {
		case i == 1 || i == 2:
			b.Disc(p.X, p.Y, paint.RadiusChip, h)
			b.TextAt(p.X, p.Y, paint.Center, fmt.Sprint(i+4), paint.FontValue, h.On)
		case i == 5:
			b.DashedRing(p.X, p.Y, 14.5, 1.5, 12, 0.6, 0, h.Color.Fade(0.6))
			b.TextAt(p.X, p.Y, paint.Center, "18", paint.FontValue, h.Color.Fade(0.6))
		default:
			b.Circle(p.X, p.Y, 2.6, t.Hairline)
		}
	}
	b.TextAt(r.Right()-42, r.Y+25, paint.Right, "next", paint.FontLabel, t.Faint)
	b.HollowDisc(r.Right()-26, r.Y+25, paint.RadiusChip, paint.Hue{Color: t.Hairline, On: t.Text}, t)
}

func lines(b *paint.Batch, t *paint.Theme) {
	for i := range 8 {
		f := float32(i)
		b.Line(640, 90, 700, 90+f*9, 0.4+f*0.5, t.Kinds[i%4].Fade(0.8))
		b.HLine(720, 760, 90+f*9.3, 0.3*f, t.Dim)
		b.VLine(770.2+f*6.1, 90, 160, 0.3*f, t.Dim)
	}
	for i := range 5 {
		c := paint.Hop(paint.Point{X: 410, Y: 300}, paint.Point{X: 600 + float32(i)*18, Y: 330}, 70+float32(i)*6)
		b.Curve(c, 0, 1, paint.Strand, t.Kinds[2].Fade(0.4), t.Kinds[2].Fade(0.4))
		b.Curve(c, 0.4+0.1*float32(i), 0.6+0.1*float32(i), paint.Tail, t.Kinds[2].Fade(0), t.Kinds[2])
	}
	b.Curve(paint.Link(paint.Point{X: 410, Y: 340}, paint.Point{X: 500, Y: 385}), 0, 1, 1.5, t.HeapRing, t.GC)
	b.DashedLine(410, 395, 700, 395, 1.5, 5, 4, t.Dim)
	zig := []paint.Point{{X: 520, Y: 350}, {X: 540, Y: 380}, {X: 560, Y: 350}, {X: 580, Y: 352}, {X: 610, Y: 370}, {X: 650, Y: 372}}
	b.Polyline(zig, 3, t.Kinds[3].Fade(0.6))
}

func text(b *paint.Batch, t *paint.Theme) {
	fonts := []paint.Font{paint.FontTiny, paint.FontLabel, paint.FontValue, paint.FontBody, paint.FontName,
		paint.FontCode, paint.FontKeyword, paint.FontBig, paint.FontTitle}
	y := float32(190)
	for i, f := range fonts {
		y += f.Size * 1.25
		b.Text(690+float32(i)*0.3, y, "Ready 0O1lI µs", f, t.Text)
	}
	x := b.Text(20, 510, "P3 had nothing to run, so ", paint.FontCaption, t.Text)
	x = b.Text(x, 510, "M4", paint.FontHero, t.Text)
	x = b.Text(x, 510, " stole half: it runs ", paint.FontCaption, t.Text)
	b.Text(x, 510, "G21", paint.FontHero, t.Kinds[2])
	x = b.Text(20, 540, "for", paint.FontKeyword, t.Keyword)
	x = b.Text(x, 540, " job := ", paint.FontCode, t.Text)
	x = b.Text(x, 540, "range", paint.FontKeyword, t.Keyword)
	b.Text(x, 540, " jobs { jobs <- 3 // 漢", paint.FontCode, t.Dim)
	for i := range 3 {
		r := paint.Rect{X: 480 + float32(i)*140, Y: 520, W: 130, H: 28}
		b.RRect(r, 6, t.Raised)
		b.StrokeRRect(r, 6, 1, t.Hairline)
		b.TextIn(r.InsetXY(8, 0), paint.Align(i), "checked every 61st", paint.FontBody, t.Dim)
		b.TextIn(r.Move(0, 34).InsetXY(8, 0), paint.Align(i), "idle", paint.FontBody, t.Dim)
	}
}

func clips(b *paint.Batch, t *paint.Theme) {
	b.PushClip(paint.Rect{X: 20, Y: 560, W: 120, H: 60})
	b.RRect(b.Bounds(), 0, t.Kinds[1])
	b.PushClip(paint.Rect{X: 40.4, Y: 570.6, W: 200, H: 20})
	b.Text(30, 588, "clipped twice", paint.FontTitle, t.OnKinds[1])
	b.PopClip()
	b.Circle(140, 620, 40, t.Kinds[2])
	b.PopClip()
	b.Circle(180, 600, 24, t.Kinds[3].Fade(0.5))
}

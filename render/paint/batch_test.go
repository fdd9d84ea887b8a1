package paint_test

import (
	"image"
	"image/color"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

var (
	black = paint.RGB(0x000000)
	white = paint.RGB(0xffffff)
	red   = paint.RGB(0xff0000)
)

// grey returns the brightness of a pixel.
func grey(img *image.RGBA, x, y int) int { return int(img.RGBAAt(x, y).R) }

// sum returns the area covered by white on black, in pixels.
func sum(img *image.RGBA) float64 {
	total := 0
	for i := 0; i < len(img.Pix); i += 4 {
		total += int(img.Pix[i])
	}
	return float64(total) / 255
}

func TestColors(t *testing.T) {
	c := paint.RGB(0x204060)
	tests := []struct {
		name      string
		got, want paint.Color
	}{
		{"hex", c, paint.Color{R: 0x20, G: 0x40, B: 0x60, A: 255}},
		{"fade", c.Fade(0.5), paint.Color{R: 0x20, G: 0x40, B: 0x60, A: 128}},
		{"fade beyond", c.Fade(7), c},
		{"mix half way", black.Mix(white, 0.5), paint.RGB(0x808080)},
		{"mix beyond the end", black.Mix(white, 3), white},
		{"over", white.Fade(0.5).Over(black), paint.RGB(0x808080)},
		{"opaque over", c.Over(white), c},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestRects(t *testing.T) {
	r := paint.Rect{X: 10, Y: 20, W: 100, H: 50}
	rest := r
	top, left := rest.CutTop(10), rest.CutLeft(30)
	bottom, right := rest.CutBottom(15), rest.CutRight(1000)
	tests := []struct {
		name      string
		got, want paint.Rect
	}{
		{"top", top, paint.Rect{X: 10, Y: 20, W: 100, H: 10}},
		{"left", left, paint.Rect{X: 10, Y: 30, W: 30, H: 40}},
		{"bottom", bottom, paint.Rect{X: 40, Y: 55, W: 70, H: 15}},
		{"right takes no more than there is", right, paint.Rect{X: 40, Y: 30, W: 70, H: 25}},
		{"the rest is empty", rest, paint.Rect{X: 40, Y: 30, W: 0, H: 25}},
		{"inset", r.Inset(5), paint.Rect{X: 15, Y: 25, W: 90, H: 40}},
		{"inset collapses", r.Inset(40), paint.Rect{X: 50, Y: 45, W: 20, H: 0}},
		{"column", r.Column(1, 3, 5), paint.Rect{X: 45, Y: 20, W: 30, H: 50}},
		{"shares", r.Columns(nil, 10, 1, 2)[1], paint.Rect{X: 50, Y: 20, W: 60, H: 50}},
		{"intersect", r.Intersect(paint.Rect{X: 90, W: 100, H: 30}), paint.Rect{X: 90, Y: 20, W: 20, H: 10}},
		{"intersect nothing", r.Intersect(paint.Rect{X: 200, W: 9, H: 9}), paint.Rect{X: 200, Y: 20}},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if !r.Contains(10, 20) || r.Contains(110, 30) || r.Contains(20, 70) {
		t.Error("the left and top edges belong to a rectangle, the right and bottom ones do not")
	}
	if got := r.Columns(nil, 0); len(got) != 0 {
		t.Errorf("no shares make %d columns", len(got))
	}
}

// A shape covers as many pixels as it has area, whatever its place between pixels and the scale.
func TestShapesHaveTheirArea(t *testing.T) {
	const pi = 3.14159265
	at := paint.Point{X: 50.3, Y: 49.6}
	tests := []struct {
		name string
		draw func(b *paint.Batch)
		area float64
	}{
		{"rectangle", func(b *paint.Batch) { b.RRect(paint.Rect{X: 10, Y: 10, W: 30, H: 20}, 0, white) }, 600},
		{"rectangle between pixels", func(b *paint.Batch) { b.RRect(paint.Rect{X: 10.5, Y: 10.25, W: 30, H: 20}, 0, white) }, 600},
		{"rounded rectangle", func(b *paint.Batch) { b.RRect(paint.Rect{X: 10, Y: 10, W: 30, H: 20}, 8, white) }, 600 - (4-pi)*64},
		{"border", func(b *paint.Batch) { b.StrokeRRect(paint.Rect{X: 10, Y: 10, W: 30, H: 20}, 0, 2, white) }, 600 - 26*16},
		{"circle", func(b *paint.Batch) { b.Circle(at.X, at.Y, 20, white) }, pi * 400},
		{"ring", func(b *paint.Batch) { b.Ring(at.X, at.Y, 20, 4, white) }, 2 * pi * 20 * 4},
		{"arc", func(b *paint.Batch) { b.Arc(at.X, at.Y, 20, 4, 0.1, 0.4, white) }, 0.3 * 2 * pi * 20 * 4},
		{"arc of a turn", func(b *paint.Batch) { b.Arc(at.X, at.Y, 20, 4, 0.1, 1.1, white) }, 2 * pi * 20 * 4},
		{"arc of nothing", func(b *paint.Batch) { b.Arc(at.X, at.Y, 20, 4, 0.1, 0.1, white) }, 0},
		{"dashes", func(b *paint.Batch) { b.DashedRing(at.X, at.Y, 30, 3, 12, 0.6, 0.01, white) }, 0.6 * 2 * pi * 30 * 3},
		{"line", func(b *paint.Batch) { b.Line(20, 20, 80, 60, 4, white) }, 4*72.11 + pi*4},
		{"hair", func(b *paint.Batch) { b.Line(20, 20, 80, 60, 0.5, white) }, 0.5*72.11 + pi/8},
		{"line back", func(b *paint.Batch) { b.Line(80, 40, 20, 40, 4, white) }, 4*60 + pi*4},
		{"straight curve", func(b *paint.Batch) {
			b.Curve(paint.Curve{{X: 20, Y: 20}, {X: 40, Y: 30}, {X: 60, Y: 40}, {X: 80, Y: 50}}, 0, 1, 4, white, white)
		}, 4*67.08 + pi*4},
		{"polyline", func(b *paint.Batch) {
			b.Polyline([]paint.Point{{X: 10, Y: 50}, {X: 50, Y: 50}, {X: 50, Y: 50}, {X: 90, Y: 52}}, 3, white)
		}, 3*80.05 + pi*2.25},
		{"triangle", func(b *paint.Batch) {
			b.Tri(paint.Point{X: 10, Y: 10}, paint.Point{X: 70, Y: 15}, paint.Point{X: 30, Y: 80}, 0, white)
		}, 0.5 * (60*70 - 5*20)},
		{"triangle the other way", func(b *paint.Batch) {
			b.Tri(paint.Point{X: 10, Y: 10}, paint.Point{X: 30, Y: 80}, paint.Point{X: 70, Y: 15}, 0, white)
		}, 0.5 * (60*70 - 5*20)},
		{"area", func(b *paint.Batch) {
			b.Area([]paint.Point{{X: 10, Y: 40}, {X: 41, Y: 20}, {X: 80, Y: 60}}, 70, white, white)
		}, 31*40 + 39*30},
		{"shadow", func(b *paint.Batch) { b.Shadow(paint.Rect{X: 20, Y: 30, W: 60, H: 40}, 0, 8, white) }, 2400 - (4-pi)*64},
	}
	for _, tt := range tests {
		for _, scale := range []float32{1, 1.25, 2} {
			img := paint.Picture(100, 100, scale, black, tt.draw)
			got := sum(img) / float64(scale*scale)
			if off := got - tt.area; off < -0.02*tt.area-2 || off > 0.02*tt.area+2 {
				t.Errorf("%s at scale %v covers %.1f, want %.1f", tt.name, scale, got, tt.area)
			}
		}
	}
}

// A translucent shape of many quads is evenly so: its quads neither overlap nor leave gaps.
func TestNoSeams(t *testing.T) {
	c := white.Fade(0.5)
	tests := []struct {
		name string
		draw func(b *paint.Batch)
	}{
		{"curve", func(b *paint.Batch) {
			b.Curve(paint.Hop(paint.Point{X: 10, Y: 90}, paint.Point{X: 90, Y: 80}, 60), 0, 1, 9, c, c)
		}},
		{"area", func(b *paint.Batch) {
			b.Area([]paint.Point{{X: 10, Y: 30}, {X: 33.3, Y: 40}, {X: 50.8, Y: 10}, {X: 90, Y: 20}}, 80, c, c)
		}},
		{"line", func(b *paint.Batch) { b.Line(10, 20, 90, 73, 12, c) }},
	}
	for _, tt := range tests {
		img := paint.Picture(100, 100, 1.3, black, tt.draw)
		half, more := 0, 0
		for i := 0; i < len(img.Pix); i += 4 {
			switch v := img.Pix[i]; {
			case v == 128:
				half++
			case v > 128:
				more++
			}
		}
		if half < 200 || more > 0 {
			t.Errorf("%s: %d pixels painted once, %d painted more than once", tt.name, half, more)
		}
	}
}

func TestCrispLines(t *testing.T) {
	for _, scale := range []float32{1, 1.1, 1.25, 2} {
		img := paint.Picture(40, 40, scale, black, func(b *paint.Batch) {
			b.HLine(5, 35, 20.3, 1, white)
		})
		for y := range img.Rect.Dy() {
			if v := grey(img, img.Rect.Dx()/2, y); v != 0 && v != 255 {
				t.Errorf("scale %v: a line of %d/255 at y=%d", scale, v, y)
			}
		}
	}
}

func TestClips(t *testing.T) {
	b := paint.NewBatch()
	b.Reset(100, 50, 1)
	b.RRect(b.Bounds(), 0, red)
	b.PushClip(paint.Rect{X: 10, Y: 10, W: 30, H: 30})
	b.PushClip(paint.Rect{X: 20, Y: 0, W: 100, H: 100})
	b.RRect(b.Bounds(), 0, white)
	b.Circle(60, 20, 5, white) // outside: no quad at all
	if !b.Visible(paint.Rect{X: 39, Y: 39, W: 5, H: 5}) || b.Visible(paint.Rect{X: 41, Y: 20, W: 5, H: 5}) {
		t.Error("Visible does not follow the clip")
	}
	b.PopClip()
	b.PopClip()
	b.RRect(paint.Rect{X: 90, W: 10, H: 50}, 0, white)
	if len(b.Cmds) != 1 || len(b.V) != 3*4 { // upright shapes are cut without the help of the GPU
		t.Errorf("%d commands of %d quads, want 1 of 3", len(b.Cmds), len(b.V)/4)
	}
	img := b.Image(black)
	for _, p := range []struct {
		x, y int
		want color.RGBA
	}{
		{15, 20, color.RGBA{255, 0, 0, 255}}, {20, 10, color.RGBA{255, 255, 255, 255}}, {39, 39, color.RGBA{255, 255, 255, 255}},
		{40, 20, color.RGBA{255, 0, 0, 255}}, {25, 9, color.RGBA{255, 0, 0, 255}}, {95, 45, color.RGBA{255, 255, 255, 255}},
	} {
		if got := img.RGBAAt(p.x, p.y); got != p.want {
			t.Errorf("pixel %d,%d is %v, want %v", p.x, p.y, got, p.want)
		}
	}
}

// What makes no sense paints nothing, and breaks nothing.
func TestOddShapes(t *testing.T) {
	img := paint.Picture(50, 50, 1, black, func(b *paint.Batch) {
		b.RRect(paint.Rect{X: 10, Y: 10, W: -5, H: 10}, 3, white)
		b.RRect(paint.Rect{X: 10, Y: 10, W: 10, H: 10}, 3, white.Fade(0))
		b.Circle(25, 25, 0, white)
		b.Circle(25, 25, -3, white)
		b.Tri(paint.Point{X: 1}, paint.Point{X: 2}, paint.Point{X: 3}, 0, white)
		b.Polyline(nil, 2, white)
		b.Polyline([]paint.Point{{X: 5, Y: 5}}, 2, white)
		b.Curve(paint.Curve{}, 0.5, 0.5, 2, white, white)
		b.DashedLine(5, 5, 5, 5, 1, 3, 3, white)
		b.DashedLine(5, 5, 45, 5, 1, 0, 0, white)
		b.Area(nil, 10, white, white)
		b.Trap(30, 10, 20, 10, 40, 0, white, white)
		b.Text(5, 20, "", paint.FontBody, white)
		b.Text(5, 20, "\n\t\x00", paint.FontBody, white)
		b.PushClip(paint.Rect{X: 70, Y: 70, W: 10, H: 10})
		b.RRect(b.Bounds(), 0, white)
		b.PopClip()
	})
	if got := sum(img); got != 0 {
		t.Errorf("nothing covers %v pixels", got)
	}
	paint.Picture(50, 50, 1, black, func(b *paint.Batch) { // a point is a dot; a turn back is no fault
		b.Line(5, 5, 5, 5, 3, white)
		b.Polyline([]paint.Point{{X: 5, Y: 5}, {X: 20, Y: 5}, {X: 5, Y: 5}, {X: 5, Y: 20}}, 2, white)
		b.Curve(paint.Curve{{X: 9, Y: 9}, {X: 9, Y: 9}, {X: 9, Y: 9}, {X: 9, Y: 9}}, 0, 1, 2, white, white)
	})
}

func TestSteadyFramesAllocateNothing(t *testing.T) {
	b := paint.NewBatch()
	img := image.NewRGBA(image.Rect(0, 0, painttest.SheetW, painttest.SheetH))
	frame := func() {
		b.Reset(painttest.SheetW, painttest.SheetH, 1)
		window(b, &paint.Dark, 10)
		b.TextIn(paint.Rect{X: 10, Y: 10, W: 60, H: 20}, paint.Left, "much longer than that", paint.FontBody, white)
		b.Polyline([]paint.Point{{X: 5, Y: 5}, {X: 20, Y: 15}, {X: 50, Y: 10}}, 2, white)
		b.Flush(img)
	}
	if n := testing.AllocsPerRun(20, frame); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// A clip costs a draw call only where it cuts something off that is not upright.
func TestClipsThatCutNothing(t *testing.T) {
	b := paint.NewBatch()
	for _, x := range []struct {
		rule string
		draw func()
		want int
	}{
		{"a line inside", func() { b.Line(20, 20, 30, 30, 1, white) }, 1},
		{"a line that is cut", func() { b.Line(20, 20, 60, 30, 1, white) }, 3},
		{"letters that are cut", func() { b.TextAt(30, 25, paint.Left, "letters", paint.FontBody, white) }, 1},
		{"a triangle that is cut", func() {
			b.Tri(paint.Point{X: 20, Y: 5}, paint.Point{X: 45, Y: 20}, paint.Point{X: 20, Y: 30}, 2, white)
		}, 1},
	} {
		b.Reset(100, 50, 1)
		b.RRect(b.Bounds(), 0, red)
		b.PushClip(paint.Rect{X: 10, Y: 10, W: 30, H: 30})
		x.draw()
		b.PopClip()
		b.RRect(paint.Rect{X: 90, W: 10, H: 50}, 0, white)
		if len(b.Cmds) != x.want {
			t.Errorf("%s: %d commands, want %d", x.rule, len(b.Cmds), x.want)
		}
		img := b.Image(black)
		for y := range 50 {
			for x := range 90 {
				if in := x >= 10 && x < 40 && y >= 10 && y < 40; !in && img.RGBAAt(x, y) != (color.RGBA{red.R, red.G, red.B, 255}) {
					t.Fatalf("(%d,%d) lies outside of the clip and is %v", x, y, img.RGBAAt(x, y))
				}
			}
		}
	}
}

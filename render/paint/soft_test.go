package paint

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The shortcuts of flatRow change no pixel: each is what the distance says.
func TestShortcutsChangeNothing(t *testing.T) {
	const side = 48
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.Float32Range(0.2, 60)
		r := Rect{length.Draw(t, "x") - 10, length.Draw(t, "y") - 10, length.Draw(t, "w"), length.Draw(t, "h")}
		radius := rapid.SampledFrom([]float32{0, 0.4, 2, 5.5, 30}).Draw(t, "radius")
		stroke := rapid.SampledFrom([]float32{0, 0, 1, 1.5, 4, 20}).Draw(t, "stroke")
		c := Color{200, 100, 50, rapid.SampledFrom([]uint8{255, 90}).Draw(t, "alpha")}
		b := NewBatch()
		b.Reset(side, side, 1)
		b.rrect(r, radius, stroke, c)
		if len(b.V) == 0 {
			return
		}
		got := b.Image(RGB(0x101010))
		want := image.NewRGBA(got.Rect)
		for i := range want.Pix {
			want.Pix[i] = 0x10
			if i%4 == 3 {
				want.Pix[i] = 255
			}
		}
		ras := raster{img: want, clip: want.Rect}
		f := b.V[0].frag()
		for y := range side {
			for x := range side {
				f.sx = float32(x) + 0.5 - b.V[0].DstX + b.V[0].SrcX
				f.sy = float32(y) + 0.5 - b.V[0].DstY + b.V[0].SrcY
				ras.blend(x, y, &f, f.cover())
			}
		}
		for i := range got.Pix {
			if d := int(got.Pix[i]) - int(want.Pix[i]); d < -1 || d > 1 {
				t.Fatalf("%v radius %v stroke %v: byte %d of pixel %d,%d is %d, want %d", r, radius, stroke,
					i%4, i/4%side, i/4/side, got.Pix[i], want.Pix[i])
			}
		}
	})
}

// The two triangles of any convex quad cover each pixel centre inside it once, and no other.
func TestTrianglesCoverOnce(t *testing.T) {
	const side = 40
	rapid.Check(t, func(t *rapid.T) {
		// Coordinates on a grid of quarters often hit pixel centres, where the tie rule matters.
		coord := rapid.Custom(func(t *rapid.T) float32 { return float32(rapid.IntRange(0, 4*side).Draw(t, "quarters")) / 4 })
		o := Point{coord.Draw(t, "x"), coord.Draw(t, "y")}
		u := Point{coord.Draw(t, "ux") - o.X, coord.Draw(t, "uy") - o.Y}
		w := Point{coord.Draw(t, "wx") - o.X, coord.Draw(t, "wy") - o.Y}
		det := u.X*w.Y - u.Y*w.X
		if det == 0 {
			return
		}
		var v [4]Vertex
		for i := range v {
			k, l := float32(i%2), float32(i/2)
			v[i] = Vertex{DstX: o.X + k*u.X + l*w.X, DstY: o.Y + k*u.Y + l*w.Y, ColorA: 1.0 / 255,
				Custom0: 1e6, Custom1: 1e6}
		}
		img := image.NewRGBA(image.Rect(0, 0, side, side))
		r := raster{img: img, clip: img.Rect}
		r.triangle(&v[0], &v[1], &v[2])
		r.triangle(&v[1], &v[3], &v[2])
		for y := range side {
			for x := range side {
				px, py := float32(x)+0.5-o.X, float32(y)+0.5-o.Y
				k, l := (px*w.Y-py*w.X)/det, (u.X*py-u.Y*px)/det
				depth := min(k, l, 1-k, 1-l) // positive inside
				got := img.RGBAAt(x, y).A
				if math.Abs(float64(depth)) < 1e-5 {
					if got > 1 {
						t.Fatalf("%v %v %v: pixel %d,%d on an edge is painted %d times", o, u, w, x, y, got)
					}
				} else if want := map[bool]uint8{true: 1}[depth > 0]; got != want {
					t.Fatalf("%v %v %v: pixel %d,%d is painted %d times, want %d", o, u, w, x, y, got, want)
				}
			}
		}
	})
}

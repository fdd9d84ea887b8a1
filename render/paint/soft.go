package paint

import (
	"image"
	"math"
)

// Flush paints the batch over img by the CPU, as the shader does on a GPU (to within 2 of
// 255). The picture must be at least as large as the batch; it begins at img's origin.
func (b *Batch) Flush(img *image.RGBA) {
	for _, cmd := range b.Cmds {
		clip := cmd.Clip.Intersect(img.Rect)
		if clip.Empty() {
			continue
		}
		r := raster{img: img, clip: clip, atlas: b.Atlas}
		for q := cmd.First; q < cmd.First+cmd.Quads; q++ {
			v := b.V[4*q : 4*q+4 : 4*q+4]
			switch upright := v[0].DstX == v[2].DstX && v[1].DstX == v[3].DstX &&
				v[0].DstY == v[1].DstY && v[2].DstY == v[3].DstY && v[0].DstX < v[3].DstX && v[0].DstY < v[3].DstY; {
			case !upright:
				r.triangle(&v[0], &v[1], &v[2])
				r.triangle(&v[1], &v[3], &v[2])
			case v[0].Custom3 == kindGlyph:
				r.glyph(v)
			default:
				r.box(v)
			}
		}
	}
}

// A raster paints quads into one clip of one picture.
type raster struct {
	img   *image.RGBA
	clip  image.Rectangle
	atlas *Atlas
}

// A frag is what the GPU interpolates between vertices: the fields of a Vertex but its place.
type frag struct{ sx, sy, r, g, b, a, k0, k1, k2, k3 float32 }

func (v *Vertex) frag() frag {
	return frag{v.SrcX, v.SrcY, v.ColorR, v.ColorG, v.ColorB, v.ColorA, v.Custom0, v.Custom1, v.Custom2, v.Custom3}
}

// plus returns f + t*d.
func (f frag) plus(d *frag, t float32) frag {
	return frag{f.sx + t*d.sx, f.sy + t*d.sy, f.r + t*d.r, f.g + t*d.g, f.b + t*d.b, f.a + t*d.a,
		f.k0 + t*d.k0, f.k1 + t*d.k1, f.k2 + t*d.k2, f.k3}
}

// minus returns (f - g) * k.
func (f frag) minus(g *frag, k float32) frag {
	return frag{(f.sx - g.sx) * k, (f.sy - g.sy) * k, (f.r - g.r) * k, (f.g - g.g) * k, (f.b - g.b) * k,
		(f.a - g.a) * k, (f.k0 - g.k0) * k, (f.k1 - g.k1) * k, (f.k2 - g.k2) * k, 0}
}

// centres returns the pixels whose centres lie in [lo, hi), cut to [from, to).
func centres(lo, hi float32, from, to int) (int, int) {
	return max(from, int(math.Ceil(float64(lo)-0.5))), min(to, int(math.Ceil(float64(hi)-0.5)))
}

// box paints an upright quad.
func (r *raster) box(v []Vertex) {
	x0, x1 := centres(v[0].DstX, v[3].DstX, r.clip.Min.X, r.clip.Max.X)
	y0, y1 := centres(v[0].DstY, v[3].DstY, r.clip.Min.Y, r.clip.Max.Y)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	tl, tr, bl, br := v[0].frag(), v[1].frag(), v[2].frag(), v[3].frag()
	down := 1 / (v[2].DstY - v[0].DstY)
	across := 1 / (v[1].DstX - v[0].DstX)
	left, right := bl.minus(&tl, down), br.minus(&tr, down)
	flat := tl.r == tr.r && tl.g == tr.g && tl.b == tr.b && tl.a == tr.a &&
		tl.r == bl.r && tl.g == bl.g && tl.b == bl.b && tl.a == bl.a && tl.k3 >= 0 && tl.sx == bl.sx
	for y := y0; y < y1; y++ {
		dy := float32(y) + 0.5 - v[0].DstY
		from, to := tl.plus(&left, dy), tr.plus(&right, dy)
		step := to.minus(&from, across)
		from = from.plus(&step, float32(x0)+0.5-v[0].DstX)
		if flat {
			r.flatRow(y, x0, x1, from)
			continue
		}
		for x := x0; x < x1; x++ {
			f := from.plus(&step, float32(x-x0))
			r.blend(x, y, &f, f.cover())
		}
	}
}

// flatRow paints one row of an upright rounded rectangle of one colour; f is its first pixel.
// Where the row is covered wholly, or not at all, no distance is computed.
func (r *raster) flatRow(y, x0, x1 int, f frag) {
	w, py := f.k3, abs(f.sy)
	full := w == 0
	var in float32 // the run reaches from -in to in
	switch corner := max(f.k2, 0.5); {
	case full && py <= f.k1-corner:
		in = f.k0 - 0.5
	case full && py <= f.k1-0.5:
		in = f.k0 - corner
	case !full && py <= f.k1-max(f.k2, w+0.5):
		in = f.k0 - max(f.k2, w+0.5)
	}
	sx := f.sx
	a, z := x1, x1 // the run, in pixels
	if in > 0 {
		a = max(x0, min(x1, x0+int(math.Ceil(float64(-in-sx)))))
		z = max(a, min(x1, x0+int(math.Floor(float64(in-sx)))+1))
	}
	for x := x0; x < x1; x++ {
		if x == a {
			if full {
				r.run(a, z, y, &f)
			}
			if x = z; x >= x1 {
				break
			}
		}
		f.sx = sx + float32(x-x0)
		r.blend(x, y, &f, f.cover())
	}
}

// run paints pixels x0 to x1 of row y wholly.
func (r *raster) run(x0, x1, y int, f *frag) {
	if f.a < 1 {
		for x := x0; x < x1; x++ {
			r.blend(x, y, f, 1)
		}
		return
	}
	c := [4]uint8{byte255(f.r), byte255(f.g), byte255(f.b), 255}
	row := r.img.Pix[r.img.PixOffset(x0, y):r.img.PixOffset(x1, y)]
	for i := 0; i+4 <= len(row); i += 4 {
		*(*[4]uint8)(row[i:]) = c
	}
}

// glyph paints an upright quad of texels, which has no frame to interpolate: a texel is a pixel.
func (r *raster) glyph(v []Vertex) {
	x0, x1 := centres(v[0].DstX, v[3].DstX, r.clip.Min.X, r.clip.Max.X)
	y0, y1 := centres(v[0].DstY, v[3].DstY, r.clip.Min.Y, r.clip.Max.Y)
	f := v[0].frag()
	u, w := int(v[0].SrcX)-int(v[0].DstX), int(v[0].SrcY)-int(v[0].DstY)
	for y := y0; y < y1; y++ {
		row := r.atlas.Pix[(y+w)*AtlasSize:]
		for x := x0; x < x1; x++ {
			if c := row[x+u]; c != 0 {
				r.blend(x, y, &f, float32(c)/255)
			}
		}
	}
}

// triangle paints a triangle given clockwise on the screen. Corners lie on a grid of 1/256
// pixel and an edge belongs to the triangle right of or below it, as on a GPU, so that the
// two triangles of a quad cover each pixel once.
func (r *raster) triangle(a, b, c *Vertex) {
	fix := func(x float32) int64 { return int64(math.Floor(float64(x)*256 + 0.5)) }
	ax, ay, bx, by, cx, cy := fix(a.DstX), fix(a.DstY), fix(b.DstX), fix(b.DstY), fix(c.DstX), fix(c.DstY)
	area := (bx-ax)*(cy-ay) - (by-ay)*(cx-ax)
	if area < 0 {
		b, c = c, b
		bx, by, cx, cy = cx, cy, bx, by
		area = -area
	}
	if area == 0 {
		return
	}
	x0, x1 := centres(min(a.DstX, b.DstX, c.DstX)-1, max(a.DstX, b.DstX, c.DstX)+1, r.clip.Min.X, r.clip.Max.X)
	y0, y1 := centres(min(a.DstY, b.DstY, c.DstY)-1, max(a.DstY, b.DstY, c.DstY)+1, r.clip.Min.Y, r.clip.Max.Y)
	fa, fb, fc := a.frag(), b.frag(), c.frag()
	toB, toC := fb.minus(&fa, 1), fc.minus(&fa, 1)
	// Twice the area of the triangle between an edge and the pixel's centre; the bias keeps
	// centres on a right or bottom edge out.
	ab, bc, ca := newEdge(ax, ay, bx, by), newEdge(bx, by, cx, cy), newEdge(cx, cy, ax, ay)
	scale := 1 / float32(area)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			e0, e1, e2 := ab.at(x, y), bc.at(x, y), ca.at(x, y)
			if e0+ab.bias < 0 || e1+bc.bias < 0 || e2+ca.bias < 0 {
				continue
			}
			f := fa.plus(&toB, float32(e2)*scale)
			f = f.plus(&toC, float32(e0)*scale)
			r.blend(x, y, &f, f.cover())
		}
	}
}

type edgeFn struct{ x, y, dx, dy, bias int64 }

func newEdge(ax, ay, bx, by int64) edgeFn {
	e := edgeFn{ax, ay, bx - ax, by - ay, -1}
	if e.dy < 0 || e.dy == 0 && e.dx > 0 { // a left or a top edge
		e.bias = 0
	}
	return e
}

func (e *edgeFn) at(x, y int) int64 {
	return e.dx*(int64(y)*256+128-e.y) - e.dy*(int64(x)*256+128-e.x)
}

// cover returns how much of the pixel the shape covers; it is the shader, in Go.
func (f *frag) cover() float32 {
	var d float32
	switch {
	case f.k3 > -0.5:
		d = f.rect()
		if f.k3 > 0 {
			d = abs(d+f.k3/2) - f.k3/2
		}
	case f.k3 > kindConvex-0.5:
		d = join(join(f.sx, f.sy, f.k2), max(f.k0, f.k1), f.k2)
	case f.k3 > kindShadow+0.5:
		length := hypot(f.sx, f.sy)
		if d = abs(length-f.k0) - f.k2; d < 0.5 { // else no angle can bring it nearer
			period := 2 * math.Pi / math.Floor(-1.5-float64(f.k3))
			a := math.Atan2(float64(f.sx), -float64(f.sy))
			a = math.Abs(a - period*math.Floor(a/period+0.5))
			d = max(d, length*(float32(a)-f.k1))
		}
	default:
		t := clamp01(0.5 - f.rect()/(2*(kindShadow-f.k3)))
		return t * t * (3 - 2*t)
	}
	return clamp01(0.5 - d)
}

func (f *frag) rect() float32 {
	x, y := abs(f.sx)-f.k0+f.k2, abs(f.sy)-f.k1+f.k2
	if x > 0 && y > 0 {
		return hypot(x, y) - f.k2
	}
	return max(x, y) - f.k2
}

// join is the larger of two distances, rounded by r where they meet.
func join(a, b, r float32) float32 {
	h := max(r-abs(a-b), 0)
	return max(a, b) + h*h/max(4*r, 0.001)
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

// blend paints the colour of f, covering the given share of the pixel, over what is there.
func (r *raster) blend(x, y int, f *frag, cover float32) {
	if cover <= 0 {
		return
	}
	p := r.img.Pix[r.img.PixOffset(x, y):]
	a := uint32(byte255(f.a * cover))
	p[0] = over(byte255(f.r*cover), p[0], a)
	p[1] = over(byte255(f.g*cover), p[1], a)
	p[2] = over(byte255(f.b*cover), p[2], a)
	p[3] = over(uint8(a), p[3], a)
}

// over blends one premultiplied channel in whole 255ths, as a render target does.
func over(src, dst uint8, a uint32) uint8 {
	return src + uint8((uint32(dst)*(255-a)+127)/255)
}

func byte255(x float32) uint8 { return uint8(x*255 + 0.5) }

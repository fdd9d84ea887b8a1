package paint

import "math"

// An Align says where in its room a text stands.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Text paints s from x on, its baseline at y, and returns the x where the next text goes on.
// The baseline is put on a device pixel, and each letter on a quarter of one.
func (b *Batch) Text(x, y float32, s string, f Font, c Color) float32 {
	base := round(y * b.S)
	if c.A == 0 || b.outside(x*b.S, base-2*f.Size*b.S, 1e6, base+f.Size*b.S) {
		return x + f.Width(s)
	}
	fc := f.face()
	scale := f.Size * b.S / fc.em // from font units to device pixels
	sz := b.Atlas.sized(f)
	var ink Vertex
	ink.setColor(c)
	ink.Custom3 = kindGlyph
	var units float32
	for _, r := range s {
		if r > ' ' {
			at := int(math.Floor(float64(x*b.S+units*scale)*subPixels + 0.5))
			b.glyph(float32(at>>2), base, b.Atlas.glyph(sz, r, at&(subPixels-1)), ink)
		}
		units += fc.units(r)
	}
	return x + units*f.Size/fc.em
}

// glyph writes the quad of a glyph with the pen at (x, y), in device pixels.
func (b *Batch) glyph(x, y float32, g *glyph, ink Vertex) {
	w, h := float32(g.w), float32(g.h)
	x, y = x+float32(g.dx), y+float32(g.dy)
	if g.w == 0 || b.outside(x, y, x+w, y+h) {
		return
	}
	u, v := float32(g.x), float32(g.y)
	if k := &b.cull; len(b.clips) > 0 { // what the clip cuts off is left out, as in box
		if cut := k.x0 - x; cut > 0 {
			x, u, w = x+cut, u+cut, w-cut
		}
		if cut := k.y0 - y; cut > 0 {
			y, v, h = y+cut, v+cut, h-cut
		}
		w, h = min(w, k.x1-x), min(h, k.y1-y)
	}
	q := b.quad(x, y, x+w, y+h)
	q[0], q[1], q[2], q[3] = ink, ink, ink, ink
	q[0].DstX, q[0].DstY, q[0].SrcX, q[0].SrcY = x, y, u, v
	q[1].DstX, q[1].DstY, q[1].SrcX, q[1].SrcY = x+w, y, u+w, v
	q[2].DstX, q[2].DstY, q[2].SrcX, q[2].SrcY = x, y+h, u, v+h
	q[3].DstX, q[3].DstY, q[3].SrcX, q[3].SrcY = x+w, y+h, u+w, v+h
}

// TextAt paints s with its middle (or its left or right end) at x and its capitals centred on
// cy.
func (b *Batch) TextAt(x, cy float32, align Align, s string, f Font, c Color) {
	switch align {
	case Center:
		x -= f.Width(s) / 2
	case Right:
		x -= f.Width(s)
	}
	b.Text(x, f.Baseline(cy), s, f, c)
}

// TextIn paints s inside r, its capitals centred between top and bottom. Where s is wider than
// r it ends in an ellipsis. It returns the width that was painted.
func (b *Batch) TextIn(r Rect, align Align, s string, f Font, c Color) float32 {
	s, cut := f.cut(s, r.W)
	w := f.Width(s)
	if cut {
		w += f.Width(ellipsis)
	}
	x, y := r.X, f.Baseline(r.Y+r.H/2)
	switch align {
	case Center:
		x += (r.W - w) / 2
	case Right:
		x += r.W - w
	}
	x = b.Text(x, y, s, f, c)
	if cut {
		b.Text(x, y, ellipsis, f, c)
	}
	return w
}

package paint

import (
	"fmt"
	"image"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"gopherscope/assets"
)

// AtlasSize is the width and height of the glyph atlas in texels.
const AtlasSize = 2048

// subPixels is how many horizontal positions between two device pixels a glyph is drawn at.
const subPixels = 4

// An Atlas holds the glyphs of a batch as coverage, 0 to 255, each rasterised once for a face,
// a size in device pixels and a horizontal sub-pixel position. The whole window needs about
// 600 of them. When the zoom changes, or when it is full, it starts anew with the next frame.
type Atlas struct {
	Pix   []uint8         // AtlasSize rows of AtlasSize texels
	Dirty image.Rectangle // texels changed since the painter last emptied it

	scale   float32
	sizes   map[sizeKey]*sized
	recent  [8]*sized // the last used sizes, most text needs few
	x, y, h int       // the shelf: next free texel and height
	full    bool
}

type sizeKey struct {
	face assets.Face
	size float32 // device pixels
}

// A sized is a face at one size, with its glyphs so far.
type sized struct {
	key   sizeKey
	face  font.Face
	ascii [128 * subPixels]glyph
	other map[rune]*[subPixels]glyph
}

// A glyph is a rectangle of the atlas and where to put it.
type glyph struct {
	x, y, w, h uint16 // in the atlas
	dx, dy     int16  // from the pen, on the baseline, to the top left corner
	known      bool
}

func newAtlas() *Atlas {
	return &Atlas{Pix: make([]uint8, AtlasSize*AtlasSize), sizes: map[sizeKey]*sized{}}
}

// begin starts a frame at scale s.
func (a *Atlas) begin(s float32) {
	if s == a.scale && !a.full {
		return
	}
	a.scale, a.full = s, false
	clear(a.sizes)
	clear(a.recent[:])
	a.x, a.y, a.h = 0, 0, 0 // old texels stay, nobody looks at them
}

// used returns the part of the atlas that holds glyphs.
func (a *Atlas) used() image.Rectangle { return image.Rect(0, 0, AtlasSize, a.y+a.h) }

// sized returns the glyphs of a font at the atlas's scale.
func (a *Atlas) sized(f Font) *sized {
	key := sizeKey{f.Face, f.Size * a.scale}
	for _, s := range a.recent {
		if s != nil && s.key == key {
			return s
		}
	}
	s := a.sizes[key]
	if s == nil {
		// The size is kept within what a sane glyph bitmap can hold.
		size := max(1, min(400, float64(key.size)))
		fc, err := opentype.NewFace(f.face().font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			panic(fmt.Sprintf("paint: font %v at %v px: %v", f.Face, size, err))
		}
		s = &sized{key: key, face: fc, other: map[rune]*[subPixels]glyph{}}
		a.sizes[key] = s
	}
	copy(a.recent[1:], a.recent[:])
	a.recent[0] = s
	return s
}

// glyph returns r at sub-pixel position sub, rasterising it when it is new.
func (a *Atlas) glyph(s *sized, r rune, sub int) *glyph {
	var g *glyph
	if r < 128 {
		g = &s.ascii[int(r)*subPixels+sub]
	} else {
		subs := s.other[r]
		if subs == nil {
			subs = new([subPixels]glyph)
			s.other[r] = subs
		}
		g = &subs[sub]
	}
	if !g.known && !a.full {
		a.rasterise(s, r, sub, g)
	}
	return g
}

func (a *Atlas) rasterise(s *sized, r rune, sub int, g *glyph) {
	g.known = true
	dot := fixed.Point26_6{X: fixed.Int26_6(sub * 64 / subPixels)}
	dr, mask, mp, _, _ := s.face.Glyph(dot, r)
	if mask == nil || dr.Empty() { // not ok means a box for a rune that the face lacks: paint it
		return
	}
	w, h := dr.Dx(), dr.Dy()
	if a.x+w+1 > AtlasSize {
		a.x, a.y, a.h = 0, a.y+a.h+1, 0
	}
	if a.y+h+1 > AtlasSize {
		a.full, g.known = true, false // this frame lacks it, the next begins a new atlas
		return
	}
	alpha, ok := mask.(*image.Alpha)
	if !ok {
		panic(fmt.Sprintf("paint: glyph mask is a %T", mask))
	}
	for y := range h {
		from := alpha.PixOffset(mp.X, mp.Y+y)
		copy(a.Pix[(a.y+y)*AtlasSize+a.x:][:w], alpha.Pix[from:from+w])
	}
	a.Dirty = a.Dirty.Union(image.Rect(a.x, a.y, a.x+w, a.y+h))
	*g = glyph{uint16(a.x), uint16(a.y), uint16(w), uint16(h), int16(dr.Min.X), int16(dr.Min.Y), true}
	a.x += w + 1
	a.h = max(a.h, h)
}

// An Align says where in its room a text stands.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Text paints s from x on, its baseline at y, and returns the x where the next text goes on.
// The baseline is put on a device pixel.
func (b *Batch) Text(x, y float32, s string, f Font, c Color) float32 {
	fc := f.face()
	scale := f.Size * b.S / fc.em
	base := round(y * b.S)
	pen := x * b.S
	x = pen
	top, bottom := base-f.Ascent()*b.S-2, base+f.Descent()*b.S+2
	if c.A == 0 || b.outside(pen, top, pen+1e6, bottom) {
		return x/b.S + f.Width(s)
	}
	sz := b.Atlas.sized(f)
	r, g, bl, a := c.premul()
	for _, ch := range s {
		adv := fc.units(ch) * scale
		if pen > b.cull.x1+f.Size*b.S {
			break
		}
		if ch > ' ' {
			at := int(math.Floor(float64(pen)*subPixels + 0.5))
			gl := b.Atlas.glyph(sz, ch, at&(subPixels-1))
			gx, gy := float32(at>>2+int(gl.dx)), base+float32(gl.dy)
			w, h := float32(gl.w), float32(gl.h)
			if gl.w > 0 && !b.outside(gx, gy, gx+w, gy+h) {
				u, v := float32(gl.x), float32(gl.y)
				q := b.quad()
				q[0] = Vertex{gx, gy, u, v, r, g, bl, a, 0, 0, 0, kindGlyph}
				q[1] = Vertex{gx + w, gy, u + w, v, r, g, bl, a, 0, 0, 0, kindGlyph}
				q[2] = Vertex{gx, gy + h, u, v + h, r, g, bl, a, 0, 0, 0, kindGlyph}
				q[3] = Vertex{gx + w, gy + h, u + w, v + h, r, g, bl, a, 0, 0, 0, kindGlyph}
			}
		}
		pen += adv
	}
	return x/b.S + f.Width(s)
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

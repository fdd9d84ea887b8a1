package paint

import (
	"fmt"
	"image"

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

// Full reports whether the frame lacks glyphs because there was no room for them. It should be
// painted once more: then the atlas begins anew.
func (a *Atlas) Full() bool { return a.full }

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

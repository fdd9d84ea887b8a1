package paint

import (
	"fmt"
	"iter"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"gopherscope/assets"
)

// A Font is a face at a size in logical pixels (the em, not the height of a letter).
//
// All measures are in logical pixels, computed from the unhinted outlines, and so the same at
// every zoom: a layout may depend on them.
type Font struct {
	Face assets.Face
	Size float32
}

// A face is a parsed font with the widths of its runes at hand.
type face struct {
	font    *sfnt.Font
	em      float32          // font units in an em
	advance [lastRune]uint16 // font units by rune; a rune that the font lacks has the box's
	cap     float32          // height of a capital, in ems
	ascent  float32          // in ems
	descent float32          // in ems
}

// lastRune bounds the runes that have a width of their own; those beyond are drawn as a box.
const lastRune = 0x2700

var faces [assets.NumFaces]struct {
	once sync.Once
	face *face
}

func (f Font) face() *face {
	slot := &faces[f.Face]
	slot.once.Do(func() { slot.face = parse(f.Face) })
	return slot.face
}

// parse reads the widths of a face. The fonts are compiled in, so a fault is a bug.
func parse(name assets.Face) *face {
	must := func(err error) {
		if err != nil {
			panic(fmt.Sprintf("paint: font %v: %v", name, err))
		}
	}
	var buf sfnt.Buffer
	sf, err := sfnt.Parse(name.TTF())
	must(err)
	f := &face{font: sf, em: float32(sf.UnitsPerEm())}
	ppem := fixed.I(int(sf.UnitsPerEm()))
	for r := range f.advance {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			continue // control characters have no width
		}
		i, err := sf.GlyphIndex(&buf, rune(r))
		must(err)
		a, err := sf.GlyphAdvance(&buf, i, ppem, font.HintingNone)
		must(err)
		f.advance[r] = uint16(a.Round())
	}
	m, err := sf.Metrics(&buf, ppem, font.HintingNone)
	must(err)
	ems := func(x fixed.Int26_6) float32 { return float32(x) / 64 / f.em }
	f.cap, f.ascent, f.descent = ems(m.CapHeight), ems(m.Ascent), ems(m.Descent)
	return f
}

// units returns the width of r in font units.
func (f *face) units(r rune) float32 {
	if r >= lastRune {
		r = lastRune - 1 // one that no face has: the width of the box
	}
	return float32(f.advance[r])
}

// Width returns the width of s. Control characters count nothing.
func (f Font) Width(s string) float32 {
	fc := f.face()
	var units float32
	for _, r := range s {
		units += fc.units(r)
	}
	return units * f.Size / fc.em
}

// CapHeight returns the height of a capital letter or a digit.
func (f Font) CapHeight() float32 { return f.face().cap * f.Size }

// Ascent returns how far the highest letters reach above the baseline.
func (f Font) Ascent() float32 { return f.face().ascent * f.Size }

// Descent returns how far the lowest letters reach below the baseline.
func (f Font) Descent() float32 { return f.face().descent * f.Size }

// Baseline returns the y of the baseline for a line whose capitals are centred on cy.
func (f Font) Baseline(cy float32) float32 { return cy + f.CapHeight()/2 }

// Fit returns the length in bytes of the longest start of s that is at most w wide.
func (f Font) Fit(s string, w float32) int {
	fc := f.face()
	room := w * fc.em / f.Size
	for i, r := range s {
		if room -= fc.units(r); room < 0 {
			return i
		}
	}
	return len(s)
}

const ellipsis = "…"

// cut returns the part of s to draw in a width of w, and whether an ellipsis follows it.
func (f Font) cut(s string, w float32) (string, bool) {
	if f.Width(s) <= w {
		return s, false
	}
	n := f.Fit(s, w-f.Width(ellipsis))
	for n > 0 && s[n-1] == ' ' {
		n--
	}
	return s[:n], true
}

// Shorten returns s, or its longest start followed by an ellipsis that is at most w wide.
// Where not even an ellipsis fits it returns one all the same. To paint shortened text without
// allocating use Batch.TextIn.
func (f Font) Shorten(s string, w float32) string {
	s, cut := f.cut(s, w)
	if cut {
		return s + ellipsis
	}
	return s
}

// Wrap yields the lines of s broken at spaces so that each is at most w wide; a longer word
// stands on a line of its own. A newline in s ends a line.
func (f Font) Wrap(s string, w float32) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, space := 0, -1 // of this line; its last space
		for i := 0; i <= len(s); i++ {
			if i < len(s) && s[i] != ' ' && s[i] != '\n' {
				continue
			}
			if space > start && f.Width(s[start:i]) > w {
				if !yield(s[start:space]) {
					return
				}
				start = space + 1
			}
			space = i
			if i == len(s) || s[i] == '\n' {
				if !yield(s[start:i]) {
					return
				}
				start, space = i+1, -1
			}
		}
	}
}

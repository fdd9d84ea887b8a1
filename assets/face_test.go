package assets_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"

	"gopherscope/assets"
)

// Every face must parse and know the runes that the window writes: ASCII, and the few signs
// used in captions, clocks and keys.
func TestFacesHaveTheRunesWeWrite(t *testing.T) {
	var buf sfnt.Buffer
	for f := range assets.Face(assets.NumFaces) {
		font, err := sfnt.Parse(f.TTF())
		if err != nil {
			t.Fatalf("%v: %v", f, err)
		}
		runes := []rune("…µ·–’×←→↑↓≤≥")
		for r := rune(' '); r <= '~'; r++ {
			runes = append(runes, r)
		}
		for _, r := range runes {
			if i, err := font.GlyphIndex(&buf, r); err != nil || i == 0 {
				t.Errorf("%v has no glyph for %q (index %d, error %v)", f, r, i, err)
			}
		}
	}
}

func TestUnknownFace(t *testing.T) {
	if got, want := assets.Face(200).String(), "Face(200)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("TTF of an unknown face did not panic")
		}
	}()
	assets.Face(200).TTF()
}

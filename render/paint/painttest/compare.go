package painttest

import (
	"fmt"
	"image"
	"image/color"
)

// A Diff says how two pictures differ.
type Diff struct {
	SameSize bool
	Pixels   int            // how many pixels differ by more than Tolerance
	Max      int            // the largest difference of a channel
	First    image.Point    // the first pixel that differs by more than Tolerance, by rows
	Picture  *image.RGBA    // bright where they differ
	Sizes    [2]image.Point // of got and want
}

// OK reports whether the pictures are equal to within Tolerance.
func (d Diff) OK() bool { return d.SameSize && d.Pixels == 0 }

// String describes the difference.
func (d Diff) String() string {
	if !d.SameSize {
		return fmt.Sprintf("got a picture of %v, want %v", d.Sizes[0], d.Sizes[1])
	}
	return fmt.Sprintf("%d pixels differ by more than %d of 255, the first at %v, by at most %d",
		d.Pixels, Tolerance, d.First, d.Max)
}

// Compare returns how got differs from want.
func Compare(got, want image.Image) Diff {
	g, w := RGBA(got), RGBA(want)
	d := Diff{Sizes: [2]image.Point{g.Rect.Size(), w.Rect.Size()}, Picture: image.NewRGBA(g.Rect)}
	d.SameSize = d.Sizes[0] == d.Sizes[1]
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			d.Picture.SetRGBA(x, y, opaqueBlack)
			if !(image.Point{X: x, Y: y}.In(w.Rect)) {
				continue
			}
			a, b := g.RGBAAt(x, y), w.RGBAAt(x, y)
			off := max(apart(a.R, b.R), apart(a.G, b.G), apart(a.B, b.B), apart(a.A, b.A))
			d.Max = max(d.Max, off)
			if off > Tolerance {
				if d.Pixels++; d.Pixels == 1 {
					d.First = image.Point{X: x, Y: y}
				}
				d.Picture.SetRGBA(x, y, color.RGBA{255, uint8(255 - off), uint8(255 - off), 255})
			} else if off > 0 {
				d.Picture.SetRGBA(x, y, color.RGBA{40, 40, 60, 255})
			}
		}
	}
	return d
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

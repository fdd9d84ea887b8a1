package paint

import "image"

// Picture returns what draw paints on a picture of w by h logical pixels at the given scale,
// over the background. It needs no display and uses the CPU: golden pictures, `render` and
// films are made with it. For many pictures keep a Batch and call Flush instead.
func Picture(w, h, scale float32, background Color, draw func(b *Batch)) *image.RGBA {
	b := NewBatch()
	b.Reset(w, h, scale)
	draw(b)
	return b.Image(background)
}

// Image paints the batch by the CPU on a new picture.
func (b *Batch) Image(background Color) *image.RGBA {
	w, h := b.Size()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	c := Color{background.R, background.G, background.B, 255}
	for i := 0; i < len(img.Pix); i += 4 {
		*(*[4]uint8)(img.Pix[i:]) = [4]uint8{c.R, c.G, c.B, c.A}
	}
	b.Flush(img)
	return img
}

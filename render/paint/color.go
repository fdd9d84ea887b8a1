package paint

// A Color is an sRGB colour with straight (not premultiplied) alpha, 0 to 255 each. The batch
// premultiplies when it writes vertices.
type Color struct{ R, G, B, A uint8 }

// RGB returns the opaque colour 0xRRGGBB.
func RGB(hex uint32) Color {
	return Color{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// Fade returns c with its alpha multiplied by a, which is clamped to 0..1.
func (c Color) Fade(a float32) Color {
	c.A = uint8(float32(c.A)*clamp01(a) + 0.5)
	return c
}

// Mix returns the colour that lies t of the way (0..1, clamped) from c to d.
func (c Color) Mix(d Color, t float32) Color {
	t = clamp01(t)
	mix := func(a, b uint8) uint8 { return uint8(float32(a) + (float32(b)-float32(a))*t + 0.5) }
	return Color{mix(c.R, d.R), mix(c.G, d.G), mix(c.B, d.B), mix(c.A, d.A)}
}

// Over returns the opaque result of painting c over the opaque colour d.
func (c Color) Over(d Color) Color {
	return d.Mix(Color{c.R, c.G, c.B, 255}, float32(c.A)/255)
}

// premul returns c as the four premultiplied floats of a Vertex.
func (c Color) premul() (r, g, b, a float32) {
	a = float32(c.A) / 255
	k := a / 255
	return float32(c.R) * k, float32(c.G) * k, float32(c.B) * k, a
}

func clamp01(x float32) float32 { return max(0, min(1, x)) }

package paint

import (
	"image"
	"math"
)

// A Vertex is one corner of a quad. Its fields are those of ebiten.Vertex, in that order, so
// that the GPU painter can hand a batch over without a copy.
//
// DstX and DstY are device pixels. SrcX and SrcY are the place in the shape's own frame, in
// device pixels from its centre, or in the atlas for a glyph. The colour is premultiplied, 0
// to 1. Custom0 to Custom3 are the shape's parameters; see the kinds in shapes.go.
type Vertex struct {
	DstX, DstY                         float32
	SrcX, SrcY                         float32
	ColorR, ColorG, ColorB, ColorA     float32
	Custom0, Custom1, Custom2, Custom3 float32
}

// A Cmd is a run of quads that are painted inside one clip rectangle.
type Cmd struct {
	Clip  image.Rectangle // device pixels
	First int             // index of the first quad; quad q is V[4*q : 4*q+4]
	Quads int
}

// A Batch collects the shapes of a frame, back to front. Shapes are given in logical pixels;
// the batch multiplies them by S. Reset begins a frame and keeps the memory of the last, so a
// steady state allocates nothing.
//
// The four vertices of a quad stand in the order top left, top right, bottom left, bottom
// right (of the shape's own frame) and make the triangles 0 1 2 and 1 3 2.
type Batch struct {
	V     []Vertex
	Cmds  []Cmd
	S     float32 // device pixels per logical pixel: device scale times zoom
	Atlas *Atlas

	w, h   float32 // logical size of the picture
	clip   image.Rectangle
	cull   struct{ x0, y0, x1, y1 float32 } // clip as floats
	clips  []image.Rectangle                // outer clips, innermost last
	points []Point                          // scratch of Curve and Polyline
}

// NewBatch returns an empty batch with an atlas of its own. Call Reset before painting.
func NewBatch() *Batch { return &Batch{Atlas: newAtlas()} }

// Reset empties the batch for a picture of w by h logical pixels at s device pixels each.
// A change of s empties the glyph atlas.
func (b *Batch) Reset(w, h, s float32) {
	b.V, b.Cmds, b.clips = b.V[:0], b.Cmds[:0], b.clips[:0]
	b.w, b.h, b.S = w, h, s
	b.Atlas.begin(s)
	dw, dh := b.Size()
	b.setClip(image.Rect(0, 0, dw, dh))
}

// Size returns the size of the picture in device pixels.
func (b *Batch) Size() (w, h int) {
	return int(math.Ceil(float64(b.w * b.S))), int(math.Ceil(float64(b.h * b.S)))
}

// Bounds returns the whole picture in logical pixels.
func (b *Batch) Bounds() Rect { return Rect{0, 0, b.w, b.h} }

// PushClip confines what is painted to r and to the clip so far, until PopClip. The edges of a
// clip lie on whole device pixels.
func (b *Batch) PushClip(r Rect) {
	b.clips = append(b.clips, b.clip)
	b.setClip(b.clip.Intersect(image.Rect(
		b.device(r.X), b.device(r.Y), b.device(r.Right()), b.device(r.Bottom()))))
}

// PopClip ends the last PushClip.
func (b *Batch) PopClip() {
	n := len(b.clips) - 1
	b.setClip(b.clips[n])
	b.clips = b.clips[:n]
}

// Visible reports whether any of r lies inside the clip. Panes ask it before they paint a row.
func (b *Batch) Visible(r Rect) bool {
	c := &b.cull
	return r.Right()*b.S > c.x0 && r.X*b.S < c.x1 && r.Bottom()*b.S > c.y0 && r.Y*b.S < c.y1
}

// Snap returns the logical coordinate nearest to x that falls on a device pixel edge.
func (b *Batch) Snap(x float32) float32 { return round(x*b.S) / b.S }

// SnapRect returns r with its edges on device pixels, which makes them crisp at any zoom.
func (b *Batch) SnapRect(r Rect) Rect {
	x, y := b.Snap(r.X), b.Snap(r.Y)
	return Rect{x, y, b.Snap(r.Right()) - x, b.Snap(r.Bottom()) - y}
}

// Pixel returns the logical width of a line that should be w wide but at least one device
// pixel and a whole number of them.
func (b *Batch) Pixel(w float32) float32 { return max(1, round(w*b.S)) / b.S }

func (b *Batch) device(x float32) int { return int(round(x * b.S)) }

func (b *Batch) setClip(r image.Rectangle) {
	b.clip = r
	b.cull.x0, b.cull.y0 = float32(r.Min.X), float32(r.Min.Y)
	b.cull.x1, b.cull.y1 = float32(r.Max.X), float32(r.Max.Y)
}

// quad makes room for four vertices in the current clip and returns them. They lie in the box from (x0, y0) to
// (x1, y1): where neither this clip nor the one of the last command cuts anything off it, no new
// command is needed.
func (b *Batch) quad(x0, y0, x1, y1 float32) []Vertex {
	n := len(b.V)
	last := len(b.Cmds) - 1
	if last < 0 || b.Cmds[last].Clip != b.clip && !(inside(b.clip, x0, y0, x1, y1) && inside(b.Cmds[last].Clip, x0, y0, x1, y1)) {
		b.Cmds = append(b.Cmds, Cmd{Clip: b.clip, First: n / 4})
		last++
	}
	b.Cmds[last].Quads++
	if n+4 > cap(b.V) {
		grown := make([]Vertex, n, max(4096, 2*cap(b.V)))
		copy(grown, b.V)
		b.V = grown
	}
	b.V = b.V[:n+4]
	return b.V[n : n+4 : n+4]
}

// inside reports whether a box in device pixels lies in a clip.
func inside(r image.Rectangle, x0, y0, x1, y1 float32) bool {
	return x0 >= float32(r.Min.X) && y0 >= float32(r.Min.Y) && x1 <= float32(r.Max.X) && y1 <= float32(r.Max.Y)
}

// outside reports whether a box in device pixels misses the clip.
func (b *Batch) outside(x0, y0, x1, y1 float32) bool {
	c := &b.cull
	return x1 <= c.x0 || x0 >= c.x1 || y1 <= c.y0 || y0 >= c.y1
}

func round(x float32) float32 { return float32(math.Floor(float64(x) + 0.5)) }

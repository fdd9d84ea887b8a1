package paint

import "math"

// Custom3 of a vertex says which signed distance the shader computes; soft.go and sdf.kage
// read the same numbers. d is the distance to the shape's edge in device pixels, negative
// inside; coverage is 0.5-d clamped to 0..1.
//
//	>= 0   rounded rectangle: half size (Custom0, Custom1), corner radius Custom2; filled
//	       when Custom3 is 0, else a border Custom3 wide inside the edge
//	-1     glyph: Src is a texel of the atlas
//	-2     convex: d is the largest of SrcX, SrcY, Custom0, Custom1, each the distance to
//	       one edge; Custom2 rounds the corners
//	-2-n   n arcs, evenly spread from the top: radius Custom0, half angle Custom1 (radians),
//	       half width Custom2, straight ends
//	<= -1000  shadow of a rounded rectangle, blurred by -1000-Custom3 to either side
const (
	kindGlyph  = -1
	kindConvex = -2
	kindArc    = -2
	kindShadow = -1000
)

// noEdge is a distance so far inside that it never bounds a convex shape.
const noEdge = -1e4

// box writes an axis-aligned quad around (cx, cy), hw by hh half size, all in device pixels.
// The frame's origin is the centre. What the clip cuts off is left out, so that no draw call is needed for the
// clip; it returns nil when nothing is left.
func (b *Batch) box(cx, cy, hw, hh float32, c Color, c0, c1, c2, c3 float32) []Vertex {
	x0, y0, x1, y1 := cx-hw, cy-hh, cx+hw, cy+hh
	if b.outside(x0, y0, x1, y1) {
		return nil
	}
	sx0, sy0, sx1, sy1 := -hw, -hh, hw, hh
	if k := &b.cull; len(b.clips) > 0 && (x0 < k.x0 || y0 < k.y0 || x1 > k.x1 || y1 > k.y1) {
		x0, y0, x1, y1 = max(x0, k.x0), max(y0, k.y0), min(x1, k.x1), min(y1, k.y1)
		sx0, sy0, sx1, sy1 = x0-cx, y0-cy, x1-cx, y1-cy
	}
	r, g, bl, a := c.premul()
	v := b.quad(x0, y0, x1, y1)
	v[0] = Vertex{x0, y0, sx0, sy0, r, g, bl, a, c0, c1, c2, c3}
	v[1] = Vertex{x1, y0, sx1, sy0, r, g, bl, a, c0, c1, c2, c3}
	v[2] = Vertex{x0, y1, sx0, sy1, r, g, bl, a, c0, c1, c2, c3}
	v[3] = Vertex{x1, y1, sx1, sy1, r, g, bl, a, c0, c1, c2, c3}
	return v
}

func (b *Batch) rrect(r Rect, radius, stroke float32, c Color) []Vertex {
	if r.Empty() || c.A == 0 {
		return nil
	}
	s := b.S
	hw, hh := r.W*s/2, r.H*s/2
	return b.box(r.X*s+hw, r.Y*s+hh, hw+1, hh+1, c, hw, hh, min(radius*s, hw, hh), stroke)
}

// RRect paints a filled rectangle with rounded corners. Radius 0 gives square ones.
func (b *Batch) RRect(r Rect, radius float32, c Color) { b.rrect(r, radius, 0, c) }

// StrokeRRect paints the border of a rounded rectangle, width wide and inside its edge. A
// border is never thinner than a device pixel.
func (b *Batch) StrokeRRect(r Rect, radius, width float32, c Color) {
	b.rrect(r, radius, max(1, width*b.S), c)
}

// GradRRect is RRect with a colour that runs from left to right.
func (b *Batch) GradRRect(r Rect, radius float32, left, right Color) {
	v := b.rrect(r, radius, 0, Color{A: 255})
	w := r.W*b.S + 2
	for i := range v {
		v[i].setColor(left.Mix(right, v[i].SrcX/w+0.5))
	}
}

func (v *Vertex) setColor(c Color) { v.ColorR, v.ColorG, v.ColorB, v.ColorA = c.premul() }

// Circle paints a disc.
func (b *Batch) Circle(x, y, radius float32, c Color) {
	b.rrect(Rect{x - radius, y - radius, 2 * radius, 2 * radius}, radius, 0, c)
}

// Ring paints a circle's line, width wide, its middle on the radius.
func (b *Batch) Ring(x, y, radius, width float32, c Color) {
	w := max(1/b.S, width)
	r := radius + w/2
	b.rrect(Rect{x - r, y - r, 2 * r, 2 * r}, r, w*b.S, c)
}

// Arc paints the part of a Ring from angle from to angle to. Angles are turns
// clockwise from the top: 0.25 is three o'clock. A whole turn or more is the whole ring; none
// or less paints nothing.
func (b *Batch) Arc(x, y, radius, width, from, to float32, c Color) {
	switch {
	case !(to > from):
		return
	case to-from >= 1:
		b.Ring(x, y, radius, width, c)
		return
	}
	b.arcs(x, y, radius, width, 1, to-from, (from+to)/2, c)
}

// DashedRing paints n dashes around a circle; each fills the given share (0..1) of its place.
// The first one's middle is at the top, turned clockwise by turn.
func (b *Batch) DashedRing(x, y, radius, width float32, n int, share, turn float32, c Color) {
	n = max(1, min(n, 900))
	b.arcs(x, y, radius, width, n, share/float32(n), turn, c)
}

// arcs paints n arcs of length turns, evenly spread, the first one's middle at turn.
func (b *Batch) arcs(x, y, radius, width float32, n int, length, turn float32, c Color) {
	if c.A == 0 || radius <= 0 {
		return
	}
	s := b.S
	rad, hw := radius*s, max(1, width*s)/2
	half := float32(math.Pi) * length
	v := b.box(x*s, y*s, rad+hw+1, rad+hw+1, c, rad, half, hw, kindArc-float32(n))
	if v == nil || turn == 0 {
		return
	}
	sin, cos := math.Sincos(float64(turn) * 2 * math.Pi)
	si, co := float32(sin), float32(cos)
	for i := range v {
		px, py := v[i].SrcX, v[i].SrcY
		v[i].SrcX, v[i].SrcY = px*co+py*si, py*co-px*si
	}
}

// Shadow paints the soft shadow of a rounded rectangle; it fades over blur to either side of
// the edge. Move r to cast it downwards.
func (b *Batch) Shadow(r Rect, radius, blur float32, c Color) {
	if r.Empty() || c.A == 0 {
		return
	}
	s := b.S
	hw, hh, bl := r.W*s/2, r.H*s/2, max(0.5, blur*s)
	b.box(r.X*s+hw, r.Y*s+hh, hw+bl, hh+bl, c, hw, hh, min(max(radius*s, bl), hw, hh), kindShadow-bl)
}

// Line paints a straight line with round ends that reach half a width beyond its points. A
// line thinner than a device pixel is painted a pixel wide and fainter.
func (b *Batch) Line(x0, y0, x1, y1, width float32, c Color) {
	b.line(x0, y0, x1, y1, width, c, c)
}

func (b *Batch) line(x0, y0, x1, y1, width float32, from, to Color) {
	s := b.S
	w := width * s
	if w < 1 {
		from, to, w = from.Fade(w), to.Fade(w), 1
	}
	if from.A == 0 && to.A == 0 {
		return
	}
	x0, y0, x1, y1 = x0*s, y0*s, x1*s, y1*s
	h := w/2 + 1
	if b.outside(min(x0, x1)-h, min(y0, y1)-h, max(x0, x1)+h, max(y0, y1)+h) {
		return
	}
	dx, dy := x1-x0, y1-y0
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length > 0 {
		dx, dy = dx/length, dy/length
	} else {
		dx, dy = 1, 0
	}
	ex, ey := dx*h, dy*h // end cap
	nx, ny := -dy*h, dx*h
	hl := length / 2
	v := b.quad(min(x0, x1)-2*h, min(y0, y1)-2*h, max(x0, x1)+2*h, max(y0, y1)+2*h)
	fr, fg, fb, fa := from.premul()
	tr, tg, tb, ta := to.premul()
	v[0] = Vertex{x0 - ex - nx, y0 - ey - ny, -hl - h, -h, fr, fg, fb, fa, hl + w/2, w / 2, w / 2, 0}
	v[1] = Vertex{x1 + ex - nx, y1 + ey - ny, hl + h, -h, tr, tg, tb, ta, hl + w/2, w / 2, w / 2, 0}
	v[2] = Vertex{x0 - ex + nx, y0 - ey + ny, -hl - h, h, fr, fg, fb, fa, hl + w/2, w / 2, w / 2, 0}
	v[3] = Vertex{x1 + ex + nx, y1 + ey + ny, hl + h, h, tr, tg, tb, ta, hl + w/2, w / 2, w / 2, 0}
}

// HLine paints a crisp horizontal line from x0 to x1, its top edge at y on a device pixel.
func (b *Batch) HLine(x0, x1, y, width float32, c Color) {
	b.RRect(Rect{b.Snap(x0), b.Snap(y), b.Snap(x1) - b.Snap(x0), b.Pixel(width)}, 0, c)
}

// VLine paints a crisp vertical line from y0 to y1, its left edge at x on a device pixel.
func (b *Batch) VLine(x, y0, y1, width float32, c Color) {
	b.RRect(Rect{b.Snap(x), b.Snap(y0), b.Pixel(width), b.Snap(y1) - b.Snap(y0)}, 0, c)
}

// DashedLine paints a line of dashes on long, off apart.
func (b *Batch) DashedLine(x0, y0, x1, y1, width, on, off float32, c Color) {
	dx, dy := x1-x0, y1-y0
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 || on+off <= 0 {
		return
	}
	off = max(off, length/2000-on) // a bound on the dashes of one line
	dx, dy = dx/length, dy/length
	for at := float32(0); at < length; at += on + off {
		end := min(at+on, length)
		if end-at > width { // room for the round ends
			b.Line(x0+dx*(at+width/2), y0+dy*(at+width/2), x0+dx*(end-width/2), y0+dy*(end-width/2), width, c)
		}
	}
}

// Tri paints a triangle; its corners are rounded by radius, which does not make it larger.
func (b *Batch) Tri(p0, p1, p2 Point, radius float32, c Color) {
	if c.A == 0 {
		return
	}
	s := b.S
	p := [3]Point{{p0.X * s, p0.Y * s}, {p1.X * s, p1.Y * s}, {p2.X * s, p2.Y * s}}
	area := (p[1].X-p[0].X)*(p[2].Y-p[0].Y) - (p[1].Y-p[0].Y)*(p[2].X-p[0].X)
	if area == 0 {
		return
	}
	if area < 0 {
		p[1], p[2] = p[2], p[1]
	}
	x0, y0 := min(p[0].X, p[1].X, p[2].X)-1, min(p[0].Y, p[1].Y, p[2].Y)-1
	x1, y1 := max(p[0].X, p[1].X, p[2].X)+1, max(p[0].Y, p[1].Y, p[2].Y)+1
	v := b.box((x0+x1)/2, (y0+y1)/2, (x1-x0)/2, (y1-y0)/2, c, 0, noEdge, radius*s, kindConvex)
	for i := range v {
		q := Point{v[i].DstX, v[i].DstY}
		v[i].SrcX, v[i].SrcY, v[i].Custom0 = edge(p[0], p[1], q), edge(p[1], p[2], q), edge(p[2], p[0], q)
	}
}

// edge returns the distance of q from the line through a and b, negative to its right.
func edge(a, b, q Point) float32 {
	dx, dy := b.X-a.X, b.Y-a.Y
	return ((q.X-a.X)*dy - (q.Y-a.Y)*dx) / float32(math.Hypot(float64(dx), float64(dy)))
}

// Trap paints the area under a slope: from (x0, y0) to (x1, y1) down to base, for area charts.
// Its sides lie on device pixels and are hard, so neighbours join without a seam. The colour
// runs from top, at height topY, to bottom, at base.
func (b *Batch) Trap(x0, y0, x1, y1, base, topY float32, top, bottom Color) {
	s := b.S
	left, right := round(x0*s), round(x1*s)
	x0, x1, y0, y1, base, topY = x0*s, x1*s, y0*s, y1*s, base*s, topY*s
	hi := min(y0, y1) - 1
	if right <= left || base <= hi || b.outside(left, hi, right, base+1) {
		return
	}
	at := func(y float32) Color {
		if base <= topY {
			return top
		}
		return top.Mix(bottom, (y-topY)/(base-topY))
	}
	v := b.box((left+right)/2, (hi+base+1)/2, (right-left)/2, (base+1-hi)/2, top, noEdge, noEdge, 0, kindConvex)
	for i := range v {
		q := Point{v[i].DstX, v[i].DstY}
		v[i].SrcX, v[i].SrcY = edge(Point{x0, y0}, Point{x1, y1}, q), q.Y-base
		v[i].setColor(at(q.Y))
	}
}

// Area paints the area under a polyline down to base, its colour fading from top (at the
// highest point) to bottom. The points run from left to right.
func (b *Batch) Area(points []Point, base float32, top, bottom Color) {
	topY := base
	for _, p := range points {
		topY = min(topY, p.Y)
	}
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		b.Trap(p.X, p.Y, q.X, q.Y, base, topY, top, bottom)
	}
}

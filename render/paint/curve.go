package paint

import "math"

// A Curve is a cubic Bezier curve: it starts at C[0], ends at C[3] and is drawn towards C[1]
// and C[2] on the way.
type Curve [4]Point

// Hop returns the curve of a thing that leaves from, rises by lift and lands on to. The top of
// the curve lies about lift above the higher end.
func Hop(from, to Point, lift float32) Curve {
	top := min(from.Y, to.Y) - lift*4/3
	return Curve{from, {from.X + (to.X-from.X)*0.2, top}, {from.X + (to.X-from.X)*0.8, top}, to}
}

// Link returns the S-shaped curve that leaves from to the right and reaches to from the left,
// as pointers in the heap do.
func Link(from, to Point) Curve {
	mid := (from.X + to.X) / 2
	return Curve{from, {mid, from.Y}, {mid, to.Y}, to}
}

// At returns the point of the curve at t, 0 to 1.
func (c Curve) At(t float32) Point {
	u := 1 - t
	k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{
		k0*c[0].X + k1*c[1].X + k2*c[2].X + k3*c[3].X,
		k0*c[0].Y + k1*c[1].Y + k2*c[2].Y + k3*c[3].Y,
	}
}

// Curve paints the part of c from t0 to t1 (0..1) as one line of the given width, its colour
// running from from to to. It has no joints: a translucent curve is evenly so.
func (b *Batch) Curve(c Curve, t0, t1, width float32, from, to Color) {
	if t1 <= t0 {
		return
	}
	var length float32
	for i := range 3 {
		length += float32(math.Hypot(float64(c[i+1].X-c[i].X), float64(c[i+1].Y-c[i].Y)))
	}
	n := int(max(2, min(64, length*(t1-t0)*b.S/6))) + 1
	p := b.strip(n)
	for i := range p {
		q := c.At(t0 + (t1-t0)*float32(i)/float32(n-1))
		p[i] = Point{q.X * b.S, q.Y * b.S}
	}
	b.stroke(p, width*b.S, from, to)
}

// Polyline paints straight lines from point to point. Gentle bends are mitred; at a sharp one
// a new line begins, with round ends.
func (b *Batch) Polyline(points []Point, width float32, c Color) {
	p := b.strip(len(points))[:0]
	for _, q := range points {
		q = Point{q.X * b.S, q.Y * b.S}
		if n := len(p); n > 0 && near(p[n-1], q) {
			continue
		} else if n > 1 && sharp(p[n-2], p[n-1], q) {
			b.stroke(p, width*b.S, c, c)
			p[0], p = p[n-1], p[:1]
		}
		p = append(p, q)
	}
	b.stroke(p, width*b.S, c, c)
}

// strip returns the batch's scratch memory for n points.
func (b *Batch) strip(n int) []Point {
	if n > cap(b.points) {
		b.points = make([]Point, 2*n)
	}
	return b.points[:n]
}

func near(p, q Point) bool { return abs(p.X-q.X)+abs(p.Y-q.Y) < 1e-3 }

// sharp reports whether the way from p over q to r turns by more than 60 degrees.
func sharp(p, q, r Point) bool {
	ax, ay, bx, by := q.X-p.X, q.Y-p.Y, r.X-q.X, r.Y-q.Y
	dot := ax*bx + ay*by
	return dot < 0 || 4*dot*dot < (ax*ax+ay*ay)*(bx*bx+by*by)
}

// stroke paints the strip through p, in device pixels: one quad a segment, whose corners lie
// on the mitres. Each quad's frame runs along the strip, so that all of them are parts of one
// straight capsule and meet without a seam.
func (b *Batch) stroke(p []Point, w float32, from, to Color) {
	if w < 1 {
		from, to, w = from.Fade(w), to.Fade(w), 1
	}
	if len(p) < 2 || from.A == 0 && to.A == 0 {
		return
	}
	var length float32
	for i := 1; i < len(p); i++ {
		length += dist(p[i-1], p[i])
	}
	h := w/2 + 1
	hl, along := length/2, -length/2
	fr, fg, fb, fa := from.premul()
	tr, tg, tb, ta := to.premul()
	end := func(q, m Point, along float32, up *Vertex, down *Vertex) {
		t := float32(0.5)
		if length > 0 {
			t = clamp01(along/length + 0.5)
		}
		v := Vertex{q.X - m.X, q.Y - m.Y, along, -h, fr + (tr-fr)*t, fg + (tg-fg)*t, fb + (tb-fb)*t,
			fa + (ta-fa)*t, hl + w/2, w / 2, w / 2, 0}
		*up = v
		v.DstX, v.DstY, v.SrcY = q.X+m.X, q.Y+m.Y, h
		*down = v
	}
	m0 := mitre(p, 0, h)
	for i := 1; i < len(p); i++ {
		q0, q1, m1 := p[i-1], p[i], mitre(p, i, h)
		a0, a1 := along, along+dist(q0, q1)
		along = a1
		dx, dy := direction(q0, q1)
		if i == 1 { // room for the round ends
			q0, a0 = Point{q0.X - dx*h, q0.Y - dy*h}, a0-h
		}
		if i == len(p)-1 {
			q1, a1 = Point{q1.X + dx*h, q1.Y + dy*h}, a1+h
		}
		x0, y0, x1, y1 := min(q0.X, q1.X)-2*h, min(q0.Y, q1.Y)-2*h, max(q0.X, q1.X)+2*h, max(q0.Y, q1.Y)+2*h
		if !b.outside(x0, y0, x1, y1) {
			v := b.quad(x0, y0, x1, y1)
			end(q0, m0, a0, &v[0], &v[2])
			end(q1, m1, a1, &v[1], &v[3])
		}
		m0 = m1
	}
}

// mitre returns the offset from p[i] to the strip's lower edge, h away from its middle.
func mitre(p []Point, i int, h float32) Point {
	a, c := max(0, i-1), min(len(p)-1, i+1)
	if a == i || c == i {
		dx, dy := direction(p[a], p[c])
		return Point{-dy * h, dx * h}
	}
	ax, ay := direction(p[a], p[i])
	bx, by := direction(p[i], p[c])
	nx, ny := -ay-by, ax+bx // sum of the two normals
	k := 2 * h / max(1, nx*nx+ny*ny)
	return Point{nx * k, ny * k}
}

func direction(p, q Point) (dx, dy float32) {
	d := dist(p, q)
	if d == 0 {
		return 1, 0
	}
	return (q.X - p.X) / d, (q.Y - p.Y) / d
}

func dist(p, q Point) float32 { return float32(math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y))) }

func abs(x float32) float32 { return max(x, -x) }

// Turn returns the point at radius around (x, y) that lies turn turns clockwise from the top.
func Turn(x, y, radius, turn float32) Point {
	s, c := math.Sincos(float64(turn) * 2 * math.Pi)
	return Point{x + radius*float32(s), y - radius*float32(c)}
}

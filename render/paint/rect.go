package paint

// A Point is a place in logical pixels, y downwards.
type Point struct{ X, Y float32 }

// A Rect is a rectangle in logical pixels, y downwards. It is empty when W or H is not positive.
type Rect struct{ X, Y, W, H float32 }

// Right returns the x of the right edge.
func (r Rect) Right() float32 { return r.X + r.W }

// Bottom returns the y of the bottom edge.
func (r Rect) Bottom() float32 { return r.Y + r.H }

// Center returns the middle of r.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Empty reports whether r has no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains reports whether the point lies in r; the right and bottom edges are outside.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && y >= r.Y && x < r.X+r.W && y < r.Y+r.H
}

// Intersect returns what r and s have in common, which may be empty.
func (r Rect) Intersect(s Rect) Rect {
	x, y := max(r.X, s.X), max(r.Y, s.Y)
	return Rect{x, y, max(0, min(r.Right(), s.Right())-x), max(0, min(r.Bottom(), s.Bottom())-y)}
}

// Inset returns r made smaller by d on each side; a negative d makes it larger.
func (r Rect) Inset(d float32) Rect { return r.InsetXY(d, d) }

// InsetXY returns r made smaller by dx at left and right and by dy at top and bottom. A side
// never gets a negative length: it collapses to the middle.
func (r Rect) InsetXY(dx, dy float32) Rect {
	dx, dy = min(dx, r.W/2), min(dy, r.H/2)
	return Rect{r.X + dx, r.Y + dy, r.W - 2*dx, r.H - 2*dy}
}

// Move returns r shifted by (dx, dy).
func (r Rect) Move(dx, dy float32) Rect { return Rect{r.X + dx, r.Y + dy, r.W, r.H} }

// CutTop takes a strip of height h from the top of r and returns it; r keeps the rest. No cut
// takes more than there is.
func (r *Rect) CutTop(h float32) Rect {
	h = max(0, min(h, r.H))
	cut := Rect{r.X, r.Y, r.W, h}
	r.Y, r.H = r.Y+h, r.H-h
	return cut
}

// CutBottom takes a strip of height h from the bottom of r; see CutTop.
func (r *Rect) CutBottom(h float32) Rect {
	h = max(0, min(h, r.H))
	r.H -= h
	return Rect{r.X, r.Y + r.H, r.W, h}
}

// CutLeft takes a strip of width w from the left of r; see CutTop.
func (r *Rect) CutLeft(w float32) Rect {
	w = max(0, min(w, r.W))
	cut := Rect{r.X, r.Y, w, r.H}
	r.X, r.W = r.X+w, r.W-w
	return cut
}

// CutRight takes a strip of width w from the right of r; see CutTop.
func (r *Rect) CutRight(w float32) Rect {
	w = max(0, min(w, r.W))
	r.W -= w
	return Rect{r.X + r.W, r.Y, w, r.H}
}

// Column returns column i of n equal columns of r with gaps between them, i from 0.
func (r Rect) Column(i, n int, gap float32) Rect {
	w := (r.W - gap*float32(n-1)) / float32(n)
	return Rect{r.X + float32(i)*(w+gap), r.Y, w, r.H}
}

// Columns cuts r into columns whose widths are in the proportion of shares, with gaps between
// them, and appends them to dst.
func (r Rect) Columns(dst []Rect, gap float32, shares ...float32) []Rect {
	var sum float32
	for _, s := range shares {
		sum += s
	}
	if sum <= 0 {
		return dst
	}
	room, x := max(0, r.W-gap*float32(len(shares)-1)), r.X
	for _, s := range shares {
		w := room * s / sum
		dst = append(dst, Rect{x, r.Y, w, r.H})
		x += w + gap
	}
	return dst
}

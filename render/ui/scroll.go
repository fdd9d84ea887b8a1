package ui

import (
	"math"

	"gopherscope/render/paint"
)

// Notch is how far one notch of the wheel scrolls, in logical pixels: about three rows.
const Notch = 60

// barW is the width of a scroll bar's room, and minThumb the least length of its thumb.
const barW, minThumb = 12, 24

// Scroll lets the reader scroll content that is longer than r, by the wheel and by a bar at the
// right edge. *at is how much of the content lies above r; it is kept within its bounds. Ask it
// before the widgets inside r, and, where one scrolls inside another, the inner one first.
func (c *Ctx) Scroll(id ID, r Rect, content float32, at *float32) {
	room := max(0, content-r.H)
	*at = max(0, min(room, *at+c.Wheel(r)*Notch))
	track, thumb, ok := Bar(r, content, *at)
	if !ok {
		return
	}
	t := c.Touch(id, track)
	if t.Pressed {
		c.drag.y = thumb.H / 2 // a click beside the thumb brings its middle there
		if c.In.Y >= thumb.Y && c.In.Y < thumb.Bottom() {
			c.drag.y = c.In.Y - thumb.Y
		}
	}
	if t.Held && track.H > thumb.H {
		*at = max(0, min(room, room*(c.In.Y-c.drag.y-track.Y)/(track.H-thumb.H)))
	}
}

// Bar returns the room of the scroll bar of r and its thumb; ok is false when all fits.
func Bar(r Rect, content, at float32) (track, thumb Rect, ok bool) {
	if content <= r.H || r.H <= 0 {
		return Rect{}, Rect{}, false
	}
	track = r.CutRight(barW)
	h := min(track.H, max(minThumb, track.H*r.H/content))
	y := (track.H - h) * max(0, min(1, at/(content-track.H)))
	return track, Rect{X: track.X + 4, Y: track.Y + y, W: barW - 7, H: h}, true
}

// A Rows is a scrolled column of rows of one height: a list or a page of source. Only the rows
// that can be seen are ever looked at, however many there are.
type Rows struct {
	N      int     // how many rows
	H      float32 // the height of one, positive
	Scroll float32 // how much lies above the room, in logical pixels
}

// Len returns the height of all rows.
func (l *Rows) Len() float32 { return float32(l.N) * l.H }

// Visible returns the rows [first, last) that can be seen in r, even if only in part.
func (l *Rows) Visible(r Rect) (first, last int) {
	first = max(0, int(math.Floor(float64(l.Scroll/l.H))))
	last = min(l.N, int(math.Ceil(float64((l.Scroll+r.H)/l.H))))
	return min(first, last), max(0, last)
}

// Row returns the place of row i.
func (l *Rows) Row(r Rect, i int) Rect {
	return Rect{X: r.X, Y: r.Y + float32(i)*l.H - l.Scroll, W: r.W, H: l.H}
}

// At returns the row at height y of the window, or -1.
func (l *Rows) At(r Rect, y float32) int {
	i := int(math.Floor(float64((y - r.Y + l.Scroll) / l.H)))
	if y < r.Y || y >= r.Bottom() || i < 0 || i >= l.N {
		return -1
	}
	return i
}

// Show scrolls as little as needed to bring row i into r with margin rows around it.
func (l *Rows) Show(r Rect, i, margin int) {
	m := min(float32(margin)*l.H, max(0, (r.H-l.H)/2))
	top := float32(i) * l.H
	l.Scroll = min(l.Scroll, top-m)
	l.Scroll = max(l.Scroll, top+l.H+m-r.H)
	l.clamp(r)
}

func (l *Rows) clamp(r Rect) { l.Scroll = max(0, min(l.Len()-r.H, l.Scroll)) }

// Rows lets the reader scroll and click the rows in r. Ask the widgets inside of rows before. It returns the row under the pointer and
// the row that was clicked, -1 for none.
func (c *Ctx) Rows(id ID, r Rect, l *Rows) (hover, clicked int) {
	c.Scroll(id.At(-1), r, l.Len(), &l.Scroll)
	l.clamp(r)
	hover, clicked = -1, -1
	t := c.Touch(id, r)
	if t.Hover {
		hover = l.At(r, c.In.Y)
	}
	if t.Pressed {
		c.drag.y = float32(hover)
	}
	if t.Clicked && hover >= 0 && float32(hover) == c.drag.y { // pressed on the same row
		clicked = hover
	}
	return hover, clicked
}

// PaintBar paints the scroll bar of r, if it needs one.
func PaintBar(b *paint.Batch, th *paint.Theme, r Rect, content, at float32, s State) {
	_, thumb, ok := Bar(r, content, at)
	if !ok {
		return
	}
	c := th.Faint.Fade(0.4)
	if s&(Hot|Held) != 0 {
		c = th.Faint
	}
	b.RRect(thumb, thumb.W/2, c)
}

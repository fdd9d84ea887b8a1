package paint

// An Icon is a sign made of a few shapes, in one colour.
type Icon uint8

// The icons.
const (
	IconThread    Icon = iota // an M: a triangle that points down
	IconChannel               // three boxes
	IconLock                  // a mutex
	IconClock                 // a timer
	IconTerminal              // a system call
	IconLoop                  // a WaitGroup: two rings
	IconNetwork               // the network poller: a globe
	IconSelect                // a fork of three ways
	IconCollector             // waiting for the collector: a disc in a ring
	IconPlay
	IconPause
	IconStepBack
	IconStepForward
	IconToStart
	IconToEnd
	IconReload
	IconSearch
	IconClose
	IconHelp
	IconWarning

	NumIcons = int(IconWarning) + 1
)

// Icon paints an icon that fills a square of the given side around (x, y).
func (b *Batch) Icon(icon Icon, x, y, side float32, c Color) {
	u := side / 16 // icons are designed on a grid of 16, the origin in the middle
	at := func(px, py float32) Point { return Point{x + px*u, y + py*u} }
	rect := func(x0, y0, w, h float32) Rect { return Rect{x + x0*u, y + y0*u, w * u, h * u} }
	line := func(x0, y0, x1, y1, w float32) { b.Line(x+x0*u, y+y0*u, x+x1*u, y+y1*u, w*u, c) }
	const pen = 1.5
	switch icon {
	case IconThread:
		b.Tri(at(-7, -5.5), at(7, -5.5), at(0, 6.5), 0.4*u, c)
	case IconChannel:
		for i := range 3 {
			b.StrokeRRect(rect(-8.5+5.4*float32(i), -3.5, 6.2, 7), 0.8*u, 1.2*u, c)
		}
	case IconLock:
		b.Arc(x, y-2*u, 3.6*u, 1.6*u, -0.25, 0.25, c)
		b.RRect(rect(-4.4, -2.2, 1.6, 3), 0, c)
		b.RRect(rect(2.8, -2.2, 1.6, 3), 0, c)
		b.RRect(rect(-6.2, -0.6, 12.4, 8), 1.6*u, c)
	case IconClock:
		b.Ring(x, y, 7*u, pen*u, c)
		line(0, -4, 0, 0.4, 1.4)
		line(0, 0.4, 3, 2.2, 1.4)
	case IconTerminal:
		b.StrokeRRect(rect(-7.5, -7, 15, 14), 2*u, pen*u, c)
		line(-4, -3, -0.8, 0, 1.4)
		line(-0.8, 0, -4, 3, 1.4)
		line(0.6, 3.2, 4, 3.2, 1.4)
	case IconLoop:
		b.Ring(x-3.2*u, y, 4.4*u, pen*u, c)
		b.Ring(x+3.2*u, y, 4.4*u, pen*u, c)
	case IconNetwork:
		b.Ring(x, y, 7*u, pen*u, c)
		b.StrokeRRect(rect(-3.4, -7.4, 6.8, 14.8), 3.4*u, 1.2*u, c)
		line(-6.6, 0, 6.6, 0, 1.2)
	case IconSelect:
		line(-7, 0, -1.5, 0, pen)
		for _, dy := range [...]float32{-5, 0, 5} {
			b.Curve(Link(at(-1.5, 0), at(5, dy)), 0, 1, pen*u, c, c)
			b.Circle(x+5.6*u, y+dy*u, 1.7*u, c)
		}
	case IconCollector:
		b.Ring(x, y, 7*u, pen*u, c)
		b.Circle(x, y, 3.4*u, c)
	case IconPlay:
		b.Tri(at(-4.5, -7), at(7.5, 0), at(-4.5, 7), 1*u, c)
	case IconPause:
		b.RRect(rect(-5.5, -6.5, 3.8, 13), 0.8*u, c)
		b.RRect(rect(1.7, -6.5, 3.8, 13), 0.8*u, c)
	case IconStepBack:
		b.RRect(rect(-7, -5.6, 2.2, 11.2), 0.6*u, c)
		b.Tri(at(6, -6), at(-4, 0), at(6, 6), 0.6*u, c)
	case IconStepForward:
		b.RRect(rect(4.8, -5.6, 2.2, 11.2), 0.6*u, c)
		b.Tri(at(-6, -6), at(4, 0), at(-6, 6), 0.6*u, c)
	case IconToStart:
		b.RRect(rect(-8, -5.6, 2, 11.2), 0.6*u, c)
		b.Tri(at(1.2, -5), at(-6, 0), at(1.2, 5), 0.6*u, c)
		b.Tri(at(8, -5), at(0.8, 0), at(8, 5), 0.6*u, c)
	case IconToEnd:
		b.RRect(rect(6, -5.6, 2, 11.2), 0.6*u, c)
		b.Tri(at(-1.2, -5), at(6, 0), at(-1.2, 5), 0.6*u, c)
		b.Tri(at(-8, -5), at(-0.8, 0), at(-8, 5), 0.6*u, c)
	case IconReload:
		b.Arc(x, y, 6*u, 1.7*u, 0.12, 0.9, c)
		b.Tri(at(-1.6, -9.6), at(3.6, -5.8), at(-1.6, -2.4), 0.4*u, c)
	case IconSearch:
		b.Ring(x-1.5*u, y-1.5*u, 4.8*u, 1.7*u, c)
		line(2.4, 2.4, 6.6, 6.6, 1.9)
	case IconClose:
		line(-5, -5, 5, 5, 1.8)
		line(-5, 5, 5, -5, 1.8)
	case IconHelp:
		b.Arc(x, y-2.8*u, 3.4*u, 1.8*u, -0.3, 0.42, c)
		line(0.2, 1, 0.2, 2, 1.8)
		b.Circle(x+0.2*u, y+5.6*u, 1.2*u, c)
	case IconWarning:
		b.Tri(at(0, -8.4), at(8.8, 7), at(-8.8, 7), 2*u, c.Fade(0.22))
		line(0, -7, 7.4, 6, pen)
		line(7.4, 6, -7.4, 6, pen)
		line(-7.4, 6, 0, -7, pen)
		line(0, -2.4, 0, 1.4, 1.7)
		b.Circle(x, y+3.9*u, 1*u, c)
	}
}

// Mark paints the program's mark around (x, y): a running goroutine and its local queue of
// eight, three of them taken.
func (b *Batch) Mark(x, y, side float32, t *Theme) {
	u := side / 30
	b.Circle(x, y, 5.2*u, t.Kinds[1])
	for i := range 8 {
		p := Turn(x, y, 12*u, (float32(i)+0.5)/8)
		c := t.Text.Over(t.Background).Mix(t.Background, 0.85)
		if i >= 2 && i <= 4 {
			c = t.Kinds[2]
		}
		b.Circle(p.X, p.Y, 3.1*u, c)
	}
}

// Disc paints a goroutine that is running or ready: solid, with the ring of its kind.
func (b *Batch) Disc(x, y, radius float32, h Hue) {
	b.Circle(x, y, radius, h.Color)
	b.kindRing(x, y, radius-2.6, h.Rings, h.On.Fade(0.8))
}

// HollowDisc paints a goroutine that waits: its outline over a tint, with the ring of its
// kind. Its text has the colour HollowText.
func (b *Batch) HollowDisc(x, y, radius float32, h Hue, t *Theme) {
	b.Circle(x, y, radius-0.5, h.Color.Fade(0.15))
	b.Ring(x, y, radius-0.8, 1.6, h.Color)
	b.kindRing(x, y, radius-3.6, h.Rings, h.Color)
}

// kindRing paints the ring that tells apart the kinds that share a hue: none for the first,
// then whole, dashed and dotted ones.
func (b *Batch) kindRing(x, y, radius float32, rings int, c Color) {
	switch {
	case rings == 1:
		b.Ring(x, y, radius, 1.3, c)
	case rings == 2:
		b.DashedRing(x, y, radius, 1.5, 8, 0.6, 0, c)
	case rings > 2:
		b.DashedRing(x, y, radius, 1.8, 16, 0.4, 0, c)
	}
}

// HollowText returns the colour of text on a HollowDisc or a tint of h.
func (t *Theme) HollowText(h Hue) Color { return h.Color.Mix(t.Text, 0.35) }

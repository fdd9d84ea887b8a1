package pane

import (
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// paintObject paints an object: white is bright and empty, grey has a wide rim in the collector's
// hue and one lamp, black is dark with two lamps. The lamps are the mark bit and the scan bit, so the
// colours are told apart by who cannot see them, too.
func paintObject(b *paint.Batch, th *paint.Theme, x, y, r float32, colour view.Colour) {
	switch colour {
	case view.Grey:
		b.Circle(x, y, r*1.62, th.GC.Fade(0.28))
		b.Circle(x, y, r*1.18, th.GC)
		b.Circle(x, y, r*0.84, th.HeapGrey)
		b.Circle(x, y, max(1.1, r*0.3), th.HeapBlack)
	case view.Black:
		b.Circle(x, y, r, th.HeapBlack)
		b.Ring(x, y, r-0.6, 1.3, th.HeapRing)
		lamp := th.HeapRing
		if th.HeapBlack.R > 10 { // the light theme's
			lamp = th.HeapWhite
		}
		if d := r * 0.34; r >= 4 {
			b.Circle(x-d, y, max(0.9, r*0.17), lamp)
			b.Circle(x+d, y, max(0.9, r*0.17), lamp)
		}
	case view.White:
		b.Circle(x, y, r, th.HeapWhite)
		b.Ring(x, y, r-0.6, 1.3, th.HeapRing)
	default:
		b.Circle(x, y, r, th.Raised.Mix(th.HeapGrey, 0.35))
		b.Ring(x, y, r-0.6, 1.3, th.HeapRing)
	}
}

// A heapFocus says what of the graph stands out.
type heapFocus struct {
	node int        // that the pointer is over, or that is chosen; -1 for none
	g    trace.GoID // whose roots stand out, or NoGo
	path []view.HeapEdge
}

func (g *heapGraph) paint(b *paint.Batch, th *paint.Theme, pal *palette, f *Frame, now float64, sel trace.GoID, chosen *heapObject, event *heapEvent) {
	focus := heapFocus{node: -1, g: sel}
	if chosen.hovered != 0 {
		if i, ok := g.index[chosen.hovered]; ok {
			focus.node = int(i)
		}
	} else if chosen.open() {
		if i, ok := g.index[chosen.addr]; ok {
			focus.node = int(i)
		}
	}
	if chosen.open() {
		focus.path = chosen.path
	}
	b.PushClip(g.area.Inset(-6))
	if len(g.nodes) == 0 {
		b.TextIn(g.area, paint.Center, "nothing is in the heap", paint.FontLabel, th.Faint)
	}
	for i := range g.edges {
		g.paintEdge(b, th, &g.edges[i], &focus)
	}
	for i := range focus.path {
		g.paintStep(b, th, &focus.path[i])
	}
	for i := range g.roots {
		g.paintRoot(b, th, &g.roots[i], sel)
	}
	for i := range g.ghosts {
		gh := &g.ghosts[i]
		if t := float32((now - gh.since) / paint.MoveTime); t < 1 {
			b.DashedRing(gh.x, gh.y, gh.r*(1-0.4*t), 1.3, 8, 0.6, 0, th.Faint.Fade(1-t))
		}
	}
	for i := range g.nodes {
		g.paintNode(b, th, &g.nodes[i], now, &focus)
	}
	g.paintEvent(b, th, event, now)
	if n := focus.node; n >= 0 {
		at := &g.nodes[n]
		b.Ring(at.x, at.y, at.r+4, 2, th.Attention)
	}
	b.PopClip()
}

// begins returns where an edge leaves what it comes from.
func (g *heapGraph) begins(e *heapEdge) (p paint.Point, colour view.Colour, ok bool) {
	if e.from < 0 {
		r := &g.roots[-1-e.from]
		return paint.Point{X: r.rect.Right(), Y: r.rect.Y + r.rect.H/2}, view.NoColour, r.rect.W > 0
	}
	n := &g.nodes[e.from]
	return paint.Point{X: n.x, Y: n.y}, n.colour, true
}

func (g *heapGraph) paintEdge(b *paint.Batch, th *paint.Theme, e *heapEdge, focus *heapFocus) {
	from, colour, ok := g.begins(e)
	if !ok || e.from == e.to {
		return
	}
	to := &g.nodes[e.to]
	ink, width := th.HeapRing.Fade(max(0.3, 0.8-0.0016*float32(len(g.edges)))), float32(1.1)
	switch {
	case colour == view.Grey || to.colour == view.Grey: // the front
		ink, width = th.GC, 1.6
	case to.colour == view.White && colour == view.Black:
		ink, width = th.Dim, 1.3 // worth a look: nobody scans the black one again, so the white one needs another way, or the barrier
	case !to.reached:
		ink = th.HeapRing.Fade(0.4)
	}
	switch {
	case focus.node >= 0 && (int(e.to) == focus.node || int(e.from) == focus.node):
		ink, width = th.Text, 1.8
	case focus.node >= 0:
		ink = ink.Fade(0.45)
	case focus.g != trace.NoGo && e.from < 0 && e.g == focus.g:
		ink, width = th.Attention, 2
	}
	g.link(b, from, paint.Point{X: to.x, Y: to.y}, to.r, width, ink, e.from < 0)
}

// paintStep paints a step of the way from a root to the object that is chosen.
func (g *heapGraph) paintStep(b *paint.Batch, th *paint.Theme, step *view.HeapEdge) {
	to, ok := g.index[step.To]
	if !ok {
		return
	}
	var from paint.Point
	root := step.Root != view.NotRoot
	if root {
		found := false
		for i := range g.roots {
			r := &g.roots[i]
			if r.kindOf(step) {
				from, found = paint.Point{X: r.rect.Right(), Y: r.rect.Y + r.rect.H/2}, true
			}
		}
		if !found {
			return
		}
	} else if i, ok := g.index[step.From]; ok {
		from = paint.Point{X: g.nodes[i].x, Y: g.nodes[i].y}
	} else {
		return
	}
	n := &g.nodes[to]
	g.link(b, from, paint.Point{X: n.x, Y: n.y}, n.r, 3, th.Attention, root)
}

// kindOf reports whether the step begins at r.
func (r *heapRoot) kindOf(step *view.HeapEdge) bool {
	if step.Root == view.StackRoot {
		return r.rootKey == rootKey{view.StackRoot, step.G} || r.kind == view.OtherRoot
	}
	return r.kind == step.Root
}

// link paints a pointer with its head at the rim of what it leads to.
func (g *heapGraph) link(b *paint.Batch, from, to paint.Point, r, width float32, ink paint.Color, root bool) {
	dx, dy := to.X-from.X, to.Y-from.Y
	far := dx*dx+dy*dy > 46*46
	if root || far && dx > 12 {
		b.Curve(paint.Link(from, to), 0, 1, width, ink, ink)
	} else if dx < -12 || far { // back, or a long way up or down: an arc beside the others
		b.Curve(paint.Hop(from, to, 14), 0, 1, width, ink, ink)
	} else {
		b.Line(from.X, from.Y, to.X, to.Y, width, ink)
	}
}

func (g *heapGraph) paintRoot(b *paint.Batch, th *paint.Theme, r *heapRoot, sel trace.GoID) {
	hue := th.Kind(r.hue)
	b.RRect(r.rect, 5, th.Panel)
	b.RRect(r.rect, 5, hue.Color.Fade(0.14))
	width, edge := float32(1.3), hue.Color
	if sel != trace.NoGo && r.g == sel {
		width, edge = 2.4, th.Attention
	}
	b.StrokeRRect(r.rect, 5, width, edge)
	font := paint.FontLabel
	if r.rect.H < 19 {
		font = paint.FontTiny
	}
	b.TextIn(r.rect.InsetXY(3, 0), paint.Center, r.name, font, th.HollowText(hue))
}

func (g *heapGraph) paintNode(b *paint.Batch, th *paint.Theme, n *heapNode, now float64, focus *heapFocus) {
	r := n.r
	if t := float32((now - n.tone.born) / paint.MoveTime); t < 1 {
		r *= max(0.05, t*t*(3-2*t))
	}
	if t := float32((now - n.tone.since) / paint.StateTime); t < 1 && n.tone.was != n.tone.is {
		paintObject(b, th, n.x, n.y, r, n.tone.was)
		paintObject(b, th, n.x, n.y, r*max(0.1, t), n.colour)
	} else {
		paintObject(b, th, n.x, n.y, r, n.colour)
	}
	if !n.reached {
		b.DashedRing(n.x, n.y, r+3, 1.2, 9, 0.55, 0, th.Dim)
	}
}

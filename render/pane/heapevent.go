package pane

import (
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A heapEvent is what the event shown does to the heap: the object it is about, the pointer that
// has led there, the span that is scanned or swept. It stands out as the P that acts does on the
// board.
type heapEvent struct {
	obj  uint64  // it is about this object, or 0
	from uint64  // that object's pointer has led there, or 0
	root rootKey // … or that root has; its kind is NotRoot otherwise
	old  uint64  // the object that the write barrier has saved from being overwritten, or 0
	span uint64  // it is about this span, or 0
	scan bool    // … and scans objects of it

	since, end float64 // tween clock, of the way from there
	back       bool
}

// read looks at the event of s. duration is how long something may be on its way; 0 cuts.
func (v *heapEvent) read(s *view.State, now, duration float64, back bool) {
	*v = heapEvent{since: now, end: now + duration, back: back}
	if s.Events == 0 {
		return
	}
	switch e := &s.Last; e.Kind {
	case trace.HeapAlloc, trace.GCScan, trace.FinalizerQueue, trace.FinalizerRun, trace.ObjectLost:
		v.obj = e.Obj
	case trace.GCGrey:
		v.obj = e.Obj
		switch e.Rule {
		case trace.RuleObject:
			v.from = uint64(e.N)
		case trace.RuleStack:
			v.root = rootKey{view.StackRoot, e.Other}
		case trace.RuleGlobals:
			v.root = rootKey{kind: view.GlobalRoot}
		case trace.RuleSpecials, trace.RuleFinalizers:
			v.root = rootKey{kind: view.OtherRoot}
		}
	case trace.GCRoot:
		switch e.Rule {
		case trace.RuleStack:
			v.root = rootKey{view.StackRoot, e.Other}
		case trace.RuleGlobals:
			v.root = rootKey{kind: view.GlobalRoot}
		default:
			v.root = rootKey{kind: view.OtherRoot}
		}
	case trace.GCBarrier:
		v.from, v.old, v.obj = e.Obj, uint64(e.N), uint64(e.N2)
	case trace.GCSpan, trace.GCSweepSpan:
		v.span, v.scan = e.Obj, e.Kind == trace.GCSpan
	}
	if v.obj == 0 && v.old == 0 {
		v.end = now
	}
}

// part is how much of the way is done, 0 to 1, smoothly.
func (v *heapEvent) part(now float64) float32 {
	if now >= v.end || v.end <= v.since {
		return 1
	}
	t := float32((now - v.since) / (v.end - v.since))
	t = t * t * (3 - 2*t)
	if v.back {
		return 1 - t
	}
	return t
}

// scanned finds the objects that the event shown has scanned, if it scans a span.
func (g *heapGraph) scanned(v *heapEvent, f *Frame) {
	for i := range g.nodes {
		n := &g.nodes[i]
		n.scanned = v.scan && n.span == v.span && n.colour == view.Black && f.Log.Story(n.addr, n.span, f.State.Events).Black == f.State.Events
	}
}

// inside returns the node that addr lies in, or -1.
func (g *heapGraph) inside(addr uint64) int {
	if addr == 0 {
		return -1
	}
	if i, ok := g.index[addr]; ok {
		return int(i)
	}
	for i := range g.nodes {
		if n := &g.nodes[i]; addr >= n.addr && addr < n.addr+n.size {
			return i
		}
	}
	return -1
}

// paintEvent paints what the event does, over the nodes.
func (g *heapGraph) paintEvent(b *paint.Batch, th *paint.Theme, v *heapEvent, now float64) {
	to, from, old := g.inside(v.obj), g.inside(v.from), g.inside(v.old)
	var begin paint.Point
	begins := false
	if from >= 0 {
		begin, begins = paint.Point{X: g.nodes[from].x, Y: g.nodes[from].y}, true
	}
	for i := range g.roots {
		r := &g.roots[i]
		if v.root.kind != view.NotRoot && (r.rootKey == v.root || r.kind == view.OtherRoot && v.root.kind == view.OtherRoot) {
			begin, begins = paint.Point{X: r.rect.Right(), Y: r.rect.Y + r.rect.H/2}, true
			b.StrokeRRect(r.rect.Inset(-2), 6, paint.Focus, th.Attention)
		}
	}
	if to >= 0 {
		n := &g.nodes[to]
		if begins && from != to {
			end := paint.Point{X: n.x, Y: n.y}
			g.link(b, begin, end, n.r, 2.2, th.Attention, from < 0)
			if t := v.part(now); t < 1 {
				b.Circle(begin.X+(end.X-begin.X)*t, begin.Y+(end.Y-begin.Y)*t, 4.5, th.Attention)
			}
		}
		b.Ring(n.x, n.y, n.r+3.5, paint.Focus, th.Attention)
	}
	if old >= 0 && old != to { // no longer pointed to, and shaded all the same
		n := &g.nodes[old]
		if begins {
			b.DashedLine(begin.X, begin.Y, n.x, n.y, 1.8, 5, 4, th.Attention)
		}
		b.DashedRing(n.x, n.y, n.r+3.5, paint.Focus, 9, 0.6, 0, th.Attention)
	}
	if from >= 0 && v.old|v.obj != 0 && v.from != 0 {
		n := &g.nodes[from]
		b.Ring(n.x, n.y, n.r+3.5, 1.2, th.Attention)
	}
	if v.scan {
		for i := range g.nodes {
			if n := &g.nodes[i]; n.scanned {
				b.Ring(n.x, n.y, n.r+3.5, 1.6, th.Attention)
			}
		}
	}
}

// paintEvent paints a frame around the slot or the span that the event is about, and the pointer that has led there.
func (p *heapPages) paintEvent(b *paint.Batch, th *paint.Theme, h *view.Heap, v *heapEvent) {
	if v.span != 0 {
		if s := spanAt(h, v.span); s != nil {
			for k := range min(s.Pages, 64) {
				b.StrokeRRect(p.place(p.pageOf(s)+k).Inset(-1), 3, paint.Focus, th.Attention)
			}
		}
	}
	for _, addr := range [...]uint64{v.obj, v.old} {
		if addr == 0 {
			continue
		}
		if v.from != 0 {
			p.paintStep(b, th, h, &view.HeapEdge{From: v.from, To: addr}, 2, th.Attention)
		}
		if r, ok := p.where(h, addr); ok {
			b.StrokeRRect(r.Inset(-2.5), 3, paint.Focus, th.Attention)
		}
	}
}

package pane

import (
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

var (
	heapNodeID  = ui.Name("heap/node")
	heapRootID  = ui.Name("heap/root")
	heapSpansID = ui.Name("heap/spans")
	heapPickID  = ui.Name("heap/pick")
	heapStripID = ui.Name("heap/strip")
	heapQueueID = ui.Name("heap/queue")
)

var heapPickTips = [...]string{
	"Objects and pointers, for up to 300 objects.",
	"Spans in the order of their addresses, slot by slot. The wheel zooms, a drag moves.",
}

// update asks what the pointer did to the pane. It returns the goroutine that the reader chose, and
// the number of the event that he wants to see, or 0.
func (p *heapPane) update(c *ui.Ctx, f *Frame) (g trace.GoID, event int) {
	if p.area.Empty() || !p.known {
		return trace.NoGo, 0
	}
	p.object.hovered = 0
	opened := p.object.open()
	if row := p.object.update(c); row != nil {
		g, event = row.g, row.event
		if row.addr != 0 {
			p.choose(f, row.addr)
		}
	}
	if opened && !p.object.open() {
		p.again()
	}
	if p.spans {
		p.updateSpans(c, f)
	} else if chosen := p.updateGraph(c, f); chosen != trace.NoGo {
		g = chosen
	}
	for i, r := range p.pick {
		id := heapPickID.At(i)
		if c.Button(id, r) {
			p.want([...]heapWants{wantsGraph, wantsSpans}[i])
		}
		c.Tip(id, r, heapPickTips[i])
	}
	if c.Button(heapStripID, p.strip) {
		p.want(wantsSpans)
	}
	p.hoverWork(c)
	return g, event
}

// ToggleSpans shows the heap as a graph if spans are shown, and as spans if the graph is. It brings
// the heap on the stage if it is not there.
func (sc *Screen) ToggleSpans() {
	if sc.Stage == StageBoard {
		sc.Stage = StageBoth
		return
	}
	if sc.heap.spans {
		sc.heap.want(wantsGraph)
	} else {
		sc.heap.want(wantsSpans)
	}
}

// ZoomHeap makes the heap's pages larger (by 1) or smaller (by -1). From the graph it leads to the spans.
func (sc *Screen) ZoomHeap(by int) {
	p := &sc.heap
	if p.area.Empty() || !p.known {
		return
	}
	if !p.spans {
		p.want(wantsSpans)
		return
	}
	k := float32(zoomStep)
	if by < 0 {
		k = 1 / k
	}
	at := p.main.Center()
	if r, ok := p.pages.where(&p.heap, p.object.addr); ok && p.object.open() {
		at = r.Center()
	}
	p.pages.zoom(k, at.X, at.Y)
}

// zoomStep is by how much a notch of the wheel or a key zooms the spans.
const zoomStep = 1.25

// ScrollHeap moves the heap's pages by half a pane.
func (sc *Screen) ScrollHeap(by int) {
	if p := &sc.heap; !p.area.Empty() && p.spans {
		p.pages.grab(0)
		p.pages.dragged = true
		p.pages.drag(-float32(by) * p.main.H / 2)
		p.pages.dragged = false
	}
}

// CloseObject closes the object of the heap that is chosen, and reports whether there was one.
func (sc *Screen) CloseObject() bool {
	if !sc.heap.object.open() || sc.heap.area.Empty() {
		return false
	}
	sc.heap.object.shut()
	sc.heap.again()
	return true
}

// want chooses between the graph and the spans.
func (p *heapPane) want(w heapWants) {
	p.wants = w
	p.again()
}

// again has the pane ask and place everything once more.
func (p *heapPane) again() {
	p.at = heapInstant{}
	p.version++
}

// choose makes the object at addr the chosen one, and asks about it; the one that is chosen already is closed.
func (p *heapPane) choose(f *Frame, addr uint64) {
	p.again()
	if p.object.addr == addr {
		p.object.shut()
		return
	}
	p.object.choose(addr, born(f, addr))
	if p.spans {
		p.pages.show(addr)
	}
}

func (p *heapPane) updateGraph(c *ui.Ctx, f *Frame) trace.GoID {
	if !c.Over(p.main.Inset(-6)) {
		return trace.NoGo
	}
	for i := range p.graph.roots {
		r := &p.graph.roots[i]
		if id := heapRootID.At(i); c.Over(r.rect) {
			touch := c.Touch(id, r.rect)
			c.Tip(id, r.rect, p.graph.tellRoot(r))
			if touch.Clicked && r.kind == view.StackRoot {
				return r.g
			}
			return trace.NoGo
		}
	}
	if i := p.graph.hit(c.In.X, c.In.Y); i >= 0 {
		n := &p.graph.nodes[i]
		r := Rect{X: n.x - n.r - 2, Y: n.y - n.r - 2, W: 2*n.r + 4, H: 2*n.r + 4}
		id := heapNodeID.At(i)
		p.object.hovered = n.addr
		if c.Touch(id, r).Clicked {
			p.choose(f, n.addr)
		}
		c.Tip(id, r, p.graph.tell(i))
	}
	return trace.NoGo
}

// tell says what an object is.
func (g *heapGraph) tell(i int) string {
	n := &g.nodes[i]
	text := nameOf(n.typ) + ", " + size(n.size) + " at " + hexOf(n.addr)
	if n.colour != view.NoColour {
		text += ", " + n.colour.String()
	}
	if !n.reached {
		text += "\nNothing leads to it: it is garbage."
	}
	in := 0
	for _, e := range g.edges {
		if e.to == int32(i) {
			in++
		}
	}
	if in > 0 {
		text += "\nPointed to by " + itoa(in) + "."
	}
	return text
}

func (g *heapGraph) tellRoot(r *heapRoot) string {
	n := 0
	for _, e := range g.edges {
		if e.from < 0 && &g.roots[-1-e.from] == r {
			n++
		}
	}
	switch r.kind {
	case view.StackRoot:
		return "The stack of " + r.name + ": " + itoa(n) + " pointers into the heap. A click shows its variables."
	case view.GlobalRoot:
		return "The package's variables: " + itoa(n) + " pointers into the heap."
	}
	return "What the runtime itself holds: " + itoa(n) + " pointers into the heap."
}

// A drag of the spans begins to move them when the pointer has gone this far: less is a click.
const leastDrag = 4

func (p *heapPane) updateSpans(c *ui.Ctx, f *Frame) {
	pg := &p.pages
	if turns := c.Wheel(p.main); turns != 0 {
		k := float32(zoomStep)
		if turns > 0 {
			k = 1 / k
		}
		pg.zoom(k, c.In.X, c.In.Y)
	}
	touch := c.Touch(heapSpansID, p.main)
	switch {
	case touch.Pressed:
		pg.grab(c.In.Y)
	case touch.Held:
		pg.drag(c.In.Y)
	}
	if !touch.Hover {
		return
	}
	addr, r, ok := pg.addrAt(&p.heap, c.In.X, c.In.Y)
	if touch.Clicked && ok && !pg.dragged {
		if o, there := heapProbe(f).ObjectAt(addr); there {
			p.choose(f, o.Addr)
		}
		return
	}
	p.relate(f, addr, ok)
	if text := p.tellSlot(f, addr, c.In.X, c.In.Y, ok); text != "" {
		c.Tip(heapSpansID, r, text)
	}
}

// mostRelated is up to how many objects a heap is searched for what points to the one under the pointer.
const mostRelated = 20_000

// relate finds what the object at addr points to, and what points to it, when the pointer comes to it.
func (p *heapPane) relate(f *Frame, addr uint64, ok bool) {
	o := &p.object
	if !ok {
		return
	}
	obj, there := heapProbe(f).ObjectAt(addr)
	if !there {
		return
	}
	o.hovered = obj.Addr
	if instant := (heapInstant{f.Log, f.State.Events, f.At}); o.related == obj.Addr && o.relatedAt == instant {
		return
	} else {
		o.related, o.relatedAt = obj.Addr, instant
	}
	o.links = append(o.links[:0], obj.Edges...)
	if p.heap.Objects <= mostRelated {
		o.links = append(o.links, heapProbe(f).Referrers(obj.Addr)...)
	}
}

// grab begins a drag at height y.
func (p *heapPages) grab(y float32) { p.from, p.grabbed, p.dragged = y, p.scroll, false }

// drag scrolls with the pointer.
func (p *heapPages) drag(y float32) {
	if d := y - p.from; p.dragged || d > leastDrag || d < -leastDrag {
		p.dragged = true
		p.scroll = max(0, min(p.grabbed-d, float32(p.rowsAt(p.tile))*p.tile-p.area.H))
	}
}

// tellSlot says what is under the pointer: an object, a free slot, or a page that is no span's.
func (p *heapPane) tellSlot(f *Frame, addr uint64, x, y float32, slot bool) string {
	pg := &p.pages
	page := pg.pageAt(x, y)
	i := pg.spanOf(&p.heap, page)
	if i < 0 {
		if page < pg.pages {
			return "A free page, or one of stacks."
		}
		return ""
	}
	s := &p.heap.Spans[i]
	text := ""
	if slot && s.Elem > 0 {
		n := int((addr - s.Base) / s.Elem)
		text = "Slot " + itoa(n) + " of " + itoa(s.Slots) + ": "
		if _, used := slotColour(s, n); !used {
			text += "free.\n"
		} else if o, ok := heapProbe(f).ObjectAt(addr); ok {
			text += nameOf(o.Type)
			if o.Colour != view.NoColour {
				text += ", " + o.Colour.String()
			}
			text += ".\n"
		} else {
			text += "dead, not swept yet.\n"
		}
	}
	text += tellSpan(s)
	return text
}

// tellSpan says what a span is.
func tellSpan(s *view.HeapSpan) string {
	text := "Span of " + itoa(s.Pages) + " page"
	if s.Pages > 1 {
		text += "s"
	}
	text += ", " + itoa(s.Slots) + " slots of " + size(s.Elem)
	if s.Slots == 1 {
		text = "A large object, " + size(uint64(s.Pages)*pageSize)
	}
	if s.NoScan {
		text += " without pointers"
	}
	switch s.State {
	case view.Unswept:
		text += ", not swept yet"
	case view.Cached:
		text += ", P" + itoa(int(s.P)) + " allocates from it"
	}
	if s.Queued {
		text += ", in a queue to be scanned"
	}
	return text + "."
}

// hoverWork says what the queues are.
func (p *heapPane) hoverWork(c *ui.Ctx) {
	w := &p.work
	for i := range w.rows {
		row := &w.rows[i]
		if !c.Over(row.rect) {
			continue
		}
		id := heapQueueID.At(row.p + 2)
		c.Touch(id, row.rect)
		if row.p < 0 {
			c.Tip(id, row.rect, itoa(p.heap.FullN)+" grey objects that any P may take: a P gives away what it has too much of, and takes some when it has none.")
			return
		}
		hp := &p.heap.Ps[row.p]
		text := "P" + itoa(row.p) + ": "
		if !p.heap.Classic {
			text += itoa(hp.SpansN) + " spans wait to be scanned, the first one first; "
		}
		text += itoa(hp.GreyN) + " grey objects, the last one first; its write barrier's buffer holds " + itoa(hp.BarrierN) + " of 512 pointers."
		c.Tip(id, row.rect, text)
		return
	}
	if id := heapQueueID.At(0); c.Over(w.phases) {
		c.Touch(id, w.phases)
		c.Tip(id, w.phases, "The phases of a cycle. Marking begins and ends with the world stopped; the write barrier is on from the one stop to the other. Sweeping goes on while the program runs.")
	}
}

package pane

import (
	"strconv"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A Stage says what the middle of the window shows.
type Stage uint8

// The stages.
const (
	StageBoard Stage = iota // the scheduler's Ps and queues
	StageBoth               // … with the heap beside them
	StageHeap               // the heap alone
	numStages
)

// String names the stage as the directive view does.
func (s Stage) String() string {
	names := [...]string{"scheduler", "both", "heap"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unknown stage"
}

// Next is the stage that a key leads to.
func (s Stage) Next() Stage { return (s + 1) % numStages }

// ParseStage returns the stage of that name.
func ParseStage(name string) (Stage, bool) {
	for s := range numStages {
		if s.String() == name {
			return s, true
		}
	}
	return 0, false
}

// A heapPane shows the heap as the collector sees it: up to mostNodes objects as a graph, more of
// them as spans in the order of their addresses; and what the collector is doing about it.
//
// heapgraph.go is the graph, heapspans.go the spans, heapwork.go the collector's phase, queues
// and credit, heapline.go the size over time, and heapobject.go the object that the reader has
// chosen.
type heapPane struct {
	area  Rect
	head  Rect    // the title and the phase
	pick  [2]Rect // the choice between the graph and the spans
	main  Rect    // the graph or the spans
	strip Rect    // a row of spans below the graph; empty beside the spans themselves
	key   Rect    // what the signs mean, with their numbers
	state Rect    // queues, credit
	line  Rect    // the size over time
	about Rect    // the object that is chosen, in place of the state and the line; else empty

	heap  view.Heap
	known bool // somebody answers questions about the heap
	count struct{ white, grey, black, lost, none int }

	wants  heapWants // what the reader wants to see
	spans  bool      // spans are shown, not the graph
	graph  heapGraph
	pages  heapPages
	work   heapWork
	growth heapLine
	object heapObject
	event  heapEvent

	log     *view.Log
	at      heapInstant
	version int // counts what the reader has chosen
}

// A heapWants is the reader's choice between the graph and the spans.
type heapWants uint8

const (
	wantsWhatFits heapWants = iota
	wantsGraph
	wantsSpans
)

// A heapInstant says for what the pane was laid out.
type heapInstant struct {
	log    *view.Log
	events int
	at     trace.Time
}

// mostNodes is how many objects the graph has places for.
const mostNodes = 300

// Widths from which on the pane has its parts side by side, and least heights of its parts.
const (
	heapWide    = 620
	heapHead    = 34
	heapPhases  = 26
	heapKey     = 28
	heapLineH   = 92
	heapStripH  = 34
	heapMainMin = 120
	heapPad     = 14
)

// layout asks the probe about the heap and places what it answers. sel is the goroutine whose roots stand
// out; duration is how long a change of colour takes, 0 cuts.
func (p *heapPane) layout(area Rect, f *Frame, pal *palette, sel trace.GoID, now, duration float64) {
	p.area = area
	if area.Empty() {
		p.at = heapInstant{}
		return
	}
	if p.log != f.Log {
		p.log = f.Log
		p.graph.reset()
		p.pages.reset()
		p.object.shut()
	}
	instant := heapInstant{f.Log, f.State.Events, f.At}
	fresh := p.at != instant
	if old := p.at; old.log != f.Log || old.events != f.State.Events {
		if old.log != f.Log {
			duration = 0
		}
		p.event.read(f.State, now, duration, f.State.Events < old.events)
	}
	p.at = instant
	probe := heapProbe(f)
	if p.known = probe != nil; p.known && fresh {
		probe.Heap(&p.heap)
	}
	if p.known {
		p.spans = p.wants == wantsSpans || p.heap.Objects > mostNodes
		if p.wants == wantsGraph && p.heap.Objects <= mostNodes {
			p.spans = false
		}
	}
	if p.known && !p.spans && fresh {
		p.graph.ask(probe, f)
	}
	if p.known && fresh {
		p.object.ask(probe, f, &p.heap)
		p.pages.look(&p.heap)
	}
	p.work.look(&p.heap, f)
	p.place(f)
	if !p.known {
		return
	}
	if p.spans {
		p.pages.layout(p.main, &p.heap)
	} else {
		p.graph.layout(p.main, f, pal, now, duration, fresh)
		if fresh {
			p.graph.scanned(&p.event, f)
		}
		p.pages.layoutStrip(p.strip, &p.heap)
	}
	p.tally()
	p.growth.layout(p.line, f, &p.heap)
	p.object.layout(p.about, f)
}

// heapProbe returns who answers questions about the heap, or nil.
func heapProbe(f *Frame) view.HeapProbe {
	probe, _ := f.Probe.(view.HeapProbe)
	return probe
}

// place cuts the pane into its parts.
func (p *heapPane) place(f *Frame) {
	in := p.area.InsetXY(heapPad, 0)
	in.CutTop(6)
	in.CutBottom(8)
	p.head = in.CutTop(heapHead)
	x := p.head.X + paint.FontName.Width("Heap") + 12
	for i := range p.pick {
		p.pick[i] = Rect{X: x + float32(i)*30, Y: p.head.Y + (p.head.H-24)/2, W: 28, H: 24}
	}
	p.strip, p.about = Rect{}, Rect{}
	if p.area.W >= heapWide {
		side := in.CutRight(max(290, min(440, in.W*0.36)))
		in.CutRight(18)
		p.key = in.CutBottom(heapKey)
		if !p.spans {
			p.strip = in.CutBottom(heapStripH)
		}
		p.main = in
		p.work.phases = side.CutTop(heapPhases)
		side.CutTop(6)
		if p.object.open() {
			p.about = side
			p.state, p.line = Rect{}, Rect{}
			p.work.layout(p.state, &p.heap, true)
			return
		}
		p.line = side.CutBottom(max(heapLineH, min(240, side.H*0.42)))
		side.CutBottom(8)
		p.state = side
		p.work.layout(p.state, &p.heap, true)
		return
	}
	p.work.phases = in.CutTop(heapPhases)
	in.CutTop(4)
	if p.object.open() {
		p.about = in.CutBottom(max(0, min(in.H-heapMainMin-heapKey, max(in.H*0.5, 170))))
		in.CutBottom(4)
		p.state, p.line = Rect{}, Rect{}
		p.work.layout(p.state, &p.heap, false)
		p.key = in.CutBottom(heapKey)
		p.main = in
		return
	}
	p.line = in.CutBottom(min(heapLineH, max(64, in.H*0.2)))
	in.CutBottom(6)
	room := max(0, in.H-heapMainMin-heapKey-heapStripH)
	p.state = in.CutBottom(min(p.work.wants(&p.heap), room*0.62))
	p.work.layout(p.state, &p.heap, false)
	if !p.spans && in.H > heapMainMin+heapKey+heapStripH+40 {
		p.strip = in.CutBottom(heapStripH)
	}
	p.key = in.CutBottom(heapKey)
	p.main = in
}

// tally counts the objects by colour.
func (p *heapPane) tally() {
	p.count.white, p.count.grey, p.count.black, p.count.lost, p.count.none = 0, 0, 0, 0, 0
	for i := range p.pages.tiles {
		t := &p.pages.tiles[i]
		p.count.white += t.white
		p.count.grey += t.grey
		p.count.black += t.black
		p.count.none += t.none
	}
	if !p.spans {
		for i := range p.graph.nodes {
			if !p.graph.nodes[i].reached {
				p.count.lost++
			}
		}
	}
}

// busy reports whether something still changes its colour or its size.
func (p *heapPane) busy(now float64) bool {
	return !p.area.Empty() && p.known && !p.spans && now < max(p.graph.end, p.event.end)
}

// marks reports whether a cycle is under way, so that objects have colours.
func (p *heapPane) marks() bool { return p.heap.Phase != trace.PhaseOff }

func (p *heapPane) paint(b *paint.Batch, th *paint.Theme, f *Frame, c *ui.Ctx, pal *palette, sel trace.GoID, now float64) {
	if p.area.Empty() {
		return
	}
	ui.PaintPanel(b, th, p.area)
	b.TextIn(p.head, paint.Left, "Heap", paint.FontName, th.Dim)
	p.paintChoice(b, th, c)
	if !p.known {
		b.TextIn(p.area.InsetXY(heapPad, 0), paint.Center, "nothing is known of this run's heap", paint.FontLabel, th.Dim)
		return
	}
	p.work.paintPhase(b, th, p.head, &p.heap)
	p.work.paintPhases(b, th, &p.heap)
	if p.spans {
		p.pages.paint(b, th, &p.heap, &p.object, &p.event)
	} else {
		p.graph.paint(b, th, pal, f, now, sel, &p.object, &p.event)
		p.pages.paintStrip(b, th, &p.heap, &p.event)
	}
	p.paintKey(b, th, f)
	if p.object.open() {
		p.object.paint(b, th, c, f)
		return
	}
	p.work.paint(b, th, f, pal, &p.heap)
	p.growth.paint(b, th, f, &p.heap)
}

// paintChoice paints the two buttons: a graph, and spans.
func (p *heapPane) paintChoice(b *paint.Batch, th *paint.Theme, c *ui.Ctx) {
	if !p.known {
		return
	}
	for i, r := range p.pick {
		ink := th.Faint
		switch {
		case p.spans == (i == 1):
			b.RRect(r, 5, th.Text.Fade(0.14))
			ink = th.Text
		case i == 0 && p.heap.Objects > mostNodes:
			ink = th.Hairline
		case c.State(heapPickID.At(i))&ui.Hot != 0:
			ink = th.Text
		}
		cx, cy := r.X+r.W/2, r.Y+r.H/2
		if i == 0 {
			b.Line(cx-6, cy, cx+5, cy-5, 1.2, ink)
			b.Line(cx-6, cy, cx+5, cy+5, 1.2, ink)
			b.Circle(cx-6, cy, 3, ink)
			b.Circle(cx+6, cy-5, 3, ink)
			b.Circle(cx+6, cy+5, 3, ink)
			continue
		}
		for j := range 9 {
			b.RRect(Rect{X: cx - 7 + float32(j%3)*5, Y: cy - 7 + float32(j/3)*5, W: 4, H: 4}, 1, ink)
		}
	}
}

// paintKey tells what the signs mean, and how many objects there are of each.
func (p *heapPane) paintKey(b *paint.Batch, th *paint.Theme, f *Frame) {
	r := p.key
	cy := r.Y + r.H/2
	x := r.X
	switch {
	case p.marks():
		x = p.keyItem(b, th, x, cy, view.White, p.count.white, "white")
		x = p.keyItem(b, th, x, cy, view.Grey, p.count.grey, "grey")
		x = p.keyItem(b, th, x, cy, view.Black, p.count.black, "black")
	case p.count.white+p.count.black > 0: // of spans that are not swept yet
		x = p.keyItem(b, th, x, cy, view.White, p.count.white, "dead")
		x = p.keyItem(b, th, x, cy, view.Black, p.count.black, "survive")
		if p.count.none > 0 {
			x = p.keyItem(b, th, x, cy, view.NoColour, p.count.none, "swept")
		}
	default:
		x = p.keyItem(b, th, x, cy, view.NoColour, p.heap.Objects, "objects")
	}
	var buf [32]byte
	if f.Recorded && f.Cut > 0 && f.At > f.Cut {
		b.TextIn(Rect{X: x, Y: r.Y, W: r.Right() - x, H: r.H}, paint.Right, "objects no longer recorded", paint.FontTiny, th.Dim)
		return
	}
	if !p.spans && p.count.lost > 0 {
		text := append(strconv.AppendInt(buf[:0], int64(p.count.lost), 10), " unreachable"...)
		if w := paint.FontLabel.Width(string(text)); x+w+18 < r.Right() {
			b.DashedRing(r.Right()-w-12, cy, 5, 1.3, 7, 0.55, 0, th.Dim)
			b.TextAt(r.Right(), cy, paint.Right, string(text), paint.FontLabel, th.Dim)
		}
		return
	}
	text := appendSize(buf[:0], p.heap.Bytes)
	if w := paint.FontLabel.Width(string(text)); x+w < r.Right() {
		b.TextAt(r.Right(), cy, paint.Right, string(text), paint.FontLabel, th.Dim)
	}
}

func (p *heapPane) keyItem(b *paint.Batch, th *paint.Theme, x, cy float32, colour view.Colour, n int, word string) float32 {
	paintObject(b, th, x+8, cy, 7, colour)
	var buf [32]byte
	text := strconv.AppendInt(buf[:0], int64(n), 10)
	x += 21
	b.TextAt(x, cy, paint.Left, string(text), paint.FontValue, th.Text)
	x += paint.FontValue.Width(string(text)) + 5
	b.TextAt(x, cy, paint.Left, word, paint.FontLabel, th.Dim)
	return x + paint.FontLabel.Width(word) + 14
}

// A HeapShown tells what the heap pane shows, for tests of the whole window.
type HeapShown struct {
	Stage  string
	Spans  bool    // not the graph
	Tile   float32 // side of a page
	Object uint64  // the object that is chosen, or 0
	Rows   []string
	X, Y   float32 // the middle of the first object of the graph, in logical pixels
}

// Heap tells what the heap pane shows.
func (sc *Screen) Heap() HeapShown {
	p := &sc.heap
	h := HeapShown{Stage: sc.Stage.String()}
	if p.area.Empty() {
		return h
	}
	h.Spans, h.Tile, h.Object = p.spans, p.pages.tile, p.object.addr
	if len(p.graph.nodes) > 0 && !p.spans {
		h.X, h.Y = p.graph.nodes[0].x, p.graph.nodes[0].y
	}
	if p.object.open() {
		for i := range p.object.rows {
			h.Rows = append(h.Rows, strings.TrimSpace(p.object.rows[i].label+" "+p.object.rows[i].text))
		}
	}
	return h
}

// appendSize writes an amount of memory with the unit that suits it, as the runtime counts: 1 KiB is
// 1024 bytes.
func appendSize(buf []byte, n uint64) []byte {
	switch {
	case n < 1<<10:
		return append(strconv.AppendUint(buf, n, 10), " B"...)
	case n < 1<<20:
		return append(appendTenths(buf, n, 1<<10), " KiB"...)
	case n < 1<<30:
		return append(appendTenths(buf, n, 1<<20), " MiB"...)
	}
	return append(appendTenths(buf, n, 1<<30), " GiB"...)
}

// appendTenths writes n in units, with a decimal below 100.
func appendTenths(buf []byte, n, unit uint64) []byte {
	decimals := 1
	if n >= 100*unit || n%unit == 0 {
		decimals = 0
	}
	return strconv.AppendFloat(buf, float64(n)/float64(unit), 'f', decimals, 64)
}

// size is that text.
func size(n uint64) string { return string(appendSize(nil, n)) }

package pane

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An object keeps its place whatever is born, dies and turns grey around it, and whichever way the reader comes to an instant.
func TestObjectsKeepTheirPlaces(t *testing.T) {
	f, h := heapFrame(t, 250, 120)
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}
	all := h.objects
	places := map[uint64]cell{}
	for _, n := range []int{40, 41, 60, 250, 180, 60, 250, 5, 130} {
		h.objects, h.heap.Objects = all[:n], n
		f.At++ // another instant
		sc.Layout(f, 1600, 900, 0)
		for i := range sc.heap.graph.nodes {
			node := &sc.heap.graph.nodes[i]
			if at, ok := places[node.addr]; ok && at != node.at {
				t.Fatalf("with %d objects the one at %#x stands at %v, before at %v", n, node.addr, node.at, at)
			}
			places[node.addr] = node.at
			for j := range i {
				if o := &sc.heap.graph.nodes[j]; o.at == node.at {
					t.Fatalf("with %d objects those at %#x and %#x stand at %v both", n, node.addr, o.addr, o.at)
				}
			}
		}
	}
	if len(places) != 250 {
		t.Errorf("%d objects have been seen, want 250", len(places))
	}
}

// A function that calls itself builds a tree: what its inner call has made stands behind what the outer one has, before
// there is a pointer between them, and stays there when there is one.
func TestWhatACallMakesStandsBehindItsCallers(t *testing.T) {
	f, h := heapFrame(t, 60, -1)
	h.objects, h.roots = h.objects[:4], nil
	for i := range h.objects {
		h.objects[i].Type, h.objects[i].Edges = "main.node", nil
	}
	held := func(i, call int, fn string) view.HeapEdge {
		return view.HeapEdge{To: h.objects[i].Addr, Root: view.StackRoot, G: 1, Func: fn, Call: call, Name: "n"}
	}
	h.roots = []view.HeapEdge{held(2, 0, "main.tree"), held(1, 1, "main.tree"), held(0, 2, "main.tree"), held(3, 3, "main.main")}
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}
	sc.Layout(f, 1600, 900, 0)
	col := func(i int) int16 { return sc.heap.graph.nodes[i].at.col }
	if col(0) != col(3) || col(1) <= col(0) || col(2) <= col(1) {
		t.Errorf("columns %d, %d and %d of three calls, %d of main's", col(0), col(1), col(2), col(3))
	}
	before := [...]cell{sc.heap.graph.nodes[0].at, sc.heap.graph.nodes[1].at, sc.heap.graph.nodes[2].at}
	h.roots = h.roots[2:]
	h.objects[0].Edges = []view.HeapEdge{{From: h.objects[0].Addr, To: h.objects[1].Addr}}
	h.objects[1].Edges = []view.HeapEdge{{From: h.objects[1].Addr, To: h.objects[2].Addr}}
	f.At++
	sc.Layout(f, 1600, 900, 0)
	for i, at := range before {
		if now := sc.heap.graph.nodes[i].at; now != at {
			t.Errorf("object %d has moved from %v to %v", i, at, now)
		}
	}
}

// Nothing leaves the pane and no part lies upon another one, whatever the size of the window and
// the panes that are open.
func TestNothingInTheHeapIsInTheWay(t *testing.T) {
	for _, size := range []image.Point{{1024, 640}, {1280, 800}, {1600, 900}, {1920, 1080}, {2560, 1440}, {3840, 2160}} {
		for _, n := range []int{0, 1, 46, 300, 5000} {
			for mode := range 16 {
				f, h := heapFrame(t, max(n, 7), n/2)
				if n == 0 {
					h.objects, h.roots, h.heap.Spans, h.heap.Objects = nil, nil, nil, 0
				}
				for len(h.heap.Ps) < 4+12*(mode&1) {
					h.heap.Ps = append(h.heap.Ps, view.HeapP{GreyN: 9000, SpansN: 700, BarrierN: 512})
				}
				h.heap.Assists = append(h.heap.Assists, 12345, 12346, 12347, 12348, 12349)
				sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageBoth + Stage(mode>>1&1), Output: mode&4 != 0}
				if mode&8 != 0 {
					sc.Selected = 3
				}
				z := Zoom(float32(size.X), float32(size.Y))
				w, hh := float32(size.X)/z, float32(size.Y)/z
				sc.Layout(f, w, hh, 0)
				name := fmt.Sprintf("%v, %d objects, mode %d", size, n, mode)
				var lc layoutCheck
				lc.heap(sc, w, hh)
				if n > 1 {
					sc.heap.choose(f, h.objects[n/2].Addr)
					sc.Layout(f, w, hh, 0)
					lc.heap(sc, w, hh)
					if !sc.heap.object.there || sc.heap.about.H < 100 {
						lc.fault("the object has no room: %v", sc.heap.about)
					}
				}
				for _, fault := range lc.faults {
					t.Errorf("%s: %s", name, fault)
				}
			}
		}
	}
}

func (lc *layoutCheck) heap(sc *Screen, w, h float32) {
	a, p := &sc.areas, &sc.heap
	window := Rect{W: w, H: h}
	panes := []Rect{a.Header, a.Source, a.Board, a.Variables, a.Heap, a.Caption, a.Timeline, a.Transport}
	for i, r := range panes {
		if r.Empty() {
			continue
		}
		lc.inside(fmt.Sprint("pane ", i), r, window)
		for j, q := range panes[:i] {
			lc.apart(fmt.Sprint("panes ", i, " and ", j), r, q)
		}
	}
	if p.area.W < 330 || p.area.H < 200 {
		lc.fault("the heap is too small: %v", p.area)
	}
	parts := []Rect{p.head, p.main, p.strip, p.key, p.state, p.line, p.about, p.work.phases}
	for i, r := range parts {
		if r.Empty() {
			continue
		}
		lc.inside(fmt.Sprint("part ", i, " of the heap"), r, p.area)
		for j, q := range parts[:i] {
			lc.apart(fmt.Sprint("parts ", i, " and ", j, " of the heap"), r, q)
		}
	}
	if p.main.W < 150 || p.main.H < heapMainMin-1 {
		lc.fault("the graph has no room: %v", p.main)
	}
	for i := range p.work.rows {
		lc.inside("a P's queues", p.work.rows[i].rect, p.state.Inset(-1))
	}
	if !p.state.Empty() && len(p.work.rows)+p.work.hidden != len(p.heap.Ps) {
		lc.fault("%d Ps are shown and %d counted, there are %d", len(p.work.rows), p.work.hidden, len(p.heap.Ps))
	}
	if p.spans {
		return
	}
	for i := range p.graph.nodes {
		n := &p.graph.nodes[i]
		lc.inside("an object", Rect{X: n.x - n.r, Y: n.y - n.r, W: 2 * n.r, H: 2 * n.r}, p.main.Inset(-4))
		if n.r < 2.5 {
			lc.fault("an object is too small: %v", n.r)
		}
		for j := range i {
			o := &p.graph.nodes[j]
			if d := math.Hypot(float64(n.x-o.x), float64(n.y-o.y)); d < float64(n.r+o.r)-slack {
				lc.fault("two objects overlap: %v and %v", *n, *o)
			}
		}
	}
	for i := range p.graph.roots {
		r := &p.graph.roots[i]
		lc.inside("a root", r.rect, p.main.Inset(-4))
		for j := range i {
			lc.apart("two roots", r.rect, p.graph.roots[j].rect)
		}
	}
}

// A heap that is shown costs no memory a frame, as a graph and as spans.
func TestTheHeapAllocatesNothing(t *testing.T) {
	for _, n := range []int{250, 10_000} {
		f, h := heapFrame(t, n, n/2)
		sc := &Screen{Theme: &paint.Light, Controls: DefaultControls(), Hints: testHints, Stage: StageBoth}
		sc.Layout(f, 1600, 900, 0)
		sc.heap.choose(f, h.objects[n/3].Addr)
		b, c := paint.NewBatch(), new(ui.Ctx)
		now := 0.0
		paint := func() {
			now += 1. / 60
			sc.Layout(f, 1600, 900, now)
			b.Reset(1600, 900, 1)
			sc.heap.paint(b, sc.Theme, f, c, &sc.pal, sc.Selected, now)
		}
		for range 5 { // all glyphs are in the atlas
			paint()
		}
		if got := testing.AllocsPerRun(20, paint); got != 0 {
			t.Errorf("%d objects: %v allocations a frame", n, got)
		}
	}
}

// A heapHand is a reader with a mouse before a heap.
type heapHand struct {
	sc  *Screen
	f   *Frame
	c   ui.Ctx
	now float64
}

func (h *heapHand) tick(in ui.Input) {
	h.now += 1. / 60
	in.W, in.H, in.Now = 1600, 900, h.now
	h.sc.Layout(h.f, in.W, in.H, in.Now)
	h.c.Begin(in)
	h.sc.Update(&h.c, h.f)
	h.c.End()
	h.sc.Layout(h.f, in.W, in.H, in.Now)
}

func (h *heapHand) click(x, y float32) {
	h.tick(ui.Input{X: x, Y: y, Pressed: ui.Primary, Down: ui.Primary})
	h.tick(ui.Input{X: x, Y: y, Released: ui.Primary})
}

func TestAnObjectIsClicked(t *testing.T) {
	f, h := heapFrame(t, 60, 30)
	hand := &heapHand{sc: &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}, f: f}
	hand.tick(ui.Input{})
	p := &hand.sc.heap
	n := p.graph.nodes[40]
	hand.tick(ui.Input{X: n.x, Y: n.y})
	if p.object.hovered != n.addr {
		t.Errorf("the pointer is over %#x, the pane says %#x", n.addr, p.object.hovered)
	}
	hand.click(n.x, n.y)
	if p.object.addr != n.addr || !p.object.there {
		t.Fatalf("clicked %#x, chosen is %#x", n.addr, p.object.addr)
	}
	path := p.object.path
	if len(path) == 0 || path[0].Root == view.NotRoot || path[len(path)-1].To != n.addr {
		t.Errorf("the path from a root is %+v", path)
	}
	if got, want := len(p.object.refs), len(h.Referrers(n.addr)); got != want || got == 0 {
		t.Errorf("%d pointers lead to it, want %d", got, want)
	}
	for i, row := range p.object.rows { // a click on another object leads to it
		if row.addr != 0 {
			r := p.object.list.Row(p.object.body, i)
			hand.click(r.X+20, r.Y+r.H/2)
			if p.object.addr != row.addr {
				t.Errorf("a click on the row %q leads to %#x, want %#x", row.text, p.object.addr, row.addr)
			}
			break
		}
	}
	if !hand.sc.CloseObject() || hand.sc.CloseObject() {
		t.Error("the object is closed once, not twice")
	}
	r := &p.graph.roots[1]
	hand.click(r.rect.X+5, r.rect.Y+5)
	if hand.sc.Selected != r.g || r.g == trace.NoGo {
		t.Errorf("a click on %s chooses G%d", r.name, hand.sc.Selected)
	}
}

// The page under the pointer stays there when the reader zooms, and a drag moves the pages with the pointer.
func TestSpansAreZoomedAndDragged(t *testing.T) {
	f, _ := heapFrame(t, 100_000, 50_000)
	hand := &heapHand{sc: &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}, f: f}
	hand.tick(ui.Input{})
	p := &hand.sc.heap.pages
	for p.tile < 150 {
		x, y := p.area.X+p.area.W*0.6, p.area.Y+p.area.H*0.7
		before, side := p.pageAt(x, y), p.tile
		hand.tick(ui.Input{X: x, Y: y, WheelY: -1})
		after := p.place(before)
		if p.tile <= side {
			t.Fatalf("the wheel makes pages of %v as large as %v", side, p.tile)
		}
		if dy := after.Y + after.H/2 - y; dy > p.tile || dy < -p.tile {
			t.Fatalf("page %d was under the pointer at %v and is at %v now", before, y, after)
		}
	}
	scroll := p.scroll
	x, y := p.area.X+50, p.area.Y+200
	hand.tick(ui.Input{X: x, Y: y, Pressed: ui.Primary, Down: ui.Primary})
	hand.tick(ui.Input{X: x, Y: y - 90, Down: ui.Primary})
	hand.tick(ui.Input{X: x, Y: y - 90, Released: ui.Primary})
	if got := p.scroll - scroll; got != 90 {
		t.Errorf("a drag by 90 scrolls by %v", got)
	}
	if hand.sc.heap.object.open() {
		t.Error("a drag has chosen an object")
	}
	page := p.place(p.pageAt(x, y))
	s := &hand.sc.heap.heap.Spans[p.spanOf(&hand.sc.heap.heap, p.pageAt(x, y))]
	g, ok := gridOf(s, page)
	if !ok {
		t.Fatal("pages of 150 do not show their slots")
	}
	slot := g.slot(3)
	addr := s.Base + 3*s.Elem
	if r, ok := p.where(&hand.sc.heap.heap, addr); !ok || r != slot {
		t.Errorf("%#x is at %v, want %v", addr, r, slot)
	}
	if p.area.Contains(slot.Center().X, slot.Center().Y) {
		hand.click(slot.Center().X, slot.Center().Y)
		if hand.sc.heap.object.addr != addr {
			t.Errorf("clicked %#x, chosen is %#x", addr, hand.sc.heap.object.addr)
		}
	}
}

// What the tiles count is what the spans hold.
func TestSpansAreCounted(t *testing.T) {
	f, h := heapFrame(t, 1500, 700)
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}
	sc.Layout(f, 1600, 900, 0)
	var want [4]int
	for i := range h.objects {
		want[h.objects[i].Colour]++
	}
	c := &sc.heap.count
	if got := [4]int{0, c.white, c.grey, c.black}; got != want {
		t.Errorf("counted %v, there are %v", got, want)
	}
}

// What the log has recorded of an object is told, and a click on it leads to that instant.
func TestAnObjectHasAStory(t *testing.T) {
	h := newFakeHeap(7, 60, 30)
	addr, span := h.objects[20].Addr, h.objects[20].Span
	d := newDemo(t, 1, 3, 1)
	d.run(40, func() bool { return d.s.Procs[0].Running != trace.NoGo })
	who := d.s.Procs[0].Running
	act := trace.Event{P: 0, M: d.s.Procs[0].M, G: who}
	add := func(kind trace.Kind, change func(e *trace.Event)) int {
		e := act
		e.Kind = kind
		change(&e)
		d.add(e)
		return d.s.Events
	}
	born := add(trace.HeapAlloc, func(e *trace.Event) { e.Obj, e.N, e.Text, e.PC = addr, 32, "main.node", 12 })
	add(trace.GCBegin, func(e *trace.Event) { e.N, e.N2 = 1, 4000 })
	add(trace.GCPhase, func(e *trace.Event) { e.N = int64(trace.PhaseMark) })
	grey := add(trace.GCGrey, func(e *trace.Event) { e.Obj, e.Rule, e.Other, e.N2 = addr, trace.RuleStack, 1, int64(span) })
	black := add(trace.GCSpan, func(e *trace.Event) { e.Obj, e.N = span, 1 })
	f := d.frame()
	f.Probe, f.Recorded = h, true
	hand := &heapHand{sc: &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Stage: StageHeap}, f: f}
	hand.tick(ui.Input{})
	o := &hand.sc.heap.object
	hand.sc.heap.choose(f, addr)
	hand.tick(ui.Input{})
	want := map[string]struct {
		text  string
		event int
	}{
		"born":        {"at " + view.Duration(f.Log.Events[born-1].At) + " by G" + itoa(int(who)) + ", line 12", born},
		"in the heap": {"it is captured by a goroutine", 0},
		"grey":        {"at " + view.Duration(f.Log.Events[grey-1].At) + ", from the stack of G1", grey},
		"black":       {"at " + view.Duration(f.Log.Events[black-1].At) + ", with its span", black},
	}
	for i, row := range o.rows {
		w, ok := want[row.label]
		if !ok {
			continue
		}
		delete(want, row.label)
		if !strings.HasPrefix(w.text, row.text) || row.event != w.event {
			t.Errorf("%s: told %q of event %d, want %q of event %d", row.label, row.text, row.event, w.text, w.event)
		}
		if row.event > 0 {
			r := o.list.Row(o.body, i)
			in := ui.Input{X: r.X + 100, Y: r.Y + r.H/2, W: 1600, H: 900, Now: hand.now}
			in.Pressed, in.Down = ui.Primary, ui.Primary
			hand.tick(in)
			in.Pressed, in.Down, in.Released = 0, 0, ui.Primary
			hand.c.Begin(in)
			_, wish := hand.sc.Update(&hand.c, f)
			hand.c.End()
			if wish != (SeekEvent{N: w.event}) {
				t.Errorf("a click on %q asks for %+v, want event %d", row.text, wish, w.event)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
	// At an earlier instant the object of this address is not there yet.
	f.State = f.Log.State(born - 1)
	hand.tick(ui.Input{})
	if o.there {
		t.Error("the object is told before its birth")
	}
}

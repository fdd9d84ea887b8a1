package pane

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A fakeHeap answers for a heap that no machine has made: objects with pointers that a random
// program might have left, marked from the roots up to somewhere.
type fakeHeap struct {
	demoProbe
	heap    view.Heap
	objects []view.HeapObject // by address
	roots   []view.HeapEdge
	asked   int
}

var fakeTypes = []struct {
	name   string
	elem   uint64
	noscan bool
}{{"main.node", 32, false}, {"main.Job", 48, false}, {"string", 16, true}, {"[]main.entry", 128, false}, {"main.cache", 512, false}}

const fakeBase = 0xc000000000

// newFakeHeap makes a heap of n objects of which the first so many in the order of marking are grey or black; marked < 0: no
// cycle is under way.
func newFakeHeap(seed uint64, n, marked int) *fakeHeap {
	r := rand.New(rand.NewPCG(seed, 2))
	h := &fakeHeap{}
	kinds := make([]int, n)
	for i := range kinds {
		kinds[i] = min(len(fakeTypes)-1, int(r.ExpFloat64()*1.1))
	}
	// Objects in the order of their birth, in spans of their class.
	open := map[int]int{}
	at := make([]int, n) // span of each
	slot := make([]int, n)
	base := uint64(fakeBase)
	for i, k := range kinds {
		si, ok := open[k]
		if !ok || h.used(si) == h.heap.Spans[si].Slots {
			t := fakeTypes[k]
			si = len(h.heap.Spans)
			slots := int(8192 / t.elem)
			words := (slots + 63) / 64
			h.heap.Spans = append(h.heap.Spans, view.HeapSpan{Base: base, Pages: 1, Elem: t.elem, Slots: slots, Class: k + 2, NoScan: t.noscan,
				Alloc: make([]uint64, words), State: view.Swept, P: trace.NoProc})
			base += 8192
			if r.IntN(6) == 0 {
				base += 8192
			}
			open[k] = si
		}
		s := &h.heap.Spans[si]
		j := h.used(si) // dense, with a hole now and then
		for view.Has(s.Alloc, j) {
			j++
		}
		s.Alloc[j/64] |= 1 << (j % 64)
		at[i], slot[i] = si, j
	}
	for k, si := range open {
		h.heap.Spans[si].State, h.heap.Spans[si].P = view.Cached, trace.ProcID(k%3)
		h.heap.Spans[si].FreeIndex = h.used(si)
	}
	addr := func(i int) uint64 {
		s := &h.heap.Spans[at[i]]
		return s.Base + uint64(slot[i])*s.Elem
	}
	all := make([]view.HeapObject, n)
	for i, k := range kinds {
		t := fakeTypes[k]
		all[i] = view.HeapObject{Addr: addr(i), Size: t.elem, Type: t.name, Span: h.heap.Spans[at[i]].Base, Slot: slot[i]}
		h.heap.Bytes += t.elem
	}
	// A root leads to the first objects; each other one is led to by one or two before it, and some
	// by nothing any more.
	names := []string{"left", "right", "next", "buf", "[3].key"}
	var order []int
	reached := make([]bool, n)
	for i := range n {
		switch {
		case i < max(6, n/40):
			e := view.HeapEdge{To: addr(i), Root: view.StackRoot, G: trace.GoID(1 + i%5), Func: "main.consume", Name: "job"}
			if i%6 == 0 {
				e = view.HeapEdge{To: addr(i), Root: view.GlobalRoot, Name: "cache"}
			}
			h.roots = append(h.roots, e)
			reached[i] = true
		case r.IntN(9) == 0 && i > n/2: // garbage
		default:
			for range 1 + r.IntN(4)/3 {
				from := max(0, i-1-r.IntN(min(i, 14)))
				for tries := 0; tries < 30 && (fakeTypes[kinds[from]].noscan || !reached[from]); tries++ {
					from = r.IntN(i)
				}
				if fakeTypes[kinds[from]].noscan {
					continue
				}
				all[from].Edges = append(all[from].Edges, view.HeapEdge{From: addr(from), To: addr(i), Name: names[r.IntN(len(names))]})
				reached[i] = reached[i] || reached[from]
			}
		}
		if reached[i] {
			order = append(order, i)
		}
	}
	h.heap.Objects = n
	h.heap.Live, h.heap.Goal, h.heap.Trigger = h.heap.Bytes*5/2, h.heap.Bytes*3, h.heap.Bytes*27/10
	h.heap.Cycle = 3
	h.heap.Ps = make([]view.HeapP, 4)
	if marked >= 0 {
		h.mark(order[:min(marked, len(order))], all, at, slot, kinds)
	}
	if n >= 1000 {
		all = h.large(all, base)
	}
	slices.SortFunc(all, func(a, b view.HeapObject) int { return int(int64(a.Addr) - int64(b.Addr)) })
	h.objects = all
	for i := range all {
		if marked >= 0 && all[i].Colour == view.NoColour {
			all[i].Colour = view.White
		}
	}
	return h
}

// large adds spans of several pages: of slots that do not end with a page, not swept yet, and of one large object.
func (h *fakeHeap) large(all []view.HeapObject, base uint64) []view.HeapObject {
	for _, s := range []view.HeapSpan{
		{Pages: 3, Elem: 2688, Slots: 9, Class: 40, State: view.Unswept, P: trace.NoProc, Alloc: []uint64{0b101111011}},
		{Pages: 7, Elem: 57344, Slots: 1, NoScan: true, P: trace.NoProc, Alloc: []uint64{1}},
	} {
		s.Base = base
		base += uint64(s.Pages) * 8192
		if h.heap.Phase != trace.PhaseOff {
			s.Mark, s.Scan = []uint64{0b1011 & s.Alloc[0]}, []uint64{0b11 & s.Alloc[0]}
		}
		for i := range s.Slots {
			if c, used := slotColour(&s, i); used {
				all = append(all, view.HeapObject{Addr: s.Base + uint64(i)*s.Elem, Size: s.Elem, Type: "main.block", Colour: c, Span: s.Base, Slot: i, NoScan: s.NoScan})
				h.heap.Objects++
			}
		}
		h.heap.Spans = append(h.heap.Spans, s)
	}
	return all
}

func (h *fakeHeap) used(si int) (n int) {
	s := &h.heap.Spans[si]
	for j := range s.Slots {
		if view.Has(s.Alloc, j) {
			n++
		}
	}
	return n
}

// mark makes the objects of order black, and the last third of them grey.
func (h *fakeHeap) mark(order []int, all []view.HeapObject, at, slot, kinds []int) {
	h.heap.Phase, h.heap.Barrier = trace.PhaseMark, true
	h.heap.Roots, h.heap.RootsDone, h.heap.Credit = 9, 7, 34_000
	h.heap.Assists = []trace.GoID{3, 4}
	for i := range h.heap.Spans {
		s := &h.heap.Spans[i]
		s.Mark, s.Scan = make([]uint64, len(s.Alloc)), make([]uint64, len(s.Alloc))
	}
	grey := len(order) - len(order)/3
	for k, i := range order {
		s := &h.heap.Spans[at[i]]
		s.Mark[slot[i]/64] |= 1 << (slot[i] % 64)
		all[i].Colour = view.Grey
		if k < grey || fakeTypes[kinds[i]].noscan {
			s.Scan[slot[i]/64] |= 1 << (slot[i] % 64)
			all[i].Colour = view.Black
			continue
		}
		p := &h.heap.Ps[k%len(h.heap.Ps)]
		if fakeTypes[kinds[i]].elem >= 512 {
			p.Grey = append(p.Grey, all[i].Addr)
			p.GreyN++
		} else if !s.Queued {
			s.Queued = true
			p.Spans = append(p.Spans, s.Base)
			p.SpansN++
		}
	}
	h.heap.Ps[0].BarrierN, h.heap.Ps[2].BarrierN = 37, 411
	h.heap.Marked = h.heap.Bytes / 3
}

func (h *fakeHeap) Heap(into *view.Heap) { *into = h.heap; h.asked++ }

func (h *fakeHeap) Objects(most int) []view.HeapObject { return h.objects[:min(most, len(h.objects))] }

func (h *fakeHeap) Roots(most int) []view.HeapEdge { return h.roots[:min(most, len(h.roots))] }

func (h *fakeHeap) Escapes(int32) string { return "it is captured by a goroutine" }

func (h *fakeHeap) ObjectAt(addr uint64) (o view.HeapObject, ok bool) {
	for _, o := range h.objects {
		if addr >= o.Addr && addr < o.Addr+o.Size {
			return o, true
		}
	}
	return o, false
}

func (h *fakeHeap) Referrers(addr uint64) (all []view.HeapEdge) {
	for _, e := range h.roots {
		if e.To == addr {
			all = append(all, e)
		}
	}
	for i := range h.objects {
		for _, e := range h.objects[i].Edges {
			if e.To == addr {
				all = append(all, e)
			}
		}
	}
	return all
}

func (h *fakeHeap) Path(addr uint64) (path []view.HeapEdge) {
	from := map[uint64]view.HeapEdge{}
	var queue []uint64
	add := func(e view.HeapEdge) {
		if _, ok := from[e.To]; !ok {
			from[e.To] = e
			queue = append(queue, e.To)
		}
	}
	for _, e := range h.roots {
		add(e)
	}
	for i := 0; i < len(queue); i++ {
		if o, ok := h.ObjectAt(queue[i]); ok {
			for _, e := range o.Edges {
				add(e)
			}
		}
	}
	for e, ok := from[addr]; ok; e, ok = from[e.From] {
		path = append([]view.HeapEdge{e}, path...)
		if e.Root != view.NotRoot {
			break
		}
	}
	return path
}

// heapFrame is a run with a heap of n objects.
func heapFrame(t testing.TB, n, marked int) (*Frame, *fakeHeap) {
	f := stealFrame(t)
	h := newFakeHeap(7, n, marked)
	f.Probe = h
	h.grow(f)
	return f, h
}

// grow gives the run a past with two cycles and a heap that has grown up to now.
func (h *fakeHeap) grow(f *Frame) {
	line := &f.Log.Line
	at := float64(f.At)
	live, goal := float64(h.heap.Live)*0.3, float64(h.heap.Goal)*0.66
	add := func(part, live, goal float64) {
		line.Levels = append(line.Levels, view.Level{At: trace.Time(part * at), Live: int64(live), Goal: int64(goal), Trigger: int64(goal * 0.9)})
	}
	end := float64(h.heap.Live)
	for i := range 100 {
		part := float64(i) / 100
		switch {
		case i < 38:
			live += (goal - live) / 24
		case i == 38:
			live, goal = goal*0.5, goal*1.02
		case i < 66:
			live += (goal - live) / 20
		case i == 66:
			live, goal = goal*0.55, float64(h.heap.Goal)
		default:
			live += (end - live) / float64(100-i)
		}
		add(part, live, goal)
	}
	add(1, end, float64(h.heap.Goal))
	cycle := func(n int64, from, to float64) {
		line.Cycles = append(line.Cycles, view.Cycle{N: n, From: trace.Time(from * at), To: trace.Time(to * at)})
	}
	cycle(1, 0.33, 0.38)
	cycle(2, 0.6, 0.66)
	if h.heap.Phase != trace.PhaseOff {
		line.Cycles = append(line.Cycles, view.Cycle{N: 3, From: trace.Time(0.93 * at), To: trace.Never})
	}
}

// edgeTo returns a pointer of an object to one of a colour.
func (h *fakeHeap) edgeTo(c view.Colour) view.HeapEdge {
	for i := range h.objects {
		for _, e := range h.objects[i].Edges {
			if o, _ := h.ObjectAt(e.To); o.Colour == c {
				return e
			}
		}
	}
	return view.HeapEdge{}
}

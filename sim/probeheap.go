package sim

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
	"gopherscope/sim/vm"
)

// How much of a heap a probe looks at for one answer.
const (
	probeReach  = 200_000 // objects that a search for ways and referrers visits
	probeStacks = 1_000   // goroutines whose frames are roots
	probeFields = 4096    // bytes of a type whose pointers' names are kept
)

// A graph is what a probe has found out about the heap at an instant. It is no part of the machine's
// state: whoever asks changes nothing.
type graph struct {
	steps   uint64 // of the machine, when all this was true
	objects []view.HeapObject
	max     int // objects that were asked for
	edges   []view.HeapEdge
	roots   []view.HeapEdge
	maxRoot int
	grey    map[uint64]bool // objects in work buffers; see hasGrey
	hasGrey bool

	globals []globalWord // pointers in globals: the same at every instant
	names   [][]string   // of the pointers in a value, by type and word; nil if not yet asked for
	types   []typeNames  // by type
}

// A globalWord is where a global has a pointer.
type globalWord struct {
	addr   uint64
	global int32
}

// typeNames are what objects are called: of one value of a type, and of several.
type typeNames struct{ one, many string }

// heapShown returns what is known of this instant.
func (pr probe) heapShown() *graph {
	s := pr.mc.graph
	if s == nil {
		s = &graph{}
		pr.mc.graph = s
		for i, g := range pr.mc.prog.Globals {
			pr.eachPointer(g.Type, func(off uint64) { s.globals = append(s.globals, globalWord{g.Addr + off, int32(i)}) })
		}
	}
	if s.steps != pr.mc.steps {
		s.steps, s.max, s.maxRoot, s.hasGrey = pr.mc.steps, 0, 0, false
	}
	return s
}

// eachPointer calls do with the distances of the pointers in a value of type id.
func (pr probe) eachPointer(id code.TypeID, do func(off uint64)) {
	t := &pr.mc.prog.Types[id]
	for at := int64(0); at < t.Size && len(t.Ptrs) > 0; at += t.Stride {
		for _, p := range t.Ptrs {
			do(uint64(at) + uint64(p)*8)
		}
	}
}

// Heap implements view.HeapProbe.
func (pr probe) Heap(h *view.Heap) {
	hp := pr.mc.heap
	*h = view.Heap{
		Cycle: hp.Cycles(), Phase: trace.Phase(hp.Phase()), Barrier: hp.BarrierOn(),
		Classic: hp.Classic(), Live: hp.Live(), Goal: hp.Goal(), Trigger: hp.Trigger(), Marked: hp.Marked(), Credit: hp.Credit(),
		Ps: slices.Grow(h.Ps[:0], pr.mc.sched.Procs())[:pr.mc.sched.Procs()], Spans: h.Spans[:0],
		Full: h.Full[:0], Assists: h.Assists[:0],
	}
	for p := range h.Ps {
		at := &h.Ps[p]
		*at = view.HeapP{Grey: at.Grey[:0], Spans: at.Spans[:0], Barrier: at.Barrier[:0], Tiny: hp.Tiny(int32(p))}
		pr.queued(int32(p), &at.Grey, &at.GreyN, &at.Spans, &at.SpansN)
		recorded := hp.Buffered(int32(p))
		at.BarrierN = len(recorded)
		at.Barrier = append(at.Barrier, recorded[max(0, len(recorded)-view.MaxQueue):]...)
	}
	pr.queued(-1, &h.Full, &h.FullN, nil, nil)
	h.RootsDone, h.Roots = hp.RootJobs()
	for _, slot := range pr.mc.sched.Assists() {
		h.Assists = append(h.Assists, pr.mc.sched.G(slot).ID)
	}
	hp.EachSpan(func(s heap.SpanInfo) bool {
		var at *view.HeapSpan
		h.Spans, at = another(h.Spans)
		*at = view.HeapSpan{
			Base: s.Base, Pages: s.Pages, Elem: s.Elem, Slots: s.Slots, Class: s.Class, NoScan: s.NoScan,
			P: trace.ProcID(s.P), Queued: s.Queued, FreeIndex: s.Next,
			Alloc: append(at.Alloc[:0], s.Alloc...), Mark: append(at.Mark[:0], s.Mark...), Scan: append(at.Scan[:0], s.Scan...),
		}
		if s.Scan == nil { // its objects are scanned one by one: those that wait are taken out below
			at.Scan = append(at.Scan[:0], s.Mark...)
		}
		last := len(at.Alloc) - 1
		if n := s.Slots % 64; n != 0 {
			at.Alloc[last] &= 1<<n - 1
		}
		switch {
		case s.P >= 0:
			at.State = view.Cached
		case s.Sweep == heap.NotSwept:
			at.State = view.Unswept
			h.SweepLeft++
		}
		for _, w := range at.Alloc {
			h.Objects += bits.OnesCount64(w)
			h.Bytes += uint64(bits.OnesCount64(w)) * s.Elem
		}
		return true
	})
	if hp.Phase() == heap.Off {
		return
	}
	for addr := range pr.grey() { // in any order: each takes its own bit
		i, _ := slices.BinarySearchFunc(h.Spans, addr+1, func(s view.HeapSpan, addr uint64) int { return cmp.Compare(s.Base, addr) })
		if s := &h.Spans[i-1]; s.Elem > 0 {
			slot := (addr - s.Base) / s.Elem
			s.Scan[slot/64] &^= 1 << (slot % 64)
		}
	}
}

// queued lists what is queued for P p, or for all: of grey objects the last ones, which are the next,
// of spans the first.
func (pr probe) queued(p int32, grey *[]uint64, greys *int, spans *[]uint64, spanN *int) {
	pr.mc.heap.Queued(p, func(addr uint64) {
		if *greys++; len(*grey) == view.MaxQueue {
			*grey = append((*grey)[:0], (*grey)[1:]...)
		}
		*grey = append(*grey, addr)
	}, func(base uint64) {
		if *spanN++; len(*spans) < view.MaxQueue {
			*spans = append(*spans, base)
		}
	})
}

// another returns list with one more element, which may hold what it held when the list was longer.
func another[T any](list []T) ([]T, *T) {
	if n := len(list); n < cap(list) {
		list = list[:n+1]
	} else {
		var zero T
		list = append(list, zero)
	}
	return list, &list[len(list)-1]
}

// Objects implements view.HeapProbe.
func (pr probe) Objects(most int) []view.HeapObject {
	s := pr.heapShown()
	if s.max < most {
		s.max, s.objects, s.edges = most, s.objects[:0], s.edges[:0]
		pr.mc.heap.EachObject(func(o heap.Object, span *heap.SpanInfo, slot int) bool {
			if len(s.objects) == most {
				return false
			}
			from := len(s.edges)
			pr.mc.heap.EachEdge(o, func(off, to uint64) {
				s.edges = append(s.edges, view.HeapEdge{From: o.Base, To: to, Name: pr.edgeName(&o, off)})
			})
			obj := pr.heapObject(&o, span, slot)
			obj.Edges = s.edges[from:len(s.edges):len(s.edges)]
			s.objects = append(s.objects, obj)
			return true
		})
	}
	return s.objects[:min(most, len(s.objects))]
}

// heapObject returns an object without its edges.
func (pr probe) heapObject(o *heap.Object, span *heap.SpanInfo, slot int) view.HeapObject {
	return view.HeapObject{
		Addr: o.Base, Size: o.Size, Type: pr.objectType(o), Colour: pr.colour(span, slot, o.Base),
		Span: span.Base, Slot: slot, NoScan: o.NoScan,
	}
}

// colour returns what the mark bits of a span say of the object at addr in a slot, and the work
// buffers if it is one of those that are scanned one by one.
func (pr probe) colour(s *heap.SpanInfo, slot int, addr uint64) view.Colour {
	switch {
	case s.Mark == nil:
		return view.NoColour
	case !view.Has(s.Mark, slot):
		return view.White
	case s.NoScan || s.Scan != nil && view.Has(s.Scan, slot) || s.Scan == nil && !pr.grey()[addr]:
		return view.Black
	}
	return view.Grey
}

// grey returns the set of objects that are in work buffers.
func (pr probe) grey() map[uint64]bool {
	s := pr.heapShown()
	if s.grey == nil {
		s.grey = map[uint64]bool{}
	}
	if !s.hasGrey {
		s.hasGrey = true
		clear(s.grey)
		for p := int32(-1); p < int32(pr.mc.sched.Procs()); p++ {
			pr.mc.heap.Queued(p, func(addr uint64) { s.grey[addr] = true }, func(uint64) {})
		}
	}
	return s.grey
}

// objectType writes what an object holds: the type of its value, or []T of several.
func (pr probe) objectType(o *heap.Object) string {
	s := pr.heapShown()
	for len(s.types) <= int(o.Type) {
		s.types = append(s.types, typeNames{})
	}
	n := &s.types[o.Type]
	if n.one == "" {
		n.one = shortType(pr.mc.heap.TypeName(o.Type))
		if o.Type == 0 {
			n.one = "bytes"
		}
		n.many = "[]" + n.one
	}
	if o.Type != 0 && pr.several(o) {
		return n.many
	}
	return n.one
}

// several reports whether there is room for more than one value in an object.
func (pr probe) several(o *heap.Object) bool {
	if int(o.Type) >= len(pr.mc.prog.Types) {
		return false
	}
	size := uint64(pr.mc.prog.Types[o.Type].Size)
	return size > 0 && (o.Size-uint64(o.Header)) >= 2*size
}

// edgeName names the pointer at a distance from an object's first byte, as the source does.
func (pr probe) edgeName(o *heap.Object, off uint64) string {
	if int(o.Type) >= len(pr.mc.prog.Types) || off < uint64(o.Header) {
		return ""
	}
	off -= uint64(o.Header)
	size := uint64(pr.mc.prog.Types[o.Type].Size)
	if size == 0 || off < size && !pr.several(o) {
		return pr.fieldName(o.Type, off)
	}
	return "[" + strconv.FormatUint(off/size, 10) + "]" + dotted(pr.fieldName(o.Type, off%size))
}

// dotted puts a dot before a field's name.
func dotted(name string) string {
	if name == "" || name[0] == '[' {
		return name
	}
	return "." + name
}

// fieldName names the pointer at a distance from the beginning of a value of type id: next,
// list[3].key; "" if the value is the pointer itself.
func (pr probe) fieldName(id code.TypeID, off uint64) string {
	t := &pr.mc.prog.Types[id]
	if t.Kind != code.KindStruct && t.Kind != code.KindArray {
		return ""
	}
	if t.Size > probeFields {
		return pr.findName(id, off)
	}
	s := pr.heapShown()
	if len(s.names) <= int(id) {
		s.names = append(s.names, make([][]string, len(pr.mc.prog.Types)-len(s.names))...)
	}
	if s.names[id] == nil {
		s.names[id] = make([]string, t.Size/8+1)
		pr.eachPointer(id, func(off uint64) { s.names[id][off/8] = pr.findName(id, off) })
	}
	return s.names[id][off/8]
}

// findName is fieldName, asked for the first time.
func (pr probe) findName(id code.TypeID, off uint64) string {
	t := &pr.mc.prog.Types[id]
	switch t.Kind {
	case code.KindArray:
		if size := uint64(pr.mc.prog.Types[t.Elem].Size); size > 0 {
			return "[" + strconv.FormatUint(off/size, 10) + "]" + dotted(pr.findName(t.Elem, off%size))
		}
	case code.KindStruct:
		for _, f := range t.Fields {
			if at := off - uint64(f.Offset); at < uint64(pr.mc.prog.Types[f.Type].Size) { // wraps if it lies before
				return f.Name + dotted(pr.findName(f.Type, at))
			}
		}
	}
	return ""
}

// Roots implements view.HeapProbe.
func (pr probe) Roots(most int) []view.HeapEdge {
	s := pr.heapShown()
	if s.maxRoot < most {
		s.maxRoot, s.roots = most, s.roots[:0]
		pr.eachRoot(func(e view.HeapEdge) bool {
			if len(s.roots) < most {
				s.roots = append(s.roots, e)
			}
			return len(s.roots) < most
		})
	}
	return s.roots[:min(most, len(s.roots))]
}

// eachRoot calls yield with the edges that lead into the heap from outside, until it returns false.
func (pr probe) eachRoot(yield func(e view.HeapEdge) bool) {
	for _, w := range pr.heapShown().globals {
		if to, ok := pr.mc.heap.Find(pr.mc.mem.Load(w.addr)); ok {
			g := &pr.mc.prog.Globals[w.global]
			name := strings.TrimPrefix(g.Name, "main.") + dotted(pr.fieldName(g.Type, w.addr-g.Addr))
			if !yield(view.HeapEdge{To: to.Base, Root: view.GlobalRoot, Name: name}) {
				return
			}
		}
	}
	for _, slot := range pr.stacks() {
		if !pr.stackRoots(slot, yield) {
			return
		}
	}
	more := true
	other := func(word uint64, name string) {
		if to, ok := pr.mc.heap.Find(word); ok && more {
			more = yield(view.HeapEdge{To: to.Base, Root: view.OtherRoot, Name: name})
		}
	}
	pr.mc.sched.Roots(func(word uint64) bool {
		other(word, "timer")
		return more
	})
	pr.mc.heap.EachSpecial(func(s *heap.Special, queued bool) {
		name := [...]string{heap.Finalizer: "finalizer", heap.WeakHandle: "weak pointer", heap.Cleanup: "cleanup"}[s.Kind]
		other(s.Fn, name)
		if queued && s.Kind == heap.Finalizer {
			other(s.At, name)
		}
	})
}

// stacks returns the slots of goroutines that have not ended, by their numbers.
func (pr probe) stacks() (slots []int32) {
	for slot := range int32(pr.mc.sched.Slots()) {
		if pr.mc.alive(slot) {
			slots = append(slots, slot)
		}
	}
	slices.SortFunc(slots, func(a, b int32) int { return cmp.Compare(pr.mc.sched.G(a).ID, pr.mc.sched.G(b).ID) })
	return slots[:min(len(slots), probeStacks)]
}

// stackRoots calls yield with the pointers that the goroutine in slot holds, until it returns
// false: those of its frames by the names of the variables, then what its deferred calls, its
// panics and an operation under way hold.
func (pr probe) stackRoots(slot int32, yield func(e view.HeapEdge) bool) bool {
	id := pr.mc.sched.G(slot).ID
	var named []uint64
	call := -1
	for f, live := range pr.mc.vm.RootSlots(slot) {
		call++
		for i, set := range live {
			for ; set != 0; set &= set - 1 {
				slot := int32(i*64 + bits.TrailingZeros64(set))
				if slot >= f.Live {
					break
				}
				word := pr.mc.mem.Load(f.FP + uint64(slot)*8)
				to, ok := pr.mc.heap.Find(word)
				if !ok {
					continue
				}
				named = append(named, word)
				e := view.HeapEdge{To: to.Base, Root: view.StackRoot, G: id, Func: pr.mc.prog.Funcs[f.Func].Name, Call: call, Name: pr.slotName(&f, slot)}
				if !yield(e) {
					return false
				}
			}
		}
	}
	more := true
	pr.mc.vm.Roots(slot, func(word uint64) bool {
		if to, ok := pr.mc.heap.Find(word); ok && !slices.Contains(named, word) {
			named = append(named, word)
			more = yield(view.HeapEdge{To: to.Base, Root: view.StackRoot, G: id})
		}
		return more
	})
	return more
}

// slotName names the variable that a slot of a frame belongs to, and the field, or the variable that
// leads to it; "" if there is none.
func (pr probe) slotName(f *vm.Frame, slot int32) string {
	vars := pr.mc.prog.Funcs[f.Func].Vars
	for i := len(vars) - 1; i >= 0; i-- { // of two in one place, the one declared later
		switch v := &vars[i]; {
		case f.PC < v.From || f.PC >= v.To || slot < v.Slot:
		case v.Heap && slot == v.Slot:
			return "&" + v.Name
		case !v.Heap && slot < v.Slot+int32(pr.mc.prog.Types[v.Type].Words()):
			return v.Name + dotted(pr.fieldName(v.Type, uint64(slot-v.Slot)*8))
		}
	}
	at := f.FP + uint64(slot)*8
	for i := range vars { // what does not escape, such as the array behind a slice, has slots of its own
		v := &vars[i]
		if f.PC < v.From || f.PC >= v.To || v.Heap {
			continue
		}
		t, p := &pr.mc.prog.Types[v.Type], pr.mc.mem.Load(f.FP+uint64(v.Slot)*8)
		if size := uint64(pr.mc.prog.Types[t.Elem].Size); size == 0 || at < p {
			continue
		} else if i := (at - p) / size; t.Kind == code.KindPointer && i == 0 {
			return v.Name + dotted(pr.fieldName(t.Elem, at-p))
		} else if t.Kind == code.KindSlice && i < pr.mc.mem.Load(f.FP+uint64(v.Slot)*8+16) {
			return v.Name + "[" + strconv.FormatUint(i, 10) + "]" + dotted(pr.fieldName(t.Elem, (at-p)%size))
		}
	}
	return ""
}

// ObjectAt implements view.HeapProbe.
func (pr probe) ObjectAt(addr uint64) (view.HeapObject, bool) {
	o, ok := pr.mc.heap.Find(addr)
	if !ok {
		return view.HeapObject{}, false
	}
	span, slot, _ := pr.mc.heap.SpanAt(o.Base)
	obj := pr.heapObject(&o, &span, slot)
	pr.mc.heap.EachEdge(o, func(off, to uint64) {
		obj.Edges = append(obj.Edges, view.HeapEdge{From: o.Base, To: to, Name: pr.edgeName(&o, off)})
	})
	return obj, true
}

// Referrers implements view.HeapProbe.
func (pr probe) Referrers(addr uint64) (list []view.HeapEdge) {
	o, ok := pr.mc.heap.Find(addr)
	if !ok {
		return nil
	}
	pr.eachRoot(func(e view.HeapEdge) bool {
		if e.To == o.Base {
			list = append(list, e)
		}
		return true
	})
	seen := 0
	pr.mc.heap.EachObject(func(from heap.Object, _ *heap.SpanInfo, _ int) bool {
		pr.mc.heap.EachEdge(from, func(off, to uint64) {
			if to == o.Base {
				list = append(list, view.HeapEdge{From: from.Base, To: to, Name: pr.edgeName(&from, off)})
			}
		})
		seen++
		return seen < probeReach
	})
	return list
}

// Path implements view.HeapProbe: it looks at objects in the order of their distance from the roots.
func (pr probe) Path(addr uint64) []view.HeapEdge {
	goal, ok := pr.mc.heap.Find(addr)
	if !ok {
		return nil
	}
	type step struct {
		obj    uint64
		off    uint64 // of the pointer to it, in the object before
		before int32  // index of that, -1 for a root
	}
	var steps []step
	var roots []view.HeapEdge // of steps[:len(roots)]
	seen := map[uint64]bool{}
	pr.eachRoot(func(e view.HeapEdge) bool {
		if !seen[e.To] {
			seen[e.To] = true
			roots = append(roots, e)
			steps = append(steps, step{e.To, 0, -1})
		}
		return !seen[goal.Base] && len(steps) < probeReach
	})
	for i := 0; i < len(steps) && !seen[goal.Base] && len(steps) < probeReach; i++ {
		if o, ok := pr.mc.heap.Find(steps[i].obj); ok {
			pr.mc.heap.EachEdge(o, func(off, to uint64) {
				if !seen[to] {
					seen[to] = true
					steps = append(steps, step{to, off, int32(i)})
				}
			})
		}
	}
	at := slices.IndexFunc(steps, func(s step) bool { return s.obj == goal.Base })
	if at < 0 {
		return nil
	}
	var path []view.HeapEdge
	for steps[at].before >= 0 {
		s := steps[at]
		o, _ := pr.mc.heap.Find(steps[s.before].obj)
		path = append(path, view.HeapEdge{From: o.Base, To: s.obj, Name: pr.edgeName(&o, s.off)})
		at = int(s.before)
	}
	path = append(path, roots[at])
	slices.Reverse(path)
	return path
}

// Escapes implements view.HeapProbe.
func (pr probe) Escapes(pc int32) string { return pr.mc.prog.Escapes[pc] }

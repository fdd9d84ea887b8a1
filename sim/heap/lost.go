package heap

// Lost returns the addresses of the objects that are reachable and white, in the order in which a
// search from the roots comes to them, for the goroutines alive in the slots given. It is asked with
// the world stopped and nothing left to mark, before Terminate. With the write barrier on there
// are none; what was lost for want of it is freed by the sweep like any other white object.
//
// It changes nothing: it marks on a table of its own. Models what GODEBUG=gccheckmark=1 looks for,
// runtime/mcheckmark.go.
func (h *Heap) Lost(slots []int32) (lost []uint64) {
	seen := make([][maxObjsPerSpan / 64]uint64, h.spans.Len())
	var todo []Object
	visit := func(word uint64) {
		row := h.spanOf(word)
		if row == 0 {
			return
		}
		s := h.spans.Get(int(row))
		slot := s.slot(word)
		if !s.allocated(slot) || seen[row][slot/64]>>(slot%64)&1 != 0 {
			return
		}
		seen[row][slot/64] |= 1 << (slot % 64)
		o := h.object(s, slot)
		if h.marks.Get(int(row)).mark[slot/64]>>(slot%64)&1 == 0 {
			lost = append(lost, o.Base)
		}
		todo = append(todo, o)
	}
	for _, g := range h.globals {
		h.Pointers(g.Addr, g.Type, 1, func(word uint64) bool {
			visit(word)
			return true
		})
	}
	if h.stacks != nil {
		for _, slot := range slots {
			h.stacks.ScanStack(slot, visit)
		}
		h.stacks.Runtime(visit)
	}
	h.markFinalizers(visit)
	h.markCleanups(visit)
	for _, span := range h.inUse() {
		h.eachSpecial(span.specials, func(s *Special) {
			visit(s.Fn)
			if s.Kind == Finalizer {
				h.EachEdge(h.object(span, span.slot(s.At)), func(_, to uint64) { visit(to) })
			}
		})
	}
	for len(todo) > 0 {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		h.EachEdge(o, func(_, to uint64) { visit(to) })
	}
	return lost
}

// Discard frees a lost object at once, after Terminate, and not when its span's turn to be swept
// comes. It reports false if the object lives on: a finalizer keeps it.
func (h *Heap) Discard(a uint64) bool {
	if row := h.spanOf(a); row != 0 {
		h.ensureSwept(row)
	}
	return !h.Valid(a)
}

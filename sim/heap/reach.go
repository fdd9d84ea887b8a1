package heap

// A Reach is a search for what can be reached, beside the collector's own: it marks on a table of
// its own and changes nothing.
type Reach struct {
	h     *Heap
	seen  [][maxObjsPerSpan / 64]uint64 // by row of span
	todo  []Object
	found func(o Object, row int32, slot uint64) // called for each object, once; may be nil
}

// NewReach returns a search that has found nothing yet.
func (h *Heap) NewReach() *Reach {
	return &Reach{h: h, seen: make([][maxObjsPerSpan / 64]uint64, h.spans.Len())}
}

// Visit finds the object that word points at or into, if it does.
func (r *Reach) Visit(word uint64) {
	row := r.h.spanOf(word)
	if row == 0 {
		return
	}
	s := r.h.spans.Get(int(row))
	slot := s.slot(word)
	if !s.allocated(slot) || r.seen[row][slot/64]>>(slot%64)&1 != 0 {
		return
	}
	r.seen[row][slot/64] |= 1 << (slot % 64)
	o := r.h.object(s, slot)
	if r.found != nil {
		r.found(o, row, slot)
	}
	r.todo = append(r.todo, o)
}

// Found reports whether the object at a has been found; what is no object of the heap always is.
func (r *Reach) Found(a uint64) bool {
	row := r.h.spanOf(a)
	if row == 0 {
		return true
	}
	slot := r.h.spans.Get(int(row)).slot(a)
	return r.seen[row][slot/64]>>(slot%64)&1 != 0
}

// VisitGlobals finds what the program's globals point to.
func (r *Reach) VisitGlobals() {
	for _, g := range r.h.globals {
		r.h.Pointers(g.Addr, g.Type, 1, func(word uint64) bool {
			r.Visit(word)
			return true
		})
	}
}

// VisitRuntime finds what the runtime itself holds: timers, finalizers and cleanups.
func (r *Reach) VisitRuntime() {
	if r.h.stacks != nil {
		r.h.stacks.Runtime(r.Visit)
	}
	r.h.markFinalizers(r.Visit)
	r.h.markCleanups(r.Visit)
	for _, span := range r.h.inUse() {
		r.h.eachSpecial(span.specials, func(s *Special) {
			r.Visit(s.Fn)
			if s.Kind == Finalizer {
				r.h.EachEdge(r.h.object(span, span.slot(s.At)), func(_, to uint64) { r.Visit(to) })
			}
		})
	}
}

// Run finds all that what was found leads to.
func (r *Reach) Run() {
	for len(r.todo) > 0 {
		o := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		r.h.EachEdge(o, func(_, to uint64) { r.Visit(to) })
	}
}

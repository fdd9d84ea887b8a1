package heap

// Stats are the heap's part of runtime.MemStats, with its field names and meanings. Garbage
// counts until its span is swept.
type Stats struct {
	Mallocs, Frees uint64 // objects ever, tiny ones each
	TotalAlloc     uint64 // bytes of slots handed out ever
	HeapAlloc      uint64 // bytes of slots that are allocated
	HeapObjects    uint64
	HeapSys        uint64 // bytes of all pages but those of stacks; what stacks have given back stays
	HeapIdle       uint64 // … that are free
	HeapInuse      uint64 // … that hold objects
	StackInuse     uint64 // bytes of pages that hold stacks, as if none were smaller than Go's smallest
	NextGC         uint64 // the goal
	NumGC          uint32
	BySize         [NumSizeClasses]struct {
		Size           uint32 // bytes
		Mallocs, Frees uint64
	}
}

// Stats counts. It visits every span. Models readmemstats_m, runtime/mstats.go.
func (h *Heap) Stats() Stats {
	s := Stats{
		NextGC:     h.Goal(),
		NumGC:      uint32(h.cycles),
		HeapInuse:  uint64(h.used-h.usedStack) * PageSize,
		TotalAlloc: h.freedLg,
	}
	s.HeapSys = uint64(h.pages.Len()-h.first-int(h.usedStack))*PageSize + h.mostStack - h.goStacks
	s.HeapIdle = s.HeapSys - s.HeapInuse

	for c, sc := range sizeClasses {
		by := &s.BySize[c]
		by.Size = uint32(sc.size)
		by.Frees = h.freed[makeSpanClass(uint8(c), false)] + h.freed[makeSpanClass(uint8(c), true)]
		by.Mallocs = by.Frees
		s.Frees += by.Frees
		s.TotalAlloc += by.Frees * uint64(sc.size)
	}
	for _, sp := range h.inUse() {
		if sp.state == spanManual {
			s.StackInuse += uint64(sp.pages)*PageSize + sp.goStacks()
			continue
		}
		s.BySize[sp.class.class()].Mallocs += uint64(sp.count)
		s.HeapObjects += uint64(sp.count)
		s.HeapAlloc += uint64(sp.count) * sp.elem
	}
	s.TotalAlloc += s.HeapAlloc
	s.Frees += h.tinies
	s.Mallocs = s.Frees + s.HeapObjects
	return s
}

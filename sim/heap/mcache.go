package heap

import "gopherscope/sim/mem"

// An mcache is what one P allocates from without asking anybody: a span a class, and the block
// that tiny objects are put into. It is a row of Heap.caches.
//
// Models mcache, runtime/mcache.go.
type mcache struct {
	alloc          [numSpanClasses]int32 // rows of spans, or 0
	tiny, tinyUsed uint64                // address of the block, or 0, and bytes of it that are in use
	flushGen       uint32                // Heap.sweepgen when the spans were last returned
}

// Use says on which P, and for the goroutine in which slot, all that follows happens: whose
// cache of spans, tiny block, barrier buffer, work queue and assist balance. The machine says
// it before every stretch.
func (h *Heap) Use(p, slot int32) {
	h.p, h.g = p, slot
	if h.mc = h.caches.Get(int(p)); h.mc.flushGen != h.sweepgen {
		h.PrepareForSweep(p) // as acquirep does
	}
}

// Uses reports whether Use(p, slot) would change nothing.
func (h *Heap) Uses(p, slot int32) bool {
	return h.p == p && h.g == slot && h.mc.flushGen == h.sweepgen
}

// SetProcs makes GOMAXPROCS n. The world is stopped; Use has to be called before the heap is
// used again.
//
// Models procresize and p.destroy, runtime/proc.go.
func (h *Heap) SetProcs(n int) {
	for p := n; p < h.caches.Len(); p++ {
		if h.phase != Off {
			h.FlushP(int32(p))
		}
		h.PrepareForSweep(int32(p))
		h.releaseAll(int32(p))
	}
	for p := h.caches.Len(); p < n; p++ {
		h.caches.Grow(1)
		h.caches.At(p).flushGen = h.sweepgen
		h.works.Grow(1)
	}
	h.nprocs = int32(n)
	h.limiter.resetCapacity(h.limiter.lastUpdate, n)
	h.Use(min(h.p, int32(n)-1), h.g)
}

// refill gives the current P another span of class c, with room in it, for the full one it has.
// It returns the span's row, 0 if there is no memory for one. Live bytes grow by all of the span
// that is free, as in Go: the allocations to come are counted before they happen.
//
// Models mcache.refill.
func (h *Heap) refill(c spanClass) (row int32) {
	h.demandBegins()
	if row = h.mc.alloc[c]; row != 0 {
		h.uncacheSpan(row)
	}
	row = h.cacheSpan(c)
	h.demandEnds()
	h.caches.At(int(h.p)).alloc[c] = row
	if row == 0 {
		return 0
	}
	s := h.spans.At(int(row))
	s.sweepgen = h.sweepgen + 3
	h.gc.heapAlloc += uint64(s.slots-s.count) * s.elem
	h.grew(int64(s.pages)*PageSize - int64(s.count)*int64(s.elem))
	return row
}

// releaseAll returns all spans of a P, and gives up its tiny block. What was counted as live and
// is not in use is taken back. Models mcache.releaseAll.
func (h *Heap) releaseAll(p int32) {
	mc := h.caches.At(int(p))
	mc.tiny, mc.tinyUsed = 0, 0
	grown := int64(0)
	for c, row := range mc.alloc {
		if row == 0 {
			continue
		}
		s := h.spans.Get(int(row))
		unused := int64(s.slots-s.count) * int64(s.elem)
		h.gc.heapAlloc -= uint64(unused)
		if s.sweepgen != h.sweepgen+1 { // else live bytes were counted anew since
			grown -= unused
		}
		mc.alloc[c] = 0
		h.uncacheSpan(row)
	}
	h.grew(grown)
}

// PrepareForSweep returns the spans that P p had cached when the last cycle's marking ended, and
// sweeps them. Models mcache.prepareForSweep.
func (h *Heap) PrepareForSweep(p int32) {
	mc := h.caches.At(int(p))
	if mc.flushGen == h.sweepgen {
		return
	}
	h.releaseAll(p)
	mc.flushGen = h.sweepgen
	h.stale--
	h.sweepEnds()
}

// mutator returns the row of the goroutine in a slot.
func (h *Heap) mutator(slot int32) *mutator { return grown(&h.mutators, slot) }

// grown returns row i of a table that is as long as it needs to be.
func grown[T any](t *mem.Table[T], i int32) *T {
	if n := int(i) + 1 - t.Len(); n > 0 {
		t.Grow(n)
	}
	return t.At(int(i))
}

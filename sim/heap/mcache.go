package heap

import "gopherscope/sim/mem"

// An assist is what a goroutine owes the collector: a row of Heap.assists, by slot. Models
// gcAssistBytes of g, runtime/runtime2.go.
type assist struct{ bytes int64 }

// Use says on which P, and for the goroutine in which slot, all that follows happens: whose
// cache of spans, tiny block, barrier buffer, work queue and assist balance. The machine says
// it before every stretch.
func (h *Heap) Use(p, slot int32) { h.p, h.g = p, slot }

// SetProcs makes room for n Ps. The world is stopped.
//
// Models procresize, runtime/proc.go.
func (h *Heap) SetProcs(n int) {
	h.procs = int32(n)
	h.limiter.resetCapacity(h.limiter.lastUpdate, n)
}

// FlushP hands what P p has shaded and its share of the work on to all Ps, and reports whether
// there was any. Models what forEachP does in gcMarkDone, runtime/mgc.go.
func (h *Heap) FlushP(p int32) (flushed bool) { return false }

// PrepareForSweep returns the spans that P p has cached, for they are to be swept.
//
// Models mcache.prepareForSweep, runtime/mcache.go.
func (h *Heap) PrepareForSweep(p int32) {}

// balance returns the row of the goroutine in a slot.
func (h *Heap) balance(slot int32) *assist { return grown(&h.assists, slot) }

// grown returns row i of a table that is as long as it needs to be.
func grown[T any](t *mem.Table[T], i int32) *T {
	if n := int(i) + 1 - t.Len(); n > 0 {
		t.Grow(n)
	}
	return t.At(int(i))
}

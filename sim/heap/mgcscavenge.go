package heap

import "math"

// Memory that was never handed out, and free pages that were given back, belong to the
// operating system until somebody needs them. Simplified: no goroutine gives memory back in
// the background (bgscavenge); a memory limit and debug.FreeOSMemory do.

// Released returns the bytes of pages that belong to the operating system: heapReleased.
func (h *Heap) Released() uint64 {
	return uint64(h.pages.Len()-int(h.fresh)+int(h.scavenged)) * PageSize
}

// kept returns how many free pages belong to the program.
func (h *Heap) kept() int { return int(h.fresh) - h.first - int(h.used) - int(h.scavenged) }

// ReleaseFree gives all free pages back. Models what debug.FreeOSMemory does after its
// collection: scavengeAll, runtime/mgcscavenge.go.
func (h *Heap) ReleaseFree() { h.scavenged += int32(h.kept()) }

// claim is called before npages pages from page on are handed out. Pages that are the
// program's go first; those that are not have to be asked for, and if that exceeds the memory
// limit, as many others are given back.
//
// Models the end of mheap.allocSpan, runtime/mheap.go; simplified: which free pages are the
// operating system's is only counted.
func (h *Heap) claim(page, npages int) {
	fresh := max(0, page+npages-int(h.fresh)) // never handed out
	free := int(h.fresh) - h.first - int(h.used) - (npages - fresh)
	scavenged := min(int(h.scavenged), free)
	if limit := uint64(h.gc.memoryLimit); limit < math.MaxInt64 && !h.limiter.limiting() {
		h.measure(&h.gc)
		ready := h.gc.mappedReady + uint64(fresh+int(h.scavenged)-scavenged)*PageSize
		if ready > limit {
			over := (ready - limit + PageSize - 1) / PageSize
			scavenged += int(min(over, uint64(free-scavenged)))
		}
	}
	h.scavenged = int32(scavenged)
}

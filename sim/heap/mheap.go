package heap

import "math/bits"

// growPages is by how many pages the heap asks for more: 4 MiB, as one bitmap chunk of Go's
// page allocator. Models pallocChunkPages, runtime/mpagealloc.go.
const growPages = 512

// allocSpan returns the row of a span of npages pages for objects of class c, all slots free,
// or 0 if there is no memory. Models mheap.alloc.
func (h *Heap) allocSpan(npages int, c spanClass) int32 {
	if h.Sweeping() {
		h.reclaim(npages)
	}
	row := h.newSpan(npages, spanInUse)
	if row == 0 {
		return 0
	}
	s := h.spans.At(int(row))
	s.class = c
	s.sweepgen = h.sweepgen
	elem := uint64(sizeClasses[c.class()].size)
	if elem == 0 {
		elem = uint64(npages) * PageSize
	}
	s.format(elem, c.slots())
	s.tags = h.allocTags(int(s.slots))
	s.inline = !h.classic && s.elem >= tinySize && s.elem <= minSizeForMallocHead
	return row
}

// newSpan returns the row of a span of npages pages, not yet cut into slots, or 0 if there is
// no memory.
func (h *Heap) newSpan(npages int, state spanState) int32 {
	page := h.findPages(npages)
	if page < 0 {
		h.grow(npages)
		if page = h.findPages(npages); page < 0 {
			return 0
		}
	}
	h.claim(page, npages)
	h.setFree(page, npages, false)
	h.used += int32(npages)

	row := h.deadSpan
	if row != 0 {
		h.deadSpan = h.spans.Get(int(row)).next
	} else {
		row = int32(h.spans.Grow(1))
		h.marks.Grow(1)
	}
	*h.spans.At(int(row)) = span{
		base:  uint64(page) << PageShift,
		pages: int32(npages),
		state: state,
		dirty: int32(page) < h.fresh,
	}
	h.fresh = max(h.fresh, int32(page+npages))
	entry := row
	if state == spanManual {
		entry = -row
		h.usedStack += int32(npages)
	}
	h.setPages(page, npages, entry)
	return row
}

// freeSpan gives the pages of a span, which is in no list, back. Models mheap.freeSpan.
func (h *Heap) freeSpan(row int32) {
	s := h.spans.At(int(row))
	page := int(s.base >> PageShift)
	h.setFree(page, int(s.pages), true)
	h.setPages(page, int(s.pages), 0)
	h.used -= s.pages
	if s.state == spanManual {
		h.usedStack -= s.pages
	} else {
		h.freeTags(s.tags, int(s.slots))
	}
	*h.marks.At(int(row)) = markBits{}
	*s = span{next: h.deadSpan}
	h.deadSpan = row
}

// grow adds npages or more free pages at the end of memory, less if they would exceed the
// limit. Models mheap.grow.
func (h *Heap) grow(npages int) {
	page := h.pages.Len()
	npages = (npages + growPages - 1) / growPages * growPages
	npages = min(npages, h.first+h.maxPages-page)
	h.pages.Grow(npages)
	h.free.Grow((page+npages+63)/64 - h.free.Len())
	h.m.Grow(uint64(page+npages) << PageShift)
	h.setFree(page, npages, true)
}

// setPages writes the page table for n pages from page on.
func (h *Heap) setPages(page, n int, entry int32) {
	for i := range n {
		*h.pages.At(page + i) = entry
	}
}

// setFree marks n pages from page on as free or not. Free neighbours are one run, which is
// all the coalescing there is to do.
func (h *Heap) setFree(page, n int, free bool) {
	if free {
		h.search = min(h.search, int32(page))
	} else if page == int(h.search) {
		h.search += int32(n)
	}
	for n > 0 {
		off := page % 64
		k := min(64-off, n)
		mask := ^uint64(0) >> (64 - k) << off
		if w := h.free.At(page / 64); free {
			*w |= mask
		} else {
			*w &^= mask
		}
		page, n = page+k, n-k
	}
}

// findPages returns the first of the n free pages in a row with the lowest address, or -1.
// Models pageAlloc.find, runtime/mpagealloc.go, with one level where Go has five.
func (h *Heap) findPages(n int) int {
	start, run := 0, 0 // the free pages before the one that is looked at
	for i := int(h.search) / 64; i < h.free.Len(); i++ {
		w := *h.free.Get(i)
		if w == 0 {
			run = 0
			continue
		}
		for at := 0; at < 64; {
			if skip := bits.TrailingZeros64(w >> at); skip > 0 {
				run = 0
				at += skip
				continue
			}
			if run == 0 {
				start = i*64 + at
			}
			k := bits.TrailingZeros64(^(w >> at))
			run += k
			at += k
			if run >= n {
				return start
			}
		}
	}
	return -1
}

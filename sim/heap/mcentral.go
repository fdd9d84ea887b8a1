package heap

import "math/bits"

// refill gives the cache another span of class c, with room in it, for the full one it has.
// It returns nil if there is no memory for one. Live bytes grow by all of the span that is
// free, as in Go: the allocations to come are counted before they happen.
//
// Models mcache.refill and mcentral.cacheSpan, runtime/mcache.go and mcentral.go.
func (h *Heap) refill(c spanClass) *span {
	row := h.partial[c]
	if row != 0 {
		h.partial[c] = h.spans.Get(int(row)).next
	} else {
		row = h.allocSpan(int(sizeClasses[c.class()].pages), c)
	}
	h.cache[c] = row
	if row == 0 {
		return nil
	}
	s := h.spans.At(int(row))
	s.next = 0
	h.grew(uint64(s.pages)*PageSize-uint64(s.count)*s.elem, c.noscan())
	return s
}

// tagOrders is how many sizes of blocks of tags there are: 1, 2, 4 … 1024.
const tagOrders = 11

// allocTags returns the first row of a block of n tags or more. Blocks of a size are used
// again and never cut or joined.
func (h *Heap) allocTags(n int) int32 {
	order := bits.Len(uint(n - 1))
	if row := h.deadTags[order] - 1; row >= 0 {
		h.deadTags[order] = int32(*h.tags.Get(int(row)))
		return row
	}
	return int32(h.tags.Grow(1 << order))
}

// freeTags gives the block of n tags at row back.
func (h *Heap) freeTags(row int32, n int) {
	order := bits.Len(uint(n - 1))
	*h.tags.At(int(row)) = tag(h.deadTags[order])
	h.deadTags[order] = row + 1
}

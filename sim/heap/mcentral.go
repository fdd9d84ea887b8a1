package heap

import "math/bits"

// mcentral is where the spans of one class are that no P has cached: those with room and those
// without, swept and not yet swept since the last cycle, as lists whose newest is taken first.
// Which is which changes with every cycle: see sweptSet.
//
// Models mcentral, runtime/mcentral.go.
type mcentral struct{ partial, full [2]int32 }

// sweptSet returns which of a class's two lists holds swept spans; the other's are unswept. As
// sweepgen grows by 2, the two change places.
func (h *Heap) sweptSet() uint32 { return h.sweepgen / 2 % 2 }

// list returns the list that a span belongs into: by whether it has room, and is swept.
func (h *Heap) list(s *span) *int32 {
	set := h.sweptSet()
	if s.sweepgen != h.sweepgen {
		set = 1 - set
	}
	if s.full() {
		return &h.central[s.class].full[set]
	}
	return &h.central[s.class].partial[set]
}

// push puts a span at the front of the list that it belongs into.
func (h *Heap) push(row int32) {
	s := h.spans.At(int(row))
	list := h.list(s)
	s.next, s.prev = *list, 0
	if s.next != 0 {
		h.spans.At(int(s.next)).prev = row
	}
	*list = row
}

// remove takes a span out of the list that it belongs into.
func (h *Heap) remove(row int32) {
	s := h.spans.At(int(row))
	if s.prev == 0 {
		*h.list(s) = s.next
	} else {
		h.spans.At(int(s.prev)).next = s.next
	}
	if s.next != 0 {
		h.spans.At(int(s.next)).prev = s.prev
	}
	s.next, s.prev = 0, 0
}

// spanBudget is how many spans a P sweeps in search of room before it takes a new one.
const spanBudget = 100

// cacheSpan returns the row of a span of class c with room, for a P to allocate from, or 0 if
// there is no memory: a swept one, one that has room after being swept, or a new one.
//
// Models mcentral.cacheSpan.
func (h *Heap) cacheSpan(c spanClass) int32 {
	h.deductSweepCredit(uint64(sizeClasses[c.class()].pages)*PageSize, 0)
	lists := &h.central[c]
	if row := lists.partial[h.sweptSet()]; row != 0 {
		h.remove(row)
		return row
	}
	budget := spanBudget
	if !h.drained {
		unswept := 1 - h.sweptSet()
		if row := lists.partial[unswept]; row != 0 {
			h.remove(row)
			h.sweep(row, true)
			return row
		}
		for ; budget >= 0; budget-- {
			row := lists.full[unswept]
			if row == 0 {
				break
			}
			h.remove(row)
			h.sweep(row, true)
			if !h.spans.Get(int(row)).full() {
				return row
			}
			h.push(row)
		}
	}
	return h.allocSpan(int(sizeClasses[c.class()].pages), c)
}

// uncacheSpan takes a span back that a P had cached. One that was cached before sweeping began
// is swept. Models mcentral.uncacheSpan.
func (h *Heap) uncacheSpan(row int32) {
	s := h.spans.At(int(row))
	if s.sweepgen == h.sweepgen+1 {
		h.sweep(row, false)
		return
	}
	s.sweepgen = h.sweepgen
	h.push(row)
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

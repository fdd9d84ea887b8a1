package heap

import "math/bits"

// Stacks have sizes of a power of two. Small ones share spans of 32 KB, a size each; larger
// ones have a span of their own. Models stackalloc and stackpool, runtime/stack.go.
const (
	minStackShift  = 8    // log2 of a stack's least bytes
	goStackBytes   = 2048 // of Go's smallest stack: what Stats counts for one that is smaller
	stackSpanShift = 15
	stackOrders    = stackSpanShift - minStackShift // sizes that share spans
)

// StackWords returns the words that a stack of at least words has: the next power of two,
// not less than 32.
func StackWords(words int) int { return 1 << (stackOrder(words) + minStackShift - 3) }

func stackOrder(words int) int {
	return max(0, bits.Len(uint(words-1))-(minStackShift-3))
}

// AllocStack returns the address of StackWords(words) words for a goroutine's frames, or 0 if
// memory is over the limit. They hold anything.
func (h *Heap) AllocStack(words int) uint64 {
	order := stackOrder(words)
	if order >= stackOrders {
		return h.largeStack(order)
	}
	row := h.pools[order]
	if row == 0 {
		if row = h.newSpan(1<<(stackSpanShift-PageShift), spanManual); row == 0 {
			return 0
		}
		s := h.spans.At(int(row))
		s.format(1<<(order+minStackShift), 1<<(stackSpanShift-minStackShift-order))
		h.goStacks += s.goStacks()
		h.mostStack = max(h.mostStack, h.goStacks)
		h.pools[order] = row
	}
	s := h.spans.At(int(row))
	s.word = 0 // stacks are freed one by one, so the cursor does not stay
	i := s.take()
	if s.full() {
		h.pools[order], s.next = s.next, 0
	}
	return s.base + uint64(i)*s.elem
}

func (h *Heap) largeStack(order int) uint64 {
	shift := order + minStackShift - PageShift
	if shift > 31 || 1<<shift > h.maxPages {
		return 0
	}
	row := h.newSpan(1<<shift, spanManual)
	if row == 0 {
		return 0
	}
	s := h.spans.At(int(row))
	s.format(uint64(s.pages)*PageSize, 1)
	s.take()
	return s.base
}

// goStacks returns the bytes by which the span would be larger if none of its stacks were
// smaller than Go's smallest.
func (s *span) goStacks() uint64 {
	return uint64(s.pages) * PageSize * (max(1, goStackBytes/s.elem) - 1)
}

func (h *Heap) freeStackSpan(row int32) {
	h.goStacks -= h.spans.Get(int(row)).goStacks()
	h.freeSpan(row)
}

// FreeStack gives a stack back that AllocStack(words) returned.
func (h *Heap) FreeStack(a uint64, words int) {
	row := -*h.pages.Get(int(a >> PageShift))
	s := h.spans.At(int(row))
	if h.poison {
		h.fill(a, s.elem)
	}
	order := stackOrder(words)
	if order >= stackOrders {
		h.freeSpan(row)
		return
	}
	if s.full() {
		s.next, h.pools[order] = h.pools[order], row
	}
	i := s.slot(a)
	s.bits[i/64] &^= 1 << (i % 64)
	s.count--
}

// FreeStackSpans gives the pages of spans back in which no stack is left. As in Go this waits
// for a collection, so that a goroutine born when another dies finds its stack there.
func (h *Heap) FreeStackSpans() {
	for order := range h.pools {
		row := h.pools[order]
		last := int32(0) // the list's last span that stays
		for row != 0 {
			next := h.spans.Get(int(row)).next
			switch {
			case h.spans.Get(int(row)).count > 0:
				last = row
			case last == 0:
				h.pools[order] = next
				h.freeStackSpan(row)
			default:
				h.spans.At(int(last)).next = next
				h.freeStackSpan(row)
			}
			row = next
		}
	}
}

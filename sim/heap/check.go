package heap

import (
	"fmt"
	"math/bits"
)

// Check returns an error if the heap's tables contradict each other. It is for tests, and
// visits everything.
func (h *Heap) Check() error {
	if err := h.checkPages(); err != nil {
		return err
	}
	if err := h.checkPace(); err != nil {
		return err
	}
	tagsOf := map[int32]int32{} // row of tags: the span that has it
	for row, s := range h.inUse() {
		n := 0
		for i, w := range s.bits[:s.words] {
			n += bits.OnesCount64(w)
			if i < int(s.word) && ^w != 0 {
				return fmt.Errorf("span %d: a slot before its cursor is free", row)
			}
		}
		n -= bits.OnesCount64(s.beyond())
		switch {
		case n != int(s.count):
			return fmt.Errorf("span %d: %d slots are allocated, its count is %d", row, n, s.count)
		case uint64(s.slots)*s.elem > uint64(s.pages)*PageSize:
			return fmt.Errorf("span %d: %d slots of %d bytes in %d pages", row, s.slots, s.elem, s.pages)
		case s.state == spanManual:
			continue
		}
		for i := range int32(s.slots) {
			if other, ok := tagsOf[s.tags+i]; ok {
				return fmt.Errorf("spans %d and %d share tags", row, other)
			}
			tagsOf[s.tags+i] = row
		}
		if err := h.checkZero(row, s); err != nil {
			return err
		}
	}
	return h.checkLists()
}

// checkPace holds what the memory limit goes by against the spans: slots handed out, those that
// are free in a P's cache included, and free pages.
func (h *Heap) checkPace() error {
	out := uint64(0)
	for _, s := range h.inUse() {
		if s.state == spanInUse {
			out += uint64(s.count) * s.elem
		}
	}
	for p := range h.caches.Len() {
		for _, row := range h.caches.Get(p).alloc {
			if row != 0 {
				s := h.spans.Get(int(row))
				out += uint64(s.slots-s.count) * s.elem
			}
		}
	}
	if out != h.gc.heapAlloc {
		return fmt.Errorf("%d bytes of slots are handed out, the pacer goes by %d", out, h.gc.heapAlloc)
	}
	if h.kept() < 0 || h.scavenged < 0 {
		return fmt.Errorf("%d free pages are the program's, %d the operating system's", h.kept(), h.scavenged)
	}
	return nil
}

// checkPages holds the page table and the bitmap of free pages against the spans.
func (h *Heap) checkPages() error {
	want := make([]int32, h.pages.Len())
	used, stacks := int32(0), int32(0)
	for row, s := range h.inUse() {
		entry := row
		used += s.pages
		if s.state == spanManual {
			entry = -row
			stacks += s.pages
		}
		for p := range int(s.pages) {
			page := int(s.base>>PageShift) + p
			if want[page] != 0 {
				return fmt.Errorf("page %d belongs to spans %d and %d", page, want[page], entry)
			}
			want[page] = entry
		}
	}
	for page, w := range want {
		free := *h.free.Get(page / 64)>>(page%64)&1 != 0
		switch got := *h.pages.Get(page); {
		case got != w:
			return fmt.Errorf("page %d: the page table says span %d, it belongs to %d", page, got, w)
		case free != (w == 0 && page >= h.first):
			return fmt.Errorf("page %d of span %d: marked free is %t", page, w, free)
		case free && page < int(h.search):
			return fmt.Errorf("page %d is free, before the first that may be, %d", page, h.search)
		}
	}
	if used != h.used || stacks != h.usedStack {
		return fmt.Errorf("%d pages are used, %d for stacks; the counts are %d, %d", used, stacks, h.used, h.usedStack)
	}
	for _, w := range h.m.W[uint64(h.fresh)<<(PageShift-3):] {
		if w != 0 {
			return fmt.Errorf("a page never handed out, %d or later, is not zero", h.fresh)
		}
	}
	return nil
}

// checkZero looks for words in free slots that allocation believes to be zero.
func (h *Heap) checkZero(row int32, s *span) error {
	if s.dirty {
		return nil
	}
	for i := range uint64(s.slots) {
		if s.allocated(i) {
			continue
		}
		for a := s.base + i*s.elem; a < s.base+(i+1)*s.elem; a += 8 {
			if h.m.Load(a) != 0 {
				return fmt.Errorf("span %d: free slot %d is not zero at %#x", row, i, a)
			}
		}
	}
	return nil
}

// checkLists follows the lists of spans: each span of objects stands in one, or a P has cached
// it, and so does each of stacks that has room.
func (h *Heap) checkLists() error {
	seen := map[int32]bool{}
	follow := func(row int32, fits func(*span) bool) error {
		for ; row != 0; row = h.spans.Get(int(row)).next {
			if seen[row] {
				return fmt.Errorf("span %d is in two lists", row)
			}
			seen[row] = true
			if !fits(h.spans.Get(int(row))) {
				return fmt.Errorf("span %d is in a list it does not belong to", row)
			}
		}
		return nil
	}
	for c := range h.central {
		for set := range uint32(2) {
			fits := func(full bool) func(*span) bool {
				return func(s *span) bool {
					want := h.sweepgen
					if set != h.sweptSet() {
						want -= 2
					}
					return s.state == spanInUse && s.class == spanClass(c) && s.full() == full && s.sweepgen == want
				}
			}
			if err := follow(h.central[c].partial[set], fits(false)); err != nil {
				return err
			}
			if err := follow(h.central[c].full[set], fits(true)); err != nil {
				return err
			}
		}
	}
	for p := range h.caches.Len() {
		for c, row := range h.caches.Get(p).alloc {
			if row == 0 {
				continue
			}
			s := h.spans.Get(int(row))
			if seen[row] || s.state != spanInUse || s.class != spanClass(c) || s.sweepgen != h.sweepgen+3 && s.sweepgen != h.sweepgen+1 {
				return fmt.Errorf("span %d is cached by P %d for class %d and does not fit", row, p, c)
			}
			seen[row] = true
		}
	}
	for order := range h.pools {
		fits := func(s *span) bool {
			return s.state == spanManual && s.elem == 1<<(order+minStackShift) && !s.full()
		}
		if err := follow(h.pools[order], fits); err != nil {
			return err
		}
	}
	if err := follow(h.deadSpan, func(s *span) bool { return s.state == spanDead }); err != nil {
		return err
	}
	for row := range int32(h.spans.Len()) {
		s := h.spans.Get(int(row))
		if row > 0 && !seen[row] && !(s.state == spanManual && s.full()) {
			return fmt.Errorf("span %d is in no list", row)
		}
	}
	return nil
}

package heap

import "math/bits"

// A spanState says what a span's pages are used for.
type spanState uint8

const (
	spanDead   spanState = iota // the row is free
	spanInUse                   // objects
	spanManual                  // stacks
)

// A span is a run of pages cut into slots of one size. It is a row of Heap.spans; row 0 is
// no span: it has no free slot, so that an empty cache needs no test of its own.
//
// Models mspan, runtime/mheap.go. A slot is allocated as soon as its bit is set; Go sets it
// at the next sweep and until then counts the slots left of freeindex as allocated.
type span struct {
	base  uint64 // address
	elem  uint64 // bytes of a slot
	pages int32
	next  int32 // the next span of the list this one is in, or 0
	prev  int32 // … and the one before it

	specials int32  // first of its objects' records in Heap.specials, or 0
	tags     int32  // first of its slots' rows in Heap.tags
	magic    uint32 // offset*magic>>32 is a slot's number; 0 in spans of one slot
	slots    uint16
	count    uint16 // slots allocated
	words    uint8  // of bits that are in use
	word     uint8  // of bits: all slots before it are allocated
	class    spanClass
	state    spanState
	dirty    bool   // free slots may hold anything: needzero
	inline   bool   // its objects are scanned together: gcUsesSpanInlineMarkBits
	sweepgen uint32 // see sweeping
	bits     [maxObjsPerSpan / 64]uint64
}

// format cuts the span into slots of elem bytes, all free.
func (s *span) format(elem uint64, slots int) {
	s.elem = elem
	s.slots = uint16(slots)
	s.count = 0
	s.words = uint8((slots + 63) / 64)
	s.word = 0
	s.magic = 0
	if slots > 1 {
		s.magic = ^uint32(0)/uint32(elem) + 1
	}
	s.bits = [len(s.bits)]uint64{}
	s.bits[s.words-1] = s.beyond()
}

// beyond returns the bits of the last word in use that stand for no slot; they are always set.
func (s *span) beyond() uint64 {
	if n := s.slots % 64; n != 0 {
		return ^uint64(0) << n
	}
	return 0
}

// take allocates the first free slot at or behind the cursor and returns its number, or -1 if
// there is none. Models nextFreeFast and nextFreeIndex, runtime/malloc.go and mbitmap.go.
func (s *span) take() int {
	for {
		w := s.word & (maxObjsPerSpan/64 - 1)
		if free := ^s.bits[w]; free != 0 {
			i := bits.TrailingZeros64(free)
			s.bits[w] |= 1 << i
			s.count++
			return int(w)*64 + i
		}
		if s.word+1 >= s.words {
			return -1
		}
		s.word++
	}
}

// slot returns the number of the slot that address a, on one of the span's pages, lies in;
// it is s.slots or more if a lies behind the last one.
func (s *span) slot(a uint64) uint64 { return (a - s.base) * uint64(s.magic) >> 32 }

// full reports whether no slot is free.
func (s *span) full() bool { return s.count == s.slots }

// allocated reports whether slot i is.
func (s *span) allocated(i uint64) bool {
	return i < uint64(s.slots) && s.bits[i/64]>>(i%64)&1 != 0
}

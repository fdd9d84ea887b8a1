package heap

import (
	"math/bits"

	"gopherscope/sim/trace"
)

// maxGrey is how many grey objects the collector remembers. When there are more it forgets
// some, and looks for them later in the spans where they lie.
const maxGrey = 1 << 16

// A collector is what lives from the beginning of a collection to its end, and is no part of
// the machine's state. An object is white as long as nothing was found that leads to it, grey
// when it is in the list grey, black after.
type collector struct {
	white   []whites // by row of span
	grey    []object
	forgot  bool  // some span's lost is set
	scanned int64 // words
}

// whites are a span's white objects, a bit each. A slot that is not allocated has none, so
// that one test answers both questions about a word: is there an object, and is it news?
type whites struct {
	bits [maxObjsPerSpan / 64]uint64
	lost bool // grey objects of the span are not in the list
}

// An object is a row of spans and the number of a slot in it.
type object struct {
	span int32
	slot int32
}

// prepareMark makes every allocated object white.
func (h *Heap) prepareMark() {
	spans := h.spans.Rows()
	if len(h.white) < len(spans) {
		h.white = make([]whites, max(len(spans), 2*len(h.white)))
	}
	for i := range spans {
		s, w := &spans[i], &h.white[i]
		w.lost = false
		if s.state == spanInUse {
			n := int(s.words)
			copy(w.bits[:n], s.bits[:n])
			w.bits[n-1] &^= s.beyond()
		}
	}
	h.scanned = 0
}

// mark makes the object that word points at or into grey, if it does and the object is white.
// Models findObject and greyobject, runtime/mbitmap.go and mgcmark.go.
func (h *Heap) mark(word uint64) {
	page := word >> PageShift
	pages := h.pages.Rows()
	if page >= uint64(len(pages)) {
		return
	}
	row := pages[page]
	if row <= 0 {
		return // no span, or a stack
	}
	s := &h.spans.Rows()[row]
	slot := s.slot(word)
	if slot >= uint64(s.slots) {
		return // behind the last object
	}
	w := &h.white[row]
	bits := &w.bits[slot/64%uint64(len(w.bits))]
	bit := uint64(1) << (slot % 64)
	if *bits&bit == 0 {
		return
	}
	*bits &^= bit
	if s.class.noscan() {
		return // black at once
	}
	if len(h.grey) == maxGrey {
		w.lost = true
		h.forgot = true
		return
	}
	h.grey = append(h.grey, object{row, int32(slot)})
}

// Drained is what a call of Drain or DrainN did.
type Drained struct {
	Used    trace.Time // virtual ns
	Work    int64      // scan work: bytes looked at
	Credit  int64      // … of it that is to be paid to goroutines waiting for it, or to AddCredit
	Suspend int32      // slot of a running goroutine whose stack is to be scanned: stop it, then Drain again; -1 for none
	Out     bool       // nothing is left to do here
}

// Drain marks on P p until the budget of virtual ns is used up, but at least one unit of work.
//
// Models gcDrain, runtime/mgcmark.go.
func (h *Heap) Drain(p int32, budget trace.Time) Drained {
	h.drain()
	return Drained{Suspend: -1, Out: true}
}

// DrainN marks on P p until so much scan work is done, for a goroutine that assists.
//
// Models gcDrainN, runtime/mgcmark.go.
func (h *Heap) DrainN(p int32, work int64) Drained {
	h.drain()
	return Drained{Suspend: -1, Out: true}
}

// WorkLeft reports whether there is work that any P could do. Models gcMarkWorkAvailable,
// runtime/mgcmark.go.
func (h *Heap) WorkLeft() bool { return len(h.grey) > 0 }

// drain scans grey objects until there are none. Models gcDrain.
func (h *Heap) drain() {
	for {
		for n := len(h.grey); n > 0; n = len(h.grey) {
			o := h.grey[n-1]
			h.grey = h.grey[:n-1]
			h.scan(o)
		}
		if !h.forgot {
			return
		}
		h.forgot = false
		for i := range h.spans.Len() {
			if h.white[i].lost {
				h.scanLost(int32(i))
			}
		}
	}
}

// scanLost scans all objects of a span that are not white: the lost grey ones are among them.
func (h *Heap) scanLost(row int32) {
	s, w := h.spans.Get(int(row)), &h.white[row]
	w.lost = false
	for i := range int32(s.slots) {
		if s.allocated(uint64(i)) && w.bits[i/64]>>(i%64)&1 == 0 {
			h.scan(object{row, i})
		}
	}
}

// scan marks what an object points to. Models scanObject.
func (h *Heap) scan(o object) {
	s := h.spans.Get(int(o.span))
	g := *h.tags.Get(int(s.tags + o.slot))
	l := &h.layouts[g&tagType]
	header := s.class.header()
	size := s.elem - header
	base := s.base + uint64(o.slot)*s.elem + header
	before := uint64(g >> tagShift) // words without pointers

	if size <= 64*8 {
		w := h.m.W[base>>3:][:size>>3]
		h.scanned += int64(len(w))
		for mask := l.mask << before & (^uint64(0) >> (64 - size>>3)); mask != 0; mask &= mask - 1 {
			if p := w[bits.TrailingZeros64(mask)]; p >= PageSize {
				h.mark(p)
			}
		}
		return
	}
	words := h.m.W[base>>3 : (base+size)>>3][before:]
	h.scanned += int64(len(words))
	for step := int(l.stride >> 3); len(words) >= step; words = words[step:] {
		for _, i := range l.ptrs {
			if p := words[i]; p >= PageSize {
				h.mark(p)
			}
		}
	}
}

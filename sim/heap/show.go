package heap

import (
	"math/bits"

	"gopherscope/sim/code"
)

// What a viewer may know. Nothing here changes anything, and nothing in the machine asks.

// A SpanInfo is a span of objects. Its sets of slots are the heap's own: read only, and stale
// after anything happens. Bits beyond Slots mean nothing.
type SpanInfo struct {
	Base     uint64 // address
	Pages    int
	Elem     uint64 // bytes of a slot
	Slots    int
	Class    int // size class; 0 is one large object
	NoScan   bool
	Sweep    SpanSweep
	P        int32 // who allocates from it, or -1
	Queued   bool  // it waits in a queue to be scanned
	Next     int   // no slot before it is free
	Alloc    []uint64
	Mark     []uint64 // nil if no cycle marks and the span is swept
	Scan     []uint64 // likewise, and where objects are scanned one by one: black are those that are not Queued
	Specials bool     // some object of it has a finalizer, a cleanup or a weak pointer
}

// A SpanSweep says whether a span has been swept since the last mark phase.
type SpanSweep uint8

// The states of sweeping.
const (
	IsSwept SpanSweep = iota
	NotSwept
)

// EachSpan calls yield with all spans of objects, by address, until it returns false.
func (h *Heap) EachSpan(yield func(SpanInfo) bool) {
	for page := h.first; page < h.pages.Len(); {
		row := *h.pages.Get(page)
		if row == 0 {
			page++
			continue
		}
		s := h.spans.Get(int(max(row, -row)))
		page += int(s.pages)
		if row > 0 && !yield(h.spanInfo(row, s)) {
			return
		}
	}
}

func (h *Heap) spanInfo(row int32, s *span) SpanInfo {
	info := SpanInfo{
		Base: s.base, Pages: int(s.pages), Elem: s.elem, Slots: int(s.slots),
		Class: int(s.class.class()), NoScan: s.class.noscan(), P: -1,
		Next: int(s.word) * 64, Alloc: s.bits[:s.words], Specials: s.specials != 0,
	}
	if s.sweepgen == h.sweepgen-2 || s.sweepgen == h.sweepgen+1 {
		info.Sweep = NotSwept
	}
	if s.sweepgen == h.sweepgen+1 || s.sweepgen == h.sweepgen+3 {
		for p := range h.caches.Len() {
			if h.caches.Get(p).alloc[s.class] == row {
				info.P = int32(p)
			}
		}
	}
	if h.phase != Off || info.Sweep == NotSwept && h.cycles > 0 {
		m := h.marks.Get(int(row))
		info.Mark, info.Queued = m.mark[:s.words], m.owned != spanScanUnowned
		if s.inline {
			info.Scan = m.scan[:s.words]
		}
	}
	return info
}

// EachObject calls yield with all allocated objects, by address, with the span that each lies in
// and the number of its slot there, until it returns false.
func (h *Heap) EachObject(yield func(o Object, s *SpanInfo, slot int) bool) {
	h.EachSpan(func(info SpanInfo) bool {
		s := h.spans.Get(int(h.spanOf(info.Base)))
		for i, w := range info.Alloc {
			if i == len(info.Alloc)-1 {
				w &^= s.beyond()
			}
			for ; w != 0; w &= w - 1 {
				slot := i*64 + bits.TrailingZeros64(w)
				if !yield(h.object(s, uint64(slot)), &info, slot) {
					return false
				}
			}
		}
		return true
	})
}

// SpanAt returns the span that address a lies in, if it is one of objects, and the number of the
// slot there.
func (h *Heap) SpanAt(a uint64) (info SpanInfo, slot int, ok bool) {
	row := h.spanOf(a)
	if row == 0 {
		return SpanInfo{}, 0, false
	}
	s := h.spans.Get(int(row))
	return h.spanInfo(row, s), int(s.slot(a)), true
}

// EachEdge calls yield with every pointer in an object that leads to an object: its distance from
// o.Base in bytes, and the other's address. Models scanObject, which looks at the same words.
func (h *Heap) EachEdge(o Object, yield func(off, to uint64)) {
	l := &h.layouts[o.Type]
	if o.NoScan || l.noscan {
		return
	}
	w := h.m.W[o.Base>>3 : (o.Base+o.Size)>>3]
	step := int(l.stride >> 3)
	for at := int(o.Header >> 3); at+step <= len(w); at += step {
		for _, p := range l.ptrs {
			if word := w[at+int(p)]; word >= PageSize {
				if to := h.base(word); to != 0 {
					yield(uint64(at+int(p))*8, to)
				}
			}
		}
	}
}

// base returns the address of the object that a lies in, 0 if there is none.
func (h *Heap) base(a uint64) uint64 {
	pages := h.pages.Rows()
	if a>>PageShift >= uint64(len(pages)) {
		return 0
	}
	row := pages[a>>PageShift]
	if row <= 0 {
		return 0
	}
	s := &h.spans.Rows()[row]
	slot := s.slot(a)
	if !s.allocated(slot) {
		return 0
	}
	return s.base + slot*s.elem + s.class.header()
}

// EachSpecial calls yield with all records of finalizers, cleanups and weak pointers, and with
// whether each is queued: nothing leads to its object any more.
func (h *Heap) EachSpecial(yield func(s *Special, queued bool)) {
	list := func(row int32, queued bool) {
		for row != 0 {
			s := h.specials.Get(int(row))
			yield(s, queued)
			row = s.next
		}
	}
	list(h.sp.immortal, false)
	list(h.sp.finq, true)
	list(h.sp.finRun, true)
	list(h.sp.cleanRun, true)
	list(h.sp.cleanNew, true)
	for b := h.sp.cleanq; b != 0; b = h.specials.Get(int(b)).block {
		list(b, true)
	}
	if h.sp.count == 0 {
		return
	}
	for _, span := range h.inUse() {
		list(span.specials, false)
	}
}

// TypeName returns the name of a type, the machine's own included.
func (h *Heap) TypeName(t code.TypeID) string { return h.names[t] }

// Tiny returns the address of the block that P p puts tiny objects into, or 0.
func (h *Heap) Tiny(p int32) uint64 { return h.caches.Get(int(p)).tiny }

// Queued calls object with the addresses of the grey objects in P p's work buffers, the next to be
// scanned last, and span with those of the spans in its queue, the next to be scanned first. With
// p = -1 it is the objects that were given away to all Ps.
func (h *Heap) Queued(p int32, object, span func(addr uint64)) {
	buffer := func(row int32) {
		b := h.bufs.Get(int(row))
		for _, a := range b.obj[:b.n] {
			object(h.base(a))
		}
	}
	if p < 0 {
		for row := h.work.full; row != 0; row = h.bufs.Get(int(row)).next {
			buffer(row)
		}
		return
	}
	if int(p) >= h.works.Len() {
		return
	}
	w := h.works.Get(int(p))
	if w.wbuf1 != 0 {
		buffer(w.wbuf2)
		buffer(w.wbuf1)
	}
	q := &w.spanq
	for i := q.head; i != q.tail; i++ {
		span(q.ring[i%spanRing] &^ (PageSize - 1))
	}
	for row := q.spillHead; row != 0; row = h.marks.Get(int(row)).next {
		span(h.spans.Get(int(row)).base)
	}
}

// RootJobs returns how many root jobs of this cycle's somebody has taken, and how many there are.
func (h *Heap) RootJobs() (taken, all int) {
	return int(h.work.markrootNext), int(h.work.markrootJobs)
}

// Marked returns the bytes that this cycle has marked so far, or the last one.
func (h *Heap) Marked() uint64 {
	if h.phase == Off {
		return h.gc.heapMarked
	}
	n := h.work.bytesMarked
	for p := range h.works.Len() {
		n += h.works.Get(p).bytesMarked
	}
	return n
}

// Classic reports whether objects are marked one by one, not span by span.
func (h *Heap) Classic() bool { return h.classic }

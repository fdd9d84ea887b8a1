package heap

import (
	"math/bits"

	"gopherscope/sim/trace"
)

// Objects of 16 to 512 bytes are marked a span at a time: what is found to be grey waits in
// its span, and the span in a queue, so that more of the span's objects have been found by the
// time it is scanned. Models runtime/mgcmark_greenteagc.go.

// markBits are what marking knows of a span's objects, a bit each. It is a row of Heap.marks,
// by row of the span. An object of a span that is scanned as a whole is white without its mark
// bit, grey with it, black with its scan bit; other objects are black with the mark bit unless
// a work buffer holds them.
//
// Models gcmarkBits and spanInlineMarkBits.
type markBits struct {
	mark  [maxObjsPerSpan / 64]uint64
	scan  [512 / 64]uint64 // of spans that are scanned as a whole
	owned spanScanOwnership
	page  bool  // the reclaimer knows that something of the span is marked: pageMarks
	next  int32 // row of the next span of the spilled queue that this one is in, or 0
	slot  int32 // … and the object that it was queued for
}

// A spanScanOwnership says how many objects of a span became grey since it was last scanned.
// A span with any is in one queue.
type spanScanOwnership uint8

const (
	spanScanUnowned spanScanOwnership = iota
	spanScanOneMark
	spanScanManyMark
)

// Sizes of a span queue, and how it hands spans on to be stolen.
const (
	spanRing    = 256
	spillPeriod = 64 // puts between looks at whether there is something to be stolen
	spillMax    = 16 // spans that such a look hands on
)

// A spanQueue holds spans with grey objects, oldest first: a ring of them only its P takes from,
// and a list that others may steal from, whose links are in Heap.marks. An entry is a span's
// address plus the number of the object that it was queued for.
//
// Models spanQueue; simplified: the list that is stolen from is one, where Go chains rings of
// growing size.
type spanQueue struct {
	head, tail uint32 // of ring: entries head to tail-1, modulo its length
	puts       int32  // since the queue last spilled: putsSinceDrain

	spillHead, spillTail int32 // rows of spans, or 0
	spilled              int32 // spans in that list

	ring [spanRing]uint64
}

func (q *spanQueue) empty() bool { return q.head == q.tail && q.spilled == 0 }

// putSpan queues a span for object slot of it.
func (h *Heap) putSpan(w *gcWork, base, slot uint64) {
	q := &w.spanq
	if q.tail-q.head == spanRing {
		h.spillSpans(q, spanRing/2)
		w.flushedWork, w.mayNeedWorker = true, true
		q.ring[q.tail%spanRing] = base | slot
		q.tail++
		return
	}
	q.ring[q.tail%spanRing] = base | slot
	q.tail++
	if q.puts++; q.puts >= spillPeriod {
		q.puts = 0
		if n := min((q.tail-q.head)/2, spillMax); n > 4 && q.spilled == 0 {
			h.spillSpans(q, n)
			w.flushedWork, w.mayNeedWorker = true, true
		}
	}
}

// spillSpans hands the n oldest spans of the ring on to where they may be stolen.
func (h *Heap) spillSpans(q *spanQueue, n uint32) {
	q.puts = 0
	for range n {
		e := q.ring[q.head%spanRing]
		q.head++
		row := *h.pages.Get(int(e >> PageShift))
		m := h.marks.At(int(row))
		m.slot, m.next = int32(e%PageSize), 0
		if q.spilled == 0 {
			q.spillHead = row
		} else {
			h.marks.At(int(q.spillTail)).next = row
		}
		q.spillTail = row
		q.spilled++
	}
}

// tryGetSpanFast takes the oldest span of the ring, or returns 0.
func (q *spanQueue) tryGetSpanFast() uint64 {
	if q.head == q.tail {
		return 0
	}
	e := q.ring[q.head%spanRing]
	q.head++
	return e
}

// steal moves half of what from has spilled, at most half a ring, into q's empty ring, and
// takes the first of it, or returns 0.
func (h *Heap) steal(q, from *spanQueue) uint64 {
	n := min(from.spilled-from.spilled/2, spanRing/2)
	if n == 0 {
		return 0
	}
	q.head, q.tail = 0, uint32(n)
	for i := range n {
		m := h.marks.Get(int(from.spillHead))
		q.ring[i] = h.spans.Get(int(from.spillHead)).base | uint64(m.slot)
		from.spillHead = m.next
	}
	if from.spilled -= n; from.spilled == 0 {
		from.spillTail = 0
	}
	return q.tryGetSpanFast()
}

// tryStealSpan takes spans that another P has spilled, beginning with a random one. Models
// gcWork.tryStealSpan; simplified: the Ps are asked in their order from there on.
func (h *Heap) tryStealSpan(w *gcWork, p int32) uint64 {
	n := h.works.Len()
	if n == 1 {
		return 0
	}
	h.work.steal = h.work.steal*6364136223846793005 + 1442695040888963407
	first := int(h.work.steal >> 33 % uint64(n))
	for i := range n {
		other := (first + i) % n
		if other == int(p) || h.works.Get(other).spanq.spilled == 0 {
			continue
		}
		if e := h.steal(&w.spanq, &h.works.At(other).spanq); e != 0 {
			return e
		}
	}
	return 0
}

// scanSpan scans the grey objects of a queued span. From its first line on an object that
// becomes grey queues the span again.
func (h *Heap) scanSpan(w *gcWork, e uint64) (cost int64) {
	row := *h.pages.Get(int(e >> PageShift))
	s, m := h.spans.Get(int(row)), h.marks.At(int(row))
	owned := m.owned
	h.because(trace.RuleObject)
	m.owned = spanScanUnowned
	if owned == spanScanOneMark {
		slot := e % PageSize
		bit := uint64(1) << (slot % 64)
		if m.scan[slot/64]&bit != 0 {
			return 0
		}
		m.scan[slot/64] |= bit
		w.bytesMarked += s.elem
		h.scanning(s, slot)
		w.heapScanWork += h.scanSmall(w, s, slot)
		h.tellScan(s, slot, s.base, s.base+PageSize)
		return sparseCost + int64(s.elem)/scanRate
	}

	var toScan [len(m.scan)]uint64
	n := 0
	for i := range toScan[:min(int(s.words), len(toScan))] {
		toScan[i] = m.mark[i] &^ m.scan[i]
		m.scan[i] |= toScan[i]
		n += bits.OnesCount64(toScan[i])
	}
	if n == 0 {
		return 0
	}
	m.page = true
	w.bytesMarked += uint64(n) * s.elem
	dense := n >= int(s.slots)/8
	for i, b := range toScan {
		for ; b != 0; b &= b - 1 {
			slot := uint64(i*64 + bits.TrailingZeros64(b))
			h.scanning(s, slot)
			work := h.scanSmall(w, s, slot)
			if !dense {
				w.heapScanWork += work
			}
		}
	}
	h.tellSpan(s, n, dense)
	if dense {
		w.heapScanWork += int64(n) * int64(s.elem)
		return int64(n) * (denseCost + int64(s.elem)/scanRate)
	}
	return int64(n) * (sparseCost + int64(s.elem)/scanRate)
}

// scanSmall shades what an object of at most 64 words points to, and returns the bytes up to
// its last word that is a pointer. Models scanObjectSmall.
func (h *Heap) scanSmall(w *gcWork, s *span, slot uint64) int64 {
	g := *h.tags.Get(int(s.tags) + int(slot))
	size := s.elem >> 3
	w.words += int64(size)
	mem := h.m.W[(s.base+slot*s.elem)>>3:][:size]
	mask := h.layouts[g&tagType].mask << (g >> tagShift) & (^uint64(0) >> (64 - size))
	work := int64(bits.Len64(mask)) * 8
	for ; mask != 0; mask &= mask - 1 {
		if p := mem[bits.TrailingZeros64(mask)]; p >= PageSize {
			h.shade(w, p)
		}
	}
	return work
}

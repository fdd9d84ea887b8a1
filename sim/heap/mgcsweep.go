package heap

import (
	"math/bits"

	"gopherscope/sim/trace"
)

// poisonWord is what freed memory is overwritten with on request. As an address it lies in no
// memory. Go's clobberfree writes 0xdeadbeef.
const poisonWord = 0xdeadbeefdeadbeef

// spanCost is what sweeping a span takes, virtual ns.
const spanCost = 100

// sweeping is the part of the heap's state that is about sweeping. Models sweepdata and the
// fields of mheap about sweeping, runtime/mgcsweep.go and mheap.go.
type sweeping struct {
	// A span's sweepgen says how it stands to this one, which grows by 2 when marking ends: 2
	// less, it is to be swept; equal, it is swept; 1 more, it was cached before sweeping began
	// and is to be swept; 3 more, it is swept and cached.
	sweepgen     uint32
	stale        int32  // Ps that have yet to return what they had cached when marking ended
	drained      bool   // no span is left in the unswept lists
	centralIndex uint16 // the first list that may have one: twice the class, plus 1 for spans with room

	pagesSwept      int64
	pagesSweptBasis int64   // pagesSwept when the pace was set
	pagesPerByte    float64 // pages to sweep for each byte of growth; 0 when there is nothing to do
	liveBasis       uint64  // live bytes when the pace was set

	reclaimIndex  int32 // the reclaimer has looked at all pages before it
	reclaimCredit int64 // pages given back beyond what was asked for

	owed   trace.Time // virtual ns of sweeping that TakeSweepCost has not told yet
	report Report     // what was swept since marking ended
}

// Sweeping reports whether spans are left to sweep. Models !isSweepDone.
func (h *Heap) Sweeping() bool { return !h.swept() }

// swept reports whether nothing is left to sweep. Models isSweepDone.
func (h *Heap) swept() bool { return h.drained && h.stale == 0 }

// A demand is an allocation that may have to sweep first.
type demand struct {
	on, told     bool  // there is one, and its event is written
	spans, bytes int64 // of the report when it began
}

// demandBegins and demandEnds stand around what may sweep on behalf of an allocation, for its
// events and its cost.
func (h *Heap) demandBegins() {
	h.demand = demand{on: true, spans: h.report.Spans, bytes: h.report.FreedBytes}
}

func (h *Heap) demandEnds() {
	if h.demand.told {
		h.sink.Write(trace.Event{Kind: trace.GCSweepEnd, N: h.report.Spans - h.demand.spans, N2: h.report.FreedBytes - h.demand.bytes})
	}
	h.demand = demand{}
	h.wanted = h.wanted || h.owed > 0
}

// TakeSweepCost returns the virtual ns that sweeping has taken since the last call, less that of
// SweepOne: an allocation that had to sweep has the machine ask, by Wants.
func (h *Heap) TakeSweepCost() trace.Time {
	n := h.owed
	h.owed = 0
	return n
}

// SweepOne sweeps a span and returns how many pages it gave back and what it cost. It reports
// false if none is left. Models sweepone.
func (h *Heap) SweepOne() (pages int, cost trace.Time, ok bool) {
	row := h.nextSpanForSweep()
	if row == 0 {
		if !h.drained {
			h.drained = true
			h.sweepEnds()
		}
		return 0, 0, false
	}
	n := int(h.spans.Get(int(row)).pages)
	h.spent = 0
	if h.sweep(row, false) {
		pages = n
		h.reclaimCredit += int64(n)
	}
	h.owed -= spanCost // this one's the caller pays
	return pages, spanCost, true
}

// FinishSweep sweeps what is left of the last cycle, with the world stopped, and returns how
// many spans that were. Models finishsweep_m.
func (h *Heap) FinishSweep() (spans int) {
	before, owed := h.report.Spans, h.owed
	for p := range h.caches.Len() {
		h.PrepareForSweep(int32(p))
	}
	for {
		if _, _, ok := h.SweepOne(); !ok {
			h.owed = owed
			return int(h.report.Spans - before)
		}
	}
}

// nextSpanForSweep takes a span out of the unswept lists, or returns 0: class by class, of each
// the full ones first. Models nextSpanForSweep.
func (h *Heap) nextSpanForSweep() int32 {
	if h.drained {
		return 0
	}
	unswept := 1 - h.sweptSet()
	for ; h.centralIndex < 2*numSpanClasses; h.centralIndex++ {
		lists := &h.central[h.centralIndex/2]
		row := lists.full[unswept]
		if h.centralIndex%2 == 1 {
			row = lists.partial[unswept]
		}
		if row != 0 {
			h.remove(row)
			return row
		}
	}
	return 0
}

// sweepEnds is done when a span, or a P's cache, may have been the last to be swept.
func (h *Heap) sweepEnds() {
	if h.Sweeping() {
		return
	}
	h.flushCleanups()
	if h.report.Freed > 0 && h.wants(trace.Alloc) {
		h.sink.Write(trace.Event{Kind: trace.HeapFree, N: h.report.Freed, N2: h.report.FreedBytes})
	}
}

// sweep frees the objects of a span, which is in no list, that are not marked, and puts it
// where it belongs: with none left it is given back, which is reported. preserve says that the
// caller wants the span. The objects' memory stays as it is until a slot is used again.
//
// Models sweepLocked.sweep.
func (h *Heap) sweep(row int32, preserve bool) (gone bool) {
	h.owed += spanCost
	if h.demand.on && !h.demand.told && h.wants(trace.GC) {
		h.demand.told = true
		h.sink.Write(trace.Event{Kind: trace.GCSweepBegin})
	}
	s := h.spans.At(int(row))
	h.pagesSwept += int64(s.pages)
	h.report.Spans++
	if s.specials != 0 {
		h.sweepSpecials(row)
	}
	m := h.marks.At(int(row))
	last := int(s.words) - 1
	s.bits[last] &^= s.beyond()
	freed := 0
	for i := range s.bits[:s.words] {
		dead := s.bits[i] &^ m.mark[i]
		freed += bits.OnesCount64(dead)
		if h.poison {
			for ; dead != 0; dead &= dead - 1 {
				h.fill(s.base+uint64(i*64+bits.TrailingZeros64(dead))*s.elem, s.elem)
			}
		}
		s.bits[i] = m.mark[i]
	}
	s.bits[last] |= s.beyond()
	*m = markBits{}
	s.count -= uint16(freed)
	s.word = 0
	s.sweepgen = h.sweepgen
	h.report.Objects += int64(s.count)
	h.report.Bytes += int64(s.count) * int64(s.elem)
	if freed > 0 {
		s.dirty = true
		h.freed[s.class] += uint64(freed)
		h.report.Freed += int64(freed)
		h.gc.heapAlloc -= uint64(freed) * s.elem
		h.report.FreedBytes += int64(freed) * int64(s.elem)
		if s.class.class() == 0 {
			h.freedLg += s.elem
		}
	}
	h.tellSwept(s.base, freed, int(s.count))
	if preserve {
		return false
	}
	if s.count == 0 {
		h.freeSpan(row)
		return true
	}
	h.push(row)
	return false
}

// ensureSwept sweeps a span if it is not. Models mspan.ensureSwept.
func (h *Heap) ensureSwept(row int32) {
	if s := h.spans.Get(int(row)); s.sweepgen == h.sweepgen-2 {
		h.remove(row)
		h.sweep(row, false)
	} else if s.sweepgen == h.sweepgen+1 {
		for p := range h.caches.Len() {
			if h.caches.Get(p).alloc[s.class] == row {
				h.PrepareForSweep(int32(p))
				return
			}
		}
	}
}

// deductSweepCredit sweeps as many spans as the growth by spanBytes asks for, so that all is
// swept when the next cycle begins. Models deductSweepCredit.
func (h *Heap) deductSweepCredit(spanBytes uint64, callerSweepPages int64) {
	if h.pagesPerByte == 0 {
		return
	}
	grown := spanBytes
	if h.liveBasis < h.gc.heapLive {
		grown += h.gc.heapLive - h.liveBasis
	}
	target := int64(h.pagesPerByte*float64(grown)) - callerSweepPages
	for target > h.pagesSwept-h.pagesSweptBasis {
		_, cost, ok := h.SweepOne()
		h.owed += cost
		if !ok {
			h.pagesPerByte = 0
			return
		}
	}
}

// paceSweeper sets how fast sweeping has to be for all to be swept at the trigger. Models
// gcPaceSweeper.
func (h *Heap) paceSweeper(trigger uint64) {
	h.pagesPerByte = 0
	if !h.Sweeping() {
		return
	}
	distance := max(int64(min(trigger, 1<<62))-int64(h.gc.heapLive)-1<<20, PageSize)
	if pages := int64(h.used-h.usedStack) - h.pagesSwept; pages > 0 {
		h.pagesPerByte = float64(pages) / float64(distance)
		h.liveBasis, h.pagesSweptBasis = h.gc.heapLive, h.pagesSwept
	}
}

// pagesPerReclaimerChunk is how many pages the reclaimer looks at together.
const pagesPerReclaimerChunk = 512

// reclaim sweeps spans of which nothing is marked until n pages were given back, or all pages
// were looked at. Models mheap.reclaim and reclaimChunk.
func (h *Heap) reclaim(n int) {
	for n > 0 && int(h.reclaimIndex) < h.pages.Len() {
		if h.reclaimCredit > 0 {
			take := min(h.reclaimCredit, int64(n))
			h.reclaimCredit -= take
			n -= int(take)
			continue
		}
		page := int(h.reclaimIndex)
		h.reclaimIndex += pagesPerReclaimerChunk
		found := 0
		for end := min(page+pagesPerReclaimerChunk, h.pages.Len()); page < end; page++ {
			row := *h.pages.Get(page)
			if row <= 0 {
				continue
			}
			s := h.spans.Get(int(row))
			if s.sweepgen != h.sweepgen-2 || s.base != uint64(page)<<PageShift || h.marks.Get(int(row)).page {
				continue
			}
			pages := int(s.pages)
			h.remove(row)
			if h.sweep(row, false) {
				found += pages
			}
		}
		if found > n {
			h.reclaimCredit += int64(found - n)
		}
		n -= min(n, found)
	}
}

// fill overwrites n bytes at a.
func (h *Heap) fill(a, n uint64) {
	w := h.m.W[a>>3:][:n>>3]
	for i := range w {
		w[i] = poisonWord
	}
	h.m.MarkDirty(a, n)
}

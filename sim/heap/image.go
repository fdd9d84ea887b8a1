package heap

import (
	"math"

	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// An Image is a heap's state at one instant, less the memory itself, which the machine
// checkpoints. It never changes.
type Image struct {
	spans *mem.TableImage[span]
	pages *mem.TableImage[int32]
	free  *mem.TableImage[uint64]
	tags  *mem.TableImage[tag]

	specials  *mem.TableImage[Special]
	pauses    *mem.TableImage[Pause]
	caches    *mem.TableImage[mcache]
	works     *mem.TableImage[gcWork]
	marks     *mem.TableImage[markBits]
	bufs      *mem.TableImage[workbuf]
	mutators  *mem.TableImage[mutator]
	wbufs     *mem.TableImage[WBBuf]
	rootSlots *mem.TableImage[int32]
	state     state
}

// Checkpoint returns an image of the heap.
func (h *Heap) Checkpoint() *Image {
	return &Image{
		h.spans.Checkpoint(), h.pages.Checkpoint(), h.free.Checkpoint(), h.tags.Checkpoint(),
		h.specials.Checkpoint(), h.pauses.Checkpoint(), h.caches.Checkpoint(), h.works.Checkpoint(), h.marks.Checkpoint(),
		h.bufs.Checkpoint(), h.mutators.Checkpoint(), h.wbufs.Checkpoint(), h.rootSlots.Checkpoint(), h.state,
	}
}

// Copied returns the bytes that were copied for the image.
func (im *Image) Copied() int {
	return im.spans.Copied() + im.pages.Copied() + im.free.Copied() + im.tags.Copied() + im.specials.Copied() + im.pauses.Copied() +
		im.caches.Copied() + im.works.Copied() + im.marks.Copied() + im.bufs.Copied() + im.mutators.Copied() +
		im.wbufs.Copied() + im.rootSlots.Copied()
}

// Restore makes the heap equal the image again; the memory has to be restored beside.
func (h *Heap) Restore(im *Image) {
	h.spans.Restore(im.spans)
	h.pages.Restore(im.pages)
	h.free.Restore(im.free)
	h.tags.Restore(im.tags)
	h.specials.Restore(im.specials)
	h.pauses.Restore(im.pauses)
	h.caches.Restore(im.caches)
	h.works.Restore(im.works)
	h.marks.Restore(im.marks)
	h.bufs.Restore(im.bufs)
	h.mutators.Restore(im.mutators)
	h.wbufs.Restore(im.wbufs)
	h.rootSlots.Restore(im.rootSlots)
	h.state = im.state
	h.mc = h.caches.Get(int(h.p))
}

// Sum feeds every word of the state to add, in a fixed order, less the memory itself: for a
// hash of it.
func (h *Heap) Sum(add func(word uint64)) {
	pair := func(a, b int32) { add(uint64(uint32(a))<<32 | uint64(uint32(b))) }
	for i := range h.spans.Rows() {
		s := h.spans.Get(i)
		add(s.base)
		add(s.elem)
		pair(s.pages, s.next)
		pair(s.prev, int32(s.sweepgen))
		pair(s.tags, int32(s.slots)<<16|int32(s.count))
		add(uint64(s.specials))
		flags := uint64(s.words) | uint64(s.word)<<8 | uint64(s.class)<<16 | uint64(s.state)<<24
		if s.dirty {
			flags |= 1 << 32
		}
		add(flags)
		for _, w := range s.bits[:s.words] {
			add(w)
		}
	}
	for _, row := range h.pages.Rows() {
		add(uint64(row))
	}
	for _, w := range h.free.Rows() {
		add(w)
	}
	for _, g := range h.tags.Rows() {
		add(uint64(g))
	}
	for _, c := range h.central {
		pair(c.partial[0], c.partial[1])
		pair(c.full[0], c.full[1])
	}
	for _, n := range h.freed {
		add(n)
	}
	h.sumMarking(add, pair)
	for _, row := range h.pools {
		add(uint64(row))
	}
	for _, row := range h.deadTags {
		add(uint64(row))
	}
	for i := range h.specials.Len() {
		s := h.specials.Get(i)
		pair(s.next, s.block)
		add(uint64(s.Kind)<<32 | uint64(s.Type))
		add(s.At)
		add(s.Fn)
		add(s.ID)
	}
	pair(h.sp.dead, h.sp.immortal)
	pair(h.sp.finq, h.sp.finRun)
	pair(h.sp.cleanq, h.sp.cleanRun)
	pair(h.sp.cleanNew, h.sp.cleanN)
	pair(h.deadSpan, h.search)
	pair(h.fresh, h.used)
	for _, w := range []uint64{uint64(h.cycles), h.tinies, h.freedLg} {
		add(w)
	}
}

// sumMarking is Sum for what marking and sweeping keep.
func (h *Heap) sumMarking(add func(word uint64), pair func(a, b int32)) {
	for _, mc := range h.caches.Rows() {
		for _, row := range mc.alloc {
			add(uint64(row))
		}
		add(mc.tiny)
		add(mc.tinyUsed)
		add(uint64(mc.flushGen))
	}
	for i := range h.works.Rows() {
		w := h.works.Get(i)
		q := &w.spanq
		pair(w.wbuf1, w.wbuf2)
		pair(w.claimed, q.puts)
		pair(q.spillHead, q.spillTail)
		add(w.bytesMarked)
		add(uint64(w.heapScanWork))
		add(uint64(w.words))
		flags := uint64(0)
		if w.flushedWork {
			flags |= 1
		}
		if w.mayNeedWorker {
			flags |= 2
		}
		add(flags)
		for at := q.head; at != q.tail; at++ {
			add(q.ring[at%spanRing])
		}
	}
	for i := range h.marks.Rows() {
		m := h.marks.Get(i)
		for _, bits := range m.mark[:h.spans.Get(i).words] {
			add(bits)
		}
		for _, bits := range m.scan {
			add(bits)
		}
		pair(m.next, int32(m.owned))
		page := int32(0)
		if m.page {
			page = 1
		}
		pair(m.slot, page)
	}
	for i := range h.bufs.Rows() {
		b := h.bufs.Get(i)
		pair(b.next, b.n)
		for _, obj := range b.obj[:b.n] {
			add(obj)
		}
	}
	for _, m := range h.mutators.Rows() {
		add(uint64(m.assist))
		add(uint64(m.scanned))
	}
	for _, slot := range h.rootSlots.Rows() {
		add(uint64(slot))
	}
	h.gc.sum(add)
	h.limiter.sum(add)
	add(uint64(h.scavenged))
	for _, p := range h.pauses.Rows() {
		add(uint64(p.Length))
		add(uint64(p.End))
	}
	for _, t := range []trace.Time{
		h.cpu.Assist, h.cpu.Dedicated, h.cpu.IdleMark, h.cpu.Pause, h.cpu.Idle, h.cpu.Total, h.cpu.until, h.paused,
	} {
		add(uint64(t))
	}
	add(uint64(h.forced))
	wk, sw := &h.work, &h.sweeping
	pair(h.p, h.g)
	pair(h.nprocs, int32(h.phase))
	pair(wk.full, wk.empty)
	pair(wk.markrootNext, wk.markrootJobs)
	pair(int32(sw.sweepgen), sw.stale)
	pair(int32(sw.centralIndex), sw.reclaimIndex)
	for _, w := range []uint64{
		wk.bytesMarked, wk.steal, uint64(sw.pagesSwept), uint64(sw.pagesSweptBasis), math.Float64bits(sw.pagesPerByte),
		sw.liveBasis, uint64(sw.reclaimCredit), uint64(sw.owed), uint64(sw.report.Freed),
		h.scanAlloc,
	} {
		add(w)
	}
}

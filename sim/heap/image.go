package heap

import (
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

	specials *mem.TableImage[Special]
	assists  *mem.TableImage[assist]
	pauses   *mem.TableImage[pause]
	state    state
}

// Checkpoint returns an image of the heap.
func (h *Heap) Checkpoint() *Image {
	return &Image{
		h.spans.Checkpoint(), h.pages.Checkpoint(), h.free.Checkpoint(), h.tags.Checkpoint(),
		h.specials.Checkpoint(), h.assists.Checkpoint(), h.pauses.Checkpoint(), h.state,
	}
}

// Copied returns the bytes that were copied for the image.
func (im *Image) Copied() int {
	return im.spans.Copied() + im.pages.Copied() + im.free.Copied() + im.tags.Copied() + im.specials.Copied() + im.assists.Copied() + im.pauses.Copied()
}

// Restore makes the heap equal the image again; the memory has to be restored beside.
func (h *Heap) Restore(im *Image) {
	h.spans.Restore(im.spans)
	h.pages.Restore(im.pages)
	h.free.Restore(im.free)
	h.tags.Restore(im.tags)
	h.specials.Restore(im.specials)
	h.assists.Restore(im.assists)
	h.pauses.Restore(im.pauses)
	h.state = im.state
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
	for i := range h.cache {
		pair(h.cache[i], h.partial[i])
		add(h.freed[i])
	}
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
	pair(h.deadSpan, h.search)
	pair(h.fresh, h.used)
	for _, a := range h.assists.Rows() {
		add(uint64(a.bytes))
	}
	pair(h.p, h.g)
	pair(h.procs, int32(h.phase))
	if h.wanted {
		add(1)
	}
	for _, p := range h.pauses.Rows() {
		add(uint64(p.length))
		add(uint64(p.end))
	}
	for _, t := range []trace.Time{
		h.cpu.assist, h.cpu.dedicated, h.cpu.idleMark, h.cpu.pause, h.cpu.idle, h.cpu.total, h.cpu.until, h.paused,
	} {
		add(uint64(t))
	}
	add(uint64(h.forced))
	h.gc.sum(add)
	h.limiter.sum(add)
	for _, w := range []uint64{h.tiny, h.tinyUsed, uint64(h.cycles), h.tinies, h.freedLg} {
		add(w)
	}
}

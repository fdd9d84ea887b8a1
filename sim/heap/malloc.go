package heap

import (
	"math/bits"
	"strconv"

	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// Alloc returns the address of n zero values of type t, one after another, or 0 if memory is
// over the limit: collect, try once more, and then it is the program's death. It never
// collects by itself; ask Wants afterwards. No bytes at all have one address, the same always.
//
// Models mallocgc, runtime/malloc.go.
func (h *Heap) Alloc(t code.TypeID, n int64) uint64 {
	l := &h.layouts[t]
	var a uint64
	if n == 1 && l.one != 0 {
		h.scanAlloc += l.scan
		a = h.mallocSmall(l.one, tag(t))
	} else {
		a = h.malloc(l, 0, tag(t), n)
	}
	if h.sink != nil {
		h.tell(a, 0, t, n)
	}
	return a
}

// AllocAfter is Alloc with header bytes before the values that hold no pointers. header is a
// multiple of 8, at most 2040. For the buffer behind a channel's head.
func (h *Heap) AllocAfter(header int64, t code.TypeID, n int64) uint64 {
	a := h.malloc(&h.layouts[t], uint64(header), tag(t)|tag(header/8)<<tagShift, n)
	if h.sink != nil {
		h.tell(a, header, t, n)
	}
	return a
}

// AllocBytes returns the address of n zero bytes without pointers, or 0 as Alloc does.
func (h *Heap) AllocBytes(n int64) uint64 { return h.Alloc(0, n) }

// tell writes the event of an allocation.
func (h *Heap) tell(a uint64, header int64, t code.TypeID, n int64) {
	if a == 0 || !h.sink.Wants(trace.Alloc) {
		return
	}
	text := h.names[t]
	if n != 1 {
		text = "[" + strconv.FormatInt(n, 10) + "]" + text
	}
	h.sink.Write(trace.Event{Kind: trace.HeapAlloc, Obj: a, N: header + int64(h.layouts[t].size)*n, Text: text, Flag: h.phase != Off})
}

// malloc is the whole decision of where an object goes.
func (h *Heap) malloc(l *layout, header uint64, g tag, n int64) uint64 {
	over, size := bits.Mul64(l.size, uint64(n))
	if n < 0 || over != 0 || size > uint64(h.maxPages)*PageSize {
		return 0
	}
	size += header
	noscan := l.noscan || n == 0
	if !noscan {
		h.scanAlloc += size - l.size + l.scan
	}
	switch {
	case size == 0:
		return h.zerobase
	case noscan && size < tinySize:
		return h.mallocTiny(size)
	case size <= MaxSmallSize:
		return h.mallocSmall(smallClass(size, noscan), g)
	}
	return h.mallocLarge(size, noscan, g)
}

// mallocSmall allocates a slot of class c. Models mallocgcSmallNoscan and mallocgcSmallScan….
func (h *Heap) mallocSmall(c spanClass, g tag) uint64 {
	row := h.mc.alloc[c]
	s := h.spans.At(int(row))
	i := s.take()
	if i < 0 {
		if row = h.refill(c); row == 0 {
			return 0
		}
		s = h.spans.At(int(row))
		i = s.take()
	}
	if h.phase != Off {
		h.markNew(row, i, s.elem)
	}
	*h.tags.At(int(s.tags) + i) = g
	a := s.base + uint64(i)*s.elem
	if s.dirty {
		h.zero(a, s.elem)
	}
	if header := c.header(); header != 0 {
		h.m.Store(a, uint64(g))
		return a + header
	}
	return a
}

// zero clears a small object, whose slot an earlier one had.
func (h *Heap) zero(a, n uint64) {
	if n > 64 {
		h.m.Zero(a, n)
		return
	}
	w := h.m.W[a>>3:][:n>>3]
	for i := range w {
		w[i] = 0
	}
	h.m.MarkDirty(a, n)
}

// mallocTiny puts an object of less than 16 bytes without pointers behind others like it.
// Models mallocgcTiny.
func (h *Heap) mallocTiny(size uint64) uint64 {
	off := h.mc.tinyUsed
	switch {
	case size&7 == 0:
		off = (off + 7) &^ 7
	case size&3 == 0:
		off = (off + 3) &^ 3
	case size&1 == 0:
		off = (off + 1) &^ 1
	}
	if block := h.mc.tiny; block != 0 && off+size <= tinySize {
		h.caches.At(int(h.p)).tinyUsed = off + size
		h.tinies++
		if h.phase != Off {
			h.charge(size)
		}
		return block + off
	}
	a := h.mallocSmall(makeSpanClass(classFor(tinySize), true), 0)
	if a != 0 && (h.mc.tiny == 0 || size < h.mc.tinyUsed) {
		mc := h.caches.At(int(h.p))
		mc.tiny, mc.tinyUsed = a, size
	}
	return a
}

// mallocLarge gives an object a span of its own. Models mallocgcLarge.
func (h *Heap) mallocLarge(size uint64, noscan bool, g tag) uint64 {
	npages := int((size + PageSize - 1) >> PageShift)
	h.demandBegins()
	h.deductSweepCredit(uint64(npages)*PageSize, int64(npages))
	row := h.allocSpan(npages, makeSpanClass(0, noscan))
	h.demandEnds()
	if row == 0 {
		return 0
	}
	s := h.spans.At(int(row))
	s.take()
	*h.tags.At(int(s.tags)) = g
	if s.dirty {
		h.m.Zero(s.base, s.elem)
	}
	if h.phase != Off {
		h.markNew(row, 0, s.elem)
	}
	h.push(row)
	h.gc.heapAlloc += s.elem
	h.grew(int64(s.elem))
	return s.base
}

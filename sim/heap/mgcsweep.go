package heap

import "math/bits"

// poisonWord is what freed memory is overwritten with on request. As an address it lies in no
// memory. Go's clobberfree writes 0xdeadbeef.
const poisonWord = 0xdeadbeefdeadbeef

// sweep frees the objects that are still white, gives empty spans back, and leaves those with
// room for refill to find. The objects' memory stays as it is until a slot is used again.
// Models sweepLocked.sweep, runtime/mgcsweep.go.
func (h *Heap) sweep(r *Report) {
	h.cache = [numSpanClasses]int32{}
	h.partial = [numSpanClasses]int32{}
	// From the last row to the first, so that the lists begin with the first.
	for row := int32(h.spans.Len() - 1); row > 0; row-- {
		s := h.spans.Get(int(row))
		if s.state != spanInUse {
			continue
		}
		r.Spans++
		if n := h.white[row].count(int(s.words)); n > 0 {
			s = h.freeWhite(row)
			r.Freed += int64(n)
			r.FreedBytes += int64(n) * int64(s.elem)
		}
		if s.count == 0 {
			h.freeSpan(row)
			continue
		}
		r.Objects += int64(s.count)
		r.Bytes += int64(s.count) * int64(s.elem)
		if !s.full() {
			if s.next != h.partial[s.class] {
				h.spans.At(int(row)).next = h.partial[s.class]
			}
			h.partial[s.class] = row
		}
	}
}

// freeWhite frees the white objects of a span, of which there are some.
func (h *Heap) freeWhite(row int32) *span {
	s, w := h.spans.At(int(row)), &h.white[row]
	for i := range int(s.words) {
		white := w.bits[i]
		s.bits[i] &^= white
		s.count -= uint16(bits.OnesCount64(white))
		h.freed[s.class] += uint64(bits.OnesCount64(white))
		if h.poison {
			for ; white != 0; white &= white - 1 {
				slot := uint64(i*64 + bits.TrailingZeros64(white))
				h.fill(s.base+slot*s.elem, s.elem)
			}
		}
	}
	if s.class.class() == 0 {
		h.freedLg += s.elem
	}
	s.word = 0
	s.dirty = true
	return s
}

// count returns the number of white objects in the first n words.
func (w *whites) count(n int) int {
	c := 0
	for _, b := range w.bits[:n] {
		c += bits.OnesCount64(b)
	}
	return c
}

// fill overwrites n bytes at a.
func (h *Heap) fill(a, n uint64) {
	w := h.m.W[a>>3:][:n>>3]
	for i := range w {
		w[i] = poisonWord
	}
	h.m.MarkDirty(a, n)
}

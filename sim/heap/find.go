package heap

import (
	"iter"
	"slices"

	"gopherscope/sim/code"
)

// An Object is one allocated object.
type Object struct {
	Base   uint64      // address
	Size   uint64      // bytes of its slot, which may be more than were asked for
	Header int64       // bytes without pointers before its values
	Type   code.TypeID // of its values; 0 for bytes without type, and for several tiny values
	NoScan bool        // the collector does not look into it
}

// Find returns the object that address a lies in, if there is one. Models findObject,
// runtime/mbitmap.go.
func (h *Heap) Find(a uint64) (Object, bool) {
	page := a >> PageShift
	if page >= uint64(h.pages.Len()) {
		return Object{}, false
	}
	row := *h.pages.Get(int(page))
	if row <= 0 {
		return Object{}, false
	}
	s := h.spans.Get(int(row))
	slot := s.slot(a)
	if !s.allocated(slot) {
		return Object{}, false
	}
	return h.object(s, slot), true
}

// Cycles returns how many collections have begun.
func (h *Heap) Cycles() int64 { return h.cycles }

// Valid reports whether address a lies in an allocated object.
func (h *Heap) Valid(a uint64) bool {
	_, ok := h.Find(a)
	return ok
}

// Objects yields all allocated objects, by address.
func (h *Heap) Objects() iter.Seq[Object] {
	return func(yield func(Object) bool) {
		for page := h.first; page < h.pages.Len(); {
			row := *h.pages.Get(page)
			if row == 0 {
				page++
				continue
			}
			s := h.spans.Get(int(max(row, -row)))
			page += int(s.pages)
			if row < 0 {
				continue
			}
			for i := range uint64(s.slots) {
				if s.allocated(i) && !yield(h.object(s, i)) {
					return
				}
			}
		}
	}
}

// PointerAt reports whether the word at address a lies in an object and may hold a pointer.
//
// Models heapBitsForAddr, runtime/mbitmap.go.
func (h *Heap) PointerAt(a uint64) bool {
	o, ok := h.Find(a)
	if !ok || o.NoScan {
		return false
	}
	l := &h.layouts[o.Type]
	at := a - o.Base - uint64(o.Header)
	return !l.noscan && at < o.Size && slices.Contains(l.ptrs, uint32(at%l.stride/8))
}

func (h *Heap) object(s *span, slot uint64) Object {
	g := *h.tags.Get(int(s.tags) + int(slot))
	header := s.class.header()
	return Object{
		Base:   s.base + slot*s.elem + header,
		Size:   s.elem - header,
		Header: int64(g>>tagShift) * 8,
		Type:   code.TypeID(g & tagType),
		NoScan: s.class.noscan(),
	}
}

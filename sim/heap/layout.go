package heap

import "gopherscope/sim/code"

// A tag says what an object holds: elements of type tag&tagType, one after another, behind
// tag>>tagShift words without pointers.
type tag uint32

const (
	tagShift  = 24
	tagType   = 1<<tagShift - 1
	maxHeader = 8 * (1<<(32-tagShift) - 1) // bytes of words before the elements
)

// A layout is what allocation and marking need to know of a type.
type layout struct {
	size   uint64    // bytes of a value
	one    spanClass // where a single value is allocated; 0 if it is empty, tiny or large
	noscan bool      // values hold no pointers
	scan   uint64    // bytes of a value up to its last pointer

	// Where the pointers are in an object of such values: stride bytes have the pattern
	// ptrs, again and again. mask is the same for the object's first 64 words, a bit each.
	mask   uint64
	stride uint64
	ptrs   []uint32
}

// plain is the layout of type 0: bytes that nobody gave a type.
var plain = layout{size: 1, noscan: true}

func layoutOf(t *code.Type) layout {
	l := layout{size: uint64(t.Size), noscan: len(t.Ptrs) == 0}
	if !l.noscan {
		l.stride = uint64(max(t.Stride, 8))
		last := uint64(t.Ptrs[len(t.Ptrs)-1]+1) * 8
		l.scan = max(l.size, l.stride) - l.stride + last
		l.ptrs = t.Ptrs
		for at := uint64(0); at < 64; at += l.stride / 8 {
			for _, w := range t.Ptrs {
				if at+uint64(w) < 64 {
					l.mask |= 1 << (at + uint64(w))
				}
			}
		}
	}
	if l.size > 0 && l.size <= MaxSmallSize && !(l.noscan && l.size < tinySize) {
		l.one = smallClass(l.size, l.noscan)
	}
	return l
}

// smallClass returns the span class of an object of 1 to MaxSmallSize bytes.
func smallClass(size uint64, noscan bool) spanClass {
	if !noscan && size > minSizeForMallocHead {
		size += mallocHeaderSize
	}
	return makeSpanClass(classFor(size), noscan)
}

// Define adds a type that the program itself has not: the layout of a map's header, of a
// defer record, of whatever the machine keeps in the heap. Only its Name, Size, Ptrs and
// Stride count. One seed must make the same types in the same order each time, as an image
// knows them by their number only.
func (h *Heap) Define(t code.Type) code.TypeID {
	h.layouts = append(h.layouts, layoutOf(&t))
	h.names = append(h.names, t.Name)
	return code.TypeID(len(h.layouts) - 1)
}

// NoScan reports whether values of type t hold no pointers.
func (h *Heap) NoScan(t code.TypeID) bool { return h.layouts[t].noscan }

// Pointers calls yield with every word that may be a pointer in the n values of type t at
// addr, which need not be in the heap, until yield returns false; it reports whether it did
// not. For roots: globals, arguments of deferred calls.
func (h *Heap) Pointers(addr uint64, t code.TypeID, n int64, yield func(word uint64) bool) bool {
	l := &h.layouts[t]
	if l.noscan {
		return true
	}
	w := h.m.W
	for end := addr + l.size*uint64(n); addr < end; addr += l.stride {
		for _, p := range l.ptrs {
			if !yield(w[addr>>3+uint64(p)]) {
				return false
			}
		}
	}
	return true
}

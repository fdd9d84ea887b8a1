package heap

import "gopherscope/sim/code"

// BarrierOn reports whether pointer stores are to be told to Shade and BulkBarrier. Models
// writeBarrier.enabled, runtime/runtime2.go.
func (h *Heap) BarrierOn() bool { return h.phase != Off }

// Shade is the write barrier of one store that is about to be made, of a pointer new over a
// pointer old: both shall be found. Models gcWriteBarrier, runtime/mwbbuf.go.
func (h *Heap) Shade(old, new uint64) {
	h.shaded(new)
	h.shaded(old)
}

// BulkBarrier is the write barrier of n values of type t that are about to be copied from src
// to dst, or cleared if src is 0. Models bulkBarrierPreWrite, runtime/mbitmap.go.
func (h *Heap) BulkBarrier(dst, src uint64, t code.TypeID, n int64) {
	l := &h.layouts[t]
	if l.noscan {
		return
	}
	for at := uint64(0); at < l.size*uint64(n); at += l.stride {
		for _, p := range l.ptrs {
			off := at + uint64(p)*8
			old, new := h.m.Load(dst+off), uint64(0)
			if src != 0 {
				new = h.m.Load(src + off)
			}
			h.Shade(old, new)
		}
	}
}

func (h *Heap) flushBarrier(p int32) {}

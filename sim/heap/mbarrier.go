package heap

import (
	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// The hybrid write barrier: whoever stores a pointer shades, as long as objects are marked,
// both the pointer that is overwritten and the new one. The first half keeps what moves from
// the heap to a stack that was scanned already (Yuasa's deletion barrier), the second what
// moves from a stack that is still to be scanned into an object that was (Dijkstra's insertion
// barrier). To shade is to put into the current P's buffer, so the object is grey only when
// the buffer has been flushed.
//
// Go's rule "shade the new pointer only while the goroutine's stack is grey" is in the papers
// and not in the runtime: neither half asks for any colour. Models runtime/mbarrier.go.

// BarrierOn reports whether pointer stores run the write barrier: writeBarrier.enabled.
func (h *Heap) BarrierOn() bool { return h.phase != Off && !h.broken || h.always }

// Watching reports whether stores are to be told to Shade and BulkBarrier: because the barrier is on,
// or because the machine keeps a record of what it would have kept.
func (h *Heap) Watching() bool { return h.phase != Off || h.always }

// ForceBarrier has pointer stores run the write barrier whatever the phase: for tests of who
// does, and of what that costs. It is no part of a checkpoint.
func (h *Heap) ForceBarrier(on bool) { h.always = on }

// Shade records that the word at address at, 0 if that is none of the program's memory, changes
// from old to new, and returns how many stores it recorded, 1 or 0. Call it before the store,
// while Watching. With Config.NoBarrier it records nothing, and the machine is told of a store that
// would have turned an object grey.
//
// Models gcWriteBarrier, runtime/asm_amd64.s.
func (h *Heap) Shade(at, old, new uint64) (stores int64) {
	if !h.BarrierOn() {
		if h.phase == Mark && h.stacks != nil && (h.white(old) || h.white(new)) {
			h.stacks.Stored(at, old, new)
		}
		return 0
	}
	if h.wants(trace.Mark) {
		h.sink.Write(trace.Event{Kind: trace.GCBarrier, Obj: at, N: int64(old), N2: int64(new)})
	}
	b := h.wbuf()
	if !b.Put(old, new) {
		h.flushBarrier(h.p)
		b.Put(old, new)
	}
	return 1
}

// BulkBarrier records what n values of type t at dst are, and what those at src are that are
// to be copied there; src 0 stands for zeros. Memory of a stack at dst needs no barrier. It
// returns how many words were recorded. Call it before the copy, while Watching.
//
// Models bulkBarrierPreWrite, runtime/mbitmap.go.
func (h *Heap) BulkBarrier(dst, src uint64, t code.TypeID, n int64) (words int64) {
	if h.layouts[t].noscan || h.inStack(dst) {
		return 0
	}
	return h.typeBitsBulkBarrier(dst, src, t, n)
}

// DirectBarrier is BulkBarrier of one value where dst or src is the stack of a goroutine that
// does not run: the one case of a store into somebody else's stack.
//
// Models sendDirect and recvDirect, runtime/chan.go.
func (h *Heap) DirectBarrier(dst, src uint64, t code.TypeID) (words int64) {
	return h.typeBitsBulkBarrier(dst, src, t, 1)
}

func (h *Heap) typeBitsBulkBarrier(dst, src uint64, t code.TypeID, n int64) (words int64) {
	l := &h.layouts[t]
	if l.noscan {
		return 0
	}
	for off, end := uint64(0), l.size*uint64(n); off < end; off += l.stride {
		for _, p := range l.ptrs {
			at := off + uint64(p)*8
			new := uint64(0)
			if src != 0 {
				new = h.m.Load(src + at)
			}
			words += h.Shade(dst+at, h.m.Load(dst+at), new)
		}
	}
	return words
}

// inStack reports whether address a lies in a stack.
func (h *Heap) inStack(a uint64) bool {
	page := a >> PageShift
	return page < uint64(h.pages.Len()) && *h.pages.Get(int(page)) < 0
}

// white reports whether word points at or into an object that the collector has not found.
func (h *Heap) white(word uint64) bool {
	row := h.spanOf(word)
	if row == 0 {
		return false
	}
	s := h.spans.Get(int(row))
	i := s.slot(word)
	return s.allocated(i) && h.marks.Get(int(row)).mark[i/64]>>(i%64)&1 == 0
}

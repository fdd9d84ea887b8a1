package heap

import "gopherscope/sim/trace"

// wbBufEntries is how many entries a P's write barrier buffer has.
const wbBufEntries = 512

// A WBBuf is the write barrier buffer of a P: the words that its pointer stores have recorded
// and that are still to be shaded. Nil and addresses before the heap are not recorded, which
// stands for the recordings that Go's compiler leaves out and those that a flush skips.
//
// Models wbBuf, runtime/mwbbuf.go.
type WBBuf struct {
	N    int32 // entries in use
	Base uint64
	Buf  [wbBufEntries]uint64
}

// Put records the words of a store, the new one and the one that it overwrites, and reports
// whether there was room for both.
//
// Models get2, runtime/mwbbuf.go, and gcWriteBarrier, runtime/asm_amd64.s.
func (b *WBBuf) Put(old, new uint64) bool {
	n := uint(b.N)
	if n >= wbBufEntries-1 {
		return false
	}
	b.Buf[n] = new
	if new >= b.Base {
		n++
	}
	b.Buf[n] = old
	if old >= b.Base {
		n++
	}
	b.N = int32(n)
	return true
}

// Barrier returns the buffer of the current P for the machine to put its stores into, nil
// while nobody is to know of stores. If somebody records every store it returns one that is full, so
// that each comes to Shade.
func (h *Heap) Barrier() *WBBuf {
	switch {
	case !h.Watching():
		return nil
	case !h.BarrierOn() || h.wants(trace.Mark):
		return &fullBuf
	}
	return h.wbuf()
}

// fullBuf has no room and never changes.
var fullBuf = WBBuf{N: wbBufEntries}

// wbuf returns the buffer of the current P, for writing.
func (h *Heap) wbuf() *WBBuf {
	b := grown(&h.wbufs, h.p)
	b.Base = h.zerobase + 8
	return b
}

// Buffered returns what the barrier buffer of P p holds, oldest first. It is stale after the
// next store.
func (h *Heap) Buffered(p int32) []uint64 {
	if int(p) >= h.wbufs.Len() {
		return nil
	}
	b := h.wbufs.Get(int(p))
	return b.Buf[:b.N]
}

// flushBarrier shades what the buffer of P p holds; what turns grey is p's work.
//
// Models wbBufFlush1, runtime/mwbbuf.go.
func (h *Heap) flushBarrier(p int32) {
	words := h.Buffered(p)
	if len(words) == 0 {
		return
	}
	if h.phase != Off { // else the barrier is forced
		w := h.works.At(int(p))
		h.because(trace.RuleBarrier)
		for _, x := range words {
			h.shade(w, x)
		}
		if h.cause.on {
			h.sink.Write(trace.Event{Kind: trace.GCFlush, P: trace.ProcID(p), N: int64(len(words)), N2: h.cause.grey})
		}
	}
	h.wbufs.At(int(p)).N = 0
}

// discardBarrier empties all buffers, whose words are all black: marking is over.
//
// Models (*wbBuf).discard, runtime/mwbbuf.go.
func (h *Heap) discardBarrier() {
	for p := range h.wbufs.Len() {
		if h.wbufs.Get(p).N != 0 {
			h.wbufs.At(p).N = 0
		}
	}
}

package heap

import (
	"slices"
	"testing"

	"gopherscope/sim/code"
)

// marking returns a heap that marks, with the objects of the types given.
func marking(types ...code.TypeID) (h *Heap, a []uint64) {
	h = newHeap(Config{})
	h.SetProcs(2)
	for _, t := range types {
		a = append(a, h.Alloc(t, 1))
	}
	h.Use(0, 0)
	h.StartMark(Start{Procs: 2})
	return h, a
}

// A store records the new pointer and then the old one, and neither what is nil nor what lies
// before the heap.
func TestShade(t *testing.T) {
	h, a := marking(tNode, tNode)
	x, y := a[0], a[1]
	h.Shade(0, x, y)
	h.Shade(0, 0, x)
	h.Shade(0, y, 16)
	if got, want := h.Buffered(0), []uint64{y, x, x, y}; !slices.Equal(got, want) {
		t.Errorf("buffer %x, want %x", got, want)
	}
	h.Use(1, 0)
	h.Shade(0, 0, y)
	if got := h.Buffered(1); len(h.Buffered(0)) != 4 || !slices.Equal(got, []uint64{y}) {
		t.Errorf("the other P's buffer %x", got)
	}
}

// A buffer without room for a store is flushed first, and one is empty after it was.
func TestBarrierFlush(t *testing.T) {
	h, a := marking(tNode)
	for range wbBufEntries / 2 {
		h.Shade(0, a[0], a[0])
	}
	if n := len(h.Buffered(0)); n != wbBufEntries {
		t.Fatalf("%d entries", n)
	}
	if b := h.Barrier(); b.Put(a[0], a[0]) {
		t.Error("a full buffer took more")
	}
	h.Shade(0, 0, a[0])
	if n := len(h.Buffered(0)); n != 1 {
		t.Errorf("%d entries after a flush", n)
	}
	if h.FlushP(0); len(h.Buffered(0)) != 0 || !h.WorkLeft() && !h.LocalWork(0) {
		t.Error("nothing turned grey")
	}
}

// What a flush finds is kept: an object whose only pointer moved to where nobody looks again.
func TestBarrierKeeps(t *testing.T) {
	for _, keep := range []bool{false, true} {
		h, a := marking(tNode)
		if keep {
			h.Shade(0, a[0], 0)
		}
		h.drainAll()
		h.Terminate(0)
		for { // what is unswept yet
			if _, _, ok := h.SweepOne(); !ok {
				break
			}
		}
		if h.Valid(a[0]) != keep {
			t.Errorf("recorded %t, alive %t", keep, h.Valid(a[0]))
		}
		if h.BarrierOn() || h.Barrier() != nil || len(h.Buffered(0)) != 0 {
			t.Error("the barrier is still on")
		}
	}
}

// A bulk barrier records the pointer words of all values, and none where the destination is a
// stack, unless it is one that does not run.
func TestBulkBarrier(t *testing.T) {
	h, a := marking(tWide, tWide, tNode, tNode)
	dst, src, x, y := a[0], a[1], a[2], a[3]
	h.m.Store(dst+8, x)
	h.m.Store(src+16+8, y)
	if n := h.BulkBarrier(dst, src, tWide, 1); n != 100 || !slices.Equal(h.Buffered(0), []uint64{x, y}) {
		t.Errorf("%d words, buffer %x", n, h.Buffered(0))
	}
	h.FlushP(0)
	if h.BulkBarrier(dst, 0, tWide, 1); !slices.Equal(h.Buffered(0), []uint64{x}) {
		t.Errorf("a clear recorded %x", h.Buffered(0))
	}
	h.FlushP(0)
	stack := h.AllocStack(32)
	h.m.Store(stack+8, y)
	if n := h.BulkBarrier(stack, dst, tMixed, 1); n != 0 || len(h.Buffered(0)) != 0 {
		t.Errorf("a stack: %d words, buffer %x", n, h.Buffered(0))
	}
	if n := h.DirectBarrier(stack, dst, tMixed); n != 1 || !slices.Equal(h.Buffered(0), []uint64{x, y}) {
		t.Errorf("another's stack: %d words, buffer %x", n, h.Buffered(0))
	}
	if n := h.BulkBarrier(dst, src, tByte, 8); n != 0 {
		t.Errorf("bytes: %d words", n)
	}
}

// The buffers are part of a checkpoint.
func TestBarrierCheckpoint(t *testing.T) {
	h, a := marking(tNode)
	h.Shade(0, 0, a[0])
	im := h.Checkpoint()
	h.Shade(0, 0, a[0])
	h.FlushP(0)
	h.Restore(im)
	if got := h.Buffered(0); !slices.Equal(got, []uint64{a[0]}) {
		t.Errorf("buffer %x", got)
	}
}

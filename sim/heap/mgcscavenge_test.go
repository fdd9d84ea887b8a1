package heap

import "testing"

// Pages belong to the program once they are handed out, and until they are given back.
func TestReleased(t *testing.T) {
	h := newHeap(Config{})
	sys := h.Stats().HeapSys
	if got := h.Released(); got != sys {
		t.Fatalf("%d of %d bytes are the operating system's before anything is allocated", got, sys)
	}
	check := func(what string, inuse, free uint64) {
		t.Helper()
		s := h.Stats()
		if s.HeapInuse != inuse || s.HeapIdle-s.HeapReleased != free || s.HeapSys != sys {
			t.Errorf("%s: %d in use, %d free, %d released; want %d, %d and the rest of %d", what, s.HeapInuse, s.HeapIdle-s.HeapReleased, s.HeapReleased, inuse, free, sys)
		}
		if err := h.Check(); err != nil {
			t.Error(what, err)
		}
	}
	keep := func(a ...uint64) {
		h.Collect(func(yield func(uint64) bool) {
			for _, p := range a {
				yield(p)
			}
		})
	}
	h.Alloc(tByte, mib)
	b := h.Alloc(tByte, mib)
	check("two objects", 2*mib, 0)
	keep(b)
	check("the first is freed", mib, mib)
	h.ReleaseFree()
	check("what is free is given back", mib, 0)
	a := h.Alloc(tByte, mib/2)
	check("half of it is used again", 3*mib/2, 0)
	keep(a)
	check("the second is freed", mib/2, mib)
	h.Alloc(tByte, mib)
	check("its pages are used again before others", 3*mib/2, 0)
}

// With a memory limit, memory that is free goes back before more is asked for.
func TestMemoryLimitReleases(t *testing.T) {
	h := newHeap(Config{})
	ready := func() uint64 { h.measure(&h.gc); return h.gc.mappedReady }
	h.Alloc(tByte, 2*mib)
	h.Collect(noRoots) // 2 MiB are free, in one piece
	limit := ready() + mib
	h.SetMemoryLimit(int64(limit))
	h.Alloc(tByte, 3*mib) // finds no room in it
	if s := h.Stats(); ready() > limit || s.HeapIdle-s.HeapReleased > 0 {
		t.Errorf("%d bytes with a limit of %d, %d of them free", ready(), limit, s.HeapIdle-s.HeapReleased)
	}
	h.Alloc(tByte, 4*mib)
	if ready() <= limit {
		t.Errorf("%d bytes: a limit of %d holds, though more is in use", ready(), limit)
	}
	if !h.Wants() {
		t.Error("over the limit nobody wants to collect")
	}
}

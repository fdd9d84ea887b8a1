package heap

// Lost returns the addresses of the objects that are reachable and white, in the order in which a
// search from the roots comes to them, for the goroutines alive in the slots given. It is asked with
// the world stopped and nothing left to mark, before Terminate. With the write barrier on there
// are none; what was lost for want of it is freed by the sweep like any other white object.
//
// It changes nothing. Models what GODEBUG=gccheckmark=1 looks for, runtime/mcheckmark.go.
func (h *Heap) Lost(slots []int32) (lost []uint64) {
	r := h.NewReach()
	r.found = func(o Object, row int32, slot uint64) {
		if h.marks.Get(int(row)).mark[slot/64]>>(slot%64)&1 == 0 {
			lost = append(lost, o.Base)
		}
	}
	r.VisitGlobals()
	if h.stacks != nil {
		for _, slot := range slots {
			h.stacks.ScanStack(slot, r.Visit)
		}
	}
	r.VisitRuntime()
	r.Run()
	return lost
}

// Discard frees a lost object at once, after Terminate, and not when its span's turn to be swept
// comes. It reports false if the object lives on: a finalizer keeps it.
func (h *Heap) Discard(a uint64) bool {
	if row := h.spanOf(a); row != 0 {
		h.ensureSwept(row)
	}
	return !h.Valid(a)
}

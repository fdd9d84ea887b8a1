package pane

// born returns the number of the event that the object at addr was born with, or 0 if that is not known.
func born(f *Frame, addr uint64) int {
	if i, ok := f.Log.Born(addr, f.State.Events); ok {
		return i + 1
	}
	return 0
}

func (o *heapObject) history(f *Frame) {}

package vm

import "gopherscope/sim/code"

func init() {
	inlines["runtime.Goexit"] = func(v *VM, c *context, _ int) Stop { return v.panicWith(c, [2]uint64{}, true) }
	inlines["math/bits.overflow"] = func(v *VM, c *context, _ int) Stop { return v.raise(c, code.FaultOverflow) }
	inlines["runtime.panicCount"] = func(v *VM, c *context, at int) Stop {
		v.mem.W[at] = uint64(len(v.panicList(c)))
		return running
	}
	inlines["runtime.panicValue"] = func(v *VM, c *context, at int) Stop {
		p := v.panicAt(c, v.mem.W[at])
		v.mem.W[at], v.mem.W[at+1] = p.value[0], p.value[1]
		return running
	}
	inlines["runtime.panicState"] = func(v *VM, c *context, at int) Stop {
		p := v.panicAt(c, v.mem.W[at])
		v.mem.W[at] = bit(p.recovered) | bit(p.goexit)<<1
		return running
	}
	inlines["internal/rt.MutexLocked"] = noteOf(NoteLocked)
	inlines["internal/rt.MutexUnlocked"] = noteOf(NoteUnlocked)
	inlines["internal/rt.WaitGroupAdd"] = noteOf(NoteWaitGroup)
}

// panicList returns the rows of the goroutine's panics, oldest first.
func (v *VM) panicList(c *context) []int32 {
	var rows []int32
	for p := c.panics; p != 0; p = v.panics.Get(int(p - 1)).next {
		rows = append(rows, p-1)
	}
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
	return rows
}

// panicAt returns panic i, 0 being the oldest, or an empty one.
func (v *VM) panicAt(c *context, i uint64) panicRow {
	if rows := v.panicList(c); i < uint64(len(rows)) {
		return *v.panics.Get(int(rows[i]))
	}
	return panicRow{}
}

// noteOf is a native that only tells the host something.
func noteOf(n Note) inline {
	return func(v *VM, c *context, at int) Stop {
		if v.host != nil {
			w := v.mem.W
			a, b := int64(0), int64(0)
			if n == NoteWaitGroup {
				a, b = int64(w[at+1]), int64(w[at+2])
			}
			v.host.Note(v.slot, n, w[at], a, b)
		}
		return running
	}
}

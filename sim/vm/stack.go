package vm

import (
	"gopherscope/sim/code"
)

// growStack moves c's stack to one at least twice as large, which has need words from c's
// frame on, and adjusts what points into it. It reports false if that would be too large.
//
// Models newstack and copystack, runtime/stack.go.
func (v *VM) growStack(c *context, need int32) bool {
	words := int64(c.hi - c.lo)
	if c.fp+need > c.hi {
		words *= 2
		for int64(c.fp-c.lo)+int64(need) > words {
			words *= 2
		}
	}
	if words*8 > MaxStack {
		return false
	}
	addr := v.heap.AllocStack(int(words))
	if addr == 0 {
		return false
	}
	oldLo, oldHi := uint64(c.lo)*8, uint64(c.hi)*8
	used := uint64(c.fp+v.frameWords(c.pc)-c.lo) * 8
	if words > goStack {
		v.extra += int64(used / 64)
	}
	v.mem.Move(addr, oldLo, min(used, oldHi-oldLo))
	lo := int32(addr / 8)
	c.fp += lo - c.lo
	c.lo, c.hi = lo, lo+int32(words)
	adjust := func(p uint64) uint64 {
		if p-oldLo < oldHi-oldLo {
			return p - oldLo + addr
		}
		return p
	}
	for f := range v.frames(c) {
		live := v.liveSlots(f)
		eachBit(live, f.Live, func(slot int32) bool {
			w := &v.mem.W[int32(f.FP/8)+slot]
			*w = adjust(*w)
			return true
		})
	}
	for d := c.defers; d != 0; {
		row := v.defers.At(int(d - 1))
		row.closure = adjust(row.closure)
		v.eachArgPointer(row, func(i int) {
			if i < len(row.args) {
				row.args[i] = adjust(row.args[i])
			} else {
				a := row.block + uint64(i-len(row.args))*8
				v.mem.Store(a, adjust(v.mem.Load(a)))
			}
		})
		d = row.next
	}
	if v.debug.Poison {
		for i := oldLo / 8; i < oldHi/8; i++ {
			v.mem.W[i] = poison
		}
		v.mem.MarkDirty(oldLo, oldHi-oldLo)
	}
	v.heap.FreeStack(oldLo, int(oldHi-oldLo)/8)
	return true
}

// poison fills what no one may read any more, if Debug asks for it.
const poison = 0xdead_beef_dead_beef

// Debug holds the switches of tests that look for pointers the machine forgot.
type Debug struct {
	MoveStacks bool // move the stack at every call
	Poison     bool // fill old stacks with nonsense
}

// SetDebug switches debugging aids on or off.
func (v *VM) SetDebug(d Debug) {
	v.debug = d
	v.fillCallees()
}

// walk yields c's frames, innermost first.
func (v *VM) walk(c *context, yield func(Frame) bool) {
	if !c.live || c.done {
		return
	}
	pc, next, fp := c.pc, c.pc, c.fp
	own := v.frameWords(pc)
	for {
		id := v.funcAt[pc]
		f := Frame{Func: id, PC: pc, FP: uint64(fp) * 8, Live: own, Panic: id == 0, next: next}
		f.Exit = f.Panic && v.panics.Get(int(v.mem.W[fp]-1)).goexit
		at, outer, ret, ok := v.outer(c, fp-c.lo)
		if !ok {
			yield(f)
			return
		}
		f.Defer = outer == ret && (v.plain[ret].Op == code.OpRunDefers || v.funcAt[ret] == 0)
		if !yield(f) {
			return
		}
		own = fp - (c.lo + at) - 1
		pc, next, fp = outer, ret, c.lo+at
	}
}

// outer returns the frame that the one at a distance from the stack's start was called from:
// its distance, the instruction that it stands at and the one that it goes on at, which is
// the same where that one raised a fault or runs deferred calls. The outermost has none.
func (v *VM) outer(c *context, frame int32) (at, pc, next int32, ok bool) {
	h := v.mem.W[c.lo+frame-1]
	dist := int32(h & headerDist)
	if dist == 0 {
		return frame, 0, 0, false
	}
	next = int32(h >> 32)
	pc = next
	if h&headerAt == 0 {
		pc = v.callBefore(next)
	}
	return frame - dist, pc, next, true
}

// frames is walk as a sequence.
func (v *VM) frames(c *context) func(yield func(Frame) bool) {
	return func(yield func(Frame) bool) { v.walk(c, yield) }
}

// callBefore returns the pc of the call instruction that returns to pc.
func (v *VM) callBefore(pc int32) int32 {
	pc--
	for v.plain[pc].Op == code.OpX {
		pc--
	}
	return pc
}

// liveSlots returns the set of a frame's slots that hold pointers which may still be used.
func (v *VM) liveSlots(f Frame) []uint64 {
	if f.Panic {
		return nil
	}
	if v.prog.Funcs[f.Func].IsAdapter() {
		return v.adapterLive(f)
	}
	return v.prog.Live(f.next)
}

// eachBit calls do with the numbers of the bits set below limit, until it returns false.
func eachBit(set []uint64, limit int32, do func(i int32) bool) bool {
	for k, w := range set {
		for i := int32(k) * 64; w != 0 && i < limit; i, w = i+1, w>>1 {
			if w&1 != 0 && !do(i) {
				return false
			}
		}
	}
	return true
}

// roots yields what the goroutine in slot holds: see Roots.
func (v *VM) roots(slot int32, yield func(word uint64) bool) {
	c := v.ctx.Get(int(slot))
	if !c.live {
		return
	}
	for f := range v.frames(c) {
		at := int32(f.FP / 8)
		if !eachBit(v.liveSlots(f), f.Live, func(i int32) bool { return yield(v.mem.W[at+i]) }) {
			return
		}
	}
	if !v.results(c, yield) || c.writing != 0 && !yield(c.writing) {
		return
	}
	for d := c.defers; d != 0; {
		row := v.defers.Get(int(d - 1))
		if !yield(row.closure) || !yield(row.block) {
			return
		}
		for _, w := range row.args[:min(int(row.n), len(row.args))] {
			if !yield(w) {
				return
			}
		}
		d = row.next
	}
	for p := c.panics; p != 0; {
		row := v.panics.Get(int(p - 1))
		if !yield(row.value[1]) {
			return
		}
		p = row.next
	}
}

// userPC returns where the goroutine stands in the user's code: see UserPC.
func (v *VM) userPC(c *context) int32 {
	first := int32(0)
	for f := range v.frames(c) {
		if f.Panic {
			continue
		}
		if fn := &v.prog.Funcs[f.Func]; !fn.Std && !fn.Wrapper {
			return f.PC
		}
		if first == 0 {
			first = f.PC
		}
	}
	return first
}

package vm

import (
	"iter"
	"slices"
	"sort"

	"gopherscope/sim/code"
)

// Stacks have Go's sizes: 2048 bytes, and then twice as much each time, by copying. What a frame
// takes is nearly what gc gives it. The caller's registers up to the callee's frame stand for
// locals and spilled values, the word below the frame for the return address; so a stack grows
// where Go's does, a call earlier or later: growth_test.go holds the two against each other.
//
// A stack of less than 2048 bytes is this machine's own matter. Most goroutines park with few
// small frames, and a million of them is to fit; so they begin with 256 bytes, and until a stack
// has the size of Go's smallest its growth takes no time and shows nowhere.
const (
	stackGuard  = 928 // bytes that have to be left below the frame that is entered: 800 for nosplit functions, and stackSmall
	stackSmall  = 128 // frames up to this many bytes need no more than that
	stackTop    = 32  // bytes above the outermost frame's return address
	stackBig    = 800 // stackNosplit: what the shrinker leaves
	costFrame   = 20  // virtual ns to move one frame: it is the walk that takes them, not the copying
	stackGuards = (stackGuard + stackTop) / 8
)

// goRoom returns how many words have to be left on a stack of Go's sizes from a frame on for
// its function to be entered.
//
// Models the stack check of a prologue (stacksplit, cmd/internal/obj/x86/obj6.go): a frame may
// use the last stackSmall bytes above the guard without being counted.
func goRoom(frame int32) int32 { return stackGuards + 1 + max(0, frame-stackSmall/8) }

// room returns how many words have to be left on a stack of so many words from a frame on.
func room(words, frame int32) int32 {
	if words >= goStack {
		return goRoom(frame)
	}
	return frame
}

// stackUsed returns the bytes that c's frames take: see StackUsed.
func (v *VM) stackUsed(c *context) int64 {
	if !c.live || c.done {
		return 0
	}
	return int64(c.fp-c.lo+v.frameWords(c.pc))*8 + stackTop
}

// calls reports whether c stands at a native of package reflect that makes a call, whose results
// may stand above c's frame.
func (v *VM) calls(c *context) bool {
	in := v.plain[c.pc]
	return in.Op == code.OpNative && (v.prog.Funcs[v.funcAt[c.pc]].IsAdapter() || v.prog.Natives[in.D()].Name == "internal/rt.Call")
}

// shrinkStack halves the stack of the goroutine in slot if less than a quarter is used, and if
// its frames are all there is on it.
//
// Models shrinkstack, runtime/stack.go.
func (v *VM) shrinkStack(slot int32) (cost int64) {
	c := v.ctx.Get(int(slot))
	size := int64(c.hi-c.lo) * 8
	if !c.live || c.done || v.calls(c) || size <= goStack*8 || v.stackUsed(c)+stackBig >= size/4 {
		return 0
	}
	c = v.ctx.At(int(slot))
	frames, ok := v.copyStack(slot, c, size/16)
	if !ok {
		return 0
	}
	return int64(frames) * costFrame
}

// growStack moves c's stack to one at least twice as large, so that a frame dist words above
// c's has room. It reports false if that would be too large.
//
// Models newstack, runtime/stack.go.
func (v *VM) growStack(c *context, dist, frame int32) bool {
	old := int64(c.hi - c.lo)
	words := old
	for int64(c.fp-c.lo+dist)+int64(room(int32(min(words, goStack)), frame)) > words {
		words *= 2
	}
	if words*8 > MaxStack {
		return false
	}
	frames, ok := v.copyStack(v.slot, c, words)
	if !ok {
		return false
	}
	if words > goStack && words > old {
		v.extra += int64(frames) * costFrame
	}
	return true
}

// copyStack moves the stack of c, the goroutine in slot, to a new one of the given number of
// words and adjusts what points into it. It returns how many frames there were, and false if memory is out.
//
// Models copystack, runtime/stack.go.
func (v *VM) copyStack(slot int32, c *context, words int64) (frames int, ok bool) {
	addr := v.heap.AllocStack(int(words))
	if addr == 0 {
		return 0, false
	}
	oldLo, oldHi := uint64(c.lo)*8, uint64(c.hi)*8
	used := uint64(c.fp+v.frameWords(c.pc)-c.lo) * 8
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
		frames++
		move := func(slot int32) bool {
			w := &v.mem.W[int32(f.FP/8)+slot]
			*w = adjust(*w)
			return true
		}
		eachBit(v.liveSlots(f), f.Live, move)
		if !v.debug.Poison { // dead pointers too, for people who look at the variables
			eachBit(v.prog.Funcs[f.Func].Ptrs, f.Live, move)
		}
	}
	c.writing = adjust(c.writing)
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
	if old, now := oldHi-oldLo, uint64(words)*8; v.host != nil && now != old {
		v.host.StackMoved(slot, oldLo, old, addr, now, max(old, now) > goStack*8)
	}
	return frames, true
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

// rootSlots yields c's frames, each with the slots that hold what the collector starts from: live
// pointers, and those in objects of frames that the goroutine can reach.
//
// Models the stack objects of scanstack, runtime/mgcmark.go.
func (v *VM) rootSlots(c *context) iter.Seq2[Frame, []uint64] {
	type frame struct {
		Frame
		set     []uint64
		objects []code.FrameObject // not reached yet
	}
	held := false
	for f := range v.frames(c) {
		held = held || len(v.prog.Funcs[f.Func].Objects) > 0
	}
	if !held {
		return func(yield func(Frame, []uint64) bool) {
			for f := range v.frames(c) {
				if !yield(f, v.liveSlots(f)) {
					return
				}
			}
		}
	}
	var list []frame
	for f := range v.frames(c) {
		x := frame{Frame: f, set: v.liveSlots(f)}
		if objects := v.prog.Funcs[f.Func].Objects; len(objects) > 0 {
			x.objects = slices.Clone(objects)
			x.set = slices.Clone(x.set)
			for _, o := range objects {
				for i := o.Slot; i < o.Slot+o.Words; i++ {
					x.set[i/64] &^= 1 << (i % 64)
				}
			}
		}
		list = append(list, x)
	}
	lo, size := uint64(c.lo)*8, uint64(c.hi-c.lo)*8
	var todo []uint64 // pointers into the stack
	note := func(p uint64) bool {
		if p-lo < size {
			todo = append(todo, p)
		}
		return true
	}
	for _, f := range list {
		eachBit(f.set, f.Live, func(i int32) bool { return note(v.mem.W[int32(f.FP/8)+i]) })
	}
	v.results(c, note)
	note(c.writing)
	for d := c.defers; d != 0; {
		row := v.defers.Get(int(d - 1))
		note(row.closure)
		v.eachArgPointer(row, func(i int) {
			if i < len(row.args) {
				note(row.args[i])
			} else {
				note(v.mem.Load(row.block + uint64(i-len(row.args))*8))
			}
		})
		d = row.next
	}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at := sort.Search(len(list), func(i int) bool { return list[i].FP <= p }) // the innermost is first, and highest
		if at == len(list) || p-list[at].FP >= uint64(list[at].Live)*8 {
			continue
		}
		f := &list[at]
		slot := int32((p - f.FP) / 8)
		i := slices.IndexFunc(f.objects, func(o code.FrameObject) bool { return o.Slot <= slot && slot < o.Slot+o.Words })
		if i < 0 {
			continue
		}
		o := f.objects[i]
		f.objects = slices.Delete(f.objects, i, i+1)
		ptrs := v.prog.Funcs[f.Func].Ptrs
		for i := o.Slot; i < o.Slot+o.Words; i++ {
			if ptrs[i/64]>>(i%64)&1 != 0 {
				f.set[i/64] |= 1 << (i % 64)
				note(v.mem.W[int32(f.FP/8)+i])
			}
		}
	}
	return func(yield func(Frame, []uint64) bool) {
		for _, f := range list {
			if !yield(f.Frame, f.set) {
				return
			}
		}
	}
}

// roots yields what the goroutine in slot holds: see Roots.
func (v *VM) roots(slot int32, yield func(word uint64) bool) {
	c := v.ctx.Get(int(slot))
	if !c.live {
		return
	}
	for f, set := range v.rootSlots(c) {
		at := int32(f.FP / 8)
		if !eachBit(set, f.Live, func(i int32) bool { return yield(v.mem.W[at+i]) }) {
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

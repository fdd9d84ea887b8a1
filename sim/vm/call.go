package vm

import (
	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// The frame header, the word below a frame's slot 0, holds the return pc in its high half
// and below it the distance to the caller's frame and two marks.
const (
	headerDist = 1<<30 - 1
	headerAt   = 1 << 30 // the return pc is the instruction itself: it raised a fault, or runs deferred calls
	headerSlow = 1 << 31 // a return takes the long way: the outermost frame, or the caller's frame is big

	// A frame of more words than this is big: it may lie on more than two pages, which
	// calls and returns then mark one by one.
	smallFrame = mem.PageWords - 1
	// What a call to a big frame asks for in the callee table, so that it never fits and
	// takes the long way too.
	bigFrame = 1 << 30
)

// A callee is what a call needs to know of a function.
type callee struct {
	entry int32
	frame int32 // words that have to be left on the stack from the frame on; bigFrame if it is big
}

// A context is one goroutine: where it stands, and its stack. Frames of it are named by
// their distance from the stack's start, which a move of the stack does not change.
type context struct {
	pc, fp  int32  // fp is the number of a word
	lo, hi  int32  // the stack's words; it grows towards hi
	defers  int32  // newest deferred call, 1 + row of VM.defers; 0 if none
	panics  int32  // newest panic, 1 + row of VM.panics; 0 if none
	writing uint64 // the map whose write is under way while others have their turns, or 0
	trapped int32  // pc whose trap has been reported and is passed next, or noTrap
	live    bool
	done    bool // the outermost frame has returned
	exited  bool // done by runtime.Goexit
	starved bool // stopped because the heap was at its limit
	full    bool // it ends with a stack overflow: the function at want cannot be called
	want    int32
	signal  int32  // pc that used a nil pointer; 0 if none did since the last recovery
	address uint64 // … and what it used
}

const noTrap = -1

func (v *VM) spawn(slot int32, fn code.FuncID, closure uint64, args []uint64) bool {
	for v.ctx.Len() <= int(slot) {
		v.ctx.Append(context{})
	}
	if closure != 0 {
		fn = code.FuncID(v.mem.Load(closure))
	}
	f := &v.prog.Funcs[fn]
	need := int(f.Frame) + 2
	words := MinStack
	for words < need {
		words *= 2
	}
	if v.state.starting > goStack {
		words = max(words, int(v.state.starting))
	}
	c := v.ctx.At(int(slot))
	if int(c.hi-c.lo) < words { // none is kept, or one that is too small
		v.freeStack(c)
		addr := v.heap.AllocStack(words)
		if addr == 0 {
			return false
		}
		c.lo = int32(addr / 8)
		c.hi = c.lo + int32(words)
	}
	lo, addr := c.lo, uint64(c.lo)*8
	*c = context{pc: f.Entry, fp: lo + 1, lo: lo, hi: c.hi, trapped: noTrap, live: true}
	v.mem.Store(addr, headerSlow)
	v.mem.MarkDirty(addr, uint64(need)*8)
	v.shadeArgs(fn, closure, args)
	v.setArgs(int(lo+1), f, closure, args)
	return true
}

func (v *VM) free(slot int32) {
	c := v.ctx.At(int(slot))
	if !c.live {
		return
	}
	for c.defers != 0 {
		v.popDefer(c)
	}
	for c.panics != 0 {
		v.popPanic(c)
	}
	if c.hi-c.lo > v.state.starting || v.state.starting > goStack && c.hi-c.lo != v.state.starting {
		v.freeStack(c)
	}
	*c = context{trapped: noTrap, lo: c.lo, hi: c.hi}
}

// freeStack gives c's stack, if it has one, back to the heap.
func (v *VM) freeStack(c *context) {
	if c.hi != c.lo {
		v.heap.FreeStack(uint64(c.lo)*8, int(c.hi-c.lo))
		c.lo, c.hi = 0, 0
	}
}

// freeStacks gives the stacks that dead goroutines have kept back to the heap.
func (v *VM) freeStacks() {
	for i := range v.ctx.Len() {
		if c := v.ctx.Get(i); !c.live && c.hi != c.lo {
			v.freeStack(v.ctx.At(i))
		}
	}
}

// setArgs writes the argument words of f, and the closure's address, into the frame at fp.
func (v *VM) setArgs(fp int, f *code.Func, closure uint64, args []uint64) {
	copy(v.mem.W[fp:], args)
	if f.Clos >= 0 {
		v.mem.W[fp+int(f.Clos)] = closure
	}
}

// frameWords returns the size of the frame that belongs to an instruction.
func (v *VM) frameWords(pc int32) int32 {
	if id := v.funcAt[pc]; id != 0 {
		return v.prog.Funcs[id].Frame
	}
	return panicFrame
}

// above returns the distance from c's frame to a frame on top of it that leaves all of it
// untouched: for calls that no instruction of the frame has made room for.
func (v *VM) above(c *context) int32 { return v.frameWords(c.pc) + 1 }

// enter makes a frame for the function at entry, dist words above c's frame, with a return to pc ret
// and the header marks given, and sets c to its first instruction. The stack grows if it
// must. It reports false if it cannot: then c stands where a stack overflow is raised.
func (v *VM) enter(c *context, entry, frame, dist, ret int32, marks uint64) bool {
	if c.fp+dist+room(c.hi-c.lo, frame) > c.hi || v.debug.MoveStacks {
		if !v.growStack(c, dist, frame) {
			c.want = entry
			return false
		}
		c.starved = false
	}
	if v.frameWords(c.pc) > smallFrame {
		marks |= headerSlow
	}
	fp := c.fp + dist
	v.mem.W[fp-1] = uint64(ret)<<32 | marks | uint64(dist)
	v.mem.MarkDirty(uint64(fp-1)*8, uint64(frame+1)*8)
	c.fp, c.pc = fp, entry
	return true
}

// A stackAt is where a stack is before a call, which may move it.
type stackAt struct{ lo, hi int32 }

func stackOf(c *context) stackAt { return stackAt{c.lo, c.hi} }

// moved returns what has become of a pointer that the machine itself holds: the closure that is
// called, or a receiver, may lie in a frame.
func (s stackAt) moved(c *context, p uint64) uint64 {
	if lo := uint64(s.lo) * 8; p-lo < uint64(s.hi-s.lo)*8 {
		return p - lo + uint64(c.lo)*8
	}
	return p
}

// call makes a frame for function id and its arguments on top of c's frame: the return goes
// to ret.
func (v *VM) call(c *context, id code.FuncID, closure uint64, args []uint64, ret int32, marks uint64) bool {
	f := &v.prog.Funcs[id]
	old := stackOf(c)
	if !v.enter(c, f.Entry, f.Frame, v.above(c), ret, marks) {
		return false
	}
	v.setArgs(int(c.fp), f, old.moved(c, closure), args)
	return true
}

// ret returns from c's frame the long way. It reports false from the outermost frame.
func (v *VM) ret(c *context) bool {
	h := v.mem.W[c.fp-1]
	dist := int32(h & headerDist)
	if dist == 0 {
		return false
	}
	c.fp -= dist
	c.pc = int32(h >> 32)
	v.markFrame(c)
	return true
}

// markFrame marks the pages of c's frame: whatever runs may store in its registers.
func (v *VM) markFrame(c *context) {
	dirty := v.mem.Dirty
	first := uint32(c.fp-1) / mem.PageWords
	dirty[first] = 1
	if c.hi-c.fp <= smallFrame { // so is the frame, wherever it ends
		dirty[uint32(c.hi-1)/mem.PageWords] = 1
		return
	}
	for p := first; p <= uint32(c.fp+v.frameWords(c.pc)-1)/mem.PageWords; p++ {
		dirty[p] = 1
	}
}

// callFunc does an OpCall the long way: the callee's frame or the caller's is big, or the
// stack must grow.
func (v *VM) callFunc(c *context, id code.FuncID, base uint16, next int32) Stop {
	f := &v.prog.Funcs[id]
	if !v.enter(c, f.Entry, f.Frame, int32(base), next, 0) {
		return v.overflow(c)
	}
	return running
}

// callClosure calls the closure at an address; its arguments stand at base already.
func (v *VM) callClosure(c *context, closure uint64, base uint16, next int32) Stop {
	if !v.mapped(closure) {
		return v.raise(c, code.FaultNil, closure)
	}
	id := code.FuncID(v.mem.Load(closure))
	f := &v.prog.Funcs[id]
	old := stackOf(c)
	if !v.enter(c, f.Entry, f.Frame, int32(base), next, 0) {
		return v.overflow(c)
	}
	if f.Clos >= 0 {
		v.mem.W[c.fp+f.Clos] = old.moved(c, closure)
	}
	return running
}

// mapped reports whether the word at address a is memory.
func (v *VM) mapped(a uint64) bool { return a>>3-nilWords < uint64(len(v.mem.W))-nilWords }

// raise makes c's instruction raise a fault: the stub runtime's function for it is called on
// top of the frame, and panics.
func (v *VM) raise(c *context, f code.Fault, args ...uint64) Stop {
	if f == code.FaultNil {
		c.signal, c.address = c.pc, args[0]
	}
	if f >= code.FaultIndex && f <= code.FaultSliceConvert && len(args) == 2 {
		p := v.prog.Pos[c.pc]
		args = append(args, bit(v.prog.Unsigned[code.Pos{File: p.File, Line: p.Line}]))
	}
	id := v.prog.Faults[f]
	if id == 0 {
		panic("vm: the program has no function for fault " + f.String())
	}
	if !v.call(c, id, 0, args, c.pc, headerAt) {
		return v.overflow(c)
	}
	return running
}

// overflow is what an instruction does when the stack cannot grow. If only the heap has no
// room, it waits for a collection first. Else the goroutine can do nothing more.
func (v *VM) overflow(c *context) Stop {
	if !c.starved && int64(c.hi-c.lo)*16 <= MaxStack {
		c.starved = true
		return StopCollect
	}
	c.starved, c.full = false, true
	return StopOverflow
}

package vm

import (
	"slices"

	"gopherscope/sim/code"
)

// A deferRow is one deferred call: _defer in runtime/runtime2.go. The rows of a goroutine
// are a list, innermost frame and newest call first.
type deferRow struct {
	next    int32 // 1 + row of the one deferred before it
	frame   int32 // the frame whose end runs it, as a distance from the stack's start
	n       int32 // argument words
	fn      code.FuncID
	closure uint64    // the closure's address, 0 for a plain function
	args    [8]uint64 // the first argument words
	block   uint64    // heap object with the others
}

// A panicRow is one panic, or one runtime.Goexit, that runs deferred calls: _panic in
// runtime/runtime2.go. The rows of a goroutine are a list, newest first.
type panicRow struct {
	next      int32     // 1 + row of the panic that was running when this one began
	frame     int32     // the frame of panic itself, which calls the deferred functions
	deferred  int32     // the frame that had deferred the call which runs now
	pc        int32     // … and where it stands; before the first of them, these two are panic's own frame
	left      int32     // frames of functions between that frame and the panic
	value     [2]uint64 // the interface it carries
	recovered bool
	goexit    bool
}

// panicFrame is the size of panic's own frame: its one slot is 1 + the row of the panic. The
// code that runs in it is one instruction, opPanicNext, which the deferred calls return to.
const panicFrame = 1

// newDefer takes a row off the free list, whose links are in the rows' next fields.
func (v *VM) newDefer(row deferRow) int32 {
	if i := v.state.freeDefer; i != 0 {
		v.state.freeDefer = v.defers.Get(int(i - 1)).next
		*v.defers.At(int(i - 1)) = row
		return i
	}
	return int32(v.defers.Append(row)) + 1
}

func (v *VM) popDefer(c *context) deferRow {
	i := c.defers
	at := v.defers.At(int(i - 1))
	row := *at
	*at = deferRow{next: v.state.freeDefer}
	v.state.freeDefer = i
	c.defers = row.next
	return row
}

func (v *VM) newPanic(row panicRow) int32 {
	if i := v.state.freePanic; i != 0 {
		v.state.freePanic = v.panics.Get(int(i - 1)).next
		*v.panics.At(int(i - 1)) = row
		return i
	}
	return int32(v.panics.Append(row)) + 1
}

func (v *VM) popPanic(c *context) panicRow {
	i := c.panics
	at := v.panics.At(int(i - 1))
	row := *at
	*at = panicRow{next: v.state.freePanic}
	v.state.freePanic = i
	c.panics = row.next
	return row
}

// deferCall records a deferred call of fn, or of the closure if that is not 0, that belongs
// to the given frame. It reports false if memory is out.
func (v *VM) deferCall(c *context, frame int32, fn code.FuncID, closure uint64, args []uint64) bool {
	row := deferRow{next: c.defers, frame: frame, n: int32(len(args)), fn: fn, closure: closure}
	if more := len(args) - copy(row.args[:], args); more > 0 {
		args = slices.Clone(args)
		if row.block = v.heap.Alloc(v.words, int64(more)); row.block == 0 {
			return false
		}
		if v.wb != nil { // the object may be black before the stack that it stands for is
			v.eachArgPointer(&row, func(i int) {
				if i >= len(row.args) {
					v.heap.Shade(row.block+uint64(i-len(row.args))*8, 0, args[i])
				}
			})
		}
		copy(v.mem.W[row.block/8:], args[len(row.args):])
		v.mem.MarkDirty(row.block, uint64(more)*8)
	}
	// The list is in the order of frames too: a deferred call of a range-over-func body goes
	// behind those of the frames between the body and the function it belongs to.
	after := int32(0)
	for row.next != 0 && v.defers.Get(int(row.next-1)).frame > frame {
		after = row.next
		row.next = v.defers.Get(int(row.next - 1)).next
	}
	i := v.newDefer(row)
	if after == 0 {
		c.defers = i
	} else {
		v.defers.At(int(after - 1)).next = i
	}
	return true
}

// eachArgPointer calls do with the number of each argument word of a deferred call that
// holds a pointer.
func (v *VM) eachArgPointer(row *deferRow, do func(i int)) {
	at := 0
	for _, t := range v.argTypes(row.fn, row.closure) {
		info := &v.types[t]
		v.eachPointer(t, func(word int) {
			if at+word < int(row.n) {
				do(at + word)
			}
		})
		at += info.words
	}
}

// callDeferred takes the newest deferred call off the list and calls it on top of c's frame,
// to return to ret.
func (v *VM) callDeferred(c *context, ret int32, marks uint64) Stop {
	row := *v.defers.Get(int(c.defers - 1))
	if row.fn == 0 {
		v.popDefer(c)
		return v.raise(c, code.FaultNil, 0) // a nil func value was deferred: it panics when called
	}
	f := &v.prog.Funcs[row.fn]
	if !v.enter(c, f.Entry, f.Frame, v.above(c), ret, marks) {
		return v.overflow(c)
	}
	row = v.popDefer(c) // enter may have moved what its arguments point to
	args := row.args[:min(int(row.n), len(row.args))]
	if row.block != 0 {
		args = append(slices.Clone(args), v.mem.W[row.block/8:][:int(row.n)-len(args)]...)
	}
	v.setArgs(int(c.fp), f, row.closure, args)
	return running
}

// runDefers executes OpRunDefers: while the frame has deferred calls it makes the newest,
// which returns to this same instruction.
//
// Models deferreturn, runtime/panic.go.
func (v *VM) runDefers(c *context) Stop {
	if d := c.defers; d != 0 && v.defers.Get(int(d-1)).frame == c.fp-c.lo {
		return v.callDeferred(c, c.pc, headerAt)
	}
	c.pc++
	return running
}

// panicWith begins a panic with a value, or a Goexit: panic's frame goes on top of c's, and
// opPanicNext there runs the deferred calls.
//
// Models gopanic and Goexit, runtime/panic.go.
func (v *VM) panicWith(c *context, value [2]uint64, goexit bool) Stop {
	if !v.enter(c, v.stub, panicFrame, v.above(c), c.pc, headerAt) {
		return v.overflow(c)
	}
	v.extra += costPanic
	frame := c.fp - c.lo
	c.panics = v.newPanic(panicRow{next: c.panics, frame: frame, deferred: frame, pc: c.pc, value: value, goexit: goexit})
	v.mem.W[c.fp] = uint64(c.panics)
	if v.host != nil {
		u := Unwinding{What: Panicked, Value: value, PC: v.userPC(c)}
		if goexit {
			u = Unwinding{What: Goexiting, PC: u.PC}
		}
		v.host.Unwinding(v.slot, u)
	}
	return running
}

// panicNext executes opPanicNext in panic's frame: it goes on at the function that
// recovered, if the deferred call just made did, and makes the next deferred call otherwise.
func (v *VM) panicNext(c *context) Stop {
	p := v.panics.At(int(v.mem.W[c.fp] - 1))
	if p.recovered {
		return v.recovery(c, p)
	}
	if c.defers != 0 {
		row := v.defers.Get(int(c.defers - 1))
		v.unwindTo(c, p, row.frame)
		if v.host != nil {
			v.host.Unwinding(v.slot, Unwinding{What: Deferred, Func: row.fn, PC: p.pc, Frames: p.left})
		}
		return v.callDeferred(c, c.pc, headerAt)
	}
	if p.goexit {
		c.done, c.exited = true, true
		return StopDone
	}
	id := v.prog.Faults[code.FaultUnhandled]
	if !v.call(c, id, 0, nil, c.pc, headerAt) {
		return v.overflow(c)
	}
	return running
}

// unwindTo moves panic p on to a frame further out, whose deferred calls are next.
//
// Models nextFrame, runtime/panic.go.
func (v *VM) unwindTo(c *context, p *panicRow, frame int32) {
	for p.deferred != frame {
		if v.funcAt[p.pc] != 0 {
			p.left++
		}
		p.deferred, p.pc, _, _ = v.outer(c, p.deferred)
	}
}

// recovery ends panic p, and those it overtook: the function that deferred the recovering
// call returns to its caller, after the deferred calls it has left. A Goexit that the panic
// had cut short goes on instead.
//
// Models recovery, runtime/panic.go.
func (v *VM) recovery(c *context, p *panicRow) Stop {
	frame, pc, left := p.deferred, p.pc, p.left
	goexit := false
	for c.panics != 0 && v.panics.Get(int(c.panics-1)).frame > frame {
		goexit = v.popPanic(c).goexit || goexit
	}
	id := v.funcAt[pc]
	if v.host != nil {
		v.host.Unwinding(v.slot, Unwinding{What: Unwound, Func: id, PC: pc, Frames: left})
	}
	if c.panics == 0 {
		c.signal = 0
	}
	c.fp, c.pc = c.lo+frame, v.prog.Funcs[id].Recover
	v.markFrame(c)
	if goexit {
		return v.panicWith(c, [2]uint64{}, true)
	}
	return running
}

// recoverValue executes OpRecover: the value of the panic whose deferred call this frame is, or
// of which it is a wrapper's callee.
//
// Models gorecover, runtime/panic.go.
func (v *VM) recoverValue(c *context) [2]uint64 {
	if c.panics == 0 {
		return [2]uint64{}
	}
	p := v.panics.At(int(c.panics - 1))
	if p.goexit || p.recovered {
		return [2]uint64{}
	}
	called := false // recover's caller, which is no wrapper, has been passed
	for f := range v.frames(c) {
		switch {
		case !f.Panic && v.prog.Funcs[f.Func].Wrapper:
			continue
		case !called && !f.Panic:
			called = true
			continue
		case !called || !f.Panic || int32(f.FP/8)-c.lo != p.frame:
			return [2]uint64{}
		}
		break
	}
	p.recovered = true
	if v.host != nil {
		v.host.Unwinding(v.slot, Unwinding{What: Recovered, PC: v.userPC(c)})
	}
	return p.value
}

// deferred yields c's deferred calls: see Deferred.
func (v *VM) deferred(c *context, yield func(DeferredCall) bool) {
	if !c.live || c.done {
		return
	}
	for d := c.defers; d != 0; {
		row := v.defers.Get(int(d - 1))
		args := slices.Clone(row.args[:min(int(row.n), len(row.args))])
		if row.block != 0 {
			args = append(args, v.mem.W[row.block/8:][:int(row.n)-len(args)]...)
		}
		if !yield(DeferredCall{FP: uint64(c.lo+row.frame) * 8, Func: row.fn, Closure: row.closure, Args: args}) {
			return
		}
		d = row.next
	}
}

// eachPanic yields c's panics: see Panics.
func (v *VM) eachPanic(c *context, yield func(Panic) bool) {
	if !c.live || c.done {
		return
	}
	for p := c.panics; p != 0; {
		row := v.panics.Get(int(p - 1))
		at := func(frame int32) uint64 { return uint64(c.lo+frame) * 8 }
		if !yield(Panic{at(row.frame), at(row.deferred), row.value, row.recovered, row.goexit}) {
			return
		}
		p = row.next
	}
}

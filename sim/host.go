package sim

import (
	"gopherscope/sim/code"
	"gopherscope/sim/sched"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// What the rooms below ask of the machine: sched.Host, vm.Host and the heap's sink.

// Now implements sched.Host.
func (mc *Machine) Now() trace.Time { return mc.now }

// At implements sched.Host: it makes an appointment.
func (mc *Machine) At(t trace.Time, a sched.Appointment) { mc.agenda.Push(t, a) }

// StoreTime implements sched.Host: it stores the time.Time that stands for instant t, as the
// library lays it out, at address dst.
func (mc *Machine) StoreTime(dst uint64, t trace.Time) {
	for i, w := range std.TimeWords(int64(t)) {
		mc.mem.Store(dst+uint64(i)*8, w)
	}
}

// Shade implements sched.Host.
func (mc *Machine) Shade(at, old, new uint64) {
	if mc.heap.Watching() {
		mc.heap.Shade(at, old, new)
	}
}

// BulkBarrier implements sched.Host.
func (mc *Machine) BulkBarrier(dst, src, elem uint64, direct bool) {
	switch {
	case !mc.heap.Watching():
	case direct:
		mc.heap.DirectBarrier(dst, src, code.TypeID(elem))
	default:
		mc.heap.BulkBarrier(dst, src, code.TypeID(elem), 1)
	}
}

// Wants implements trace.Sink.
func (mc *Machine) Wants(c trace.Class) bool { return mc.wanted&c != 0 }

// Write implements trace.Sink: it completes an event with what its writer does not know, and
// hands it on. Times never decrease along the log.
func (mc *Machine) Write(e trace.Event) {
	buffer := e.P // of a GCFlush: whose
	switch c := e.Kind.Class(); {
	case c&(trace.GC|trace.Alloc|trace.Mark|trace.Pace) == 0:
	case mc.collecting >= 0:
		if mc.draining {
			mc.now = mc.reachedTime()
		}
		if e.G == trace.NoGo {
			e.P, e.M, e.G = trace.ProcID(mc.collecting), mc.threadOf(mc.collecting), mc.idOn(mc.collecting)
		}
	case e.G != trace.NoGo:
	case mc.serving >= 0: // what the goroutine that runs allocates, sweeps for that, or shades
		mc.now = mc.reachedTime()
		e.P, e.M, e.G = trace.ProcID(mc.serving), mc.threadOf(mc.serving), mc.idOn(mc.serving)
		e.PC = mc.vm.UserPC(mc.slot)
	default: // before main begins, or on behalf of a timer
		e.P, e.M = trace.NoProc, trace.NoThread
	}
	if e.Kind == trace.GCFlush {
		e.P = buffer
	}
	if e.Rule == trace.RuleStack { // the heap knows goroutines by their slots
		e.Other = mc.sched.G(int32(e.Other)).ID
	}
	e.At = mc.now
	e.Step = mc.steps
	if mc.running {
		e.Step += uint64(mc.vm.Spent()) + 1 // so that a run to there has executed the instruction
	}
	if mc.draining {
		e.Step += uint64(mc.heap.Spent()) + 1
	}
	if e.PC == 0 && e.G != trace.NoGo {
		e.PC = mc.pcOf(e.G)
	}
	mc.events++
	if e.Kind.Class()&detailed != 0 {
		mc.detail++
		mc.settle()
	}
	mc.sink.Write(e)
}

// detailed are the classes of which there are so many events that a Config bounds them.
const detailed = trace.Alloc | trace.Mark

// settle says what is wanted from here on.
func (mc *Machine) settle() {
	mc.wanted = mc.all
	if most := mc.conf.MaxDetail; most != 0 && mc.detail >= most {
		mc.wanted &^= detailed
	}
}

// Detailed reports whether nothing has been left out because of Config.MaxDetail so far.
func (mc *Machine) Detailed() bool { return mc.wanted == mc.all }

// reachedTime is the time that the P being served has reached in the midst of its run, or the
// next appointment's if that is earlier: what happens inside a stretch is told in the order
// of the stretches.
func (mc *Machine) reachedTime() trace.Time {
	t := mc.clocks[mc.serving]
	if mc.running {
		t += trace.Time(mc.vm.Spent())
	}
	if mc.draining {
		t += mc.heap.Spent()
	}
	return max(mc.now, min(t, mc.agenda.Next()))
}

// pcOf returns the instruction of user code at which the goroutine that acts stands: the one
// on the P being served, which the scheduler may already have taken off it.
func (mc *Machine) pcOf(g trace.GoID) int32 {
	if slot := mc.acting; slot >= 0 && mc.sched.G(slot).ID == g {
		return mc.vm.UserPC(slot)
	}
	return 0
}

// Unwinding implements vm.Host.
func (mc *Machine) Unwinding(slot int32, u vm.Unwinding) {
	if !mc.Wants(trace.Sched) {
		return
	}
	e := trace.Event{PC: u.PC, Func: int32(u.Func), N: int64(u.Frames)}
	switch u.What {
	case vm.Panicked:
		e.Kind, e.Text = trace.GoPanic, probe{mc: mc}.panicText(code.TypeID(u.Value[0]), u.Value[1])
	case vm.Goexiting:
		e.Kind = trace.GoGoexit
	case vm.Deferred:
		e.Kind = trace.GoDefer
	case vm.Recovered:
		e.Kind = trace.GoRecover
	case vm.Unwound:
		e.Kind = trace.GoUnwind
	}
	mc.inline(slot, e)
}

// StackMoved implements vm.Host. A stack that grows is that of the goroutine that runs, one that
// shrinks is copied by the collector.
func (mc *Machine) StackMoved(slot int32, from, size, to, newSize uint64, told bool) {
	mc.sched.AdjustSudogs(slot, from, size, to)
	const least = 2048 // Go's smallest
	switch {
	case !told:
	case newSize > size:
		mc.inline(slot, trace.Event{Kind: trace.StackGrow, PC: mc.vm.UserPC(slot), N: int64(newSize), N2: int64(max(size, least))})
	case mc.Wants(trace.GC):
		mc.Write(trace.Event{Kind: trace.StackShrink, Other: mc.sched.G(slot).ID, N: int64(newSize), N2: int64(size)})
	}
}

// Note implements vm.Host: the library says what it does with a lock.
func (mc *Machine) Note(slot int32, n vm.Note, addr uint64, a, b int64) {
	kinds := [...]trace.Kind{vm.NoteLocked: trace.MutexLocked, vm.NoteUnlocked: trace.MutexUnlocked, vm.NoteWaitGroup: trace.WaitGroupAdd}
	mc.inline(slot, trace.Event{Kind: kinds[n], Obj: addr, N: a, N2: b})
}

// inline writes an event of the goroutine in slot in the midst of its run, at the time that
// its P has reached, or the next appointment's if that is earlier.
func (mc *Machine) inline(slot int32, e trace.Event) {
	if !mc.Wants(e.Kind.Class()) {
		return
	}
	mc.now = mc.reachedTime()
	e.P, e.M, e.G = trace.ProcID(mc.serving), mc.threadOf(mc.serving), mc.sched.G(slot).ID
	mc.Write(e)
}

// Print implements sched.Host.
func (mc *Machine) Print(text string) { mc.output(-1, 2, text) }

// threadOf returns the thread that holds P p.
func (mc *Machine) threadOf(p int32) trace.ThreadID { return trace.ThreadID(mc.sched.Ps()[p].M) }

// idOn returns the number of the goroutine on P p.
func (mc *Machine) idOn(p int32) trace.GoID {
	if slot := mc.sched.Current(p); slot >= 0 {
		return mc.sched.G(slot).ID
	}
	return trace.NoGo
}

// findMarks finds the instructions that the marks of the scenario stand at: the first of the
// statement that begins on the mark's line, which a loop runs once and its rounds do not. A
// mark that no code follows is never reached.
func findMarks(prog *code.Program, marks []Mark) (at map[int32]int, pcs []int32) {
	at = map[int32]int{}
	for n, mark := range marks {
		var leftmost, first int32 // the statement's own function is the leftmost's: others are closures in it
		for pc, pos := range prog.Pos {
			if !pos.Stmt || int(pos.Line) != mark.Line || prog.Files[pos.File].Std {
				continue
			}
			if leftmost == 0 || pos.Col < prog.Pos[leftmost].Col {
				leftmost = int32(pc)
			}
		}
		f := prog.FuncAt(leftmost)
		for pc := f.Entry; pc < f.End && first == 0; pc++ {
			if pos := prog.Pos[pc]; pos.Stmt && int(pos.Line) == mark.Line {
				first = pc
			}
		}
		if first != 0 {
			at[first] = n
			pcs = append(pcs, first)
		}
	}
	return at, pcs
}

// alive reports whether a goroutine stands in slot that has not ended.
func (mc *Machine) alive(slot int32) bool {
	s := mc.sched.G(slot).Status
	return s != sched.Gdead && s != sched.Gidle && mc.vm.Alive(slot)
}

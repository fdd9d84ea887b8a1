package sim

import (
	"gopherscope/sim/code"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// request does what the instruction asks for at which the goroutine on p stopped.
func (mc *Machine) request(p, slot int32) {
	r := mc.vm.Request(slot)
	switch r.Op {
	case code.OpGo:
		mc.spawn(p, r)
	case code.OpMkChan:
		mc.makeChan(p, r)
	case code.OpSend:
		mc.conclude(p, slot, mc.sched.Chansend(p, r.Chan, r.Val, true))
	case code.OpRecv:
		mc.conclude(p, slot, mc.sched.Chanrecv(p, r.Chan, r.Val, true))
	case code.OpClose:
		mc.conclude(p, slot, mc.sched.Closechan(p, r.Chan))
	case code.OpSelect:
		mc.cases = mc.cases[:0]
		for _, c := range r.Cases {
			mc.cases = append(mc.cases, sched.SelectCase{Send: c.Send, Chan: c.Chan, Elem: c.Val})
		}
		mc.conclude(p, slot, mc.sched.Selectgo(p, mc.cases, !r.Default))
	case code.OpNative:
		mc.serve[r.Native](mc, p, r)
	default:
		panic("sim: a request of an instruction that needs no machine: " + r.Op.String())
	}
}

// resume gives the goroutine that begins a stretch on p the outcome of what it had parked in,
// or goes on with a call that spends time.
func (mc *Machine) resume(p int32) {
	if r, was := mc.sched.Resume(p); was {
		mc.conclude(p, mc.slot, r)
	} else if mc.born.Get(int(mc.slot)).left > 0 {
		mc.spendOn(p)
	}
}

// finish completes the request of the goroutine on p with what the scheduler says of it.
func (mc *Machine) finish(p int32, r sched.Result) { mc.conclude(p, mc.acting, r) }

// conclude is finish for the goroutine in slot.
func (mc *Machine) conclude(p, slot int32, r sched.Result) {
	if r.Parked {
		mc.serving = -1
		return
	}
	if r.Fault != sched.NoFault {
		mc.vm.Throw(slot, faults[r.Fault])
	} else if !mc.vm.Conclude(slot, r.OK) {
		switch mc.vm.Op(slot) {
		case code.OpSelect:
			mc.vm.Return(slot, uint64(int64(r.Case)), word(r.OK))
		case code.OpNative:
			mc.finishNative(slot, r)
		default:
			mc.vm.Return(slot)
		}
	}
	mc.goOn(p, mc.sched.Cost())
}

// faults are the program's faults for those of the scheduler.
var faults = [...]code.Fault{
	sched.FaultSend:        code.FaultSendClosed,
	sched.FaultCloseClosed: code.FaultCloseClosed,
	sched.FaultCloseNil:    code.FaultCloseNil,
}

// finishNative is finish for the call of a native.
func (mc *Machine) finishNative(slot int32, r sched.Result) {
	switch n := &mc.prog.Natives[mc.vm.Request(slot).Native]; {
	case len(n.Results) == 0:
		mc.vm.Return(slot)
	case n.Name == "runtime.GOMAXPROCS":
		mc.vm.Return(slot, uint64(r.Case))
	case n.Name == "reflect.runtimeRecv":
		mc.vm.Return(slot, word(r.Case >= 0), word(r.OK))
	case n.Name == "reflect.selectgo":
		mc.vm.Return(slot, uint64(int64(r.Case)), word(r.OK))
	default:
		mc.vm.Return(slot, word(r.OK)) // a timer's: was it pending; a send's: was it done
	}
}

// answer completes the request of the goroutine on p with the given result words.
func (mc *Machine) answer(p int32, cost trace.Time, words ...uint64) {
	mc.vm.Return(mc.slot, words...)
	mc.goOn(p, cost)
}

// word is a bool as a register holds it.
func word(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// spawn executes a go statement.
func (mc *Machine) spawn(p int32, r *vm.Request) {
	slot := mc.slot
	if r.Fn == 0 {
		mc.vm.Throw(slot, code.FaultGoNil)
		mc.goOn(p, 0)
		return
	}
	born := birth{pc: r.PC, parent: mc.sched.G(slot).ID}
	mc.vm.Return(slot)
	g, _ := mc.sched.Newproc(p, int32(mc.taught(r.Fn, r.Closure)))
	mc.setBorn(g, born)
	if !mc.vm.Spawn(g, r.Fn, r.Closure, r.Args) {
		mc.throwText(p, "runtime: out of memory") // no room for its stack
		return
	}
	mc.goOn(p, mc.sched.Cost())
}

// taught returns the function that people know a new goroutine by: fn itself, or, where the
// library starts a goroutine to call a function it was given (sync.WaitGroup.Go), that one.
func (mc *Machine) taught(fn code.FuncID, closure uint64) code.FuncID {
	f := &mc.prog.Funcs[fn]
	if !f.Std || closure == 0 || f.ClosType == 0 {
		return fn
	}
	for _, field := range mc.prog.Types[f.ClosType].Fields[1:] {
		t, at := &mc.prog.Types[field.Type], closure+uint64(field.Offset)
		if t.Kind == code.KindPointer { // captured by reference
			t, at = &mc.prog.Types[t.Elem], mc.mem.Load(at)
		}
		if t.Kind != code.KindFunc || at == 0 {
			continue
		}
		if inner := mc.mem.Load(at); inner != 0 {
			return mc.taught(code.FuncID(mc.mem.Load(inner)), inner)
		}
	}
	return fn
}

// setBorn notes where the goroutine in slot g comes from.
func (mc *Machine) setBorn(g int32, b birth) {
	for mc.born.Len() <= int(g) {
		mc.born.Append(birth{})
	}
	*mc.born.At(int(g)) = b
}

// Go implements sched.Host: the goroutine in slot, made by an expired timer, calls a closure.
func (mc *Machine) Go(slot int32, fn uint64) {
	mc.setBorn(slot, birth{timer: true})
	if !mc.vm.Spawn(slot, code.FuncID(mc.mem.Load(fn)), fn, nil) {
		mc.fatal("runtime: out of memory")
	}
}

// makeChan executes make(chan T, n).
func (mc *Machine) makeChan(p int32, r *vm.Request) {
	slot := mc.slot
	elem := mc.prog.Types[r.Elem].Elem
	size := mc.prog.Types[elem].Size
	const maxAlloc = 1 << 48
	if r.Size < 0 || size > 0 && r.Size > (maxAlloc-sched.HchanBytes)/size {
		mc.vm.Throw(slot, code.FaultMakeChan)
		mc.goOn(p, 0)
		return
	}
	c := mc.heap.Alloc(mc.hchan, 1)
	var buf uint64
	if r.Size > 0 && c != 0 {
		buf = mc.heap.Alloc(elem, r.Size)
	}
	if c == 0 || r.Size > 0 && buf == 0 {
		mc.outOfMemory(p)
		return
	}
	typ := elem
	if len(mc.prog.Types[elem].Ptrs) == 0 {
		typ = 0
	}
	mc.sched.Makechan(p, c, buf, uint64(size), r.Size, mc.prog.Types[elem].Name, uint64(typ))
	mc.vm.Return(slot, c)
	mc.goOn(p, chanCost)
}

// outOfMemory collects once for the request of the goroutine on p, which is tried again, and
// at the second time ends the program.
func (mc *Machine) outOfMemory(p int32) {
	slot := mc.slot
	if mc.starved == slot+1 {
		mc.vm.Throw(slot, code.FaultMemory)
		mc.starved = 0
		mc.goOn(p, 0)
		return
	}
	mc.starved = slot + 1
	mc.doChore(p, chore{at: forcedWait, own: true})
}

// exit ends the goroutine on p, and with the main goroutine the program.
func (mc *Machine) exit(p, slot int32) {
	g := mc.sched.G(slot)
	if g.ID == mainGo && !mc.vm.Exited(slot) {
		mc.end(Outcome{Status: 0, Why: "main returned"})
		return
	}
	mc.vm.Free(slot)
	mc.heap.Donate(slot)
	mc.sched.Exit(p)
	mc.serving = -1
}

package sim

import (
	"math/bits"

	"gopherscope/sim/heap"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
)

// The collector's cycle is work of goroutines: of one that allocates and finds that a cycle is
// due, of those that owe marking work, of the runtime's own workers and its sweeper. What such a
// goroutine does instead of running its own code is a chore: a number of steps, each of which
// takes virtual time, may park it, and leads to the next. The steps are the functions of
// runtime/mgc.go, cut where others can come in between; this file has those of a cycle, gcwork.go
// those of who marks and sweeps. All that a chore has to remember is in its row, so that a machine
// can be copied in the midst of a cycle.

// Costs of a cycle, virtual ns. Less the costs of the scheduler, a stop of the world takes about
// 10 µs at one P and 50 at more.
const (
	stwCost     trace.Time = 7 * trace.Microsecond  // what is done while the world stands
	stwCostMore trace.Time = 20 * trace.Microsecond // … at more than one P, whose caches it touches
	sweepCost   trace.Time = 100                    // to sweep a span of 8 KiB while the world stands
	gcCost      trace.Time = 2800                   // to stop and start the world for ReadMemStats
)

// A step is what a goroutine does next for the collector.
type step uint8

// The steps, in the order in which they follow each other.
const (
	noStep step = iota // none: it runs its own code

	startSweep   // gcStart: sweep what the last cycle has left
	startLock    // … one goroutine starts the cycle, the others then see that it is on
	startCheck   // … if it is still to be
	startWorkers // … make the workers that are missing
	startStop    // … stop the world
	startMark    // … the world stands: begin to mark
	startStopped // … mark while it stands: GODEBUG=gcstoptheworld=1
	startWorld   // … and start it

	doneLock   // gcMarkDone: one goroutine looks whether marking is done
	doneCheck  // … nobody marks, and nothing is left: the ragged barrier
	doneBarred // … has come to every P
	doneStop   // … the world stands: end marking, unless there is something left after all
	doneWorld  // … start it
	doneFlush  // … every P gives its cached spans back
	doneEnd    // … the cycle is over

	forcedWait  // GC: wait until no cycle is marking
	forcedStart // … have one of its own
	forcedMark  // … wait until it has marked
	forcedSweep // … sweep until all is swept
	forcedEnd

	offWait // debug.SetGCPercent(-1): wait until no cycle is marking

	assistBegin // gcAssistAlloc: take from what the workers have in store
	assistWork  // … mark
	assistEnd   // … see whether it is paid
	assistPaid

	workerIdle  // gcBgMarkWorker: wait in the pool
	workerStart // … a P has taken it
	workerDrain // … mark
	workerStop

	sweeperIdle // bgsweep: wait for a cycle to end
	sweeperSweep

	helperIdle // forcegchelper: wait until sysmon wants a cycle
	helperStart
)

// A chore is what a goroutine does for the collector, a row by slot.
type chore struct {
	at   step
	then step             // where gcStart or gcMarkDone leads back to
	kind heap.TriggerKind // of a cycle that it starts
	n    int64            // … by runtime.GC: the number of that cycle

	own     bool       // forced: not asked for by runtime.GC, but for want of memory
	began   trace.Time // when the assist, or the stop of the world, began
	owed    int64      // scan work that an assist has still to do
	did     int64      // … and has done
	credit  int64      // scan work that is to be paid to others
	scan    int32      // 1 + slot of the goroutine that is to stop for its stack to be scanned, or 0
	resume  int32      // … of the one whose stack has been scanned
	enlist  bool       // there is something to mark that other Ps could
	out     bool       // there is nothing left to mark here
	drained bool       // a dedicated worker has handed on what was queued on its P
}

// A cycle is the machine's part of the cycle under way, or of the last one.
type cycle struct {
	n         int64 // work.cycles: cycles begun
	working   int32 // workers and assists that mark: nproc - nwait
	barriers  int64 // ragged barriers so far
	flushed   bool  // a P had something in this one
	preparing bool  // what comes to every P is the end of marking: it gives its spans back
	forced    bool  // runtime.GC asked for it
	times     heap.Times
	swept     int64 // spans that the background sweeper has swept

	stacks, stackBytes int64 // stacks scanned, and what of them was used
}

// choreOf returns the row of the goroutine in a slot, for writing.
func (mc *Machine) choreOf(slot int32) *chore {
	if n := int(slot) + 1 - mc.chores.Len(); n > 0 {
		mc.chores.Grow(n)
	}
	return mc.chores.At(int(slot))
}

// hasChore reports whether the goroutine in a slot works for the collector.
func (mc *Machine) hasChore(slot int32) bool {
	return int(slot) < mc.chores.Len() && mc.chores.Get(int(slot)).at != noStep
}

// collect has the goroutine on p, whose allocation has found that the collector is wanted, do
// what it is wanted for, before it goes on: pay for what it had to sweep, start a cycle, mark for what it has allocated, or,
// since there is no room left, have a whole cycle.
func (mc *Machine) collect(p int32) {
	slot := mc.slot
	mc.clocks[p] += mc.heap.TakeSweepCost()
	switch {
	case mc.vm.Starved(slot):
		mc.doChore(p, chore{at: forcedWait, own: true})
	case mc.heap.Due():
		mc.doChore(p, chore{at: startSweep, kind: heap.TriggerHeap})
	case mc.heap.Phase() == heap.Mark && mc.heap.Debt(slot) > 0:
		mc.doChore(p, chore{at: assistBegin})
	}
}

// doChore has the goroutine on p do a chore from now on.
func (mc *Machine) doChore(p int32, c chore) {
	*mc.choreOf(mc.slot) = c
	mc.yield(p)
}

// A move is how a step ended.
type move uint8

const (
	onward move = iota // to the step that the chore stands at
	parked             // the goroutine waits, or has let others run: it goes on from there later
	drain              // to a stretch of marking
	over               // the chore is done
)

// work lets the goroutine in slot, on p, go on with its chore: up to something that takes time.
func (mc *Machine) work(p, slot int32) {
	mc.slot = slot
	if mc.sched.PreemptWanted(p) && mc.chores.Get(int(slot)).at.preemptible() {
		mc.sched.Preempt(p)
		return
	}
	if r, was := mc.sched.Resume(p); was && r.Parked {
		return
	}
	mc.collecting = p
	defer func() { mc.collecting = -1 }()
	mc.heap.Use(p, slot)
	for {
		cost, how := mc.step(p, slot)
		mc.clocks[p] += cost
		switch {
		case how == parked:
			return
		case how == over:
			mc.serving = p
			mc.stretch = mc.stretchEnd(p)
			return
		case how == drain:
			mc.serving = p
			mc.stretch = mc.markEnd(p)
			return
		case cost > 0:
			mc.yield(p)
			return
		}
	}
}

// preemptible reports whether a goroutine may be asked to yield before the step: not while it
// has stopped the world, or works for all; a worker heeds it by itself.
func (s step) preemptible() bool {
	switch s {
	case startSweep, forcedWait, forcedStart, forcedMark, forcedSweep, forcedEnd, offWait, assistBegin, assistEnd, assistPaid,
		sweeperSweep, helperStart:
		return true
	}
	return false
}

// step does what the goroutine in slot, on p, does next, and returns how long it takes.
func (mc *Machine) step(p, slot int32) (trace.Time, move) {
	c := mc.choreOf(slot)
	switch c.at {
	case startSweep:
		return mc.startSweep(c)
	case startLock:
		return mc.then(c, startCheck, mc.sched.Acquire(p, sched.StartSema))
	case startCheck:
		if !mc.triggered(c) {
			return mc.then(c, c.then, mc.sched.Release(p, sched.StartSema))
		}
		return mc.then(c, startWorkers, mc.sched.Acquire(p, sched.GCSema))
	case startWorkers:
		r, enough := mc.sched.MakeWorker(p)
		if enough {
			c.at = startStop
		}
		return mc.after(r)
	case startStop:
		mc.cycle = cycle{n: mc.cycle.n, times: heap.Times{SweepTerm: mc.now}, forced: c.kind == heap.TriggerCycle && !c.own}
		return mc.then(c, startMark, mc.sched.StopTheWorld(p, "GC sweep termination"))
	case startMark:
		return mc.startMark(c)
	case startStopped:
		return mc.markStopped(p, c)
	case startWorld:
		r := mc.sched.StartTheWorld(p)
		mc.heap.Resume(mc.now)
		mc.cycle.times.Mark = mc.now
		mc.sched.Release(p, sched.StartSema)
		return mc.then(c, c.then, r)

	case doneLock:
		return mc.then(c, doneCheck, mc.sched.Acquire(p, sched.MarkDoneSema))
	case doneCheck:
		if mc.heap.Phase() != heap.Mark || !mc.markDone() {
			return mc.then(c, c.then, mc.sched.Release(p, sched.MarkDoneSema))
		}
		mc.cycle.flushed, mc.cycle.preparing = false, false
		mc.cycle.barriers++
		return mc.then(c, doneBarred, mc.sched.ForEachP(p, trace.GCMarkTermination))
	case doneBarred:
		mc.tell(trace.Event{Kind: trace.GCRaggedBarrier, N: mc.cycle.barriers, Flag: mc.cycle.flushed})
		if mc.cycle.flushed {
			return mc.next(c, doneCheck, 0)
		}
		mc.cycle.times.MarkTerm = mc.now
		return mc.then(c, doneStop, mc.sched.StopTheWorld(p, "GC mark termination"))
	case doneStop:
		return mc.terminate(p, c)
	case doneWorld:
		return mc.goesOn(p, c)
	case doneFlush:
		mc.heap.FreeStackSpans()
		mc.cycle.preparing = true
		return mc.then(c, doneEnd, mc.sched.ForEachP(p, trace.FlushProcCaches))
	case doneEnd:
		mc.cycle.preparing = false
		return mc.then(c, c.then, mc.sched.Release(p, sched.GCSema))

	case forcedWait:
		c.n = mc.cycle.n + 1
		return mc.waitOnMark(p, c, mc.cycle.n, forcedStart)
	case forcedStart:
		c.kind, c.then = heap.TriggerCycle, forcedMark
		return mc.next(c, startSweep, 0)
	case forcedMark:
		return mc.waitOnMark(p, c, c.n, forcedSweep)
	case forcedSweep:
		return mc.forcedSweep(p, c)
	case forcedEnd:
		return mc.forcedEnd(c)

	case offWait:
		return mc.waitOnMark(p, c, c.n, forcedEnd)
	}
	return mc.markStep(p, slot, c)
}

// next is the end of a step that leads to another after cost.
func (mc *Machine) next(c *chore, to step, cost trace.Time) (trace.Time, move) {
	c.at = to
	if to == noStep {
		return cost, over
	}
	return cost, onward
}

// then is the end of a step that asked the scheduler for something, and leads to another.
func (mc *Machine) then(c *chore, to step, r sched.Result) (trace.Time, move) {
	if c.at = to; to == noStep && !r.Parked {
		return mc.sched.Cost(), over
	}
	return mc.after(r)
}

// after is the end of a step that asked the scheduler for something.
func (mc *Machine) after(r sched.Result) (trace.Time, move) {
	if r.Parked {
		return 0, parked
	}
	return mc.sched.Cost(), onward
}

// tell writes an event of the collector's class on behalf of the goroutine that works for it.
func (mc *Machine) tell(e trace.Event) {
	if mc.Wants(e.Kind.Class()) {
		mc.Write(e)
	}
}

// triggered reports whether the cycle that a goroutine is about to start is still to be.
//
// Models gcTrigger.test, runtime/mgc.go.
func (mc *Machine) triggered(c *chore) bool {
	switch {
	case mc.heap.Phase() != heap.Off:
		return false
	case c.kind == heap.TriggerHeap:
		return mc.heap.Due()
	case c.kind == heap.TriggerCycle:
		return c.n > mc.cycle.n
	}
	return true
}

// startSweep sweeps a span that the last cycle has left, before the world is stopped for the
// next, until none is left.
func (mc *Machine) startSweep(c *chore) (trace.Time, move) {
	if !mc.triggered(c) {
		return mc.next(c, c.then, 0)
	}
	if _, cost, ok := mc.heap.SweepOne(); ok {
		return cost, onward
	}
	return mc.next(c, startLock, 0)
}

// startMark begins a cycle while the world stands.
//
// Models gcStart, runtime/mgc.go.
func (mc *Machine) startMark(c *chore) (trace.Time, move) {
	spans := mc.heap.FinishSweep()
	mc.poolCleanup()
	mc.cycle.n++
	mc.stored = 0
	mc.snapshot = mc.snapshot[:0]
	for slot := range int32(mc.sched.Slots()) {
		if mc.alive(slot) {
			mc.snapshot = append(mc.snapshot, slot)
		}
	}
	mc.heap.SetIdleTime(mc.sched.IdleTime())
	mc.sched.StartMarking(mc.heap.StartMark(heap.Start{
		Now: mc.now, Procs: mc.sched.Procs(), Kind: c.kind, Slots: mc.snapshot, StackBytes: int64(mc.heap.Stats().StackInuse),
		StopTheWorld: mc.conf.GCStopTheWorld,
	}))
	cost := mc.stwCost() + trace.Time(spans)*sweepCost
	if mc.conf.GCStopTheWorld {
		return mc.next(c, startStopped, cost)
	}
	return mc.next(c, startWorld, cost)
}

// markStopped marks a stretch while the world stands, as if every P did its share, until all is
// marked. Then the cycle ends, before the world has gone on.
//
// Models gcStart and gcDrain with gcstoptheworld=1, where workers run on all Ps and the program's
// goroutines do not (schedEnableUser).
func (mc *Machine) markStopped(p int32, c *chore) (trace.Time, move) {
	if mc.cycle.times.Mark == 0 {
		mc.cycle.times.Mark = mc.now
	}
	d := mc.heap.Drain(p, longMark)
	mc.heap.AddMarkTime(d.Used)
	if d.Out && !mc.heap.FlushP(p) && !mc.heap.WorkLeft() {
		mc.cycle.times.MarkTerm = mc.now
		mc.sched.Acquire(p, sched.MarkDoneSema)
		mc.sched.Release(p, sched.StartSema)
		c.at = doneStop
	}
	procs := trace.Time(mc.sched.Procs())
	return (d.Used + procs - 1) / procs, onward
}

// stwCost is what is done while the world stands.
func (mc *Machine) stwCost() trace.Time {
	if mc.sched.Procs() > 1 {
		return stwCost + stwCostMore
	}
	return stwCost
}

// goesOn starts the world after marking, or after it turned out that there is something left to
// mark, and gives account of the cycle.
func (mc *Machine) goesOn(p int32, c *chore) (trace.Time, move) {
	r := mc.sched.StartTheWorld(p)
	mc.heap.Resume(mc.now)
	if mc.heap.Phase() == heap.Mark {
		return mc.then(c, doneCheck, r)
	}
	mc.cycle.times.Done = mc.now
	told := mc.heap.Account(mc.cycle.times, mc.sched.Procs(), mc.cycle.forced)
	if mc.conf.GCTrace {
		mc.Print(told.String() + "\n")
	}
	return mc.then(c, doneFlush, r)
}

// markDone reports whether nobody marks, and nothing is left to mark that all can see.
//
// Models gcIsMarkDone, runtime/mgc.go.
func (mc *Machine) markDone() bool { return mc.cycle.working == 0 && !mc.heap.WorkLeft() }

// terminate ends marking while the world stands, unless some P's barrier buffer has filled since
// the ragged barrier came to it: then marking goes on.
//
// Models gcMarkDone and gcMarkTermination, runtime/mgc.go.
func (mc *Machine) terminate(p int32, c *chore) (trace.Time, move) {
	for i := range int32(mc.sched.Procs()) {
		if mc.heap.FlushP(i) {
			mc.tell(trace.Event{Kind: trace.GCRestart})
			return mc.next(c, doneWorld, mc.stwCost())
		}
	}
	mc.startingStack()
	mc.sched.StopMarking()
	mc.sched.WakeAssists(p)
	mc.sched.Release(p, sched.MarkDoneSema)
	found := mc.findLost()
	mc.heap.SetIdleTime(mc.sched.IdleTime())
	mc.heap.Terminate(mc.now)
	mc.discard(found)
	mc.sched.WakeWaitGC(p)
	mc.sched.ReadySystem(p, sched.BgSweep)
	mc.sched.GCEnded()
	return mc.next(c, doneWorld, mc.stwCost())
}

// waitOnMark has the goroutine on p wait until the nth cycle has marked, and go on from there.
//
// Models gcWaitOnMark, runtime/mgc.go.
func (mc *Machine) waitOnMark(p int32, c *chore, n int64, to step) (trace.Time, move) {
	marked := mc.cycle.n
	if mc.heap.Phase() != heap.Mark {
		marked++
	}
	if marked > n {
		return mc.next(c, to, 0)
	}
	return mc.after(mc.sched.WaitGC(p))
}

// forcedSweep has the caller of runtime.GC sweep a span and let others run, until all is swept or
// another cycle has begun.
func (mc *Machine) forcedSweep(p int32, c *chore) (trace.Time, move) {
	if mc.cycle.n == c.n {
		if _, cost, ok := mc.heap.SweepOne(); ok {
			mc.clocks[p] += cost
			return mc.after(mc.sched.Gosched(p))
		}
	}
	return mc.next(c, forcedEnd, 0)
}

// forcedEnd returns from runtime.GC, or tries again what there was no room for.
func (mc *Machine) forcedEnd(c *chore) (trace.Time, move) {
	if !c.own {
		mc.vm.Return(mc.slot)
	}
	return mc.next(c, noStep, 0)
}

// SafePoint implements sched.Host: P p gives away what it has to mark, or its cached spans.
func (mc *Machine) SafePoint(p int32) {
	if mc.cycle.preparing {
		mc.heap.PrepareForSweep(p)
		return
	}
	if mc.heap.FlushP(p) {
		mc.cycle.flushed = true
	}
}

// MarkWork implements sched.Host.
//
// Models gcShouldScheduleWorker, runtime/mgc.go.
func (mc *Machine) MarkWork(p int32) bool {
	return p >= 0 && mc.heap.LocalWork(p) || mc.heap.WorkLeft()
}

// ScanStack implements heap.Stacks.
func (mc *Machine) ScanStack(slot int32, yield func(word uint64)) (bytes int64, frames int) {
	if !mc.alive(slot) {
		return 0, 0
	}
	mc.vm.Roots(slot, func(word uint64) bool { yield(word); return true })
	for range mc.vm.Frames(slot) {
		frames++
	}
	return mc.vm.StackUsed(slot), frames
}

// ShrinkStack implements heap.Stacks; a stack is about to be scanned, so it counts for the size of
// new ones.
func (mc *Machine) ShrinkStack(slot int32) trace.Time {
	if !mc.alive(slot) {
		return 0
	}
	mc.cycle.stacks++
	mc.cycle.stackBytes += mc.vm.StackUsed(slot)
	return trace.Time(mc.vm.ShrinkStack(slot))
}

// startingStack sets how large the stacks of new goroutines are: as those that this cycle has
// scanned were used on average, with room for the guard.
//
// Models gcComputeStartingStackSize, runtime/stack.go.
func (mc *Machine) startingStack() {
	const guard, least, most = 928, 2048, 512 << 20
	if mc.cycle.stacks == 0 {
		mc.vm.SetStartingStack(least)
		return
	}
	average := min(max(mc.cycle.stackBytes/mc.cycle.stacks+guard, least), most)
	mc.vm.SetStartingStack(1 << bits.Len64(uint64(average-1)))
}

// Stopped implements heap.Stacks: what works for the collector stands between two instructions.
//
// Models the cases of suspendG, runtime/preempt.go, and casGToWaitingForSuspendG.
func (mc *Machine) Stopped(slot int32) bool {
	return mc.sched.G(slot).Status != sched.Grunning || mc.hasChore(slot) || mc.conf.GCStopTheWorld
}

// Runtime implements heap.Stacks.
func (mc *Machine) Runtime(yield func(word uint64)) {
	mc.sched.Roots(func(word uint64) bool { yield(word); return true })
}

// FreeStacks implements heap.Stacks.
func (mc *Machine) FreeStacks() { mc.vm.FreeStacks() }

package sim

import (
	"gopherscope/sim/heap"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
)

// Stretches and amounts of marking.
const (
	// markStretch and longMark are how long a worker marks at most until others have their turn:
	// while they run, and while nobody does.
	markStretch = trace.Microsecond
	longMark    = 10 * trace.Microsecond

	// suspendPoll is how often a worker looks whether the goroutine has stopped whose stack it is
	// to scan.
	suspendPoll = 5 * trace.Microsecond

	// gcOverAssistWork is how much scan work an assist does at least, so as to be rare.
	gcOverAssistWork = 64 << 10

	// gcCreditSlack is the scan work after which an assist, or a worker, gives account of it.
	gcCreditSlack = 2000

	// sweepBatchSize is how many spans the background sweeper sweeps before it lets others run.
	sweepBatchSize = 10
)

// runtimeStep is the first step of a goroutine of the runtime's own that the machine executes.
var runtimeStep = map[sched.System]step{sched.Worker: workerIdle, sched.BgSweep: sweeperSweep, sched.ForceGC: helperStart}

// native lets the goroutine in slot, on p, run that is the runtime's own and has no code.
func (mc *Machine) native(p, slot int32) {
	if !mc.hasChore(slot) {
		at, ok := runtimeStep[mc.sched.G(slot).Kind]
		if !ok {
			mc.sched.BootSystem(p)
			return
		}
		mc.choreOf(slot).at = at
	}
	mc.work(p, slot)
}

// markStep is step for who marks and who sweeps.
func (mc *Machine) markStep(p, slot int32, c *chore) (trace.Time, move) {
	switch c.at {
	case assistBegin:
		return mc.assistBegin(slot, c)
	case assistWork:
		return mc.assistWork(p, slot, c)
	case assistEnd:
		return mc.assistEnd(p, slot, c)
	case assistPaid:
		mc.tell(trace.Event{Kind: trace.GCAssistEnd, N: mc.heap.Debt(slot), N2: c.did})
		return mc.next(c, noStep, 0)

	case workerIdle:
		return mc.then(c, workerStart, mc.sched.ParkWorker(p))
	case workerStart:
		mc.tell(trace.Event{Kind: trace.GCWorkerStart, Text: mc.mode(p).String()})
		mc.cycle.working++
		*c = chore{at: workerDrain, began: mc.now}
		return 0, onward
	case workerDrain:
		return mc.workerDrain(p, slot, c)
	case workerStop:
		return mc.workerStop(p, slot, c)

	case sweeperIdle:
		mc.cycle.swept = 0
		return mc.then(c, sweeperSweep, mc.sched.ParkSystem(p, sched.BgSweep))
	case sweeperSweep:
		return mc.sweeperSweep(p, c)

	case helperIdle:
		return mc.then(c, helperStart, mc.sched.ParkSystem(p, sched.ForceGC))
	case helperStart:
		c.kind, c.then = heap.TriggerTime, helperIdle
		return mc.next(c, startSweep, 0)
	}
	panic("sim: no such step")
}

// mode returns how the worker on P p works.
func (mc *Machine) mode(p int32) sched.WorkerMode { return mc.sched.Ps()[p].Mode }

// markEnd returns until when the worker on p may mark before others have their turn.
func (mc *Machine) markEnd(p int32) trace.Time {
	now := mc.clocks[p]
	if mc.sched.Running() > 1 {
		return now + markStretch
	}
	return max(now+1, min(mc.agenda.Next(), now+longMark))
}

// workerDrain pays what the worker on p has marked since it was here last, looks whether it has
// to stop, and else lets it mark.
//
// Models gcDrain, runtime/mgcmark.go, and gcBgMarkWorker, runtime/mgc.go.
func (mc *Machine) workerDrain(p, slot int32, c *chore) (trace.Time, move) {
	mc.pay(p, c)
	if c.enlist {
		c.enlist = false
		mc.sched.Enlist(p)
	}
	if c.resume != 0 {
		mc.sched.ResumeG(p, c.resume-1)
		c.resume = 0
	}
	if c.scan != 0 {
		if !mc.Stopped(c.scan-1) && !mc.sched.SuspendG(p, c.scan-1) {
			return suspendPoll, onward
		}
		return 0, drain
	}
	stop := c.out
	switch mode := mc.mode(p); {
	case mc.sched.PreemptWanted(p):
		if mode != sched.DedicatedWorker || mc.sched.AllToStop(p) {
			stop = true
		} else if !c.drained {
			c.drained = true
			mc.sched.DrainRunq(p)
		}
	case mode == sched.FractionalWorker:
		stop = stop || mc.sched.FractionDone(p)
	case mode == sched.IdleWorker:
		stop = stop || mc.sched.PollWork(p)
	}
	if stop {
		return mc.next(c, workerStop, 0)
	}
	return 0, drain
}

// drain lets the worker on p mark, to the end of its stretch or to the limit.
func (mc *Machine) drain(p int32, to Limit) {
	left := mc.stretch - mc.clocks[p]
	if to.Time != 0 && mc.agenda.Next() > to.Time {
		left = min(left, to.Time+1-mc.clocks[p])
	}
	left = max(min(left, trace.Time(min(to.Steps-mc.steps, 1<<62))), 1)
	c := mc.choreOf(mc.slot)
	if c.scan != 0 {
		left = 1 // the stack alone, for its goroutine waits
	}
	mc.heap.Use(p, mc.slot)
	mc.collecting, mc.draining = p, true
	d := mc.heap.Drain(p, left)
	mc.collecting, mc.draining = -1, false
	mc.clocks[p] += d.Used
	mc.steps += uint64(d.Used)
	c.credit, c.out, c.enlist = d.Credit, d.Out, d.Enlist
	c.resume, c.scan = c.scan, d.Suspend+1
	if c.credit > 0 || c.enlist || c.out || c.scan != 0 || c.resume != 0 || mc.clocks[p] >= mc.stretch {
		mc.yield(p)
	}
}

// workerStop ends the work of the worker on p. The last one of all looks whether marking is done.
func (mc *Machine) workerStop(p, slot int32, c *chore) (trace.Time, move) {
	c.credit = mc.heap.FlushCredit(p)
	mc.pay(p, c)
	mode, d := mc.mode(p), mc.now-c.began
	mc.sched.StopWorker(p)
	if mode == sched.IdleWorker {
		mc.heap.AddIdleMarkTime(d)
	} else {
		mc.heap.AddMarkTime(d)
	}
	mc.tell(trace.Event{Kind: trace.GCWorkerStop, Text: mode.String(), N: int64(d)})
	mc.cycle.working--
	if mc.markDone() {
		c.then = workerIdle
		return mc.next(c, doneLock, 0)
	}
	return mc.next(c, workerIdle, 0)
}

// pay gives the scan work that the worker on p has done to goroutines that wait for it, the first
// first, and what is left over to all.
//
// Models gcFlushBgCredit, runtime/mgcmark.go.
func (mc *Machine) pay(p int32, c *chore) {
	work := c.credit
	c.credit = 0
	if work == 0 {
		return
	}
	if mc.sched.Assist() < 0 {
		mc.heap.AddCredit(work)
		return
	}
	perByte, perWork := mc.heap.AssistRatio()
	bytes := int64(float64(work) * perWork)
	for g := mc.sched.Assist(); g >= 0 && bytes > 0; g = mc.sched.Assist() {
		debt := mc.heap.Debt(g)
		if bytes < debt {
			mc.heap.Pay(g, bytes)
			mc.sched.AssistLater()
			return
		}
		mc.heap.Pay(g, debt)
		mc.sched.AssistDone(p)
		bytes -= debt
	}
	mc.heap.AddCredit(int64(float64(bytes) * perByte))
}

// assistBegin works out what the goroutine in slot has to mark for what it has allocated, and
// takes as much as the workers have in store.
//
// Models gcAssistAlloc, runtime/mgcmark.go.
func (mc *Machine) assistBegin(slot int32, c *chore) (trace.Time, move) {
	mc.heap.SetIdleTime(mc.sched.IdleTime())
	mc.heap.UpdateLimiter(mc.now)
	debt := mc.heap.Debt(slot)
	if debt <= 0 || mc.heap.Phase() != heap.Mark || mc.heap.Limiting() {
		return mc.next(c, noStep, 0)
	}
	owes := debt
	perByte, perWork := mc.heap.AssistRatio()
	work := int64(perByte * float64(debt))
	if work < gcOverAssistWork {
		work = gcOverAssistWork
		debt = int64(perWork * float64(work))
	}
	if took := mc.heap.TakeCredit(work); took > 0 {
		if work -= took; work == 0 {
			mc.heap.Pay(slot, debt)
			return mc.next(c, noStep, 0)
		}
		mc.heap.Pay(slot, 1+int64(perWork*float64(took)))
	}
	mc.tell(trace.Event{Kind: trace.GCAssistBegin, N: owes})
	mc.cycle.working++
	*c = chore{at: assistWork, owed: work, began: mc.now}
	return 0, onward
}

// assistWork marks a part of what the goroutine in slot owes, on p.
//
// Models gcAssistAlloc1, runtime/mgcmark.go.
func (mc *Machine) assistWork(p, slot int32, c *chore) (trace.Time, move) {
	if c.scan != 0 && !mc.Stopped(c.scan-1) && !mc.sched.SuspendG(p, c.scan-1) {
		return suspendPoll, onward
	}
	d := mc.heap.DrainN(p, min(c.owed-c.did, gcCreditSlack))
	if c.scan != 0 {
		mc.sched.ResumeG(p, c.scan-1)
	}
	c.scan = d.Suspend + 1
	c.did += d.Work
	if d.Enlist {
		mc.sched.Enlist(p)
	}
	switch {
	case c.scan != 0:
		return d.Used, onward
	case d.Out || c.did >= c.owed || mc.sched.PreemptWanted(p):
		return mc.next(c, assistEnd, d.Used)
	}
	return d.Used, onward
}

// assistEnd sees whether the goroutine in slot has marked enough. If not, since there was nothing
// to mark, it waits for the workers. The last one of all that mark looks whether marking is done.
func (mc *Machine) assistEnd(p, slot int32, c *chore) (trace.Time, move) {
	if c.owed > 0 { // it comes from marking
		_, perWork := mc.heap.AssistRatio()
		mc.heap.Pay(slot, 1+int64(perWork*float64(c.did)))
		mc.heap.AddAssistTime(mc.now - c.began)
		mc.cycle.working--
		c.owed = 0
		if mc.heap.Phase() == heap.Mark && mc.markDone() {
			c.then = assistEnd
			return mc.next(c, doneLock, 0)
		}
	}
	switch {
	case mc.heap.Phase() != heap.Mark || mc.heap.Debt(slot) <= 0:
		return mc.next(c, assistPaid, 0)
	case mc.sched.PreemptWanted(p):
		mc.tell(trace.Event{Kind: trace.GCAssistEnd, N: mc.heap.Debt(slot), N2: c.did})
		return mc.then(c, assistBegin, mc.sched.Gosched(p))
	case mc.heap.Credit() > 0:
		mc.tell(trace.Event{Kind: trace.GCAssistEnd, N: mc.heap.Debt(slot), N2: c.did})
		return mc.next(c, assistBegin, 0)
	}
	return mc.then(c, assistPaid, mc.sched.ParkAssist(p))
}

// sweeperSweep sweeps a span in the background; after some it lets others run, if no P is idle.
//
// Models bgsweep and goschedIfBusy, runtime/mgcsweep.go and proc.go.
func (mc *Machine) sweeperSweep(p int32, c *chore) (trace.Time, move) {
	_, cost, ok := mc.heap.SweepOne()
	if !ok {
		return mc.next(c, sweeperIdle, 0)
	}
	mc.cycle.swept++
	if mc.cycle.swept%sweepBatchSize == 0 && mc.sched.Busy() {
		mc.clocks[p] += cost
		return mc.after(mc.sched.Gosched(p))
	}
	return cost, onward
}

package sched

import "gopherscope/sim/trace"

// goidBatch is how many goroutine numbers a P takes at once (_GoidCacheBatch).
const goidBatch = 16

// schedule finds a goroutine for M m, which holds a P and runs none, and runs it. If there
// is none m parks, polls or naps, and goes on from there at an appointment.
//
// Models schedule, runtime/proc.go.
func (s *Sched) schedule(m int32) {
	if s.ms[m].lockedg != 0 {
		s.stoplockedm(m)
		return
	}
	if p := s.ms[m].P; p != none {
		s.ps[p].Preempt = false
	}
	if f := s.findRunnable(m); f.g != none {
		s.runFound(m, f)
	}
}

// runFound is the end of schedule: M m, which holds a P, has found a goroutine.
func (s *Sched) runFound(m int32, f found) {
	if p := s.ms[m].P; s.ps[p].nextWorker != none {
		s.releaseNextWorker(p)
	}
	if s.ms[m].Spinning {
		s.resetspinning(m)
	}
	if f.rule == trace.RuleGCWorker { // goroutines may be queued that it keeps waiting
		s.wakep()
	}
	if s.gs.Get(int(f.g)).lockedm != 0 {
		s.startlockedm(m, f)
		return
	}
	s.execute(m, f.g, f)
}

// execute runs the goroutine in slot g on M m. Unless it inherits the slice of the one
// before it, a new slice begins, which is what schedtick counts.
//
// Models execute, runtime/proc.go.
func (s *Sched) execute(m, g int32, f found) {
	p := s.ms[m].P
	pp, gp := &s.ps[p], s.g(g)
	s.ms[m].Curg = g
	s.running++
	gp.M = m
	gp.Preempt, gp.preemptStop = false, false
	s.casgstatus(gp, Grunning)
	if !f.inherit {
		pp.Schedtick++
		pp.SliceStart = s.now
	}
	pp.Preempt = false
	if s.watched() {
		s.emit(trace.Event{
			Kind: trace.GoStart, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID,
			Rule: f.rule, To: f.from, Flag: f.inherit, N: int64(pp.Schedtick), Looks: s.looks(),
		})
	}
	cold := s.coldG(gp.ran)
	s.dispatches++
	s.host.At(s.now+s.elapsed+costDispatch+cold, Appointment{Kind: Run, P: p})
}

// findRunnable looks for a goroutine that M m can run, asking in the runtime's order. It
// returns nothing if m left off: parked, polling, or napping in the middle of a steal.
//
// Models findRunnable, runtime/proc.go, less the trace reader.
func (s *Sched) findRunnable(m int32) found {
	for {
		s.lookAfresh()
		if s.stw.on {
			s.gcstopm(m)
			return nothing
		}
		s.runSafePoint(s.ms[m].P)
		pollUntil := trace.Never
		if !s.ms[m].steal.on {
			p := s.ms[m].P

			// Expired timers of this P, before any queue.
			var ran bool
			pollUntil, ran = s.checkTimers(p, p)
			switch {
			case ran:
				s.look(trace.TimersRan, 0)
			case pollUntil == trace.Never:
				s.look(trace.TimersNone, 0)
			default:
				s.look(trace.TimersNotDue, 0)
			}

			if s.mark.on {
				if f := s.findRunnableGCWorker(p); f.g != none {
					return f
				}
			}

			// The global queue once in a while, or two goroutines that keep waking
			// each other through runnext and the ring would starve it.
			if s.ps[p].Schedtick%61 != 0 {
				s.look(trace.TickOther, 0)
			} else if s.runq.size > 0 {
				return found{g: s.globrunqget(), rule: trace.RuleTick61, from: trace.GlobalQueue}
			} else {
				s.look(trace.TickEmpty, 0)
			}
			if s.systemDue {
				s.wakeSystem(p)
			}
			if f := s.runqget(p); f.g != none {
				return f
			}
			if s.runq.size > 0 {
				return s.globrunqgetbatch(m)
			}
			s.look(trace.GlobalEmpty, 0)
			if f := s.netpollNow(m); f.g != none {
				return f
			}

			// Become a thief, unless half of the busy Ps have one already.
			if s.ms[m].Spinning || 2*s.nmspinning < int32(len(s.ps))-s.npidle {
				if !s.ms[m].Spinning {
					s.becomeSpinning(m)
				}
				s.startSteal(m, pollUntil)
			} else {
				s.look(trace.StealEnough, 0)
			}
		}
		if s.ms[m].steal.on { // just begun, or left off for a nap that is over now
			f, newWork, asleep := s.stealWork(m)
			switch {
			case f.g != none || asleep:
				return f
			case newWork:
				continue
			}
			pollUntil = s.ms[m].steal.pollUntil
		}
		if s.mark.on {
			if f := s.findIdleWorker(s.ms[m].P); f.g != none {
				return f
			}
		}

		// Nothing to do: give up the P, look again without one, and sleep.
		f, again := s.giveUp(m, pollUntil)
		if !again {
			return f
		}
	}
}

// giveUp is the end of findRunnable: M m found nothing. It reports again if m has, or got
// back, a P with which to ask from the top.
func (s *Sched) giveUp(m int32, pollUntil trace.Time) (f found, again bool) {
	if s.runq.size > 0 { // a nap lies between the first look and this one
		return s.globrunqgetbatch(m), false
	}
	if !s.ms[m].Spinning && s.needspinning {
		s.becomeSpinning(m)
		return nothing, true
	}
	s.pidleput(s.releasep(m))

	// Stop spinning first, then look at everything again: who submitted work meanwhile saw
	// a spinning thread and woke nobody.
	wasSpinning := s.ms[m].Spinning
	if wasSpinning {
		s.stopSpinning(m)
		if s.runq.size > 0 || s.checkRunqsNoP() {
			if p := s.pidlegetSpinning(); p != none {
				s.acquirep(m, p)
				s.becomeSpinning(m)
				return nothing, true
			}
		}
		if f := s.checkIdleGCNoP(m); f.g != none {
			return f, false
		}
		pollUntil = min(pollUntil, s.timeSleepUntil())
	}

	switch {
	case !s.pollUsed:
	case !s.polling && (len(s.io) > 0 || pollUntil != trace.Never):
		s.netpollBlock(m, pollUntil, wasSpinning)
		return nothing, false
	case s.polling && s.pollUntil > pollUntil:
		s.netpollBreak()
	}
	s.stopm(m)
	return nothing, false
}

// checkRunqsNoP reports whether some P that is not idle has work in its local queue.
//
// Models checkRunqsNoP, runtime/proc.go.
func (s *Sched) checkRunqsNoP() bool {
	if s.conf.NoStealing {
		return false
	}
	for i := range s.ps {
		if !s.ps[i].Idle && !s.runqempty(int32(i)) {
			return true
		}
	}
	return false
}

// Newproc makes a goroutine that will run function fn: the go statement of the goroutine
// that runs on P p, which goes on. The new one takes runnext. The machine gives the slot
// its function and arguments.
//
// Models newproc, runtime/proc.go.
func (s *Sched) Newproc(p, fn int32) (slot int32, r Result) {
	s.begin(costCreate)
	g := s.newproc1(p, fn, Grunnable)
	s.putNew(p, g)
	return g, s.goOn()
}

// putNew queues a goroutine that was just created, and looks for a P to run it.
func (s *Sched) putNew(p, g int32) {
	put := s.runqput(p, g, true)
	if s.watched() {
		gp := s.gs.Get(int(g))
		s.emitPut(p, put, trace.Event{Kind: trace.GoCreate, G: s.idOf(s.Current(p)), Other: gp.ID, Func: gp.Func, Looks: s.lookWakep()})
	}
	s.wakep()
}

// newproc1 takes a slot and a number for a new goroutine, which is runnable or, a coroutine,
// waits.
//
// Models newproc1 and gfget, runtime/proc.go.
func (s *Sched) newproc1(p, fn int32, status Status) int32 {
	g := s.gfget(p)
	if g == none {
		g = int32(s.gs.Append(G{}))
		s.elapsed += costNewG
	}
	pp := &s.ps[p]
	if pp.goidcache == pp.goidend {
		pp.goidcache = s.goidgen + 1
		s.goidgen += goidBatch
		pp.goidend = s.goidgen + 1
	}
	*s.g(g) = G{
		ID: pp.goidcache, Parent: s.idOf(s.Current(p)), Func: fn, M: none,
		Status: Gdead, link: none, waiting: none,
	}
	s.casgstatus(s.g(g), status)
	pp.goidcache++
	s.created++
	s.live++
	return g
}

// Exit ends the goroutine that runs on P p: its function returned, or Goexit is through.
// Its slot is free for a new goroutine.
//
// Models goexit0 and gdestroy, runtime/proc.go.
func (s *Sched) Exit(p int32) Result {
	s.begin(costExit)
	m, g := s.dropg(p)
	gp := s.g(g)
	s.casgstatus(gp, Gdead)
	if gp.System {
		s.forgetSystem(g)
	} else {
		s.live--
	}
	if s.watched() {
		s.emit(trace.Event{Kind: trace.GoDestroy, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID})
	}
	s.gfput(p, g)
	if gp.lockedm != 0 {
		s.untie(m, g)
		s.mexit(m)
		return Result{Parked: true}
	}
	s.schedule(m)
	return Result{Parked: true}
}

// Gosched puts the goroutine that runs on P p at the tail of the global queue: runtime.Gosched.
//
// Models goschedImpl, runtime/proc.go.
func (s *Sched) Gosched(p int32) Result {
	s.begin(costGosched)
	s.resumeWith(p, Result{OK: true})
	return s.gosched(p, trace.Gosched)
}

// PreemptWanted reports whether sysmon has asked the goroutine on P p to yield.
func (s *Sched) PreemptWanted(p int32) bool { return s.ps[p].Preempt }

// Preempt is what the goroutine on P p does at a safe point when PreemptWanted: it goes to
// the tail of the global queue, or, when the world is to stop, to the P's runnext.
//
// Models gopreempt_m and goschedImpl, runtime/proc.go.
func (s *Sched) Preempt(p int32) Result {
	s.begin(costPreempt)
	if s.gs.Get(int(s.Current(p))).preemptStop {
		return s.preemptPark(p)
	}
	return s.gosched(p, trace.Preempted)
}

func (s *Sched) gosched(p int32, why trace.Reason) Result {
	m, g := s.dropg(p)
	gp := s.g(g)
	s.casgstatus(gp, Grunnable)
	put := put{to: trace.GlobalQueue, pushed: none}
	if s.stw.on && why == trace.Preempted { // to go on here when the world does
		put = s.runqput(p, g, true)
	} else {
		s.globrunqput(g)
	}
	if s.watched() {
		s.emitPut(p, put, trace.Event{Kind: trace.GoStop, G: gp.ID, Why: why, Looks: s.lookWakep()})
	}
	s.wakep()
	s.schedule(m)
	return Result{Parked: true}
}

// goyield puts the goroutine that runs on P p at the tail of the P's own queue, and the one
// in runnext, just readied, runs at once. Semrelease hands off so.
//
// Models goyield_m, runtime/proc.go.
func (s *Sched) goyield(p int32) {
	m, g := s.dropg(p)
	gp := s.g(g)
	s.casgstatus(gp, Grunnable)
	put := s.runqput(p, g, false)
	s.emitPut(p, put, trace.Event{Kind: trace.GoStop, G: gp.ID, Why: trace.Goyield})
	s.schedule(m)
}

// Park makes the goroutine that runs on P p wait, for Ready to wake it. Obj is the address of
// what it waits on, 0 if nothing that has one.
//
// Models gopark and park_m, runtime/proc.go.
func (s *Sched) Park(p int32, why trace.Reason, obj uint64) Result {
	s.begin(0)
	s.resumeWith(p, Result{OK: true})
	return s.park(p, why, obj)
}

// resumeWith sets how the operation will have ended when the goroutine on P p runs again. A
// waker may say otherwise.
func (s *Sched) resumeWith(p int32, r Result) {
	gp := s.g(s.Current(p))
	gp.resume, gp.result = resumeResult, r
}

// park is Park within an operation that has set what remains to be done at Resume.
func (s *Sched) park(p int32, why trace.Reason, obj uint64) Result {
	s.elapsed += costPark
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason, gp.Obj = why, obj
	s.casgstatus(gp, Gwaiting)
	if s.watched() {
		s.emit(trace.Event{
			Kind: trace.GoBlock, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID,
			Why: why, Obj: obj, Until: gp.Until, Looks: s.looks(),
		})
	}
	if why == trace.Sleep {
		s.resetForSleep(p, g)
	}
	s.schedule(m)
	return Result{Parked: true}
}

// Ready makes the parked goroutine in slot g runnable, on behalf of whatever runs on P p.
//
// Models goready, runtime/proc.go.
func (s *Sched) Ready(p, g int32) {
	s.begin(0)
	s.ready(p, g)
}

// ready puts a parked goroutine into P p's runnext, wherever it ran before, and looks for a
// P that could run it. Who called goes on.
//
// Models ready, runtime/proc.go.
func (s *Sched) ready(p, g int32) {
	s.readyAt(p, g, true)
}

// readyAt is ready with the choice whether g takes runnext or queues at the tail.
func (s *Sched) readyAt(p, g int32, next bool) {
	s.elapsed += costReady
	gp := s.g(g)
	obj, why := gp.Obj, gp.Reason
	gp.Reason, gp.Obj, gp.Until = trace.NoReason, 0, 0
	s.casgstatus(gp, Grunnable)
	put := s.runqput(p, g, next)
	if s.watched() {
		if why < trace.WaitGC { // of the program's own
			why = trace.NoReason
		}
		s.emitPut(p, put, trace.Event{Kind: trace.GoUnblock, G: s.idOf(s.Current(p)), Other: gp.ID, Why: why, Obj: obj, Looks: s.lookWakep()})
	}
	s.wakep()
}

// Resume does what remains of the operation that the goroutine now running on P p had parked
// or yielded in, and returns its outcome. It reports false if there is none: the goroutine is
// new or was preempted, and just runs on. The outcome may be that it parked again.
func (s *Sched) Resume(p int32) (r Result, was bool) {
	s.begin(0)
	gp := s.g(s.Current(p))
	how := gp.resume
	gp.resume = resumeNone
	switch how {
	case resumeResult:
		return gp.result, true
	case resumeSelect:
		s.emitSelect(p, gp.chosen, int(gp.result.Case), 1)
		return gp.result, true
	case resumeSyscall:
		s.ps[p].Syscalltick++
		return gp.result, true
	case resumeProcs:
		return s.setProcs(p, int(gp.result.Case)), true
	case resumeSema:
		return s.semacquireAgain(p), true
	}
	return Result{}, false
}

// Resuming reports whether Resume has something to do for the goroutine in a slot.
func (s *Sched) Resuming(slot int32) bool { return s.gs.Get(int(slot)).resume != resumeNone }

// begin starts an operation, at the host's Now, that takes at least cost.
func (s *Sched) begin(cost trace.Time) {
	s.now, s.elapsed = s.host.Now(), cost
	s.lookAfresh()
}

// Cost returns the virtual ns that the last operation or Resume took: unless it parked, the
// goroutine goes on that much later.
func (s *Sched) Cost() trace.Time { return s.elapsed }

// goOn is the result of an operation after which the goroutine goes on.
func (s *Sched) goOn() Result { return Result{OK: true} }

// g returns a goroutine for writing.
func (s *Sched) g(slot int32) *G { return s.gs.At(int(slot)) }

// casgstatus moves a goroutine to a state. One that may not follow the state it is in is a fault
// of the scheduler's own: Broken.
func (s *Sched) casgstatus(gp *G, to Status) {
	if follows[gp.Status&15]>>to&1 == 0 {
		s.broken = transition{gp.ID, gp.Status, to}
	}
	gp.Status = to
	gp.Since = s.now
}

// dropg parts the goroutine that runs on P p from its thread.
func (s *Sched) dropg(p int32) (m, g int32) {
	m = s.ps[p].M
	g = s.ms[m].Curg
	s.ms[m].Curg = none
	s.running--
	gp := s.g(g)
	gp.M, gp.ran = none, s.dispatches
	return m, g
}

// idOf returns the number of the goroutine in a slot, NoGo for none.
func (s *Sched) idOf(g int32) trace.GoID {
	if g == none {
		return trace.NoGo
	}
	return s.gs.Get(int(g)).ID
}

// threadOf returns the thread that holds P p.
func (s *Sched) threadOf(p int32) trace.ThreadID { return trace.ThreadID(s.ps[p].M) }

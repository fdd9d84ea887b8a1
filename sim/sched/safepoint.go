package sched

import "gopherscope/sim/trace"

// An eachP is a call of ForEachP that is under way.
type eachP struct {
	wait int32        // safePointWait: Ps that have yet to do it
	m, g int32        // the thread and the goroutine that asked for it, if it waits
	why  trace.Reason // … and what it says that it waits for
}

// ForEachP has the Host do something for each P while nothing runs on it (SafePoint): at once for
// idle Ps, that of the caller, and those in system calls, which lose them; for the others when
// their goroutine has come to its next safe point. Unlike a stop of the world it lets each P go
// on by itself: a ragged barrier. The goroutine on P p, who holds GCSema, goes on after the last.
//
// Models forEachP, runtime/proc.go. Simplified: it does not ask again every 100 µs, for who was
// asked yields.
func (s *Sched) ForEachP(p int32, why trace.Reason) Result {
	s.begin(costForEachP)
	s.each = eachP{wait: int32(len(s.ps)) - 1, m: none, g: none, why: why}
	for i := range s.ps {
		s.ps[i].safePoint = int32(i) != p
	}
	for i := s.pidle; i != none; i = s.ps[i].link {
		s.runSafePoint(i)
	}
	s.host.SafePoint(p)
	for i := range int32(len(s.ps)) {
		switch {
		case !s.ps[i].safePoint:
		case s.inSyscall(i):
			s.takeP(i, trace.RuleRetakeSafe)
			s.handoffp(i)
		case s.Current(i) != none:
			s.askToStop(i)
		}
	}
	if s.each.wait == 0 {
		return s.goOn()
	}
	s.resumeWith(p, Result{OK: true})
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason = why
	s.casgstatus(gp, Gwaiting)
	s.emit(trace.Event{Kind: trace.GoBlock, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID, Why: why})
	s.each.m, s.each.g = m, g
	return Result{Parked: true}
}

// runSafePoint does for P p, on which nothing runs, what ForEachP wants done, unless it has been.
// After the last P who called ForEachP goes on.
//
// Models runSafePointFn, runtime/proc.go.
func (s *Sched) runSafePoint(p int32) {
	if s.ps[p].safePoint {
		s.safePoint(p)
	}
}

// safePoint is runSafePoint of a P that has been asked.
func (s *Sched) safePoint(p int32) {
	s.ps[p].safePoint = false
	s.host.SafePoint(p)
	s.each.wait--
	if s.each.wait > 0 || s.each.g == none {
		return
	}
	m, gp := s.each.m, s.g(s.each.g)
	gp.Reason = trace.NoReason
	s.casgstatus(gp, Grunnable)
	s.emit(trace.Event{Kind: trace.GoUnblock, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m), Other: gp.ID})
	elapsed, looked := s.elapsed, s.looked
	s.elapsed = s.futex()
	s.execute(m, s.each.g, found{g: s.each.g, inherit: true})
	s.elapsed, s.looked = elapsed, looked
	s.each = eachP{m: none, g: none}
}

// SuspendG reports whether the goroutine in a slot does not run, so that its stack can be
// scanned. One that runs is asked to stop at its next safe point; it stays stopped until ResumeG.
// Who asks, on P p, spins meanwhile: it asks again.
//
// Models suspendG, runtime/preempt.go.
func (s *Sched) SuspendG(p, slot int32) bool {
	s.begin(0)
	gp := s.gs.Get(int(slot))
	if gp.Status != Grunning {
		return true
	}
	if !gp.preemptStop {
		on := s.ms[gp.M].P
		s.g(slot).preemptStop = true
		s.askToStop(on)
		s.emit(trace.Event{
			Kind: trace.GoPreempt, P: trace.ProcID(on), M: trace.ThreadID(gp.M), G: s.idOf(s.Current(p)),
			Other: gp.ID, N: int64(s.now - s.ps[on].SliceStart),
		})
	}
	return false
}

// preemptPark stops the goroutine on P p for who scans its stack.
//
// Models preemptPark, runtime/proc.go.
func (s *Sched) preemptPark(p int32) Result {
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason, gp.preemptStop = trace.Preempted, false
	s.casgstatus(gp, Gpreempted)
	s.emit(trace.Event{Kind: trace.GoBlock, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID, Why: gp.Reason})
	s.schedule(m)
	return Result{Parked: true}
}

// ResumeG lets the goroutine in a slot go on whose stack has been scanned on P p: if it was
// stopped for it, it takes p's runnext.
//
// Models resumeG, runtime/preempt.go.
func (s *Sched) ResumeG(p, slot int32) {
	s.begin(0)
	gp := s.g(slot)
	gp.preemptStop = false
	if gp.Status == Gpreempted {
		s.casgstatus(gp, Gwaiting)
		s.ready(p, slot)
	}
}

// A RuntimeSema is a lock that the runtime's own code sleeps on, in the order of asking.
type RuntimeSema uint8

// The locks of runtime/mgc.go and proc.go. Simplified: worldsema is part of GCSema, for who takes
// it here has that too; and one that is released is the next one's at once.
const (
	StartSema    RuntimeSema = iota // work.startSema: who starts a cycle
	GCSema                          // gcsema: a cycle, or a change of GOMAXPROCS
	MarkDoneSema                    // work.markDoneSema: who looks whether marking is done
	runtimeSemas
)

type runtimeSema struct {
	held    bool
	waiting gQueue
}

// Acquire takes a lock for the goroutine on P p, which waits until it is free.
//
// Models semacquire, runtime/sema.go.
func (s *Sched) Acquire(p int32, which RuntimeSema) Result {
	s.begin(costSema)
	if s.tryAcquire(which) {
		return s.goOn()
	}
	return s.acquireWait(p, which, resumeResult, Result{OK: true})
}

func (s *Sched) tryAcquire(which RuntimeSema) bool {
	free := !s.semas[which].held
	s.semas[which].held = true
	return free
}

// acquireWait has the goroutine on P p wait for a lock, after which it goes on as how and r say.
func (s *Sched) acquireWait(p int32, which RuntimeSema, how resume, r Result) Result {
	g := s.Current(p)
	gp := s.g(g)
	gp.resume, gp.result = how, r
	s.pushBack(&s.semas[which].waiting, g)
	return s.park(p, trace.Semacquire, 0)
}

// Release gives a lock up on behalf of what runs on P p.
//
// Models semrelease, runtime/sema.go.
func (s *Sched) Release(p int32, which RuntimeSema) Result {
	s.begin(costSema)
	s.release(p, which)
	return s.goOn()
}

func (s *Sched) release(p int32, which RuntimeSema) {
	sema := &s.semas[which]
	if g := s.pop(&sema.waiting); g != none {
		s.ready(p, g)
		return
	}
	sema.held = false
}

package sched

import "gopherscope/sim/trace"

// The collector marks with goroutines of the runtime's own, the workers: one for each P, made at
// the first collection. A worker waits in a pool until a P takes it: not a queue decides, but how
// much of the processors' time is the collector's. A P that looks for something to run asks that
// first (findRunnableGCWorker); one that finds nothing to run at all marks until there is
// (findIdleWorker). What marking means, and whether there is anything left to mark, the Host knows.

// A WorkerMode says on whose account a worker runs.
type WorkerMode uint8

// The modes, numbered as in the runtime (runtime/mgc.go).
const (
	NoWorker         WorkerMode = iota
	DedicatedWorker             // the P marks and does nothing else until marking is done
	FractionalWorker            // it marks for a share of its time
	IdleWorker                  // it has nothing else to do
)

var modeText = [...]string{NoWorker: "", DedicatedWorker: "dedicated", FractionalWorker: "fractional", IdleWorker: "idle"}

// String names the mode as the execution tracer does: "GC (dedicated)" less the frame.
func (m WorkerMode) String() string { return modeText[m] }

// A marking is what the scheduler knows of the mark phase. Its names are those of
// gcControllerState and work (runtime/mgcpacer.go and mgc.go).
type marking struct {
	on        bool       // gcBlackenEnabled: workers and assists may mark
	begun     trace.Time // markStartTime
	dedicated int32      // dedicatedMarkWorkersNeeded: how many more
	fraction  float64    // fractionalUtilizationGoal: the share of each P
	idle      int32      // idle workers that run
	idleMax   int32      // … at most

	workers int32  // gcBgMarkWorkerCount: how many there are
	starter int32  // who waits until the worker it has made is ready, or -1
	pool    gQueue // gcBgMarkWorkerPool: a stack
	assists gQueue // assistQueue: goroutines that wait until marking has been done for them
	waiting gQueue // sweepWaiters: goroutines that wait for the end of the mark phase

	spent MarkTimes
}

// MarkTimes is what a mark phase has taken of the processors so far.
type MarkTimes struct{ Dedicated, Fractional, Idle trace.Time }

// MakeWorker makes another worker for the goroutine on P p, unless there is one for each P, which
// it reports. The caller waits until the new one is in the pool.
//
// Models gcBgMarkStartWorkers, runtime/mgc.go.
func (s *Sched) MakeWorker(p int32) (r Result, enough bool) {
	if s.mark.workers >= int32(len(s.ps)) {
		s.begin(0)
		return s.goOn(), true
	}
	s.begin(costCreate)
	s.mark.workers++
	g := s.newproc1(p, 0, Grunnable)
	gp := s.g(g)
	gp.System, gp.Kind = true, Worker
	s.live--
	put := s.runqput(p, g, true)
	s.emitPut(p, put, trace.Event{Kind: trace.GoSystem, G: s.idOf(s.Current(p)), Other: gp.ID, Text: systems[Worker].name, Looks: s.lookWakep()})
	s.wakep()
	s.mark.starter = s.Current(p)
	s.resumeWith(p, Result{OK: true})
	return s.park(p, trace.ChanReceive, 0), false
}

// ParkWorker puts the worker that runs on P p into the pool. A new one tells so who made it.
//
// Models the gopark of gcBgMarkWorker, runtime/mgc.go.
func (s *Sched) ParkWorker(p int32) Result {
	s.begin(0)
	if g := s.mark.starter; g != none {
		s.mark.starter = none
		s.elapsed += costChan
		s.ready(p, g)
	}
	s.push(&s.mark.pool, s.Current(p))
	return s.park(p, trace.GCWorkerIdle, 0)
}

// StartMarking lets workers run, with the world stopped: dedicated of them for all of a P's time,
// on every P for a fraction of it, and up to idleMax where there is nothing else to do.
//
// Models startCycle, runtime/mgcpacer.go.
func (s *Sched) StartMarking(dedicated int, fraction float64, idleMax int) {
	s.begin(0)
	m := &s.mark
	m.on, m.begun, m.spent = true, s.now, MarkTimes{}
	m.dedicated, m.fraction, m.idle, m.idleMax = int32(dedicated), fraction, 0, int32(idleMax)
	for i := range s.ps {
		s.ps[i].fractional = 0
	}
}

// StopMarking lets no worker begin any more, with the world stopped.
func (s *Sched) StopMarking() { s.mark.on = false }

// Marked returns what the mark phase has taken so far, workers that still run left out.
func (s *Sched) Marked() MarkTimes { return s.mark.spent }

// assignWorker decides whether a worker is to run on P p: a dedicated one if one is missing, else
// a fractional one if p has not yet given its share. It is then p's nextWorker.
//
// Models assignWaitingGCWorker, runtime/mgcpacer.go.
func (s *Sched) assignWorker(p int32) bool {
	m, pp := &s.mark, &s.ps[p]
	switch {
	case !s.host.MarkWork(p):
		s.look(trace.WorkerNoWork, 0)
		return false
	case m.dedicated <= 0 && m.fraction == 0:
		s.look(trace.WorkerEnough, 0)
		return false
	case m.pool.size == 0:
		s.look(trace.WorkerNone, 0)
		return false
	}
	mode := DedicatedWorker
	if m.dedicated <= 0 {
		mode = FractionalWorker
		since := s.now - m.begun
		if since > 0 && float64(pp.fractional)/float64(since) > m.fraction {
			s.look(trace.WorkerShare, 0)
			return false
		}
	} else {
		m.dedicated--
	}
	pp.nextWorker, pp.Mode = s.pop(&m.pool), mode
	return true
}

// findRunnableGCWorker returns the worker that P p is to run now, if any: it outranks everything
// that is queued.
//
// Models findRunnableGCWorker, runtime/mgcpacer.go.
func (s *Sched) findRunnableGCWorker(p int32) found {
	if s.ps[p].nextWorker == none && !s.assignWorker(p) {
		return nothing
	}
	g := s.ps[p].nextWorker
	s.ps[p].nextWorker = none
	return s.takeWorker(p, g, s.ps[p].Mode, trace.RuleGCWorker)
}

// takeWorker makes the worker in slot g, out of the pool, runnable in the hand of P p.
func (s *Sched) takeWorker(p, g int32, mode WorkerMode, rule trace.Rule) found {
	pp, gp := &s.ps[p], s.g(g)
	pp.Mode, pp.workStart = mode, s.now
	gp.Reason = trace.NoReason
	s.casgstatus(gp, Grunnable)
	s.emit(trace.Event{Kind: trace.GoUnblock, P: trace.ProcID(p), M: s.threadOf(p), Other: gp.ID, Why: trace.GCWorkerIdle})
	return found{g: g, rule: rule}
}

// releaseNextWorker puts back the worker that P p was to run, if something else has come first.
//
// Models releaseNextGCMarkWorker, runtime/mgcpacer.go.
func (s *Sched) releaseNextWorker(p int32) {
	pp := &s.ps[p]
	s.push(&s.mark.pool, pp.nextWorker)
	pp.nextWorker = none
	if pp.Mode == DedicatedWorker {
		s.mark.dedicated++
	}
	pp.Mode = NoWorker
}

// findIdleWorker is what a P asks that has found nothing to run: it marks.
//
// Models the end of findRunnable, runtime/proc.go.
func (s *Sched) findIdleWorker(p int32) found {
	switch {
	case !s.host.MarkWork(p):
		s.look(trace.IdleNoWork, 0)
		return nothing
	case s.mark.idle >= s.mark.idleMax:
		s.look(trace.IdleEnough, 0)
		return nothing
	case s.mark.pool.size == 0:
		s.look(trace.WorkerNone, 0)
		return nothing
	}
	s.mark.idle++
	return s.takeWorker(p, s.pop(&s.mark.pool), IdleWorker, trace.RuleGCIdle)
}

// checkIdleGCNoP is findIdleWorker for M m, which has given up its P: it takes one if there is
// something to mark, for nobody would wake it for that.
//
// Models checkIdleGCNoP, runtime/proc.go.
func (s *Sched) checkIdleGCNoP(m int32) found {
	if !s.mark.on || s.mark.idle >= s.mark.idleMax || s.mark.pool.size == 0 || !s.host.MarkWork(none) {
		return nothing
	}
	p := s.pidlegetSpinning()
	if p == none {
		return nothing
	}
	s.acquirep(m, p)
	s.becomeSpinning(m)
	s.mark.idle++
	return s.takeWorker(p, s.pop(&s.mark.pool), IdleWorker, trace.RuleGCIdle)
}

// StopWorker ends what the worker on P p does: it counts how long that was, and lets another
// begin in its place.
//
// Models markWorkerStop, runtime/mgcpacer.go.
func (s *Sched) StopWorker(p int32) {
	s.begin(0)
	pp, m := &s.ps[p], &s.mark
	d := s.now - pp.workStart
	switch pp.Mode {
	case DedicatedWorker:
		m.dedicated++
		m.spent.Dedicated += d
	case FractionalWorker:
		m.spent.Fractional += d
		pp.fractional += d
	case IdleWorker:
		m.idle--
		m.spent.Idle += d
	}
	pp.Mode = NoWorker
}

// FractionDone reports whether the fractional worker on P p has had its share of p's time, and a
// fifth more, so that it does not stop and start all the time.
//
// Models pollFractionalWorkerExit, runtime/mgcpacer.go.
func (s *Sched) FractionDone(p int32) bool {
	pp, now := &s.ps[p], s.host.Now()
	since := now - s.mark.begun
	return since <= 0 || float64(pp.fractional+now-pp.workStart)/float64(since) > 1.2*s.mark.fraction
}

// PollWork reports whether there is something to run on P p, so that an idle worker leaves it.
//
// Models pollWork, runtime/proc.go.
func (s *Sched) PollWork(p int32) bool {
	return s.runq.size > 0 || !s.runqempty(p) || !s.polling && len(s.io) > 0 && s.io[0].at <= s.host.Now()
}

// AllToStop reports whether more is asked of what runs on P p than to let others run: the world is
// to stop, or every P is to do something at a safe point. A dedicated worker heeds that.
func (s *Sched) AllToStop(p int32) bool { return s.stw.on || s.ps[p].safePoint }

// Busy reports whether no P is idle, so that what runs only because somebody has to should let
// others run.
//
// Models goschedIfBusy, runtime/proc.go.
func (s *Sched) Busy() bool { return s.npidle == 0 }

// DrainRunq hands what is queued on P p to all Ps: p's dedicated worker keeps it busy for long.
//
// Models runqdrain as gcBgMarkWorker calls it, runtime/proc.go and mgc.go.
func (s *Sched) DrainRunq(p int32) {
	s.begin(0)
	pp := &s.ps[p]
	pp.Preempt = false
	n := int64(pp.runqtail - pp.runqhead)
	if pp.Next != none {
		s.globrunqput(pp.Next)
		pp.Next = none
		n++
	}
	for pp.runqhead != pp.runqtail {
		s.globrunqput(s.runqpop(pp))
	}
	if n > 0 {
		s.emit(trace.Event{Kind: trace.GoDrain, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)), N: n})
	}
}

// Enlist is told by who works on P p that others could find work to mark: an idle P is woken for
// it, else, if a dedicated worker is missing, a running goroutine is asked to yield.
//
// Models enlistWorker, runtime/mgcpacer.go.
func (s *Sched) Enlist(p int32) {
	dedicated := s.mark.dedicated > 0
	if !s.mark.on || !dedicated && s.mark.idle >= s.mark.idleMax {
		return
	}
	s.begin(0)
	if s.npidle != 0 && s.nmspinning == 0 {
		s.wakep()
		return
	}
	if !dedicated || len(s.ps) == 1 {
		return
	}
	for range 5 {
		other := int32(s.rand.n(uint32(len(s.ps) - 1)))
		if other >= p {
			other++
		}
		if s.ps[other].Status == Prunning && s.preemptone(other) {
			return
		}
	}
}

// ParkAssist has the goroutine on P p wait until workers have marked for it.
//
// Models gcParkAssist, runtime/mgcmark.go.
func (s *Sched) ParkAssist(p int32) Result {
	s.begin(0)
	s.resumeWith(p, Result{OK: true})
	s.pushBack(&s.mark.assists, s.Current(p))
	return s.park(p, trace.GCAssistWait, 0)
}

// Assist returns the slot of the goroutine that has waited longest for its assist, or -1.
func (s *Sched) Assist() int32 { return s.mark.assists.head }

// AssistLater puts the one that has waited longest behind the others: what was marked has paid
// for a part of its debt.
func (s *Sched) AssistLater() { s.pushBack(&s.mark.assists, s.pop(&s.mark.assists)) }

// AssistDone readies the one that has waited longest, on behalf of P p, to the tail of p's queue,
// so that it does not run before what waits there.
//
// Models gcFlushBgCredit, runtime/mgcmark.go.
func (s *Sched) AssistDone(p int32) {
	s.begin(0)
	s.readyAt(p, s.pop(&s.mark.assists), false)
}

// WakeAssists readies all goroutines that wait for their assist: marking is done.
//
// Models gcWakeAllAssists, runtime/mgcmark.go.
func (s *Sched) WakeAssists(p int32) {
	s.begin(0)
	s.inject(p, &s.mark.assists)
}

// Assists returns the slots of the goroutines that wait for their assist, the first first.
func (s *Sched) Assists() (list []int32) {
	for g := s.mark.assists.head; g != none; g = s.gs.Get(int(g)).link {
		list = append(list, g)
	}
	return list
}

// WaitGC has the goroutine on P p wait until the mark phase is over.
//
// Models gcWaitOnMark, runtime/mgc.go.
func (s *Sched) WaitGC(p int32) Result {
	s.begin(0)
	s.resumeWith(p, Result{OK: true})
	s.pushBack(&s.mark.waiting, s.Current(p))
	return s.park(p, trace.WaitGC, 0)
}

// WakeWaitGC readies all goroutines that wait for the end of the mark phase, on behalf of P p.
func (s *Sched) WakeWaitGC(p int32) {
	s.begin(0)
	s.inject(p, &s.mark.waiting)
}

// inject empties a queue of parked goroutines into the run queues, as injectglist does.
func (s *Sched) inject(p int32, q *gQueue) {
	var list []int32
	for g := s.pop(q); g != none; g = s.pop(q) {
		list = append(list, g)
	}
	m := trace.NoThread
	if p != none {
		m = s.threadOf(p)
	}
	s.injectglist(p, m, list)
}

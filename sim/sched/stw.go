package sched

import "gopherscope/sim/trace"

// A worldStop is a stop of the world that is under way.
type worldStop struct {
	on     bool  // gcwaiting: threads stop in findRunnable, goroutines at their next safe point
	wait   int32 // stopwait: Ps that have yet to stop
	m, g   int32 // the thread and the goroutine that asked for it
	procs  int   // GOMAXPROCS afterwards
	waited bool  // some P had to come to a safe point
	hold   bool  // the goroutine that asked goes on while the world stands, and starts it again
}

// SetProcs makes GOMAXPROCS n, 1 to MaxProcs, for the goroutine on P p. It stops the world for
// it, unless nothing changes or n is less than 1; if somebody else is stopping it just now, or a
// collection is under way, that comes first. Case of the result is the old GOMAXPROCS.
//
// Models GOMAXPROCS and stopTheWorldGC, runtime/debug.go and proc.go.
func (s *Sched) SetProcs(p int32, n int) Result {
	s.begin(0)
	n = min(n, MaxProcs)
	if n < 1 || n == len(s.ps) {
		r := s.goOn()
		r.Case = int32(len(s.ps))
		return r
	}
	if !s.tryAcquire(GCSema) {
		return s.acquireWait(p, GCSema, resumeProcs, Result{Case: int32(n)})
	}
	return s.setProcs(p, n)
}

// setProcs is the end of SetProcs: the goroutine on P p has gcsema.
func (s *Sched) setProcs(p int32, n int) Result {
	if n == len(s.ps) { // somebody else has done it meanwhile
		s.release(p, GCSema)
		r := s.goOn()
		r.Case = int32(n)
		return r
	}
	s.resumeWith(p, Result{OK: true, Case: int32(len(s.ps))})
	s.stopTheWorld(p, "GOMAXPROCS", n, false)
	return Result{Parked: true}
}

// StopTheWorld stops the world for the goroutine on P p, which holds GCSema and goes on when it
// stands, until StartTheWorld. Why is what events call it. Nothing else runs meanwhile.
func (s *Sched) StopTheWorld(p int32, why string) Result {
	s.begin(0)
	s.resumeWith(p, Result{OK: true})
	s.stopTheWorld(p, why, len(s.ps), true)
	return Result{Parked: true}
}

// stopTheWorld takes all idle Ps and those in system calls, asks the goroutines of the others
// to yield, and waits for them. The goroutine on P p, who asks for it, waits with its thread.
//
// Models stopTheWorldWithSema, runtime/proc.go. Simplified: it does not ask again every 100 µs,
// for who was asked yields.
func (s *Sched) stopTheWorld(p int32, why string, procs int, hold bool) {
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason = trace.StoppingTheWorld
	s.casgstatus(gp, Gwaiting)
	s.stw = worldStop{on: true, wait: int32(len(s.ps)) - 1, m: m, g: g, procs: procs, hold: hold}
	e := trace.Event{Kind: trace.STWBegin, P: trace.ProcID(p), M: trace.ThreadID(m), G: gp.ID, Text: why}
	s.emit(e)
	e.Kind, e.Why, e.Text = trace.GoBlock, gp.Reason, ""
	s.emit(e)

	for i := range s.ps {
		pp := &s.ps[i]
		switch cur := s.Current(int32(i)); {
		case int32(i) == p:
		case pp.Idle:
		case s.inSyscall(int32(i)):
			s.takeP(int32(i), trace.RuleRetakeStop)
			s.stopP(int32(i))
		case cur != none:
			s.askToStop(int32(i))
		}
	}
	for idle := s.pidleget(); idle != none; idle = s.pidleget() {
		s.stopP(idle)
	}
	s.stw.waited = s.stw.wait > 0
	s.worldStopped()
}

// askToStop asks the goroutine on P p to yield at its next safe point, whatever the slice.
//
// Models preemptone as preemptall calls it, runtime/proc.go.
func (s *Sched) askToStop(p int32) {
	s.ps[p].Preempt = true
	s.g(s.Current(p)).Preempt = true
}

// stopP marks P p, which no thread holds, as stopped.
func (s *Sched) stopP(p int32) {
	s.setStatus(p, Pgcstop)
	s.stw.wait--
}

// gcstopm stops M m's P for the world to stop, and parks m.
//
// Models gcstopm, runtime/proc.go.
func (s *Sched) gcstopm(m int32) {
	if s.ms[m].Spinning {
		s.stopSpinning(m)
	}
	s.ms[m].steal.on = false
	p := s.releasep(m)
	s.ps[p].oldm = m
	s.stopP(p)
	s.stopm(m)
	s.worldStopped()
}

// worldStopped lets who stopped the world go on, if it has stopped: GOMAXPROCS is changed at
// once, the collector takes its time.
func (s *Sched) worldStopped() {
	switch {
	case s.stw.wait > 0:
	case s.stw.hold:
		s.elapsed = costStop
		if s.stw.waited {
			s.elapsed += costStopMore
		}
		s.stoppedGoesOn()
	default:
		s.startTheWorld()
		s.elapsed = costStop + costStart + costProcs*trace.Time(len(s.ps)-1)
		s.stoppedGoesOn()
		s.release(s.ms[s.stw.m].P, GCSema)
	}
}

// stoppedGoesOn runs the goroutine that stopped the world, on the thread that waited with it.
func (s *Sched) stoppedGoesOn() {
	m, g := s.stw.m, s.stw.g
	gp := s.g(g)
	gp.Reason = trace.NoReason
	s.casgstatus(gp, Grunnable)
	s.emit(trace.Event{Kind: trace.GoUnblock, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m), Other: gp.ID})
	s.execute(m, g, found{g: g, inherit: true})
}

// StartTheWorld starts the world again for the goroutine on P p, which stopped it and goes on.
func (s *Sched) StartTheWorld(p int32) Result {
	s.begin(costStart)
	s.startTheWorld()
	return s.goOn()
}

// startTheWorld gives the Ps their threads back.
//
// Models startTheWorldWithSema, runtime/proc.go.
func (s *Sched) startTheWorld() {
	m := s.stw.m
	if s.pollUsed && !s.polling {
		s.injectglist(s.ms[m].P, trace.ThreadID(m), s.netpoll())
	}
	if s.stw.procs != len(s.ps) {
		s.procresize(m, s.stw.procs)
	}
	s.stw.on = false
	s.sysmonWake()
	s.startStopped()
	s.emit(trace.Event{Kind: trace.STWEnd, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m)})
	s.wakep()
}

// procresize makes the Ps n many. A P that goes leaves its goroutines at the head of the global
// queue, runnext first, and its timers to the P of M m, which runs this; if that P itself
// goes, m takes P0.
//
// Models procresize and (*p).destroy, runtime/proc.go.
func (s *Sched) procresize(m int32, n int) {
	mine := s.ms[m].P
	if int(mine) >= n {
		s.releasep(m)
	}
	s.emit(trace.Event{Kind: trace.ProcsChange, P: trace.ProcID(mine), M: trace.ThreadID(m), N: int64(n)})
	for len(s.ps) < n {
		s.ps = append(s.ps, newP())
		s.setStatus(int32(len(s.ps)-1), Pgcstop)
		s.timers = append(s.timers, nil)
	}
	if int(mine) >= n {
		mine = 0
		s.setStatus(mine, Pidle)
		s.acquirep(m, mine)
	}
	for i := n; i < len(s.ps); i++ {
		pp := &s.ps[i]
		for pp.runqtail != pp.runqhead {
			pp.runqtail--
			s.push(&s.runq, *s.ringAt(pp, pp.runqtail))
		}
		if pp.Next != none {
			s.push(&s.runq, pp.Next)
		}
		for dead := s.pop(&pp.gFree); dead != none; dead = s.pop(&pp.gFree) {
			s.push(&s.gFree, dead)
		}
		for _, tw := range s.timers[i] {
			s.timers[mine] = append(s.timers[mine], tw)
			s.siftUp(mine, len(s.timers[mine])-1)
		}
	}
	s.ps, s.timers = s.ps[:n], s.timers[:n]
}

// startStopped gives each stopped P that has work a thread, the one it had if that is idle; then,
// in a mark phase, the others as long as workers are to run on them. The rest is idle, the
// highest on top.
//
// Models the end of procresize, runtime/proc.go.
func (s *Sched) startStopped() {
	for pass := range 2 {
		for i := range s.ps {
			if s.ps[i].Status == Pgcstop && !s.runqempty(int32(i)) && (s.mgetSpecific(s.ps[i].oldm) || pass == 1) {
				s.setStatus(int32(i), Pidle)
				s.startm(int32(i), false, trace.RuleRestart)
			}
		}
	}
	assign := s.mark.on
	for i := range s.ps {
		if s.ps[i].Status != Pgcstop {
			continue
		}
		s.setStatus(int32(i), Pidle)
		if assign = assign && s.assignWorker(int32(i)); assign {
			s.startm(int32(i), false, trace.RuleRestartGC)
			continue
		}
		s.pidleput(int32(i))
	}
}

// mgetSpecific brings M m to the top of the idle threads, if it is among them.
//
// Models mgetSpecific, runtime/proc.go.
func (s *Sched) mgetSpecific(m int32) bool {
	if m == none || s.ms[m].State != Midle {
		return false
	}
	for at := &s.midle; *at != none; at = &s.ms[*at].link {
		if *at == m {
			*at = s.ms[m].link
			s.ms[m].link, s.midle = s.midle, m
			return true
		}
	}
	return false
}

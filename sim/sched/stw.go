package sched

import "gopherscope/sim/trace"

// A worldStop is a stop of the world that is under way.
type worldStop struct {
	on    bool  // gcwaiting: threads stop in findRunnable, goroutines at their next safe point
	wait  int32 // stopwait: Ps that have yet to stop
	m, g  int32 // the thread and the goroutine that asked for it
	procs int   // GOMAXPROCS afterwards
}

// SetProcs makes GOMAXPROCS n, 1 to MaxProcs, for the goroutine on P p. It stops the world for
// it, unless nothing changes or n is less than 1; if somebody else is stopping it just now, that
// comes first. Case of the result is the old GOMAXPROCS.
//
// Models GOMAXPROCS, runtime/debug.go.
func (s *Sched) SetProcs(p int32, n int) Result {
	s.begin(0)
	n = min(n, MaxProcs)
	if s.stw.on && n >= 1 {
		gp := s.g(s.Current(p))
		gp.resume, gp.result = resumeProcs, Result{Case: int32(n)}
		return s.gosched(p, trace.Preempted)
	}
	if n < 1 || n == len(s.ps) {
		r := s.goOn()
		r.Case = int32(len(s.ps))
		return r
	}
	s.stopTheWorld(p, "GOMAXPROCS", n)
	return Result{Parked: true}
}

// stopTheWorld takes all idle Ps and those in system calls, asks the goroutines of the others
// to yield, and waits for them. The goroutine on P p, who asks for it, waits with its thread.
//
// Models stopTheWorldWithSema, runtime/proc.go.
func (s *Sched) stopTheWorld(p int32, why string, procs int) {
	s.resumeWith(p, Result{OK: true, Case: int32(len(s.ps))})
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason = trace.StoppingTheWorld
	s.casgstatus(gp, Gwaiting)
	s.stw = worldStop{on: true, wait: int32(len(s.ps)) - 1, m: m, g: g, procs: procs}
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
			pp.Preempt = true
			s.g(cur).Preempt = true
		}
	}
	for idle := s.pidleget(); idle != none; idle = s.pidleget() {
		s.stopP(idle)
	}
	s.worldStopped()
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

// worldStopped does what the world was stopped for, if it has stopped, and starts it again.
//
// Models startTheWorldWithSema, runtime/proc.go.
func (s *Sched) worldStopped() {
	if s.stw.wait > 0 {
		return
	}
	m, g := s.stw.m, s.stw.g
	if s.pollUsed && !s.polling {
		s.injectglist(s.ms[m].P, trace.ThreadID(m), s.netpoll())
	}
	s.procresize(m, s.stw.procs)
	s.stw.on = false
	s.sysmonWake()
	s.startStopped()
	e := trace.Event{Kind: trace.STWEnd, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m)}
	s.emit(e)
	s.wakep()

	gp := s.g(g)
	gp.Reason = trace.NoReason
	s.casgstatus(gp, Grunnable)
	e.Kind, e.Other = trace.GoUnblock, gp.ID
	s.emit(e)
	s.elapsed = costSTW
	s.execute(m, g, found{g: g, inherit: true})
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

// startStopped gives each stopped P that has work a thread, the one it had if that is idle,
// and makes the others idle, the highest on top.
func (s *Sched) startStopped() {
	for pass := range 2 {
		for i := range s.ps {
			pp := &s.ps[i]
			switch {
			case pp.Status != Pgcstop:
			case s.runqempty(int32(i)):
				s.setStatus(int32(i), Pidle)
				s.pidleput(int32(i))
			case s.mgetSpecific(pp.oldm) || pass == 1:
				s.setStatus(int32(i), Pidle)
				s.startm(int32(i), false, trace.RuleRestart)
			}
		}
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

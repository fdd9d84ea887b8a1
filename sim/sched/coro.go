package sched

import "gopherscope/sim/trace"

// A coroutine is a goroutine that never queues: whoever switches to it gives it the thread, the
// P and the rest of the slice, and parks until it is switched back to. The machine remembers
// who waits at the other end (coro.gp, runtime/coro.go).

// Newcoro makes a goroutine that will run function fn once somebody switches to it.
//
// Models newcoro, runtime/coro.go.
func (s *Sched) Newcoro(p, fn int32) (slot int32, r Result) {
	s.begin(costCreate)
	g := s.newproc1(p, fn, Gwaiting)
	gp := s.g(g)
	gp.Reason = trace.Coroutine
	if s.watched() {
		s.emit(trace.Event{
			Kind: trace.GoCreateBlocked, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)),
			Other: gp.ID, Func: fn, Why: trace.Coroutine,
		})
	}
	return g, s.goOn()
}

// Coroswitch parks the goroutine on P p and runs the one in slot to, which waits in a switch
// of its own or has not begun, in its place. No queue is touched and no slice begins.
//
// Models coroswitch_m, runtime/coro.go.
func (s *Sched) Coroswitch(p, to int32) Result {
	s.begin(costCoroswitch)
	s.resumeWith(p, Result{OK: true})
	m, g := s.dropg(p)
	gp := s.g(g)
	gp.Reason = trace.Coroutine
	s.casgstatus(gp, Gwaiting)
	return s.switchTo(m, to, trace.Event{Kind: trace.GoSwitch, G: gp.ID})
}

// Coroexit ends the goroutine on P p and runs the one in slot to in its place.
//
// Models coroexit and coroswitch_m, runtime/coro.go.
func (s *Sched) Coroexit(p, to int32) Result {
	s.begin(costExit)
	m, g := s.dropg(p)
	gp := s.g(g)
	s.casgstatus(gp, Gdead)
	s.live--
	s.gfput(p, g)
	return s.switchTo(m, to, trace.Event{Kind: trace.GoSwitchDestroy, G: gp.ID})
}

// switchTo runs the waiting goroutine in slot to on M m, on the slice of the one that e names.
func (s *Sched) switchTo(m, to int32, e trace.Event) Result {
	p := s.ms[m].P
	gp := s.g(to)
	gp.Reason = trace.NoReason
	gp.M, gp.Preempt = m, s.ps[p].Preempt
	s.casgstatus(gp, Grunning)
	s.ms[m].Curg = to
	s.running++
	if s.watched() {
		e.P, e.M, e.Other, e.Why = trace.ProcID(p), trace.ThreadID(m), gp.ID, trace.Coroutine
		s.emit(e)
	}
	s.host.At(s.now+s.elapsed, Appointment{Kind: Run, P: p})
	return Result{Parked: true}
}

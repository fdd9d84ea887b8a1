package sched

import "gopherscope/sim/trace"

// A System is a kind of goroutine that the runtime starts for itself, when the program first
// needs it.
type System uint8

// The runtime's own goroutines that are modelled.
const (
	Finalizers System = iota // runs finalizers (runtime/mfinal.go)
	Cleanups                 // runs cleanups (runtime/mcleanup.go)
	systemKinds
)

var systemWait = [systemKinds]trace.Reason{Finalizers: trace.FinalizerWait, Cleanups: trace.CleanupWait}

// StartSystem makes the goroutine of kind k, which will run function fn, on behalf of the one
// on P p; it reports false if there is one. The machine gives the slot its function.
//
// In a program that links package os the finalizer goroutine is there before main begins: it
// has its number from then, and waits.
//
// Models createfing, runtime/mfinal.go, and createGs, runtime/mcleanup.go. Simplified: there is
// one goroutine for cleanups, where Go may have one for each four Ps.
func (s *Sched) StartSystem(p int32, k System, fn int32) (slot int32, ok bool) {
	s.begin(0)
	if s.system[k] != 0 {
		return none, false
	}
	early := k == Finalizers && s.conf.SystemGs > minSystemGs
	if !early {
		s.elapsed += costCreate
	}
	g := s.newproc1(p, fn)
	gp := s.g(g)
	gp.System = true
	s.live--
	s.system[k] = g
	if !early {
		s.putNew(p, g)
		return g, true
	}
	s.ps[p].goidcache-- // it has a number already
	gp.ID = trace.GoID(1 + s.conf.SystemGs)
	gp.Reason = systemWait[k]
	s.casgstatus(gp, Gwaiting)
	s.emit(trace.Event{Kind: trace.GoCreateBlocked, P: trace.NoProc, M: trace.NoThread, Other: gp.ID, Func: fn, Why: gp.Reason})
	return g, true
}

// ParkSystem makes the goroutine of kind k, which runs on P p, wait for work.
func (s *Sched) ParkSystem(p int32, k System) Result {
	s.begin(0)
	return s.park(p, systemWait[k], 0)
}

// WakeSystem has the next P that looks for something to run wake the goroutine of kind k, if
// that waits, and sees to it that an idle one looks.
func (s *Sched) WakeSystem(k System) {
	if g := s.system[k]; g > 0 && !s.systemWake[k] && s.gs.Get(int(g)).Reason == systemWait[k] {
		s.begin(0)
		s.systemWake[k] = true
		s.wakep()
	}
}

// wakeSystem readies, on P p, those of the runtime's goroutines for which there is work.
//
// Models wakefing, runtime/mfinal.go, and what findRunnable does with it.
func (s *Sched) wakeSystem(p int32) {
	for k, g := range s.system {
		if !s.systemWake[k] {
			continue
		}
		s.systemWake[k] = false
		s.elapsed += costReady
		gp := s.g(g)
		why := gp.Reason
		gp.Reason = trace.NoReason
		s.casgstatus(gp, Grunnable)
		put := s.runqput(p, g, true)
		if s.watched() {
			s.emitPut(p, put, trace.Event{Kind: trace.GoUnblock, Other: gp.ID, Why: why})
		}
		s.wakep()
	}
}

// forgetSystem is told that the goroutine in slot g has ended: a finalizer called
// runtime.Goexit. There is no other.
func (s *Sched) forgetSystem(g int32) {
	for k := range s.system {
		if s.system[k] == g {
			s.system[k] = none
		}
	}
}

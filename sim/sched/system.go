package sched

import "gopherscope/sim/trace"

// A System is a kind of goroutine that the runtime starts for itself.
type System uint8

// The runtime's own goroutines that are modelled, in the order in which they start.
const (
	ForceGC     System = iota // begins a collection when the last one is 2 min ago (runtime/proc.go)
	BgSweep                   // sweeps when nothing else is to be done (runtime/mgcsweep.go)
	BgScavenge                // gives memory back (runtime/mgcscavenge.go)
	UpdateProcs               // changes GOMAXPROCS when the number of processors does (runtime/proc.go)
	Finalizers                // runs finalizers (runtime/mfinal.go)
	Cleanups                  // runs cleanups (runtime/mcleanup.go)
	systemKinds
	Worker = systemKinds // marks for the collector; one for each P (runtime/mgc.go)
)

// systems tells of each kind its function and what it waits for when there is nothing to do.
var systems = [systemKinds + 1]struct {
	name string
	wait trace.Reason
}{
	ForceGC:     {"runtime.forcegchelper", trace.ForceGCIdle},
	BgSweep:     {"runtime.bgsweep", trace.GCSweepWait},
	BgScavenge:  {"runtime.bgscavenge", trace.GCScavengeWait},
	UpdateProcs: {"runtime.updateMaxProcsGoroutine", trace.UpdateProcsIdle},
	Finalizers:  {"runtime.runFinalizers", trace.FinalizerWait},
	Cleanups:    {"runtime.runCleanups", trace.CleanupWait},
	Worker:      {"runtime.gcBgMarkWorker", trace.GCWorkerIdle},
}

// startSystemGs makes the goroutines that the runtime starts before main.main. With one P the
// last two have yet to run when main.main begins: they stand in runnext and in the ring, where
// they are in the way of main's own. With more, other Ps have run them already.
//
// Models main, gcenable and defaultGOMAXPROCSUpdateEnable, runtime/proc.go, mgc.go and debug.go,
// and os's initialisation.
func (s *Sched) startSystemGs() {
	for k := ForceGC; k <= Finalizers; k++ {
		if k == Finalizers && !s.conf.LinksOS {
			break
		}
		e := trace.Event{Kind: trace.GoSystem, Text: systems[k].name}
		if k >= UpdateProcs && len(s.ps) == 1 {
			g := s.newSystemG(0, k, 0, Grunnable)
			s.booting++
			e.Other = s.idOf(g)
			s.emitPut(0, s.runqput(0, g, true), e)
			continue
		}
		gp := s.g(s.newSystemG(0, k, 0, Gwaiting))
		gp.Reason = systems[k].wait
		e.P, e.M, e.Other, e.Why = trace.NoProc, trace.NoThread, gp.ID, gp.Reason
		s.emit(e)
	}
}

// newSystemG makes the goroutine of kind k, which no count of the program's own includes.
func (s *Sched) newSystemG(p int32, k System, fn int32, status Status) int32 {
	g := s.newproc1(p, fn, status)
	s.g(g).System, s.g(g).Kind = true, k
	s.live--
	s.system[k] = g
	return g
}

// StartSystem makes the goroutine of kind k, which will run function fn, on behalf of the one
// on P p, unless it is there. It returns its slot, which the machine gives its function if it
// has none yet.
//
// Models createfing, runtime/mfinal.go, and createGs, runtime/mcleanup.go. Simplified: there is
// one goroutine for cleanups, where Go may have one for each four Ps.
func (s *Sched) StartSystem(p int32, k System, fn int32) (slot int32) {
	s.begin(0)
	if g := s.system[k]; g != 0 {
		return g
	}
	s.elapsed += costCreate
	g := s.newSystemG(p, k, fn, Grunnable)
	put := s.runqput(p, g, true)
	s.emitPut(p, put, trace.Event{Kind: trace.GoSystem, G: s.idOf(s.Current(p)), Other: s.idOf(g), Text: systems[k].name, Looks: s.lookWakep()})
	s.wakep()
	return g
}

// Booting reports whether goroutines of the runtime's own are queued that have not run yet.
func (s *Sched) Booting() bool { return s.booting > 0 }

// BootSystem has the goroutine of the runtime's own that runs on P p for the first time, and that
// the machine has given no function, wait for work: that is all that it does.
func (s *Sched) BootSystem(p int32) Result {
	s.booting--
	return s.ParkSystem(p, s.gs.Get(int(s.Current(p))).Kind)
}

// ParkSystem makes the goroutine of kind k, which runs on P p, wait for work.
func (s *Sched) ParkSystem(p int32, k System) Result {
	s.begin(0)
	return s.park(p, systems[k].wait, 0)
}

// ReadySystem wakes the goroutine of kind k on behalf of P p, if it waits for work.
func (s *Sched) ReadySystem(p int32, k System) {
	s.begin(0)
	if s.systemWaits(k) {
		s.ready(p, s.system[k])
	}
}

// systemWaits reports whether the goroutine of kind k waits for work.
func (s *Sched) systemWaits(k System) bool {
	g := s.system[k]
	return g > 0 && s.gs.Get(int(g)).Reason == systems[k].wait
}

// WakeSystem has the next P that looks for something to run wake the goroutine of kind k, if
// that waits, and sees to it that an idle one looks.
func (s *Sched) WakeSystem(k System) {
	if !s.systemWake[k] && s.systemWaits(k) {
		s.begin(0)
		s.systemWake[k], s.systemDue = true, true
		s.wakep()
	}
}

// wakeSystem readies, on P p, those of the runtime's goroutines for which there is work.
//
// Models wakefing, runtime/mfinal.go, and what findRunnable does with it.
func (s *Sched) wakeSystem(p int32) {
	s.systemDue = false
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

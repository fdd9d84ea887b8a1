package sched

import "gopherscope/sim/trace"

// Spans of sysmon, in virtual time (runtime/proc.go).
const (
	sysmonMinDelay = 20 * trace.Microsecond
	sysmonMaxDelay = 10 * trace.Millisecond
	sysmonPatience = 50 // rounds without a retake before the delay doubles

	// forcePreemptNS is how long a slice may last once sysmon has noticed it.
	forcePreemptNS = 10 * trace.Millisecond

	// forceGCPeriod is how long there may be no collection: forcegcperiod. sysmon's deep sleep
	// is half of it at most.
	forceGCPeriod = 2 * 60 * trace.Second
)

// sysmonM is the thread that runs sysmon.
const sysmonM trace.ThreadID = 1

// A monitor is sysmon's own state.
type monitor struct {
	seq   uint32 // number of its next look; an appointment with another is stale
	idle  int32  // looks in a row that took no P
	delay trace.Time
	deep  bool // sleeps until the next timer, for all Ps are idle (sysmonwait)

	traced                bool // schedtrace has printed
	firsttrace, lasttrace trace.Time
}

// A sysmontick is what sysmon saw of a P when it looked last.
type sysmontick struct {
	schedtick   uint32
	syscalltick uint32
	schedwhen   trace.Time
	syscallwhen trace.Time
}

// startSysmon makes sysmon's first appointment.
func (s *Sched) startSysmon() {
	s.mon.delay = sysmonMinDelay
	s.sysmonAt(s.now + s.mon.delay)
}

func (s *Sched) sysmonAt(t trace.Time) {
	s.mon.seq++
	s.host.At(t, Appointment{Kind: Sysmon, Arg: s.mon.seq})
}

// sysmon looks after the Ps, on a thread of its own: at first every 20 µs, then, after 50
// looks that found nothing to do, ever more rarely, down to every 10 ms. While all Ps are idle
// it sleeps until the next timer, and a moment more, as waking takes time.
//
// Models sysmon, runtime/proc.go, less the scavenger.
func (s *Sched) sysmon() {
	now := s.now
	if !s.mon.deep && s.conf.SchedTrace == 0 && s.npidle == int32(len(s.ps)) {
		if next := s.timeSleepUntil(); next > now {
			s.mon.deep = true
			s.sysmonAt(now + min(next-now, forceGCPeriod/2) + costFutex)
			return
		}
	}
	s.mon.deep = false

	polled := false
	if s.pollUsed && !s.polling && s.lastpoll+pollPeriod < now {
		s.lastpoll = now
		list := s.netpoll()
		polled = len(list) > 0
		s.injectglist(none, sysmonM, list)
	}
	took, asked := s.retake(now)
	if took {
		s.mon.idle = 0
	} else {
		s.mon.idle++
	}
	switch {
	case s.mon.idle == 0:
		s.mon.delay = sysmonMinDelay
	case s.mon.idle > sysmonPatience:
		s.mon.delay = min(2*s.mon.delay, sysmonMaxDelay)
	}
	forced := s.forceGCDue(now)
	if forced {
		s.injectglist(none, sysmonM, []int32{s.system[ForceGC]})
	}
	if polled || took || asked || forced {
		s.emit(trace.Event{Kind: trace.Sysmon, P: trace.NoProc, M: sysmonM, N: int64(s.mon.delay)})
	}
	s.schedtrace(now)
	s.sysmonAt(now + s.mon.delay)
}

// forceGCDue reports whether so long a time has passed without a collection that one has to be,
// and nobody has begun it yet. There is none before the program's first.
//
// Models gcTrigger.test of gcTriggerTime, runtime/mgc.go.
func (s *Sched) forceGCDue(now trace.Time) bool {
	return s.lastGC != 0 && !s.noForceGC && now-s.lastGC > forceGCPeriod && !s.mark.on && s.systemWaits(ForceGC)
}

// GCEnded is told when a collection has ended.
func (s *Sched) GCEnded() { s.lastGC = s.host.Now() }

// SetForceGC says whether sysmon begins a collection when there has been none for long: not if
// GOGC is off.
func (s *Sched) SetForceGC(on bool) { s.noForceGC = !on }

// sysmonWake wakes sysmon from deep sleep, for a system call begins or ends.
func (s *Sched) sysmonWake() {
	if s.mon.deep {
		s.mon.deep = false
		s.mon.idle, s.mon.delay = 0, sysmonMinDelay
		s.sysmonAt(s.now + s.mon.delay)
	}
}

// retake asks goroutines that have run too long to yield, and takes Ps out of long system
// calls. It needs two looks: one to notice that a slice began, and one at least 10 ms later to
// find that it still runs. At sysmon's slow pace of 10 ms a slice therefore lasts 20 ms.
//
// Models retake, runtime/proc.go.
func (s *Sched) retake(now trace.Time) (took, asked bool) {
	for p := range s.ps {
		pp := &s.ps[p]
		if pp.Status != Prunning {
			continue
		}
		late := false
		if pp.mon.schedtick != pp.Schedtick {
			pp.mon.schedtick, pp.mon.schedwhen = pp.Schedtick, now
		} else if pp.mon.schedwhen+forcePreemptNS <= now {
			late = true
			asked = s.preemptone(int32(p)) || asked
		}
		if s.inSyscall(int32(p)) && s.retakeSyscall(int32(p), now, late) {
			took = true
		}
	}
	return took, asked
}

// preemptone asks the goroutine on P p to yield at its next safe point, and reports whether it
// had not done so before.
//
// Models preemptone, runtime/proc.go.
func (s *Sched) preemptone(p int32) bool {
	g := s.Current(p)
	if s.conf.NoPreemption || g == none || s.gs.Get(int(g)).Status != Grunning || s.ps[p].Preempt || s.stw.on && g == s.stw.g {
		return false
	}
	s.ps[p].Preempt = true
	gp := s.g(g)
	gp.Preempt = true
	s.emit(trace.Event{
		Kind: trace.GoPreempt, P: trace.ProcID(p), M: s.threadOf(p),
		Other: gp.ID, N: int64(s.now - s.ps[p].SliceStart),
	})
	return true
}

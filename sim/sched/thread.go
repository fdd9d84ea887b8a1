package sched

import (
	"fmt"
	"slices"

	"gopherscope/sim/trace"
)

// newM makes a thread. It is born without a P.
//
// Models allocm and mReserveID, runtime/proc.go.
func (s *Sched) newM() int32 {
	m := int32(len(s.ms))
	s.ms = append(s.ms, M{P: none, Nextp: none, Oldp: none, Curg: none, link: none})
	return m
}

// wakep sees to it that one more P looks for work, unless some thread does already: one
// spinning thread at a time, which wakes the next when it has found something.
//
// Models wakep, runtime/proc.go.
func (s *Sched) wakep() {
	if s.nmspinning != 0 {
		return
	}
	p := s.pidlegetSpinning()
	if p == none {
		return
	}
	s.nmspinning++
	s.startm(p, true, trace.RuleWakep)
}

// lookWakep returns what wakep is going to look at before it wakes nobody; nothing if it will
// wake a thread.
func (s *Sched) lookWakep() (l trace.Looks) {
	switch {
	case s.nmspinning != 0:
		l.Add(trace.WakeSpinning, 0)
	case s.pidle == none:
		l.Add(trace.WakeNoP, 0)
	}
	return l
}

// startm has a thread, the one parked last or a new one, take P p, which is off the idle
// stack. It runs after the time that waking a thread takes.
//
// Models startm, runtime/proc.go.
func (s *Sched) startm(p int32, spinning bool, why trace.Rule) {
	s.startmIn(p, spinning, why, 0)
}

// startmIn is startm where waking the thread takes the given time, or, with 0, what it takes.
func (s *Sched) startmIn(p int32, spinning bool, why trace.Rule, wake trace.Time) {
	m := s.midle
	e := trace.Event{Kind: trace.ThreadWake, P: trace.ProcID(p), Flag: spinning, Rule: why}
	if m == none {
		m = s.newM()
		e.Kind = trace.ThreadStart
	} else {
		s.midle = s.ms[m].link
		s.ms[m].link = none
		s.nmidle--
	}
	mp := &s.ms[m]
	mp.State, mp.Nextp, mp.Spinning = Mwaking, p, spinning
	e.M = trace.ThreadID(m)
	s.emit(e)
	switch {
	case wake != 0:
	case e.Kind == trace.ThreadWake && s.now-mp.parked <= goingToSleep:
		wake = costHandover
	default:
		wake = s.futex()
	}
	s.host.At(s.now+wake, Appointment{Kind: Wake, M: m})
}

// mstart is M m's first moment awake: it takes the P set aside for it and schedules.
//
// Models the return from mPark in stopm, runtime/proc.go.
func (s *Sched) mstart(m int32) {
	mp := &s.ms[m]
	p := mp.Nextp
	mp.Nextp = none
	s.acquirep(m, p)
	if mp.lockedg != 0 {
		s.runlocked(m)
		return
	}
	s.schedule(m)
}

// stopm parks M m, which has no P, on the idle threads, and looks whether that was the last.
//
// Models stopm and mput, runtime/proc.go.
func (s *Sched) stopm(m int32) {
	mp := &s.ms[m]
	mp.State, mp.parked = Midle, s.now
	mp.link = s.midle
	s.midle = m
	s.nmidle++
	s.emit(trace.Event{Kind: trace.ThreadPark, P: trace.NoProc, M: trace.ThreadID(m)})
	s.checkdead()
}

// IdleMs returns the idle threads, the next one to be woken last.
func (s *Sched) IdleMs() []trace.ThreadID {
	var ms []trace.ThreadID
	for m := s.midle; m != none; m = s.ms[m].link {
		ms = append(ms, trace.ThreadID(m))
	}
	slices.Reverse(ms)
	return ms
}

// resetspinning ends M m's search, for it found work, and has the next thread begin one.
//
// Models resetspinning, runtime/proc.go.
func (s *Sched) resetspinning(m int32) {
	s.stopSpinning(m)
	s.wakep()
}

// becomeSpinning begins a search for work by M m.
//
// Models (*m).becomeSpinning, runtime/proc.go.
func (s *Sched) becomeSpinning(m int32) {
	s.ms[m].Spinning = true
	s.nmspinning++
	s.needspinning = false
	s.emit(trace.Event{Kind: trace.SpinBegin, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m)})
}

func (s *Sched) stopSpinning(m int32) {
	s.ms[m].Spinning = false
	s.nmspinning--
	s.emit(trace.Event{Kind: trace.SpinEnd, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m)})
}

// acquirep gives P p, which is off the idle stack, to M m.
//
// Models acquirep, runtime/proc.go.
func (s *Sched) acquirep(m, p int32) {
	pp, mp := &s.ps[p], &s.ms[m]
	if pp.M != none || mp.P != none {
		panic(fmt.Sprintf("acquirep: P%d has M%d, M%d has P%d at %dns", p, pp.M, m, mp.P, s.now))
	}
	s.setStatus(p, Prunning)
	pp.M = m
	mp.P, mp.State = p, Mrunning
	s.emit(trace.Event{Kind: trace.ProcStart, P: trace.ProcID(p), M: trace.ThreadID(m), Flag: mp.Spinning})
}

// releasep takes M m's P away from it. The caller puts it somewhere.
//
// Models releasep, runtime/proc.go.
func (s *Sched) releasep(m int32) (p int32) {
	p = s.ms[m].P
	s.ms[m].P = none
	s.ps[p].M = none
	s.setStatus(p, Pidle)
	s.emit(trace.Event{Kind: trace.ProcStop, P: trace.ProcID(p), M: trace.ThreadID(m), Looks: s.looks()})
	return p
}

// pidleput pushes P p on the stack of idle Ps.
//
// Models pidleput, runtime/proc.go.
func (s *Sched) pidleput(p int32) {
	s.ps[p].link = s.pidle
	s.ps[p].Idle = true
	s.pidle = p
	s.npidle++
	s.idled -= s.host.Now()
}

// IdleTime returns how long Ps have been idle so far, all together. What is kept is the sum of
// the instants at which they ceased to be, less those at which they began.
func (s *Sched) IdleTime() trace.Time { return s.idled + trace.Time(s.npidle)*s.host.Now() }

// pidleget pops the P that went idle last, or returns none.
//
// Models pidleget, runtime/proc.go.
func (s *Sched) pidleget() int32 {
	p := s.pidle
	if p != none {
		s.pidle = s.ps[p].link
		s.ps[p].link = none
		s.ps[p].Idle = false
		s.npidle--
		s.idled += s.host.Now()
	}
	return p
}

// pidlegetSpinning is pidleget for a thread that will spin. If there is no idle P it leaves
// a note, needspinning, for the next thread that is about to give one up.
//
// Models pidlegetSpinning, runtime/proc.go.
func (s *Sched) pidlegetSpinning() int32 {
	p := s.pidleget()
	if p == none {
		s.needspinning = true
	}
	return p
}

// takeP takes P p from a thread that is in a system call. The caller puts it somewhere.
//
// Models (syscallingThread).takeP, runtime/proc.go.
func (s *Sched) takeP(p int32, why trace.Rule) {
	m := s.ps[p].M
	s.ms[m].P = none
	s.setStatus(p, Pidle)
	s.ps[p].M, s.ps[p].oldm = none, m
	s.emit(trace.Event{Kind: trace.ProcSteal, P: trace.ProcID(p), M: trace.ThreadID(m), Rule: why})
}

// handoffp finds P p, which no thread holds, something to do: a thread if there is work for
// one, else the idle stack. It starts one wherever findRunnable would find a goroutine.
//
// Models handoffp, runtime/proc.go.
func (s *Sched) handoffp(p int32) { s.handoffpIn(p, 0) }

// handoffpIn is handoffp where waking a thread for work takes the given time, or, with 0, what
// it takes.
func (s *Sched) handoffpIn(p int32, wake trace.Time) {
	s.runSafePoint(p)
	switch {
	case s.stw.on:
		s.stopP(p)
		s.worldStopped()
	case !s.runqempty(p) || s.runq.size > 0:
		s.startmIn(p, false, trace.RuleHandoffWork, wake)
	case s.mark.on && s.host.MarkWork(p):
		s.startmIn(p, false, trace.RuleHandoffGC, wake)
	case s.nmspinning+s.npidle == 0: // nobody looks for work
		s.nmspinning++
		s.needspinning = false
		s.startm(p, true, trace.RuleHandoffSpin)
	case s.npidle == int32(len(s.ps))-1 && !s.polling: // the last P: somebody must poll
		s.startm(p, false, trace.RuleHandoffPoll)
	default:
		s.pidleput(p)
		if len(s.timers[p]) > 0 {
			s.wakeNetPoller(s.timers[p][0].when)
		}
	}
}

package sched

import "gopherscope/sim/trace"

// Syscall has the goroutine on P p make the system call name, which takes d ns, at least one.
func (s *Sched) Syscall(p int32, name string, d trace.Time) Result {
	return s.syscall(p, d, trace.Event{Text: name})
}

// NetBlock is NetWait with no network poller: the goroutine on P p waits d ns in a system call.
func (s *Sched) NetBlock(p int32, d trace.Time) Result {
	return s.syscall(p, d, trace.Event{Text: "read", Flag: true})
}

func (s *Sched) syscall(p int32, d trace.Time, e trace.Event) Result {
	m := s.ps[p].M
	r := s.entersyscall(p, e)
	s.host.At(s.after(int64(max(d, 1))), Appointment{Kind: SyscallEnd, M: m})
	return r
}

// entersyscall takes the goroutine on P p into the system call that e tells of. The P stays with its
// thread, for most calls are short; sysmon may take it. The call lasts until exitsyscall.
//
// Models entersyscall and reentersyscall, runtime/proc.go.
func (s *Sched) entersyscall(p int32, e trace.Event) Result {
	s.begin(costSyscall)
	m := s.ps[p].M
	mp := &s.ms[m]
	mp.State, mp.Oldp = Msyscall, p
	gp := s.g(mp.Curg)
	s.casgstatus(gp, Gsyscall)
	gp.resume, gp.result = resumeResult, Result{OK: true}
	e.Kind, e.P, e.M, e.G = trace.GoSyscall, trace.ProcID(p), trace.ThreadID(m), gp.ID
	s.emit(e)
	s.sysmonWake()
	s.runSafePoint(p)
	if s.stw.on {
		s.takeP(p, trace.RuleRetakeStop)
		s.stopP(p)
		s.worldStopped()
	}
	return Result{Parked: true}
}

// exitsyscall brings the goroutine in slot g back from its system call. If its thread still
// has the P it goes on; else it takes the P it had if that one's user is in a system call now,
// or an idle one; else it joins the global queue and the thread parks. Its run, if any, is
// appointed.
//
// Models exitsyscall, exitsyscallTryGetP and exitsyscallNoP, runtime/proc.go.
func (s *Sched) exitsyscall(g int32) {
	s.begin(costSyscall)
	gp := s.g(g)
	m := gp.M
	mp := &s.ms[m]
	e := trace.Event{Kind: trace.GoSyscallEnd, M: trace.ThreadID(m), G: gp.ID}

	if mp.P == none {
		s.exitsyscallGetP(m)
	}
	p := mp.P
	s.casgstatus(gp, Grunning) // for a moment, even if it has to queue
	if p == none {
		e.Kind, e.P, e.Why, e.To = trace.GoStop, trace.NoProc, trace.SyscallNoP, trace.GlobalQueue
		s.casgstatus(gp, Grunnable)
		gp.resume = resumeSyscall
		gp.M, mp.Curg = none, none
		s.running--
		s.globrunqput(g)
		s.emit(e)
		if mp.lockedg != 0 {
			s.stoplockedm(m)
		} else {
			s.stopm(m)
		}
		return
	}
	mp.State = Mrunning
	s.ps[p].Syscalltick++
	e.P, e.Rule = trace.ProcID(p), trace.RuleSyscall
	s.emit(e)
	s.host.At(s.now+s.elapsed, Appointment{Kind: Run, P: p})
}

// exitsyscallGetP finds a P for M m, whose own was taken during its system call.
func (s *Sched) exitsyscallGetP(m int32) {
	oldp := s.ms[m].Oldp
	if int(oldp) < len(s.ps) && s.inSyscall(oldp) {
		s.takeP(oldp, trace.RuleRetakeOld)
		s.acquirep(m, oldp)
		return
	}
	if p := s.pidleget(); p != none {
		s.sysmonWake()
		s.acquirep(m, p)
	}
}

// retakeSyscall takes P p out of its goroutine's system call if that has lasted for two looks
// of sysmon, or the slice is late, and there is something else for the P to do.
func (s *Sched) retakeSyscall(p int32, now trace.Time, late bool) bool {
	pp := &s.ps[p]
	if !late && pp.mon.syscalltick != pp.Syscalltick {
		pp.mon.syscalltick, pp.mon.syscallwhen = pp.Syscalltick, now
		return false
	}
	if s.runqempty(p) && s.nmspinning+s.npidle > 0 && pp.mon.syscallwhen+forcePreemptNS > now {
		return false
	}
	why := trace.RuleRetakeSame
	if late {
		why = trace.RuleRetakeLate
	}
	s.takeP(p, why)
	s.handoffp(p)
	return true
}

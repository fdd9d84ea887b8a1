package sched

import "gopherscope/sim/trace"

// A goroutine that has called LockOSThread runs on one thread only, and that thread runs nothing
// else. While it waits the thread sleeps, without a P; whoever finds the goroutine in a queue
// gives its own P to that thread and wakes it. Every such switch costs a hand-over between two
// threads.

// LockOSThread ties the goroutine on P p to its thread. Calls nest.
//
// Models LockOSThread, runtime/proc.go.
func (s *Sched) LockOSThread(p int32) Result {
	s.begin(costLockThread)
	if !s.template {
		s.template = true
		m := s.newM() // would start threads for a locked one, which cannot; there is no need here
		s.ms[m].State = Msysmon
		s.nmsys++
		s.emit(trace.Event{Kind: trace.ThreadStart, P: trace.NoProc, M: trace.ThreadID(m)})
	}
	m, g := s.ps[p].M, s.Current(p)
	s.g(g).lockedExt++
	s.tie(m, g)
	s.emitLock(p, true)
	return s.goOn()
}

// UnlockOSThread undoes one LockOSThread of the goroutine on P p. It does nothing if there was
// none.
//
// Models UnlockOSThread, runtime/proc.go.
func (s *Sched) UnlockOSThread(p int32) Result {
	s.begin(costLockThread)
	gp := s.g(s.Current(p))
	if gp.lockedExt == 0 {
		return s.goOn()
	}
	if gp.lockedExt--; gp.lockedExt == 0 {
		s.untie(s.ps[p].M, s.Current(p))
		s.emitLock(p, false)
	}
	return s.goOn()
}

func (s *Sched) emitLock(p int32, on bool) {
	gp := s.gs.Get(int(s.Current(p)))
	s.emit(trace.Event{
		Kind: trace.GoLockThread, P: trace.ProcID(p), M: s.threadOf(p), G: gp.ID,
		Flag: on, N: int64(gp.lockedExt),
	})
}

// tie makes M m and the goroutine in slot g each other's.
func (s *Sched) tie(m, g int32) { s.g(g).lockedm, s.ms[m].lockedg = m+1, g+1 }

// untie frees M m and the goroutine in slot g from each other.
func (s *Sched) untie(m, g int32) { s.g(g).lockedm, s.ms[m].lockedg = 0, 0 }

// stoplockedm gives up the P of M m, whose own goroutine has stopped running, and puts m to
// sleep until somebody finds that goroutine in a queue.
//
// Models stoplockedm, runtime/proc.go.
func (s *Sched) stoplockedm(m int32) {
	mp := &s.ms[m]
	p := mp.P
	if p != none { // a system call may have lost it
		s.releasep(m)
	}
	mp.State = Mlocked
	s.nmidlelocked++
	s.emit(trace.Event{
		Kind: trace.ThreadPark, P: trace.NoProc, M: trace.ThreadID(m), G: s.idOf(mp.lockedg - 1),
	})
	if p != none {
		s.handoffpIn(p, costHandover)
	}
	s.checkdead()
}

// startlockedm hands the P of M m to the thread that the goroutine which m has found is tied
// to, and parks m.
//
// Models startlockedm, runtime/proc.go.
func (s *Sched) startlockedm(m int32, f found) {
	gp := s.gs.Get(int(f.g))
	to := gp.lockedm - 1
	e := trace.Event{Kind: trace.GoPick, P: trace.ProcID(s.ms[m].P), M: trace.ThreadID(m), Other: gp.ID, To: f.from}
	s.emit(e)
	p := s.releasep(m)
	mp := &s.ms[to]
	mp.State, mp.Nextp = Mwaking, p
	s.nmidlelocked--
	s.emit(trace.Event{Kind: trace.ThreadWake, P: trace.ProcID(p), M: trace.ThreadID(to), G: gp.ID})
	s.host.At(s.now+s.elapsed+costHandover, Appointment{Kind: Wake, M: to})
	s.stopm(m)
}

// runlocked runs the goroutine that M m is tied to: m has been woken for it.
func (s *Sched) runlocked(m int32) {
	s.runSafePoint(s.ms[m].P)
	s.execute(m, s.ms[m].lockedg-1, found{rule: trace.RuleLocked})
	if s.stw.on { // it was on its way when the world began to stop
		p := s.ms[m].P
		s.ps[p].Preempt = true
		s.g(s.Current(p)).Preempt = true
	}
}

// mexit ends M m, whose goroutine ended without unlocking it: nobody knows what state the
// program has left the thread in.
//
// Models gdestroy and mexit, runtime/proc.go.
func (s *Sched) mexit(m int32) {
	p := s.releasep(m)
	s.ms[m].State = Mdead
	s.nmfreed++
	s.emit(trace.Event{Kind: trace.ThreadExit, P: trace.NoProc, M: trace.ThreadID(m)})
	s.handoffp(p)
	s.checkdead()
}

// Locked reports whether the goroutine is tied to a thread; a traceback says so.
func (gp *G) Locked() bool { return gp.lockedm != 0 }

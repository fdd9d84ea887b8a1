package sched

import (
	"fmt"
	"strings"

	"gopherscope/sim/trace"
)

// schedtrace prints the scheduler's state when its time has come: GODEBUG=schedtrace=N has
// sysmon do it every N ms at the earliest, and not sleep deeply.
func (s *Sched) schedtrace(now trace.Time) {
	every := s.conf.SchedTrace
	if every == 0 || s.mon.traced && now-s.mon.lasttrace < every {
		return
	}
	if !s.mon.traced {
		s.mon.traced, s.mon.firsttrace = true, now
	}
	s.mon.lasttrace = now
	s.host.Print(s.Schedtrace(now))
}

// Schedtrace returns the scheduler's state as GODEBUG=schedtrace=N prints it: a line, or, with
// scheddetail=1, one more for each P, M and G. The length of a P's queue does not count
// runnext. What the model lacks (locks, throwing, …) reads as in a thread that does none of it.
//
// Models schedtrace, runtime/proc.go.
func (s *Sched) Schedtrace(now trace.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "SCHED %dms: gomaxprocs=%d idleprocs=%d threads=%d spinningthreads=%d needspinning=%d idlethreads=%d runqueue=%d",
		(now-s.mon.firsttrace)/trace.Millisecond, len(s.ps), s.npidle, int32(len(s.ms))-s.nmfreed,
		s.nmspinning, number(s.needspinning), s.nmidle, s.runq.size)
	if !s.conf.SchedDetail {
		var ticks strings.Builder
		b.WriteString(" [")
		for i := range s.ps {
			fmt.Fprintf(&b, " %d", s.ps[i].runqtail-s.ps[i].runqhead)
			fmt.Fprintf(&ticks, "%d ", s.ps[i].Schedtick)
		}
		fmt.Fprintf(&b, " ] schedticks=[ %s]\n", ticks.String())
		return b.String()
	}

	fmt.Fprintf(&b, " gcwaiting=%v nmidlelocked=%d stopwait=%d sysmonwait=%v\n",
		s.stw.on, s.nmidlelocked, s.stw.wait, s.mon.deep)
	for i := range s.ps {
		pp := &s.ps[i]
		fmt.Fprintf(&b, "  P%d: status=%d schedtick=%d syscalltick=%d m=%s runqsize=%d gfreecnt=%d timerslen=%d\n",
			i, pp.Status, pp.Schedtick, pp.Syscalltick, orNil(pp.M), pp.runqtail-pp.runqhead, pp.gFree.size, len(s.timers[i]))
	}
	for i := len(s.ms) - 1; i >= 0; i-- { // the newest first
		mp := &s.ms[i]
		if mp.State == Mdead {
			continue
		}
		locks := 0
		if i == int(sysmonM) {
			locks = 2 // it is just printing this
		}
		blocked := mp.State == Midle || mp.State == Mlocked || mp.State == Mwaking || mp.State == Msysmon && s.mon.deep
		fmt.Fprintf(&b, "  M%d: p=%s curg=%s mallocing=0 throwing=0 preemptoff= locks=%d dying=0 spinning=%v blocked=%v lockedg=%s\n",
			i, orNil(mp.P), s.goidOrNil(mp.Curg), locks, mp.Spinning, blocked, s.goidOrNil(mp.lockedg-1))
	}
	for i := range s.gs.Len() {
		gp := s.gs.Get(i)
		fmt.Fprintf(&b, "  G%d: status=%d(%s) m=%s lockedm=%s\n",
			gp.ID, gp.Status, gp.Reason, orNil(gp.M), orNil(gp.lockedm-1))
	}
	return b.String()
}

func number(on bool) int {
	if on {
		return 1
	}
	return 0
}

func orNil(i int32) string {
	if i == none {
		return "nil"
	}
	return fmt.Sprint(i)
}

func (s *Sched) goidOrNil(g int32) string {
	if g == none {
		return "nil"
	}
	return fmt.Sprint(s.idOf(g))
}

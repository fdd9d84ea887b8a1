package sched

import (
	"fmt"
	"strings"
	"testing"
)

// A goroutine or a P that leaves a state for one that cannot follow it ends the run.
func TestIllegalTransitions(t *testing.T) {
	legal := "_Gdead _Grunnable, _Gdead _Gwaiting, _Grunnable _Grunning, _Grunning _Grunnable, _Grunning _Gwaiting, " +
		"_Grunning _Gsyscall, _Grunning _Gdead, _Gsyscall _Grunning, _Gwaiting _Grunnable, _Gwaiting _Grunning, " +
		"_Pidle _Prunning, _Pidle _Pgcstop, _Prunning _Pidle, _Pgcstop _Pidle"
	stopped := func(do func()) (text string) {
		defer func() {
			if r := recover(); r != nil {
				text = fmt.Sprint(r)
			}
		}()
		do()
		return ""
	}
	s := newMachine(t, Config{}).s
	check := func(from, to fmt.Stringer, did string) {
		pair := from.String() + " " + to.String()
		ok := strings.Contains(", "+legal+",", ", "+pair+",")
		if ok != (did == "") || !ok && !strings.Contains(did, from.String()+" to "+to.String()) {
			t.Errorf("%s: legal %v, but %q", pair, ok, did)
		}
	}
	gs := []Status{Grunnable, Grunning, Gsyscall, Gwaiting, Gdead}
	for _, from := range gs {
		for _, to := range gs {
			s.broken = transition{}
			s.casgstatus(&G{ID: 7, Status: from}, to)
			check(from, to, s.Broken())
		}
	}
	ps := []PStatus{Pidle, Prunning, Pgcstop}
	for _, from := range ps {
		for _, to := range ps {
			check(from, to, stopped(func() {
				s.ps[0].Status = from
				s.setStatus(0, to)
			}))
		}
	}
}

package sched

import "fmt"

// Check returns an error if the scheduler's state contradicts itself: a goroutine in two
// places or in none, a P with two threads, a lost P or thread, a wrong count. Tests call it
// after every step.
func (s *Sched) Check() error {
	where := make([]string, s.gs.Len())
	var err error
	fail := func(format string, args ...any) {
		if err == nil {
			err = fmt.Errorf("at %dns: %s", s.host.Now(), fmt.Sprintf(format, args...))
		}
	}
	at := func(g int32, want Status, place string) {
		if g < 0 || int(g) >= len(where) {
			fail("slot %d in %s is no slot", g, place)
			return
		}
		if where[g] != "" {
			fail("G%d is in %s and in %s", s.idOf(g), where[g], place)
		}
		where[g] = place
		if st := s.gs.Get(int(g)).Status; st != want {
			fail("G%d in %s has status %d", s.idOf(g), place, st)
		}
	}

	list := func(q gQueue, want Status, place string) {
		n := int32(0)
		for g := q.head; g != none && n <= q.size; g = s.gs.Get(int(g)).link {
			at(g, want, place)
			n++
		}
		if n != q.size {
			fail("%s has %d goroutines and says %d", place, n, q.size)
		}
	}
	if b := s.Broken(); b != "" {
		fail("%s", b)
	}
	list(s.runq, Grunnable, "global queue")
	list(s.gFree, Gdead, "free list")

	for i := range s.ps {
		pp, name := &s.ps[i], fmt.Sprintf("P%d", i)
		if pp.Next != none {
			at(pp.Next, Grunnable, name+" runnext")
		}
		if n := pp.runqtail - pp.runqhead; n > uint64(s.conf.RunqCap) {
			fail("%s has %d in its ring", name, n)
		}
		for _, g := range s.Runq(int32(i)) {
			at(g, Grunnable, name+" ring")
		}
		list(pp.gFree, Gdead, name+" free list")
		if pp.Idle && (pp.M != none || !s.runqempty(int32(i))) {
			fail("%s is idle with M%d or work", name, pp.M)
		}
	}
	s.checkThreads(fail, at)

	live := int32(0)
	for g := range where {
		gp := s.gs.Get(g)
		if gp.Status != Gdead && !gp.System {
			live++
		}
		if where[g] == "" && gp.Status != Gwaiting && gp.Status != Gpreempted {
			fail("G%d with status %d is nowhere", gp.ID, gp.Status)
		}
	}
	if live != s.live {
		fail("%d goroutines live, counted %d", live, s.live)
	}
	return err
}

// checkThreads checks the threads and what they hold.
func (s *Sched) checkThreads(fail func(string, ...any), at func(int32, Status, string)) {
	holder := make([]int, len(s.ps))
	spinning, idle, locked, polling := int32(0), int32(0), int32(0), 0
	for i := range s.ms {
		mp := &s.ms[i]
		if mp.P != none {
			holder[mp.P]++
			if s.ps[mp.P].M != int32(i) {
				fail("M%d holds P%d, which has M%d", i, mp.P, s.ps[mp.P].M)
			}
		}
		if mp.Nextp != none {
			holder[mp.Nextp]++
		}
		if mp.Curg != none {
			want := Grunning
			if mp.State == Msyscall {
				want = Gsyscall
			}
			at(mp.Curg, want, fmt.Sprintf("M%d", i))
		}
		if mp.Spinning {
			spinning++
		}
		switch mp.State {
		case Midle:
			idle++
		case Mpolling:
			polling++
		case Mrunning, Mnapping:
			if mp.P == none {
				fail("M%d runs without a P", i)
			}
		case Mwaking:
			if mp.Nextp == none {
				fail("M%d wakes without a P", i)
			}
			if mp.lockedg != 0 {
				at(mp.lockedg-1, Grunnable, fmt.Sprintf("the way to M%d", i))
			}
		case Mlocked:
			locked++
			if mp.lockedg == 0 {
				fail("M%d sleeps for no goroutine", i)
			}
		}
	}
	if spinning != s.nmspinning || idle != s.nmidle || locked != s.nmidlelocked || (polling == 1) != s.polling || polling > 1 {
		fail("%d spinning, %d idle, %d locked, %d polling threads; counted %d, %d, %d, %v",
			spinning, idle, locked, polling, s.nmspinning, s.nmidle, s.nmidlelocked, s.polling)
	}
	idlePs := int32(0)
	for i := range s.ps {
		if s.ps[i].Idle {
			idlePs++
			holder[i]++
		}
		if s.ps[i].Status == Pgcstop {
			holder[i]++
		}
		if holder[i] != 1 {
			fail("P%d is in %d places", i, holder[i])
		}
	}
	if idlePs != s.npidle {
		fail("%d idle Ps, counted %d", idlePs, s.npidle)
	}
	for p := range s.timers {
		for i := 1; i < len(s.timers[p]); i++ {
			if s.timers[p][i].less(&s.timers[p][(i-1)/timerHeapN]) {
				fail("timer %d of P%d fires before its parent", i, p)
			}
		}
	}
}

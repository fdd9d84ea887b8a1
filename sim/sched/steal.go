package sched

import "gopherscope/sim/trace"

// stealTries is how often a thief goes round all Ps; it takes timers and runnext only the
// last time (stealWork, runtime/proc.go).
const stealTries = 4

// A stealing is how far a thief has come, for it may nap on its way.
type stealing struct {
	on        bool       // the thief is on its way, or in a nap
	ranTimer  bool       // it ran timers of a victim
	pass      int32      // 0 to stealTries-1
	i         int32      // victims asked in this pass
	pos, inc  uint32     // the next victim, and the step to the one after it
	nap       uint32     // number of its last nap
	next      int32      // the runnext it naps before, or -1
	pollUntil trace.Time // earliest timer seen so far
}

// startSteal sets M m on its way round the other Ps. The earliest timer of its own is due at
// pollUntil.
func (s *Sched) startSteal(m int32, pollUntil trace.Time) {
	st := &s.ms[m].steal
	*st = stealing{on: true, nap: st.nap, next: none, pollUntil: pollUntil}
	s.stealOrder(st)
}

// stealOrder draws the order of a pass: a random start and a random step that shares no
// factor with the number of Ps, so that each is met once.
//
// Models randomOrder, runtime/proc.go.
func (s *Sched) stealOrder(st *stealing) {
	n := uint32(len(s.ps))
	if s.coprimesOf != n {
		s.coprimesOf, s.coprimes = n, s.coprimes[:0]
		for i := uint32(1); i <= n; i++ {
			if gcd(i, n) == 1 {
				s.coprimes = append(s.coprimes, i)
			}
		}
	}
	r := s.rand.next()
	st.pos = r % n
	st.inc = s.coprimes[r/n%uint32(len(s.coprimes))]
}

func gcd(a, b uint32) uint32 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// stealWork goes round the other Ps, four times in random orders, for M m. It returns the
// goroutine it got; or reports newWork: it ran timers, which may have readied something that
// findRunnable should look for from the top; or asleep: it naps, and will be called again.
//
// Models stealWork, runtime/proc.go.
func (s *Sched) stealWork(m int32) (f found, newWork, asleep bool) {
	st := &s.ms[m].steal
	p := s.ms[m].P
	n := int32(len(s.ps))
	s.keepLooks()
	for ; st.pass < stealTries; st.pass++ {
		last := st.pass == stealTries-1
		for ; st.i < n; st.i, st.pos, st.next = st.i+1, (st.pos+st.inc)%uint32(n), none {
			victim := int32(st.pos)
			if victim == p {
				continue
			}
			if s.stw.on {
				return nothing, true, false
			}
			if napped := st.next != none; last && !napped && len(s.timers[victim]) > 0 {
				next, ran := s.checkTimers(p, victim)
				st = &s.ms[m].steal // a timer may have started a thread, and ms have moved
				st.pollUntil = min(st.pollUntil, next)
				if ran {
					if f := s.runqget(p); f.g != none {
						f.rule = trace.RuleStealTimer
						st.on = false
						return f, false, false
					}
					st.ranTimer = true
					s.look(trace.StealTimers, victim)
				}
			}
			switch {
			case s.conf.NoStealing:
				s.look(trace.StealOff, 0)
				continue
			case s.ps[victim].Idle:
				s.look(trace.StealIdle, victim)
				continue
			}
			if f, asleep = s.runqsteal(m, victim, last); f.g != none || asleep {
				st.on = asleep
				return f, false, asleep
			}
		}
		if st.pass < stealTries-1 {
			st.i = 0
			s.lookAgain() // a pass tells of its own victims only
			s.stealOrder(st)
		}
	}
	st.on = false
	return nothing, st.ranTimer, false
}

// runqsteal takes the older half of the victim's ring for M m, and runs the last it took. A
// victim with an empty ring loses its runnext, if the thief may take that: a victim that runs
// is given a moment first, for it is likely to run its runnext itself.
//
// Models runqsteal and runqgrab, runtime/proc.go.
func (s *Sched) runqsteal(m, victim int32, takeNext bool) (f found, asleep bool) {
	p := s.ms[m].P
	st, pp, vp := &s.ms[m].steal, &s.ps[p], &s.ps[victim]
	e := trace.Event{P: trace.ProcID(p), M: trace.ThreadID(m), From: trace.ProcID(victim)}

	if size := vp.runqtail - vp.runqhead; size > 0 {
		n := size - size/2
		for range n - 1 {
			s.runqpush(pp, s.runqpop(vp))
		}
		g := s.runqpop(vp)
		e.Kind, e.Other, e.To, e.N = trace.GoSteal, s.idOf(g), trace.LocalQueue, int64(n)
		e.Looks = s.looks()
		s.emit(e)
		s.elapsed += costSteal
		return found{g: g, rule: trace.RuleSteal}, false
	}

	g := vp.Next
	switch {
	case g == none:
		s.look(trace.StealEmpty, victim)
		return nothing, false
	case !takeNext:
		s.look(trace.StealNext, victim)
		return nothing, false
	}
	e.Looks = s.looks()
	if g != st.next && vp.Status == Prunning && !s.inSyscall(victim) {
		st.next = g
		st.nap++
		e.Kind, e.N, e.Other = trace.GoStealing, int64(st.pass), s.idOf(g)
		s.emit(e)
		s.ms[m].State = Mnapping
		s.host.At(s.now+costNap+trace.Time(s.rand.n(uint32(costNapMore))), Appointment{Kind: Nap, M: m, Arg: st.nap})
		return nothing, true
	}
	vp.Next = none
	e.Kind, e.Other, e.To, e.N = trace.GoSteal, s.idOf(g), trace.RunNext, 1
	s.emit(e)
	s.elapsed += costSteal
	return found{g: g, rule: trace.RuleStealNext}, false
}

// napOver wakes a thief from its nap: it goes on where it left off.
func (s *Sched) napOver(m int32) {
	s.ms[m].State = Mrunning
	s.schedule(m)
}

// inSyscall reports whether P p's goroutine sits in a system call.
func (s *Sched) inSyscall(p int32) bool {
	g := s.Current(p)
	return g != none && s.gs.Get(int(g)).Status == Gsyscall
}

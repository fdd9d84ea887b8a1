package sched

import "gopherscope/sim/trace"

// One thread at a time may block in the network poller. It holds no P, and it is what lets
// time pass: it sleeps there until the earliest timer of all Ps.
//
// The kernel's poller counts in milliseconds, so that a real sleep of 50 µs on an idle machine
// takes a whole one: Config.CoarseTimers. Else it wakes on time here, but for one thing: a kernel
// puts the ends of sleeps together that lie within its timer slack, and so goroutines that began
// to sleep alike within a few microseconds are woken together, in the order of the real runtime.

// netpollBlock puts M m, which has no P, into the network poller until the given time.
//
// Models the blocking call of netpoll in findRunnable, runtime/proc.go.
func (s *Sched) netpollBlock(m int32, until trace.Time, spun bool) {
	s.polling, s.pollUntil, s.pollBroken = true, until, false
	s.pollM = m
	s.pollSeq++
	s.ms[m].State, s.ms[m].spun = Mpolling, spun
	s.emit(trace.Event{Kind: trace.PollBegin, P: trace.NoProc, M: trace.ThreadID(m), Until: until})
	at := max(s.coalesce(until), s.now)
	if s.conf.CoarseTimers {
		at = s.now + epollWait(until-s.now-s.elapsed)
	}
	s.host.At(at, Appointment{Kind: Poll, M: m, Arg: s.pollSeq})
}

// epollWait returns how long a thread that wants to sleep for d sleeps on an idle Linux: whole
// milliseconds, rounded down, but at least one, and then until it has been woken. So it may be
// back too early, and polls again.
//
// Models netpoll, runtime/netpoll_epoll.go.
func epollWait(d trace.Time) trace.Time {
	if d <= 0 {
		return 0
	}
	return max(d/trace.Millisecond, 1)*trace.Millisecond + costPoll
}

// timerSlack is how late Linux may wake a thread, so as to wake it once for several reasons.
const timerSlack = 50 * trace.Microsecond

// coalesce returns the latest deadline of a timer that is not later than until by more than the
// timer slack.
func (s *Sched) coalesce(until trace.Time) trace.Time {
	last := until
	for p := range s.timers {
		last = max(last, latest(s.timers[p], 0, until+timerSlack))
	}
	return last
}

// latest returns the latest deadline not after limit in the part of a heap below entry i.
func latest(heap []timerWhen, i int, limit trace.Time) (last trace.Time) {
	if i >= len(heap) || heap[i].when > limit {
		return 0
	}
	last = heap[i].when
	for c := i*timerHeapN + 1; c <= i*timerHeapN+timerHeapN; c++ {
		last = max(last, latest(heap, c, limit))
	}
	return last
}

// netpollReturn brings M m back from the network poller. With an idle P it looks for work,
// the expired timer first of all; with none it parks, and the timer's owner will see to it.
func (s *Sched) netpollReturn(m int32) {
	s.polling, s.pollUntil, s.pollM = false, trace.Never, none
	s.emit(trace.Event{Kind: trace.PollEnd, P: trace.NoProc, M: trace.ThreadID(m)})
	p := s.pidleget()
	if p == none {
		s.stopm(m)
		return
	}
	s.acquirep(m, p)
	if s.ms[m].spun {
		s.becomeSpinning(m)
	}
	s.schedule(m)
}

// netpollBreak interrupts the thread in the network poller, once.
//
// Models netpollBreak, runtime/netpoll_epoll.go.
func (s *Sched) netpollBreak() {
	if s.pollBroken {
		return
	}
	s.pollBroken = true
	s.pollSeq++
	at := min(s.now+costFutex, max(s.pollUntil, s.now))
	s.host.At(at, Appointment{Kind: Poll, M: s.pollM, Arg: s.pollSeq})
}

// wakeNetPoller sees to it that some thread will get up at when for a timer that was just set.
//
// Models wakeNetPoller, runtime/proc.go.
func (s *Sched) wakeNetPoller(when trace.Time) {
	if !s.polling {
		s.wakep() // it will find nothing to do but to poll
		return
	}
	if s.pollUntil > when {
		s.netpollBreak()
	}
}

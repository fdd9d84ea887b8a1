package sched

import (
	"cmp"
	"slices"

	"gopherscope/sim/trace"
)

// One thread at a time may block in the network poller. It holds no P, and it is what lets
// time pass: it sleeps there until the earliest timer of all Ps, or until the network has
// something for a goroutine that is parked on it. A thread that finds nothing to run asks the
// poller before it steals, without blocking, and sysmon does if nobody has for 10 ms.
//
// The kernel's poller counts in milliseconds, so that a real sleep of 50 µs on an idle machine
// takes a whole one: Config.CoarseTimers. Else it wakes on time here, but for one thing: a kernel
// puts the ends of sleeps together that lie within its timer slack, and so goroutines that began
// to sleep alike within a few microseconds are woken together, in the order of the real runtime.

// An ioWait is a goroutine parked on the network poller.
type ioWait struct {
	at  trace.Time // when the kernel has something for it
	seq uint64     // the order of parking
	g   int32
}

func (w ioWait) compare(o ioWait) int {
	return cmp.Or(cmp.Compare(w.at, o.at), cmp.Compare(w.seq, o.seq))
}

// maxPoll is how many events the kernel hands over at once (netpoll, runtime/netpoll_epoll.go).
const maxPoll = 128

// pollPeriod is how long the network may go unpolled before sysmon does it (sysmon).
const pollPeriod = 10 * trace.Millisecond

// NetWait parks the goroutine on P p on the network poller for d ns, at least one: as a read
// from a connection does that finds nothing, until something has come.
//
// Models netpollblock, runtime/netpoll.go.
func (s *Sched) NetWait(p int32, d trace.Time) Result {
	s.begin(costTrap)
	s.resumeWith(p, Result{OK: true})
	s.pollUsed = true
	s.ioSeq++
	w := ioWait{at: s.after(int64(max(d, 1))), seq: s.ioSeq, g: s.Current(p)}
	i, _ := slices.BinarySearchFunc(s.io, w, ioWait.compare)
	s.io = slices.Insert(s.io, i, w)
	s.host.At(w.at, Appointment{Kind: IOReady})
	return s.park(p, trace.IOWait, 0)
}

// ioReady is the moment at which the kernel has something for a goroutine. A thread that is
// blocked in the poller returns from it; else it stays there until somebody asks.
func (s *Sched) ioReady() {
	if s.polling {
		s.netpollBreak()
	}
}

// netpoll returns the goroutines for which the kernel has something, and forgets them. The
// runtime collects them on a stack: the last that became ready is the first.
//
// Models netpoll and netpollready, runtime/netpoll_epoll.go and netpoll.go.
func (s *Sched) netpoll() (list []int32) {
	n := 0
	for n < min(len(s.io), maxPoll) && s.io[n].at <= s.now+s.elapsed {
		list = append(list, s.io[n].g)
		n++
	}
	s.io = s.io[n:]
	slices.Reverse(list)
	return list
}

// netpollNow is findRunnable's question to the poller, which does not block: it is asked only
// if somebody waits there, and no thread is blocked in it. The first of the goroutines found
// runs here, the others are injected.
func (s *Sched) netpollNow(m int32) found {
	switch {
	case len(s.io) == 0:
		s.look(trace.PollUnused, 0)
		return nothing
	case s.polling:
		s.look(trace.PollBusy, 0)
		return nothing
	}
	s.elapsed += costTrap
	list := s.netpoll()
	if len(list) == 0 {
		s.look(trace.PollNothing, 0)
		return nothing
	}
	s.injectglist(s.ms[m].P, trace.ThreadID(m), list[1:])
	return s.netpollRun(m, list[0])
}

// netpollRun makes a goroutine that the poller has found runnable, in the hand of M m.
func (s *Sched) netpollRun(m, g int32) found {
	s.unpark(s.ms[m].P, trace.ThreadID(m), g, trace.NoPlace)
	return found{g: g, rule: trace.RuleNetpoll}
}

// unpark makes a parked goroutine runnable that the poller has found, or the collector. The caller puts it where
// it says.
func (s *Sched) unpark(p int32, m trace.ThreadID, g int32, to trace.Place) {
	gp := s.g(g)
	why := gp.Reason
	gp.Reason = trace.NoReason
	s.casgstatus(gp, Grunnable)
	s.emit(trace.Event{Kind: trace.GoUnblock, P: trace.ProcID(p), M: m, Other: gp.ID, Why: why, To: to})
}

// injectglist makes goroutines runnable that the poller has found, or the collector, on behalf of thread m with
// P p, or with none. As many as there are idle Ps go to the global queue, and a thread is
// woken for each, which does not spin; the others go to the tail of p's local queue, or of
// the global one if there is no P or no room. runnext is not used.
//
// Models injectglist, runtime/proc.go.
func (s *Sched) injectglist(p int32, m trace.ThreadID, list []int32) {
	if len(list) == 0 {
		return
	}
	global := len(list)
	if p != none {
		global = min(global, int(s.npidle))
	}
	for _, g := range list[:global] {
		s.unpark(p, m, g, trace.GlobalQueue)
		s.globrunqput(g)
	}
	for range global {
		idle := s.pidlegetSpinning()
		if idle == none {
			break
		}
		s.startm(idle, false, trace.RuleInject)
	}
	if p == none {
		return
	}
	for _, g := range list[global:] {
		if pp := &s.ps[p]; pp.runqtail-pp.runqhead < uint64(s.conf.RunqCap) {
			s.unpark(p, m, g, trace.LocalQueue)
			s.runqpush(pp, g)
		} else {
			s.unpark(p, m, g, trace.GlobalQueue)
			s.globrunqput(g)
		}
	}
	s.wakep()
}

// netpollBlock puts M m, which has no P, into the network poller until the given time.
//
// Models the blocking call of netpoll in findRunnable, runtime/proc.go.
func (s *Sched) netpollBlock(m int32, until trace.Time, spun bool) {
	s.polling, s.pollUntil, s.pollBroken = true, until, false
	s.pollM = m
	s.pollSeq++
	s.ms[m].State, s.ms[m].spun = Mpolling, spun
	s.emit(trace.Event{Kind: trace.PollBegin, P: trace.NoProc, M: trace.ThreadID(m), Until: until})
	at := trace.Never
	switch {
	case len(s.io) > 0 && s.io[0].at <= s.now:
		at = s.now
	case until == trace.Never:
		return // the network alone wakes it
	case s.conf.CoarseTimers:
		at = s.now + epollWait(until-s.now-s.elapsed)
	default:
		at = max(s.coalesce(until), s.now)
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

// netpollReturn brings M m back from the network poller. With an idle P it runs the first
// goroutine that the network has something for; if there is none it looks for work, the expired
// timer first of all. With no P it parks: goroutines go to the global queue, and a timer's owner
// will see to it.
func (s *Sched) netpollReturn(m int32) {
	list := s.netpoll()
	s.polling, s.pollUntil, s.pollM = false, trace.Never, none
	s.lastpoll = s.now
	s.emit(trace.Event{Kind: trace.PollEnd, P: trace.NoProc, M: trace.ThreadID(m)})
	p := s.pidleget()
	if p == none {
		s.injectglist(none, trace.ThreadID(m), list)
		s.stopm(m)
		return
	}
	s.acquirep(m, p)
	if len(list) > 0 {
		s.lookAfresh()
		s.injectglist(p, trace.ThreadID(m), list[1:])
		s.runFound(m, s.netpollRun(m, list[0]))
		return
	}
	if s.ms[m].spun {
		s.becomeSpinning(m)
	}
	s.schedule(m)
}

// netpollBreak has the thread in the network poller return from it, once: for the network has
// something, or for an earlier timer.
//
// Models netpollBreak, runtime/netpoll_epoll.go.
func (s *Sched) netpollBreak() {
	if s.pollBroken {
		return
	}
	s.pollBroken = true
	s.pollSeq++
	at := min(s.now+s.futex(), max(s.pollUntil, s.now))
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

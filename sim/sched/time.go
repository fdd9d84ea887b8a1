package sched

import "gopherscope/sim/trace"

// The layout of a timer in the program's memory: the words of the struct that package time
// gives to StartTimer. The first five belong to the program, the rest to the scheduler.
const (
	timerAtWhen    = 0  // int64, virtual ns; 0 while nothing is pending
	timerAtPeriod  = 8  // int64; 0 fires once
	timerAtChan    = 16 // chan time.Time it sends on; nil of a function's timer
	timerAtFunc    = 24 // closure that a new goroutine calls; nil of a channel's timer
	timerAtHeap    = 32 // 1 + the P whose heap it is in, 0 if in none
	timerAtIndex   = 40 // its index in that heap
	timerAtBlocked = 48 // goroutines blocked on its channel

	TimerBytes = 56
)

// A timerWhen is an entry of a P's heap: a timer of the program, or the end of a sleep.
type timerWhen struct {
	when  trace.Time
	seq   uint64 // equal deadlines fire in the order they were set
	timer uint64 // address, 0 for a sleep
	g     int32  // the sleeper
}

// less orders a heap. Go leaves the order of equal deadlines to the heap's shape: they hardly
// occur in real time. Virtual time has many, so they fire as they were set.
func (tw *timerWhen) less(o *timerWhen) bool {
	if tw.when != o.when {
		return tw.when < o.when
	}
	return tw.seq < o.seq
}

// Sleep parks the goroutine on P p for ns nanoseconds. If ns is not positive it goes on at
// once, without yielding.
//
// Models timeSleep, runtime/time.go.
func (s *Sched) Sleep(p int32, ns int64) Result {
	s.begin(0)
	if ns <= 0 {
		return s.goOn()
	}
	s.resumeWith(p, Result{OK: true})
	s.g(s.Current(p)).Until = s.after(ns)
	return s.park(p, trace.Sleep, 0)
}

// after is the instant ns from now, or Never if that is too far away to be told.
func (s *Sched) after(ns int64) trace.Time {
	now := s.now
	return now + min(trace.Time(ns), trace.Never-1-now)
}

// resetForSleep arms the timer of a sleeper that has just parked: a timer that is armed
// earlier could fire before.
//
// Models resetForSleep, runtime/time.go.
func (s *Sched) resetForSleep(p, g int32) {
	until := s.gs.Get(int(g)).Until
	s.emitWait(trace.Event{Kind: trace.TimerSet, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(g), Until: until})
	s.addTimer(p, timerWhen{when: until, g: g})
}

// StartTimer sets the timer at address t, whose channel or function the program has filled
// in, to fire at when, and then every period if that is not 0. It serves newTimer and
// resetTimer; OK reports whether the timer was pending.
//
// A channel's timer stands in a heap only while somebody is blocked on the channel; else the
// clock is looked at when the channel is used. So a forgotten one keeps nothing alive.
//
// Models newTimer, resetTimer and (*timer).modify, runtime/time.go.
func (s *Sched) StartTimer(p int32, t uint64, when trace.Time, period int64) Result {
	s.begin(costTimer)
	pending, inHeap := s.mem.Load(t+timerAtWhen) != 0, s.mem.Load(t+timerAtHeap) != 0
	s.deleteTimer(t)
	if when <= 0 { // a past instant, or an overflow: fires at once
		when = 1
	}
	s.mem.Store(t+timerAtWhen, uint64(when))
	s.mem.Store(t+timerAtPeriod, uint64(period))
	if c := s.mem.Load(t + timerAtChan); c != 0 {
		s.host.Shade(c+chanTimer, s.mem.Load(c+chanTimer), t)
		s.mem.Store(c+chanTimer, t)
		pending = s.drain(c) || pending
	}
	s.emitWait(trace.Event{Kind: trace.TimerSet, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)), Obj: t, Until: when})
	s.maybeAdd(p, t)
	if inHeap && s.mem.Load(t+timerAtHeap) != 0 {
		s.elapsed -= costHeap // Go only notes the new time, and mends the heap when it next looks
	}
	return Result{OK: pending}
}

// StopTimer stops the timer at address t. OK reports whether it was pending: a value that
// nobody has received yet counts, and is gone.
//
// Models stopTimer, runtime/time.go.
func (s *Sched) StopTimer(p int32, t uint64) Result {
	s.begin(costTimer)
	pending := s.mem.Load(t+timerAtWhen) != 0
	s.deleteTimer(t)
	s.mem.Store(t+timerAtWhen, 0)
	if c := s.mem.Load(t + timerAtChan); c != 0 {
		pending = s.drain(c) || pending
	}
	return Result{OK: pending}
}

// maybeAdd puts timer t into P p's heap if it belongs in one and is in none.
//
// Models needsAdd and maybeAdd, runtime/time.go.
func (s *Sched) maybeAdd(p int32, t uint64) {
	when := trace.Time(s.mem.Load(t + timerAtWhen))
	unseen := s.mem.Load(t+timerAtChan) != 0 && s.mem.Load(t+timerAtBlocked) == 0
	if when == 0 || unseen || s.mem.Load(t+timerAtHeap) != 0 {
		return
	}
	s.addTimer(p, timerWhen{when: when, timer: t, g: none})
}

// addTimer puts tw into P p's heap. If it is the earliest there, a thread in the network
// poller may have to get up sooner.
func (s *Sched) addTimer(p int32, tw timerWhen) {
	if s.elapsed += costHeap; !s.pollUsed {
		s.pollUsed = true
		s.elapsed += costPollInit
	}
	if tw.timer != 0 {
		s.host.Shade(0, 0, tw.timer)
	}
	s.timerSeq++
	tw.seq = s.timerSeq
	s.timers[p] = append(s.timers[p], tw)
	last := len(s.timers[p]) - 1
	s.siftUp(p, last)
	if s.timers[p][0].seq == tw.seq {
		s.wakeNetPoller(tw.when)
	}
}

// checkTimers runs the expired timers in the heap of P owner, in order, on P p: what they
// ready goes to p. It returns when the next one is due, and whether any ran. The time that it
// took to get here, to park above all, has passed: so a sleep of 1 ns is over at once.
//
// Models (*timers).check and run, runtime/time.go.
func (s *Sched) checkTimers(p, owner int32) (next trace.Time, ran bool) {
	for now := s.now + s.elapsed; len(s.timers[owner]) > 0; ran = true {
		tw := s.timers[owner][0]
		if tw.when > now {
			return tw.when, ran
		}
		s.deleteAt(owner, 0)
		s.fire(p, tw)
		if tw.timer != 0 {
			s.maybeAdd(owner, tw.timer)
		}
	}
	return trace.Never, ran
}

// fire does what an expired timer is for. It is in no heap.
//
// Models (*timer).unlockAndRun with goroutineReady, and sendTime and goFunc, time/sleep.go.
func (s *Sched) fire(p int32, tw timerWhen) {
	s.elapsed += costFire
	e := trace.Event{Kind: trace.TimerFire, P: trace.ProcID(p), M: s.threadOf(p), Obj: tw.timer, Until: tw.when}
	if tw.timer == 0 {
		e.Other = s.idOf(tw.g)
		s.emitWait(e)
		s.ready(p, tw.g)
		return
	}

	t := tw.timer
	next := trace.Time(0)
	if period := trace.Time(s.mem.Load(t + timerAtPeriod)); period > 0 {
		next = tw.when + period*(1+max(s.now-tw.when, 0)/period)
		if next < 0 {
			next = trace.Never
		}
	}
	s.mem.Store(t+timerAtWhen, uint64(next))

	if c := s.mem.Load(t + timerAtChan); c != 0 {
		s.sendTime(p, c, tw.when, e)
		return
	}
	s.elapsed += costCreate
	fn := s.mem.Load(t + timerAtFunc)
	g := s.newproc1(p, int32(s.mem.Load(fn)), Grunnable)
	e.Other = s.idOf(g)
	s.emitWait(e)
	s.host.Go(g, fn)
	s.putNew(p, g)
}

// sendTime sends the instant when on a timer's channel, unless a value still waits there.
func (s *Sched) sendTime(p int32, c uint64, when trace.Time, e trace.Event) {
	if sg := s.dequeue(c, chanRecvq); sg != none {
		sp := s.sudogs.Get(int(sg))
		g := sp.g
		if sp.elem != 0 {
			s.host.StoreTime(sp.elem, when)
		}
		e.Other = s.idOf(g)
		s.emitWait(e)
		s.wake(p, sg, true)
		return
	}
	s.emitWait(e)
	if n := s.mem.Load(c + chanCount); n < s.mem.Load(c+chanSize) {
		s.host.StoreTime(s.slotForSend(c), when)
	}
}

// drain empties a timer's channel of a stale value.
//
// Models timerchandrain, runtime/chan.go.
func (s *Sched) drain(c uint64) (had bool) {
	for s.mem.Load(c+chanCount) > 0 {
		s.slotForRecv(c)
		had = true
	}
	return had
}

// maybeRunChan lets the timer of channel c, if it has one, fire late: nobody was blocked on
// the channel, so it stood in no heap.
//
// Models (*timer).maybeRunChan, runtime/time.go.
func (s *Sched) maybeRunChan(p int32, c uint64) {
	t := s.mem.Load(c + chanTimer)
	if t == 0 || s.mem.Load(t+timerAtHeap) != 0 {
		return
	}
	when := trace.Time(s.mem.Load(t + timerAtWhen))
	if when != 0 && when <= s.now {
		s.fire(p, timerWhen{when: when, timer: t, g: none})
	}
}

// blockTimerChan notes that a goroutine is about to block on channel c: now its timer, if it
// has one, must be in a heap.
//
// Models blockTimerChan, runtime/time.go.
func (s *Sched) blockTimerChan(p int32, c uint64) {
	if t := s.mem.Load(c + chanTimer); t != 0 {
		s.mem.Store(t+timerAtBlocked, s.mem.Load(t+timerAtBlocked)+1)
		s.maybeAdd(p, t)
	}
}

// unblockTimerChan undoes blockTimerChan.
func (s *Sched) unblockTimerChan(c uint64) {
	if t := s.mem.Load(c + chanTimer); t != 0 {
		n := s.mem.Load(t+timerAtBlocked) - 1
		s.mem.Store(t+timerAtBlocked, n)
		if n == 0 {
			s.deleteTimer(t)
		}
	}
}

// timeSleepUntil returns the earliest deadline of all Ps, or Never.
//
// Models timeSleepUntil, runtime/time.go.
func (s *Sched) timeSleepUntil() trace.Time {
	next := trace.Never
	for p := range s.timers {
		if len(s.timers[p]) > 0 {
			next = min(next, s.timers[p][0].when)
		}
	}
	return next
}

// deleteTimer takes timer t out of its heap, if it is in one. Go marks it and lets the heap's
// owner clean up later, which shows nowhere.
func (s *Sched) deleteTimer(t uint64) {
	if owner := s.mem.Load(t + timerAtHeap); owner != 0 {
		s.deleteAt(int32(owner-1), int(s.mem.Load(t+timerAtIndex)))
	}
}

// timerHeapN is how many children an entry of a heap has.
const timerHeapN = 4

// deleteAt removes entry i of P p's heap.
func (s *Sched) deleteAt(p int32, i int) {
	h := s.timers[p]
	if t := h[i].timer; t != 0 {
		s.host.Shade(0, t, 0)
		s.mem.Store(t+timerAtHeap, 0)
	}
	last := len(h) - 1
	moved := h[last]
	s.timers[p] = h[:last]
	if i == last {
		return
	}
	s.place(p, i, moved)
	s.siftUp(p, i)
	s.siftDown(p, i)
}

// siftUp moves entry i of P p's heap towards the root, to its place.
func (s *Sched) siftUp(p int32, i int) {
	h := s.timers[p]
	tw := h[i]
	for i > 0 {
		parent := (i - 1) / timerHeapN
		if !tw.less(&h[parent]) {
			break
		}
		s.place(p, i, h[parent])
		i = parent
	}
	s.place(p, i, tw)
}

// siftDown moves entry i of P p's heap away from the root, to its place.
func (s *Sched) siftDown(p int32, i int) {
	h := s.timers[p]
	tw := h[i]
	for {
		first := i*timerHeapN + 1
		least := -1
		for c := first; c < min(first+timerHeapN, len(h)); c++ {
			if least < 0 || h[c].less(&h[least]) {
				least = c
			}
		}
		if least < 0 || !h[least].less(&tw) {
			break
		}
		s.place(p, i, h[least])
		i = least
	}
	s.place(p, i, tw)
}

// place makes tw entry i of P p's heap and tells the timer.
func (s *Sched) place(p int32, i int, tw timerWhen) {
	s.timers[p][i] = tw
	if tw.timer != 0 {
		s.mem.Store(tw.timer+timerAtHeap, uint64(p)+1)
		s.mem.Store(tw.timer+timerAtIndex, uint64(i))
	}
}

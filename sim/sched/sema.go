package sched

import "gopherscope/sim/trace"

// semTabSize is how many roots semaphores are hashed to (runtime/sema.go).
const semTabSize = 251

// A semWait is what a goroutine that waits for a semaphore needs to wait again: having been
// readied it must still get the semaphore, and somebody else may be faster.
type semWait struct {
	addr   uint64 // of the semaphore
	obj    uint64 // of the lock it is part of
	reason trace.Reason
	lifo   bool
	ticket bool // it was handed the semaphore: it cannot lose it
}

// Semacquire takes one from the semaphore, a uint32 at addr, for the goroutine on P p, or
// parks until there is one. With lifo it waits at the head of the queue. Package sync's locks
// and WaitGroup wait so: reason says which, and obj is its address, for those who watch.
//
// Models semacquire1, runtime/sema.go.
func (s *Sched) Semacquire(p int32, addr, obj uint64, lifo bool, reason trace.Reason) Result {
	s.begin(costSema)
	if s.cansemacquire(addr) {
		s.emitSema(p, obj, true)
		return s.goOn()
	}
	return s.semWait(p, semWait{addr: addr, obj: obj, lifo: lifo, reason: reason})
}

// semacquireAgain is the loop of semacquire1 after a wake-up.
func (s *Sched) semacquireAgain(p int32) Result {
	w := s.gs.Get(int(s.Current(p))).sema
	if w.ticket || s.cansemacquire(w.addr) {
		s.emitSema(p, w.obj, false)
		return s.goOn()
	}
	return s.semWait(p, w)
}

func (s *Sched) semWait(p int32, w semWait) Result {
	g := s.Current(p)
	gp := s.g(g)
	gp.resume, gp.sema = resumeSema, w
	s.semQueue(s.newSudog(g, w.addr, 0), w.lifo)
	return s.park(p, w.reason, w.obj)
}

// emitSema tells that the goroutine on P p got the semaphore of obj.
func (s *Sched) emitSema(p int32, obj uint64, atOnce bool) {
	if s.host.Wants(trace.Wait) {
		s.emitWait(trace.Event{
			Kind: trace.SemaAcquire, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)),
			Obj: obj, Flag: atOnce,
		})
	}
}

// cansemacquire takes one from the semaphore at addr if there is one.
func (s *Sched) cansemacquire(addr uint64) bool {
	n := s.mem.LoadN(addr, 4)
	if n > 0 {
		s.mem.StoreN(addr, 4, n-1)
	}
	return n > 0
}

// Semrelease gives one to the semaphore at addr for the goroutine on P p and readies the first
// that waits. With handoff that one is sure to get it and runs at once: the releaser goes to
// the tail of its P's queue.
//
// Models semrelease1 and readyWithTime, runtime/sema.go.
func (s *Sched) Semrelease(p int32, addr, obj uint64, handoff bool) Result {
	s.begin(costSema)
	s.mem.StoreN(addr, 4, s.mem.LoadN(addr, 4)+1)
	sg := s.semDequeue(addr)
	s.emitChan(p, trace.SemaRelease, obj, trace.NoGo, int64(s.semWaiters(addr)))
	if sg == none {
		return s.goOn()
	}
	g := s.sudogs.Get(int(sg)).g
	s.freeSudog(sg)
	gp := s.g(g)
	gp.waiting = none
	gp.sema.ticket = handoff && s.cansemacquire(addr)
	handedOff := gp.sema.ticket
	s.ready(p, g)
	if !handedOff {
		return s.goOn()
	}
	s.resumeWith(p, Result{OK: true})
	s.goyield(p)
	return Result{Parked: true}
}

// The waiters of all semaphores stand in a table of lists. The first waiter of each address
// is linked by next to that of the next address of the root, and by waitlink to the other
// waiters of its own. Go keeps a tree where this keeps a list of addresses; the order of the
// waiters is the same.

// semQueue adds sudog sg to the waiters of its address: last, or with lifo first.
//
// Models (*semaRoot).queue, runtime/sema.go.
func (s *Sched) semQueue(sg int32, lifo bool) {
	sp := s.sudogs.At(int(sg))
	sp.waitlink, sp.waittail = none, sg
	root, prev, head := s.semFind(sp.c)
	switch {
	case head == none:
		sp.next = *root
		*root = sg
	case lifo:
		hp := s.sudogs.At(int(head))
		sp.next, sp.waitlink, sp.waittail = hp.next, head, hp.waittail
		s.semReplace(root, prev, sg)
	default:
		hp := s.sudogs.At(int(head))
		s.sudogs.At(int(hp.waittail)).waitlink = sg
		hp.waittail = sg
	}
}

// semDequeue takes the first waiter of the semaphore at addr, or returns none.
//
// Models (*semaRoot).dequeue, runtime/sema.go.
func (s *Sched) semDequeue(addr uint64) int32 {
	root, prev, head := s.semFind(addr)
	if head == none {
		return none
	}
	hp := s.sudogs.Get(int(head))
	second := hp.waitlink
	if second == none {
		s.semReplace(root, prev, hp.next)
		return head
	}
	sp := s.sudogs.At(int(second))
	sp.next, sp.waittail = hp.next, hp.waittail
	s.semReplace(root, prev, second)
	return head
}

// semFind returns the root of addr, its first waiter or none, and the one before that in the
// root's list or none.
func (s *Sched) semFind(addr uint64) (root *int32, prev, head int32) {
	root = &s.roots[addr/8%semTabSize]
	prev, head = none, *root
	for head != none {
		hp := s.sudogs.Get(int(head))
		if hp.c == addr {
			break
		}
		prev, head = head, hp.next
	}
	return root, prev, head
}

// semReplace makes sg follow prev in a root's list.
func (s *Sched) semReplace(root *int32, prev, sg int32) {
	if prev == none {
		*root = sg
	} else {
		s.sudogs.At(int(prev)).next = sg
	}
}

// semWaiters returns how many wait for the semaphore at addr, if anybody wants to know.
func (s *Sched) semWaiters(addr uint64) int {
	if !s.host.Wants(trace.Wait) {
		return 0
	}
	n := 0
	_, _, sg := s.semFind(addr)
	for ; sg != none; sg = s.sudogs.Get(int(sg)).waitlink {
		n++
	}
	return n
}

// Bounds on spinning for a mutex (runtime/proc.go, lock_spinbit.go).
const (
	activeSpin    = 4
	activeSpinCnt = 30
)

// CanSpin reports whether the goroutine on P p may spin for the i'th time before it parks for
// a mutex: there must be another P at work, and nothing to run here.
//
// Models internal_sync_runtime_canSpin, runtime/proc.go.
func (s *Sched) CanSpin(p int32, i int64) bool {
	return i < activeSpin && int32(len(s.ps)) > s.npidle+s.nmspinning+1 && s.runqempty(p)
}

// DoSpin is one round of spinning.
//
// Models internal_sync_runtime_doSpin, runtime/proc.go.
func (s *Sched) DoSpin() Result {
	s.begin(activeSpinCnt * costPause)
	return s.goOn()
}

// The layout of a notifyList, what a sync.Cond waits with (runtime/sema.go): byte offsets. Its
// queue stands in the table of waiters, under its address.
const (
	notifyWait   = 0 // uint32: ticket of the next waiter
	notifyNotify = 4 // uint32: ticket of the next to be notified
)

// NotifyListAdd takes a ticket for a goroutine that is about to wait on the list at l.
//
// Models notifyListAdd, runtime/sema.go.
func (s *Sched) NotifyListAdd(l uint64) (ticket uint32) {
	ticket = uint32(s.mem.LoadN(l+notifyWait, 4))
	s.mem.StoreN(l+notifyWait, 4, uint64(ticket+1))
	return ticket
}

// NotifyListWait parks the goroutine on P p until its ticket is notified, unless it was. Obj is
// the address of the Cond.
//
// Models notifyListWait, runtime/sema.go.
func (s *Sched) NotifyListWait(p int32, l, obj uint64, ticket uint32) Result {
	s.begin(costNotify)
	if int32(ticket-uint32(s.mem.LoadN(l+notifyNotify, 4))) < 0 {
		return s.goOn()
	}
	sg := s.newSudog(s.Current(p), l, 0)
	s.sudogs.At(int(sg)).ticket = ticket
	s.semQueue(sg, false)
	s.resumeWith(p, Result{OK: true})
	return s.park(p, trace.CondWait, obj)
}

// NotifyListNotifyAll readies all that wait on the list at l, the first first.
//
// Models notifyListNotifyAll, runtime/sema.go.
func (s *Sched) NotifyListNotifyAll(p int32, l uint64) Result {
	s.begin(costNotify)
	s.mem.StoreN(l+notifyNotify, 4, s.mem.LoadN(l+notifyWait, 4))
	for sg := s.semDequeue(l); sg != none; sg = s.semDequeue(l) {
		s.notifyReady(p, sg)
	}
	return s.goOn()
}

// NotifyListNotifyOne readies the oldest ticket on the list at l, if it waits already: it may
// have been taken by a goroutine that has yet to unlock and wait.
//
// Models notifyListNotifyOne, runtime/sema.go.
func (s *Sched) NotifyListNotifyOne(p int32, l uint64) Result {
	s.begin(costNotify)
	t := s.mem.LoadN(l+notifyNotify, 4)
	if t == s.mem.LoadN(l+notifyWait, 4) {
		return s.goOn()
	}
	s.mem.StoreN(l+notifyNotify, 4, t+1)
	if sg := s.notifyTake(l, uint32(t)); sg != none {
		s.notifyReady(p, sg)
	}
	return s.goOn()
}

// notifyTake takes the waiter with a ticket off the list at l, or returns none.
func (s *Sched) notifyTake(l uint64, ticket uint32) int32 {
	_, _, head := s.semFind(l)
	if head == none || s.sudogs.Get(int(head)).ticket == ticket {
		return s.semDequeue(l)
	}
	for prev := head; ; {
		sg := s.sudogs.Get(int(prev)).waitlink
		if sg == none {
			return none
		}
		sp := s.sudogs.Get(int(sg))
		if sp.ticket == ticket {
			s.sudogs.At(int(prev)).waitlink = sp.waitlink
			if sp.waitlink == none {
				s.sudogs.At(int(head)).waittail = prev
			}
			return sg
		}
		prev = sg
	}
}

// notifyReady readies the goroutine of sudog sg, which is off its list.
func (s *Sched) notifyReady(p, sg int32) {
	g := s.sudogs.Get(int(sg)).g
	s.g(g).waiting = none
	s.freeSudog(sg)
	s.ready(p, g)
}

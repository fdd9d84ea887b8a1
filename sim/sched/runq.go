package sched

import "gopherscope/sim/trace"

// A gQueue is a list of slots linked by G.link: the global queue, or a stack of dead slots.
type gQueue struct {
	head, tail int32
	size       int32
}

var emptyQueue = gQueue{head: none, tail: none}

// pushBack adds slot g at the tail of q.
func (s *Sched) pushBack(q *gQueue, g int32) {
	s.g(g).link = none
	if q.tail == none {
		q.head = g
	} else {
		s.g(q.tail).link = g
	}
	q.tail = g
	q.size++
}

// push adds slot g at the head of q.
func (s *Sched) push(q *gQueue, g int32) {
	s.g(g).link = q.head
	if q.tail == none {
		q.tail = g
	}
	q.head = g
	q.size++
}

// pop takes the slot at the head of q, or returns none.
func (s *Sched) pop(q *gQueue) int32 {
	g := q.head
	if g == none {
		return none
	}
	gp := s.g(g)
	q.head, gp.link = gp.link, none
	if q.head == none {
		q.tail = none
	}
	q.size--
	return g
}

// A put says what runqput did.
type put struct {
	to     trace.Place // where the newcomer is
	pushed int32       // the slot that it pushed out of runnext, or itself if the ring was full; or none
	spill  int32       // how many went to the global queue, if the ring was full
}

// runqput makes slot g runnable on P p. With next it takes the runnext slot, and the one
// that stood there, if any, goes to the tail of the ring in its place. A full ring first
// gives its older half, and the goroutine that did not fit, to the global queue.
//
// Models runqput and runqputslow, runtime/proc.go, less their compare-and-swap loops.
func (s *Sched) runqput(p, g int32, next bool) put {
	pp := &s.ps[p]
	did := put{to: trace.LocalQueue, pushed: none}
	tail := g
	if next && !s.conf.NoRunNext {
		tail, pp.Next = pp.Next, g
		did.to, did.pushed = trace.RunNext, tail
		if tail == none {
			return did
		}
	}
	if pp.runqtail-pp.runqhead < uint64(s.conf.RunqCap) {
		s.runqpush(pp, tail)
		return did
	}

	half := s.conf.RunqCap / 2
	for range half {
		s.globrunqput(s.runqpop(pp))
	}
	s.globrunqput(tail)
	did.pushed, did.spill = tail, int32(half)
	return did
}

// emitPut writes e, why a goroutine is runnable, and after it what runqput did to make room.
func (s *Sched) emitPut(p int32, did put, e trace.Event) {
	e.P, e.M, e.To = trace.ProcID(p), s.threadOf(p), did.to
	s.emit(e)
	if did.pushed == none {
		return
	}
	pushed := trace.Event{Kind: trace.GoKick, P: e.P, M: e.M, G: e.G, Other: s.idOf(did.pushed), To: trace.LocalQueue}
	if did.spill > 0 {
		pushed.Kind, pushed.To, pushed.N = trace.GoSpill, trace.GlobalQueue, int64(did.spill)
	}
	s.emit(pushed)
}

// runqget takes the next goroutine of P p: runnext, which inherits the slice that is running,
// else the head of the ring.
//
// Models runqget, runtime/proc.go.
func (s *Sched) runqget(p int32) found {
	pp := &s.ps[p]
	if g := pp.Next; g != none {
		pp.Next = none
		return found{g: g, inherit: true, rule: trace.RuleRunNext, from: trace.RunNext}
	}
	s.look(trace.NextEmpty, 0)
	if pp.runqhead == pp.runqtail {
		s.look(trace.RingEmpty, 0)
		return nothing
	}
	return found{g: s.runqpop(pp), rule: trace.RuleLocal, from: trace.LocalQueue}
}

// runqpop takes the head of the ring, which is not empty.
func (s *Sched) runqpop(pp *P) int32 {
	g := *s.ringAt(pp, pp.runqhead)
	pp.runqhead++
	return g
}

// runqpush adds slot g at the tail of the ring, which is not full.
func (s *Sched) runqpush(pp *P, g int32) {
	*s.ringAt(pp, pp.runqtail) = g
	pp.runqtail++
}

// ringAt returns the place of the i'th goroutine that ever stood in the ring.
func (s *Sched) ringAt(pp *P, i uint64) *int32 { return &pp.runq[i%uint64(s.conf.RunqCap)] }

// runqempty reports whether P p has nothing queued.
//
// Models runqempty, runtime/proc.go.
func (s *Sched) runqempty(p int32) bool {
	pp := &s.ps[p]
	return pp.runqhead == pp.runqtail && pp.Next == none
}

// Runq returns a copy of the ring of P p, the oldest slot first.
func (s *Sched) Runq(p int32) []int32 {
	pp := &s.ps[p]
	var q []int32
	for i := pp.runqhead; i != pp.runqtail; i++ {
		q = append(q, *s.ringAt(pp, i))
	}
	return q
}

// GlobalRunq returns a copy of the global queue, the oldest slot first.
func (s *Sched) GlobalRunq() []int32 {
	var q []int32
	for g := s.runq.head; g != none; g = s.gs.Get(int(g)).link {
		q = append(q, g)
	}
	return q
}

// globrunqput puts slot g at the tail of the global queue.
func (s *Sched) globrunqput(g int32) { s.pushBack(&s.runq, g) }

// globrunqget takes the head of the global queue.
func (s *Sched) globrunqget() int32 { return s.pop(&s.runq) }

// globrunqgetbatch takes a fair share of the global queue to M m's P, whose ring is empty: one
// part in GOMAXPROCS and one more, at most half a ring. The first runs now.
//
// Models globrunqgetbatch and runqputbatch, runtime/proc.go.
func (s *Sched) globrunqgetbatch(m int32) found {
	p := s.ms[m].P
	pp := &s.ps[p]
	size := int(s.runq.size)
	n := min(s.conf.RunqCap/2, size, size/len(s.ps)+1)
	g := s.globrunqget()
	for range n - 1 {
		s.runqpush(pp, s.globrunqget())
	}
	if n == 1 {
		return found{g: g, rule: trace.RuleGlobal, from: trace.GlobalQueue}
	}
	s.emit(trace.Event{
		Kind: trace.GoBatch, P: trace.ProcID(p), M: trace.ThreadID(m),
		Other: s.idOf(g), N: int64(n - 1), Looks: s.looks(),
	})
	return found{g: g, rule: trace.RuleGlobal}
}

// Bounds on a P's dead slots, kept to be used again (gfput, runtime/proc.go).
const (
	gFreeMax  = 64
	gFreeKeep = 32
)

// gfput keeps a dead slot for the next goroutine made on P p; half of too many go to all Ps.
//
// Models gfput, runtime/proc.go.
func (s *Sched) gfput(p, g int32) {
	pp := &s.ps[p]
	s.push(&pp.gFree, g)
	if pp.gFree.size >= gFreeMax {
		for pp.gFree.size >= gFreeKeep {
			s.push(&s.gFree, s.pop(&pp.gFree))
		}
	}
}

// gfget returns a dead slot to use again on P p, or none.
//
// Models gfget, runtime/proc.go.
func (s *Sched) gfget(p int32) int32 {
	pp := &s.ps[p]
	if pp.gFree.size == 0 {
		for pp.gFree.size < gFreeKeep && s.gFree.size > 0 {
			s.push(&pp.gFree, s.pop(&s.gFree))
		}
	}
	return s.pop(&pp.gFree)
}

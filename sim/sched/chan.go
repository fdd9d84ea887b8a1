package sched

import (
	"iter"

	"gopherscope/sim/trace"
)

// The layout of a channel in the program's memory: byte offsets of the words of its header,
// those of hchan (runtime/chan.go). The buffer is a separate block of elements.
const (
	chanCount  = 0   // qcount: elements in the buffer
	chanSize   = 8   // dataqsiz: capacity of the buffer
	chanBuf    = 16  // address of the buffer: a pointer
	chanElem   = 24  // elemsize, bytes
	chanClosed = 32  // 1 once closed
	chanTimer  = 40  // address of the timer that sends here, or 0: a pointer
	chanSendx  = 48  // buffer index of the next send
	chanRecvx  = 56  // … of the next receive
	chanRecvq  = 64  // waiting receivers: 1 + row of the first sudog, 1 + row of the last
	chanSendq  = 80  // waiting senders, likewise
	chanLock   = 96  // 1 + the P that used it last, 0 if none has
	chanType   = 104 // elemtype: the number of the elements' type if they hold pointers, else 0

	HchanBytes = 112
)

// HchanPointers lists the words of a channel's header that hold pointers.
var HchanPointers = []uint32{chanBuf / 8, chanTimer / 8}

// A sudog is a goroutine waiting in the queue of a channel or a semaphore. A goroutine in a
// select has one for each of its cases.
//
// Models sudog, runtime/runtime2.go.
type sudog struct {
	g        int32  // slot
	next     int32  // in the queue; of a semaphore's first waiter: the next address of the root
	prev     int32  // in the queue
	waitlink int32  // the next sudog of the same goroutine; of the same semaphore
	waittail int32  // of a semaphore's first waiter: the last one
	kase     int32  // of a select: index of the case
	ticket   uint32 // of a notifyList
	isSelect bool
	send     bool   // waits to send
	elem     uint64 // address the value is taken from or put to, 0 if nobody wants it
	c        uint64 // address of the channel or semaphore
}

// Makechan makes the zeroed memory at c (HchanBytes) a channel of n elements of elemsize bytes
// each, kept in the buffer at buf; elem names their type, for the event, and typ is its number if
// it holds pointers, else 0.
//
// Models makechan, runtime/chan.go; the machine allocates.
func (s *Sched) Makechan(p int32, c, buf, elemsize uint64, n int64, elem string, typ uint64) {
	s.mem.Store(c+chanSize, uint64(n))
	s.mem.Store(c+chanBuf, buf)
	s.mem.Store(c+chanType, typ)
	s.mem.Store(c+chanElem, elemsize)
	s.begin(0)
	s.emitWait(trace.Event{
		Kind: trace.ChanMake, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)), Obj: c, N: n, Text: elem,
	})
}

// Chanlen returns the number of buffered elements of channel c: len(c). The channel of a
// timer never shows one.
func (s *Sched) Chanlen(c uint64) int64 {
	if c == 0 || s.mem.Load(c+chanTimer) != 0 {
		return 0
	}
	return int64(s.mem.Load(c + chanCount))
}

// Chancap returns the capacity of channel c: cap(c).
func (s *Sched) Chancap(c uint64) int64 {
	if c == 0 || s.mem.Load(c+chanTimer) != 0 {
		return 0
	}
	return int64(s.mem.Load(c + chanSize))
}

// Chanvals yields the addresses of the buffered elements of channel c, the oldest first, and
// Chanclosed reports whether it is closed.
func (s *Sched) Chanvals(c uint64) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		size, n := s.mem.Load(c+chanElem), s.mem.Load(c+chanSize)
		for i := range uint64(s.Chanlen(c)) {
			if !yield(s.mem.Load(c+chanBuf) + (s.mem.Load(c+chanRecvx)+i)%n*size) {
				return
			}
		}
	}
}

// Chanclosed: see Chanvals.
func (s *Sched) Chanclosed(c uint64) bool { return c != 0 && s.mem.Load(c+chanClosed) != 0 }

// Chansend sends the value at address elem on channel c for the goroutine on P p. Without
// block it does not wait, and OK reports whether it sent.
//
// A waiting receiver gets the value directly and is readied; else it goes into the buffer if
// there is room; else the sender parks. Nothing here yields.
//
// Models chansend, runtime/chan.go.
func (s *Sched) Chansend(p int32, c, elem uint64, block bool) Result {
	s.begin(s.chanCost(p, c))
	if c == 0 {
		if !block {
			return Result{}
		}
		return s.park(p, trace.ChanSendNil, 0)
	}
	if r, done := s.trySend(p, c, elem); done {
		return r
	}
	if !block {
		return Result{}
	}
	s.enqueue(c, chanSendq, s.newSudog(s.Current(p), c, elem))
	s.resumeWith(p, Result{})
	return s.park(p, trace.ChanSend, c)
}

// trySend sends on channel c if that can be done now.
func (s *Sched) trySend(p int32, c, elem uint64) (r Result, done bool) {
	if s.mem.Load(c+chanClosed) != 0 {
		return Result{Fault: FaultSend}, true
	}
	if sg := s.dequeue(c, chanRecvq); sg != none {
		sp := s.sudogs.Get(int(sg))
		if sp.elem != 0 {
			s.move(c, sp.elem, elem, true)
		}
		s.emitChan(p, trace.ChanSent, c, s.idOf(sp.g), 0)
		s.wake(p, sg, true)
		return s.goOn(), true
	}
	if n := s.mem.Load(c + chanCount); n < s.mem.Load(c+chanSize) {
		s.move(c, s.slotForSend(c), elem, false)
		s.emitChan(p, trace.ChanSent, c, trace.NoGo, int64(n+1))
		return s.goOn(), true
	}
	return Result{}, false
}

// Chanrecv receives from channel c into address elem (0: the value is not wanted) for the
// goroutine on P p. OK reports whether the value was sent: it is false, and the value zero, if
// the channel is closed and empty. Without block it does not wait, and Case is -1 if nothing
// was there.
//
// Models chanrecv, runtime/chan.go.
func (s *Sched) Chanrecv(p int32, c, elem uint64, block bool) Result {
	s.begin(s.chanCost(p, c))
	if c == 0 {
		if !block {
			return Result{Case: -1}
		}
		return s.park(p, trace.ChanReceiveNil, 0)
	}
	s.maybeRunChan(p, c)
	if r, done := s.tryRecv(p, c, elem); done {
		return r
	}
	if !block {
		return Result{Case: -1}
	}
	s.blockTimerChan(p, c)
	s.enqueue(c, chanRecvq, s.newSudog(s.Current(p), c, elem))
	s.resumeWith(p, Result{})
	return s.park(p, trace.ChanReceive, c)
}

// tryRecv receives from channel c if that can be done now.
func (s *Sched) tryRecv(p int32, c, elem uint64) (r Result, done bool) {
	n := s.mem.Load(c + chanCount)
	if n == 0 && s.mem.Load(c+chanClosed) != 0 {
		if elem != 0 {
			s.zero(c, elem)
		}
		s.emitWait(trace.Event{
			Kind: trace.ChanReceived, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)),
			Obj: c, Flag: true,
		})
		return Result{}, true
	}
	if sg := s.dequeue(c, chanSendq); sg != none {
		sp := s.sudogs.Get(int(sg))
		from := s.idOf(sp.g)
		if n == 0 { // no buffer: straight from the sender
			if elem != 0 {
				s.move(c, elem, sp.elem, true)
			}
		} else { // the head of the full buffer; the sender's value goes to the tail
			if head := s.slotForRecv(c); elem != 0 {
				s.move(c, elem, head, false)
			}
			s.move(c, s.slotForSend(c), sp.elem, false)
		}
		s.emitChan(p, trace.ChanReceived, c, from, int64(n))
		s.wake(p, sg, true)
		return s.goOn(), true
	}
	if n > 0 {
		head := s.slotForRecv(c)
		if elem != 0 {
			s.move(c, elem, head, false)
		}
		s.zero(c, head)
		s.emitChan(p, trace.ChanReceived, c, trace.NoGo, int64(n-1))
		return s.goOn(), true
	}
	return Result{}, false
}

// Closechan closes channel c for the goroutine on P p. All waiting receivers and then all
// waiting senders are put on a stack and readied from its top: at one P, of receivers queued
// as 1 to n the last to be readied, 1, is in runnext, and they run 1, n, n-1, …, 2.
//
// Models closechan, runtime/chan.go.
func (s *Sched) Closechan(p int32, c uint64) Result {
	s.begin(s.chanCost(p, c))
	if c == 0 {
		return Result{Fault: FaultCloseNil}
	}
	if s.mem.Load(c+chanClosed) != 0 {
		return Result{Fault: FaultCloseClosed}
	}
	s.mem.Store(c+chanClosed, 1)

	stack, n := int32(none), int64(0)
	for _, q := range [...]uint64{chanRecvq, chanSendq} {
		for sg := s.dequeue(c, q); sg != none; sg = s.dequeue(c, q) {
			sp := s.sudogs.At(int(sg))
			if q == chanRecvq && sp.elem != 0 {
				s.zero(c, sp.elem)
			}
			if q == chanSendq {
				s.g(sp.g).result.Fault = FaultSend
			}
			sp.next, stack = stack, sg
			n++
		}
	}
	s.emitChan(p, trace.ChanClose, c, trace.NoGo, n)
	for stack != none {
		sg := stack
		stack = s.sudogs.Get(int(sg)).next
		s.wake(p, sg, false)
	}
	return s.goOn()
}

// wake readies the goroutine of sudog sg, which was taken off its channel's queue: a value was
// passed (ok), or the channel was closed.
func (s *Sched) wake(p, sg int32, ok bool) {
	sp := s.sudogs.Get(int(sg))
	g, c := sp.g, sp.c
	gp := s.g(g)
	gp.result.OK, gp.result.Case = ok, sp.kase
	if sp.isSelect {
		gp.chosen = c
	}
	for other := gp.waiting; other != none; {
		op := s.sudogs.Get(int(other))
		next := op.waitlink
		s.unblockTimerChan(op.c)
		s.freeSudog(other)
		other = next
	}
	gp.waiting = none
	s.ready(p, g)
}

// move copies an element of channel c from src to dst; with direct, one of them is in the stack
// of a goroutine that does not run, and the other is not the buffer.
//
// Models typedmemmove, and with direct sendDirect and recvDirect, runtime/chan.go.
func (s *Sched) move(c, dst, src uint64, direct bool) {
	if t := s.mem.Load(c + chanType); t != 0 {
		s.host.BulkBarrier(dst, src, t, direct)
	}
	s.mem.Move(dst, src, s.mem.Load(c+chanElem))
}

// zero clears an element of channel c.
//
// Models typedmemclr, runtime/mbarrier.go.
func (s *Sched) zero(c, a uint64) {
	if t := s.mem.Load(c + chanType); t != 0 {
		s.host.BulkBarrier(a, 0, t, false)
	}
	s.mem.Zero(a, s.mem.Load(c+chanElem))
}

// slotForSend returns the address of the buffer's next free slot, which becomes taken.
func (s *Sched) slotForSend(c uint64) uint64 {
	s.mem.Store(c+chanCount, s.mem.Load(c+chanCount)+1)
	return s.advance(c, chanSendx)
}

// slotForRecv returns the address of the buffer's oldest element, which becomes free.
func (s *Sched) slotForRecv(c uint64) uint64 {
	s.mem.Store(c+chanCount, s.mem.Load(c+chanCount)-1)
	return s.advance(c, chanRecvx)
}

// advance moves one of the indices of channel c's buffer on and returns the address of the
// element it was at.
func (s *Sched) advance(c, index uint64) uint64 {
	i := s.mem.Load(c + index)
	at := s.mem.Load(c+chanBuf) + i*s.mem.Load(c+chanElem)
	if i++; i == s.mem.Load(c+chanSize) {
		i = 0
	}
	s.mem.Store(c+index, i)
	return at
}

// enqueue adds sudog sg at the tail of queue q of channel c.
//
// Models (*waitq).enqueue, runtime/chan.go.
func (s *Sched) enqueue(c, q uint64, sg int32) {
	sp := s.sudogs.At(int(sg))
	last := int32(s.mem.Load(c+q+8)) - 1
	sp.prev, sp.next = last, none
	if last == none {
		s.mem.Store(c+q, uint64(sg+1))
	} else {
		s.sudogs.At(int(last)).next = sg
	}
	s.mem.Store(c+q+8, uint64(sg+1))
}

// dequeue takes the first sudog off queue q of channel c, or returns none. That settles a
// select: its other cases leave their queues, so whoever is first in a queue can be had.
//
// Models (*waitq).dequeue, runtime/chan.go. In Go the others stay, are skipped because of
// g.selectDone, and the woken goroutine removes them.
func (s *Sched) dequeue(c, q uint64) int32 {
	sg := int32(s.mem.Load(c+q)) - 1
	if sg == none {
		return none
	}
	next := s.sudogs.Get(int(sg)).next
	s.mem.Store(c+q, uint64(next+1))
	if next == none {
		s.mem.Store(c+q+8, 0)
	} else {
		s.sudogs.At(int(next)).prev = none
	}
	if sp := s.sudogs.Get(int(sg)); sp.isSelect {
		for other := s.gs.Get(int(sp.g)).waiting; other != none; {
			if other != sg {
				s.unqueue(other)
			}
			other = s.sudogs.Get(int(other)).waitlink
		}
	}
	return sg
}

// unqueue takes sudog sg out of the queue of its channel, wherever it stands.
//
// Models (*waitq).dequeueSudoG, runtime/chan.go.
func (s *Sched) unqueue(sg int32) {
	sp := s.sudogs.Get(int(sg))
	q := sp.c + chanRecvq
	if sp.send {
		q = sp.c + chanSendq
	}
	if sp.prev == none {
		s.mem.Store(q, uint64(sp.next+1))
	} else {
		s.sudogs.At(int(sp.prev)).next = sp.next
	}
	if sp.next == none {
		s.mem.Store(q+8, uint64(sp.prev+1))
	} else {
		s.sudogs.At(int(sp.next)).prev = sp.prev
	}
}

// newSudog returns a sudog for goroutine g waiting at c, the first of its sudogs.
//
// Models acquireSudog, runtime/proc.go.
func (s *Sched) newSudog(g int32, c, elem uint64) int32 {
	sg := s.freeSudogs
	if sg == none {
		sg = int32(s.sudogs.Append(sudog{}))
	} else {
		s.freeSudogs = s.sudogs.Get(int(sg)).next
	}
	gp := s.g(g)
	*s.sudogs.At(int(sg)) = sudog{
		g: g, c: c, elem: elem, next: none, prev: none, waitlink: gp.waiting, waittail: none,
	}
	gp.waiting = sg
	return sg
}

// AdjustSudogs tells what the goroutine in slot waits for that its stack, size bytes at address
// from, was copied to address to.
//
// Models adjustsudogs, runtime/stack.go.
func (s *Sched) AdjustSudogs(slot int32, from, size, to uint64) {
	for sg := s.gs.Get(int(slot)).waiting; sg != none; sg = s.sudogs.Get(int(sg)).waitlink {
		if off := s.sudogs.Get(int(sg)).elem - from; off < size {
			s.sudogs.At(int(sg)).elem = to + off
		}
	}
}

// WaitsFor reports whether one of the channels that the goroutine in slot waits for, or the
// semaphore, is such that reachable says so of its address. Of a nil channel, or a select without
// cases, none is.
//
// Models isMaybeRunnable, runtime/mgc.go.
func (s *Sched) WaitsFor(slot int32, reachable func(addr uint64) bool) bool {
	gp := s.gs.Get(int(slot))
	for sg := gp.waiting; sg != none; sg = s.sudogs.Get(int(sg)).waitlink {
		if reachable(s.sudogs.Get(int(sg)).c) {
			return true
		}
		if gp.Reason != trace.Select {
			break // a semaphore's sudogs are linked to those of others
		}
	}
	return false
}

// freeSudog gives a sudog back.
func (s *Sched) freeSudog(sg int32) {
	s.sudogs.At(int(sg)).next = s.freeSudogs
	s.freeSudogs = sg
}

// emitChan writes an event about the object at address obj, done by the goroutine on P p.
func (s *Sched) emitChan(p int32, kind trace.Kind, obj uint64, other trace.GoID, n int64) {
	if s.host.Wants(trace.Wait) {
		s.emitWait(trace.Event{
			Kind: kind, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)),
			Obj: obj, Other: other, N: n,
		})
	}
}

package sched

import (
	"cmp"
	"slices"

	"gopherscope/sim/trace"
)

// A SelectCase is one communication of a select statement.
type SelectCase struct {
	Chan uint64 // address of the channel, 0 for nil
	Elem uint64 // address of the value to send, or where to put the received one (0: not wanted)
	Send bool
}

// Selectgo does a select with these cases for the goroutine on P p. The first case in a random
// order that can go ahead does; if none can, a select that must not block takes its default
// (Case -1) and another parks on all its channels until somebody makes one of them possible.
//
// Models selectgo, runtime/select.go. The order comes from the seeded source, Go's cannot be
// seeded. Go leaves the woken goroutine to leave the other queues; here its waker sees to it.
func (s *Sched) Selectgo(p int32, cases []SelectCase, block bool) Result {
	one := len(cases) == 1 && !block // with a default: to Go's compiler no select
	if s.begin(costChan); !one {
		s.elapsed += costSelect + costCase*trace.Time(max(len(cases)-2, 0))
	}
	if len(cases) == 0 && block {
		return s.park(p, trace.SelectNoCases, 0)
	}

	// Poll order: shuffled inside out. A nil channel takes no part.
	order := s.order[:0]
	for i := range cases {
		c := cases[i].Chan
		if c == 0 {
			continue
		}
		s.maybeRunChan(p, c)
		j := s.rand.n(uint32(len(order)) + 1)
		order = append(order, int32(i))
		order[len(order)-1] = order[j]
		order[j] = int32(i)
	}
	s.order = order

	// Pass 1: who can go ahead now?
	ready := s.countReady(cases)
	for _, i := range order {
		cas := &cases[i]
		var r Result
		var done bool
		if cas.Send {
			r, done = s.trySend(p, cas.Chan, cas.Elem)
		} else {
			r, done = s.tryRecv(p, cas.Chan, cas.Elem)
		}
		if done {
			r.Case = i
			s.emitSelect(p, cas.Chan, int(i), ready)
			return r
		}
		s.look(trace.CaseNotReady, i+1)
	}
	if !block {
		if one {
			s.elapsed -= costChan - costTry
		}
		s.emitSelect(p, 0, -1, 0)
		return Result{Case: -1}
	}
	if len(order) == 0 {
		return s.park(p, trace.Select, 0)
	}

	// Pass 2: queue on all channels, in the order that Go locks them in.
	slices.SortStableFunc(order, func(i, j int32) int {
		return cmp.Compare(cases[i].Chan, cases[j].Chan)
	})
	g := s.Current(p)
	for _, i := range order {
		cas := &cases[i]
		s.blockTimerChan(p, cas.Chan)
		sg := s.newSudog(g, cas.Chan, cas.Elem)
		sp := s.sudogs.At(int(sg))
		sp.isSelect, sp.send, sp.kase = true, cas.Send, i
		q := uint64(chanRecvq)
		if cas.Send {
			q = chanSendq
		}
		s.enqueue(cas.Chan, q, sg)
	}
	s.resumeWith(p, Result{})
	s.g(g).resume = resumeSelect
	return s.park(p, trace.Select, 0)
}

// countReady returns how many cases could go ahead now, for the event that tells of it.
func (s *Sched) countReady(cases []SelectCase) int {
	if !s.host.Wants(trace.Wait) {
		return 0
	}
	n := 0
	for i := range cases {
		c := cases[i].Chan
		if c == 0 {
			continue
		}
		closed, count := s.mem.Load(c+chanClosed) != 0, s.mem.Load(c+chanCount)
		other, room := uint64(chanSendq), count > 0
		if cases[i].Send {
			other, room = chanRecvq, count < s.mem.Load(c+chanSize)
		}
		if closed || room || s.mem.Load(c+other) != 0 {
			n++
		}
	}
	return n
}

// emitSelect tells which case of its select the goroutine on P p goes on with.
func (s *Sched) emitSelect(p int32, c uint64, index, ready int) {
	if s.host.Wants(trace.Wait) {
		s.emitWait(trace.Event{
			Kind: trace.SelectDone, P: trace.ProcID(p), M: s.threadOf(p), G: s.idOf(s.Current(p)),
			Obj: c, N: int64(index), N2: int64(ready), Looks: s.looks(),
		})
	}
}

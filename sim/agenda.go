package sim

import (
	"cmp"
	"slices"

	"gopherscope/sim/trace"
)

// An entry is one appointment of the machine. Entries are data, not closures, so that a
// machine can be copied at any instant.
type entry[A any] struct {
	at  trace.Time
	seq uint64 // the order of making: at one instant the first made goes first
	a   A
}

// An agenda holds the machine's appointments, the earliest on top: a binary heap ordered by
// (time, sequence). One that is earlier than all others waits before the heap, since most
// often it is the next to be taken out; and of those made with Follow each is later than the
// one before, so that they need no heap.
type agenda[A any] struct {
	heap  []entry[A]
	front entry[A] // earlier than the heap's; none if its seq is 0
	seq   uint64

	ring    [ringLen]entry[A] // made with Follow: from head on, one after another
	head, n uint32
}

// ringLen is the room of an agenda's ring, a power of two.
const ringLen = 32

// Follow is Push of an appointment that is most often later than those made so before.
func (g *agenda[A]) Follow(at trace.Time, a A) {
	if g.n == ringLen || g.n > 0 && at < g.ring[(g.head+g.n-1)%ringLen].at {
		g.Push(at, a)
		return
	}
	g.seq++
	g.ring[(g.head+g.n)%ringLen] = entry[A]{at, g.seq, a}
	g.n++
}

// First returns the earliest appointment if it was made with Follow, else nil.
func (g *agenda[A]) First() *entry[A] {
	if g.n == 0 {
		return nil
	}
	r := &g.ring[g.head]
	if f := &g.front; f.seq != 0 {
		if f.at < r.at || f.at == r.at && f.seq < r.seq {
			return nil
		}
	} else if len(g.heap) > 0 {
		if f := &g.heap[0]; f.at < r.at || f.at == r.at && f.seq < r.seq {
			return nil
		}
	}
	return r
}

// Drop takes out what First returns.
func (g *agenda[A]) Drop() {
	g.head = (g.head + 1) % ringLen
	g.n--
}

// all returns the appointments in the order in which they will be kept.
func (g *agenda[A]) all() []entry[A] {
	list := slices.Clone(g.heap)
	if g.front.seq != 0 {
		list = append(list, g.front)
	}
	for i := range g.n {
		list = append(list, g.ring[(g.head+i)%ringLen])
	}
	slices.SortFunc(list, func(a, b entry[A]) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.seq, b.seq))
	})
	return list
}

// Push makes an appointment.
func (g *agenda[A]) Push(at trace.Time, a A) {
	g.seq++
	e := entry[A]{at, g.seq, a}
	switch {
	case at >= g.next():
	case g.front.seq == 0:
		g.front = e
		return
	default:
		g.front, e = e, g.front
	}
	g.heap = append(g.heap, e)
	for i := len(g.heap) - 1; i > 0; {
		parent := (i - 1) / 2
		if !g.less(i, parent) {
			break
		}
		g.heap[i], g.heap[parent] = g.heap[parent], g.heap[i]
		i = parent
	}
}

// Next returns the time of the earliest appointment, or trace.Never.
func (g *agenda[A]) Next() trace.Time {
	if g.n > 0 {
		return min(g.ring[g.head].at, g.next())
	}
	return g.next()
}

// next is Next of those that were not made with Follow.
func (g *agenda[A]) next() trace.Time {
	if g.front.seq != 0 {
		return g.front.at
	}
	if len(g.heap) == 0 {
		return trace.Never
	}
	return g.heap[0].at
}

// Pop removes and returns the earliest appointment.
func (g *agenda[A]) Pop() (at trace.Time, a A, ok bool) {
	if r := g.First(); r != nil {
		at, a = r.at, r.a
		g.Drop()
		return at, a, true
	}
	if g.front.seq != 0 {
		at, a = g.front.at, g.front.a
		g.front.seq = 0
		return at, a, true
	}
	if len(g.heap) == 0 {
		return 0, a, false
	}
	top := g.heap[0]
	last := len(g.heap) - 1
	g.heap[0] = g.heap[last]
	g.heap = g.heap[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if g.less(child, least) {
				least = child
			}
		}
		if least == i {
			return top.at, top.a, true
		}
		g.heap[i], g.heap[least] = g.heap[least], g.heap[i]
		i = least
	}
}

func (g *agenda[A]) less(i, j int) bool {
	a, b := &g.heap[i], &g.heap[j]
	return a.at < b.at || a.at == b.at && a.seq < b.seq
}

// clone returns a copy of the agenda, in the given space if there is enough.
func (g agenda[A]) clone(space []entry[A]) agenda[A] {
	g.heap = append(space[:0], g.heap...)
	return g
}

package sim

import "gopherscope/sim/trace"

// An entry is one appointment of the machine. Entries are data, not closures, so that a
// machine can be copied at any instant.
type entry[A any] struct {
	at  trace.Time
	seq uint64 // the order of making: at one instant the first made goes first
	a   A
}

// An agenda holds the machine's appointments, the earliest on top: a binary heap ordered by
// (time, sequence). One that is earlier than all others waits before the heap, since most
// often it is the next to be taken out.
type agenda[A any] struct {
	heap  []entry[A]
	front entry[A] // earlier than the heap's; none if its seq is 0
	seq   uint64
}

// Push makes an appointment.
func (g *agenda[A]) Push(at trace.Time, a A) {
	g.seq++
	e := entry[A]{at, g.seq, a}
	switch {
	case at >= g.Next():
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

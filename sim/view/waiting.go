package view

import (
	"cmp"
	"slices"

	"gopherscope/sim/trace"
)

// Waiting returns the parked goroutines, grouped by what they wait for.
func (s *State) Waiting() []Group { return new(Waits).Of(s) }

// Waits groups waiting goroutines, and keeps its memory from one state to the next.
type Waits struct {
	groups []Group
	rows   []waitRow
	gs     []trace.GoID
}

// A waitRow is a waiting goroutine with what it is sorted by.
type waitRow struct {
	rank int // the place of its thing in State.Objs; those that wait for no thing come last
	addr uint64
	why  trace.Reason
	call string
	seq  int
	g    trace.GoID
}

func (a waitRow) compare(b waitRow) int {
	return cmp.Or(a.sameGroup(b), cmp.Compare(a.seq, b.seq), cmp.Compare(a.g, b.g))
}

func (a waitRow) sameGroup(b waitRow) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.addr, b.addr), cmp.Compare(a.why, b.why), cmp.Compare(a.call, b.call))
}

// Of returns the parked goroutines of s, but for the runtime's own, and those in a system call that have no P any
// more, grouped by what they wait for. Groups stand in the order in which their things were
// first seen, then sleepers and the like by reason, then system calls by name; within a
// group, who came first stands first. The result is good until the next call.
func (w *Waits) Of(s *State) []Group {
	w.groups, w.rows, w.gs = w.groups[:0], w.rows[:0], w.gs[:0]
	const noThing, inSyscall = 1 << 30, 1<<30 + 1
	for i := range s.Gs {
		g := &s.Gs[i]
		row := waitRow{why: g.Why, seq: g.seq, g: g.ID}
		switch {
		case g.Status == Syscall && g.P == trace.NoProc:
			row.rank, row.call = inSyscall, g.Call
		case g.Status != Waiting || g.System:
			continue
		case g.Obj == 0 || alone(g.Why):
			row.rank = noThing
		default:
			row.rank, row.addr = noThing-1, g.Obj
			if j, ok := s.objAt[g.Obj]; ok {
				row.rank = int(j)
			}
		}
		w.rows = append(w.rows, row)
	}
	slices.SortFunc(w.rows, waitRow.compare)
	for i, row := range w.rows {
		w.gs = append(w.gs, row.g)
		if i == 0 || row.sameGroup(w.rows[i-1]) != 0 {
			w.groups = append(w.groups, Group{Why: row.why, Obj: row.addr, Call: row.call})
		}
	}
	at := 0
	for i := range w.groups {
		from := at
		for at++; at < len(w.rows) && w.rows[at].sameGroup(w.rows[from]) == 0; at++ {
		}
		w.groups[i].Gs = w.gs[from:at:at]
	}
	return w.groups
}

// alone reports whether goroutines that wait for the reason do so each for itself, whatever
// timer or channel it is.
func alone(why trace.Reason) bool {
	switch why {
	case trace.Sleep, trace.Select, trace.SelectNoCases, trace.ChanReceiveNil, trace.ChanSendNil:
		return true
	}
	return false
}

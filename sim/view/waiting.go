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
	keys   []waitKey // of the groups, as they were found
	at     map[waitKey]int32
	rows   []waitRow
	order  []int32 // of the groups: in which they stand -> as they were found
	gs     []trace.GoID
}

// A waitKey is what the goroutines of a group have in common; groups are sorted by it.
type waitKey struct {
	rank int // the place of its thing in State.Objs; those that wait for no thing come last
	addr uint64
	why  trace.Reason
	call string
}

func (a waitKey) compare(b waitKey) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.addr, b.addr), cmp.Compare(a.why, b.why), cmp.Compare(a.call, b.call))
}

// A waitRow is a waiting goroutine: small, since there may be a million.
type waitRow struct {
	group int32 // index of its key; then the group's place
	seq   int
	g     trace.GoID
}

func (a waitRow) compare(b waitRow) int {
	switch {
	case a.group != b.group:
		return int(a.group) - int(b.group)
	case a.seq != b.seq:
		return a.seq - b.seq
	}
	return cmp.Compare(a.g, b.g)
}

// Of returns the parked goroutines of s, but for the runtime's own, and those in a system call that have no P any
// more, grouped by what they wait for. Groups stand in the order in which their things were
// first seen, then sleepers and the like by reason, then system calls by name; within a
// group, who came first stands first. The result is good until the next call.
func (w *Waits) Of(s *State) []Group {
	w.find(s)
	w.order = w.order[:0]
	for i := range w.keys {
		w.order = append(w.order, int32(i))
	}
	slices.SortFunc(w.order, func(a, b int32) int { return w.keys[a].compare(w.keys[b]) })
	place := make([]int32, len(w.keys)) // the inverse of order
	w.groups = w.groups[:0]
	for i, k := range w.order {
		place[k] = int32(i)
		w.groups = append(w.groups, Group{Why: w.keys[k].why, Obj: w.keys[k].addr, Call: w.keys[k].call})
	}
	for i := range w.rows {
		w.rows[i].group = place[w.rows[i].group]
	}
	slices.SortFunc(w.rows, waitRow.compare)
	w.gs = w.gs[:0]
	for _, row := range w.rows {
		w.gs = append(w.gs, row.g)
	}
	for from, to := 0, 0; from < len(w.rows); from = to {
		group := w.rows[from].group
		for to < len(w.rows) && w.rows[to].group == group {
			to++
		}
		w.groups[group].Gs = w.gs[from:to:to]
	}
	return w.groups
}

// find fills rows with the goroutines of s that wait, and keys with what they wait for.
func (w *Waits) find(s *State) {
	if w.at == nil {
		w.at = map[waitKey]int32{}
	}
	clear(w.at)
	w.keys, w.rows = w.keys[:0], w.rows[:0]
	const noThing, inSyscall = 1 << 30, 1<<30 + 1
	last := int32(0) // most wait for what the one before waits for
	for i := range s.Gs {
		g := &s.Gs[i]
		if g.Status != Waiting && g.Status != Syscall {
			continue
		}
		key := waitKey{why: g.Why}
		switch {
		case g.Status == Syscall && g.P == trace.NoProc:
			key.rank, key.call = inSyscall, g.Call
		case g.Status != Waiting || g.System:
			continue
		case g.Obj == 0 || alone(g.Why):
			key.rank = noThing
		case len(w.keys) > 0 && w.keys[last].addr == g.Obj:
			key.rank, key.addr = w.keys[last].rank, g.Obj
		default:
			key.rank, key.addr = noThing-1, g.Obj
			if j, ok := s.objAt[g.Obj]; ok {
				key.rank = int(j)
			}
		}
		if len(w.keys) == 0 || w.keys[last] != key {
			at, known := w.at[key]
			if !known {
				at = int32(len(w.keys))
				w.at[key] = at
				w.keys = append(w.keys, key)
			}
			last = at
		}
		w.rows = append(w.rows, waitRow{group: last, seq: g.seq, g: g.ID})
	}
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

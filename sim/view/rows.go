package view

import (
	"slices"

	"gopherscope/sim/trace"
)

// maxObjs bounds the things that a State remembers. A program that makes more of them in a
// loop keeps the newer half, and every older one that a goroutine waits on.
const maxObjs = 1 << 14

// forget drops the rows of ended goroutines once they are the greater half, so that the
// state of a program that starts a million goroutines in turn stays small.
func (s *State) forget() {
	if s.index == nil {
		s.index = map[trace.GoID]int32{}
	}
	if len(s.Gs) < 64 || s.dead*2 < len(s.Gs) {
		return
	}
	clear(s.index)
	s.Gs = slices.DeleteFunc(s.Gs, func(g G) bool { return g.Status == Dead })
	for i := range s.Gs {
		s.index[s.Gs[i].ID] = int32(i)
	}
	s.dead = 0
}

// obj returns the thing at addr, which is a new one of kind if s has not seen it.
func (s *State) obj(addr uint64, kind ObjKind) *Obj {
	if i, ok := s.objAt[addr]; ok {
		return &s.Objs[i]
	}
	if s.objAt == nil {
		s.objAt = map[uint64]int32{}
	}
	if len(s.Objs) >= maxObjs {
		s.forgetObjs()
	}
	s.objAt[addr] = int32(len(s.Objs))
	s.Objs = append(s.Objs, Obj{Addr: addr, Kind: kind, Cap: -1, Born: s.Events})
	return &s.Objs[len(s.Objs)-1]
}

// forgetObjs keeps the newer half of the things, and those that a goroutine waits on.
func (s *State) forgetObjs() {
	waited := map[uint64]bool{}
	for i := range s.Gs {
		waited[s.Gs[i].Obj] = true
	}
	older := s.Objs[:len(s.Objs)/2]
	kept := slices.DeleteFunc(older, func(o Obj) bool { return !waited[o.Addr] })
	s.Objs = append(kept, s.Objs[len(s.Objs)/2:]...)
	clear(s.objAt)
	for i := range s.Objs {
		s.objAt[s.Objs[i].Addr] = int32(i)
	}
}

// proc returns P id.
func (s *State) proc(id trace.ProcID) (*Proc, error) {
	if id < 0 || int(id) >= len(s.Procs) {
		return nil, refuse("there is no P%d", id)
	}
	return &s.Procs[id], nil
}

// thread returns M id.
func (s *State) thread(id trace.ThreadID) (*Thread, error) {
	if id < 0 || int(id) >= len(s.Ms) || !s.Ms[id].Made {
		return nil, refuse("there is no M%d", id)
	}
	return &s.Ms[id], nil
}

// pair returns the P and the M of e, which must belong together.
func (s *State) pair(e *trace.Event) (*Proc, *Thread, error) {
	p, err := s.proc(e.P)
	if err != nil {
		return nil, nil, err
	}
	if p.M == trace.NoThread || p.M != e.M {
		return nil, nil, refuse("M%d does not hold P%d", e.M, e.P)
	}
	m, err := s.thread(e.M)
	return p, m, err
}

// find returns goroutine id, or nil.
func (s *State) find(id trace.GoID) *G {
	if i, ok := s.index[id]; ok {
		return &s.Gs[i]
	}
	return nil
}

// status returns what goroutine id does; Dead if it is not known.
func (s *State) status(id trace.GoID) Status {
	if g := s.find(id); g != nil {
		return g.Status
	}
	return Dead
}

// remove deletes x from list, keeping the order of the others.
func remove[T comparable](list []T, x T) []T {
	if i := slices.Index(list, x); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// shift takes the first n goroutines off the ring, in place, so that it keeps its memory.
func (p *Proc) shift(n int) {
	p.Ring = p.Ring[:copy(p.Ring, p.Ring[n:])]
	p.Head += int64(n)
}

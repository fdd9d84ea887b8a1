package view

import (
	"encoding/binary"
	"hash"
	"hash/fnv"
	"maps"
	"slices"

	"gopherscope/sim/trace"
)

// G returns goroutine id; ok is false if it has not been created, or ended long ago.
func (s *State) G(id trace.GoID) (g G, ok bool) {
	if i, ok := s.index[id]; ok {
		return s.Gs[i], true
	}
	return G{}, false
}

// Obj returns the thing at addr that goroutines wait on.
func (s *State) Obj(addr uint64) (o Obj, ok bool) {
	if i, ok := s.objAt[addr]; ok {
		return s.Objs[i], true
	}
	return Obj{}, false
}

// Clone returns a copy that shares nothing with s.
func (s *State) Clone() *State {
	c := new(State)
	c.Set(s)
	return c
}

// Set makes s a copy of from that shares nothing with it, reusing the memory of s.
func (s *State) Set(from *State) {
	procs, global, ms, idleM, idleP := s.Procs, s.Global, s.Ms, s.IdleM, s.IdleP
	gs, index, objs, objAt := s.Gs, s.index, s.Objs, s.objAt
	*s = *from
	s.Global = append(global[:0], from.Global...)
	s.Ms = append(ms[:0], from.Ms...)
	s.IdleM = append(idleM[:0], from.IdleM...)
	s.IdleP = append(idleP[:0], from.IdleP...)
	s.Gs = append(gs[:0], from.Gs...)
	s.Objs = append(objs[:0], from.Objs...)
	s.index = setMap(index, from.index)
	s.objAt = setMap(objAt, from.objAt)
	s.Procs = slices.Grow(procs[:0], len(from.Procs))[:len(from.Procs)]
	for i := range s.Procs {
		ring := s.Procs[i].Ring
		s.Procs[i] = from.Procs[i]
		s.Procs[i].Ring = append(ring[:0], from.Procs[i].Ring...)
	}
}

// setMap returns a copy of from: m, unless there is so much to copy that inserting costs more
// than a new one.
func setMap[K comparable](m, from map[K]int32) map[K]int32 {
	if len(from) > 1<<12 {
		return maps.Clone(from)
	}
	if m == nil {
		m = make(map[K]int32, len(from))
	}
	clear(m)
	for k, v := range from {
		m[k] = v
	}
	return m
}

// Hash returns a number that is the same for equal states on every host, and for different
// ones almost surely different.
func (s *State) Hash() uint64 {
	h := hasher{Hash64: fnv.New64a()}
	h.put(int64(s.At), int64(s.Events), int64(s.Last.Kind), int64(s.Last.Step), bit(s.Exit), int64(s.Status), s.Cycle, bit(s.Marking),
		int64(s.Phase), s.Live, s.Goal, s.Trigger)
	h.text(s.ExitWhy)
	h.text(s.Stopped)
	for _, p := range s.Procs {
		h.put(int64(p.M), int64(p.Running), int64(p.Picked), int64(p.Next), int64(p.Kicked), bit(p.Idle), bit(p.Preempt), p.Tick, int64(p.Since), int64(p.Rule), p.Head, int64(p.Work))
		hashIDs(&h, p.Ring)
	}
	for _, m := range s.Ms {
		h.put(bit(m.Made), int64(m.P), int64(m.G), bit(m.Spinning), bit(m.Napping), bit(m.Parked), bit(m.Waking), bit(m.Polling), bit(m.Dead), int64(m.For))
	}
	hashIDs(&h, s.Global)
	hashIDs(&h, s.IdleM)
	hashIDs(&h, s.IdleP)
	h.put(int64(len(s.Gs)), int64(s.dead))
	for _, g := range s.Gs {
		h.put(int64(g.ID), int64(g.Parent), int64(g.Func), int64(g.Status), int64(g.P), int64(g.Place), int64(g.Why),
			int64(g.Obj), int64(g.Until), int64(g.PC), int64(g.Since), bit(g.Panicked), int64(g.seq), int64(g.Stack))
		h.put(bit(g.System))
		h.text(g.Call)
		h.text(g.Name)
	}
	for _, o := range s.Objs {
		h.put(int64(o.Addr), int64(o.Kind), o.Cap, o.Len, bit(o.Closed), int64(o.Owner), o.Count, int64(o.Born))
		h.text(o.Elem)
	}
	return h.Sum64()
}

// A hasher writes numbers into a hash.
type hasher struct {
	hash.Hash64
	buf [8]byte
}

func (h *hasher) put(ns ...int64) {
	for _, n := range ns {
		binary.LittleEndian.PutUint64(h.buf[:], uint64(n))
		h.Write(h.buf[:])
	}
}

func (h *hasher) text(s string) {
	h.put(int64(len(s)))
	h.Write([]byte(s))
}

func hashIDs[T ~int32 | ~int64](h *hasher, ids []T) {
	h.put(int64(len(ids)))
	for _, id := range ids {
		h.put(int64(id))
	}
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

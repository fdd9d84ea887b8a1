package view

import (
	"slices"

	"gopherscope/sim/trace"
)

// maxProcs bounds GOMAXPROCS, as an imported log may claim any number of Ps.
const maxProcs = 1 << 10

// procsChange gives the board n Ps. Ps beyond n hand their goroutines to the head of the
// global queue, last first, and the idle list is rebuilt with the highest P on top: p.destroy
// and procresize, runtime/proc.go.
func (s *State) procsChange(n int) error {
	if n < 1 || n > maxProcs {
		return refuse("GOMAXPROCS cannot be %d", n)
	}
	for i := n; i < len(s.Procs); i++ {
		if p := &s.Procs[i]; p.Running != trace.NoGo || p.Picked != trace.NoGo || p.Kicked != trace.NoGo {
			return refuse("P%d still holds G%d", i, max(p.Running, p.Picked, p.Kicked))
		}
	}
	for i := n; i < len(s.Procs); i++ {
		p := &s.Procs[i]
		if p.M != trace.NoThread {
			s.Ms[p.M].P = trace.NoProc
		}
		left := p.Ring
		if p.Next != trace.NoGo {
			left = append([]trace.GoID{p.Next}, left...)
		}
		for _, id := range left {
			g := s.find(id)
			g.P, g.Place = trace.NoProc, trace.GlobalQueue
		}
		s.Global = append(slices.Clone(left), s.Global...)
	}
	s.Procs = s.Procs[:min(n, len(s.Procs))]
	for len(s.Procs) < n {
		s.Procs = append(s.Procs, Proc{M: trace.NoThread, Idle: true})
	}
	s.IdleP = s.IdleP[:0]
	for i := range s.Procs {
		if s.Procs[i].Idle {
			s.IdleP = append(s.IdleP, trace.ProcID(i))
		}
	}
	return nil
}

// spill moves the older half of a full ring to the tail of the global queue, and the
// goroutine that did not fit behind it: runqputslow, runtime/proc.go.
func (s *State) spill(e *trace.Event) error {
	p, err := s.proc(e.P)
	if err != nil {
		return err
	}
	n := int(e.N)
	last := len(p.Ring) - 1
	tail := e.Other != trace.NoGo && p.Kicked != e.Other && last >= n && last >= 0 && p.Ring[last] == e.Other
	switch {
	case n < 0 || n > len(p.Ring):
		return refuse("P%d's queue has %d goroutines, not %d", e.P, len(p.Ring), n)
	case e.Other != trace.NoGo && p.Kicked != e.Other && !tail:
		return refuse("G%d is not the one that did not fit on P%d", e.Other, e.P)
	}
	if tail {
		p.Ring = p.Ring[:last]
	} else {
		p.Kicked = trace.NoGo
	}
	from := len(s.Global)
	s.Global = append(s.Global, p.Ring[:n]...)
	if e.Other != trace.NoGo {
		s.Global = append(s.Global, e.Other)
	}
	for _, id := range s.Global[from:] {
		g := s.find(id)
		g.P, g.Place = trace.NoProc, trace.GlobalQueue
	}
	p.shift(n)
	return nil
}

// drain moves all that is queued on a P to the tail of the global queue, runnext first: runqdrain,
// runtime/proc.go.
func (s *State) drain(e *trace.Event) error {
	p, err := s.proc(e.P)
	if err != nil {
		return err
	}
	left := slices.Clone(p.Ring)
	if p.Next != trace.NoGo {
		left = slices.Insert(left, 0, p.Next)
	}
	if int(e.N) != len(left) {
		return refuse("P%d has %d goroutines queued, not %d", e.P, len(left), e.N)
	}
	for _, id := range left {
		g := s.find(id)
		g.P, g.Place = trace.NoProc, trace.GlobalQueue
	}
	s.Global = append(s.Global, left...)
	p.Next = trace.NoGo
	p.shift(len(p.Ring))
	return nil
}

// steal moves the first e.N goroutines of the victim's ring, or its runnext, to the thief.
// The last of them is picked, the others queue: runqsteal, runtime/proc.go.
func (s *State) steal(e *trace.Event) error {
	p, err := s.proc(e.P)
	if err != nil {
		return err
	}
	v, err := s.proc(e.From)
	n := int(e.N)
	switch {
	case err != nil:
		return err
	case p == v:
		return refuse("P%d cannot steal from itself", e.P)
	case p.Picked != trace.NoGo:
		return refuse("P%d has picked G%d already", e.P, p.Picked)
	}
	if e.To == trace.RunNext {
		if v.Next == trace.NoGo || n > 1 {
			return refuse("P%d has no runnext to steal", e.From)
		}
		s.pick(v.Next, e.P)
		v.Next = trace.NoGo
		return nil
	}
	if n < 1 || n > len(v.Ring) {
		return refuse("P%d's queue has %d goroutines, not %d", e.From, len(v.Ring), n)
	}
	for _, id := range v.Ring[:n-1] {
		g := s.find(id)
		g.P, g.Place = e.P, trace.LocalQueue
		p.Ring = append(p.Ring, id)
	}
	s.pick(v.Ring[n-1], e.P)
	v.shift(n)
	return nil
}

// pick takes a runnable goroutine out of its queue into P's hand.
func (s *State) pick(id trace.GoID, at trace.ProcID) {
	s.Procs[at].Picked = id
	g := s.find(id)
	g.P, g.Place = at, trace.NoPlace
}

// starting checks that e.G may begin to run on e.P: it is picked, the P's runnext, or at the
// head of the P's queue or of the global one.
func (s *State) starting(e *trace.Event) (*G, *Proc, error) {
	p, err := s.proc(e.P)
	if err != nil {
		return nil, nil, err
	}
	g := s.find(e.G)
	switch {
	case g == nil || g.Status != Runnable:
		return nil, nil, refuse("G%d is %s, not runnable", e.G, s.status(e.G))
	case p.M == trace.NoThread || p.M != e.M:
		return nil, nil, refuse("M%d does not hold P%d", e.M, e.P)
	case p.Running != trace.NoGo:
		return nil, nil, refuse("P%d runs G%d", e.P, p.Running)
	case p.Picked != trace.NoGo && p.Picked != e.G:
		return nil, nil, refuse("P%d has picked G%d, not G%d", e.P, p.Picked, e.G)
	case p.Kicked != trace.NoGo:
		return nil, nil, refuse("G%d, pushed out of P%d's runnext, is in no queue", p.Kicked, e.P)
	}
	if !s.isNext(g, p) {
		return nil, nil, refuse("G%d is not next in P%d's queues", e.G, e.P)
	}
	return g, p, nil
}

// isNext reports whether g, which is runnable, is picked by p or first in its queue.
func (s *State) isNext(g *G, p *Proc) bool {
	switch g.Place {
	case trace.RunNext:
		return p.Next == g.ID
	case trace.LocalQueue:
		return len(p.Ring) > 0 && p.Ring[0] == g.ID
	case trace.GlobalQueue:
		return len(s.Global) > 0 && s.Global[0] == g.ID
	}
	return p.Picked == g.ID
}

// take removes a goroutine that starting approved from its queue.
func (s *State) take(g *G, p *Proc) {
	switch g.Place {
	case trace.RunNext:
		p.Next = trace.NoGo
	case trace.LocalQueue:
		p.shift(1)
	case trace.GlobalQueue:
		s.Global = s.Global[1:]
	}
	p.Picked = trace.NoGo
}

// run makes g the goroutine that p runs.
func (s *State) run(g *G, p *Proc, e *trace.Event) {
	s.turn(g, Running, e)
	g.P = e.P
	p.Running = g.ID
	p.Preempt = false
	if p.M >= 0 && int(p.M) < len(s.Ms) {
		s.Ms[p.M].G = g.ID
		s.Ms[p.M].Spinning = false
	}
}

// made adds the goroutine e.Other.
func (s *State) made(e *trace.Event) {
	s.forget()
	s.index[e.Other] = int32(len(s.Gs))
	s.Gs = append(s.Gs, G{ID: e.Other, Parent: e.G, Func: e.Func, P: trace.NoProc})
}

// switched parks or ends e.G, and runs e.Other, which waits, in its place: coroswitch_m,
// runtime/coro.go.
func (s *State) switched(e *trace.Event) error {
	g, p, err := s.leaving(e)
	if err != nil {
		return err
	}
	to := s.find(e.Other)
	switch {
	case to == nil || to.Status != Waiting:
		return refuse("G%d is %s, not waiting", e.Other, s.status(e.Other))
	case p == nil:
		return refuse("G%d has no P", e.G)
	}
	s.leave(g, p)
	if e.Kind == trace.GoSwitchDestroy {
		s.turn(g, Dead, e)
		s.dead++
	} else {
		s.turn(g, Waiting, e)
		g.Why = e.Why
	}
	s.run(to, p, e)
	return nil
}

// leaving checks that e.G runs, or sits in a system call.
func (s *State) leaving(e *trace.Event) (*G, *Proc, error) {
	g := s.find(e.G)
	if g == nil || g.Status != Running && g.Status != Syscall {
		return nil, nil, refuse("G%d is %s, not running", e.G, s.status(e.G))
	}
	if g.Status == Syscall && (g.P == trace.NoProc || s.Procs[g.P].Running != e.G) {
		return g, nil, nil // its P was taken
	}
	p, err := s.proc(e.P)
	if err != nil {
		return nil, nil, err
	}
	if p.Running != e.G {
		return nil, nil, refuse("P%d runs G%d, not G%d", e.P, p.Running, e.G)
	}
	return g, p, nil
}

// leave takes g off its P, if it has one, and off its M.
func (s *State) leave(g *G, p *Proc) {
	if p != nil {
		p.Running, p.Preempt, p.Work = trace.NoGo, false, NoWork
	}
	for i := range s.Ms {
		if s.Ms[i].G == g.ID {
			s.Ms[i].G = trace.NoGo
		}
	}
}

// canPut reports why P id cannot take a goroutine into place, or nil.
func (s *State) canPut(id trace.ProcID, place trace.Place) error {
	if place == trace.GlobalQueue {
		return nil
	}
	p, err := s.proc(id)
	switch {
	case err != nil:
		return err
	case place == trace.RunNext && p.Kicked != trace.NoGo:
		return refuse("G%d, pushed out of P%d's runnext, is in no queue", p.Kicked, id)
	case place == trace.NoPlace && p.Picked != trace.NoGo:
		return refuse("P%d has picked G%d already", id, p.Picked)
	}
	return nil
}

// put makes g runnable in a queue of e.P or in the global one. NoPlace is the hand of e.P:
// what the network poller found runs at once.
func (s *State) put(g *G, e *trace.Event, place trace.Place) {
	s.turn(g, Runnable, e)
	g.P, g.Place = e.P, place
	switch place {
	case trace.RunNext:
		p := &s.Procs[e.P]
		p.Kicked, p.Next = p.Next, g.ID
	case trace.LocalQueue:
		s.Procs[e.P].Ring = append(s.Procs[e.P].Ring, g.ID)
	case trace.GlobalQueue:
		g.P = trace.NoProc
		s.Global = append(s.Global, g.ID)
	default:
		s.Procs[e.P].Picked = g.ID
	}
}

// turn gives g a new status from e on.
func (s *State) turn(g *G, to Status, e *trace.Event) {
	g.Status, g.Since, g.seq = to, e.At, s.Events
	g.P, g.Place, g.Why, g.Call = trace.NoProc, trace.NoPlace, trace.NoReason, ""
}

// release puts a P on the idle list and parts it from its M. The goroutine in whose system
// call the M sits, if any, stays with the M.
func (s *State) release(id trace.ProcID, p *Proc, m *Thread) {
	if g := s.find(p.Running); g != nil {
		g.P = trace.NoProc
	}
	p.M, p.Running, p.Preempt, p.Work, p.Idle = trace.NoThread, trace.NoGo, false, NoWork, true
	m.P = trace.NoProc
	s.IdleP = append(s.IdleP, id)
}

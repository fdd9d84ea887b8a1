package view

import (
	"fmt"
	"slices"

	"gopherscope/sim/trace"
)

// maxObjs bounds the things that a State remembers. A program that makes more of them in a
// loop keeps the newer half, and every older one that a goroutine waits on.
const maxObjs = 1 << 14

// Apply folds e, the next event of the log, into s. An event that cannot follow what s
// knows is refused: the error names the event, the ids and the virtual time, and s stays as
// it was.
func (s *State) Apply(e trace.Event) error {
	if err := s.apply(&e); err != nil {
		return fmt.Errorf("event %d, %s at %d ns: %w", s.Events, e.Kind, e.At, err)
	}
	s.At = e.At
	s.Events++
	s.Last = e
	if g := s.find(e.G); g != nil && e.PC != 0 {
		g.PC = e.PC
	}
	return nil
}

// apply is a table: a case a kind, in the order of trace.Kind. Each case checks first and
// changes s only when nothing is wrong.
func (s *State) apply(e *trace.Event) error {
	if e.At < s.At {
		return fmt.Errorf("time goes back from %d ns", s.At)
	}
	switch e.Kind {
	case trace.ProcsChange:
		return s.procsChange(int(e.N))
	case trace.ProcStart:
		p, err := s.proc(e.P)
		if err != nil {
			return err
		}
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case !p.Idle:
			return refuse("P%d is not idle: M%d has it", e.P, p.M)
		case m.P != trace.NoProc:
			return refuse("M%d has P%d already", e.M, m.P)
		case m.Parked:
			return refuse("M%d is parked", e.M)
		}
		s.IdleP = remove(s.IdleP, e.P)
		p.Idle, p.M = false, e.M
		m.P, m.Waking = e.P, false
		m.Spinning = m.Spinning || e.Flag
	case trace.ProcStop:
		p, m, err := s.pair(e)
		switch {
		case err != nil:
			return err
		case p.Running != trace.NoGo && s.status(p.Running) == Running:
			return refuse("P%d still runs G%d", e.P, p.Running)
		}
		s.release(e.P, p, m)
	case trace.ProcSteal:
		p, m, err := s.pair(e)
		switch {
		case err != nil:
			return err
		case p.Running != trace.NoGo && s.status(p.Running) != Syscall:
			return refuse("P%d runs G%d, which is in no system call", e.P, p.Running)
		}
		s.release(e.P, p, m)
	case trace.ThreadStart:
		if e.M < 0 || int(e.M) > len(s.Ms)+1<<10 {
			return refuse("M%d is out of order", e.M)
		}
		if int(e.M) < len(s.Ms) && s.Ms[e.M].Made {
			return refuse("M%d runs already", e.M)
		}
		for len(s.Ms) <= int(e.M) {
			s.Ms = append(s.Ms, Thread{P: trace.NoProc})
		}
		s.Ms[e.M] = Thread{Made: true, P: trace.NoProc, Waking: e.M != sysmonThread}
	case trace.ThreadWake:
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case !m.Parked:
			return refuse("M%d is not parked", e.M)
		}
		s.IdleM = remove(s.IdleM, e.M)
		m.Parked, m.Waking = false, true
	case trace.ThreadPark:
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case m.P != trace.NoProc:
			return refuse("M%d still has P%d", e.M, m.P)
		case m.Parked:
			return refuse("M%d is parked already", e.M)
		}
		s.IdleM = append(s.IdleM, e.M)
		*m = Thread{Made: true, P: trace.NoProc, Parked: true}
	case trace.PollBegin, trace.PollEnd:
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case m.P != trace.NoProc:
			return refuse("M%d still has P%d", e.M, m.P)
		case m.Parked:
			return refuse("M%d is parked", e.M)
		}
		m.Polling = e.Kind == trace.PollBegin
	case trace.SpinBegin, trace.SpinEnd:
		m, err := s.thread(e.M)
		if err != nil {
			return err
		}
		m.Spinning = e.Kind == trace.SpinBegin

	case trace.GoCreate:
		if s.find(e.Other) != nil || e.Other == trace.NoGo {
			return refuse("G%d cannot be created: it was", e.Other)
		}
		if err := s.canPut(e.P, e.To); err != nil {
			return err
		}
		s.forget()
		s.index[e.Other] = int32(len(s.Gs))
		s.Gs = append(s.Gs, G{ID: e.Other, Parent: e.G, Func: e.Func, P: trace.NoProc})
		s.put(&s.Gs[len(s.Gs)-1], e, e.To)
	case trace.GoKick:
		p, err := s.proc(e.P)
		switch {
		case err != nil:
			return err
		case p.Kicked == trace.NoGo || p.Kicked != e.Other:
			return refuse("G%d was not pushed out of P%d's runnext", e.Other, e.P)
		}
		p.Kicked = trace.NoGo
		p.Ring = append(p.Ring, e.Other)
		s.find(e.Other).Place = trace.LocalQueue
	case trace.GoSpill:
		return s.spill(e)
	case trace.GoStart:
		g, p, err := s.starting(e)
		if err != nil {
			return err
		}
		s.take(g, p)
		s.run(g, p, e)
		p.Tick, p.Rule = e.N, e.Rule
		if !e.Flag {
			p.Since = e.At
		}
	case trace.GoBatch:
		p, err := s.proc(e.P)
		switch {
		case err != nil:
			return err
		case p.Picked != trace.NoGo || e.N < 0 || int(e.N) >= len(s.Global):
			return refuse("P%d cannot take %d and one more of the global queue's %d", e.P, e.N, len(s.Global))
		}
		s.pick(s.Global[0], e.P)
		for _, id := range s.Global[1 : 1+e.N] {
			p.Ring = append(p.Ring, id)
			g := s.find(id)
			g.P, g.Place = e.P, trace.LocalQueue
		}
		s.Global = s.Global[1+e.N:]
	case trace.GoSteal:
		return s.steal(e)
	case trace.GoStop:
		g, p, err := s.leaving(e)
		if err != nil {
			return err
		}
		if err := s.canPut(e.P, e.To); err != nil {
			return err
		}
		s.leave(g, p)
		s.put(g, e, e.To)
		g.Why = e.Why
	case trace.GoBlock:
		g, p, err := s.leaving(e)
		if err != nil {
			return err
		}
		s.leave(g, p)
		s.turn(g, Waiting, e)
		g.Why, g.Obj, g.Until = e.Why, e.Obj, e.Until
	case trace.GoUnblock:
		g := s.find(e.Other)
		if g == nil || g.Status != Waiting {
			return refuse("G%d is %s, not waiting", e.Other, s.status(e.Other))
		}
		if err := s.canPut(e.P, e.To); err != nil {
			return err
		}
		s.put(g, e, e.To)
		g.Why, g.Obj, g.Until = 0, 0, 0
	case trace.GoDestroy:
		g, p, err := s.leaving(e)
		if err != nil {
			return err
		}
		s.leave(g, p)
		s.turn(g, Dead, e)
		s.dead++
	case trace.GoPreempt:
		p, err := s.proc(e.P)
		switch {
		case err != nil:
			return err
		case p.Running != e.Other:
			return refuse("P%d does not run G%d", e.P, e.Other)
		}
		p.Preempt = true
	case trace.GoSyscall:
		g := s.find(e.G)
		if g == nil || g.Status != Running {
			return refuse("G%d is %s, not running", e.G, s.status(e.G))
		}
		at := g.P
		s.turn(g, Syscall, e)
		g.P, g.Call = at, e.Text
	case trace.GoSyscallEnd:
		g := s.find(e.G)
		if g == nil || g.Status != Syscall {
			return refuse("G%d is %s, in no system call", e.G, s.status(e.G))
		}
		p, err := s.proc(e.P)
		switch {
		case err != nil:
			return err
		case p.M == trace.NoThread:
			return fmt.Errorf("no M holds P%d", e.P)
		case p.Running != trace.NoGo && p.Running != e.G:
			return refuse("P%d runs G%d", e.P, p.Running)
		case g.P != trace.NoProc && g.P != e.P:
			return refuse("G%d still has P%d", e.G, g.P)
		}
		if p.Running != e.G {
			p.Since = e.At
			p.Rule = e.Rule
		}
		s.run(g, p, e)

	case trace.ChanMake:
		o := s.obj(e.Obj, ObjChan)
		*o = Obj{Addr: e.Obj, Kind: ObjChan, Cap: e.N, Elem: e.Text}
	case trace.ChanSent, trace.ChanReceived:
		s.obj(e.Obj, ObjChan).Len = e.N
	case trace.ChanClose:
		s.obj(e.Obj, ObjChan).Closed = true
	case trace.SemaAcquire, trace.SemaRelease:
		s.obj(e.Obj, ObjSema)
	case trace.MutexLocked:
		o := s.obj(e.Obj, ObjMutex)
		o.Kind, o.Owner = ObjMutex, e.G
	case trace.MutexUnlocked:
		o := s.obj(e.Obj, ObjMutex)
		o.Kind, o.Owner = ObjMutex, trace.NoGo
	case trace.WaitGroupAdd:
		o := s.obj(e.Obj, ObjWaitGroup)
		o.Kind, o.Count = ObjWaitGroup, e.N2
	case trace.TimerSet, trace.TimerFire:
		s.obj(e.Obj, ObjTimer)

	case trace.STWBegin:
		s.Stopped = e.Text
	case trace.STWEnd:
		s.Stopped = ""
	case trace.GCBegin:
		s.Cycle, s.Marking = e.N, true
	case trace.GCEnd:
		s.Cycle, s.Marking = e.N, false
	case trace.ProgramEnd:
		s.Exit, s.ExitWhy, s.Status = true, e.Text, int(e.N)
	case trace.Sysmon, trace.GoStealing, trace.SelectDone, trace.HeapAlloc, trace.HeapFree,
		trace.GoLine, trace.GoNote, trace.GoWrite, trace.GoPanic, trace.GoRecover, trace.Instr:
		// They move nothing on the board.
	default:
		return fmt.Errorf("kind %d is not known", e.Kind)
	}
	return nil
}

// sysmonThread is the M that runs sysmon: it never has a P and never parks on the idle list.
const sysmonThread trace.ThreadID = 1

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
	ok := p.Picked == e.G
	switch g.Place {
	case trace.RunNext:
		ok = p.Next == e.G
	case trace.LocalQueue:
		ok = len(p.Ring) > 0 && p.Ring[0] == e.G
	case trace.GlobalQueue:
		ok = len(s.Global) > 0 && s.Global[0] == e.G
	}
	if !ok {
		return nil, nil, refuse("G%d is not next in P%d's queues", e.G, e.P)
	}
	return g, p, nil
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
		p.Running, p.Preempt = trace.NoGo, false
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
	p.M, p.Running, p.Preempt, p.Idle = trace.NoThread, trace.NoGo, false, true
	m.P = trace.NoProc
	s.IdleP = append(s.IdleP, id)
}

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
	s.Objs = append(s.Objs, Obj{Addr: addr, Kind: kind, Cap: -1})
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
		return nil, fmt.Errorf("there is no P%d", id)
	}
	return &s.Procs[id], nil
}

// thread returns M id.
func (s *State) thread(id trace.ThreadID) (*Thread, error) {
	if id < 0 || int(id) >= len(s.Ms) || !s.Ms[id].Made {
		return nil, fmt.Errorf("there is no M%d", id)
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

// refuse says why an event cannot follow. The text begins with the name of a goroutine, P or
// M more often than not.
func refuse(format string, args ...any) error { return fmt.Errorf(format, args...) }

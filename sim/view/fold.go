package view

import (
	"fmt"
	"math"
	"slices"

	"gopherscope/sim/trace"
)

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
	if e.M >= 0 && int(e.M) < len(s.Ms) {
		s.Ms[e.M].Napping = e.Kind == trace.GoStealing
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
		s.Ms[e.M] = Thread{Made: true, P: trace.NoProc, Waking: e.M != sysmonThread && (e.P != trace.NoProc || e.M == 0)}
	case trace.ThreadWake:
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case !m.Parked:
			return refuse("M%d is not parked", e.M)
		}
		s.IdleM = remove(s.IdleM, e.M)
		m.Parked, m.Waking, m.For = false, true, trace.NoGo
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
		*m = Thread{Made: true, P: trace.NoProc, Parked: true, For: e.G}
		if e.G == trace.NoGo {
			s.IdleM = append(s.IdleM, e.M)
		}
	case trace.ThreadExit:
		m, err := s.thread(e.M)
		switch {
		case err != nil:
			return err
		case m.P != trace.NoProc:
			return refuse("M%d still has P%d", e.M, m.P)
		case m.Parked:
			return refuse("M%d is parked", e.M)
		}
		*m = Thread{Made: true, P: trace.NoProc, Dead: true}
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
		s.made(e)
		s.put(&s.Gs[len(s.Gs)-1], e, e.To)
	case trace.GoSystem:
		if s.find(e.Other) != nil || e.Other == trace.NoGo {
			return refuse("G%d cannot be created: it was", e.Other)
		}
		if e.Why == trace.NoReason {
			if err := s.canPut(e.P, e.To); err != nil {
				return err
			}
		}
		s.made(e)
		g := &s.Gs[len(s.Gs)-1]
		g.System, g.Name = true, e.Text
		if e.Why == trace.NoReason {
			s.put(g, e, e.To)
			break
		}
		s.turn(g, Waiting, e)
		g.Why = e.Why
	case trace.GoCreateBlocked:
		if s.find(e.Other) != nil || e.Other == trace.NoGo {
			return refuse("G%d cannot be created: it was", e.Other)
		}
		s.made(e)
		g := &s.Gs[len(s.Gs)-1]
		s.turn(g, Waiting, e)
		g.Why = e.Why
	case trace.GoSwitch, trace.GoSwitchDestroy:
		return s.switched(e)
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
	case trace.GoPick:
		g := s.find(e.Other)
		p, err := s.proc(e.P)
		switch {
		case err != nil:
			return err
		case g == nil || g.Status != Runnable || !s.isNext(g, p) || p.Picked != trace.NoGo && p.Picked != e.Other:
			return refuse("G%d is %s, not next in P%d's queues", e.Other, s.status(e.Other), e.P)
		}
		s.take(g, p)
		s.pick(e.Other, e.P)
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
	case trace.GoDrain:
		return s.drain(e)
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
		*o = Obj{Addr: e.Obj, Kind: ObjChan, Cap: e.N, Elem: e.Text, Born: s.Events}
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
		slices.Sort(s.IdleP) // procresize, runtime/proc.go
	case trace.GCBegin:
		s.Cycle, s.Marking, s.Live = e.N, true, e.N2
	case trace.GCEnd:
		s.Cycle, s.Marking, s.Live = e.N, false, e.N2
	case trace.HeapLive:
		s.Live = e.N
	case trace.HeapGoal:
		s.Goal, s.Trigger = e.N, e.N2
	case trace.GCPhase:
		if e.N < 0 || e.N > int64(trace.PhaseMarkTermination) {
			return refuse("phase %d is not known", e.N)
		}
		s.Phase = trace.Phase(e.N)
	case trace.GCWorkerStart, trace.GCAssistBegin, trace.GCSweepBegin:
		return s.working(e, workOf(e))
	case trace.GCWorkerStop, trace.GCAssistEnd, trace.GCSweepEnd:
		return s.working(e, NoWork)
	case trace.StackGrow, trace.StackShrink:
		id := e.G
		if e.Other != trace.NoGo {
			id = e.Other
		}
		g := s.find(id)
		if g == nil || e.N < 0 || e.N > math.MaxInt32 {
			return refuse("G%d cannot have a stack of %d bytes", id, e.N)
		}
		g.Stack = int32(e.N)
	case trace.ProgramEnd:
		s.Exit, s.ExitWhy, s.Status = true, e.Text, int(e.N)
	case trace.GoPanic, trace.GoGoexit:
		if g := s.find(e.G); g != nil {
			g.Panicked = true
		}
	case trace.Sysmon, trace.GoLockThread, trace.GoStealing, trace.SelectDone, trace.HeapAlloc, trace.HeapFree,
		trace.FinalizerQueue, trace.FinalizerRun,
		trace.GCRaggedBarrier, trace.GCRestart, trace.GCRoot, trace.GCGrey, trace.GCScan, trace.GCSpan,
		trace.GCBarrier, trace.GCFlush, trace.GCSweepSpan, trace.ObjectLost,
		trace.GoLine, trace.GoNote, trace.GoWrite,
		trace.GoDefer, trace.GoRecover, trace.GoUnwind, trace.Instr:
		// They move nothing on the board.
	default:
		return fmt.Errorf("kind %d is not known", e.Kind)
	}
	return nil
}

// sysmonThread is the M that runs sysmon: it never has a P and never parks on the idle list.
const sysmonThread trace.ThreadID = 1

// refuse says why an event cannot follow. The text begins with the name of a goroutine, P or
// M more often than not.
func refuse(format string, args ...any) error { return fmt.Errorf(format, args...) }

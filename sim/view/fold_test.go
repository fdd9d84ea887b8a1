package view

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/trace"
)

const (
	p0, p1 = trace.ProcID(0), trace.ProcID(1)
	m0, m2 = trace.ThreadID(0), trace.ThreadID(2)
)

// begin is how every log begins: two Ps, M0 on P0, and the main goroutine runs.
func begin() []trace.Event {
	return []trace.Event{
		{Kind: trace.ProcsChange, P: trace.NoProc, M: trace.NoThread, N: 2},
		{Kind: trace.ThreadStart, P: trace.NoProc, M: m0},
		{Kind: trace.ProcStart, P: p0, M: m0},
		{Kind: trace.GoCreate, P: p0, M: m0, Other: 1, Func: 1, To: trace.RunNext},
		{At: 10, Kind: trace.GoStart, P: p0, M: m0, G: 1, Rule: trace.RuleRunNext, N: 1},
	}
}

// create is G1's go statement.
func create(at trace.Time, id trace.GoID) trace.Event {
	return trace.Event{At: at, Kind: trace.GoCreate, P: p0, M: m0, G: 1, Other: id, Func: 2, To: trace.RunNext}
}

func kick(at trace.Time, id trace.GoID) trace.Event {
	return trace.Event{At: at, Kind: trace.GoKick, P: p0, M: m0, G: 1, Other: id}
}

// five is a log in which G1 has started G2 to G6: G6 in runnext, the others in the queue.
func five() []trace.Event {
	return append(begin(), create(20, 2), create(30, 3), kick(30, 2), create(40, 4), kick(40, 3),
		create(50, 5), kick(50, 4), create(60, 6), kick(60, 5))
}

// wakeP1 brings M2 to P1.
func wakeP1(at trace.Time) []trace.Event {
	return []trace.Event{
		{At: at, Kind: trace.ThreadStart, P: trace.NoProc, M: m2},
		{At: at, Kind: trace.ProcStart, P: p1, M: m2, Flag: true},
	}
}

func fold(t *testing.T, events []trace.Event) *State {
	t.Helper()
	s := new(State)
	for _, e := range events {
		if err := s.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestANewcomerKicksRunnextToTheTail(t *testing.T) {
	s := fold(t, five())
	if got, want := s.Procs[0].Ring, []trace.GoID{2, 3, 4, 5}; !slices.Equal(got, want) || s.Procs[0].Next != 6 {
		t.Errorf("queue %v, runnext %d; want %v, 6", got, s.Procs[0].Next, want)
	}
	if g, _ := s.G(5); g.Status != Runnable || g.Place != trace.LocalQueue || g.P != p0 || g.Parent != 1 {
		t.Errorf("G5 is %+v", g)
	}
}

func TestAThiefRunsTheLastOfTheOldestHalf(t *testing.T) {
	s := fold(t, append(append(five(), wakeP1(70)...),
		trace.Event{At: 80, Kind: trace.GoSteal, P: p1, M: m2, From: p0, N: 2, To: trace.LocalQueue}))
	if s.Procs[1].Picked != 3 || !slices.Equal(s.Procs[1].Ring, []trace.GoID{2}) || !slices.Equal(s.Procs[0].Ring, []trace.GoID{4, 5}) {
		t.Fatalf("after the steal P1 is %+v, P0 %+v", s.Procs[1], s.Procs[0])
	}
	wrong := trace.Event{At: 81, Kind: trace.GoStart, P: p1, M: m2, G: 2, Rule: trace.RuleLocal}
	if err := s.Apply(wrong); err == nil || !strings.Contains(err.Error(), "P1 has picked G3, not G2") {
		t.Errorf("starting another than the picked goroutine: %v", err)
	}
	if err := s.Apply(trace.Event{At: 81, Kind: trace.GoStart, P: p1, M: m2, G: 3, Rule: trace.RuleSteal}); err != nil {
		t.Fatal(err)
	}
	if s.Procs[1].Running != 3 || s.Procs[1].Picked != trace.NoGo || s.Ms[2].Spinning {
		t.Errorf("P1 is %+v, M2 %+v", s.Procs[1], s.Ms[2])
	}
}

func TestAFullQueueSpillsItsOlderHalf(t *testing.T) {
	s := fold(t, append(five(), create(70, 7), trace.Event{At: 70, Kind: trace.GoSpill, P: p0, M: m0, G: 1, N: 2, Other: 6}))
	if !slices.Equal(s.Global, []trace.GoID{2, 3, 6}) || !slices.Equal(s.Procs[0].Ring, []trace.GoID{4, 5}) || s.Procs[0].Next != 7 {
		t.Errorf("global %v, P0 %+v", s.Global, s.Procs[0])
	}
}

func TestABatchFromTheGlobalQueue(t *testing.T) {
	events := append(append(five(), create(70, 7), trace.Event{At: 70, Kind: trace.GoSpill, P: p0, M: m0, G: 1, N: 2, Other: 6}), wakeP1(70)...)
	s := fold(t, append(events,
		trace.Event{At: 80, Kind: trace.GoBatch, P: p1, M: m2, N: 1},
		trace.Event{At: 80, Kind: trace.GoStart, P: p1, M: m2, G: 2, Rule: trace.RuleGlobal}))
	if s.Procs[1].Running != 2 || !slices.Equal(s.Procs[1].Ring, []trace.GoID{3}) || !slices.Equal(s.Global, []trace.GoID{6}) {
		t.Errorf("P1 %+v, global %v", s.Procs[1], s.Global)
	}
}

func TestAnInheritedSliceKeepsItsBeginning(t *testing.T) {
	s := fold(t, append(begin(), create(20, 2),
		trace.Event{At: 500, Kind: trace.GoBlock, P: p0, M: m0, G: 1, Why: trace.ChanReceive, Obj: 64},
		trace.Event{At: 510, Kind: trace.GoStart, P: p0, M: m0, G: 2, Rule: trace.RuleRunNext, Flag: true, N: 1}))
	if s.Procs[0].Since != 10 {
		t.Errorf("the slice began at %d, want 10", s.Procs[0].Since)
	}
}

func TestASystemCallLosesItsP(t *testing.T) {
	s := fold(t, append(begin(),
		trace.Event{At: 20, Kind: trace.GoSyscall, P: p0, M: m0, G: 1, Text: "read"}))
	if s.Procs[0].Running != 1 || len(s.Waiting()) != 0 {
		t.Errorf("while it keeps its P: %+v, waiting %v", s.Procs[0], s.Waiting())
	}
	for _, e := range []trace.Event{
		{At: 60, Kind: trace.ProcSteal, P: p0, M: m0},
		{At: 90, Kind: trace.ProcStart, P: p1, M: m0},
	} {
		if err := s.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if w := s.Waiting(); len(w) != 1 || w[0].Call != "read" || !slices.Equal(w[0].Gs, []trace.GoID{1}) {
		t.Errorf("waiting %v, want G1 in read", w)
	}
	if err := s.Apply(trace.Event{At: 91, Kind: trace.GoSyscallEnd, P: p1, M: m0, G: 1, Rule: trace.RuleSyscall}); err != nil {
		t.Fatal(err)
	}
	if s.Procs[1].Running != 1 || s.Procs[0].Running != trace.NoGo || s.Procs[1].Since != 91 {
		t.Errorf("back from the call: P0 %+v, P1 %+v", s.Procs[0], s.Procs[1])
	}
}

func TestWaitingIsGroupedByThing(t *testing.T) {
	var events []trace.Event
	events = append(events, five()...)
	at := trace.Time(100)
	add := func(e trace.Event) { e.At, e.P, e.M = at, p0, m0; at += 10; events = append(events, e) }
	add(trace.Event{Kind: trace.ChanMake, G: 1, Obj: 64, N: 4, Text: "int"})
	add(trace.Event{Kind: trace.MutexLocked, G: 1, Obj: 128})
	add(trace.Event{Kind: trace.GoBlock, G: 1, Why: trace.Sleep, Until: 5000})
	add(trace.Event{Kind: trace.GoStart, G: 6, Rule: trace.RuleRunNext, Flag: true})
	add(trace.Event{Kind: trace.GoBlock, G: 6, Why: trace.MutexLock, Obj: 128})
	add(trace.Event{Kind: trace.GoStart, G: 2, Rule: trace.RuleLocal})
	add(trace.Event{Kind: trace.GoBlock, G: 2, Why: trace.ChanReceive, Obj: 64})
	add(trace.Event{Kind: trace.GoStart, G: 3, Rule: trace.RuleLocal})
	add(trace.Event{Kind: trace.GoBlock, G: 3, Why: trace.MutexLock, Obj: 128})
	s := fold(t, events)
	want := []Group{
		{Why: trace.ChanReceive, Obj: 64, Gs: []trace.GoID{2}},
		{Why: trace.MutexLock, Obj: 128, Gs: []trace.GoID{6, 3}},
		{Why: trace.Sleep, Gs: []trace.GoID{1}},
	}
	got := s.Waiting()
	if !slices.EqualFunc(got, want, func(a, b Group) bool {
		return a.Why == b.Why && a.Obj == b.Obj && slices.Equal(a.Gs, b.Gs)
	}) {
		t.Errorf("waiting %v\nwant    %v", got, want)
	}
	if o, _ := s.Obj(128); o.Owner != 1 || o.Kind != ObjMutex {
		t.Errorf("the mutex is %+v", o)
	}
}

func TestFewerProcsGiveTheirQueuesBack(t *testing.T) {
	s := fold(t, append(append(five(), wakeP1(70)...),
		trace.Event{At: 80, Kind: trace.GoSteal, P: p1, M: m2, From: p0, N: 2, To: trace.LocalQueue},
		trace.Event{At: 81, Kind: trace.GoStart, P: p1, M: m2, G: 3, Rule: trace.RuleSteal},
		trace.Event{At: 90, Kind: trace.GoStop, P: p1, M: m2, G: 3, Why: trace.Preempted, To: trace.RunNext},
		trace.Event{At: 91, Kind: trace.ProcStop, P: p1, M: m2},
		trace.Event{At: 92, Kind: trace.ProcsChange, P: p0, M: m0, N: 1}))
	if !slices.Equal(s.Global, []trace.GoID{3, 2}) || len(s.Procs) != 1 || len(s.IdleP) != 0 {
		t.Errorf("global %v, %d Ps, idle %v", s.Global, len(s.Procs), s.IdleP)
	}
}

func TestApplyRefusesWhatCannotFollow(t *testing.T) {
	for _, c := range []struct {
		rule string
		e    trace.Event
		want string
	}{
		{"time goes forward", trace.Event{At: 5, Kind: trace.Sysmon}, "time goes back"},
		{"an id is given once", create(70, 3), "G3 cannot be created"},
		{"only a running goroutine parks", trace.Event{At: 70, Kind: trace.GoBlock, P: p0, M: m0, G: 2}, "G2 is runnable"},
		{"only a waiting goroutine is readied", trace.Event{At: 70, Kind: trace.GoUnblock, P: p0, G: 1, Other: 2}, "G2 is runnable"},
		{"one goroutine a P", trace.Event{At: 70, Kind: trace.GoStart, P: p0, M: m0, G: 6}, "P0 runs G1"},
		{"a P needs an M to run", trace.Event{At: 70, Kind: trace.GoStart, P: p1, M: m0, G: 6}, "M0 does not hold P1"},
		{"one P an M", trace.Event{At: 70, Kind: trace.ProcStart, P: p1, M: m0}, "M0 has P0"},
		{"a busy P is not given up", trace.Event{At: 70, Kind: trace.ProcStop, P: p0, M: m0}, "P0 still runs G1"},
		{"a P is stolen from a system call only", trace.Event{At: 70, Kind: trace.ProcSteal, P: p0, M: m0}, "in no system call"},
		{"an M with a P does not sleep", trace.Event{At: 70, Kind: trace.ThreadPark, M: m0}, "M0 still has P0"},
		{"no more is stolen than there is", trace.Event{At: 70, Kind: trace.GoSteal, P: p1, From: p0, N: 5}, "has 4 goroutines, not 5"},
		{"nobody was Kicked", kick(70, 5), "G5 was not pushed out"},
		{"a batch needs a global queue", trace.Event{At: 70, Kind: trace.GoBatch, P: p0, M: m0, N: 0}, "global queue's 0"},
		{"there are two Ps", trace.Event{At: 70, Kind: trace.GoCreate, P: 7, Other: 9, To: trace.LocalQueue}, "there is no P7"},
		{"GOMAXPROCS has a bound", trace.Event{At: 70, Kind: trace.ProcsChange, N: 1 << 40}, "cannot be"},
		{"kinds are known", trace.Event{At: 70, Kind: trace.KindCount}, "not known"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s := fold(t, five())
			before := s.Hash()
			err := s.Apply(c.e)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v: got error %v, want one with %q", c.e, err, c.want)
			}
			if s.Hash() != before {
				t.Error("the refused event has changed the state")
			}
		})
	}
}

// randomEvent draws an event that may or may not follow.
func randomEvent(t *rapid.T, s *State, next *trace.GoID) trace.Event {
	id := func(label string) trace.GoID { return trace.GoID(rapid.Int64Range(1, int64(*next)).Draw(t, label)) }
	e := trace.Event{
		At:   s.At + trace.Time(rapid.Int64Range(0, 50).Draw(t, "wait")),
		Kind: trace.Kind(rapid.IntRange(1, int(trace.KindCount)-1).Draw(t, "kind")),
		P:    trace.ProcID(rapid.Int32Range(0, 3).Draw(t, "p")),
		From: trace.ProcID(rapid.Int32Range(0, 3).Draw(t, "from")),
		M:    trace.ThreadID(rapid.Int32Range(0, 4).Draw(t, "m")),
		N:    rapid.Int64Range(0, 3).Draw(t, "n"),
		To:   trace.Place(rapid.IntRange(0, 3).Draw(t, "to")),
		Why:  trace.Reason(rapid.IntRange(1, 8).Draw(t, "why")),
		Obj:  uint64(rapid.IntRange(0, 4).Draw(t, "obj")) * 64,
		G:    id("g"), Other: id("other"), Text: "x",
	}
	switch e.Kind {
	case trace.ProcsChange:
		e.N = rapid.Int64Range(1, 4).Draw(t, "procs")
	case trace.GoCreate:
		e.Other = *next
		*next++
	}
	// Half of the time, an event that is likely to follow.
	if rapid.Bool().Draw(t, "likely") && int(e.P) < len(s.Procs) {
		p := s.Procs[e.P]
		e.M = p.M
		switch {
		case p.Kicked != trace.NoGo:
			e.Kind, e.Other = trace.GoKick, p.Kicked
		case p.Running != trace.NoGo:
			e.G = p.Running
		case p.Picked != trace.NoGo:
			e.Kind, e.G = trace.GoStart, p.Picked
		case p.Next != trace.NoGo:
			e.Kind, e.G = trace.GoStart, p.Next
		case len(p.Ring) > 0:
			e.Kind, e.G = trace.GoStart, p.Ring[0]
		}
	}
	return e
}

// A goroutine is in exactly one place, whatever events have been accepted, and an M and its P
// name each other.
func checkPlaces(t *rapid.T, s *State) {
	seen := map[trace.GoID]int{}
	for i, p := range s.Procs {
		for _, id := range append([]trace.GoID{p.Running, p.Picked, p.Next, p.Kicked}, p.Ring...) {
			if id != trace.NoGo {
				seen[id]++
			}
		}
		if p.M != trace.NoThread && s.Ms[p.M].P != trace.ProcID(i) {
			t.Fatalf("P%d names M%d, which has P%d", i, p.M, s.Ms[p.M].P)
		}
		if p.Idle != slices.Contains(s.IdleP, trace.ProcID(i)) || p.Idle == (p.M != trace.NoThread) {
			t.Fatalf("P%d idle=%t M%d, the idle list is %v", i, p.Idle, p.M, s.IdleP)
		}
	}
	for _, id := range s.Global {
		seen[id]++
	}
	for _, group := range s.Waiting() {
		for _, id := range group.Gs {
			seen[id]++
		}
	}
	for _, g := range s.Gs {
		want := 1
		if g.Status == Dead || g.System && g.Status == Waiting {
			want = 0
		}
		if seen[g.ID] != want {
			t.Fatalf("G%d, %s, stands in %d places, want %d", g.ID, g.Status, seen[g.ID], want)
		}
	}
}

func TestAnyAcceptedLogKeepsItsPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, next := new(State), trace.GoID(2)
		for _, e := range begin() {
			if err := s.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		for range 120 {
			e := randomEvent(t, s, &next)
			before := s.Hash()
			if s.Apply(e) != nil && s.Hash() != before {
				t.Fatalf("refused %+v, but it changed the state", e)
			}
			checkPlaces(t, s)
		}
	})
}

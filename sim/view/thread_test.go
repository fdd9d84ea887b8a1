package view

import (
	"slices"
	"testing"

	"gopherscope/sim/trace"
)

// Each event of a thread's life leads to what it does then, and its row of the timeline holds
// what lasted.
func TestWhatAThreadDoes(t *testing.T) {
	const none = trace.NoProc
	steps := []struct {
		e    trace.Event
		want Doing
	}{
		{trace.Event{At: 70, Kind: trace.ThreadStart, P: p1, M: m2}, Wakes},
		{trace.Event{At: 80, Kind: trace.ProcStart, P: p1, M: m2, Flag: true}, Spins},
		{trace.Event{At: 85, Kind: trace.GoStealing, P: p1, M: m2, From: p0, Other: 6}, Naps},
		{trace.Event{At: 90, Kind: trace.GoSteal, P: p1, M: m2, From: p0, N: 1, To: trace.RunNext}, Spins},
		{trace.Event{At: 90, Kind: trace.SpinEnd, P: p1, M: m2}, Schedules},
		{trace.Event{At: 95, Kind: trace.GoStart, P: p1, M: m2, G: 6, Rule: trace.RuleSteal, N: 1}, Runs},
		{trace.Event{At: 100, Kind: trace.GoSyscall, P: p1, M: m2, G: 6, Text: "read"}, Calls},
		{trace.Event{At: 120, Kind: trace.ProcSteal, P: p1, M: m2}, Calls},
		{trace.Event{At: 130, Kind: trace.GoStop, P: none, M: m2, G: 6, To: trace.GlobalQueue}, Schedules},
		{trace.Event{At: 130, Kind: trace.ThreadPark, P: none, M: m2}, Idles},
		{trace.Event{At: 140, Kind: trace.ThreadWake, P: none, M: m2}, Wakes},
	}
	l := new(Log)
	add := func(e trace.Event) {
		t.Helper()
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range five() {
		add(e)
	}
	if got := l.State(l.Len()).Doing(m0); got != Runs {
		t.Errorf("M0 is %v, want running", got)
	}
	for _, st := range steps {
		add(st.e)
		if got := l.State(l.Len()).Doing(m2); got != st.want {
			t.Errorf("after %v M2 is %v, want %v", st.e.Kind, got, st.want)
		}
	}
	for _, e := range []trace.Event{
		{At: 150, Kind: trace.ProcStart, P: p1, M: m2},
		{At: 150, Kind: trace.ProcStop, P: p1, M: m2},
		{At: 150, Kind: trace.PollBegin, P: none, M: m2},
	} {
		add(e)
	}
	s := l.State(l.Len())
	if got := s.Doing(m2); got != Polls {
		t.Errorf("M2 is %v, want polling", got)
	}
	add(trace.Event{At: 170, Kind: trace.PollEnd, P: none, M: m2})
	add(trace.Event{At: 170, Kind: trace.ThreadPark, P: none, M: m2, G: 6})
	if got := l.State(l.Len()).Doing(m2); got != Tied {
		t.Errorf("M2 is %v, want tied", got)
	}
	want := []Run{
		{Doing: Wakes, From: 70, To: 80},
		{Doing: Spins, From: 80, To: 90},
		{Doing: Runs, G: 6, Func: 2, From: 95, To: 100},
		{Doing: Calls, G: 6, Func: 2, From: 100, To: 130},
		{Doing: Idles, From: 130, To: 140},
		{Doing: Wakes, From: 140, To: 150},
		{Doing: Polls, From: 150, To: 170},
		{Doing: Tied, G: 6, From: 170, To: trace.Never},
	}
	if got := l.Line.Threads[m2]; !slices.Equal(got, want) {
		t.Errorf("M2's row is\n%+v, want\n%+v", got, want)
	}
	seen := l.Line.AppendThread(nil, m2, 0, 200, 200, 1)
	if len(seen) != len(want) || seen[len(seen)-1].To != 200 {
		t.Errorf("M2's row is shown as %+v", seen)
	}
	if seen := l.Line.AppendThread(nil, 9, 0, 200, 200, 1); len(seen) != 0 {
		t.Errorf("there is no M9: %+v", seen)
	}
}

// A P whose goroutine is in a system call stays with its thread until it is taken.
func TestAPInASystemCall(t *testing.T) {
	events := append(begin(), trace.Event{At: 20, Kind: trace.GoSyscall, P: p0, M: m0, G: 1, Text: "read"})
	s := fold(t, events)
	if !s.InSyscall(p0) || s.InSyscall(p1) || s.InSyscall(7) || s.Procs[p0].M != m0 {
		t.Errorf("P0 in a system call %v, P1 %v, P0's thread M%d", s.InSyscall(p0), s.InSyscall(p1), s.Procs[p0].M)
	}
	s = fold(t, append(events, trace.Event{At: 40, Kind: trace.ProcSteal, P: p0, M: m0}))
	if s.InSyscall(p0) || s.Doing(m0) != Calls || s.Ms[m0].P != trace.NoProc {
		t.Errorf("after it was taken P0 is in a system call %v, M0 is %v with P%d", s.InSyscall(p0), s.Doing(m0), s.Ms[m0].P)
	}
}

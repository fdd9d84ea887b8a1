package view

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/trace"
)

// crowd is a log of n goroutines that live at the same time and then take turns.
func crowd(t testing.TB, n, turns int) *Log {
	t.Helper()
	l := new(Log)
	at := trace.Time(100)
	add := func(e trace.Event) {
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range begin() {
		add(e)
	}
	for i := range n {
		add(create(at, trace.GoID(i+2)))
		if i > 0 {
			add(kick(at, trace.GoID(i+1)))
		}
		at += 80
	}
	for range turns {
		s := &l.tip
		p := s.Procs[0]
		add(trace.Event{At: at, Kind: trace.GoStop, P: p0, M: m0, G: p.Running, Why: trace.Gosched, To: trace.GlobalQueue})
		rule, g := trace.RuleLocal, trace.NoGo
		switch p = s.Procs[0]; {
		case p.Next != trace.NoGo:
			rule, g = trace.RuleRunNext, p.Next
		case len(p.Ring) > 0:
			g = p.Ring[0]
		default:
			rule, g = trace.RuleGlobal, s.Global[0]
		}
		add(trace.Event{At: at + 40, Kind: trace.GoStart, P: p0, M: m0, G: g, Rule: rule, N: p.Tick + 1})
		at += 1000
	}
	return l
}

func TestAnyInstantIsTheStraightFold(t *testing.T) {
	l := crowd(t, 300, 9000)
	if len(l.marks) < 3 {
		t.Fatalf("%d marks in %d events: the test shows nothing", len(l.marks), l.Len())
	}
	moved := new(State)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, l.Len()).Draw(t, "events")
		straight := new(State)
		for _, e := range l.Events[:n] {
			if err := straight.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		l.Move(moved, n)
		if moved.Hash() != straight.Hash() {
			t.Fatalf("the state after %d events differs from the straight fold", n)
		}
	})
}

func TestARefusedEventLeavesTheLog(t *testing.T) {
	l := crowd(t, 3, 3)
	n := l.Len()
	if err := l.Append(trace.Event{At: l.End(), Kind: trace.GoUnblock, Other: 99}); err == nil {
		t.Fatal("waking a goroutine that is not there was accepted")
	}
	if l.Len() != n || l.State(n).Events != n {
		t.Errorf("%d events after a refusal, want %d", l.Len(), n)
	}
}

func TestStateForgetsTheDead(t *testing.T) {
	s := new(State)
	events := begin()
	for i := range 10_000 {
		id, at := trace.GoID(i+2), trace.Time(100+i*100)
		events = append(events,
			trace.Event{At: at, Kind: trace.GoCreate, P: p0, M: m0, G: 1, Other: id, To: trace.RunNext},
			trace.Event{At: at, Kind: trace.GoStop, P: p0, M: m0, G: 1, Why: trace.Gosched, To: trace.GlobalQueue},
			trace.Event{At: at, Kind: trace.GoStart, P: p0, M: m0, G: id, Rule: trace.RuleRunNext, Flag: true},
			trace.Event{At: at, Kind: trace.GoDestroy, P: p0, M: m0, G: id},
			trace.Event{At: at, Kind: trace.GoStart, P: p0, M: m0, G: 1, Rule: trace.RuleGlobal})
	}
	for _, e := range events {
		if err := s.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Gs) > 130 {
		t.Errorf("%d rows for one living goroutine", len(s.Gs))
	}
	if g, ok := s.G(1); !ok || g.Status != Running {
		t.Errorf("main is %+v", g)
	}
}

func TestDecisionSteps(t *testing.T) {
	l := crowd(t, 2, 1)
	for n := 0; n < l.Len(); n = l.After(n, trace.Decisions) {
		if next := l.After(n, trace.Decisions); l.After(n, trace.Decisions) < l.Len() && !l.Events[next-1].Kind.Decision() {
			t.Fatalf("After(%d) is %d, a %s", n, next, l.Events[next-1].Kind)
		}
		if next := l.After(n, trace.Decisions); n > 0 && next < l.Len() && l.Before(next, trace.Decisions) != n {
			t.Errorf("Before(After(%d)) is %d", n, l.Before(next, trace.Decisions))
		}
	}
}

func TestUntilCountsTheEventsOfAnInstant(t *testing.T) {
	l := crowd(t, 2, 1)
	if got := l.Until(9); got != 4 {
		t.Errorf("%d events up to 9 ns, want 4", got)
	}
	if got := l.Until(10); got != 5 {
		t.Errorf("%d events up to 10 ns, want 5", got)
	}
	if got := l.Until(trace.Never); got != l.Len() {
		t.Errorf("%d events in all, want %d", got, l.Len())
	}
}

// A line is what was written up to a line end or to the other stream, and knows who began it and
// when.
func TestPrintedLines(t *testing.T) {
	l := new(Log)
	for _, e := range begin() {
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	for i, w := range []struct {
		fd   int64
		text string
	}{{1, "a\n"}, {1, "b"}, {1, "c\nd\n"}, {1, "e"}, {2, "oops: "}, {2, "1\n\n2"}, {1, "f\n"}, {1, ""}} {
		if err := l.Append(trace.Event{At: trace.Time(100 + i), Kind: trace.GoWrite, G: trace.GoID(i), N: w.fd, Text: w.text}); err != nil {
			t.Fatal(err)
		}
	}
	for n, want := range []string{
		5: "", 6: "a", 7: "a|b", 8: "a|bc|d", 9: "a|bc|d|e", 10: "a|bc|d|e|oops: ", 11: "a|bc|d|e|oops: 1||2", 12: "a|bc|d|e|oops: 1||2|f", 13: "a|bc|d|e|oops: 1||2|f",
	} {
		var got []string
		for i := range l.Lines(n) {
			got = append(got, l.Printed(i, n).Text)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("after %d events the lines are %q, want %q", n, s, want)
		}
	}
	for i, want := range []Line{
		{"a", false, 0, 100, 6}, {"bc", false, 1, 101, 7}, {"d", false, 2, 102, 8}, {"e", false, 3, 103, 9},
		{"oops: 1", true, 4, 104, 10}, {"", true, 5, 105, 11}, {"2", true, 5, 105, 11}, {"f", false, 6, 106, 12},
	} {
		if got := l.Printed(i, l.Len()); got != want {
			t.Errorf("line %d is %+v, want %+v", i, got, want)
		}
	}
}

// Seeking among 10,000 goroutines has 16 ms at most: a frame.
func BenchmarkMove(b *testing.B) {
	l := crowd(b, 10_000, 30_000)
	s := new(State)
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		l.Move(s, r.IntN(l.Len()))
	}
}

func BenchmarkAppend(b *testing.B) {
	l := crowd(b, 100, 10_000)
	for b.Loop() {
		s := new(State)
		for _, e := range l.Events {
			if err := s.Apply(e); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*l.Len()), "ns/event")
}

func BenchmarkWaiting(b *testing.B) {
	s := crowd(b, 10_000, 0).tip.Clone()
	for i := range s.Gs {
		s.Gs[i].Status, s.Gs[i].Why, s.Gs[i].Obj, s.Gs[i].seq = Waiting, trace.ChanReceive, uint64(i%7+1)*64, i*31%1001
	}
	w := new(Waits)
	for b.Loop() {
		w.Of(s)
	}
}

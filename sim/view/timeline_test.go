package view

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/trace"
)

func TestTimelineKeepsWhoRanWhere(t *testing.T) {
	l := new(Log)
	for _, e := range append(append(five(), wakeP1(70)...),
		trace.Event{At: 80, Kind: trace.GoSteal, P: p1, M: m2, From: p0, N: 2, To: trace.LocalQueue},
		trace.Event{At: 90, Kind: trace.GoStart, P: p1, M: m2, G: 3, Rule: trace.RuleSteal},
		trace.Event{At: 95, Kind: trace.GoSyscall, P: p1, M: m2, G: 3, Text: "read"},
		trace.Event{At: 99, Kind: trace.GoSyscallEnd, P: p1, M: m2, G: 3},
		trace.Event{At: 120, Kind: trace.GoBlock, P: p0, M: m0, G: 1, Why: trace.Sleep},
		trace.Event{At: 125, Kind: trace.GoStart, P: p0, M: m0, G: 6, Rule: trace.RuleRunNext},
		trace.Event{At: 150, Kind: trace.Sysmon}) {
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	want := [][]Run{
		{{G: 1, Func: 1, From: 10, To: 120}, {G: 6, Func: 2, From: 125, To: trace.Never}},
		{{G: 3, Func: 2, From: 90, To: trace.Never}},
	}
	for p, row := range want {
		got := l.Line.Rows[p]
		if len(got) != len(row) {
			t.Fatalf("P%d: %+v, want %+v", p, got, row)
		}
		for i := range row {
			if got[i] != row[i] {
				t.Errorf("P%d: %+v, want %+v", p, got[i], row[i])
			}
		}
	}
	if s := l.Line.Steals; len(s) != 1 || s[0] != (Steal{At: 80, From: p0, To: p1, G: 3, N: 2}) {
		t.Errorf("steals %+v", s)
	}
	seen := l.Line.AppendVisible(nil, p0, 0, 1000, 140, 1)
	if len(seen) != 2 || seen[1].To != 150 {
		t.Errorf("a run that lasts is shown up to now: %+v", seen)
	}
	if seen := l.Line.AppendVisible(nil, p0, 0, 1000, 170, 1); seen[1].To != 170 {
		t.Errorf("a run that lasts is shown up to the instant shown: %+v", seen)
	}
	if seen := l.Line.AppendVisible(nil, p0, 121, 124, 0, 1); len(seen) != 0 {
		t.Errorf("nobody ran from 121 to 124: %+v", seen)
	}
}

// A stay on a P is cut where what the goroutine does for the collector changes.
func TestTimelineTellsTheCollectorsWork(t *testing.T) {
	l := new(Log)
	for _, e := range append(five(),
		trace.Event{At: 70, Kind: trace.GCBegin, P: p0, M: m0, G: 1, N: 1, N2: 5000},
		trace.Event{At: 71, Kind: trace.STWBegin, P: p0, M: m0, G: 1, Text: "GC sweep termination"},
		trace.Event{At: 75, Kind: trace.GCPhase, P: p0, M: m0, G: 1, N: int64(trace.PhaseMark)},
		trace.Event{At: 76, Kind: trace.STWEnd, P: p0, M: m0, G: 1},
		trace.Event{At: 80, Kind: trace.GCAssistBegin, P: p0, M: m0, G: 1, N: 100},
		trace.Event{At: 90, Kind: trace.GCAssistEnd, P: p0, M: m0, G: 1},
		trace.Event{At: 95, Kind: trace.GoBlock, P: p0, M: m0, G: 1, Why: trace.Sleep},
		trace.Event{At: 96, Kind: trace.GoSystem, P: p0, M: m0, Other: 18, Why: trace.GCWorkerIdle, Text: "runtime.gcBgMarkWorker"},
		trace.Event{At: 97, Kind: trace.GoUnblock, P: p0, M: m0, Other: 18, Why: trace.GCWorkerIdle},
		trace.Event{At: 97, Kind: trace.GoStart, P: p0, M: m0, G: 18, Rule: trace.RuleGCWorker},
		trace.Event{At: 97, Kind: trace.GCWorkerStart, P: p0, M: m0, G: 18, Text: "dedicated"},
		trace.Event{At: 100, Kind: trace.HeapLive, P: p0, N: 9000},
		trace.Event{At: 100, Kind: trace.HeapLive, P: p0, N: 9500},
		trace.Event{At: 120, Kind: trace.GCWorkerStop, P: p0, M: m0, G: 18, N: 23, Text: "dedicated"},
		trace.Event{At: 121, Kind: trace.GoBlock, P: p0, M: m0, G: 18, Why: trace.GCWorkerIdle},
		trace.Event{At: 122, Kind: trace.GCEnd, P: p0, M: m0, N: 1, N2: 4000}) {
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	want := []Run{
		{G: 1, Func: 1, From: 10, To: 80}, {G: 1, Func: 1, From: 80, To: 90, Work: Assist}, {G: 1, Func: 1, From: 90, To: 95},
		{G: 18, System: true, From: 97, To: 120, Work: Dedicated}, {G: 18, System: true, From: 120, To: 121},
	}
	if got := l.Line.Rows[0]; !slices.Equal(got, want) {
		t.Errorf("P0\n%+v, want\n%+v", got, want)
	}
	if got, want := l.Line.Pauses, []Pause{{"GC sweep termination", 71, 76}}; !slices.Equal(got, want) {
		t.Errorf("pauses %+v, want %+v", got, want)
	}
	if got, want := l.Line.Levels, []Level{{At: 70, Live: 5000}, {At: 100, Live: 9500}, {At: 122, Live: 4000}}; !slices.Equal(got, want) {
		t.Errorf("levels %+v, want %+v", got, want)
	}
	if i, j := l.Line.LevelAt(69), l.Line.LevelAt(121); i != -1 || j != 1 {
		t.Errorf("levels at 69 and 121 ns are %d and %d", i, j)
	}
}

// What is shown touches the range, is in order and does not overlap; what is long enough to
// be seen keeps its place; and the number of pieces is bounded by the pixels.
func TestVisibleRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var line Timeline
		at := trace.Time(0)
		var row []Run
		for range rapid.IntRange(0, 200).Draw(t, "runs") {
			at += trace.Time(rapid.Int64Range(0, 30).Draw(t, "gap"))
			from := at
			at += trace.Time(rapid.Int64Range(1, 60).Draw(t, "length"))
			row = append(row, Run{G: trace.GoID(len(row) + 1), Func: int32(len(row) % 3), From: from, To: at})
		}
		line.Rows, line.End = [][]Run{row}, at
		from := trace.Time(rapid.Int64Range(-10, 5000).Draw(t, "from"))
		to := from + trace.Time(rapid.Int64Range(1, 5000).Draw(t, "span"))
		least := trace.Time(rapid.Int64Range(1, 400).Draw(t, "least"))
		seen := line.AppendVisible(nil, 0, from, to, 0, least)
		kept := map[Run]bool{}
		for i, r := range seen {
			if r.To <= from || r.From >= to || r.To < r.From {
				t.Fatalf("%+v is outside %d to %d", r, from, to)
			}
			if i > 0 && r.From < seen[i-1].To {
				t.Fatalf("%+v overlaps %+v", r, seen[i-1])
			}
			kept[r] = true
		}
		for _, r := range row {
			if r.To > from && r.From < to && r.To-r.From >= least && !kept[r] {
				t.Fatalf("%+v is long enough to be seen at %d ns, but is not among %+v", r, least, seen)
			}
		}
		if most := 2*int((to-from)/least) + 4; len(seen) > most {
			t.Fatalf("%d pieces in %d ns with at least %d ns each", len(seen), to-from, least)
		}
	})
}

func BenchmarkVisible(b *testing.B) {
	l := crowd(b, 200, 100_000)
	var dst []Run
	for b.Loop() {
		dst = l.Line.AppendVisible(dst[:0], 0, 0, l.End(), 0, l.End()/1400)
	}
}

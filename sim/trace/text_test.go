package trace_test

import (
	"fmt"
	"testing"

	"gopherscope/sim/trace"
)

// The receiver parks; the sender hands over the value and readies it into runnext.
func ExamplePrinter() {
	var pr trace.Printer
	for _, e := range []trace.Event{
		{At: 5, Kind: trace.ChanMake, G: 1, Obj: 0xc000},
		{At: 30, Kind: trace.GoCreate, G: 1, Other: 2, To: trace.RunNext},
		{At: 55, Kind: trace.GoBlock, G: 1, Why: trace.ChanReceive, Obj: 0xc000},
		{At: 55, Kind: trace.GoStart, G: 2, Rule: trace.RuleRunNext, N: 4, Flag: true},
		{At: 80, Kind: trace.ChanSent, G: 2, Other: 1, Obj: 0xc000},
		{At: 80, Kind: trace.GoUnblock, G: 2, Other: 1, To: trace.RunNext, Obj: 0xc000},
		{At: 80, Kind: trace.ThreadWake, P: 1, M: 2, Flag: true},
		{At: 20080, Kind: trace.GoSteal, P: 1, M: 2, From: 0, Other: 3, N: 2, To: trace.LocalQueue},
	} {
		fmt.Println(string(pr.Append(nil, e)))
	}
	// Output:
	//          5ns P0  G1    ChanMake      c1 cap 0
	//         30ns P0  G1    GoCreate      G2 runnext
	//         55ns P0  G1    GoBlock       chan receive c1
	//         55ns P0  G2    GoStart       runnext tick 4 inherits the slice
	//         80ns P0  G2    ChanSend      c1 to G1 len 0
	//         80ns P0  G2    GoUnblock     G1 runnext
	//         80ns P1  -     ThreadWake    M2 spinning
	//      20080ns P1  -     GoSteal       G3 and 1 more from P0 local queue
}

// Every kind has a line of its own, with its name, and no space at its end.
func TestPrinterKnowsEveryKind(t *testing.T) {
	for k := range trace.KindCount {
		var pr trace.Printer
		line := string(pr.Append(nil, trace.Event{
			Kind: k, P: trace.NoProc, M: 3, G: 7, Other: 8, Obj: 0x1000, N: 9, N2: 10,
			Why: trace.Select, To: trace.GlobalQueue, Text: "x", Until: 11,
		}))
		var at, p, g, name string
		if n, err := fmt.Sscan(line, &at, &p, &g, &name); n != 4 || at != "0ns" || p != "-" || g != "G7" || name != k.String() {
			t.Errorf("%v: %q: %v", k, line, err)
		}
		if line[len(line)-1] == ' ' {
			t.Errorf("%v: %q ends in a space", k, line)
		}
	}
}

// An address is named anew when a channel is made there: the old one is gone.
func TestPrinterNamesChannels(t *testing.T) {
	var pr trace.Printer
	for i, want := range []string{"c1 cap 0", "c2 cap 0", "c1 wakes 0", "c3 cap 0", "c3 wakes 0"} {
		e := []trace.Event{
			{Kind: trace.ChanMake, Obj: 1}, {Kind: trace.ChanMake, Obj: 2}, {Kind: trace.ChanClose, Obj: 1},
			{Kind: trace.ChanMake, Obj: 1}, {Kind: trace.ChanClose, Obj: 1},
		}[i]
		line := string(pr.Append(nil, e))
		if got := line[len(line)-len(want):]; got != want {
			t.Errorf("event %d: %q, want it to end in %q", i, line, want)
		}
	}
}

func TestParseClass(t *testing.T) {
	if c, ok := trace.ParseClass("gc"); c != trace.GC || !ok {
		t.Errorf("gc: %v, %v", c, ok)
	}
	if _, ok := trace.ParseClass("GC"); ok {
		t.Error("GC is a class")
	}
}

// Names read backwards must be unique.
func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for k := range trace.KindCount {
		if seen[k.String()] || k.String() == "" {
			t.Errorf("kind %d: name %q is empty or taken", k, k)
		}
		seen[k.String()] = true
	}
}

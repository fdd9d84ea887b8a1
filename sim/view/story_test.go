package view

import (
	"testing"

	"gopherscope/sim/trace"
)

// The log knows when an object was born, found and scanned, and tells apart what an address has
// held in turn.
func TestStories(t *testing.T) {
	const a, b, c, span = 512, 576, 640, 8192
	l := new(Log)
	add := func(kind trace.Kind, obj uint64, flag bool) int {
		e := trace.Event{At: trace.Time(l.Len()) + 100, Kind: kind, P: p0, M: m0, G: 1, Obj: obj, Flag: flag, N: 1}
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
		return l.Len()
	}
	for _, e := range begin() {
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	bornA := add(trace.HeapAlloc, a, false)
	bornB := add(trace.HeapAlloc, b, false)
	add(trace.GCBegin, 0, false)
	greyA := add(trace.GCGrey, a, false)
	blackB := add(trace.GCGrey, b, true) // no pointers in it
	bornC := add(trace.HeapAlloc, c, true)
	spanned := add(trace.GCSpan, span, false)
	add(trace.GCSpan, span, false)
	add(trace.GCEnd, 0, false)
	first := l.Len()
	again := add(trace.HeapAlloc, a, false) // the address is used again
	add(trace.GCBegin, 0, false)
	greyAgain := add(trace.GCGrey, a, false)
	scanned := add(trace.GCScan, a, false)

	for _, x := range []struct {
		rule string
		addr uint64
		n    int
		want Story
	}{
		{"not yet born", a, bornA - 1, Story{}},
		{"born", a, bornA, Story{Born: bornA}},
		{"found", a, greyA, Story{Born: bornA, Grey: greyA}},
		{"scanned with its span, for the first time", a, first, Story{Born: bornA, Grey: greyA, Black: spanned}},
		{"without pointers it is black at once", b, first, Story{Born: bornB, Grey: blackB, Black: blackB}},
		{"born black", c, first, Story{Born: bornC, Black: bornC}},
		{"another object", a, again, Story{Born: again}},
		{"in the next cycle", a, greyAgain, Story{Born: again, Grey: greyAgain}},
		{"scanned by itself", a, scanned, Story{Born: again, Grey: greyAgain, Black: scanned}},
		{"the last cycle's colours are gone", b, scanned, Story{Born: bornB}},
	} {
		if got := l.Story(x.addr, span, x.n); got != x.want {
			t.Errorf("%s: %+v, want %+v", x.rule, got, x.want)
		}
		event, ok := l.Born(x.addr, x.n)
		if ok != (x.want.Born != 0) || ok && event != x.want.Born-1 {
			t.Errorf("%s: born at event %d, %t", x.rule, event, ok)
		}
	}
}

// What the scan of a span finds is recorded before the scan itself. It is scanned by a later one, though it may lie in
// the same span.
func TestFoundByItsOwnSpan(t *testing.T) {
	const a, b, span = 512, 576, 8192
	l := new(Log)
	for _, e := range append(begin(),
		trace.Event{Kind: trace.GCBegin, P: p0, M: m0, G: 1, N: 1},
		trace.Event{Kind: trace.GCGrey, P: p0, M: m0, G: 1, Obj: a, Rule: trace.RuleGlobals},
		trace.Event{Kind: trace.GCGrey, P: p0, M: m0, G: 1, Obj: b, Rule: trace.RuleObject, N: a},
		trace.Event{Kind: trace.GCSpan, P: p0, M: m0, G: 1, Obj: span, N: 1}, // a
		trace.Event{Kind: trace.GCSpan, P: p0, M: m0, G: 1, Obj: span, N: 1}, // b
	) {
		e.At = trace.Time(l.Len()) + 100
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	n := l.Len()
	if got, want := l.Story(a, span, n), (Story{Grey: n - 3, Black: n - 1}); got != want {
		t.Errorf("the first object: %+v, want %+v", got, want)
	}
	if got, want := l.Story(b, span, n), (Story{Grey: n - 2, Black: n}); got != want {
		t.Errorf("what its scan has found: %+v, want %+v", got, want)
	}
	if got := l.Story(b, span, n-1); got.Black != 0 {
		t.Errorf("right after it was found: %+v, want it not to be black", got)
	}
}

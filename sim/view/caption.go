package view

import "gopherscope/sim/trace"

// A Caption puts one event into words.
type Caption struct {
	What []Span // one plain sentence
	Why  string // one line: the reason behind the rule
	Func string // the runtime function that does it: runtime.runqsteal
}

// A Span is a run of words; G, P and M tell which entity it names, so that the window can
// colour it.
type Span struct {
	Text string
	G    trace.GoID     // NoGo if it names no goroutine
	P    trace.ProcID   // NoProc if it names no P
	M    trace.ThreadID // NoThread if it names no M
}

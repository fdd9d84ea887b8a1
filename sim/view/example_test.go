package view_test

import (
	"fmt"

	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// run is the log of a main goroutine that starts another one and parks.
var run = []trace.Event{
	{Kind: trace.ProcsChange, P: trace.NoProc, M: trace.NoThread, N: 1},
	{Kind: trace.ThreadStart, P: 0, M: 0},
	{Kind: trace.ProcStart, P: 0, M: 0},
	{Kind: trace.GoCreate, P: 0, M: 0, Other: 1, Func: 1, To: trace.RunNext},
	{Kind: trace.GoStart, P: 0, M: 0, G: 1, Rule: trace.RuleRunNext, N: 1},
	{At: 80, Kind: trace.GoCreate, P: 0, M: 0, G: 1, Other: 7, Func: 2, To: trace.RunNext},
	{At: 160, Kind: trace.ChanMake, P: 0, M: 0, G: 1, Obj: 64, Text: "int"},
	{At: 185, Kind: trace.GoBlock, P: 0, M: 0, G: 1, Why: trace.ChanReceive, Obj: 64},
	{At: 225, Kind: trace.GoStart, P: 0, M: 0, G: 7, Rule: trace.RuleRunNext, Flag: true, N: 1},
}

// A Log has the state at any event, in any order.
func ExampleLog() {
	var log view.Log
	for _, e := range run {
		if err := log.Append(e); err != nil {
			fmt.Println(err)
			return
		}
	}
	var s view.State
	for _, n := range []int{9, 6, 8} {
		log.Move(&s, n)
		p := s.Procs[0]
		fmt.Printf("%d ns: P0 runs G%d, next G%d; waiting: %d\n", s.At, p.Running, p.Next, len(s.Waiting()))
	}
	err := log.Append(trace.Event{At: 300, Kind: trace.GoUnblock, P: 0, G: 7, Other: 9})
	fmt.Println(err)
	// Output:
	// 225 ns: P0 runs G7, next G0; waiting: 1
	// 80 ns: P0 runs G1, next G7; waiting: 0
	// 185 ns: P0 runs G0, next G7; waiting: 1
	// event 9, GoUnblock at 300 ns: G9 is dead, not waiting
}

// Explain tells an event with the names that the source has for things.
func ExampleExplain() {
	var s view.State
	names := view.Names{
		Func: func(int32) string { return "main.send" },
		Var:  func(uint64) string { return "jobs" },
	}
	for _, e := range run {
		if err := s.Apply(e); err != nil {
			fmt.Println(err)
			return
		}
		if e.At >= 80 {
			c := view.Explain(e, &s, names)
			fmt.Printf("%s (%s)\n", c, c.Func)
		}
	}
	// Output:
	// G1 starts G7 to run main.send: it goes into P0's runnext. (runtime.newproc)
	// G1 makes jobs, which has no buffer. (runtime.makechan)
	// G1 parks until somebody sends on jobs. (runtime.chanrecv)
	// P0 runs G7 from runnext, on what is left of the time slice. (runtime.runqget)
}

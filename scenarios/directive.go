package scenarios

import "time"

// A Directive is a comment that speaks of a statement or of a function.
type Directive struct {
	Kind Kind
	Text string        // Note, Ask: what it says
	D    time.Duration // Cost, Syscall, Network: how long a call takes
	Line int           // of the directive itself, counted from 1

	// What it is about: for Note, Ask and Stop the statement that follows, else the
	// function it stands on. TargetLine and TargetCol are where that begins, in the
	// source and counted from 1 (a function's is its name); Func is the function's
	// name, T.m for a method, and empty for a statement.
	TargetLine, TargetCol int
	Func                  string
}

// A Kind says what a directive does.
type Kind string

// The kinds of directive that stand inside a program.
const (
	Note    Kind = "note"    // the caption when the statement runs
	Ask     Kind = "ask"     // pause before the statement and ask; the next step answers
	Stop    Kind = "stop"    // pause before the statement
	Cost    Kind = "cost"    // a call takes D on the processor, its body is not run
	Syscall Kind = "syscall" // a call spends D in a blocking system call
	Network Kind = "network" // a call is parked on the network poller for D
)

// Where a directive may stand.
type place int

const (
	onTop      place = iota // before the package clause
	beforeStmt              // on a line of its own before a statement
	onFunc                  // in the comment directly above a function
)

func (p place) String() string {
	return [...]string{"before the package clause", "on a line of its own before a statement", "in the comment directly above a function"}[p]
}

// directives is what may be said after //scope:, and where.
var directives = map[string]place{
	"procs": onTop, "gogc": onTop, "memlimit": onTop, "seed": onTop, "runq": onTop, "minheap": onTop,
	"godebug": onTop, "off": onTop, "view": onTop, "want": onTop,
	string(Note): beforeStmt, string(Ask): beforeStmt, string(Stop): beforeStmt,
	string(Cost): onFunc, string(Syscall): onFunc, string(Network): onFunc,
}

package sim

import "gopherscope/sim/trace"

// A Config is what a run can be told. With the program and nothing else it fixes the run.
type Config struct {
	Procs     int      // GOMAXPROCS; 0 means 4
	GOGC      int      // percent; 0 means 100, negative turns the collector off
	SoftLimit int64    // GOMEMLIMIT: bytes of memory that the collector tries to keep to; 0 means none
	MemLimit  uint64   // bytes the program's memory may reach before it dies; 0 means DefaultMemLimit
	MinHeap   uint64   // bytes of heap below which nothing is collected; 0 means Go's 4 MiB
	Seed      uint64   // of every choice left to chance; 0 means 1
	RunqCap   int      // length of a local run queue; 0 means Go's 256
	Args      []string // os.Args after the program's name
	Stdin     []byte

	// Rules broken on purpose (//scope:off).
	NoStealing, NoPreemption, NoRunNext, NoNetpoll bool

	// NoBarrier has pointer stores shade nothing while the collector marks, so that objects may be
	// freed that the program still has. The run ends when one is used.
	NoBarrier bool

	// NoGreenTea has the collector mark object by object (GOEXPERIMENT=nogreenteagc).
	NoGreenTea bool

	// What GODEBUG asks for: GCTrace has a line printed after each collection, GCStopTheWorld
	// has the world stopped while it marks; SchedTrace, if not 0, has the scheduler's state
	// printed so often, SchedDetail at length; AsyncPreemptOff has goroutines yield at calls
	// only.
	GCTrace         bool
	GCStopTheWorld  bool
	SchedTrace      trace.Time
	SchedDetail     bool
	AsyncPreemptOff bool
	ClobberFree     bool // freed memory is overwritten

	// CoarseTimers has an idle program sleep in whole milliseconds, as on Linux.
	CoarseTimers bool

	// Until is the virtual time at which the run is given up; 0 means DefaultUntil, and then
	// MaxSteps bounds it too.
	Interleave bool // Ps that run side by side take turns after each instruction, not after up to 79 ns
	Until      trace.Time

	// Heap has a History record what happens to single objects: the classes Alloc, Mark and Pace.
	Heap bool

	// MaxDetail is how many events of the classes Alloc and Mark are written; of what comes after
	// them the machine says nothing. 0 means all, and DefaultMaxDetail to a History.
	MaxDetail uint64

	Marks []Mark // notes, questions and stops of the scenario, by line
}

// Bounds of a run that sets none of its own.
const (
	DefaultMemLimit  = 512 << 20
	DefaultUntil     = 10 * 60 * trace.Second
	DefaultMaxDetail = 500_000       // some 100 MB of a log
	DefaultMaxSteps  = 2_000_000_000 // 2 s of work by all Ps together
)

// A Mark is a place in the source where the run says something: GoNote events are written
// when a goroutine reaches the first statement below its line.
type Mark struct {
	Kind MarkKind
	Line int // of the directive, in the program's file
	Text string
}

// A MarkKind says what a Mark is for.
type MarkKind uint8

// The kinds of marks, after the directives //scope:note, ask and stop.
const (
	Note MarkKind = iota
	Ask
	Stop
)

// An Outcome says how a program ended.
type Outcome struct {
	Done   bool
	Status int    // exit status
	Why    string // "main returned", "os.Exit", "deadlock", "panic", "fatal error", "stopped": given up at a bound, "internal error": a fault of ours
}

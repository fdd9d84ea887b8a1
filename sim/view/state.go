package view

import "gopherscope/sim/trace"

// A Status is what a goroutine does: the runtime's states, less those of an instant.
type Status uint8

// The states of a goroutine.
const (
	Dead     Status = iota // ended, or not there yet
	Runnable               // in a queue
	Running                // on a P
	Syscall                // in a system call
	Waiting                // parked
)

// String names the status in a word or two.
func (s Status) String() string {
	names := [...]string{Dead: "dead", Runnable: "runnable", Running: "running", Syscall: "in a system call", Waiting: "waiting"}
	if int(s) < len(names) {
		return names[s]
	}
	return "of unknown status"
}

// A State is a run at one instant: after Events events of its log. It is folded from them
// alone, so it can be had without a machine.
type State struct {
	At     trace.Time
	Events int         // events folded so far
	Last   trace.Event // the newest of them; zero before the first

	Procs  []Proc           // by ProcID, GOMAXPROCS of them
	Global []trace.GoID     // global queue, head first
	Ms     []Thread         // by ThreadID
	IdleM  []trace.ThreadID // parked threads, the next one to be woken last
	IdleP  []trace.ProcID   // idle Ps, the next one to be taken last
	Gs     []G              // in order of creation; ended ones stay, Status Dead, until they outnumber the others
	index  map[trace.GoID]int32
	dead   int
	Objs   []Obj // channels, locks, wait groups and timers, in order of their first event
	objAt  map[uint64]int32

	Stopped string      // why the world is stopped, or ""
	Cycle   int64       // GC cycles begun
	Marking bool        // a GC cycle is under way
	Phase   trace.Phase // of the collector
	Live    int64       // bytes that count towards the goal, as far as events said; 0 if none did
	Goal    int64       // bytes; the largest int64 for none, 0 if no event said
	Trigger int64       // bytes at which the next cycle begins, likewise

	Exit    bool // the program has ended
	ExitWhy string
	Status  int // its exit status
}

// A Proc is a P: its place in the board.
type Proc struct {
	M       trace.ThreadID // who holds it, NoThread while idle
	Running trace.GoID     // NoGo while it schedules or idles; a goroutine in a system call stays until the P is taken
	Picked  trace.GoID     // found by findRunnable, not yet started: the last of a stolen half, the first of a batch
	Next    trace.GoID     // runnext
	Kicked  trace.GoID     // pushed out of runnext, and not yet queued: between an event and its GoKick or GoSpill
	Ring    []trace.GoID   // local run queue, oldest first
	Head    int64          // goroutines that have left the head of Ring so far: where it stands in the runtime's ring
	Idle    bool
	Preempt bool       // sysmon has asked the running goroutine to yield
	Tick    int64      // schedtick: fresh slices begun
	Since   trace.Time // when the running goroutine's slice began: inherited slices keep it
	Rule    trace.Rule // who chose the running goroutine
	Work    Work       // what the running goroutine does for the collector
}

// A Thread is an M.
type Thread struct {
	Made     bool
	P        trace.ProcID // NoProc if it has none
	G        trace.GoID   // what it runs, or the goroutine in whose system call it sits
	Spinning bool
	Napping  bool       // has just seen another P's runnext, and gives that P a moment before it takes it
	Parked   bool       // on the idle list
	Waking   bool       // left the idle list, not yet running
	Polling  bool       // without a P, blocked in the network poller
	Dead     bool       // has ended
	For      trace.GoID // Parked, but not on the idle list: it waits for this goroutine alone to run
}

// A G is a goroutine. There may be a million rows of it in several states, so small fields
// stand side by side.
type G struct {
	ID       trace.GoID
	Parent   trace.GoID
	Name     string       // of one of the runtime's own: its function
	Call     string       // of one in a system call: its name
	Obj      uint64       // what it waits on, or 0
	Until    trace.Time   // when its sleep ends, or 0
	Since    trace.Time   // when it entered its Status
	seq      int          // the event that put it into its Status
	Func     int32        // index of the function its go statement runs, into the program's functions
	Stack    int32        // bytes of its stack; 0 if it has the size that stacks begin with
	PC       int32        // where it was last seen: an index into the program's code
	P        trace.ProcID // where it runs or is queued; NoProc in the global queue or parked
	Status   Status
	Place    trace.Place  // of a runnable one
	Why      trace.Reason // of a waiting one
	System   bool         // one of the runtime's own
	Panicked bool         // it has panicked, or called Goexit, and may have recovered
}

// An ObjKind says what kind of thing goroutines wait on.
type ObjKind uint8

// The kinds of things that goroutines wait on.
const (
	ObjChan ObjKind = iota + 1
	ObjMutex
	ObjWaitGroup
	ObjSema
	ObjTimer
)

// An Obj is a thing that goroutines wait on.
type Obj struct {
	Addr   uint64
	Kind   ObjKind
	Cap    int64      // of a channel; -1 if its make was not seen
	Len    int64      // of a channel: buffered values
	Closed bool       // of a channel
	Owner  trace.GoID // of a mutex: who holds it
	Count  int64      // of a wait group
	Elem   string     // of a channel: element type
	Born   int        // the number of events before the one that showed it first: tells apart what an address held in turn
}

// A Group is the goroutines that wait for one thing, in the order they came.
type Group struct {
	Why  trace.Reason // NoReason: in the system call Call
	Obj  uint64       // 0: each waits for itself (sleep, select, nil channel)
	Call string       // the system call
	Gs   []trace.GoID
}

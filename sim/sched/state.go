package sched

import (
	"fmt"

	"gopherscope/sim/trace"
)

// none is the empty value of every index: of slots, Ps, Ms and rows.
const none = -1

// A Status is a goroutine's state, numbered as in the runtime (runtime/runtime2.go).
type Status uint8

// The states of goroutines.
const (
	Gidle      Status = 0
	Grunnable  Status = 1
	Grunning   Status = 2
	Gsyscall   Status = 3
	Gwaiting   Status = 4
	Gdead      Status = 6
	Gpreempted Status = 9
)

var statusText = [...]string{
	Gidle: "_Gidle", Grunnable: "_Grunnable", Grunning: "_Grunning", Gsyscall: "_Gsyscall",
	Gwaiting: "_Gwaiting", Gdead: "_Gdead", Gpreempted: "_Gpreempted",
}

// String returns the runtime's name for the state.
func (st Status) String() string { return statusText[st] }

// follows says which states may follow each, as bits. A waiting goroutine runs at once when
// somebody switches to it, and that of whoever stopped the world when it starts again.
var follows = [16]uint16{
	Gdead:      1<<Grunnable | 1<<Gwaiting, // a go statement; a coroutine
	Grunnable:  1 << Grunning,
	Grunning:   1<<Grunnable | 1<<Gwaiting | 1<<Gsyscall | 1<<Gdead | 1<<Gpreempted,
	Gsyscall:   1 << Grunning,
	Gwaiting:   1<<Grunnable | 1<<Grunning,
	Gpreempted: 1 << Gwaiting,
}

// A transition is a goroutine's step from a state to one that cannot follow it.
type transition struct {
	g        trace.GoID
	from, to Status
}

// Broken says which goroutine has left a state for one that cannot follow it, if one has: a
// fault of the scheduler's own, which ends the run.
func (s *Sched) Broken() string {
	if s.broken.g == trace.NoGo {
		return ""
	}
	return s.broken.String()
}

func (b transition) String() string { return fmt.Sprintf("G%d goes from %v to %v", b.g, b.from, b.to) }

// A G is a goroutine's place in the scheduler. Its registers and stack are the vm's, in the
// row of the same slot.
type G struct {
	ID      trace.GoID
	Status  Status
	Reason  trace.Reason // why it waits
	Since   trace.Time   // when it entered Status
	Until   trace.Time   // of a sleeper: when it ends
	Obj     uint64       // address of what it waits on, 0 if nothing
	M       int32        // the thread it runs on
	Parent  trace.GoID   // who created it; NoGo for main and timers' goroutines
	Func    int32        // the function it began with
	Preempt bool         // sysmon asked it to yield
	System  bool         // one of the runtime's own, which NumGoroutine and checkdead leave out
	Kind    System       // … of this kind

	preemptStop bool // who scans its stack asked it to stop: at its next safe point it does not queue

	link    int32   // next in the queue it stands in
	waiting int32   // its sudogs, linked by waitlink; in a select one per case
	resume  resume  // what Resume has to do
	result  Result  // how the operation it parked in ended
	sema    semWait // of a resumeSema: the semaphore it came back to
	chosen  uint64  // of a resumeSelect: the channel that went ahead

	lockedm   int32  // 1 + the thread it is tied to, or 0
	lockedExt int32  // LockOSThread calls not undone
	ran       uint32 // dispatches when it last stopped; 0 if it has yet to run
}

// A resume says what remains to be done when a parked goroutine runs again.
type resume uint8

const (
	resumeNone    resume = iota // it was not in an operation: it is new or was preempted
	resumeResult                // hand out G.result
	resumeSelect                // … and say which case of a select went ahead
	resumeSema                  // compete for the semaphore again (semacquire1)
	resumeSyscall               // … and count the system call, which ended without a P
	resumeProcs                 // gcsema is its own: set the GOMAXPROCS in G.result.Case
)

// A PStatus is a P's state, numbered as in the runtime.
type PStatus uint8

// The states of Ps.
const (
	Pidle    PStatus = 0
	Prunning PStatus = 1
	Pgcstop  PStatus = 3
)

var pstatusText = [...]string{Pidle: "_Pidle", Prunning: "_Prunning", Pgcstop: "_Pgcstop"}

// String returns the runtime's name for the state.
func (st PStatus) String() string { return pstatusText[st] }

// pfollows says which states of a P may follow each, as bits.
var pfollows = [...]uint8{
	Pidle:    1<<Prunning | 1<<Pgcstop,
	Prunning: 1 << Pidle,
	Pgcstop:  1 << Pidle,
}

// setStatus moves P p to a state. One that may not follow the state it is in is a fault of the
// scheduler's own, and ends the run.
func (s *Sched) setStatus(p int32, to PStatus) {
	pp := &s.ps[p]
	if pfollows[pp.Status]&(1<<to) == 0 {
		panic(fmt.Sprintf("P%d goes from %v to %v at %dns", p, pp.Status, to, s.now))
	}
	pp.Status = to
}

// A P is the right to run Go code; a machine has GOMAXPROCS of them.
type P struct {
	Status      PStatus
	M           int32      // the thread that holds it, or -1
	Next        int32      // runnext: the slot that runs before the ring, or -1
	Schedtick   uint32     // slices begun here; every 61st looks at the global queue first
	Syscalltick uint32     // system calls finished here
	SliceStart  trace.Time // when the current slice began
	Preempt     bool       // sysmon asked P's goroutine to yield
	Mode        WorkerMode // how the collector's worker on it works, if one does

	safePoint  bool       // runSafePointFn: it has yet to do what somebody wants every P to do
	nextWorker int32      // nextGCMarkWorker: the worker that it runs when its thread wakes, or -1
	workStart  trace.Time // when the worker on it began
	fractional trace.Time // gcFractionalMarkTime: spent in fractional workers in this mark phase
	Idle       bool       // on the stack of idle Ps; a P set aside for a waking thread is not

	link      int32 // next in the stack of idle Ps
	oldm      int32 // the thread it had when the world stopped
	goidcache trace.GoID
	goidend   trace.GoID
	gFree     gQueue         // dead slots to use again, a stack
	mon       sysmontick     // what sysmon saw last
	runqhead  uint64         // goroutines that ever left the ring
	runqtail  uint64         // … that ever entered it
	runq      [RunqCap]int32 // the ring: slots from runqhead to runqtail, modulo the capacity
}

// An MState says what a thread does.
type MState uint8

// The states of threads.
const (
	Mrunning MState = iota // holds a P: runs a goroutine or the scheduler
	Midle                  // parked on the idle threads
	Mwaking                // was woken or created with a P set aside; does not run yet
	Mnapping               // holds a P; sleeps a moment before it steals a runnext
	Mpolling               // without a P, blocked in the network poller
	Msyscall               // its goroutine is in a system call
	Msysmon                // the monitor, or the template thread: never holds a P
	Mlocked                // without a P, sleeps until the goroutine tied to it is found in a queue
	Mdead                  // has ended
)

// An M is an operating system thread.
type M struct {
	State    MState
	P        int32      // the P it holds, or -1
	Nextp    int32      // the P set aside for it while it wakes, or -1
	Oldp     int32      // the P it held when its system call began
	Curg     int32      // slot of the goroutine it runs, or -1
	lockedg  int32      // 1 + slot of the goroutine that is tied to it, or 0
	Spinning bool       // looks for work, or was woken to
	spun     bool       // it was spinning before it went into the network poller
	link     int32      // next in the stack of idle Ms
	parked   trace.Time // when it joined that
	steal    stealing
}

// found is what findRunnable found: a goroutine, and by which rule.
type found struct {
	g       int32 // slot
	inherit bool  // it goes on with the slice that is running
	rule    trace.Rule
	from    trace.Place // the queue it was taken off; NoPlace if an event before says so
}

var nothing = found{g: none}

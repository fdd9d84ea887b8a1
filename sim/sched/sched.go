package sched

import (
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// A Host is what the scheduler asks of the machine around it: the clock, the agenda, the
// event log, and three things that only the machine can do.
//
// The scheduler leaves PC and Step of the events it writes for the machine to fill in.
type Host interface {
	trace.Sink

	// Now returns the instant of the operation or appointment being served.
	Now() trace.Time
	// At asks the machine to keep a at time t, which is not before Now. Appointments of one
	// instant are kept in the order they were made.
	At(t trace.Time, a Appointment)
	// Go makes the goroutine in slot, just created by an expired timer, call the closure at
	// address fn when it first runs.
	Go(slot int32, fn uint64)
	// StoreTime stores at address dst the time.Time value that stands for the instant t:
	// what a timer sends on its channel.
	StoreTime(dst uint64, t trace.Time)
	// Shade and BulkBarrier are the write barrier, called before the store: of a pointer that
	// takes the place of old at address at, 0 if that is no word of the program's memory, and of
	// a value of type elem that is copied from src to dst, or cleared if src is 0. With direct
	// dst or src is the stack of a goroutine that does not run.
	Shade(at, old, new uint64)
	BulkBarrier(dst, src, elem uint64, direct bool)
	// Print writes text of the runtime's own to standard error.
	Print(text string)
	// SafePoint does for P p what ForEachP was called for. Nothing runs on p meanwhile.
	SafePoint(p int32)
	// MarkWork reports whether a worker of the collector would find something to do on P p; on
	// no P if p is -1. It is asked only in a mark phase.
	MarkWork(p int32) bool
}

// An Appointment is something to be done at a known instant. Appointments are data, not
// closures, so that a machine with an agenda full of them can be copied.
type Appointment struct {
	Kind Kind
	P    int32  // of Run: the P whose goroutine runs
	M    int32  // of Wake, Nap, Poll and SyscallEnd: the thread
	Arg  uint32 // number of the nap or sleep; an older one is stale and is ignored
}

// A Kind says what an appointment is for.
type Kind uint8

// Kinds of appointments. The machine keeps Run and Dead itself and hands all others back to
// Sched.Keep.
const (
	NoKind     Kind = iota
	Run             // P's current goroutine runs on: from Resume, if it had parked
	Dead            // the program is dead; Arg is a Death
	Wake            // a thread that was woken or created starts to run
	Nap             // a thief's nap before it takes a runnext is over
	Poll            // the thread in the network poller wakes: the earliest timer has expired, or it is interrupted
	IOReady         // the kernel has something for a goroutine that waits for the network
	SyscallEnd      // the thread's system call returns
	Sysmon          // sysmon looks
)

// A Death is a way for a program to end that the scheduler finds.
type Death uint32

// The deaths that checkdead reports (runtime/proc.go).
const (
	NotDead Death = iota
	Deadlock
	NoGoroutines
)

var deathText = [...]string{
	NotDead:      "",
	Deadlock:     "all goroutines are asleep - deadlock!",
	NoGoroutines: "no goroutines (main called runtime.Goexit) - deadlock!",
}

// String returns what the runtime prints after "fatal error: ".
func (d Death) String() string { return deathText[d] }

// RunqCap is the length of a P's local queue in Go (len(p.runq), runtime/runtime2.go).
const RunqCap = 256

// startTicks is P0's schedtick in main.main's first slice, which decides when the 61st comes.
const startTicks = 4

// MaxProcs is the largest GOMAXPROCS.
const MaxProcs = 256

// A Config is what a run of the scheduler can be told. The zero value is Go's behaviour with
// one P.
type Config struct {
	Procs   int    // GOMAXPROCS, 1 to MaxProcs; 0 means 1
	RunqCap int    // length of the local queues, 2 to RunqCap, even; 0 means RunqCap
	Seed    uint64 // of the choices that Go leaves to chance: select, the order of victims

	// LinksOS says that the program links package os, whose initialisation has the runtime start
	// its finalizer goroutine before main.main.
	LinksOS bool

	// CoarseTimers makes the poller count in milliseconds, as on Linux: an idle program's
	// sleeps last up to a millisecond longer, and whose end in the same one end together.
	CoarseTimers bool

	// SchedTrace, if not 0, has sysmon print the scheduler's state so often; SchedDetail makes
	// that long (GODEBUG).
	SchedTrace  trace.Time
	SchedDetail bool

	// Rules broken on purpose, to see what they are for.
	NoStealing   bool // idle Ps take no work from others
	NoPreemption bool // sysmon asks nobody to yield
	NoRunNext    bool // new and woken goroutines queue at the tail
}

// A Fault is a panic that a channel operation raises in the goroutine that did it.
type Fault uint8

// The faults.
const (
	NoFault   Fault = iota
	FaultSend       // send on closed channel
	FaultCloseClosed
	FaultCloseNil
)

// A Result says how the goroutine that asked for an operation goes on.
type Result struct {
	// Parked: the goroutine no longer runs on its P; what the P does instead is already
	// arranged, and the other fields mean nothing. When the goroutine runs again, Resume
	// tells how the operation ended.
	Parked bool
	OK     bool  // a receive got a sent value; a non-blocking send or receive happened; a timer was stopped in time
	Fault  Fault // the goroutine panics
	Case   int32 // of a select: the case that went ahead, -1 for default
}

// A Sched is the whole state of the scheduler. All of it is flat, and a checkpoint copies
// it: see Checkpoint.
type Sched struct {
	host Host
	mem  *mem.Memory
	conf Config

	core
	gs         mem.Table[G]     // by slot
	ps         []P              // allp
	ms         []M              // allm, by ThreadID
	timers     [][]timerWhen    // per P: a 4-ary heap by (when, seq)
	io         []ioWait         // goroutines parked on the network poller, by (at, seq)
	sudogs     mem.Table[sudog] // waiting places of goroutines on channels and semaphores
	coprimes   []uint32         // of coprimesOf Ps: the steps of a thief's way round them
	coprimesOf uint32
	order      []int32    // scratch of selectgo: poll order, then lock order
	now        trace.Time // scratch: the host's Now of the operation being served
	elapsed    trace.Time // scratch: what the operation being served has cost so far
	looked     lookList   // scratch: what the decision being taken has passed over
}

// core is the scheduler's single values, copied whole by a checkpoint. Its names are those
// of schedt (runtime/runtime2.go).
type core struct {
	goidgen trace.GoID // last goroutine number given to a P's batch
	runq    gQueue     // the global run queue
	gFree   gQueue     // dead slots shared by all Ps; used as a stack

	pidle        int32 // idle Ps, a stack linked by P.link
	npidle       int32
	idled        trace.Time // see IdleTime
	midle        int32      // idle Ms, a stack linked by M.link
	nmidle       int32
	nmspinning   int32
	needspinning bool

	polling    bool       // an M is blocked in the network poller: lastpoll is 0
	pollUntil  trace.Time // when it wakes by itself; Never if only by being interrupted
	pollM      int32
	pollSeq    uint32     // number of the last blocking poll
	pollBroken bool       // it was interrupted and is on its way back
	pollUsed   bool       // netpollInited: some timer was set, or somebody has waited for the network
	lastpoll   trace.Time // when somebody last came back from the poller, or sysmon looked; it does not count while polling
	ioSeq      uint64     // goroutines that have ever parked on the poller

	mon        monitor
	stw        worldStop
	each       eachP
	semas      [runtimeSemas]runtimeSema
	mark       marking
	lastGC     trace.Time // when the last collection ended; 0 if there was none
	noForceGC  bool       // GOGC is off: no collection because of time
	rand       pcg
	timerSeq   uint64 // insertion order of timers, the tiebreak of equal deadlines
	freeSudogs int32  // linked by next
	roots      [semTabSize]int32
	dead       Death
	broken     transition
	created    uint64 // goroutines ever, the runtime's own included
	live       int32  // goroutines that are not dead, the runtime's own left out
	systemDue  bool   // … of one of them
	booting    int32  // of them, how many were queued at the start and have not run yet
	dispatches uint32 // goroutines dispatched so far: how cold one is
	running    int32  // threads with a goroutine, be it in a system call

	nmidlelocked int32 // threads that sleep until their own goroutine is found
	nmsys        int32 // threads of the runtime's own: sysmon, and the template thread
	nmfreed      int32 // threads that have ended
	template     bool  // there is a template thread

	system     [systemKinds]int32 // slots of the runtime's own goroutines; 0 for none, as slot 0 is main's
	systemWake [systemKinds]bool  // it waits for work, and there is some: fingWake
}

// New returns a scheduler with no goroutine yet. Start begins.
func New(conf Config, host Host, memory *mem.Memory) *Sched {
	conf.Procs = min(max(conf.Procs, 1), MaxProcs)
	if conf.RunqCap == 0 {
		conf.RunqCap = RunqCap
	}
	conf.RunqCap = min(max(conf.RunqCap&^1, 2), RunqCap)
	s := &Sched{host: host, mem: memory, conf: conf}
	s.core = core{
		runq: emptyQueue, gFree: emptyQueue,
		pidle: none, midle: none, pollM: none, freeSudogs: none,
		rand: newPCG(conf.Seed),
	}
	for i := range s.roots {
		s.roots[i] = none
	}
	for i := range s.semas {
		s.semas[i].waiting = emptyQueue
	}
	s.mark.pool, s.mark.assists, s.mark.waiting, s.mark.starter = emptyQueue, emptyQueue, emptyQueue, none
	s.ps = make([]P, conf.Procs)
	s.timers = make([][]timerWhen, conf.Procs)
	for i := range s.ps {
		s.ps[i] = newP()
	}
	return s
}

// newP returns a P that has nothing.
//
// Models (*p).init, runtime/proc.go.
func newP() P {
	p := P{M: none, Next: none, link: none, oldm: none, nextWorker: none, gFree: emptyQueue}
	p.mon.syscallwhen = -forcePreemptNS // nothing was seen for long
	return p
}

// Start begins the program: main's goroutine, number 1 in slot 0, runs function fn on P0 and
// M0; sysmon is M1; the other Ps are idle with the highest on top, as procresize leaves them; the
// goroutines that the runtime starts before main.main are there.
//
// Models schedinit and main, runtime/proc.go.
func (s *Sched) Start(fn int32) (slot int32) {
	s.begin(0)
	s.emit(trace.Event{Kind: trace.ProcsChange, P: 0, M: trace.NoThread, N: int64(len(s.ps))})
	for i := 1; i < len(s.ps); i++ {
		s.pidleput(int32(i))
	}
	m0 := s.newM()
	sysmon := s.newM()
	s.ms[sysmon].State = Msysmon
	s.nmsys = 1
	s.emit(trace.Event{Kind: trace.ThreadStart, P: 0, M: trace.ThreadID(m0)})
	s.acquirep(m0, 0)
	g := s.newproc1(0, fn, Grunnable)
	s.emitPut(0, s.runqput(0, g, true), trace.Event{Kind: trace.GoCreate, Other: s.idOf(g), Func: fn})
	s.ps[0].Schedtick = startTicks - 1
	f := s.runqget(0)
	f.inherit = false // main begins a slice of its own
	s.elapsed = 0     // the run begins with main
	s.execute(m0, g, f)
	s.startSystemGs()
	s.startSysmon()
	return g
}

// Keep does what appointment a, one of the kinds that the machine hands back, is about.
func (s *Sched) Keep(a Appointment) {
	s.begin(0)
	switch a.Kind {
	case Wake:
		s.mstart(a.M)
	case Nap:
		s.napOver(a.M)
	case Poll:
		if a.Arg == s.pollSeq && s.polling {
			s.netpollReturn(a.M)
		}
	case IOReady:
		s.ioReady()
	case SyscallEnd:
		s.exitsyscall(s.ms[a.M].Curg)
	case Sysmon:
		if a.Arg == s.mon.seq {
			s.sysmon()
		}
	}
}

// Current returns the slot of the goroutine that runs on P p, or -1 if none does.
func (s *Sched) Current(p int32) int32 {
	if m := s.ps[p].M; m != none {
		return s.ms[m].Curg
	}
	return none
}

// Running returns how many goroutines have a thread: they run, or are in a system call.
func (s *Sched) Running() int { return int(s.running) }

// Procs returns GOMAXPROCS.
func (s *Sched) Procs() int { return len(s.ps) }

// Slots returns how many slots there are: goroutines living and dead.
func (s *Sched) Slots() int { return s.gs.Len() }

// G returns the goroutine in a slot, to be read only. It is stale after the next operation.
func (s *Sched) G(slot int32) *G { return s.gs.Get(int(slot)) }

// Ps returns the Ps, to be read only.
func (s *Sched) Ps() []P { return s.ps }

// Ms returns the threads, to be read only.
func (s *Sched) Ms() []M { return s.ms }

// NumGoroutine returns the number of goroutines that have not ended, those of the runtime
// left out: runtime.NumGoroutine.
func (s *Sched) NumGoroutine() int { return int(s.live) }

// Death returns how the program died, if the scheduler found it dead.
func (s *Sched) Death() Death { return s.dead }

// Roots calls yield with every address of the program's memory that only the scheduler
// holds, until it returns false: the timers that are still to fire.
func (s *Sched) Roots(yield func(word uint64) bool) {
	for _, heap := range s.timers {
		for _, tw := range heap {
			if tw.timer != 0 && !yield(tw.timer) {
				return
			}
		}
	}
}

// watched reports whether anybody wants events of the scheduling class. Where every nanosecond
// counts it is asked before an event is made up.
func (s *Sched) watched() bool { return s.host.Wants(trace.Sched) }

// emit writes an event of the scheduling class, at Now, if anybody wants it.
func (s *Sched) emit(e trace.Event) {
	if s.watched() {
		e.At = s.now
		s.host.Write(e)
	}
}

// emitWait is emit for the class of waiting.
func (s *Sched) emitWait(e trace.Event) {
	if s.host.Wants(trace.Wait) {
		e.At = s.now
		s.host.Write(e)
	}
}

package trace

// A Class groups kinds of events; a machine writes only the classes asked for.
type Class uint16

// The classes of events.
const (
	Sched   Class = 1 << iota // goroutines and processors change state
	Wait                      // channels, locks and timers change
	GC                        // the collector's phases
	Alloc                     // allocations and frees
	Line                      // a goroutine reaches a source line
	Output                    // the program writes to standard output or error
	Code                      // one executed instruction
	Default = Sched | Wait | GC | Output
	All     = Default | Alloc | Line | Code
)

// A Kind is what an event says happened. The comment after each names the fields it uses
// beside At, Step, P, M, G and PC; fields not named are zero.
type Kind uint8

// The kinds of events, in the tracer's words where it has a word.
const (
	NoKind Kind = iota

	// Processors and threads.
	ProcsChange // N: GOMAXPROCS from now on; P is the one that changed it
	ProcStart   // M takes P and P leaves the idle list; N=1: the M starts as a spinning one
	ProcStop    // M gives up P, which goes idle
	ProcSteal   // P is taken from M, whose goroutine sits in a system call
	ThreadStart // M is a new thread
	ThreadWake  // M leaves the idle threads; the wake-up takes time, it runs at its ProcStart
	ThreadPark  // M joins the idle threads
	SpinBegin   // M, holding P, looks for work elsewhere
	SpinEnd     // M found work or gave up
	Sysmon      // sysmon looks; N: its next nap in ns. Written only when it acts

	// Goroutines.
	GoCreate     // Other: the new goroutine; Func: what it runs; Place (RunNext): where it is put
	GoKick       // Other: pushed out of P's runnext by a newcomer, to the tail of P's local queue
	GoSpill      // N: goroutines moved from the head of P's local queue to the tail of the global queue because the ring was full; Other: the one that did not fit, which follows them there
	GoStart      // G begins to run on P; Rule: who chose it; N: P's schedtick after; Inherit: the slice goes on
	GoBatch      // N: goroutines moved from the head of the global queue to P's empty local queue (the first of the batch runs and is not counted)
	GoStealing   // M on P looks at From's queue; N: the pass, 0 to 3. Written when it naps before taking runnext
	GoSteal      // N: goroutines moved from the head of From's queue to P (the last of them runs, the others queue in order); Place: LocalQueue or RunNext
	GoStop       // G leaves P still runnable; Reason, Place: where to
	GoBlock      // G parks; Reason, Obj: what it waits on (0 if nothing), Until: when a sleep ends
	GoUnblock    // Other: readied by G (NoGo: by a timer or poller); Place: where to; Obj: what it waited on
	GoDestroy    // G ended
	GoPreempt    // sysmon asks the goroutine Other on P to yield; N: ns it has run
	GoSyscall    // G enters a system call; Text: its name
	GoSyscallEnd // G is back from it; Rule: how it got a P

	// What goroutines wait on.
	ChanMake      // Obj, N: capacity; Text: element type
	ChanSent      // Obj, Other: the receiver that got the value directly, or NoGo: it went into the buffer; N: buffered after
	ChanReceived  // Obj, Other: the sender it came from or NoGo: out of the buffer; N: buffered after; Flag: the channel was closed and empty
	ChanClose     // Obj, N: how many waiters it wakes
	SelectDone    // Obj: the channel chosen; N: case index, -1 for default; N2: how many cases were ready
	SemaAcquire   // Obj; Flag: without waiting
	SemaRelease   // Obj; N: waiters left
	MutexLocked   // Obj; G holds it
	MutexUnlocked // Obj
	WaitGroupAdd  // Obj, N: delta, N2: counter after
	TimerSet      // Obj, Until
	TimerFire     // Obj, Other: the goroutine it readied or created, or NoGo

	// Collector and memory.
	STWBegin // Text: why the world stops
	STWEnd
	GCBegin   // N: cycle, N2: heap bytes
	GCEnd     // N: cycle, N2: bytes marked
	HeapAlloc // Obj, N: bytes; Text: type
	HeapFree  // N: objects freed; N2: bytes

	// The program itself.
	GoNote     // G reaches a mark of the scenario; N: its number in the run's Config
	GoLine     // G reaches a line (PC)
	GoWrite    // Text: bytes written; N: 1 standard output, 2 standard error
	GoPanic    // G panics; Text: the value
	GoRecover  // G recovered
	ProgramEnd // N: exit status; Text: why ("main returned", "deadlock", "panic", "exit", "fatal")
	Instr      // PC: an instruction is about to be executed

	KindCount
)

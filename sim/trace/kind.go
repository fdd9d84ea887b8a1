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
	Mark                      // the collector root by root, span by span and object by object
	Pace                      // the heap grows, and its goal moves
	Default = Sched | Wait | GC | Output
	All     = Default | Alloc | Line | Code | Mark | Pace
)

// Steps is a set of things that a reader steps by.
type Steps uint8

// What a reader steps by, beside single events.
const (
	Decisions Steps = 1 << iota // choices of the scheduler: who runs, who is queued where, who is woken, taken or stopped
	Phases                      // phases of the collector, and stops of the world
	Roots                       // root jobs of the collector
	Scans                       // objects and spans that it scans
)

// A Phase is what the collector does, as all Ps agree: gcphase, runtime/mgc.go. The write barrier
// is on in all phases but PhaseOff.
type Phase uint8

// The phases of the collector.
const (
	PhaseOff             Phase = iota // no cycle is under way; spans are swept
	PhaseMark                         // workers and assists mark
	PhaseMarkTermination              // the world is stopped, and nothing is left to mark
)

var phaseText = [...]string{PhaseOff: "off", PhaseMark: "mark", PhaseMarkTermination: "mark termination"}

// String returns the runtime's name of the phase.
func (p Phase) String() string {
	if int(p) < len(phaseText) {
		return phaseText[p]
	}
	return "unknown phase"
}

// A Kind is what an event says happened. The comment after each names the fields it uses
// beside At, Step, P, M, G and PC; fields not named are zero.
type Kind uint8

// The kinds of events, in the tracer's words where it has a word.
const (
	NoKind Kind = iota

	// Processors and threads. The idle Ps are a stack, and so are the idle threads.
	ProcsChange // N: GOMAXPROCS from now on; P is the one that changed it. All Ps are idle then, the highest on top of the stack
	ProcStart   // M takes P, which leaves the idle Ps; Flag: M is a spinning thread
	ProcStop    // M gives up P, which is pushed on the idle Ps
	ProcSteal   // P is taken from M, whose goroutine sits in a system call, and is pushed on the idle Ps
	ThreadStart // M is a new thread, on its way to run P, which is set aside for it; Flag: to spin. It runs at its ProcStart
	ThreadWake  // M leaves the idle threads, on its way likewise: waking takes time; G: the goroutine that is tied to M and was found, if M sleeps for it alone
	ThreadPark  // M, without a P, is pushed on the idle threads; G: the goroutine that is tied to M: M sleeps until that is found, and is not one of the idle threads
	ThreadExit  // M, without a P, has ended
	PollBegin   // M, without a P, blocks in the network poller; Until: the earliest timer of all Ps
	PollEnd     // M is back from it
	SpinBegin   // M, holding P, looks for work elsewhere
	SpinEnd     // M found work or gave up; P is NoProc if M has given it up already
	Sysmon      // sysmon looks; N: its next nap in ns. Written only when it acts

	// Goroutines. A newcomer in runnext may push out the goroutine that stood there: that is
	// the event after the newcomer's.
	GoCreate        // Other: the new goroutine; Func: what it runs; To: where it is put; G: its creator, or NoGo: a timer
	GoKick          // Other: pushed out of P's runnext by a newcomer, to the tail of P's local queue
	GoSpill         // N: goroutines moved from the head of P's local queue to the tail of the global queue because the ring was full; Other: the one that did not fit, pushed out of P's runnext or just put to the local queue, which follows them there
	GoStart         // G begins to run on P; Rule: who chose it; To: the queue it is taken from, NoPlace if it left it in a GoBatch or GoSteal before; N: P's schedtick after; Flag: it goes on with the slice of the one before
	GoBatch         // Other: taken off the head of the global queue, on its way to run on P; N: goroutines behind it moved to P's empty local queue. Not written if there are none
	GoPick          // Other: taken off the queue To (NoPlace: it left it in a GoBatch or GoSteal before), on its way to run on P and the thread that it is tied to
	GoLockThread    // G is tied to M (Flag), or no longer; N: calls of LockOSThread that are not undone
	GoStealing      // M on P looks at From's runnext, Other, and naps before taking it; N: the pass, 0 to 3
	GoSteal         // N: goroutines taken off the head of From's local queue (To: LocalQueue) or its runnext (To: RunNext). Other, the last of them, is on its way to run on P; those before it go to the tail of P's local queue
	GoStop          // G leaves P still runnable; Why; To: where it is put. P is NoProc if it comes from a system call and finds none
	GoBlock         // G parks; Why; Obj: what it waits on (0 if nothing); Until: when a sleep ends
	GoUnblock       // Other: readied by G (NoGo: by a timer or poller); To: where it is put on P, NoPlace: it runs there at once; Obj: what it waited on; Why: IOWait if the poller readied it; FinalizerWait, CleanupWait, GCWorkerIdle, GCSweepWait or ForceGCIdle if it is a goroutine of the runtime that waited so; GCAssistWait, WaitGC likewise
	GoDestroy       // G ended
	GoPreempt       // sysmon asks the goroutine Other on P to yield; N: ns its slice has lasted
	GoSystem        // Other: a goroutine of the runtime's own; Text: its function; To: where it is put; or Why: what it waits for, if it has run before main began; G: on whose behalf, or NoGo
	GoCreateBlocked // Other: a new coroutine, which waits until it is switched to, or the finalizer goroutine, which waits since before main; Func: what it runs; Why
	GoSwitch        // G parks, Why, and Other, which waited, runs on P in its place and on its slice
	GoSwitchDestroy // G ended, and Other runs in its place likewise
	GoSyscall       // G enters a system call and keeps P and M; Text: its name; Flag: it waits for the network, which has no poller
	GoSyscallEnd    // G is back from it and runs on P
	GoDrain         // N: goroutines moved from P, runnext first, to the tail of the global queue, for G, a worker of the collector, keeps P

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
	STWBegin  // Text: why the world stops
	STWEnd    // the Ps that are idle now are so in the order of their numbers, the highest on top
	GCBegin   // N: cycle, N2: heap bytes; Text: what triggered it: heap, cycle (runtime.GC), time
	GCEnd     // N: cycle, N2: bytes marked
	HeapAlloc // Obj, N: bytes; Text: type; Flag: born black, as a mark phase is under way
	HeapFree  // N: objects freed; N2: bytes
	HeapLive  // N: bytes that count towards the goal: what the last cycle marked, and all spans handed out since
	HeapGoal  // N: the heap goal from now on, N2: the trigger, both in bytes; the largest int64 for none

	// A cycle. G is the worker, or the goroutine that assists; objects are named by the address that
	// HeapAlloc has.
	GCPhase         // N: the Phase from now on
	GCWorkerStart   // G begins to mark on P; Text: its mode: dedicated, fractional, idle
	GCWorkerStop    // G stops marking; Text: likewise; N: ns that it has marked
	GCAssistBegin   // G has to mark before it goes on; N: bytes that it owes
	GCAssistEnd     // G has marked; N: bytes that it owes still, negative if it is in credit; N2: bytes of scan work done, those taken from the background credit left out
	GCSweepBegin    // G sweeps before it may take memory
	GCSweepEnd      // N: spans swept, N2: bytes freed
	GCRaggedBarrier // every P has given its buffer and its work away; N: how often that was done in this cycle; Flag: some P had any, so marking goes on
	GCRestart       // the world was stopped to end marking, but P's barrier buffer held work: marking goes on
	GCRoot          // a root job is done; Rule: which; Flag: of RuleFinalizers, it was that of the cleanups; Other: whose stack it was; N: pointers found; N2: objects that turned grey
	GCGrey          // Obj turns grey; Rule: what led to it; Other: whose stack that was; N: the object that holds the pointer, of RuleObject; Text: type of Obj; N2: the address of its span, if that is scanned as a whole; Flag: it holds no pointers and is black at once
	GCScan          // Obj has been scanned and is black; N: pointers found; N2: objects that turned grey; Text: type
	GCSpan          // Obj: the address of a span whose grey objects have been scanned; N: how many; N2: objects that turned grey; Flag: all in one pass
	GCBarrier       // G writes a pointer at Obj; N: the old one, N2: the new one, both now in P's barrier buffer
	GCFlush         // P's barrier buffer is emptied; N: entries; N2: objects that turned grey
	GCSweepSpan     // Obj: the address of a span that has been swept; N: objects freed; N2: objects kept
	ObjectLost      // G is about to use Obj, which was freed while reachable; Text: the story

	// A goroutine's stack.
	StackGrow   // G's stack is copied to a larger one; N: its bytes, N2: those of the old one
	StackShrink // Other's stack is copied to a smaller one; N, N2: likewise

	// What is to happen when nothing leads to an object any more; Flag: it is a cleanup.
	FinalizerQueue // Obj; Text: the type of the pointer it was set for
	FinalizerRun   // Obj; Text: likewise; Func: the function that G calls

	// The program itself.
	GoNote     // G reaches a mark of the scenario; N: its number in the run's Config
	GoLine     // G reaches a line (PC)
	GoWrite    // Text: bytes written; N: 1 standard output, 2 standard error
	GoPanic    // G panics; Text: the value
	GoGoexit   // G calls runtime.Goexit, which runs its deferred calls as a panic does
	GoDefer    // G makes a deferred call because of that; Func: the function called; PC: where the function that had deferred it stands; N: frames left behind since the GoPanic or GoGoexit
	GoRecover  // G recovered: the deferred call that did runs on
	GoUnwind   // … and has returned: Func, which had deferred it and stands at PC, returns to its caller; N: frames left behind since the GoPanic
	ProgramEnd // N: exit status; Text: why ("main returned", "deadlock", "panic", "exit", "fatal")
	Instr      // PC, Text: the instruction that is about to be executed

	KindCount
)

package trace

// A Reason says why a goroutine left its P: the runtime's own text for a wait, or why a
// running goroutine was put back on a queue.
type Reason uint8

// Reasons of a GoBlock carry the texts of waitReasonStrings (runtime/runtime2.go); those of
// a GoStop carry the tracer's texts.
const (
	NoReason Reason = iota
	ChanReceive
	ChanSend
	Select
	ChanReceiveNil
	ChanSendNil
	SelectNoCases
	Sleep
	MutexLock
	RWMutexRLock
	RWMutexLock
	WaitGroupWait
	CondWait
	Semacquire
	IOWait
	PanicWait
	Coroutine
	WaitGC // "wait for GC cycle": the caller of runtime.GC
	ForceGCIdle
	GCSweepWait
	GCScavengeWait
	UpdateProcsIdle
	FinalizerWait
	CleanupWait
	GCWorkerIdle // a worker that waits to be chosen
	GCAssistWait // it owes marking work that nobody can give it to do, and waits for the workers
	StoppingTheWorld
	GCMarkTermination
	FlushProcCaches
	Preempted // of a GoStop; of a GoBlock: it is stopped for its stack to be scanned
	Gosched
	Goyield
	SyscallNoP // back from a system call with no P to run on

	reasonCount
)

var reasonText = [reasonCount]string{
	NoReason:          "",
	ChanReceive:       "chan receive",
	ChanSend:          "chan send",
	Select:            "select",
	ChanReceiveNil:    "chan receive (nil chan)",
	ChanSendNil:       "chan send (nil chan)",
	SelectNoCases:     "select (no cases)",
	Sleep:             "sleep",
	MutexLock:         "sync.Mutex.Lock",
	RWMutexRLock:      "sync.RWMutex.RLock",
	RWMutexLock:       "sync.RWMutex.Lock",
	WaitGroupWait:     "sync.WaitGroup.Wait",
	CondWait:          "sync.Cond.Wait",
	Semacquire:        "semacquire",
	IOWait:            "IO wait",
	PanicWait:         "panicwait",
	Coroutine:         "coroutine",
	WaitGC:            "wait for GC cycle",
	ForceGCIdle:       "force gc (idle)",
	GCSweepWait:       "GC sweep wait",
	GCScavengeWait:    "GC scavenge wait",
	UpdateProcsIdle:   "GOMAXPROCS updater (idle)",
	FinalizerWait:     "finalizer wait",
	CleanupWait:       "cleanup wait",
	GCWorkerIdle:      "GC worker (idle)",
	GCAssistWait:      "GC assist wait",
	StoppingTheWorld:  "stopping the world",
	GCMarkTermination: "GC mark termination",
	FlushProcCaches:   "flushing proc caches",
	Preempted:         "preempted",
	Gosched:           "runtime.Gosched",
	Goyield:           "goyield",
	SyscallNoP:        "no P after a system call",
}

// String returns the runtime's text for the reason, as it stands in a traceback.
func (r Reason) String() string {
	if int(r) < len(reasonText) {
		return reasonText[r]
	}
	return "unknown reason"
}

// A Place is a queue that a runnable goroutine waits in.
type Place uint8

// The places of a runnable goroutine.
const (
	NoPlace     Place = iota
	RunNext           // a P's runnext slot
	LocalQueue        // a P's ring of 256
	GlobalQueue       // the queue all Ps share
)

var placeText = [...]string{NoPlace: "", RunNext: "runnext", LocalQueue: "local queue", GlobalQueue: "global queue"}

// String names the place as the runtime's users do.
func (p Place) String() string {
	if int(p) < len(placeText) {
		return placeText[p]
	}
	return "unknown place"
}

// A Rule says which check of the scheduler found a goroutine to run: the order of
// findRunnable, runtime/proc.go.
type Rule uint8

// Rules of a GoStart, in the order findRunnable asks; then those of a ProcSteal, those of a
// ThreadWake or ThreadStart, and those of a GCRoot or GCGrey.
const (
	NoRule         Rule = iota
	RuleTick61          // every 61st tick the global queue goes first
	RuleRunNext         // runnext, which inherits the slice
	RuleLocal           // the head of the local queue
	RuleGlobal          // a batch from the global queue
	RuleNetpoll         // ready on the network poller
	RuleSteal           // the last of a stolen half
	RuleStealNext       // a victim's runnext, on the last pass only
	RuleStealTimer      // a victim's timer readied it
	RuleLocked          // the thread it is tied to was woken for it
	RuleSyscall         // back from a system call with a P
	RuleGCWorker        // a worker of the collector, which goes before all goroutines
	RuleGCIdle          // … an idle one: this P has found nothing else

	RuleRetakeSame // no system call has ended on the P since sysmon looked last
	RuleRetakeLate // … and no slice has begun on the P for 10 ms
	RuleRetakeOld  // a thread back from its own system call wants the P that it had
	RuleRetakeStop // the world stops
	RuleRetakeSafe // every P is to do something at a safe point

	RuleWakep       // something is runnable, a P is idle, and no thread spins
	RuleInject      // the network poller has found goroutines, and a P is idle
	RuleRestart     // the world starts again, and the P has goroutines queued
	RuleRestartGC   // … and the P is to mark
	RuleHandoffWork // the P has lost its thread, and goroutines are queued
	RuleHandoffGC   // … and there is something to mark
	RuleHandoffSpin // … and no thread spins and no P is idle: somebody must look for work
	RuleHandoffPoll // … and it is the last P: somebody must poll the network

	RuleStack      // a goroutine's frames
	RuleGlobals    // package-level variables
	RuleSpecials   // what finalizers, cleanups and weak pointers of a span's objects hold
	RuleFinalizers // queued finalizers and cleanups
	RuleTiny       // a P's block of tiny objects
	RuleObject     // another object
	RuleBarrier    // a pointer that the write barrier has recorded

	ruleCount
)

var ruleText = [ruleCount]string{
	NoRule: "", RuleTick61: "tick 61", RuleRunNext: "runnext", RuleLocal: "local queue",
	RuleGlobal: "global queue", RuleNetpoll: "netpoll", RuleSteal: "stolen",
	RuleStealNext: "stolen runnext", RuleStealTimer: "stolen timer", RuleLocked: "locked thread", RuleSyscall: "syscall exit",
	RuleRetakeSame: "same system call", RuleRetakeLate: "slice over", RuleRetakeOld: "own P back", RuleRetakeStop: "world stops", RuleRetakeSafe: "safe point",
	RuleGCWorker: "GC worker", RuleGCIdle: "idle GC worker",
	RuleWakep: "wakep", RuleInject: "inject", RuleRestart: "restart", RuleRestartGC: "restart, GC worker",
	RuleHandoffWork: "handoff, work", RuleHandoffGC: "handoff, GC work", RuleHandoffSpin: "handoff, nobody looks", RuleHandoffPoll: "handoff, last P",
	RuleStack: "stack", RuleGlobals: "globals", RuleSpecials: "specials", RuleFinalizers: "finalizers",
	RuleTiny: "tiny block", RuleObject: "object", RuleBarrier: "barrier",
}

// String returns the rule's short stable name.
func (r Rule) String() string {
	if int(r) < len(ruleText) {
		return ruleText[r]
	}
	return "unknown rule"
}

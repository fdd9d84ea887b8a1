package trace

// An Event is one thing that happened. It is plain data: which fields carry meaning for a
// kind, kind.go tells. At never decreases along a log.
type Event struct {
	At    Time     // virtual time it happened
	Step  uint64   // machine steps done before it: the finer clock that seeks use
	Kind  Kind     //
	Rule  Rule     // of a GoStart or GoSyscallEnd: the check that chose the goroutine; of a ProcSteal, ThreadWake or ThreadStart: why; of a GCRoot or GCGrey: the root
	Why   Reason   // of a GoBlock or GoStop, and of a GoUnblock by the poller
	To    Place    // where a runnable goroutine was put, or of a GoStart taken from
	Flag  bool     // see kind.go
	P     ProcID   // the P it happened on, or NoProc
	M     ThreadID // the thread, or NoThread
	From  ProcID   // the victim of a steal, or NoProc
	G     GoID     // the goroutine that acted, or NoGo
	Other GoID     // the goroutine it was done to, or NoGo
	PC    int32    // where G stood: an index into the program's code; 0 if unknown
	Func  int32    // a function, an index into the program's functions: of a GoCreate the one that the new goroutine runs
	Obj   uint64   // address of the channel, lock, timer or object, or 0
	N     int64    // see kind.go
	N2    int64    // see kind.go
	Until Time     // of a sleep or timer: when it ends
	Text  string   // see kind.go
	Looks Looks    // what the decision looked at before, and why not: of who runs next, who is woken, which case goes ahead
}

// A Sink takes events as they happen. Wants is asked first, so that a class nobody records
// costs its writer one branch.
type Sink interface {
	Wants(c Class) bool
	Write(e Event)
}

// Class returns the class that k belongs to.
func (k Kind) Class() Class {
	if int(k) < len(kinds) {
		return kinds[k].class
	}
	return 0
}

// Decision reports whether k is a choice of the scheduler that a reader steps by.
func (k Kind) Decision() bool { return k.Is(Decisions) }

// Is reports whether k is one of the things that a reader steps by.
func (k Kind) Is(s Steps) bool { return int(k) < len(kinds) && kinds[k].steps&s != 0 }

// String returns the kind's name as it stands in an event log.
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k].name
	}
	return "Unknown"
}

type kindInfo struct {
	name  string
	class Class
	steps Steps
}

var kinds = [KindCount]kindInfo{
	NoKind:          {"None", 0, 0},
	ProcsChange:     {"ProcsChange", Sched, Decisions},
	ProcStart:       {"ProcStart", Sched, 0},
	ProcStop:        {"ProcStop", Sched, 0},
	ProcSteal:       {"ProcSteal", Sched, Decisions},
	ThreadStart:     {"ThreadStart", Sched, 0},
	ThreadWake:      {"ThreadWake", Sched, 0},
	ThreadPark:      {"ThreadPark", Sched, 0},
	ThreadExit:      {"ThreadExit", Sched, 0},
	PollBegin:       {"PollBegin", Sched, 0},
	PollEnd:         {"PollEnd", Sched, 0},
	SpinBegin:       {"SpinBegin", Sched, 0},
	SpinEnd:         {"SpinEnd", Sched, 0},
	Sysmon:          {"Sysmon", Sched, 0},
	GoCreate:        {"GoCreate", Sched, Decisions},
	GoKick:          {"GoKick", Sched, 0},
	GoSpill:         {"GoSpill", Sched, Decisions},
	GoStart:         {"GoStart", Sched, Decisions},
	GoBatch:         {"GoBatch", Sched, 0},
	GoPick:          {"GoPick", Sched, 0},
	GoLockThread:    {"GoLockThread", Sched, 0},
	GoStealing:      {"GoStealing", Sched, 0},
	GoSteal:         {"GoSteal", Sched, Decisions},
	GoStop:          {"GoStop", Sched, Decisions},
	GoBlock:         {"GoBlock", Sched, Decisions},
	GoUnblock:       {"GoUnblock", Sched, Decisions},
	GoDestroy:       {"GoDestroy", Sched, Decisions},
	GoPreempt:       {"GoPreempt", Sched, Decisions},
	GoSystem:        {"GoSystem", Sched, 0},
	GoCreateBlocked: {"GoCreateBlocked", Sched, Decisions},
	GoSwitch:        {"GoSwitch", Sched, Decisions},
	GoSwitchDestroy: {"GoSwitchDestroy", Sched, Decisions},
	GoSyscall:       {"GoSyscallBegin", Sched, Decisions},
	GoSyscallEnd:    {"GoSyscallEnd", Sched, Decisions},
	GoDrain:         {"GoDrain", Sched, Decisions},
	ChanMake:        {"ChanMake", Wait, 0},
	ChanSent:        {"ChanSend", Wait, 0},
	ChanReceived:    {"ChanRecv", Wait, 0},
	ChanClose:       {"ChanClose", Wait, 0},
	SelectDone:      {"SelectDone", Wait, 0},
	SemaAcquire:     {"SemaAcquire", Wait, 0},
	SemaRelease:     {"SemaRelease", Wait, 0},
	MutexLocked:     {"MutexLocked", Wait, 0},
	MutexUnlocked:   {"MutexUnlocked", Wait, 0},
	WaitGroupAdd:    {"WaitGroupAdd", Wait, 0},
	TimerSet:        {"TimerSet", Wait, 0},
	TimerFire:       {"TimerFire", Wait, 0},
	STWBegin:        {"STWBegin", GC, Decisions | Phases},
	STWEnd:          {"STWEnd", GC, 0},
	GCBegin:         {"GCBegin", GC, Decisions | Phases},
	GCEnd:           {"GCEnd", GC, Decisions | Phases},
	HeapAlloc:       {"HeapAlloc", Alloc, 0},
	HeapFree:        {"HeapFree", Alloc, 0},
	HeapLive:        {"HeapLive", Pace, 0},
	HeapGoal:        {"HeapGoal", Pace, 0},
	GCPhase:         {"GCPhase", GC, Decisions | Phases},
	GCWorkerStart:   {"GCWorkerStart", GC, Decisions},
	GCWorkerStop:    {"GCWorkerStop", GC, Decisions},
	GCAssistBegin:   {"GCAssistBegin", GC, Decisions},
	GCAssistEnd:     {"GCAssistEnd", GC, Decisions},
	GCSweepBegin:    {"GCSweepBegin", GC, 0},
	GCSweepEnd:      {"GCSweepEnd", GC, 0},
	GCRaggedBarrier: {"GCRaggedBarrier", GC, Decisions | Phases},
	GCRestart:       {"GCRestart", GC, Decisions | Phases},
	GCRoot:          {"GCRoot", Mark, Roots | Scans},
	GCGrey:          {"GCGrey", Mark, 0},
	GCScan:          {"GCScan", Mark, Scans},
	GCSpan:          {"GCSpan", Mark, Scans},
	GCBarrier:       {"GCBarrier", Mark, 0},
	GCFlush:         {"GCFlush", Mark, Scans},
	GCSweepSpan:     {"GCSweepSpan", Mark, Scans},
	ObjectLost:      {"ObjectLost", GC, Decisions | Phases},
	StackGrow:       {"StackGrow", GC, 0},
	StackShrink:     {"StackShrink", GC, 0},
	FinalizerQueue:  {"FinalizerQueue", GC, 0},
	FinalizerRun:    {"FinalizerRun", GC, Decisions},
	GoNote:          {"GoNote", Sched, Decisions},
	GoLine:          {"GoLine", Line, 0},
	GoWrite:         {"GoWrite", Output, 0},
	GoPanic:         {"GoPanic", Sched, Decisions},
	GoGoexit:        {"GoGoexit", Sched, Decisions},
	GoDefer:         {"GoDefer", Sched, Decisions},
	GoRecover:       {"GoRecover", Sched, Decisions},
	GoUnwind:        {"GoUnwind", Sched, Decisions},
	ProgramEnd:      {"ProgramEnd", Sched, Decisions},
	Instr:           {"Instr", Code, 0},
}

package trace

// An Event is one thing that happened. It is plain data: which fields carry meaning for a
// kind, kind.go tells. At never decreases along a log.
type Event struct {
	At    Time     // virtual time it happened
	Step  uint64   // machine steps done before it: the finer clock that seeks use
	Kind  Kind     //
	Rule  Rule     // of a GoStart or GoSyscallEnd: the check that chose the goroutine; of a ProcSteal, ThreadWake or ThreadStart: why
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

// Decision reports whether k is a choice of the scheduler that a reader steps by: who runs,
// who is queued where, who is woken, taken or stopped.
func (k Kind) Decision() bool { return int(k) < len(kinds) && kinds[k].decision }

// String returns the kind's name as it stands in an event log.
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k].name
	}
	return "Unknown"
}

type kindInfo struct {
	name     string
	class    Class
	decision bool
}

var kinds = [KindCount]kindInfo{
	NoKind:          {"None", 0, false},
	ProcsChange:     {"ProcsChange", Sched, true},
	ProcStart:       {"ProcStart", Sched, false},
	ProcStop:        {"ProcStop", Sched, false},
	ProcSteal:       {"ProcSteal", Sched, true},
	ThreadStart:     {"ThreadStart", Sched, false},
	ThreadWake:      {"ThreadWake", Sched, false},
	ThreadPark:      {"ThreadPark", Sched, false},
	ThreadExit:      {"ThreadExit", Sched, false},
	PollBegin:       {"PollBegin", Sched, false},
	PollEnd:         {"PollEnd", Sched, false},
	SpinBegin:       {"SpinBegin", Sched, false},
	SpinEnd:         {"SpinEnd", Sched, false},
	Sysmon:          {"Sysmon", Sched, false},
	GoCreate:        {"GoCreate", Sched, true},
	GoKick:          {"GoKick", Sched, false},
	GoSpill:         {"GoSpill", Sched, true},
	GoStart:         {"GoStart", Sched, true},
	GoBatch:         {"GoBatch", Sched, false},
	GoPick:          {"GoPick", Sched, false},
	GoLockThread:    {"GoLockThread", Sched, false},
	GoStealing:      {"GoStealing", Sched, false},
	GoSteal:         {"GoSteal", Sched, true},
	GoStop:          {"GoStop", Sched, true},
	GoBlock:         {"GoBlock", Sched, true},
	GoUnblock:       {"GoUnblock", Sched, true},
	GoDestroy:       {"GoDestroy", Sched, true},
	GoPreempt:       {"GoPreempt", Sched, true},
	GoSystem:        {"GoSystem", Sched, false},
	GoCreateBlocked: {"GoCreateBlocked", Sched, true},
	GoSwitch:        {"GoSwitch", Sched, true},
	GoSwitchDestroy: {"GoSwitchDestroy", Sched, true},
	GoSyscall:       {"GoSyscallBegin", Sched, true},
	GoSyscallEnd:    {"GoSyscallEnd", Sched, true},
	ChanMake:        {"ChanMake", Wait, false},
	ChanSent:        {"ChanSend", Wait, false},
	ChanReceived:    {"ChanRecv", Wait, false},
	ChanClose:       {"ChanClose", Wait, false},
	SelectDone:      {"SelectDone", Wait, false},
	SemaAcquire:     {"SemaAcquire", Wait, false},
	SemaRelease:     {"SemaRelease", Wait, false},
	MutexLocked:     {"MutexLocked", Wait, false},
	MutexUnlocked:   {"MutexUnlocked", Wait, false},
	WaitGroupAdd:    {"WaitGroupAdd", Wait, false},
	TimerSet:        {"TimerSet", Wait, false},
	TimerFire:       {"TimerFire", Wait, false},
	STWBegin:        {"STWBegin", GC, true},
	STWEnd:          {"STWEnd", GC, false},
	GCBegin:         {"GCBegin", GC, true},
	GCEnd:           {"GCEnd", GC, true},
	HeapAlloc:       {"HeapAlloc", Alloc, false},
	HeapFree:        {"HeapFree", Alloc, false},
	FinalizerQueue:  {"FinalizerQueue", GC, false},
	FinalizerRun:    {"FinalizerRun", GC, true},
	GoNote:          {"GoNote", Sched, true},
	GoLine:          {"GoLine", Line, false},
	GoWrite:         {"GoWrite", Output, false},
	GoPanic:         {"GoPanic", Sched, true},
	GoGoexit:        {"GoGoexit", Sched, true},
	GoDefer:         {"GoDefer", Sched, true},
	GoRecover:       {"GoRecover", Sched, true},
	GoUnwind:        {"GoUnwind", Sched, true},
	ProgramEnd:      {"ProgramEnd", Sched, true},
	Instr:           {"Instr", Code, false},
}

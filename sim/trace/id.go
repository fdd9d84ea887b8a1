package trace

// Time is virtual time: nanoseconds since the program's first instruction.
type Time int64

// Never is later than every appointment.
const Never = Time(1<<63 - 1)

// Handy spans of virtual time, in nanoseconds.
const (
	Nanosecond  Time = 1
	Microsecond Time = 1000
	Millisecond Time = 1000 * Microsecond
	Second      Time = 1000 * Millisecond
)

// A GoID is a goroutine's number as tracebacks print it; main is 1. Numbers are never reused.
type GoID int64

// NoGo means no goroutine.
const NoGo GoID = 0

// A ProcID is a P's index, 0 to GOMAXPROCS-1.
type ProcID int32

// NoProc means no P.
const NoProc ProcID = -1

// A ThreadID is an M's number; M0 is the thread the program began on, M1 runs sysmon.
type ThreadID int32

// NoThread means no M.
const NoThread ThreadID = -1

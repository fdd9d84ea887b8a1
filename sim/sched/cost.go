package sched

import "gopherscope/sim/trace"

// What the scheduler's work takes, in virtual nanoseconds: medians measured on go1.26.
// Operations are sums of these; an unbuffered item from producer to consumer, for one, is two
// channel operations, a park, a ready and a dispatch, and takes about 145 ns in Go.
const (
	costDispatch   trace.Time = 40    // schedule to the first instruction of the goroutine
	costCool       trace.Time = 60    // … of one since which more than cachedGs others have run: its stack is in no near cache
	costCold       trace.Time = 320   // … more than farGs
	costPark       trace.Time = 25    // gopark
	costReady      trace.Time = 25    // goready
	costCreate     trace.Time = 80    // go statement, on its creator's side
	costNewG       trace.Time = 1300  // … if there is no dead goroutine to take the place of: memory never touched
	costExit       trace.Time = 30    // end of a goroutine
	costGosched    trace.Time = 40    // runtime.Gosched; with the dispatch about 80
	costPreempt    trace.Time = 500   // from the preemption signal to the scheduler
	costChan       trace.Time = 15    // one channel operation
	costMoved      trace.Time = 30    // … on a channel that another P used last: it is in that one's cache
	costTry        trace.Time = 5     // finding that a channel has nothing, without its lock
	costSelect     trace.Time = 28    // select, beside the operation it ends in
	costCase       trace.Time = 20    // … and each of its cases above two
	costSema       trace.Time = 30    // one semaphore operation
	costNotify     trace.Time = 15    // … on the list of a Cond
	costPause      trace.Time = 28    // one PAUSE of the 30 in a round of spinning
	costTimer      trace.Time = 10    // setting or stopping a timer
	costHeap       trace.Time = 25    // putting one into a heap
	costFire       trace.Time = 150   // an expired one: the heap, its lock, the clock
	costPollInit   trace.Time = 11000 // the first timer makes the network poller
	costSteal      trace.Time = 2000  // moving work from another P's cache
	costFutex      trace.Time = 18000 // waking a parked thread until it runs: eight times of ten up to costFutexMore longer
	costFutexMore  trace.Time = 7000
	costFutexHot   trace.Time = 3000  // … one of ten, at least so long: its core had not gone to sleep
	costFutexLate  trace.Time = 25000 // … one of ten, at most so much longer: its core was somebody else's
	costPoll       trace.Time = 80000 // how late the kernel wakes a thread from a wait for a timer
	costNap        trace.Time = 65000 // a thief's nap before it takes a runnext: 3 µs asked for, and how late the kernel ends it
	costNapMore    trace.Time = 16000 // … at most so much longer
	costStop       trace.Time = 800   // stopping the world at one P
	costStopMore   trace.Time = 20000 // … if others have to come to a safe point and wake who waits for them
	costStart      trace.Time = 800   // starting it again
	costForEachP   trace.Time = 1000  // having each P do something at a safe point
	costProcs      trace.Time = 1500  // … with GOMAXPROCS changed, for each P above one
	costLockThread trace.Time = 5     // LockOSThread and its opposite
	costHandover   trace.Time = 2800  // from a thread that goes to sleep to one that was just now awake
	costCoroswitch trace.Time = 10    // from one coroutine to another
	costSyscall    trace.Time = 10    // entering or leaving a system call
	costTrap       trace.Time = 140   // a system call that returns at once
)

// How many goroutines' stacks a processor's near cache holds, and its far one.
const (
	cachedGs = 64
	farGs    = 4096
)

// coldG returns what it costs to dispatch a goroutine that last ran when the scheduler's count
// of dispatches was ran, 0 for never.
func (s *Sched) coldG(ran uint32) trace.Time {
	switch since := s.dispatches - ran; {
	case ran == 0 || since <= cachedGs:
		return 0
	case since <= farGs:
		return costCool
	}
	return costCold
}

// chanCost returns what an operation on channel c by P p costs. The P keeps it in its cache.
func (s *Sched) chanCost(p int32, c uint64) trace.Time {
	if len(s.ps) == 1 || c == 0 {
		return costChan
	}
	last := s.mem.Load(c + chanLock)
	if last == uint64(p)+1 {
		return costChan
	}
	s.mem.Store(c+chanLock, uint64(p)+1)
	if last == 0 {
		return costChan
	}
	return costChan + costMoved
}

// goingToSleep is how long after it parked a thread is still on its way to sleep.
const goingToSleep = 3 * trace.Microsecond

// futex returns how long it takes to wake a thread that sleeps. Real machines scatter: of many wake-ups a tenth took less than 18 µs and
// a tenth more than 25.
func (s *Sched) futex() trace.Time {
	at := trace.Time(s.rand.n(1000))
	switch part := s.rand.n(10); part {
	case 0:
		return costFutexHot + (costFutex-costFutexHot)*at/1000
	case 9:
		return costFutex + costFutexMore + costFutexLate*at/1000
	}
	return costFutex + costFutexMore*at/1000
}

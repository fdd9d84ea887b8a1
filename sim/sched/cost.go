package sched

import "gopherscope/sim/trace"

// What the scheduler's work takes, in virtual nanoseconds: medians measured on go1.26.
// Operations are sums of these; an unbuffered item from producer to consumer, for one, is two
// channel operations, a park, a ready and a dispatch, and takes about 145 ns in Go.
const (
	costDispatch   trace.Time = 40    // schedule to the first instruction of the goroutine
	costPark       trace.Time = 25    // gopark
	costReady      trace.Time = 25    // goready
	costCreate     trace.Time = 80    // go statement, on its creator's side
	costExit       trace.Time = 30    // end of a goroutine
	costGosched    trace.Time = 40    // runtime.Gosched; with the dispatch about 80
	costPreempt    trace.Time = 500   // from the preemption signal to the scheduler
	costChan       trace.Time = 15    // one channel operation
	costSelect     trace.Time = 28    // select, beside the operation it ends in
	costCase       trace.Time = 12    // … and each of its cases above two
	costSema       trace.Time = 15    // one semaphore operation
	costPause      trace.Time = 13    // one PAUSE of the 30 in a round of spinning
	costTimer      trace.Time = 43    // setting or stopping a timer
	costSteal      trace.Time = 2000  // moving work from another P's cache
	costFutex      trace.Time = 20000 // waking a parked thread until it runs
	costPoll       trace.Time = 80000 // how late the kernel wakes a thread from a wait for a timer
	costNap        trace.Time = 3000  // a thief's nap before it takes a runnext
	costSTW        trace.Time = 2800  // stopping and starting the world at one P
	costLockThread trace.Time = 5     // LockOSThread and its opposite
	costHandover   trace.Time = 2800  // from a thread that goes to sleep to one that was just now awake
	costCoroswitch trace.Time = 31    // from one coroutine to another
	costSyscall    trace.Time = 10    // entering or leaving a system call
	costTrap       trace.Time = 140   // a system call that returns at once
)

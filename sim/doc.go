// Package sim is the machine: one virtual clock, one agenda, one loop. It joins the rooms
// below it, which do not know each other: the vm executes a goroutine's code, the scheduler
// says whose, the heap holds their data.
//
// Start with machine.go: Machine.Run is the loop. serve.go does what an instruction or a
// library function asks of the machine (send, lock, sleep, exit); gc.go has the collector's
// cycle, gcwork.go those who mark and sweep in it, finalizer.go runs what is to follow the death
// of objects; death.go ends a program as Go does, with its texts and tracebacks. history.go
// keeps a run so that any instant of it is reached again: checkpoints of flat state and an
// event log. probe.go answers what a reader asks about the instant shown, probeheap.go what he asks
// about the heap.
//
// # Time
//
// Virtual time counts nanoseconds. Each P has a clock; the agenda always serves the
// appointment with the earliest time, and one P runs for a short stretch (1 to 79 ns, drawn
// from the seed) before the next has its turn, or, when it runs alone, up to the next
// appointment. Whatever others can notice (a send, a lock, a new goroutine) happens in the
// order of time: a P that reaches such an instruction early waits for the others to catch
// up. So a program, a Config and a seed fix every event.
//
// Beside time the machine counts steps: virtual ns of executed code, all Ps together, plus
// one for each appointment kept, turn given up and request served. Steps never stand still,
// so they name an instant exactly, where many things happen at one time.
package sim

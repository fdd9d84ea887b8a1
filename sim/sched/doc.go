// Package sched models the M:N scheduler of Go 1.26: a G (goroutine) runs on an M (thread)
// that holds a P (the right to run Go code).
//
// Start with proc.go: schedule and findRunnable are the whole story, and each other file
// answers one question that they ask. runq.go: which G is next here? steal.go: whose work may
// this P take? thread.go: who runs an idle P? sysmon.go: who runs too long? chan.go,
// select.go, sema.go, time.go: what does a parked G wait for, and who readies it? coro.go, lock.go:
// which goroutines and threads belong together? netpoll.go:
// who lets time pass? syscall.go: what becomes of the P meanwhile? deadlock.go: is all over?
//
// Files and functions carry the names of their models in the Go runtime, so that the two can
// be read side by side. Left out on purpose: cgo and signals.
//
// # How a machine drives it
//
// The scheduler executes no code. The machine runs the goroutine that a P has (Current) until
// it asks for something, and calls the operation of that name, for the P, at the Host's Now.
// The Result says whether the goroutine goes on, Cost later, or has Parked: then schedule has
// run already, and if it chose another goroutine for the P it has appointed its Run. A P that
// has a goroutine has exactly one Run outstanding, unless the machine is serving it, or the
// goroutine is in a system call. When a Run comes, the machine first calls Resume, to learn how
// the operation ended that the goroutine was parked in.
//
// Everything that takes time and is not the running of code is an appointment in the machine's
// agenda: a thread's waking up, a thief's nap, sysmon's sleep, the network poller's wait. The
// machine hands them back to Keep. All decisions of one call happen at one instant; what they
// cost delays the goroutine that runs next.
//
// All state is flat (see Checkpoint), and one seed gives one sequence of events.
package sched

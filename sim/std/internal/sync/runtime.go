//go:build gopherscope

package sync

import "internal/rt"

// What the scheduler does for locks (runtime/sema.go, runtime/proc.go). A semaphore is a
// count at an address; those who wait for it queue there.

// runtime_SemacquireMutex waits until *s > 0 and decrements it. With lifo the goroutine
// queues at the head.
func runtime_SemacquireMutex(s *uint32, lifo bool, skipframes int)

// runtime_Semrelease increments *s and wakes one waiter. With handoff the waiter gets the
// count and runs at once in the caller's place.
func runtime_Semrelease(s *uint32, handoff bool, skipframes int)

// runtime_canSpin tells whether spinning makes sense: another P runs, this one has nothing
// else to do, and i is small.
func runtime_canSpin(i int) bool

// runtime_doSpin wastes a moment.
func runtime_doSpin()

// runtime_nanotime returns the clock.
func runtime_nanotime() int64

// throw and fatal end the program.
func throw(text string) { rt.Throw(text) }
func fatal(text string) { rt.Throw(text) }

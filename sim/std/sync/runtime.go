//go:build gopherscope

package sync

import "internal/rt"

// What the scheduler does for locks: see internal/sync. These wait with reasons of their own.

func runtime_SemacquireWaitGroup(s *uint32, synctestDurable bool)
func runtime_SemacquireRWMutexR(s *uint32, lifo bool, skipframes int)
func runtime_SemacquireRWMutex(s *uint32, lifo bool, skipframes int)
func runtime_Semrelease(s *uint32, handoff bool, skipframes int)

// A notifyList is the waiters of a Cond, each with a ticket, in the order of tickets.
// Models notifyList, runtime/sema.go; the machine keeps the queue under its address.
type notifyList struct {
	wait   uint32 // the next waiter's ticket
	notify uint32 // the next ticket to be notified
}

// runtime_notifyListAdd returns a new ticket.
func runtime_notifyListAdd(l *notifyList) uint32

// runtime_notifyListWait sleeps until ticket t is notified; at once if it was already.
func runtime_notifyListWait(l *notifyList, t uint32)

// runtime_notifyListNotifyAll wakes all waiters, runtime_notifyListNotifyOne the oldest.
func runtime_notifyListNotifyAll(l *notifyList)
func runtime_notifyListNotifyOne(l *notifyList)

func fatal(text string) { rt.Throw(text) }

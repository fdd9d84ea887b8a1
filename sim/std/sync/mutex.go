//go:build gopherscope

// Package sync has locks built of atomic operations and of semaphores, which the scheduler
// keeps. The lock itself is in internal/sync.
package sync

import isync "internal/sync"

// A noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a lock. Its zero value is unlocked.
type Mutex struct {
	_  noCopy
	mu isync.Mutex
}

// Lock takes m, and waits while somebody else holds it.
func (m *Mutex) Lock() { m.mu.Lock() }

// TryLock takes m if nobody holds it, and reports whether it did.
func (m *Mutex) TryLock() bool { return m.mu.TryLock() }

// Unlock gives up m.
func (m *Mutex) Unlock() { m.mu.Unlock() }

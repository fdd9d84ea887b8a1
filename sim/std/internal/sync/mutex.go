//go:build gopherscope

// Package sync has the lock that the public package wraps, so that tracebacks name the
// same functions as Go's do.
package sync

import (
	"internal/rt"
	"sync/atomic"
	"unsafe"
)

// A Mutex is a lock. Its zero value is unlocked.
//
// In normal mode waiters queue in order, but one that is woken competes with goroutines
// that are running and just arrive; it often loses, and then queues in front. A waiter that
// waited longer than starvationThresholdNs turns the mutex to starving mode: Unlock hands
// it to the first waiter, and newcomers queue at the tail without trying. A waiter that gets
// it and is the last, or waited less than the threshold, turns it back.
//
// Models internal/sync/mutex.go.
type Mutex struct {
	state int32  // flags, and from mutexWaiterShift on the number of waiters
	sema  uint32 // waiters sleep on it
}

const (
	mutexLocked   = 1 << iota // somebody holds it
	mutexWoken                // a waiter is awake or spinning: Unlock need not wake another
	mutexStarving             // it is handed from holder to waiter

	mutexWaiterShift = iota

	starvationThresholdNs = 1e6
)

// Lock takes the mutex, and waits while somebody else holds it.
func (m *Mutex) Lock() {
	if !atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		m.lockSlow()
	}
	rt.MutexLocked(unsafe.Pointer(m))
}

// TryLock takes the mutex if nobody holds it and nobody is starving for it.
func (m *Mutex) TryLock() bool {
	old := m.state
	if old&(mutexLocked|mutexStarving) != 0 || !atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked) {
		return false
	}
	rt.MutexLocked(unsafe.Pointer(m))
	return true
}

func (m *Mutex) lockSlow() {
	var (
		waitSince int64 // when the goroutine first slept; 0 before
		starving  bool  // it has waited too long
		awoke     bool  // it was woken, or set mutexWoken while spinning
		iter      int   // spins so far
	)
	old := m.state
	for {
		// Held for a moment, perhaps: spin, and tell Unlock not to wake anybody meanwhile.
		if old&(mutexLocked|mutexStarving) == mutexLocked && runtime_canSpin(iter) {
			if !awoke && old&mutexWoken == 0 && old>>mutexWaiterShift != 0 &&
				atomic.CompareAndSwapInt32(&m.state, old, old|mutexWoken) {
				awoke = true
			}
			runtime_doSpin()
			iter++
			old = m.state
			continue
		}

		new := old
		if old&mutexStarving == 0 {
			new |= mutexLocked // nobody is to be handed it: try to get it
		}
		if old&(mutexLocked|mutexStarving) != 0 {
			new += 1 << mutexWaiterShift
		}
		if starving && old&mutexLocked != 0 {
			new |= mutexStarving
		}
		if awoke {
			if new&mutexWoken == 0 {
				throw("sync: inconsistent mutex state")
			}
			new &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, new) {
			old = m.state
			continue
		}
		if old&(mutexLocked|mutexStarving) == 0 {
			return
		}

		// Newcomers sleep at the tail, those that have slept before at the head.
		lifo := waitSince != 0
		if waitSince == 0 {
			waitSince = runtime_nanotime()
		}
		runtime_SemacquireMutex(&m.sema, lifo, 2)
		starving = starving || runtime_nanotime()-waitSince > starvationThresholdNs
		old = m.state
		if old&mutexStarving != 0 {
			// It was handed over: not marked as locked, and we still count as a waiter.
			if old&(mutexLocked|mutexWoken) != 0 || old>>mutexWaiterShift == 0 {
				throw("sync: inconsistent mutex state")
			}
			delta := int32(mutexLocked - 1<<mutexWaiterShift)
			if !starving || old>>mutexWaiterShift == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.state, delta)
			return
		}
		awoke = true
		iter = 0
	}
}

// Unlock gives up the mutex, which anybody may have taken.
func (m *Mutex) Unlock() {
	rt.MutexUnlocked(unsafe.Pointer(m))
	if new := atomic.AddInt32(&m.state, -mutexLocked); new != 0 {
		m.unlockSlow(new)
	}
}

func (m *Mutex) unlockSlow(new int32) {
	if (new+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if new&mutexStarving != 0 {
		// Hand it to the first waiter and let it run at once.
		runtime_Semrelease(&m.sema, true, 2)
		return
	}
	// Wake one waiter, unless there is none or somebody is awake and will take the mutex.
	for old := new; old>>mutexWaiterShift != 0 && old&(mutexLocked|mutexWoken|mutexStarving) == 0; old = m.state {
		new = (old - 1<<mutexWaiterShift) | mutexWoken
		if atomic.CompareAndSwapInt32(&m.state, old, new) {
			runtime_Semrelease(&m.sema, false, 2)
			return
		}
	}
}

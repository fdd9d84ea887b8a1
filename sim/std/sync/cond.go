//go:build gopherscope

package sync

import "sync/atomic"

// A Cond is a place where goroutines wait for news about what L guards.
//
// Models sync/cond.go.
type Cond struct {
	_       noCopy
	L       Locker
	notify  notifyList
	checker copyChecker
}

// NewCond returns a Cond with lock l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, sleeps until it is woken, and locks c.L. The ticket is taken before the
// unlocking, so that no news is missed.
func (c *Cond) Wait() {
	c.checker.check()
	t := runtime_notifyListAdd(&c.notify)
	c.L.Unlock()
	runtime_notifyListWait(&c.notify, t)
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest.
func (c *Cond) Signal() {
	c.checker.check()
	runtime_notifyListNotifyOne(&c.notify)
}

// Broadcast wakes all that wait, the oldest first.
func (c *Cond) Broadcast() {
	c.checker.check()
	runtime_notifyListNotifyAll(&c.notify)
}

// A copyChecker points to itself from its first use on.
type copyChecker struct {
	self atomic.Pointer[copyChecker]
}

func (c *copyChecker) check() {
	if c.self.Load() != c && !c.self.CompareAndSwap(nil, c) && c.self.Load() != c {
		panic("sync.Cond is copied")
	}
}

//go:build gopherscope

package sync

import (
	"internal/rt"
	"sync/atomic"
	"unsafe"
)

// A WaitGroup waits until a counter is zero.
//
// Models sync/waitgroup.go.
type WaitGroup struct {
	_     noCopy
	state atomic.Uint64 // the counter in the high half, the number of waiters in the low
	sema  uint32        // waiters sleep on it
}

// Add adds delta to the counter. At zero all waiters go on.
func (wg *WaitGroup) Add(delta int) {
	state := wg.state.Add(uint64(delta) << 32)
	v, waiters := int32(state>>32), uint32(state)
	rt.WaitGroupAdd(unsafe.Pointer(wg), delta, int(v))
	if v < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiters != 0 && delta > 0 && v == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if v > 0 || waiters == 0 {
		return
	}
	if wg.state.Load() != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	wg.state.Store(0)
	for range waiters {
		runtime_Semrelease(&wg.sema, false, 0)
	}
}

// Done takes one from the counter.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until the counter is zero.
func (wg *WaitGroup) Wait() {
	for {
		state := wg.state.Load()
		if int32(state>>32) == 0 {
			return
		}
		if !wg.state.CompareAndSwap(state, state+1) {
			continue
		}
		runtime_SemacquireWaitGroup(&wg.sema, false)
		if wg.state.Load() != 0 {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
		return
	}
}

// Go calls f in a new goroutine that the WaitGroup counts. f must not panic.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				panic(x) // the program ends; without Done, so that nobody goes on meanwhile
			}
			wg.Done() // also after Goexit
		}()
		f()
	}()
}

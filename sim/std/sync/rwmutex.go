//go:build gopherscope

package sync

import "sync/atomic"

// A RWMutex is held by any number of readers or by one writer. A writer that waits keeps
// new readers out; readers that came while a writer held it go before the next writer.
//
// Models sync/rwmutex.go.
type RWMutex struct {
	w           Mutex        // held by the writer
	writerSem   uint32       // a writer waits here for readers to finish
	readerSem   uint32       // readers wait here for a writer to finish
	readerCount atomic.Int32 // readers; less rwmutexMaxReaders while a writer has or wants it
	readerWait  atomic.Int32 // readers that the writer still waits for
}

const rwmutexMaxReaders = 1 << 30

// RLock takes rw for reading.
func (rw *RWMutex) RLock() {
	if rw.readerCount.Add(1) < 0 {
		runtime_SemacquireRWMutexR(&rw.readerSem, false, 0)
	}
}

// TryRLock takes rw for reading if no writer has or wants it.
func (rw *RWMutex) TryRLock() bool {
	for {
		c := rw.readerCount.Load()
		if c < 0 {
			return false
		}
		if rw.readerCount.CompareAndSwap(c, c+1) {
			return true
		}
	}
}

// RUnlock undoes one RLock.
func (rw *RWMutex) RUnlock() {
	if r := rw.readerCount.Add(-1); r < 0 {
		rw.rUnlockSlow(r)
	}
}

// rUnlockSlow is RUnlock if a writer waits, or if nobody has rw.
func (rw *RWMutex) rUnlockSlow(r int32) {
	if r == -1 || r == -rwmutexMaxReaders-1 {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	if rw.readerWait.Add(-1) == 0 {
		runtime_Semrelease(&rw.writerSem, false, 1)
	}
}

// Lock takes rw for writing.
func (rw *RWMutex) Lock() {
	rw.w.Lock()
	readers := rw.readerCount.Add(-rwmutexMaxReaders) + rwmutexMaxReaders
	if readers != 0 && rw.readerWait.Add(readers) != 0 {
		runtime_SemacquireRWMutex(&rw.writerSem, false, 0)
	}
}

// TryLock takes rw for writing if nobody has it.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !rw.readerCount.CompareAndSwap(0, -rwmutexMaxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock undoes Lock: all readers that wait go on, then the next writer may come.
func (rw *RWMutex) Unlock() {
	r := rw.readerCount.Add(rwmutexMaxReaders)
	if r >= rwmutexMaxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for range r {
		runtime_Semrelease(&rw.readerSem, false, 0)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker that locks rw for reading.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

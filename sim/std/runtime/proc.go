//go:build gopherscope

package runtime

// Gosched puts the calling goroutine at the tail of the global queue and runs another.
func Gosched()

// Goexit runs the deferred calls of the goroutine and ends it.
func Goexit()

// NumGoroutine returns how many goroutines exist.
func NumGoroutine() int

// NumCPU returns the number of processors of the machine: as many as GOMAXPROCS at start.
func NumCPU() int

// GOMAXPROCS sets how many Ps there are, unless n < 1, and returns how many there were.
func GOMAXPROCS(n int) int

// LockOSThread ties the goroutine to its thread: it runs there only, and the thread runs
// nothing else, until as many calls of UnlockOSThread. A goroutine that ends before ends its
// thread.
func LockOSThread()

// UnlockOSThread undoes one LockOSThread.
func UnlockOSThread()

// GC runs a whole collection; the caller waits for its end.
func GC()

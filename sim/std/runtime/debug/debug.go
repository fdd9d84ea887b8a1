//go:build gopherscope

// Package debug sets what the collector aims at and prints stacks.
package debug

import (
	"os"
	"runtime"
	"slices"
	"time"
)

// setGCPercent and setMemoryLimit set the collector's goals and return the old ones.
func setGCPercent(percent int32) int32
func setMemoryLimit(limit int64) int64

// freeOSMemory gives all free pages back to the operating system.
func freeOSMemory()

// waitOnMark waits until no collection is marking.
func waitOnMark()

// SetGCPercent sets GOGC, negative for off, and returns the setting before. Once it is off, no
// collection runs when it returns.
func SetGCPercent(percent int) int {
	old := setGCPercent(int32(percent))
	if percent < 0 {
		waitOnMark()
	}
	return int(old)
}

// SetMemoryLimit sets GOMEMLIMIT in bytes, unless it is negative, and returns the setting
// before.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// FreeOSMemory forces a collection, and gives all free memory back to the operating system.
func FreeOSMemory() {
	runtime.GC()
	freeOSMemory()
}

// Stack returns a traceback of the calling goroutine.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// PrintStack prints what Stack returns to standard error.
func PrintStack() { os.Stderr.Write(Stack()) }

// GCStats tells about the collections so far.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

// ReadGCStats fills stats, the newest pause first. If there is room for quantiles, they are
// those of the pauses it has: of five, the least, a quarter, the half, three quarters, the most.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.Pause, stats.PauseEnd = stats.Pause[:0], stats.PauseEnd[:0]
	kept := uint32(len(m.PauseNs))
	for i := range min(m.NumGC, kept) {
		at := (m.NumGC - 1 - i) % kept
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[at]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[at])))
	}
	last := len(stats.PauseQuantiles) - 1
	if last < 0 {
		return
	}
	clear(stats.PauseQuantiles)
	if n := len(stats.Pause); n > 0 {
		sorted := slices.Clone(stats.Pause)
		slices.Sort(sorted)
		for i := range last {
			stats.PauseQuantiles[i] = sorted[n*i/last]
		}
		stats.PauseQuantiles[last] = sorted[n-1]
	}
}

// SetTraceback does nothing: how much a traceback shows is the machine's setting.
func SetTraceback(level string) {}

// The limits of stacks and threads that a program may set. The machine has its own.
var maxStack, maxThreads = 1000000000, 10000

func SetMaxStack(bytes int) int {
	old := maxStack
	maxStack = bytes
	return old
}

func SetMaxThreads(threads int) int {
	old := maxThreads
	maxThreads = threads
	return old
}

var panicOnFault bool

// SetPanicOnFault returns the setting before. A fault at an address that is not nil's cannot
// happen here, so there is nothing to set.
func SetPanicOnFault(enabled bool) bool {
	old := panicOnFault
	panicOnFault = enabled
	return old
}

// WriteHeapDump writes nothing: the machine shows its heap itself.
func WriteHeapDump(fd uintptr) {}

// CrashOptions would say how a crash is written.
type CrashOptions struct{}

// SetCrashOutput does nothing: a crash is written to standard error.
func SetCrashOutput(f *os.File, opts CrashOptions) error { return nil }

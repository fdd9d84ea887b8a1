//go:build gopherscope

// Package debug sets what the collector aims at and prints stacks.
package debug

import (
	"os"
	"runtime"
)

// setGCPercent and setMemoryLimit set the collector's goals and return the old ones.
func setGCPercent(percent int32) int32
func setMemoryLimit(limit int64) int64

// SetGCPercent sets GOGC, negative for off, and returns the setting before.
func SetGCPercent(percent int) int { return int(setGCPercent(int32(percent))) }

// SetMemoryLimit sets GOMEMLIMIT in bytes, unless it is negative, and returns the setting
// before.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// FreeOSMemory forces a collection.
func FreeOSMemory() { runtime.GC() }

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

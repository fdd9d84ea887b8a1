//go:build gopherscope

package runtime

import (
	"internal/rt"
	"unsafe"
)

// A StackRecord is where a goroutine was.
type StackRecord struct{ Stack0 [32]uintptr }

// Stack returns the part of r that is filled.
func (r *StackRecord) Stack() []uintptr { return filled(&r.Stack0) }

func filled(stack *[32]uintptr) []uintptr {
	for i, pc := range stack {
		if pc == 0 {
			return stack[:i]
		}
	}
	return stack[:]
}

// A MemProfileRecord is what was allocated at one place.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr
}

func (r *MemProfileRecord) InUseBytes() int64   { return r.AllocBytes - r.FreeBytes }
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }
func (r *MemProfileRecord) Stack() []uintptr    { return filled(&r.Stack0) }

// A BlockProfileRecord is how often and for how long goroutines waited at one place.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// MemProfileRate is how many bytes are allocated for one sample of a profile.
var MemProfileRate = 512 * 1024

// The profiles of memory, waits and threads. Simplified: the machine takes no samples, so they
// are empty.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }
func BlockProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func ThreadCreateProfile(p []StackRecord) (n int, ok bool)             { return 0, true }

// GoroutineProfile fills p with a record for each goroutine, the caller first, if there is room;
// n is their number. Simplified: only the caller's says where it is.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	n = NumGoroutine()
	if n > len(p) {
		return n, false
	}
	clear(p[:n])
	Callers(2, p[0].Stack0[:])
	return n, true
}

// SetBlockProfileRate and SetCPUProfileRate would set how many samples are taken.
func SetBlockProfileRate(rate int) {}
func SetCPUProfileRate(hz int)     {}

var mutexProfileFraction int

// SetMutexProfileFraction sets a rate, unless it is negative, and returns the one before.
func SetMutexProfileFraction(rate int) int {
	old := mutexProfileFraction
	if rate >= 0 {
		mutexProfileFraction = rate
	}
	return old
}

// CPUProfile panics, as in Go.
func CPUProfile() []byte { panic("CPUProfile no longer available") }

// tracing tells whether StartTrace was called.
var tracing bool

// StartTrace would begin an execution trace, ReadTrace return its next part and StopTrace end
// it. Simplified: there is nothing to read; the machine's events are its trace.
func StartTrace() error {
	if tracing {
		return errorString("tracing is already enabled")
	}
	tracing = true
	return nil
}

func StopTrace()        { tracing = false }
func ReadTrace() []byte { return nil }

// Breakpoint ends the program as a trap does that no debugger waits for.
func Breakpoint() {
	printstring("SIGTRAP: trace trap\n")
	crash()
}

// SetCgoTraceback does nothing: there is no C.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {}

// SetDefaultGOMAXPROCS sets GOMAXPROCS to the number of processors.
func SetDefaultGOMAXPROCS() { GOMAXPROCS(NumCPU()) }

// A Pinner keeps objects alive and where they are. Nothing is ever moved here, so it is enough
// to hold them.
type Pinner struct{ held []any }

// Pin pins the object that a pointer points to.
func (p *Pinner) Pin(pointer any) {
	if pointer == nil {
		panic(errorString("runtime.Pinner: argument is nil"))
	}
	switch rt.KindOf(pointer) {
	case rt.Pointer, rt.UnsafePointer:
	default:
		panic(errorString("runtime.Pinner: argument is not a pointer: " + rt.TypeName(rt.TypeOf(pointer))))
	}
	p.held = append(p.held, pointer)
}

// Unpin lets go of all objects.
func (p *Pinner) Unpin() { p.held = nil }

//go:build gopherscope

package runtime

import "unsafe"

// KeepAlive marks x as reachable up to here.
func KeepAlive(x any) {}

// The goroutines that the runtime starts for itself: kinds of startSystem.
const (
	finalizers = iota + 4 // System in package sched
	cleanups
)

// startSystem starts the goroutine of a kind, which runs fn, unless there is one.
func startSystem(kind int, fn func())

// setfinalizer checks the arguments of SetFinalizer, says what is wrong with them, and does
// what they ask for; set tells whether obj has a finalizer now.
func setfinalizer(obj, finalizer any) (fault string, set bool)

// finalize calls the next finalizer, or waits for one.
func finalize()

// SetFinalizer has finalizer(obj) called when nothing leads to obj's object any more. A nil
// finalizer takes that back.
func SetFinalizer(obj, finalizer any) {
	fault, set := setfinalizer(obj, finalizer)
	if fault != "" {
		throw("runtime.SetFinalizer: " + fault)
	}
	if set {
		startSystem(finalizers, runFinalizers)
	}
}

// runFinalizers is the goroutine that runs all finalizers.
func runFinalizers() {
	for {
		finalize()
	}
}

// A Cleanup is a handle of AddCleanup's.
type Cleanup struct {
	id  uint64 // 0 if the cleanup can never run
	ptr uintptr
}

// addcleanup checks the arguments of AddCleanup, says what is wrong with them, and has call
// called when ptr's object is freed; id is the cleanup's number, 0 if it can never run.
func addcleanup(ptr any, cleanup unsafe.Pointer, call func(), arg any) (fault string, id uint64)

// stopcleanup takes a cleanup back, unless it is queued.
func stopcleanup(ptr uintptr, id uint64)

// cleanup calls the next cleanup, or waits for one.
func cleanup()

// AddCleanup has cleanup(arg) called some time after ptr's object was freed.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	fault, id := addcleanup(ptr, *(*unsafe.Pointer)(unsafe.Pointer(&cleanup)), func() { cleanup(arg) }, arg)
	if fault != "" {
		panic("runtime.AddCleanup: " + fault)
	}
	if id != 0 {
		startSystem(cleanups, runCleanups)
	}
	return Cleanup{id, uintptr(unsafe.Pointer(ptr))}
}

// Stop takes the cleanup back, unless it is queued already.
func (c Cleanup) Stop() {
	if c.id != 0 {
		stopcleanup(c.ptr, c.id)
	}
}

// runCleanups is the goroutine that runs all cleanups.
func runCleanups() {
	for {
		cleanup()
	}
}

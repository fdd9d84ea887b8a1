//go:build gopherscope

// Package weak points to objects without keeping them alive.
package weak

import (
	"runtime"
	"unsafe"
)

// A Pointer is a weak pointer to a T: it does not keep what it points to alive. Two are equal
// if they were made from equal pointers, even after the object is gone.
type Pointer[T any] struct {
	_ [0]*T
	u unsafe.Pointer // the handle: a word that is the address of the T as long as that lives
}

// runtime_registerWeakPtr returns the handle of an object's address.
func runtime_registerWeakPtr(p unsafe.Pointer) unsafe.Pointer

// runtime_makeStrongFromWeak returns the address that a handle stands for, or nil.
func runtime_makeStrongFromWeak(u unsafe.Pointer) unsafe.Pointer

// Make makes a weak pointer from a pointer.
func Make[T any](ptr *T) Pointer[T] {
	var u unsafe.Pointer
	if ptr != nil {
		u = runtime_registerWeakPtr(unsafe.Pointer(ptr))
	}
	runtime.KeepAlive(ptr)
	return Pointer[T]{u: u}
}

// Value returns the pointer, or nil once the object has been found unreachable.
func (p Pointer[T]) Value() *T {
	if p.u == nil {
		return nil
	}
	return (*T)(runtime_makeStrongFromWeak(p.u))
}

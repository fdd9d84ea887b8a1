//go:build gopherscope

package atomic

import (
	"internal/rt"
	"unsafe"
)

// A noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// An Int32 is an int32 that is read and written atomically.
type Int32 struct {
	_ noCopy
	v int32
}

func (x *Int32) Load() int32
func (x *Int32) Store(val int32)
func (x *Int32) Swap(new int32) (old int32)
func (x *Int32) Add(delta int32) (new int32)
func (x *Int32) And(mask int32) (old int32)
func (x *Int32) Or(mask int32) (old int32)
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool)

// An Int64 is an int64 that is read and written atomically.
type Int64 struct {
	_ noCopy
	_ align64
	v int64
}

func (x *Int64) Load() int64
func (x *Int64) Store(val int64)
func (x *Int64) Swap(new int64) (old int64)
func (x *Int64) Add(delta int64) (new int64)
func (x *Int64) And(mask int64) (old int64)
func (x *Int64) Or(mask int64) (old int64)
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool)

// A Uint32 is a uint32 that is read and written atomically.
type Uint32 struct {
	_ noCopy
	v uint32
}

func (x *Uint32) Load() uint32
func (x *Uint32) Store(val uint32)
func (x *Uint32) Swap(new uint32) (old uint32)
func (x *Uint32) Add(delta uint32) (new uint32)
func (x *Uint32) And(mask uint32) (old uint32)
func (x *Uint32) Or(mask uint32) (old uint32)
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool)

// A Uint64 is a uint64 that is read and written atomically.
type Uint64 struct {
	_ noCopy
	_ align64
	v uint64
}

func (x *Uint64) Load() uint64
func (x *Uint64) Store(val uint64)
func (x *Uint64) Swap(new uint64) (old uint64)
func (x *Uint64) Add(delta uint64) (new uint64)
func (x *Uint64) And(mask uint64) (old uint64)
func (x *Uint64) Or(mask uint64) (old uint64)
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool)

// A Uintptr is a uintptr that is read and written atomically.
type Uintptr struct {
	_ noCopy
	v uintptr
}

func (x *Uintptr) Load() uintptr
func (x *Uintptr) Store(val uintptr)
func (x *Uintptr) Swap(new uintptr) (old uintptr)
func (x *Uintptr) Add(delta uintptr) (new uintptr)
func (x *Uintptr) And(mask uintptr) (old uintptr)
func (x *Uintptr) Or(mask uintptr) (old uintptr)
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool)

// An align64 marks the types that lie at multiples of 8 on every system.
type align64 struct{}

// A Bool is a bool that is read and written atomically.
type Bool struct {
	_ noCopy
	v uint32
}

func (x *Bool) Load() bool
func (x *Bool) Store(val bool)
func (x *Bool) Swap(new bool) (old bool)
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool)

// A Pointer is a *T that is read and written atomically.
type Pointer[T any] struct {
	_ [0]*T // two Pointers of different types do not convert
	_ noCopy
	v unsafe.Pointer
}

func (x *Pointer[T]) Load() *T       { return (*T)(LoadPointer(&x.v)) }
func (x *Pointer[T]) Store(val *T)   { StorePointer(&x.v, unsafe.Pointer(val)) }
func (x *Pointer[T]) Swap(new *T) *T { return (*T)(SwapPointer(&x.v, unsafe.Pointer(new))) }
func (x *Pointer[T]) CompareAndSwap(old, new *T) bool {
	return CompareAndSwapPointer(&x.v, unsafe.Pointer(old), unsafe.Pointer(new))
}

// A Value holds values of one type, whichever is stored first.
type Value struct {
	v any
}

// loadAny returns *addr; compareAndSwapAny sets *addr to new if its two words, type and
// data, are those of old.
func loadAny(addr *any) any
func compareAndSwapAny(addr *any, old, new any) (swapped bool)

// Load returns the value stored last, or nil.
func (v *Value) Load() any { return loadAny(&v.v) }

// Store sets the value. It panics if val is nil or of another type than before.
func (v *Value) Store(val any) { v.swap("store", val) }

// Swap sets the value and returns the one before, or nil.
func (v *Value) Swap(new any) any { return v.swap("swap", new) }

func (v *Value) swap(what string, val any) (old any) {
	if val == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
	for {
		old = loadAny(&v.v)
		if old != nil && rt.TypeOf(old) != rt.TypeOf(val) {
			panic("sync/atomic: " + what + " of inconsistently typed value into Value")
		}
		if compareAndSwapAny(&v.v, old, val) {
			return old
		}
	}
}

// CompareAndSwap sets the value to new if it is old, which may be nil.
func (v *Value) CompareAndSwap(old, new any) bool {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && rt.TypeOf(old) != rt.TypeOf(new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	is := loadAny(&v.v)
	if is != nil && rt.TypeOf(is) != rt.TypeOf(new) {
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
	return is == old && compareAndSwapAny(&v.v, is, new)
}

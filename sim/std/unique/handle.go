//go:build gopherscope

// Package unique gives equal values one identity.
package unique

import (
	"internal/sync"
	"runtime"
	"unsafe"
	"weak"
)

// A Handle stands for a value: two handles are equal if and only if the values are.
type Handle[T comparable] struct{ value *T }

// Value returns the value.
func (h Handle[T]) Value() T { return *h.value }

// zero is what all handles of types without a size point to.
var zero uintptr

// The values that have handles, by type: the key is a nil *T, and the value a *canon[T].
// Simplified: one lock where Go has a hash trie that needs none.
var (
	mu     sync.Mutex
	canons = map[any]any{}
)

// A canon holds the one copy of each value, weakly, so that it goes when the last handle goes.
type canon[T comparable] struct{ values map[T]weak.Pointer[T] }

// Make returns the handle of a value.
//
// Models Make, unique/handle.go, and canonMap, unique/canonmap.go.
func Make[T comparable](value T) Handle[T] {
	if unsafe.Sizeof(value) == 0 {
		return Handle[T]{(*T)(unsafe.Pointer(&zero))}
	}
	mu.Lock()
	defer mu.Unlock()
	key := any((*T)(nil))
	c, ok := canons[key].(*canon[T])
	if !ok {
		c = &canon[T]{map[T]weak.Pointer[T]{}}
		canons[key] = c
	}
	if p := c.values[value].Value(); p != nil {
		return Handle[T]{p}
	}
	p := new(T)
	*p = clone(value)
	w := weak.Make(p)
	c.values[*p] = w
	runtime.AddCleanup(p, c.drop, *p)
	return Handle[T]{p}
}

// drop forgets a value that nobody has a handle of, unless there is a new one.
func (c *canon[T]) drop(value T) {
	mu.Lock()
	defer mu.Unlock()
	if c.values[value].Value() == nil {
		delete(c.values, value)
	}
}

// clone copies a string, which may be a part of a large one. Simplified: not strings in
// structs and arrays.
func clone[T comparable](value T) T {
	if s, ok := any(value).(string); ok {
		return any(string([]byte(s))).(T)
	}
	return value
}

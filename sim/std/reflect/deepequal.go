//go:build gopherscope

package reflect

import (
	"internal/rt"
	"unsafe"
)

// DeepEqual tells whether x and y are equal, part by part: what pointers point to, the
// elements of slices and maps. A nil slice or map does not equal an empty one.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	if rt.TypeOf(x) != rt.TypeOf(y) {
		return false
	}
	return deepEqual(ValueOf(x), ValueOf(y), map[visit]bool{})
}

// A visit is two variables that are being compared; meeting them again means a cycle, and
// no difference so far.
type visit struct {
	x, y unsafe.Pointer
	t    rt.Type
}

func deepEqual(x, y Value, visited map[visit]bool) bool {
	if !x.IsValid() || !y.IsValid() {
		return x.IsValid() == y.IsValid()
	}
	if x.t != y.t {
		return false
	}
	switch x.Kind() {
	case Pointer, Map, Slice:
		if x.IsNil() || y.IsNil() {
			return x.IsNil() == y.IsNil()
		}
		v := visit{x.p, y.p, x.t}
		if x.Kind() != Slice {
			v.x, v.y = *(*unsafe.Pointer)(x.p), *(*unsafe.Pointer)(y.p)
			if v.x == v.y {
				return true
			}
		}
		if visited[v] {
			return true
		}
		visited[v] = true
	}
	switch x.Kind() {
	case Array, Slice:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !deepEqual(x.Index(i), y.Index(i), visited) {
				return false
			}
		}
		return true
	case Interface:
		return deepEqual(x.Elem(), y.Elem(), visited)
	case Pointer:
		return deepEqual(x.Elem(), y.Elem(), visited)
	case Struct:
		for i := range x.NumField() {
			if !deepEqual(x.Field(i), y.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		if x.Len() != y.Len() {
			return false
		}
		for _, key := range x.MapKeys() {
			if v := y.MapIndex(key); !v.IsValid() || !deepEqual(x.MapIndex(key), v, visited) {
				return false
			}
		}
		return true
	case Func:
		return x.IsNil() && y.IsNil()
	}
	return x.get() == y.get()
}

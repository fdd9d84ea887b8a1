//go:build gopherscope

package reflect

import (
	"internal/rt"
	"unsafe"
)

// New returns a pointer to a new variable of type typ.
func New(typ Type) Value {
	if typ == nil {
		panic("reflect: New(nil)")
	}
	return hold(pointerTo(typ.id()), rt.New(typ.id(), 1), 0)
}

// NewAt returns a pointer to the variable of type typ at p.
func NewAt(typ Type, p unsafe.Pointer) Value { return hold(pointerTo(typ.id()), p, 0) }

// Zero returns the zero value of type typ, which cannot be set.
func Zero(typ Type) Value {
	if typ == nil {
		panic("reflect: Zero(nil)")
	}
	return Value{typ.id(), rt.New(typ.id(), 1), 0}
}

// MakeSlice returns a new slice.
func MakeSlice(typ Type, len, cap int) Value {
	switch {
	case typ.Kind() != Slice:
		panic("reflect.MakeSlice of non-slice type")
	case len < 0:
		panic("reflect.MakeSlice: negative len")
	case cap < 0:
		panic("reflect.MakeSlice: negative cap")
	case len > cap:
		panic("reflect.MakeSlice: len > cap")
	}
	return sliceOf(typ.id(), rt.New(rt.Elem(typ.id()), cap), 0, len, cap, 0)
}

// SliceAt returns the slice of n elements of type typ that begins at p.
func SliceAt(typ Type, p unsafe.Pointer, n int) Value {
	s := unsafe.Slice((*struct{})(p), n) // for its checks
	_ = s
	return sliceOf(rt.OfElem(typ.id(), rt.Slice, 0), p, 0, n, n, 0)
}

// MakeMap returns a new map.
func MakeMap(typ Type) Value { return MakeMapWithSize(typ, 0) }

// MakeMapWithSize returns a new map with room for n entries.
func MakeMapWithSize(typ Type, n int) Value {
	if typ.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	return hold(typ.id(), rt.MapMake(typ.id(), n), 0)
}

// PointerTo returns *t.
func PointerTo(t Type) Type { return toType(pointerTo(t.id())) }

// PtrTo is an older name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

func pointerTo(t rt.Type) rt.Type { return rt.OfElem(t, rt.Pointer, 0) }

// SliceOf returns []t.
func SliceOf(t Type) Type { return toType(rt.OfElem(t.id(), rt.Slice, 0)) }

const tooLarge = " size would exceed virtual address space"

// maxSize bounds a type's size in bytes. Simplified: Go's bound is the address space.
const maxSize = 1 << 31

// ArrayOf returns [length]elem.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	if size := elem.Size(); size > 0 && uintptr(length) > maxSize/size {
		panic("reflect.ArrayOf: array" + tooLarge)
	}
	return toType(rt.OfElem(elem.id(), rt.Array, length))
}

// ChanOf returns the type of channels of t with the direction dir.
func ChanOf(dir ChanDir, t Type) Type {
	if t.Size() >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	if dir < RecvDir || dir > BothDir {
		panic("reflect.ChanOf: invalid dir")
	}
	return toType(rt.OfElem(t.id(), rt.Chan, int(dir)))
}

// MapOf returns map[key]elem.
func MapOf(key, elem Type) Type {
	if !rt.Comparable(key.id()) {
		panic("reflect.MapOf: invalid key type " + key.String())
	}
	return toType(rt.MapOf(key.id(), elem.id()))
}

// FuncOf returns the type of functions with these parameters and results.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	if len(in)+len(out) > 128 {
		panic("reflect.FuncOf: too many arguments")
	}
	ids := func(list []Type) (ids []rt.Type) {
		for _, t := range list {
			ids = append(ids, t.id())
		}
		return ids
	}
	return toType(rt.FuncOf(ids(in), ids(out), variadic))
}

// StructOf returns the struct type with these fields; their Offset and Index do not count.
// Simplified: embedded fields whose types have methods are refused more often than in Go.
func StructOf(fields []StructField) Type {
	var list []rt.StructField
	seen := map[string]bool{}
	size, pkg := uintptr(0), ""
	for i, f := range fields {
		switch {
		case f.Name == "":
			panic("reflect.StructOf: field " + itoa(i) + " has no name")
		case !isName(f.Name):
			panic("reflect.StructOf: field " + itoa(i) + " has invalid name")
		case f.Type == nil:
			panic("reflect.StructOf: field " + itoa(i) + " has no type")
		case f.Anonymous && f.PkgPath != "":
			panic("reflect.StructOf: field \"" + f.Name + "\" is anonymous but has PkgPath set")
		case f.IsExported() && !isUpper(f.Name):
			panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
		}
		if f.PkgPath != "" {
			if pkg != "" && pkg != f.PkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkg + " and " + f.PkgPath)
			}
			pkg = f.PkgPath
		}
		if f.Anonymous {
			checkEmbedded(f.Type)
		}
		if seen[f.Name] && f.Name != "_" {
			panic("reflect.StructOf: duplicate field " + f.Name)
		}
		seen[f.Name] = true
		if size += f.Type.Size() + 8; size > maxSize {
			panic("reflect.StructOf: struct" + tooLarge)
		}
		list = append(list, rt.StructField{
			Name: f.Name, Pkg: f.PkgPath, Tag: string(f.Tag), Type: uintptr(f.Type.id()), Embedded: f.Anonymous,
		})
	}
	return toType(rt.StructOf(list))
}

// checkEmbedded panics unless t can be embedded without methods for the struct.
func checkEmbedded(t Type) {
	if t.Kind() == Pointer && (t.Elem().Kind() == Pointer || t.Elem().Kind() == Interface) {
		panic("reflect.StructOf: illegal embedded field type " + t.String())
	}
	if t.NumMethod() > 0 || t.Kind() != Pointer && t.Kind() != Interface && PointerTo(t).NumMethod() > 0 {
		panic("reflect: embedded type with methods not implemented: a type made at run time has none")
	}
}

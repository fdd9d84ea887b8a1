//go:build gopherscope

// Package reflect looks at types and values at run time. It is built on internal/rt, which
// asks the machine.
//
// Simplified: types that the program does not have cannot be made (PointerTo, SliceOf, …),
// and functions and methods cannot be called.
package reflect

import (
	"internal/rt"
	"strconv"
)

// A Kind says how values of a type behave.
type Kind uint

// The kinds.
const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is an older name of Pointer.
const Ptr = Pointer

var kindNames = [...]string{"invalid", "bool", "int", "int8", "int16", "int32", "int64",
	"uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "float32", "float64",
	"complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr", "slice",
	"string", "struct", "unsafe.Pointer"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind" + strconv.Itoa(int(k))
}

// A ChanDir is the direction of a chan type.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// A Type is a type of the program. Two are the same type if they are equal.
type Type interface {
	String() string
	Name() string
	PkgPath() string
	Kind() Kind
	Size() uintptr
	Bits() int
	Elem() Type
	Key() Type
	Len() int
	ChanDir() ChanDir
	NumField() int
	Field(i int) StructField
	FieldByName(name string) (StructField, bool)
	NumMethod() int
	Comparable() bool
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool

	id() rt.Type
}

// A rtype is a Type by its number.
type rtype rt.Type

// toType returns the Type of t, nil for no type.
func toType(t rt.Type) Type {
	if t == 0 {
		return nil
	}
	return rtype(t)
}

// TypeOf returns the dynamic type of i, nil for a nil interface.
func TypeOf(i any) Type { return toType(rt.TypeOf(i)) }

// TypeFor returns the type T.
func TypeFor[T any]() Type { return TypeOf((*T)(nil)).Elem() }

func (t rtype) id() rt.Type    { return rt.Type(t) }
func (t rtype) String() string { return rt.TypeName(rt.Type(t)) }
func (t rtype) Kind() Kind     { return Kind(rt.TypeKind(rt.Type(t))) }
func (t rtype) Size() uintptr  { return rt.Size(rt.Type(t)) }
func (t rtype) NumMethod() int { return rt.NumMethod(rt.Type(t)) }

func (t rtype) PkgPath() string {
	if !rt.Named(rt.Type(t)) {
		return ""
	}
	return rt.PkgPath(rt.Type(t))
}

// Name returns the type's name without its package, "" for a type literal.
func (t rtype) Name() string {
	if !rt.Named(rt.Type(t)) {
		return ""
	}
	s := t.String()
	depth := 0 // of square brackets: type arguments have packages too
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			depth--
		case '.':
			if depth == 0 {
				return s[i+1:]
			}
		}
	}
	return s
}

// must panics if the type is of none of the kinds.
func (t rtype) must(what string, kinds ...Kind) {
	for _, k := range kinds {
		if t.Kind() == k {
			return
		}
	}
	panic("reflect: " + what + " of invalid type " + t.String())
}

func (t rtype) Bits() int {
	if k := t.Kind(); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.Size()) * 8
}

func (t rtype) Elem() Type {
	t.must("Elem", Array, Chan, Map, Pointer, Slice)
	return toType(rt.Elem(rt.Type(t)))
}

func (t rtype) Key() Type {
	if t.Kind() != Map {
		panic("reflect: Key of non-map type " + t.String())
	}
	return toType(rt.Key(rt.Type(t)))
}

func (t rtype) Len() int {
	if t.Kind() != Array {
		panic("reflect: Len of non-array type " + t.String())
	}
	return rt.TypeLen(rt.Type(t))
}

func (t rtype) ChanDir() ChanDir {
	if t.Kind() != Chan {
		panic("reflect: ChanDir of non-chan type " + t.String())
	}
	return ChanDir(rt.ChanDir(rt.Type(t)))
}

func (t rtype) NumField() int {
	if t.Kind() != Struct {
		panic("reflect: NumField of non-struct type " + t.String())
	}
	return rt.NumField(rt.Type(t))
}

// A StructField is one field of a struct type.
type StructField struct {
	Name      string
	PkgPath   string // of an unexported name
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int
	Anonymous bool
}

func (f StructField) IsExported() bool { return f.PkgPath == "" }

func (t rtype) Field(i int) StructField {
	if t.Kind() != Struct {
		panic("reflect: Field of non-struct type " + t.String())
	}
	if i < 0 || i >= t.NumField() {
		panic("reflect: Field index out of bounds")
	}
	id := rt.Type(t)
	f := StructField{
		Name:      rt.FieldName(id, i),
		Type:      toType(rt.FieldType(id, i)),
		Tag:       StructTag(rt.FieldTag(id, i)),
		Offset:    rt.FieldOffset(id, i),
		Index:     []int{i},
		Anonymous: rt.FieldEmbedded(id, i),
	}
	if !rt.FieldExported(id, i) {
		f.PkgPath = rt.PkgPath(id)
		if f.PkgPath == "" {
			f.PkgPath = "main"
		}
	}
	return f
}

// FieldByName looks for a field by name, in embedded structs after the type's own.
func (t rtype) FieldByName(name string) (StructField, bool) {
	for i := range t.NumField() {
		if rt.FieldName(rt.Type(t), i) == name {
			return t.Field(i), true
		}
	}
	for i := range t.NumField() {
		if !rt.FieldEmbedded(rt.Type(t), i) {
			continue
		}
		embedded := t.Field(i).Type
		if embedded.Kind() == Pointer {
			embedded = embedded.Elem()
		}
		if embedded.Kind() != Struct {
			continue
		}
		if f, ok := embedded.FieldByName(name); ok {
			f.Index = append([]int{i}, f.Index...)
			return f, true
		}
	}
	return StructField{}, false
}

// A StructTag is the string after a field: key:"value" pairs.
type StructTag string

func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

func (tag StructTag) Lookup(key string) (value string, ok bool) {
	for rest := string(tag); rest != ""; {
		for rest != "" && rest[0] == ' ' {
			rest = rest[1:]
		}
		colon := 0
		for colon < len(rest) && rest[colon] > ' ' && rest[colon] != ':' && rest[colon] != '"' {
			colon++
		}
		if colon == 0 || colon+1 >= len(rest) || rest[colon] != ':' {
			return "", false
		}
		quoted, err := strconv.QuotedPrefix(rest[colon+1:])
		if err != nil || quoted[0] != '"' {
			return "", false
		}
		if rest[:colon] == key {
			value, err = strconv.Unquote(quoted)
			return value, err == nil
		}
		rest = rest[colon+1+len(quoted):]
	}
	return "", false
}

func (t rtype) Comparable() bool { return rt.Comparable(rt.Type(t)) }

func (t rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return rt.Implements(rt.Type(t), u.id())
}

// AssignableTo tells whether a value of type t may be assigned to a variable of type u.
// Simplified: a named type is never assignable to its underlying type.
func (t rtype) AssignableTo(u Type) bool {
	return t == u || u.Kind() == Interface && t.Implements(u)
}

// ConvertibleTo tells whether a value of type t converts to u. Simplified: numbers and
// strings only, beside what is assignable.
func (t rtype) ConvertibleTo(u Type) bool {
	number := func(k Kind) bool { return Int <= k && k <= Float64 }
	from, to := t.Kind(), u.Kind()
	return t.AssignableTo(u) || number(from) && number(to) || from == String && to == String ||
		to == String && Int <= from && from <= Uintptr
}

// PointerTo returns *t. It panics if the program has no such type.
func PointerTo(t Type) Type {
	p := rt.PtrTo(t.id())
	if p == 0 {
		panic("reflect.PointerTo: the program has no type *" + t.String())
	}
	return toType(p)
}

// PtrTo is an older name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

//go:build gopherscope

// Package rt lets the library's Go code ask the machine about values: their types, their
// parts and their addresses. It is what reflect is to the real fmt, cut down to questions
// that the machine answers in one step.
//
// A value travels as an any. The parts of a value (a field, an element, what a pointer
// points to) are handed out as an any that aliases the whole: nothing is copied, so such a
// value is for reading at once and not for keeping.
package rt

import "unsafe"

// A Kind says how values of a type behave; the numbers are those of package reflect.
type Kind uint8

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

// A Type is a type of the program; 0 is no type, the dynamic type of a nil interface.
type Type uint32

// TypeOf returns the dynamic type of v, 0 for nil.
func TypeOf(v any) Type

// KindOf returns the kind of v's dynamic type, Invalid for nil.
func KindOf(v any) Kind

// BasicKind returns the kind of v's dynamic type if that is a predeclared type such as int
// or string, which has no methods, and Invalid otherwise.
func BasicKind(v any) Kind

// TypeKind returns the kind of t.
func TypeKind(t Type) Kind

// TypeName returns t's name as %T prints it, the empty string for no type.
func TypeName(t Type) string

// Named tells whether t is a defined type: with a name of its own, not a literal.
func Named(t Type) bool

// PkgPath returns the import path of the package that defines t, "" for a type without one.
func PkgPath(t Type) string

// Size returns the bytes of a value of type t.
func Size(t Type) uintptr

// Elem returns the element type of an array, chan, map, pointer or slice type, else 0.
func Elem(t Type) Type

// Key returns the key type of a map type, else 0.
func Key(t Type) Type

// Comparable tells whether == on values of type t compiles and does not panic for the
// type's own sake.
func Comparable(t Type) bool

// NumField returns the number of fields of a struct type.
func NumField(t Type) int

// FieldName returns the name of field i of a struct type.
func FieldName(t Type, i int) string

// FieldType returns the type of field i of a struct type.
func FieldType(t Type, i int) Type

// FieldExported tells whether field i of a struct type has an exported name.
func FieldExported(t Type, i int) bool

// FieldTag returns the tag of field i of a struct type.
func FieldTag(t Type, i int) string

// FieldOffset returns where field i of a struct type begins, in bytes.
func FieldOffset(t Type, i int) uintptr

// FieldEmbedded tells whether field i of a struct type is embedded.
func FieldEmbedded(t Type, i int) bool

// TypeLen returns the length of an array type.
func TypeLen(t Type) int

// ChanDir returns the direction of a chan type: 1 receive, 2 send, 3 both.
func ChanDir(t Type) int

// NumMethod returns the number of t's methods: of an interface type all, of another the
// exported ones. They are numbered in the order of names, exported ones first.
func NumMethod(t Type) int

// MethodName returns the name of method i, and MethodPkg the package of one that is not
// exported.
func MethodName(t Type, i int) string
func MethodPkg(t Type, i int) string

// MethodType returns the func type of method i, without receiver.
func MethodType(t Type, i int) Type

// methodType is MethodType by the method's id.
func methodType(t Type, id uintptr) Type

// MethodID returns what methods of the same name have in common.
func MethodID(t Type, i int) uintptr

// bind returns a closure of the method of type t with the given id. It has the method's type
// and passes receiver on, the data word of an interface that holds a t; or, if that is not 0,
// it is of type unbound, which has the receiver as its first parameter.
func bind(adapter func(), t Type, id uintptr, receiver unsafe.Pointer, unbound Type) unsafe.Pointer

// Bind returns a method as a function: see bind.
func Bind(t Type, id uintptr, receiver unsafe.Pointer, unbound Type) unsafe.Pointer {
	ft := unbound
	if ft == 0 {
		ft = methodType(t, id)
	}
	return bind(adapterOf(ft), t, id, receiver, unbound)
}

// makeFunc returns a closure of func type t that calls f with an array of the addresses of
// parameters and results.
func makeFunc(adapter func(), t Type, f func(vars *unsafe.Pointer)) unsafe.Pointer

// MakeFunc returns a closure of func type t: see makeFunc.
func MakeFunc(t Type, f func(vars *unsafe.Pointer)) unsafe.Pointer {
	return makeFunc(adapterOf(t), t, f)
}

// adapter and bigAdapter are the code of the closures that bind and makeFunc make, for
// arguments and results of at most 120 and at most 8192 words.
func adapter()
func bigAdapter()

// adapterOf returns the adapter for functions of type t.
func adapterOf(t Type) func() {
	words := func(n int, get func(Type, int) Type) (words uintptr) {
		for i := range n {
			words += (Size(get(t, i)) + 7) / 8
		}
		return words
	}
	switch n := max(words(NumParam(t), Param), words(NumResult(t), Result)); {
	case n <= 120:
		return adapter
	case n <= 8192:
		return bigAdapter
	}
	panic("reflect: the arguments or results of " + TypeName(t) + " are too large for gopherscope")
}

// Call calls a closure of func type t with an array of the addresses of arguments and results.
// called is false; the machine sets it while the call runs.
func Call(closure unsafe.Pointer, t Type, vars *unsafe.Pointer, called bool)

// Entry returns the program counter at which a closure's code begins.
func Entry(closure unsafe.Pointer) uintptr

// Direct tells whether an interface holds a value of type t itself and not its address: a
// pointer, chan, map or func, or a struct or array of just one of these.
func Direct(t Type) bool

// Align returns the alignment of variables of type t, in bytes.
func Align(t Type) int

// FieldPkg returns the import path that belongs to the unexported name of field i of a struct
// type, "" if the name is exported.
func FieldPkg(t Type, i int) string

// NumParam and NumResult return the numbers of parameters and results of a func type.
func NumParam(t Type) int
func NumResult(t Type) int

// Param and Result return the type of parameter and result i of a func type.
func Param(t Type, i int) Type
func Result(t Type, i int) Type

// Variadic tells whether the last parameter of a func type is variadic.
func Variadic(t Type) bool

// Identical tells whether t and u have the same underlying type; the tags of fields count
// only if tags says so.
func Identical(t, u Type, tags bool) bool

// OfElem returns the type of kind Pointer or Slice with elements of type elem, of kind Array
// with length n, or of kind Chan with direction n.
func OfElem(elem Type, kind Kind, n int) Type

// MapOf returns the type map[key]elem.
func MapOf(key, elem Type) Type

// FuncOf returns the type of functions with these parameters and results.
func FuncOf(params, results []Type, variadic bool) Type

// A StructField is a field of a struct type that is to be made.
type StructField struct {
	Name, Pkg, Tag string
	Type           uintptr // a Type
	Embedded       bool
}

// StructOf returns the struct type with these fields.
func StructOf(fields []StructField) Type

// Implements tells whether t has the methods of the interface type iface.
func Implements(t, iface Type) bool

// At returns the variable of type t at p, as its content if t is an interface type.
func At(t Type, p unsafe.Pointer) any

// New returns n new variables of type t, one after another.
func New(t Type, n int) unsafe.Pointer

// Move copies n values of type t, which stand one after another, from src to dst.
func Move(t Type, dst, src unsafe.Pointer, n int)

// Zero sets n variables of type t, one after another, to zero.
func Zero(t Type, p unsafe.Pointer, n int)

// GrowCap returns the capacity that append gives to a slice of element type elem and capacity
// old that is to have n elements.
func GrowCap(elem Type, n, old int) int

// MapMake returns a new map of type t with room for n entries.
func MapMake(t Type, n int) unsafe.Pointer

// MapGet returns the address of the element of the key at address key in map m of type t, nil
// if there is none. It is for reading at once.
func MapGet(t Type, m, key unsafe.Pointer) unsafe.Pointer

// MapSet sets the element of the key at address key to the value at address elem.
func MapSet(t Type, m, key, elem unsafe.Pointer)

// MapDelete deletes the key at address key.
func MapDelete(t Type, m, key unsafe.Pointer)

// MapClear deletes all.
func MapClear(t Type, m unsafe.Pointer)

// An Iter is the state of a loop over a map.
type Iter struct {
	a, b, c unsafe.Pointer
	d, e, f uintptr
}

// MapIter begins a loop over map m.
func MapIter(it *Iter, m unsafe.Pointer)

// MapNext returns the addresses of the next key and its element in a map of type t, nil at
// the end. They are for reading at once.
func MapNext(t Type, it *Iter) (key, elem unsafe.Pointer)

// AsInt returns the value of a v of any signed integer kind.
func AsInt(v any) int64

// AsUint returns the value of a v of any unsigned integer kind or bool, and the address
// held by a v of kind Chan, Func, Map, Pointer, Slice (its first element's) or
// UnsafePointer, 0 if it is nil.
func AsUint(v any) uint64

// AsFloat returns the value of a v of kind Float32 or Float64.
func AsFloat(v any) float64

// AsComplex returns the value of a v of kind Complex64 or Complex128.
func AsComplex(v any) complex128

// AsString returns the value of a v of kind String.
func AsString(v any) string

// AsBytes returns the elements of a v that is a slice or an array of kind Uint8. The result
// aliases v.
func AsBytes(v any) []byte

// Len returns the length of a v of kind Array, Chan, Map, Slice or String.
func Len(v any) int

// Cap returns the capacity of a v of kind Array, Chan or Slice.
func Cap(v any) int

// Index returns element i of a v of kind Array or Slice. The element of an interface type
// is returned as its content, which may be nil.
func Index(v any, i int) any

// Field returns field i of a struct. A field of an interface type is returned as its
// content, which may be nil.
func Field(v any, i int) any

// Deref returns what a v of kind Pointer, which is not nil, points to. A variable of an
// interface type is returned as its content, which may be nil.
func Deref(v any) any

// Entries returns the keys of a v of kind Map and their elements, in the map's own order
// of entries. Keys and elements of an interface type are returned as their content.
func Entries(v any) (keys, elems []any)

// Assign sets *dst to v and reports true if v's dynamic type may be assigned to the
// variable that dst, a pointer, points to: it is that type, or implements it. Otherwise it
// reports false and changes nothing.
func Assign(dst, v any) bool

// SetBits sets the variable that v, of kind Pointer, points to, which is a bool or of an
// integer kind, to the low bits of x.
func SetBits(v any, x uint64) {
	switch p := Address(v); Size(Elem(TypeOf(v))) {
	case 1:
		*(*uint8)(p) = uint8(x)
	case 2:
		*(*uint16)(p) = uint16(x)
	case 4:
		*(*uint32)(p) = uint32(x)
	default:
		*(*uint64)(p) = x
	}
}

// Address returns what a v of kind Pointer holds.
func Address(v any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[1] }

// Swap exchanges elements i and j of a v of kind Slice.
func Swap(v any, i, j int)

// Same tells whether a and b are the same type and the same data word, with no comparison
// of what they point to.
func Same(a, b any) bool

// FindByte returns the index of the first c in s, -1 if there is none. It looks at memory
// in place, as Find does.
func FindByte(s string, c byte) int

// Find returns the index of the first substr in s, -1 if there is none.
func Find(s, substr string) int

// Rand returns 64 bits of the machine's seeded generator.
func Rand() uint64

// ProcID returns the number of the P that runs the caller.
func ProcID() int

// Own sets *taken and reports whether it was false: it keeps a pool to its P for a moment, at the
// cost of an instruction, as pinning does in Go (procPin, runtime/proc.go).
func Own(taken *bool) bool

// The notes below change nothing. They let a machine that records events of the Wait class
// say who holds which lock.

// MutexLocked notes that the goroutine has the lock at addr.
func MutexLocked(addr unsafe.Pointer)

// MutexUnlocked notes that the lock at addr was given up.
func MutexUnlocked(addr unsafe.Pointer)

// WaitGroupAdd notes that delta was added to the WaitGroup at addr, which makes n.
func WaitGroupAdd(addr unsafe.Pointer, delta, n int)

// Throw ends the program with a fatal error. Package runtime sets it, so that packages that
// runtime stands on can call it.
var Throw func(text string)

// Signal deals with a signal that the program sends to itself and tells whether it did. Package
// os/signal sets it; nil where no program asks for signals.
var Signal func(num int) bool

// Package reflect sets these: its type Value, and what a Value holds: the content, of an
// interface too, the type, 0 for the zero Value, and whether unexported names lead there.
var (
	ReflectValue Type
	Reflected    func(value any) (held any, t Type, opaque bool)
)

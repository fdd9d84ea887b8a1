//go:build gopherscope

package reflect

import (
	"errors"
	"internal/rt"
	"unsafe"
)

// A Value is a value of any type: the variable that holds it.
type Value struct {
	t    rt.Type        // 0 for the zero Value
	p    unsafe.Pointer // the variable
	flag flag
}

type flag uint8

const (
	flagAddr     flag = 1 << iota // the variable is the program's own: it can be set
	flagStickyRO                  // reached through an unexported field that is not embedded
	flagEmbedRO                   // reached through an unexported embedded field
	flagMethod                    // a method of another Value
	flagRO       = flagStickyRO | flagEmbedRO
)

// ro is what a Value made of one with the flags f inherits.
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

func init() {
	rt.ReflectValue = rt.TypeOf(Value{})
	rt.Reflected = func(x any) (held any, t rt.Type, opaque bool) {
		v := x.(Value)
		if v.t != 0 {
			held = v.get()
		}
		return held, v.t, v.flag&flagRO != 0
	}
}

// ValueOf returns what i holds, the zero Value for nil.
func ValueOf(i any) Value {
	t := rt.TypeOf(i)
	if t == 0 {
		return Value{}
	}
	p := rt.Address(i)
	if rt.Direct(t) {
		return hold(t, p, 0)
	}
	return Value{t, p, 0}
}

// hold returns a value of type t, of one word, which is a pointer.
func hold(t rt.Type, p unsafe.Pointer, f flag) Value {
	box := rt.New(t, 1)
	*(*unsafe.Pointer)(box) = p
	return Value{t, box, f}
}

// Indirect returns what v points to, v itself if it is no pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

func (v Value) IsValid() bool { return v.t != 0 }
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }
func (v Value) CanSet() bool  { return v.flag&(flagAddr|flagRO) == flagAddr }

func (v Value) CanInterface() bool {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&flagRO == 0
}

func (v Value) Kind() Kind {
	if v.t == 0 {
		return Invalid
	}
	return Kind(rt.TypeKind(v.t))
}

func (v Value) Type() Type {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	return toType(v.t)
}

// A ValueError is a method called on a Value that has it not.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == 0 {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

const unknownMethod = "unknown method" // what Go says of functions that are no methods of Value

// must panics unless v is of a kind from lo to hi. The method is named with package and type.
func (v Value) must(method string, lo, hi Kind) {
	if k := v.Kind(); k < lo || k > hi {
		panic(&ValueError{method, k})
	}
}

// exported panics if v is the zero Value or was reached through an unexported field.
func (v Value) exported(method string) {
	if v.t == 0 {
		panic(&ValueError{method, Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect: " + method + " using value obtained using unexported field")
	}
}

// settable panics if v is no variable that may be set.
func (v Value) settable(method string) {
	v.exported(method)
	if v.flag&flagAddr == 0 {
		panic("reflect: " + method + " using unaddressable value")
	}
}

// get returns what v holds, aliased; the content of an interface variable.
func (v Value) get() any { return rt.At(v.t, v.p) }

// ptr returns the one word of a pointer, map, chan or func.
func (v Value) ptr() unsafe.Pointer { return *(*unsafe.Pointer)(v.p) }

// Interface returns a copy of what v holds.
func (v Value) Interface() any {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	v.callable("Interface")
	return v.pack()
}

func (v Value) pack() any {
	if v.flag&flagAddr == 0 || rt.Direct(v.t) || v.Kind() == Interface {
		return v.get()
	}
	return rt.At(v.t, v.copied().p)
}

// copied returns a variable of its own with the content of v.
func (v Value) copied() Value {
	box := rt.New(v.t, 1)
	rt.Move(v.t, box, v.p, 1)
	return Value{v.t, box, v.flag &^ flagAddr}
}

// TypeAssert is v.Interface().(T).
func TypeAssert[T any](v Value) (T, bool) {
	if v.t == 0 {
		panic(&ValueError{"reflect.TypeAssert", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.TypeAssert: cannot return value obtained from unexported field or method")
	}
	x, ok := v.pack().(T)
	return x, ok
}

func (v Value) Bool() bool {
	v.must("reflect.Value.Bool", Bool, Bool)
	return *(*bool)(v.p)
}

func (v Value) Int() int64 {
	v.must("reflect.Value.Int", Int, Int64)
	return rt.AsInt(v.get())
}

func (v Value) Uint() uint64 {
	v.must("reflect.Value.Uint", Uint, Uintptr)
	return rt.AsUint(v.get())
}

func (v Value) Float() float64 {
	v.must("reflect.Value.Float", Float32, Float64)
	return rt.AsFloat(v.get())
}

func (v Value) Complex() complex128 {
	v.must("reflect.Value.Complex", Complex64, Complex128)
	return rt.AsComplex(v.get())
}

// String returns a string, or says what else v is.
func (v Value) String() string {
	switch v.Kind() {
	case String:
		return *(*string)(v.p)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + rt.TypeName(v.t) + " Value>"
}

func (v Value) Bytes() []byte {
	switch v.Kind() {
	case Slice:
		if elemKind(v.t) != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.p)
	case Array:
		if elemKind(v.t) != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.p), rt.TypeLen(v.t))
	}
	panic(&ValueError{"reflect.Value.Bytes", v.Kind()})
}

func elemKind(t rt.Type) Kind { return Kind(rt.TypeKind(rt.Elem(t))) }

func (v Value) CanInt() bool     { k := v.Kind(); return Int <= k && k <= Int64 }
func (v Value) CanUint() bool    { k := v.Kind(); return Uint <= k && k <= Uintptr }
func (v Value) CanFloat() bool   { k := v.Kind(); return k == Float32 || k == Float64 }
func (v Value) CanComplex() bool { k := v.Kind(); return k == Complex64 || k == Complex128 }

func (v Value) OverflowInt(x int64) bool {
	v.must("reflect.Value.OverflowInt", Int, Int64)
	return toType(v.t).OverflowInt(x)
}

func (v Value) OverflowUint(x uint64) bool {
	v.must("reflect.Value.OverflowUint", Uint, Uintptr)
	return toType(v.t).OverflowUint(x)
}

func (v Value) OverflowFloat(x float64) bool {
	v.must("reflect.Value.OverflowFloat", Float32, Float64)
	return toType(v.t).OverflowFloat(x)
}

func (v Value) OverflowComplex(x complex128) bool {
	v.must("reflect.Value.OverflowComplex", Complex64, Complex128)
	return toType(v.t).OverflowComplex(x)
}

// Pointer returns the address that v holds.
func (v Value) Pointer() uintptr { return uintptr(v.address("reflect.Value.Pointer")) }

func (v Value) UnsafePointer() unsafe.Pointer { return v.address("reflect.Value.UnsafePointer") }

func (v Value) address(method string) unsafe.Pointer {
	switch v.Kind() {
	case Func: // of its code, if it is not nil
		if f := v.ptr(); f != nil {
			return unsafe.Pointer(rt.Entry(f))
		}
		return nil
	case Chan, Map, Pointer, Slice, String, UnsafePointer:
		return v.ptr()
	}
	panic(&ValueError{method, v.Kind()})
}

// UnsafeAddr returns the address of the variable v.
func (v Value) UnsafeAddr() uintptr {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.UnsafeAddr", Invalid})
	}
	if !v.CanAddr() {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.p)
}

// InterfaceData returns the two words of an interface.
func (v Value) InterfaceData() [2]uintptr {
	v.must("reflect.Value.InterfaceData", Interface, Interface)
	return *(*[2]uintptr)(v.p)
}

func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, Slice, UnsafePointer:
		return v.ptr() == nil && v.flag&flagMethod == 0
	case Interface:
		return v.get() == nil
	}
	panic(&ValueError{"reflect.Value.IsNil", v.Kind()})
}

// IsZero tells whether v is the zero value of its type.
func (v Value) IsZero() bool {
	switch v.Kind() {
	case Invalid:
		panic(&ValueError{"reflect.Value.IsZero", Invalid})
	case Array:
		for i := range v.Len() {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() && rt.FieldName(v.t, i) != "_" {
				return false
			}
		}
		return true
	case String:
		return v.Len() == 0
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case Float32, Float64:
		return v.Float() == 0
	case Complex64, Complex128:
		return v.Complex() == 0
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == 0
	}
	return rt.AsUint(v.get()) == 0
}

// A sliceHeader is the three words of a slice.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

func (v Value) slice() *sliceHeader { return (*sliceHeader)(v.p) }

func (v Value) Len() int {
	switch v.Kind() {
	case Array, Chan, Map, Slice, String:
		return rt.Len(v.get())
	case Pointer:
		if e := rt.Elem(v.t); rt.TypeKind(e) == rt.Array {
			return rt.TypeLen(e)
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Len", v.Kind()})
}

func (v Value) Cap() int {
	switch v.Kind() {
	case Array, Chan, Slice:
		return rt.Cap(v.get())
	case Pointer:
		if e := rt.Elem(v.t); rt.TypeKind(e) == rt.Array {
			return rt.TypeLen(e)
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Cap", v.Kind()})
}

// Index returns element i.
func (v Value) Index(i int) Value {
	switch v.Kind() {
	case Array:
		if i < 0 || i >= rt.TypeLen(v.t) {
			panic("reflect: array index out of range")
		}
		e := rt.Elem(v.t)
		return Value{e, unsafe.Add(v.p, uintptr(i)*rt.Size(e)), v.flag&flagAddr | v.flag.ro()}
	case Slice:
		if i < 0 || i >= v.slice().len {
			panic("reflect: slice index out of range")
		}
		e := rt.Elem(v.t)
		return Value{e, unsafe.Add(v.slice().data, uintptr(i)*rt.Size(e)), v.flag.ro() | flagAddr}
	case String:
		s := *(*string)(v.p)
		if i < 0 || i >= len(s) {
			panic("reflect: string index out of range")
		}
		e := ValueOf(s[i])
		e.flag = v.flag.ro()
		return e
	}
	panic(&ValueError{"reflect.Value.Index", v.Kind()})
}

// elements returns what there is to slice: an array's or a slice's elements, their type and
// the type of the result.
func (v Value) elements(method string) (data unsafe.Pointer, n, k int, t rt.Type) {
	switch v.Kind() {
	case Array:
		if !v.CanAddr() {
			panic(method + ": slice of unaddressable array")
		}
		n = rt.TypeLen(v.t)
		return v.p, n, n, rt.OfElem(rt.Elem(v.t), rt.Slice, 0)
	case Slice:
		h := v.slice()
		return h.data, h.len, h.cap, v.t
	}
	panic(&ValueError{method, v.Kind()})
}

// Slice returns v[i:j] of a slice, a string or an array that can be addressed.
func (v Value) Slice(i, j int) Value {
	if v.Kind() == String {
		s := *(*string)(v.p)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		part := Zero(v.Type())
		*(*string)(part.p) = s[i:j]
		part.flag = v.flag.ro()
		return part
	}
	data, _, k, t := v.elements("reflect.Value.Slice")
	if i < 0 || j < i || j > k {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return sliceOf(t, data, i, j, k, v.flag.ro())
}

// Slice3 returns v[i:j:k].
func (v Value) Slice3(i, j, k int) Value {
	data, _, n, t := v.elements("reflect.Value.Slice3")
	if i < 0 || j < i || k < j || k > n {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return sliceOf(t, data, i, j, k, v.flag.ro())
}

func sliceOf(t rt.Type, data unsafe.Pointer, i, j, k int, f flag) Value {
	if k > i {
		data = unsafe.Add(data, uintptr(i)*rt.Size(rt.Elem(t)))
	}
	s := Value{t, rt.New(t, 1), f}
	*s.slice() = sliceHeader{data, j - i, k - i}
	return s
}

// Elem returns what a pointer points to or an interface holds.
func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		e := ValueOf(v.get())
		if e.t != 0 {
			e.flag = v.flag.ro()
		}
		return e
	case Pointer:
		p := v.ptr()
		if p == nil {
			return Value{}
		}
		return Value{rt.Elem(v.t), p, v.flag&flagRO | flagAddr}
	}
	panic(&ValueError{"reflect.Value.Elem", v.Kind()})
}

// Addr returns a pointer to the variable v.
func (v Value) Addr() Value {
	if !v.CanAddr() {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return hold(pointerTo(v.t), v.p, v.flag&flagRO)
}

func (v Value) NumField() int {
	v.must("reflect.Value.NumField", Struct, Struct)
	return rt.NumField(v.t)
}

// Field returns field i of a struct.
func (v Value) Field(i int) Value {
	v.must("reflect.Value.Field", Struct, Struct)
	if i < 0 || i >= rt.NumField(v.t) {
		panic("reflect: Field index out of range")
	}
	f := Value{rt.FieldType(v.t, i), unsafe.Add(v.p, rt.FieldOffset(v.t, i)), v.flag & (flagStickyRO | flagAddr)}
	if !rt.FieldExported(v.t, i) {
		if rt.FieldEmbedded(v.t, i) {
			f.flag |= flagEmbedRO
		} else {
			f.flag |= flagStickyRO
		}
	}
	return f
}

const nilEmbedded = "reflect: indirection through nil pointer to embedded struct"

// FieldByIndex returns a field of a field. It panics on the way through a nil pointer.
func (v Value) FieldByIndex(index []int) Value {
	f, err := v.fieldByIndex("reflect.Value.FieldByIndex", index)
	if err != nil {
		panic(nilEmbedded)
	}
	return f
}

// FieldByIndexErr returns a field of a field, or an error on the way through a nil pointer.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	return v.fieldByIndex("reflect.Value.FieldByIndexErr", index)
}

func (v Value) fieldByIndex(method string, index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.must(method, Struct, Struct)
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && elemKind(v.t) == Struct {
			if v.IsNil() {
				return Value{}, errors.New(nilEmbedded + " field " + toType(rt.Elem(v.t)).Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

func (v Value) FieldByName(name string) Value {
	v.must("reflect.Value.FieldByName", Struct, Struct)
	f, ok := v.Type().FieldByName(name)
	if !ok {
		return Value{}
	}
	return v.FieldByIndex(f.Index)
}

func (v Value) FieldByNameFunc(match func(string) bool) Value {
	f, ok := v.Type().FieldByNameFunc(match)
	if !ok {
		return Value{}
	}
	return v.FieldByIndex(f.Index)
}

// Comparable tells whether v == v does not panic.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return false
	case Array:
		switch elemKind(v.t) {
		case Interface, Array, Struct:
			for i := range v.Len() {
				if !v.Index(i).Comparable() {
					return false
				}
			}
			return true
		}
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return rt.Comparable(v.t)
}

// Equal tells whether v equals u; values of interfaces stand for what they hold.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if v.t == 0 || u.t == 0 || v.t != u.t {
		return v.t == u.t
	}
	switch v.Kind() {
	case Array:
		n := v.Len()
		if n == 0 && rt.Comparable(rt.Elem(v.t)) {
			return true
		}
		for i := range n {
			if !v.Index(i).Equal(u.Index(i)) {
				return false
			}
		}
		if n > 0 {
			return true
		}
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).Equal(u.Field(i)) {
				return false
			}
		}
		return true
	case Func, Map, Slice:
	default:
		return v.get() == u.get()
	}
	panic("reflect.Value.Equal: values of type " + rt.TypeName(v.t) + " are not comparable")
}

// A SliceHeader is the words of a slice, a StringHeader those of a string, for older
// programs.
type (
	SliceHeader struct {
		Data     uintptr
		Len, Cap int
	}
	StringHeader struct {
		Data uintptr
		Len  int
	}
)

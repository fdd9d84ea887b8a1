//go:build gopherscope

package reflect

import (
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
	flagAddr flag = 1 << iota // the variable is the program's own: it can be set
	flagRO                    // reached through an unexported field
)

func init() {
	rt.ReflectValue = rt.TypeOf(Value{})
	rt.Reflected = func(v any) any {
		if v := v.(Value); v.t != 0 {
			return rt.At(v.t, v.p)
		}
		return nil
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
		box := rt.New(t, 1)
		*(*unsafe.Pointer)(box) = p
		p = box
	}
	return Value{t, p, 0}
}

// New returns a pointer to a new variable of type typ, Zero a zero value.
func New(typ Type) Value {
	v := rt.New(PointerTo(typ).id(), 1)
	*(*unsafe.Pointer)(v) = rt.New(typ.id(), 1)
	return Value{PointerTo(typ).id(), v, 0}
}

func Zero(typ Type) Value { return Value{typ.id(), rt.New(typ.id(), 1), 0} }

// Indirect returns what v points to, v itself if it is no pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// MakeSlice returns a new slice.
func MakeSlice(typ Type, len, cap int) Value {
	if typ.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 || cap < len {
		panic("reflect.MakeSlice: len > cap")
	}
	v := Zero(typ)
	*v.slice() = sliceHeader{rt.New(rt.Elem(v.t), cap), len, cap}
	return v
}

// Append appends values to the slice s.
func Append(s Value, x ...Value) Value {
	n := s.Len()
	size := n + len(x)
	if size > s.Cap() {
		size *= 2
	} else {
		size = s.Cap()
	}
	grown := MakeSlice(s.Type(), n+len(x), size)
	for i := range n {
		grown.Index(i).set(s.Index(i))
	}
	for i, v := range x {
		grown.Index(n + i).set(v)
	}
	return grown
}

func (v Value) IsValid() bool      { return v.t != 0 }
func (v Value) CanAddr() bool      { return v.flag&flagAddr != 0 }
func (v Value) CanSet() bool       { return v.flag&(flagAddr|flagRO) == flagAddr }
func (v Value) CanInterface() bool { return v.flag&flagRO == 0 }

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

// must panics unless v is of a kind from lo to hi.
func (v Value) must(method string, lo, hi Kind) {
	if k := v.Kind(); k < lo || k > hi {
		panic(&ValueError{"reflect.Value." + method, k})
	}
}

// get returns what v holds, aliased; the content of an interface variable.
func (v Value) get() any { return rt.At(v.t, v.p) }

// Interface returns a copy of what v holds.
func (v Value) Interface() any {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	if v.flag&flagAddr == 0 || rt.Direct(v.t) || v.Kind() == Interface {
		return v.get()
	}
	box := rt.New(v.t, 1)
	rt.Move(v.t, box, v.p)
	return rt.At(v.t, box)
}

func (v Value) Bool() bool {
	v.must("Bool", Bool, Bool)
	return rt.AsUint(v.get()) != 0
}

func (v Value) Int() int64 {
	v.must("Int", Int, Int64)
	return rt.AsInt(v.get())
}

func (v Value) Uint() uint64 {
	v.must("Uint", Uint, Uintptr)
	return rt.AsUint(v.get())
}

func (v Value) Float() float64 {
	v.must("Float", Float32, Float64)
	return rt.AsFloat(v.get())
}

func (v Value) Complex() complex128 {
	v.must("Complex", Complex64, Complex128)
	return rt.AsComplex(v.get())
}

// String returns a string, or says what else v is.
func (v Value) String() string {
	switch v.Kind() {
	case String:
		return rt.AsString(v.get())
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + rt.TypeName(v.t) + " Value>"
}

func (v Value) Bytes() []byte {
	if k := v.Kind(); k != Slice && k != Array {
		panic(&ValueError{"reflect.Value.Bytes", k})
	}
	if Kind(rt.TypeKind(rt.Elem(v.t))) != Uint8 {
		panic("reflect.Value.Bytes of non-byte slice")
	}
	return rt.AsBytes(v.get())
}

func (v Value) CanInt() bool     { k := v.Kind(); return Int <= k && k <= Int64 }
func (v Value) CanUint() bool    { k := v.Kind(); return Uint <= k && k <= Uintptr }
func (v Value) CanFloat() bool   { k := v.Kind(); return k == Float32 || k == Float64 }
func (v Value) CanComplex() bool { k := v.Kind(); return k == Complex64 || k == Complex128 }

// Pointer returns the address that v holds.
func (v Value) Pointer() uintptr {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, Slice, UnsafePointer:
		return uintptr(rt.AsUint(v.get()))
	}
	panic(&ValueError{"reflect.Value.Pointer", v.Kind()})
}

func (v Value) UnsafePointer() unsafe.Pointer {
	v.Pointer()
	return *(*unsafe.Pointer)(v.p)
}

func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, Slice, UnsafePointer:
		return rt.AsUint(v.get()) == 0
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
			if !v.Field(i).IsZero() {
				return false
			}
		}
		return true
	case String:
		return v.Len() == 0
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case Float32, Float64:
		f := v.Float()
		return f == 0 && 1/f > 0
	case Complex64, Complex128:
		c := v.Complex()
		return c == 0 && 1/real(c) > 0 && 1/imag(c) > 0
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
	}
	panic(&ValueError{"reflect.Value.Len", v.Kind()})
}

func (v Value) Cap() int {
	switch v.Kind() {
	case Array, Chan, Slice:
		return rt.Cap(v.get())
	}
	panic(&ValueError{"reflect.Value.Cap", v.Kind()})
}

// Index returns element i.
func (v Value) Index(i int) Value {
	switch v.Kind() {
	case Array:
		if i < 0 || i >= v.Len() {
			panic("reflect: array index out of range")
		}
		e := rt.Elem(v.t)
		return Value{e, unsafe.Add(v.p, uintptr(i)*rt.Size(e)), v.flag}
	case Slice:
		if i < 0 || i >= v.slice().len {
			panic("reflect: slice index out of range")
		}
		e := rt.Elem(v.t)
		return Value{e, unsafe.Add(v.slice().data, uintptr(i)*rt.Size(e)), v.flag&flagRO | flagAddr}
	case String:
		s := rt.AsString(v.get())
		if i < 0 || i >= len(s) {
			panic("reflect: string index out of range")
		}
		e := ValueOf(s[i])
		e.flag = v.flag & flagRO
		return e
	}
	panic(&ValueError{"reflect.Value.Index", v.Kind()})
}

// Slice returns v[i:j] of a slice or a string.
func (v Value) Slice(i, j int) Value {
	switch v.Kind() {
	case String:
		s := Zero(v.Type())
		*(*string)(s.p) = rt.AsString(v.get())[i:j]
		return s
	case Slice:
		h := v.slice()
		if i < 0 || j < i || j > h.cap {
			panic("reflect.Value.Slice: slice index out of bounds")
		}
		s := Zero(v.Type())
		*s.slice() = sliceHeader{h.data, j - i, h.cap - i}
		if h.cap > i {
			s.slice().data = unsafe.Add(h.data, uintptr(i)*rt.Size(rt.Elem(v.t)))
		}
		return s
	}
	panic(&ValueError{"reflect.Value.Slice", v.Kind()})
}

// Elem returns what a pointer points to or an interface holds.
func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		e := ValueOf(v.get())
		e.flag |= v.flag & flagRO
		return e
	case Pointer:
		p := *(*unsafe.Pointer)(v.p)
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
	p := Zero(PointerTo(v.Type()))
	*(*unsafe.Pointer)(p.p) = v.p
	p.flag = v.flag & flagRO
	return p
}

func (v Value) NumField() int {
	v.must("NumField", Struct, Struct)
	return rt.NumField(v.t)
}

func (v Value) NumMethod() int { return v.Type().NumMethod() }

// Field returns field i of a struct.
func (v Value) Field(i int) Value {
	v.must("Field", Struct, Struct)
	if i < 0 || i >= rt.NumField(v.t) {
		panic("reflect: Field index out of range")
	}
	f := Value{rt.FieldType(v.t, i), unsafe.Add(v.p, rt.FieldOffset(v.t, i)), v.flag}
	if !rt.FieldExported(v.t, i) {
		f.flag |= flagRO
	}
	return f
}

// FieldByIndex returns a field of a field.
func (v Value) FieldByIndex(index []int) Value {
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer {
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

func (v Value) FieldByName(name string) Value {
	v.must("FieldByName", Struct, Struct)
	f, ok := v.Type().FieldByName(name)
	if !ok {
		return Value{}
	}
	return v.FieldByIndex(f.Index)
}

// MapKeys returns the keys of a map, in no order to rely on.
func (v Value) MapKeys() []Value {
	v.must("MapKeys", Map, Map)
	keys, _ := rt.Entries(v.get())
	list := make([]Value, len(keys))
	for i, key := range keys {
		list[i] = part(rt.Key(v.t), key, v.flag&flagRO)
	}
	return list
}

// part returns a value of type t, which may be an interface type, with the content i.
func part(t rt.Type, i any, flag flag) Value {
	if rt.TypeKind(t) != rt.Interface {
		v := ValueOf(i)
		v.flag = flag
		return v
	}
	box := rt.New(t, 1)
	*(*any)(box) = i
	return Value{t, box, flag}
}

// MapIndex returns the element of key, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	v.must("MapIndex", Map, Map)
	keys, elems := rt.Entries(v.get())
	for i, k := range keys {
		if k == key.get() {
			return part(rt.Elem(v.t), elems[i], v.flag&flagRO)
		}
	}
	return Value{}
}

// MapRange goes through a map.
func (v Value) MapRange() *MapIter {
	v.must("MapRange", Map, Map)
	return &MapIter{m: v}
}

// A MapIter is the way through a map, as it was at the first Next.
type MapIter struct {
	m           Value
	keys, elems []any
	started     bool
	at          int
}

func (it *MapIter) Next() bool {
	if !it.started {
		it.keys, it.elems = rt.Entries(it.m.get())
		it.started, it.at = true, -1
	}
	it.at++
	return it.at < len(it.keys)
}

func (it *MapIter) Key() Value   { return part(rt.Key(it.m.t), it.keys[it.at], it.m.flag&flagRO) }
func (it *MapIter) Value() Value { return part(rt.Elem(it.m.t), it.elems[it.at], it.m.flag&flagRO) }

// settable panics unless v can be set.
func (v Value) settable(method string) {
	switch {
	case v.flag&flagRO != 0:
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	case v.flag&flagAddr == 0:
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// Set sets the variable v to x.
func (v Value) Set(x Value) {
	v.settable("Set")
	v.set(x)
}

func (v Value) set(x Value) {
	switch {
	case x.t == v.t:
		rt.Move(v.t, v.p, x.p)
	case x.t != 0 && v.Kind() == Interface && rt.Implements(x.t, v.t):
		*(*any)(v.p) = x.Interface()
	default:
		panic("reflect.Set: value of type " + rt.TypeName(x.t) + " is not assignable to type " + rt.TypeName(v.t))
	}
}

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.settable("SetZero")
	v.set(Zero(v.Type()))
}

func (v Value) SetBool(x bool) {
	v.settable("SetBool")
	v.must("SetBool", Bool, Bool)
	*(*bool)(v.p) = x
}

func (v Value) SetInt(x int64) {
	v.settable("SetInt")
	v.must("SetInt", Int, Int64)
	v.setBits(uint64(x))
}

func (v Value) SetUint(x uint64) {
	v.settable("SetUint")
	v.must("SetUint", Uint, Uintptr)
	v.setBits(x)
}

func (v Value) setBits(x uint64) {
	switch rt.Size(v.t) {
	case 1:
		*(*uint8)(v.p) = uint8(x)
	case 2:
		*(*uint16)(v.p) = uint16(x)
	case 4:
		*(*uint32)(v.p) = uint32(x)
	default:
		*(*uint64)(v.p) = x
	}
}

func (v Value) SetFloat(x float64) {
	v.settable("SetFloat")
	v.must("SetFloat", Float32, Float64)
	if v.Kind() == Float32 {
		*(*float32)(v.p) = float32(x)
	} else {
		*(*float64)(v.p) = x
	}
}

func (v Value) SetString(x string) {
	v.settable("SetString")
	v.must("SetString", String, String)
	*(*string)(v.p) = x
}

func (v Value) SetBytes(x []byte) {
	v.settable("SetBytes")
	v.must("SetBytes", Slice, Slice)
	*(*[]byte)(v.p) = x
}

func (v Value) SetLen(n int) {
	v.settable("SetLen")
	v.must("SetLen", Slice, Slice)
	if n < 0 || n > v.slice().cap {
		panic("reflect: slice length out of range in SetLen")
	}
	v.slice().len = n
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

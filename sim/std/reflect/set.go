//go:build gopherscope

package reflect

import (
	"internal/rt"
	"unsafe"
)

// assignTo returns x as a value of type dst, to which it must be assignable.
func (x Value) assignTo(context string, dst rt.Type) Value {
	switch {
	case directlyAssignable(dst, x.t):
		x.t = dst
		x.flag = x.flag&flagAddr | x.flag.ro()
		return x
	case x.t != 0 && implements(dst, x.t):
		v := Value{dst, rt.New(dst, 1), x.flag.ro()}
		*(*any)(v.p) = x.pack()
		return v
	}
	panic(context + ": value of type " + rt.TypeName(x.t) + " is not assignable to type " + rt.TypeName(dst))
}

// implements tells whether iface is an interface type and t has its methods.
func implements(iface, t rt.Type) bool {
	return rt.TypeKind(iface) == rt.Interface && rt.Implements(t, iface)
}

// directlyAssignable tells whether values of type t can be assigned to variables of type dst
// as they are.
func directlyAssignable(dst, t rt.Type) bool {
	if dst == t {
		return true
	}
	if t == 0 || rt.Named(dst) && rt.Named(t) || rt.TypeKind(dst) != rt.TypeKind(t) {
		return false
	}
	return losesDirection(dst, t) || rt.Identical(dst, t, true)
}

// losesDirection tells whether t is a chan type of both directions, and dst perhaps of one.
func losesDirection(dst, t rt.Type) bool {
	return rt.TypeKind(dst) == rt.Chan && rt.TypeKind(t) == rt.Chan && ChanDir(rt.ChanDir(t)) == BothDir &&
		!(rt.Named(dst) && rt.Named(t)) && rt.Elem(dst) == rt.Elem(t)
}

// Set sets the variable v to x.
func (v Value) Set(x Value) {
	v.settable("reflect.Value.Set")
	x.exported("reflect.Value.Set")
	v.put(x.assignTo("reflect.Set", v.t))
}

// put sets the variable v to x, which is of the same type.
func (v Value) put(x Value) { rt.Move(v.t, v.p, x.p, 1) }

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.settable("reflect.Value.SetZero")
	rt.Zero(v.t, v.p, 1)
}

func (v Value) SetBool(x bool) {
	v.settable("reflect.Value.SetBool")
	v.must("reflect.Value.SetBool", Bool, Bool)
	*(*bool)(v.p) = x
}

func (v Value) SetInt(x int64) {
	v.settable("reflect.Value.SetInt")
	v.must("reflect.Value.SetInt", Int, Int64)
	v.setBits(uint64(x))
}

func (v Value) SetUint(x uint64) {
	v.settable("reflect.Value.SetUint")
	v.must("reflect.Value.SetUint", Uint, Uintptr)
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
	v.settable("reflect.Value.SetFloat")
	v.must("reflect.Value.SetFloat", Float32, Float64)
	v.setFloat(x)
}

func (v Value) setFloat(x float64) {
	if v.Kind() == Float32 {
		*(*float32)(v.p) = float32(x)
	} else {
		*(*float64)(v.p) = x
	}
}

func (v Value) SetComplex(x complex128) {
	v.settable("reflect.Value.SetComplex")
	v.must("reflect.Value.SetComplex", Complex64, Complex128)
	v.setComplex(x)
}

func (v Value) setComplex(x complex128) {
	if v.Kind() == Complex64 {
		*(*complex64)(v.p) = complex64(x)
	} else {
		*(*complex128)(v.p) = x
	}
}

func (v Value) SetString(x string) {
	v.settable("reflect.Value.SetString")
	v.must("reflect.Value.SetString", String, String)
	*(*string)(v.p) = x
}

func (v Value) SetPointer(x unsafe.Pointer) {
	v.settable("reflect.Value.SetPointer")
	v.must("reflect.Value.SetPointer", UnsafePointer, UnsafePointer)
	*(*unsafe.Pointer)(v.p) = x
}

func (v Value) SetBytes(x []byte) {
	v.settable("reflect.Value.SetBytes")
	v.must("reflect.Value.SetBytes", Slice, Slice)
	if elemKind(v.t) != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.p) = x
}

func (v Value) SetLen(n int) {
	v.settable("reflect.Value.SetLen")
	v.must("reflect.Value.SetLen", Slice, Slice)
	if n < 0 || n > v.slice().cap {
		panic("reflect: slice length out of range in SetLen")
	}
	v.slice().len = n
}

func (v Value) SetCap(n int) {
	v.settable("reflect.Value.SetCap")
	v.must("reflect.Value.SetCap", Slice, Slice)
	if n < v.slice().len || n > v.slice().cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	v.slice().cap = n
}

// Grow makes room in the slice v for n more elements.
func (v Value) Grow(n int) {
	v.settable("reflect.Value.Grow")
	v.must("reflect.Value.Grow", Slice, Slice)
	v.grow(n)
}

func (v Value) grow(n int) {
	h := v.slice()
	switch {
	case n < 0:
		panic("reflect.Value.Grow: negative len")
	case h.len+n < 0:
		panic("reflect.Value.Grow: slice overflow")
	case h.len+n > h.cap:
		e := rt.Elem(v.t)
		size := rt.GrowCap(e, h.len+n, h.cap)
		data := rt.New(e, size)
		rt.Move(e, data, h.data, h.cap)
		h.data, h.cap = data, size
	}
}

// extended returns a slice of n more elements.
func (v Value) extended(n int) Value {
	v.exported(unknownMethod)
	v = v.copied()
	v.grow(n)
	v.slice().len += n
	return v
}

// Append appends values to the slice s.
func Append(s Value, x ...Value) Value {
	s.must(unknownMethod, Slice, Slice)
	n := s.Len()
	s = s.extended(len(x))
	for i, v := range x {
		s.Index(n + i).Set(v)
	}
	return s
}

// AppendSlice appends the elements of the slice t to s.
func AppendSlice(s, t Value) Value {
	s.must(unknownMethod, Slice, Slice)
	t.must(unknownMethod, Slice, Slice)
	sameElems("reflect.AppendSlice", s.t, t.t)
	n, more := s.Len(), t.Len()
	s = s.extended(more)
	Copy(s.Slice(n, n+more), t)
	return s
}

func sameElems(what string, t, u rt.Type) {
	if a, b := rt.Elem(t), rt.Elem(u); a != b {
		panic(what + ": " + rt.TypeName(a) + " != " + rt.TypeName(b))
	}
}

// Copy copies elements of src to dst, both slices or arrays, and returns how many. src may be
// a string if the elements of dst are bytes.
func Copy(dst, src Value) int {
	k := dst.Kind()
	switch k {
	case Array:
		dst.settable(unknownMethod)
	case Slice:
		dst.exported(unknownMethod)
	default:
		panic(&ValueError{"reflect.Copy", k})
	}
	sk := src.Kind()
	text := sk == String && elemKind(dst.t) == Uint8
	if sk != Array && sk != Slice && !text {
		panic(&ValueError{"reflect.Copy", sk})
	}
	src.exported(unknownMethod)
	if !text {
		sameElems("reflect.Copy", dst.t, src.t)
	}
	start := func(v Value) unsafe.Pointer {
		if v.Kind() == Array {
			return v.p
		}
		return v.ptr()
	}
	n := min(dst.Len(), src.Len())
	rt.Move(rt.Elem(dst.t), start(dst), start(src), n)
	return n
}

// Clear is clear of a map or a slice.
func (v Value) Clear() {
	switch v.Kind() {
	case Slice:
		rt.Zero(rt.Elem(v.t), v.slice().data, v.slice().len)
	case Map:
		rt.MapClear(v.t, v.ptr())
	default:
		panic(&ValueError{"reflect.Value.Clear", v.Kind()})
	}
}

// Swapper returns a function that exchanges elements of a slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{"Swapper", v.Kind()})
	}
	if n := v.Len(); n < 2 || !plainSwap(rt.Elem(v.t)) {
		return func(i, j int) {
			if uint(i) >= uint(n) || uint(j) >= uint(n) {
				panic("reflect: slice index out of range")
			}
			rt.Swap(slice, i, j)
		}
	}
	return func(i, j int) { rt.Swap(slice, i, j) }
}

// plainSwap tells whether Go exchanges elements of the type by plain assignments, whose panic
// for a bad index is the runtime's own.
func plainSwap(t rt.Type) bool {
	size := rt.Size(t)
	return rt.TypeKind(t) == rt.String || size == 8 || size == 4 || size == 2 || size == 1
}

//go:build gopherscope

package reflect

import (
	"internal/rt"
	"iter"
	"runtime"
	"unsafe"
)

// A Method is one method of a type.
type Method struct {
	Name    string
	PkgPath string // of an unexported name
	Type    Type   // with the receiver as first parameter, unless it is an interface's
	Func    Value  // likewise; the zero Value for a method of an interface type
	Index   int
}

func (m Method) IsExported() bool { return m.PkgPath == "" }

// Method returns method i in the order of names.
func (t *rtype) Method(i int) Method {
	id := t.t
	iface := t.Kind() == Interface
	if i < 0 || i >= t.NumMethod() {
		if iface {
			return Method{}
		}
		panic("reflect: Method index out of range")
	}
	m := Method{Name: rt.MethodName(id, i), PkgPath: rt.MethodPkg(id, i), Type: toType(rt.MethodType(id, i)), Index: i}
	if iface {
		return m
	}
	in, out := []rt.Type{id}, []rt.Type(nil)
	for p := range m.Type.Ins() {
		in = append(in, p.id())
	}
	for r := range m.Type.Outs() {
		out = append(out, r.id())
	}
	ft := rt.FuncOf(in, out, m.Type.IsVariadic())
	m.Type = toType(ft)
	m.Func = hold(ft, rt.Bind(id, rt.MethodID(id, i), nil, ft), 0)
	return m
}

func (t *rtype) MethodByName(name string) (Method, bool) {
	if i := t.methodIndex(name); i >= 0 {
		return t.Method(i), true
	}
	return Method{}, false
}

// methodIndex returns the number of the method of that name, -1 if there is none.
func (t *rtype) methodIndex(name string) int {
	for i := range t.NumMethod() {
		if rt.MethodName(t.t, i) == name {
			return i
		}
	}
	return -1
}

// Methods yields all methods of the type.
func (t *rtype) Methods() iter.Seq[Method] { return sequence(t.NumMethod, t.Method) }

func (v Value) NumMethod() int {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.NumMethod", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return rt.NumMethod(v.t)
}

// Method returns method i of v as a function that has v as its receiver.
func (v Value) Method(i int) Value {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Method", Invalid})
	}
	if i < 0 || i >= v.NumMethod() {
		panic("reflect: Method index out of range")
	}
	if v.Kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	f := v.flag.ro() | flagMethod
	ft, id := rt.MethodType(v.t, i), rt.MethodID(v.t, i)
	if rt.MethodPkg(v.t, i) != "" {
		return hold(ft, nil, f)
	}
	t, data := v.t, v.p
	if v.Kind() == Interface {
		x := v.get()
		t, data = rt.TypeOf(x), rt.Address(x)
	} else if rt.Direct(t) {
		data = v.ptr()
	}
	return hold(ft, rt.Bind(t, id, data, 0), f)
}

func (v Value) MethodByName(name string) Value {
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.MethodByName", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	if i := toRType(v.t).methodIndex(name); i >= 0 {
		return v.Method(i)
	}
	return Value{}
}

// Methods yields the methods of v, as those of its type and as functions.
func (v Value) Methods() iter.Seq2[Method, Value] {
	return func(yield func(Method, Value) bool) {
		t := v.Type()
		for i := range v.NumMethod() {
			if !yield(t.Method(i), v.Method(i)) {
				return
			}
		}
	}
}

// callable panics if v is a method with an unexported name, which Method returns as nil.
func (v Value) callable(op string) {
	if v.flag&flagMethod != 0 && v.ptr() == nil {
		panic("reflect: " + op + " of unexported method")
	}
}

// MakeFunc returns a function of type typ that calls fn.
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	if typ.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	t := typ.id()
	return hold(t, rt.MakeFunc(t, callReflect(t, fn)), 0)
}

// callReflect returns what calls fn for a function of type t that MakeFunc made. Tracebacks do
// not show it, and fn can recover as if it was called directly.
func callReflect(t rt.Type, fn func([]Value) []Value) func(vars *unsafe.Pointer) {
	return func(vars *unsafe.Pointer) {
		n, m := rt.NumParam(t), rt.NumResult(t)
		list := unsafe.Slice(vars, n+m)
		in := make([]Value, n)
		for i := range in {
			in[i] = Value{rt.Param(t, i), list[i], 0}
		}
		out := fn(in)
		if len(out) != m {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		for i, v := range out {
			checkResult(v, fn)
			r := rt.Result(t, i)
			rt.Move(r, list[n+i], v.assignTo("reflect.MakeFunc", r).p, 1)
		}
	}
}

// checkResult panics if fn may not return v.
func checkResult(v Value, fn func([]Value) []Value) {
	using := ""
	switch {
	case v.t == 0:
		using = " returned zero Value"
	case v.flag&flagRO != 0:
		using = " returned value obtained from unexported field"
	default:
		return
	}
	name := runtime.FuncForPC(ValueOf(fn).Pointer()).Name()
	panic("reflect: function created by MakeFunc using " + name + using)
}

// Call calls the function v and returns its results. A variadic function gets the arguments
// that are left in a slice.
func (v Value) Call(in []Value) []Value {
	v.must("reflect.Value.Call", Func, Func)
	v.exported("reflect.Value.Call")
	return v.call("Call", in)
}

// CallSlice calls a variadic function, whose last argument is the slice.
func (v Value) CallSlice(in []Value) []Value {
	v.must("reflect.Value.CallSlice", Func, Func)
	v.exported("reflect.Value.CallSlice")
	return v.call("CallSlice", in)
}

func (v Value) call(op string, in []Value) []Value {
	v.callable(op)
	t := v.t
	n, variadic := rt.NumParam(t), rt.Variadic(t)
	if v.ptr() == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	if op == "CallSlice" {
		if !variadic {
			panic("reflect: CallSlice of non-variadic function")
		}
		variadic = false
	}
	if variadic {
		n--
	}
	if len(in) < n {
		panic("reflect: " + op + " with too few input arguments")
	}
	if !variadic && len(in) > n {
		panic("reflect: " + op + " with too many input arguments")
	}
	for _, x := range in {
		if x.t == 0 {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	for i := range n {
		if p := rt.Param(t, i); !directlyAssignable(p, in[i].t) && !implements(p, in[i].t) {
			panic("reflect: " + op + " using " + rt.TypeName(in[i].t) + " as type " + rt.TypeName(p))
		}
	}
	if variadic {
		rest := rt.Param(t, n)
		slice := MakeSlice(toType(rest), len(in)-n, len(in)-n)
		elem := rt.Elem(rest)
		for i, x := range in[n:] {
			if !directlyAssignable(elem, x.t) && !implements(elem, x.t) {
				panic("reflect: cannot use " + rt.TypeName(x.t) + " as type " + rt.TypeName(elem) + " in " + op)
			}
			slice.Index(i).Set(x)
		}
		in = append(in[:n:n], slice)
	}
	vars := make([]unsafe.Pointer, 0, len(in)+rt.NumResult(t)+1)
	for i, x := range in {
		x.exported("reflect.Value." + op)
		vars = append(vars, x.assignTo("reflect.Value.Call", rt.Param(t, i)).p)
	}
	out := make([]Value, rt.NumResult(t))
	for i := range out {
		r := rt.Result(t, i)
		out[i] = Value{r, rt.New(r, 1), 0}
		vars = append(vars, out[i].p)
	}
	vars = append(vars, nil) // so that there is a first one
	rt.Call(v.ptr(), t, &vars[0], false)
	return out
}

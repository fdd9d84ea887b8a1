package std_test

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

type callT struct{ n int }

func (t callT) Get(a, b int) int                { return t.n + a*b }
func (t *callT) Set(n int)                      { t.n = n }
func (t callT) Join(p string, xs ...int) string { return fmt.Sprint(p, xs, t.n) }
func (t callT) hidden() int                     { return t.n }

type (
	callOuter struct {
		*callT
		Name string
	}
	callValue struct {
		callT
		fmt.Stringer
	}
	callFunc func(string) string
	callMap  map[string]int
	callInt  int
	callPair struct{ a, b any }
	callBig  [20]string
	callOne  struct{ p *int }
	callGet  interface{ Get(a, b int) int }
	callAll  interface {
		callGet
		hidden() int
		Join(string, ...int) string
	}
	callGen[T any] struct{ v T }
)

func (f callFunc) Do(s string) string            { return f(s) + "!" }
func (m callMap) Put(k string, v int) callMap    { m[k] = v; return m }
func (n callInt) Add(x callInt) callInt          { return n + x }
func (n *callInt) Inc()                          { *n++ }
func (p callPair) Swap() callPair                { return callPair{p.b, p.a} }
func (b callBig) At(i int) (string, callBig)     { return b[i], b }
func (o callOne) Deref() int                     { return *o.p }
func (g callGen[T]) Val(x T) (T, callGen[T])     { return g.v, callGen[T]{x} }
func (callInt) Panics(s string)                  { panic(errors.New(s)) }
func (callInt) Recovers(say func(...any))        { say("method", recover()) }
func (callInt) Results() (int8, float32, []byte) { return -1, 2.5, []byte("r") }

// casesCalls is about functions and methods.
func casesCalls(emit func(string)) {
	say := func(a ...any) { emit(fmt.Sprint(a...)) }
	try := func(name string, f func()) {
		defer func() {
			if r := recover(); r != nil {
				emit(strings.ReplaceAll(fmt.Sprint(name, " panics: ", r), "gopherscope/sim/", ""))
			}
		}()
		f()
	}
	of := reflect.ValueOf
	args := func(list ...any) (in []reflect.Value) {
		for _, x := range list {
			in = append(in, of(x))
		}
		return in
	}
	show := func(what string, out []reflect.Value) {
		for _, v := range out {
			what += fmt.Sprint(" ", v.Type(), "=", v, v.CanSet(), v.CanAddr())
		}
		emit(what)
	}

	// What methods there are.
	seven := 7
	t := &callT{5}
	big := callBig{2: "two"}
	for _, x := range []any{t, *t, callOuter{t, "n"}, &callOuter{t, "n"}, callValue{}, callFunc(nil), callMap{}, callInt(1), new(callInt), callPair{}, big, callOne{}, callGen[string]{}, &callGen[[]int]{}, struct{ *callT }{}, 1, "s", new(error)} {
		typ := reflect.TypeOf(x)
		for i := range typ.NumMethod() {
			m := typ.Method(i)
			say(typ, i, m.Name, m.Type, m.Index, m.PkgPath, m.IsExported(), m.Func.Kind(), m.Func.Type() == m.Type)
		}
		m, ok := typ.MethodByName("Join")
		_, no := typ.MethodByName("hidden")
		say(m.Name, m.Index, ok, no, of(x).MethodByName("nope").IsValid(), of(x).NumMethod())
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[callGet](), reflect.TypeFor[callAll](), reflect.TypeFor[error](), reflect.TypeFor[any]()} {
		for m := range typ.Methods() {
			say(typ, m.Name, m.Type, m.Index, m.PkgPath == "", m.Func.IsValid())
		}
		_, ok := typ.MethodByName("hidden")
		say(typ.NumMethod(), ok)
	}
	for m, f := range of(t).Methods() {
		say(m.Name, m.Type, f.Type(), f.Kind(), f.CanSet(), f.NumMethod(), f.CanInterface())
	}

	// Calls.
	show("get", of(t).Method(0).Call(args(3, 4)))
	of(t).MethodByName("Set").Call(args(100))
	show("join", of(*t).MethodByName("Join").Call(args("p", 1, 2)))
	show("join none", of(*t).MethodByName("Join").Call(args("p")))
	show("join slice", of(t).MethodByName("Join").CallSlice(args("p", []int{8, 9})))
	show("promoted", of(callOuter{t, ""}).Method(0).Call(args(1, 1)))
	show("promoted", of(&callOuter{t, ""}).MethodByName("Join").Call(args("q")))
	show("promoted value", of(callValue{callT: callT{9}}).MethodByName("Get").Call(args(1, 1)))
	show("func", of(callFunc(strings.ToUpper)).Method(0).Call(args("up")))
	show("map", of(callMap{}).Method(0).Call(args("k", 1)))
	show("int", of(callInt(4)).Method(0).Call(args(callInt(3))))
	show("results", of(callInt(4)).MethodByName("Results").Call(nil))
	show("pair", of(callPair{1, "b"}).Method(0).Call(nil))
	show("big", of(big).Method(0).Call(args(2)))
	show("one word", of(callOne{&seven}).Method(0).Call(nil))
	show("generic", of(callGen[string]{"v"}).Method(0).Call(args("x")))
	show("generic", of(callGen[[]int]{[]int{1}}).Method(0).Call(args([]int{2})))
	n := callInt(1)
	of(&n).MethodByName("Inc").Call(nil)
	inc := of(&n).Elem().Addr().MethodByName("Inc")
	inc.Call(nil)
	say(n)
	var get callGet = t
	iv := of(&get).Elem()
	show("interface", iv.Method(0).Call(args(1, 2)))
	var all callAll = *t
	show("interface", of(&all).Elem().MethodByName("Join").Call(args("i", 1)))
	for i := range reflect.TypeOf(t).NumMethod() {
		m := reflect.TypeOf(t).Method(i)
		if m.Name == "Join" {
			show("unbound", m.Func.Call(append(args(t, "u"), args(1)...)))
			show("unbound", []reflect.Value{of(m.Func.Interface().(func(*callT, string, ...int) string)(t, "v", 3, 4))})
		}
	}
	m, _ := reflect.TypeOf(big).MethodByName("At")
	s, b := m.Func.Interface().(func(callBig, int) (string, callBig))(big, 2)
	say(s, b[2])
	m, _ = reflect.TypeOf(callOne{}).MethodByName("Deref")
	say(m.Func.Interface().(func(callOne) int)(callOne{&seven}), m.Func.Call(args(callOne{&seven}))[0])
	for _, f := range []any{
		strings.Repeat, func() {}, func(a int8, b string, c float32, d [3]uint16, e error, f bool) (string, [3]uint16, error) {
			return b + fmt.Sprint(a, c, f), d, e
		},
		func(x any, y ...any) (any, int) { return x, len(y) }, func(f func(int) int) int { return f(20) }, func(c complex64, d complex128, e struct{}) (complex128, complex64) { return d, c },
	} {
		v := of(f)
		var in []reflect.Value
		for p := range v.Type().Ins() {
			switch p.Kind() {
			case reflect.Int, reflect.Int8:
				in = append(in, of(3).Convert(p))
			case reflect.String:
				in = append(in, of("ab"))
			case reflect.Func:
				in = append(in, of(func(x int) int { return 2 * x }))
			case reflect.Interface:
				in = append(in, of(fmt.Errorf("e")))
			case reflect.Slice:
				in = append(in, of(1), of("two"))
			default:
				in = append(in, reflect.Zero(p))
			}
		}
		show(fmt.Sprint(v.Type()), v.Call(in))
	}

	// Method values and functions made at run time.
	f := of(t).Method(0).Interface().(func(int, int) int)
	t.n = 1000
	say(f(1, 1), of(*t).Method(0).Interface().(func(int, int) int)(2, 2))
	j := of(*t).MethodByName("Join").Interface().(func(string, ...int) string)
	t.n = 1
	say(j("a"), j("a", 1), j("a", []int{1, 2}...))
	at := of(big).Method(0).Interface().(func(int) (string, callBig))
	s, b = at(2)
	say(s, len(b))
	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	sw := reflect.MakeFunc(reflect.TypeFor[func(int, string) (string, int)](), swap)
	say(sw.Interface().(func(int, string) (string, int))(1, "one"))
	show("swap", sw.Call(args(2, "two")))
	var fs struct {
		F func(a []string, b map[string]int, c float32, d [3]int8, e error) (error, [3]int8, float32)
		G func(...string) int
		H func(callBig) any
		I func(yield func(int, string) bool)
	}
	fv := of(&fs).Elem()
	fv.Field(0).Set(reflect.MakeFunc(fv.Field(0).Type(), func(in []reflect.Value) []reflect.Value {
		say(in[0], in[1], in[2], in[3], in[4], in[0].CanSet(), in[4].Kind())
		return []reflect.Value{in[4], in[3], in[2]}
	}))
	fv.Field(1).Set(reflect.MakeFunc(fv.Field(1).Type(), func(in []reflect.Value) []reflect.Value { return args(in[0].Len()) }))
	fv.Field(2).Set(reflect.MakeFunc(fv.Field(2).Type(), func(in []reflect.Value) []reflect.Value { return in }))
	fv.Field(3).Set(reflect.MakeFunc(fv.Field(3).Type(), func(in []reflect.Value) []reflect.Value {
		for i, s := range []string{"x", "y", "z"} {
			if !in[0].Call(args(i, s))[0].Bool() {
				break
			}
		}
		return nil
	}))
	say(fs.F([]string{"a"}, map[string]int{"m": 1}, 1.5, [3]int8{1, 2, 3}, errors.New("e")))
	say(fs.G(), fs.G("a", "b"), fs.H(big) == any(big))
	for i, s := range fs.I {
		say(i, s)
		if i == 1 {
			break
		}
	}
	for x := range of(func(yield func(string) bool) { _ = yield("p") && yield("q") }).Seq() {
		say(x)
	}
	for x, y := range of(fs.I).Seq2() {
		say(x, y)
	}
	variadic := reflect.MakeFunc(reflect.FuncOf([]reflect.Type{reflect.TypeFor[[]int16]()}, []reflect.Type{reflect.TypeFor[int64]()}, true), func(in []reflect.Value) []reflect.Value {
		n := int64(0)
		for _, x := range in[0].Seq2() {
			n += x.Int()
		}
		return []reflect.Value{of(n)}
	})
	show("made", variadic.Call(args(int16(3), int16(4))))
	say(variadic.Type(), variadic.Type().IsVariadic(), variadic.IsNil(), sw.Pointer() != 0)

	// In go and defer statements.
	done := make(chan string)
	echo := reflect.MakeFunc(reflect.TypeFor[func(chan string, string, [9]int)](), func(in []reflect.Value) []reflect.Value {
		in[0].Interface().(chan string) <- in[1].String() + fmt.Sprint(in[2])
		return nil
	}).Interface().(func(chan string, string, [9]int))
	go echo(done, "go", [9]int{8: 1})
	say(<-done)
	go of(callFunc(func(s string) string { done <- s; return s })).Method(0).Call(args("call"))
	say(<-done)
	func() {
		defer sw.Interface().(func(int, string) (string, int))(1, "deferred")
		defer of(t).MethodByName("Set").Interface().(func(int))(77)
		defer of(say).Call(args("deferred", 1))
	}()
	say(t.n)

	// Panics and recovers.
	try("method", func() { of(callInt(1)).MethodByName("Panics").Call(args("oops")) })
	try("value", func() { of(callInt(1)).MethodByName("Panics").Interface().(func(string))("oops") })
	try("made", func() {
		reflect.MakeFunc(reflect.TypeFor[func()](), func([]reflect.Value) []reflect.Value { panic("in made") }).Call(nil)
	})
	try("nested", func() {
		defer of(func() { panic("second") }).Call(nil)
		panic("first")
	})
	recovers := func(name string) func() {
		return func() { say(name, " recovers ", recover()) }
	}
	try("recover by Call", func() {
		defer of(recovers("called")).Call(nil)
		panic(1)
	})
	try("recover by made", func() {
		defer reflect.MakeFunc(reflect.TypeFor[func()](), func([]reflect.Value) []reflect.Value { recovers("made")(); return nil }).Interface().(func())()
		panic(2)
	})
	try("recover by the function itself", func() {
		f := func([]reflect.Value) []reflect.Value { say("itself", recover()); return nil }
		defer reflect.MakeFunc(reflect.TypeFor[func()](), f).Interface().(func())()
		panic(3)
	})
	try("recover by a method value", func() {
		defer of(callInt(1)).MethodByName("Recovers").Interface().(func(func(...any)))(say)
		panic(4)
	})
	try("recover as the deferred call", func() {
		defer func() { say("not by itself", recover()) }()
		defer recover()
		panic(5)
	})
	try("recover deferred by the deferred call", func() {
		defer func() { say("squelched", recover()) }()
		defer func() { defer recover() }()
		panic(6)
	})
	goexit := make(chan int)
	go func() {
		defer close(goexit)
		of(runtime.Goexit).Call(nil)
		goexit <- 1
	}()
	_, ok := <-goexit
	say("goexit", ok)

	// Faults.
	var nilFunc func()
	x := struct{ f func() }{func() {}}
	for _, f := range []func(){
		func() { of(1).Call(nil) }, func() { of(nilFunc).Call(nil) }, func() { reflect.Value{}.Call(nil) }, func() { of(x).Field(0).Call(nil) },
		func() { of(strings.Repeat).Call(args("x")) }, func() { of(strings.Repeat).Call(args("x", 1, 2)) }, func() { of(strings.Repeat).Call(args(1, "x")) },
		func() { of(strings.Repeat).Call([]reflect.Value{of("x"), {}}) }, func() { of(strings.Repeat).CallSlice(args("x", 1)) }, func() { of(fmt.Sprint).CallSlice(nil) },
		func() { of(fmt.Sprint).CallSlice(args(1, 2)) }, func() { of(t.Join).Call(args("x", "y")) }, func() { of(t.Join).Call(nil) }, func() { of(t.Join).CallSlice(args("p", 1)) },
		func() { of(t).Method(3) }, func() { of(t).Method(-1) }, func() { reflect.Value{}.Method(0) }, func() { reflect.Value{}.MethodByName("x") }, func() { reflect.Value{}.NumMethod() },
		func() { of(new(error)).Elem().Method(0) }, func() { reflect.TypeOf(t).Method(9) }, func() { reflect.MakeFunc(reflect.TypeOf(1), nil) },
		func() {
			reflect.MakeFunc(reflect.TypeFor[func() int](), func([]reflect.Value) []reflect.Value { return nil }).Call(nil)
		},
		func() {
			reflect.MakeFunc(reflect.TypeFor[func() int](), func([]reflect.Value) []reflect.Value { return args("x") }).Call(nil)
		},
		func() { of(t).Method(0).Method(0) }, func() { of((*callT)(nil)).MethodByName("Get").Call(args(1, 2)) },
		func() { of(callOuter{}).Method(0).Call(args(1, 2)) }, func() { of(&all).Elem().MethodByName("hidden").Call(nil) },
		func() { of(&all).Elem().MethodByName("hidden").Interface() },
	} {
		try("fault", f)
	}
	rec := func(int) int { return 0 }
	rec = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + of(rec).Call(args(n - 1))[0].Interface().(int)
	}
	say(rec(500))
}

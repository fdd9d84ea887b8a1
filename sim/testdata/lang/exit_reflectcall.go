package main

import (
	"fmt"
	"reflect"
	"strings"
)

type T struct{ n int }

func (t T) Get(a, b int) int               { return t.n + a*b }
func (t *T) Set(n int)                     { t.n = n }
func (t T) Var(p string, xs ...int) string { return fmt.Sprint(p, xs, t.n) }

type P struct {
	*T
	Name string
}
type D func(string) string

func (d D) Do(s string) string { return d(s) + "!" }

type I interface{ Get(a, b int) int }

func pair(a int8, s string, f float32, xs [3]uint16, e error) (string, error, struct {
	X int8
	Y [3]uint16
}) {
	return s + fmt.Sprint(f), e, struct {
		X int8
		Y [3]uint16
	}{a, xs}
}

func main() {
	t := &T{5}
	v := reflect.ValueOf(t)
	fmt.Println(v.NumMethod(), v.Type().Method(0).Name, v.Type().Method(0).Type)
	fmt.Println(v.Method(0).Call([]reflect.Value{reflect.ValueOf(3), reflect.ValueOf(4)})[0])
	v.MethodByName("Set").Call([]reflect.Value{reflect.ValueOf(100)})
	fmt.Println(t.n, v.Elem().NumMethod())
	fmt.Println(v.Elem().MethodByName("Var").Call([]reflect.Value{reflect.ValueOf("x"), reflect.ValueOf(1), reflect.ValueOf(2)}))
	fmt.Println(v.Elem().MethodByName("Var").CallSlice([]reflect.Value{reflect.ValueOf("x"), reflect.ValueOf([]int{7, 8})}))
	f := v.Method(0).Interface().(func(int, int) int)
	fmt.Println(f(2, 2))
	m, _ := v.Type().Elem().MethodByName("Get")
	fmt.Println(m.Type, m.Func.Call([]reflect.Value{v.Elem(), reflect.ValueOf(1), reflect.ValueOf(1)})[0])
	g := m.Func.Interface().(func(T, int, int) int)
	fmt.Println(g(T{1}, 1, 1))
	p := P{t, "n"}
	fmt.Println(reflect.TypeOf(p).NumMethod(), reflect.ValueOf(p).Method(0).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(2)})[0])
	d := D(strings.ToUpper)
	fmt.Println(reflect.ValueOf(d).Method(0).Call([]reflect.Value{reflect.ValueOf("hey")})[0])
	fmt.Println(reflect.ValueOf(strings.Repeat).Call([]reflect.Value{reflect.ValueOf("ab"), reflect.ValueOf(3)})[0])
	out := reflect.ValueOf(pair).Call([]reflect.Value{reflect.ValueOf(int8(-3)), reflect.ValueOf("s"), reflect.ValueOf(float32(1.5)), reflect.ValueOf([3]uint16{1, 2, 3}), reflect.Zero(reflect.TypeFor[error]())})
	fmt.Println(out[0], out[1], out[2], len(out))
	var i I = t
	iv := reflect.ValueOf(&i).Elem()
	fmt.Println(iv.Type().Method(0).Name, iv.Method(0).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(1)})[0])
	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	sw := reflect.MakeFunc(reflect.TypeOf(func(int, string) (string, int) { return "", 0 }), swap).Interface().(func(int, string) (string, int))
	fmt.Println(sw(1, "one"))
	sum := reflect.MakeFunc(reflect.FuncOf([]reflect.Type{reflect.SliceOf(reflect.TypeOf(int16(1)))}, []reflect.Type{reflect.TypeOf(int64(1))}, true), func(in []reflect.Value) []reflect.Value {
		n := int64(0)
		for _, x := range in[0].Seq2() {
			n += x.Int()
		}
		return []reflect.Value{reflect.ValueOf(n)}
	})
	fmt.Println(sum.Type(), sum.Call([]reflect.Value{reflect.ValueOf(int16(3)), reflect.ValueOf(int16(4))})[0])
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		reflect.ValueOf(func(s string) { panic("boom " + s) }).Call([]reflect.Value{reflect.ValueOf("x")})
	}()
	defer v.Method(1).Interface().(func(int))(7)
	for i := range 3 {
		defer reflect.ValueOf(fmt.Println).Call([]reflect.Value{reflect.ValueOf("deferred"), reflect.ValueOf(i)})
	}
	var rec func(n int) int
	rec = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + int(reflect.ValueOf(rec).Call([]reflect.Value{reflect.ValueOf(n - 1)})[0].Int())
	}
	fmt.Println(rec(60))
	for x := range reflect.ValueOf(func(yield func(int) bool) {
		for i := range 5 {
			if !yield(i) {
				return
			}
		}
	}).Seq() {
		fmt.Print(x, " ")
	}
	fmt.Println()
	fmt.Println(churn())
	panicky(reflect.ValueOf(t))
}

// churn calls deep down with arguments and results that only the call holds.
func churn() string {
	join := reflect.MakeFunc(reflect.TypeFor[func([]string, *T, map[string]*T) (string, *T)](), func(in []reflect.Value) []reflect.Value {
		n := in[1].Elem().Field(0).Int()
		s := fmt.Sprint(in[0].Len(), in[2].Len(), n)
		return []reflect.Value{reflect.ValueOf(s), reflect.ValueOf(&T{int(n) + 1})}
	})
	var deep func(n int, s string, t *T) (string, *T)
	deep = func(n int, s string, t *T) (string, *T) {
		if n == 0 {
			return s, t
		}
		out := join.Call([]reflect.Value{reflect.ValueOf(strings.Split(strings.Repeat("x,", n), ",")), reflect.ValueOf(t), reflect.ValueOf(map[string]*T{s: t})})
		get := reflect.ValueOf(t).MethodByName("Var").Interface().(func(string, ...int) string)
		out = reflect.ValueOf(deep).Call([]reflect.Value{reflect.ValueOf(n - 1), reflect.ValueOf(out[0].String() + get("v", n)), out[1]})
		return out[0].String(), out[1].Interface().(*T)
	}
	s, t := deep(6, "start", &T{1})
	return fmt.Sprint(s, t.n)
}

type E struct{}

func (E) Bad(x int) { var m map[int]int; m[x] = 1 }

func panicky(v reflect.Value) {
	reflect.ValueOf(E{}).Method(0).Call([]reflect.Value{reflect.ValueOf(1)})
}

package std_test

import (
	"fmt"
	"reflect"
)

type reflInner struct{ Z int }

type reflT struct {
	A int `json:"a,omitempty" xml:"q"`
	B string
	c float64
	reflInner
	P *reflT
	L []int
	M map[string]int
	I any
	E error
}

func (reflT) Alpha()           {}
func (*reflT) Beta()           {}
func (t reflT) String() string { return "reflT" }

type reflNum int

func casesReflect(emit func(string)) {
	one := 1
	t := reflT{A: 1, B: "b", c: 1.5, L: []int{1, 2}, M: map[string]int{"k": 1}, I: 2.5}
	for _, v := range []any{1, int8(-3), uint16(9), 2.5, float32(0.5), 1i, "s", true, []int{1, 2}, [2]string{"a", "b"}, map[string]int{"a": 1}, t, &t, &one, (*int)(nil), reflNum(4), make(chan int, 3), func() {}, []byte("xy"), struct{}{}, error(nil), fmt.Errorf("e")} {
		typ, val := reflect.TypeOf(v), reflect.ValueOf(v)
		if typ == nil {
			emit(fmt.Sprint(typ, val.IsValid(), val.Kind(), val))
			continue
		}
		emit(fmt.Sprint(typ, typ.Kind(), typ.Name(), typ.Size(), typ.Comparable(), typ.NumMethod(), val.Kind(), val.CanSet(), val.Type() == typ, val.IsZero()))
		switch val.Kind() {
		case reflect.Int, reflect.Int8:
			emit(fmt.Sprint(val.Int(), val))
		case reflect.Uint16:
			emit(fmt.Sprint(val.Uint()))
		case reflect.Float32, reflect.Float64:
			emit(fmt.Sprint(val.Float(), typ.Bits()))
		case reflect.String, reflect.Bool:
			emit(val.String() + fmt.Sprint(val.Interface()))
		case reflect.Slice:
			emit(fmt.Sprint(val.Len(), typ.Elem(), val.Index(1), val.Slice(1, 2).Len()))
		case reflect.Map:
			emit(fmt.Sprint(val.Len(), typ.Key(), typ.Elem(), val.MapKeys(), val.MapIndex(reflect.ValueOf("a")), val.MapIndex(reflect.ValueOf("q")).IsValid()))
		case reflect.Struct:
			for i := range val.NumField() {
				f := typ.Field(i)
				emit(fmt.Sprint(f.Name, f.Type, f.Tag.Get("json"), f.Offset, f.Index, f.Anonymous, f.IsExported(), val.Field(i).Kind(), val.Field(i).CanInterface(), val.Field(i).IsZero()))
			}
		case reflect.Pointer:
			emit(fmt.Sprint(val.IsNil(), typ.Elem(), val.Elem().IsValid()))
		case reflect.Chan:
			emit(fmt.Sprint(typ.ChanDir(), val.Cap(), val.Len()))
		}
	}
	v := reflect.ValueOf(&t).Elem()
	v.Field(0).SetInt(42)
	v.FieldByName("B").SetString("set")
	v.FieldByName("L").Set(reflect.Append(v.FieldByName("L"), reflect.ValueOf(3)))
	v.FieldByName("I").Set(reflect.ValueOf("any"))
	f, ok := v.Type().FieldByName("Z")
	emit(fmt.Sprint(t.A, t.B, t.L, t.I, v.FieldByName("Z"), f.Index, ok, v.FieldByName("nope").IsValid(), v.FieldByName("c").CanSet()))
	reflect.ValueOf(&one).Elem().Set(reflect.Zero(reflect.TypeOf(0)))
	p := reflect.New(reflect.TypeOf(0))
	p.Elem().SetInt(7)
	emit(fmt.Sprint(one, p.Elem().Int(), *p.Interface().(*int), reflect.Indirect(p)))
	emit(fmt.Sprint(reflect.TypeFor[error](), reflect.TypeOf(t).Implements(reflect.TypeFor[fmt.Stringer]()), reflect.TypeOf(1).Implements(reflect.TypeFor[error]())))
	type node struct {
		next *node
		v    int
	}
	a, b := &node{v: 1}, &node{v: 1}
	a.next, b.next = a, b
	for _, c := range [][2]any{
		{1, 1}, {1, int64(1)}, {nil, nil}, {[]int{1}, []int{1}}, {[]int{1}, []int{2}}, {[]int(nil), []int{}}, {map[string][]int{"a": {1}}, map[string][]int{"a": {1}}},
		{map[string]int{"a": 1}, map[string]int{"b": 1}}, {&reflT{A: 1}, &reflT{A: 1}}, {reflT{I: []int{1}}, reflT{I: []int{1}}}, {a, b}, {[2]any{1, "x"}, [2]any{1, "x"}}, {fmt.Errorf("x"), fmt.Errorf("x")},
	} {
		emit(fmt.Sprint(reflect.DeepEqual(c[0], c[1])))
	}
	try := func(name string, f func()) {
		defer func() { emit(fmt.Sprint(name, " panics: ", recover())) }()
		f()
	}
	try("set", func() { reflect.ValueOf(1).SetInt(2) })
	try("kind", func() { reflect.ValueOf("x").Int() })
	try("zero", func() { reflect.ValueOf(nil).Type() })
	try("field", func() { v.FieldByName("c").SetFloat(1) })
	try("assign", func() { v.Field(0).Set(reflect.ValueOf("x")) })
	try("index", func() { reflect.ValueOf([]int{1}).Index(3) })
}

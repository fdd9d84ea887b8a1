package std_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"sort"
	"strings"
	"unsafe"
)

type valNum int

func (n valNum) String() string { return fmt.Sprintf("#%d", int(n)) }
func (n *valNum) Inc()          { *n++ }

type (
	valBytes  []byte
	valText   string
	valPoint  struct{ X, Y int }
	valPoint2 struct{ X, Y int }
	valTagged struct {
		X int `a:"b"`
		Y int
	}
	valEmb struct {
		valPoint
		*valTagged
		Name string
		h    int
		valBytes
	}
	valDeep struct {
		valEmb
		valPoint2
		Name float64
	}
	valFunc                     func(int, ...string) (bool, error)
	valChan                     chan int
	valPair2                    [2]any
	valGen[T any, U comparable] struct {
		A T
		B map[U]T
	}
)

// casesValues is about what makes, sets and converts values.
func casesValues(emit func(string)) {
	say := func(a ...any) { emit(fmt.Sprint(a...)) }
	try := func(name string, f func()) {
		defer func() {
			if r := recover(); r != nil {
				emit(fmt.Sprint(name, " panics: ", r))
			}
		}()
		f()
	}
	of := reflect.ValueOf

	// Maps.
	m := reflect.MakeMap(reflect.TypeOf(map[string]int{}))
	for i, k := range []string{"a", "b", "c"} {
		m.SetMapIndex(of(k), of(i))
	}
	m.SetMapIndex(of("b"), reflect.Value{})
	say(m.Len(), m, m.MapIndex(of("c")), m.MapIndex(of("b")).IsValid(), m.Interface().(map[string]int)["c"])
	m2 := reflect.MakeMapWithSize(reflect.MapOf(reflect.TypeFor[valPoint](), reflect.TypeFor[any]()), 100)
	m2.SetMapIndex(of(valPoint{1, 2}), of("x"))
	m2.SetMapIndex(of(valPoint{3, 4}), reflect.Zero(reflect.TypeFor[any]()))
	say(m2.Len(), m2.Type(), m2.MapIndex(of(valPoint{1, 2})), m2.MapIndex(of(valPoint{3, 4})).Kind(), m2)
	var keys []string
	it := m.MapRange()
	key, elem := reflect.New(reflect.TypeFor[any]()).Elem(), reflect.New(reflect.TypeFor[int]()).Elem()
	for it.Next() {
		key.SetIterKey(it)
		elem.SetIterValue(it)
		keys = append(keys, fmt.Sprint(it.Key(), it.Value(), key, elem))
	}
	sort.Strings(keys)
	say(keys)
	it.Reset(m2)
	say(it.Next(), it.Next(), it.Next())
	try("next", func() { it.Next() })
	try("key", func() { it.Key() })
	it.Reset(reflect.Value{})
	try("next of nothing", func() { it.Next() })
	try("value", func() { m.MapRange().Value() })
	try("iter key", func() { key.SetIterKey(m.MapRange()) })
	m.Clear()
	say(m.Len(), len(m.MapKeys()))
	try("nil map", func() { of(map[int]int(nil)).SetMapIndex(of(1), of(2)) })
	say(of(map[int]int(nil)).MapIndex(of(1)).IsValid(), of(map[int]int(nil)).Len())
	try("bad key", func() { m.MapIndex(of(1)) })
	try("bad set", func() { m.SetMapIndex(of("x"), of("y")) })
	try("bad hash", func() { of(map[any]int{}).SetMapIndex(of([]int{}), of(1)) })
	try("not a map", func() { of(1).MapKeys() })
	try("make map", func() { reflect.MakeMap(reflect.TypeOf(1)) })

	// Slices.
	s := reflect.MakeSlice(reflect.TypeFor[[]int](), 2, 10)
	t := reflect.Append(s, of(1), of(2))
	s.Index(0).SetInt(9)
	say(s, t, t.Len(), t.Cap(), s.CanSet(), s.Index(0).CanSet())
	t = reflect.AppendSlice(t, of([]int{5, 6, 7, 8, 9, 10, 11}))
	say(t, t.Len(), t.Cap())
	var list []string
	lv := of(&list).Elem()
	lv.Grow(5)
	say(len(list), cap(list))
	for i := range 9 {
		lv.Set(reflect.Append(lv, of(fmt.Sprint(i))))
		say(list, cap(list))
	}
	lv.SetLen(3)
	lv.SetCap(4)
	say(list, cap(list), lv.Slice(1, 2), lv.Slice3(0, 1, 2).Cap())
	lv.Clear()
	say(len(list), strings.Join(list, "."))
	arr := [4]int{1, 2, 3, 4}
	av := of(&arr).Elem()
	sl := av.Slice(1, 3)
	sl.Index(0).SetInt(20)
	say(arr, sl.Type(), sl.Cap(), av.Slice3(0, 1, 2).Cap(), of("hello").Slice(1, 3))
	say(reflect.Copy(av, of([]int{7, 8})), arr, reflect.Copy(of(make([]byte, 3)), of("abcdef")), of(&arr).Len(), of(&arr).Cap())
	try("slice of array", func() { of(arr).Slice(0, 1) })
	try("slice", func() { lv.Slice(2, 9) })
	try("slice3", func() { lv.Slice3(2, 1, 0) })
	try("string", func() { of("x").Slice(2, 1) })
	try("len", func() { lv.SetLen(7) })
	try("cap", func() { lv.SetCap(1) })
	try("grow", func() { lv.Grow(-1) })
	try("append", func() { reflect.Append(lv, of(1)) })
	try("append to", func() { reflect.Append(of(1), of(1)) })
	try("append slice", func() { reflect.AppendSlice(lv, of([]int{})) })
	try("make", func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 2, 1) })
	try("make", func() { reflect.MakeSlice(reflect.TypeFor[[]int](), -2, 1) })
	try("make", func() { reflect.MakeSlice(reflect.TypeFor[int](), 1, 1) })
	try("copy", func() { reflect.Copy(lv, of("x")) })
	try("copy", func() { reflect.Copy(of(arr), of([]int{})) })
	try("bytes", func() { of(arr).Bytes() })
	try("clear", func() { of(1).Clear() })
	sw := reflect.Swapper(arr[:])
	sw(0, 3)
	say(arr)
	try("swapper", func() { sw(0, 4) })
	try("swapper of", func() { reflect.Swapper(arr) })

	// Setting.
	var all struct {
		B bool
		I int8
		U uint16
		F float32
		C complex64
		S string
		P unsafe.Pointer
		Y []byte
		A any
		E error
		N valNum
		x int
	}
	v := of(&all).Elem()
	v.Field(0).SetBool(true)
	v.Field(1).SetInt(300)
	v.Field(2).SetUint(70000)
	v.Field(3).SetFloat(0.1)
	v.Field(4).SetComplex(1 + 2i)
	v.Field(5).SetString("s")
	v.Field(6).SetPointer(nil)
	v.Field(7).SetBytes([]byte("yy"))
	v.Field(8).Set(of(all.B))
	v.Field(9).Set(of(fmt.Errorf("err")))
	v.Field(10).SetInt(5)
	emit(fmt.Sprintf("%v", all))
	v.Field(8).SetZero()
	say(all.A, v.Field(10).Addr().Type(), v.Field(10).Interface(), v.Field(10).Addr().Elem().CanSet(), v.Field(8).IsNil(), v.Field(9).Elem().Type())
	v.Field(10).Addr().Interface().(interface{ Inc() }).Inc()
	say(all.N, v.Addr().Pointer() == v.UnsafeAddr(), reflect.NewAt(reflect.TypeFor[bool](), unsafe.Pointer(&all.B)).Elem())
	say(v.Field(1).OverflowInt(127), v.Field(1).OverflowInt(128), v.Field(2).OverflowUint(65536), v.Field(3).OverflowFloat(1e39), v.Field(3).OverflowFloat(math.Inf(1)), v.Field(4).OverflowComplex(1e39))
	try("unexported", func() { v.Field(11).SetInt(1) })
	try("unexported", func() { v.Field(11).Interface() })
	try("unexported", func() { v.Field(11).Set(of(1)) })
	try("unexported", func() { v.Field(1).Set(v.Field(11)) })
	try("unaddressable", func() { of(all).Field(1).SetInt(1) })
	try("unaddressable", func() { of(all).Field(1).Set(of(1)) })
	try("unaddressable", func() { of(1).SetString("") })
	try("unaddressable", func() { of(1).Addr() })
	try("unaddressable", func() { of(1).UnsafeAddr() })
	try("zero", func() { reflect.Value{}.SetInt(1) })
	try("zero", func() { reflect.Value{}.Set(of(1)) })
	try("zero", func() { v.Field(1).Set(reflect.Value{}) })
	try("zero", func() { reflect.Value{}.Interface() })
	try("zero", func() { reflect.Value{}.IsNil() })
	try("zero", func() { reflect.Value{}.IsZero() })
	try("zero", func() { reflect.Value{}.CanInterface() })
	try("zero", func() { reflect.Value{}.Len() })
	try("zero", func() { reflect.Value{}.Elem() })
	try("zero", func() { reflect.Zero(nil) })
	try("zero", func() { reflect.New(nil) })
	try("kind", func() { v.Field(1).SetString("") })
	try("kind", func() { v.Field(5).SetInt(1) })
	try("kind", func() { v.Field(5).SetUint(1) })
	try("kind", func() { v.Field(5).SetFloat(1) })
	try("kind", func() { v.Field(5).SetComplex(1) })
	try("kind", func() { v.Field(5).SetBool(true) })
	try("kind", func() { v.Field(5).SetBytes(nil) })
	try("kind", func() { v.Field(5).SetLen(1) })
	try("kind", func() { v.Field(5).Float() })
	try("kind", func() { v.Field(5).Complex() })
	try("kind", func() { v.Field(5).Bool() })
	try("kind", func() { v.Field(5).Uint() })
	try("kind", func() { v.Field(5).OverflowInt(1) })
	try("kind", func() { v.Field(1).Field(0) })
	try("kind", func() { v.Field(1).FieldByName("x") })
	try("kind", func() { v.Field(1).NumField() })
	try("kind", func() { v.Field(1).Cap() })
	try("kind", func() { v.Field(1).Index(0) })
	try("kind", func() { v.Field(1).Elem() })
	try("kind", func() { v.Field(1).Pointer() })
	try("kind", func() { v.Field(1).UnsafePointer() })
	try("kind", func() { v.Field(1).MapRange() })
	try("kind", func() { v.Field(1).Slice(0, 1) })
	try("field", func() { v.Field(12) })
	try("len", func() { of(new(int)).Len() })
	try("cap", func() { of(new(int)).Cap() })
	try("assign", func() { v.Field(9).Set(of(1)) })
	try("assign", func() { v.Field(10).Set(of(1)) })

	// Conversions.
	errType, strType := reflect.TypeFor[error](), reflect.TypeFor[fmt.Stringer]()
	targets := []reflect.Type{
		reflect.TypeFor[int8](), reflect.TypeFor[uint16](), reflect.TypeFor[float32](), reflect.TypeFor[float64](), reflect.TypeFor[complex64](), reflect.TypeFor[string](),
		reflect.TypeFor[valText](), reflect.TypeFor[[]byte](), reflect.TypeFor[valBytes](), reflect.TypeFor[[]rune](), reflect.TypeFor[valNum](), reflect.TypeFor[valPoint](),
		reflect.TypeFor[valPoint2](), reflect.TypeFor[valTagged](), reflect.TypeFor[*valPoint2](), reflect.TypeFor[[2]byte](), reflect.TypeFor[*[2]byte](), reflect.TypeFor[any](), errType, strType,
		reflect.TypeFor[<-chan int](), reflect.TypeFor[valChan](), reflect.TypeFor[valFunc](), reflect.TypeFor[uintptr](), reflect.TypeFor[bool](), reflect.TypeFor[[]valNum](),
	}
	var nilErr error
	for _, x := range []reflect.Value{
		of(300), of(uint8(200)), of(-1), of(2.75), of(float32(1.5)), of(3 + 4i), of("häß"), of(valText("t")), of([]byte("xyz")), of(valBytes("w")), of([]rune("rü")), of(valNum(65)), of(valPoint{1, 2}), of(&valPoint{3, 4}),
		of(valTagged{5, 6}), of(fmt.Errorf("e")), of(make(chan int)), of(valChan(nil)), of(func(int, ...string) (bool, error) { return true, nil }), of(true), of(&nilErr).Elem(), of([]int{1}), of(math.NaN()), of(1e30), of(int64(-1 << 63)),
	} {
		for _, to := range targets {
			if x.CanConvert(to) != x.Type().ConvertibleTo(to) {
				say(x.Type(), to, "by value")
			}
			if !x.CanConvert(to) {
				try("convert", func() { x.Convert(to) })
				continue
			}
			y := x.Convert(to)
			text := ""
			switch y.Kind() {
			case reflect.Pointer, reflect.Chan, reflect.Func:
				text = fmt.Sprint(y.IsNil())
			case reflect.Interface:
				if !y.IsNil() {
					text = fmt.Sprint(y.Elem().Type())
				}
			default:
				text = fmt.Sprint(y)
			}
			say(x.Type(), " to ", y.Type(), " ", text, " ", y.CanSet(), x.Type().AssignableTo(to))
		}
	}

	// Fields.
	d := valDeep{valEmb: valEmb{valPoint: valPoint{1, 2}, valTagged: &valTagged{3, 4}, Name: "n", h: 1, valBytes: valBytes("b")}, valPoint2: valPoint2{5, 6}}
	for _, f := range reflect.VisibleFields(reflect.TypeOf(d)) {
		say(f.Name, f.Index, f.Type, f.PkgPath == "", f.Anonymous)
	}
	dv, dt := of(&d).Elem(), reflect.TypeOf(d)
	for _, n := range []string{"X", "Y", "Name", "h", "valTagged", "valBytes", "nope", "valPoint2"} {
		f, ok := dt.FieldByName(n)
		say(n, f.Index, ok, dv.FieldByName(n).IsValid())
	}
	f, ok := dt.FieldByNameFunc(func(s string) bool { return strings.HasPrefix(s, "N") })
	say(f.Name, f.Index, ok, dt.FieldByIndex([]int{0, 1, 0}).Tag, dv.FieldByIndex([]int{0, 1, 0}), dv.FieldByIndex([]int{0, 0, 1}).CanSet(), dv.Field(0).CanSet(), dv.Field(0).Field(2).CanSet(), dv.Field(0).Field(3).CanSet())
	d.valTagged = nil
	_, err := dv.FieldByIndexErr([]int{0, 1, 0})
	say(err)
	try("through nil", func() { dv.FieldByIndex([]int{0, 1, 0}) })
	try("fields", func() { reflect.VisibleFields(reflect.TypeOf(1)) })
	for f := range reflect.TypeFor[valTagged]().Fields() {
		say(f.Name, f.Tag, f.Type.Align(), f.Type.FieldAlign())
	}
	for f, x := range of(valPoint{8, 9}).Fields() {
		say(f.Name, x)
	}

	// Sequences.
	for _, x := range []any{3, int8(2), uint(2), []string{"a", "b"}, [2]bool{true}, &[2]int{4, 5}, "aß", map[int]string{1: "x"}, valNum(2)} {
		v := of(x)
		if v.Type().CanSeq() {
			for e := range v.Seq() {
				say(e, e.Type())
			}
		}
		if v.Type().CanSeq2() {
			for i, e := range v.Seq2() {
				say(i, e, e.Type(), e.CanSet())
			}
		}
	}
	try("seq", func() { of(1.5).Seq() })
	try("seq2", func() { of(1).Seq2() })

	// Equal, Comparable, IsZero.
	fn := func() {}
	vals := []any{1, 2, 1.5, "a", true, nil, [2]int{1, 2}, valPoint{1, 2}, valPair2{1, []int{}}, valPair2{1, 2}, []int{1}, fn, &d, 1i, [0]func(){}, math.Copysign(0, -1), struct{ a any }{fn}}
	for _, x := range vals {
		say(of(x).Comparable(), of(x).IsValid() && of(x).IsZero())
		for _, y := range vals {
			try(fmt.Sprintf("%T", x), func() { say(of(x).Equal(of(y))) })
		}
	}
	for _, z := range []any{struct {
		_ int
		a [2]string
	}{}, [3]valPoint{}, [3]float64{0, math.Copysign(0, -1)}, 0i, (*int)(nil), fn} {
		say(of(z).IsZero())
	}

	// Types.
	var wide []string
	fnType := reflect.TypeFor[valFunc]()
	say(fnType.NumIn(), fnType.NumOut(), fnType.In(1), fnType.Out(1), fnType.IsVariadic(), slices.Collect(fnType.Ins()), slices.Collect(fnType.Outs()))
	try("in", func() { fnType.In(2) })
	type local struct{ a int }
	for _, x := range []any{
		new(valGen[int, string]), valGen[int, bool]{}, struct {
			A int `x:"y"`
			b string
			valPoint
			*valTagged
		}{}, struct{}{}, (chan<- int)(nil), (<-chan (<-chan int))(nil), (chan (<-chan int))(nil), (chan<- (chan int))(nil), (chan<- (<-chan int))(nil), (<-chan chan<- int)(nil), fn, func(a int, b ...any) (x, y int) { return },
		map[[2]string]func(chan int) error{}, [3]*[]map[string]any{}, local{a: 1}, new(error), new(fmt.Stringer), new(interface {
			A(int) string
			b()
		}), unsafe.Pointer(nil), new(any), []byte{}, []rune{}, uintptr(1), new(interface{ comparableNot() }), func(func(...int), ...func()) {}, valGen[valGen[int, int], error]{}, valGen[func(int) string, [2]bool]{}, valGen[struct{ A int }, any]{},
	} {
		t := reflect.TypeOf(x)
		for t.Kind() == reflect.Pointer && t.Name() == "" {
			say(t, t.Name() == "")
			t = t.Elem()
		}
		emit(strings.ReplaceAll(fmt.Sprintf("%v %q %v %v %d %d", t, t.Name(), t.PkgPath() == "", t.Kind(), t.Size(), t.Align()), "gopherscope/sim/", ""))
	}
	for _, f := range []func() any{
		func() any { return reflect.TypeOf(1).Elem() }, func() any { return reflect.TypeOf(1).Key() }, func() any { return reflect.TypeOf(1).Len() }, func() any { return reflect.TypeOf(1).NumField() },
		func() any { return reflect.TypeOf(1).Field(0) }, func() any { return reflect.TypeOf(1).NumIn() }, func() any { return reflect.TypeOf(1).In(0) }, func() any { return reflect.TypeOf(1).Out(0) },
		func() any { return reflect.TypeOf(1).ChanDir() }, func() any { return reflect.TypeOf("").Bits() }, func() any { return reflect.TypeOf(d).Field(9) }, func() any { return reflect.TypeOf(1).IsVariadic() },
		func() any { return reflect.TypeOf(1).Implements(reflect.TypeOf(1)) }, func() any { return reflect.TypeOf(1).Implements(nil) }, func() any { return reflect.TypeOf("").OverflowInt(1) }, func() any { return reflect.TypeOf(1).FieldByIndex(nil) },
		func() any { return reflect.TypeOf(1).AssignableTo(nil) }, func() any { return reflect.TypeOf(1).ConvertibleTo(nil) },
	} {
		try("type", func() { say(f()) })
	}

	emit(fmt.Sprintf("%T %v %v", fnType, reflect.TypeOf(fnType), reflect.TypeOf(fnType).Kind()))
	say(map[reflect.Type]int{reflect.TypeOf(1): 1}[reflect.TypeOf(2)], reflect.DeepEqual(reflect.TypeOf(1), reflect.TypeOf("")), reflect.DeepEqual(reflect.TypeOf(1), reflect.TypeOf(2)))
	for verb, x := range map[string]reflect.Value{"%d": of(42), "%x": of("hi"), "%5v": of(7), "%v": of(nil), "%#v": of(&nilErr).Elem(), "%6v": dv.Field(0).Field(3)} {
		format := verb
		wide = append(wide, fmt.Sprintf(format, x))
	}
	slices.Sort(wide)
	say(wide)

	// Types made at run time.
	type made struct {
		A int `k:"v"`
		B []string
	}
	st := reflect.StructOf([]reflect.StructField{
		{Name: "A", Type: reflect.TypeOf(1), Tag: `k:"v"`}, {Name: "B", Type: reflect.TypeOf([]string{})},
	})
	sv := reflect.New(st).Elem()
	sv.Field(0).SetInt(7)
	sv.Field(1).Set(of([]string{"q"}))
	say(st, sv, st.Size(), st.NumField(), st.Field(0).Tag.Get("k"), st.ConvertibleTo(reflect.TypeFor[made]()), sv.Convert(reflect.TypeFor[made]()), sv.Interface())
	_, same := sv.Interface().(struct {
		A int `k:"v"`
		B []string
	})
	say(same)
	a5 := reflect.ArrayOf(5, st)
	ap := reflect.New(a5).Elem()
	ap.Index(4).Field(0).SetInt(44)
	say(a5, ap, a5.Size(), ap.Len(), reflect.PointerTo(a5), reflect.SliceOf(a5), a5.Comparable(), reflect.ArrayOf(2, reflect.TypeOf("")) == reflect.TypeOf([2]string{}))
	say(reflect.ChanOf(reflect.SendDir, reflect.TypeOf(uint16(1))), reflect.ChanOf(reflect.BothDir, reflect.TypeOf((<-chan uint16)(nil))), reflect.MapOf(reflect.TypeOf([3]int8{}), a5), reflect.FuncOf([]reflect.Type{st, reflect.TypeOf([]int{})}, []reflect.Type{a5, errType}, true))
	mk := reflect.MakeMap(reflect.MapOf(reflect.ArrayOf(3, reflect.TypeOf("")), reflect.TypeOf(int8(0))))
	kk := reflect.New(mk.Type().Key()).Elem()
	kk.Index(1).SetString("kk")
	mk.SetMapIndex(kk, of(int8(3)))
	say(mk, mk.MapIndex(kk), mk.MapIndex(reflect.Zero(kk.Type())).IsValid(), kk.Interface() == [3]string{"", "kk"})
	try("of", func() { reflect.MapOf(reflect.TypeOf(fn), reflect.TypeOf(1)) })
	try("of", func() { reflect.ArrayOf(-1, reflect.TypeOf(1)) })
	try("of", func() { reflect.ChanOf(4, reflect.TypeOf(1)) })
	try("of", func() { reflect.FuncOf(nil, nil, true) })
	try("of", func() { reflect.StructOf([]reflect.StructField{{Name: "x", Type: reflect.TypeOf(1)}}) })
	try("of", func() { reflect.StructOf([]reflect.StructField{{Name: "X"}}) })
	try("of", func() { reflect.StructOf([]reflect.StructField{{Type: reflect.TypeOf(1)}}) })
	try("of", func() { reflect.StructOf([]reflect.StructField{{Name: "1", Type: reflect.TypeOf(1)}}) })
	try("of", func() {
		reflect.StructOf([]reflect.StructField{{Name: "X", Type: reflect.TypeOf(1)}, {Name: "X", Type: reflect.TypeOf(1)}})
	})
	n, okN := reflect.TypeAssert[valNum](of(valNum(3)))
	str, okS := reflect.TypeAssert[fmt.Stringer](of(valNum(3)))
	_, okE := reflect.TypeAssert[error](of(valNum(3)))
	say(n, okN, str, okS, okE)
	try("assert", func() { reflect.TypeAssert[int](reflect.Value{}) })
}

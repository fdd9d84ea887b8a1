package std_test

import (
	"errors"
	"fmt"
	"math"
)

type fmtPoint struct{ X, Y int }

type fmtNested struct {
	Name  string
	P     fmtPoint
	Q     *fmtPoint
	Any   any
	Err   error
	inner []int
	M     map[string]int
	F     func()
	C     chan int
	B     []byte
	Arr   [2]bool
}

type fmtCelsius float64

func (c fmtCelsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type fmtNumber int

type fmtName string

type fmtGo struct{ n int }

func (g fmtGo) GoString() string { return "fmtGo!" }

type fmtPtr struct{ n int }

func (p *fmtPtr) String() string { return fmt.Sprint("ptr ", p.n) }

type fmtPanics struct{ v any }

func (p fmtPanics) String() string { panic(p.v) }

type fmtErr struct{ code int }

func (e fmtErr) Error() string { return fmt.Sprintf("error %d", e.code) }

type fmtFormatter struct{}

func (fmtFormatter) Format(f fmt.State, verb rune) {
	w, hasW := f.Width()
	p, hasP := f.Precision()
	fmt.Fprintf(f, "<%s %d %t %d %t %t%t>", fmt.FormatString(f, verb), w, hasW, p, hasP, f.Flag('+'), f.Flag('#'))
}

type fmtHidden struct {
	c    fmtCelsius
	C    fmtCelsius
	list []fmtCelsius
}

type fmtEmbeds struct {
	fmtPoint
	*fmtPtr
	N fmtNumber
}

type fmtKey struct {
	A int
	B string
}

func casesFmt(emit func(string)) {
	var nilPoint *fmtPoint
	var nilErr error
	var nilPtr *fmtPtr
	values := []any{
		nil, true, false, 0, 1, -42, int8(-128), int16(300), int32('x'), int64(1) << 40, uint(7), uint8(255), uint16(65535),
		uint32(1) << 31, uint64(1) << 63, uintptr(0xbeef), float32(0.1), 3.14159, math.Copysign(0, -1), 1e21, 1e-7, 100000.0, math.Inf(1), math.Inf(-1), math.NaN(),
		complex64(1 + 2i), complex(1.5, -2.5), "", "hello", "héllo, 世界", "a\tb\"c`\\\x00\xff", 'a', '世', rune(0x1F600),
		[]byte(nil), []byte("bytes\x00\xfe"), []byte{}, [3]byte{1, 2, 3}, []int(nil), []int{}, []int{1, 2, 3}, [2]string{"a", "b c"},
		[]string{"x", "", "y z"}, []any{1, "a", nil, 2.5, []int{1}}, [][]int{{1}, {2, 3}, nil}, map[string]int(nil), map[string]int{},
		map[string]int{"b": 2, "a": 1, "c": 3}, map[int]string{3: "c", -1: "m", 2: "b"}, map[float64]bool{math.NaN(): true, 1: false, math.Inf(-1): true},
		map[bool]int{true: 1, false: 0}, map[fmtKey]int{{2, "a"}: 1, {1, "b"}: 2, {1, "a"}: 3}, map[[2]int]int{{2, 1}: 1, {1, 9}: 2},
		map[any]int{"b": 1, "a": 2}, map[string]any{"z": nil, "y": 1}, map[int]fmtPoint{1: {1, 2}}, map[fmtCelsius]fmtCelsius{1: 2},
		fmtPoint{1, -2}, &fmtPoint{3, 4}, nilPoint, &[]int{1, 2}, &map[string]int{"k": 1}, &[2]int{5, 6},
		fmtNested{}, fmtNested{Name: "n", Any: fmtPoint{1, 2}, Err: fmtErr{3}, inner: []int{1}, M: map[string]int{"q": 1}, B: []byte("xy")},
		[]fmtPoint{{1, 2}, {3, 4}}, []*fmtPoint{nil}, struct{}{}, struct{ a, b any }{1, nil}, [0]int{}, []struct{}{{}, {}},
		fmtCelsius(36.6), []fmtCelsius{1, 2.25}, map[string]fmtCelsius{"t": 3}, fmtNumber(5), []fmtNumber{1, 2}, fmtName("named"), []fmtName{"n", "m"},
		fmtGo{1}, []fmtGo{{1}}, &fmtPtr{9}, fmtPtr{9}, nilPtr, []*fmtPtr{nil, nil}, fmtPanics{"boom"}, fmtPanics{fmtErr{7}}, fmtPanics{nil},
		fmtErr{1}, &fmtErr{2}, errors.New("plain"), nilErr, fmt.Errorf("wrapped: %w", fmtErr{4}), fmtFormatter{}, []any{fmtFormatter{}},
		fmtHidden{1, 2, []fmtCelsius{3}}, fmtEmbeds{fmtPoint{1, 2}, nil, 4}, (chan int)(nil), (func())(nil), (<-chan string)(nil),
		[]error{nil, fmtErr{1}}, []fmt.Stringer{nil, fmtCelsius(1)}, [3]any{}, struct{ P *int }{}, struct{ F func(int) string }{},
		[]float64{1, 2.5}, []float32{0.1}, []bool{true, false}, []complex128{1i}, []uint8{9}, []int8{-1}, [2][]byte{[]byte("a"), nil}, []rune("hi"),
		map[string][]int{"a": {1}, "b": nil}, map[rune]bool{'a': true}, struct {
			A int `json:"a"`
			b string
		}{1, "x"},
	}
	formats := []string{
		"%v", "%+v", "%#v", "%T", "%d", "%s", "%q", "%x", "%X", "% x", "%#x", "%#q", "%+q", "%c", "%U", "%#U", "%b", "%o", "%O", "%#o", "%t",
		"%e", "%E", "%f", "%F", "%g", "%G", "%.2f", "%8.3f", "%-8.2f|", "%+.1e", "% f", "%08.2f", "%+d", "% d", "%05d", "%-5d|", "%5d", "%x|",
		"%10s|", "%-10s|", "%.2s", "%10.3s|", "%10v|", "%-10v|", "%010v", "%+10v", "%#10v|", "%.3v", "%6.2v|", "%10q|", "%z", "%!", "%w",
		"%5t|", "%-7t|", "%3c|", "%-3c|", "%020d", "%.10d", "%#08x", "%# x", "%#+v", "% v", "%x%%",
	}
	for _, f := range formats {
		for i, v := range values {
			emit(fmt.Sprintf("%s %d: ", f[1:], i) + fmt.Sprintf(f, v))
		}
	}

	// Directives put together by chance.
	state := uint32(7)
	draw := func(n int) int {
		state = state*1664525 + 1013904223
		return int(state>>16) % n
	}
	pick := func(list ...string) string { return list[draw(len(list))] }
	for i := range 4000 {
		f := "%" + pick("", "", "", "-", "+", "#", " ", "0") + pick("", "", "", "-", "+", "#", "0") +
			pick("", "", "", "1", "4", "12", "30") + pick("", "", "", "", ".", ".0", ".1", ".3", ".12") +
			pick("v", "v", "d", "s", "q", "x", "X", "t", "c", "U", "b", "o", "O", "e", "f", "F", "g", "G", "p", "y", "T")
		k := draw(len(values))
		switch fmt.Sprintf("%T", values[k]) {
		case "chan int", "func()", "[]struct {}": // may print an address
			if f[len(f)-1] == 'p' {
				continue
			}
		}
		if f[len(f)-1] == 'p' && values[k] != nil && fmt.Sprintf("%p", values[k])[0] != '%' && fmt.Sprintf("%p", values[k]) != "0x0" {
			continue // an address, which differs
		}
		if f[len(f)-1] == 'T' && f != "%T" {
			continue // the length of this package's name
		}
		emit(fmt.Sprintf("%d %s %d: ", i, f[1:], k) + fmt.Sprintf(f, values[k]))
	}

	emit(fmt.Sprint())
	emit(fmt.Sprint(1, 2, "a", "b", 3, nil, nil, 'x', []int{1}, fmtCelsius(2), fmtName("n"), fmtName("m")))
	emit(fmt.Sprintln(1, 2, "a", "b", 3, nil, fmtErr{1}))
	emit(fmt.Sprintln())
	emit(string(fmt.Append([]byte("x"), 1, 2)) + string(fmt.Appendf(nil, "%d-%s", 1, "a")) + string(fmt.Appendln(nil, "q", 1)))
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"none", nil}, {"%", nil}, {"%d", nil}, {"a%", []any{1}}, {"%d %d", []any{1}}, {"%d", []any{1, 2, "x", nil}}, {"extra", []any{1}},
		{"%[2]d %[1]d", []any{1, 2}}, {"%[2]*[1]d|", []any{7, 5}}, {"%[3]*.[2]*[1]f|", []any{12.0, 2, 6}}, {"%[5]d", []any{1}}, {"%[0]d", []any{1}},
		{"%[x]d", []any{1}}, {"%[1", []any{1}}, {"%[]d", []any{1}}, {"%[1]d %d %[1]q", []any{1, 2}}, {"%[-1]d", []any{1}}, {"%[1]", []any{1}},
		{"%*d|", []any{5, 1}}, {"%-*d|", []any{5, 1}}, {"%*d|", []any{-5, 1}}, {"%.*f", []any{2, 3.14159}}, {"%.*f", []any{-2, 3.14159}}, {"%*d", []any{"x", 1}},
		{"%*d", []any{10000000, 1}}, {"%.*d", []any{10000000, 1}}, {"%*d", []any{5}}, {"%*", []any{5}}, {"%.d", []any{3}}, {"%.f", []any{2.5}}, {"%5.d|", []any{0}},
		{"%1000001d", []any{1}}, {"%.1000001d", []any{1}}, {"%%%d%%", []any{1}}, {"%5%|", nil}, {"%-05d|", []any{3}}, {"%+-05d|", []any{3}}, {"%é", []any{1}},
		{"%v %v", []any{fmtPanics{fmtPanics{"in"}}, 1}}, {"%s", []any{[]any{nil, 1, "a", fmtErr{2}}}}, {"%d", []any{[]any{nil, 1, "a"}}},
		{"%!d", []any{1}}, {"%-", []any{1}}, {"%#", nil}, {"%s %s", []any{"a"}}, {"%x %X", []any{"hello", []byte("hello")}}, {"% X|%#X|%# X", []any{"abc", "abc", "abc"}},
		{"%t %v", []any{true, false}}, {"%s|%v|%d", []any{fmtNumber(1), fmtNumber(2), fmtNumber(3)}}, {"%v", []any{&fmtEmbeds{}}},
		{"%6.3v|%-6v|%06d", []any{"abcdef", "ab", -12}}, {"%+v %+v", []any{fmtHidden{}, &fmtHidden{}}}, {"%p", []any{1}}, {"%p", []any{nilPoint}}, {"%p %v", []any{(map[int]int)(nil), (map[int]int)(nil)}},
		{"%d %x", []any{nilPoint, nilPoint}}, {"%#p|%10p|%-10p|", []any{nilPoint, nilPoint, nilPoint}},
	} {
		func() {
			defer func() {
				if r := recover(); r != nil {
					emit(fmt.Sprintf("%s panics: %T", c.format, r))
				}
			}()
			emit(c.format + " -> " + fmt.Sprintf(c.format, c.args...))
		}()
	}
	e1, e2 := fmtErr{1}, errors.New("two")
	errorf, few := fmt.Errorf, []string{"%d %w"}
	for _, err := range []error{
		fmt.Errorf("a %w", e1), fmt.Errorf("a %w b %w", e1, e2), fmt.Errorf("%w", nil), errorf("%w", "x"), fmt.Errorf("none"), fmt.Errorf("%[2]w %[1]w", e1, e2), errorf(few[0], 1),
		fmt.Errorf("%v %+v", e1, e2),
	} {
		emit(fmt.Sprintf("%T %v %v %v %v", err, err, errors.Unwrap(err), errors.Is(err, e1), errors.Is(err, e2)))
	}
}

// fmt: structs, maps, nesting and pointers with %v, %+v, %#v and %T.
package main

import "fmt"

type inner struct {
	A int
	b string
}

type outer struct {
	inner
	P   *inner
	M   map[string]int
	S   []inner
	I   any
	F   float64
	Err error
	fn  func()
	ch  chan int
}

type color uint8

const (
	red color = iota
	green
)

func (c color) String() string { return [...]string{"red", "green"}[c] }

type pair[A, B any] struct {
	First  A
	Second B
}

type list struct {
	val  int
	next *list
}

type celsius float64
type names []string
type table map[color]names

func main() {
	o := outer{inner: inner{1, "x"}, M: map[string]int{"z": 26, "a": 1, "m": 13}, S: []inner{{2, "y"}}, I: inner{3, "i"}, F: 2}
	fmt.Printf("%v\n%+v\n", o, o)
	fmt.Printf("%#v\n", inner{1, "q\"uote"})
	fmt.Printf("%#v %#v %#v %#v %#v\n", 1, "s", 2.0, []int{1}, map[string]bool{"t": true})
	fmt.Printf("%#v %#v %#v\n", []any{1, "a", nil}, struct{ X, Y int }{1, 2}, [2]string{"a", "b"})
	fmt.Printf("%#v %#v %#v %#v\n", celsius(36.6), names{"n"}, uint8(7), 'x')
	fmt.Printf("%v %+v %T\n", pair[string, int]{"k", 1}, pair[inner, *int]{}, pair[[]int, map[string]bool]{})
	fmt.Printf("%v %d %s %x\n", green, green, green, green)
	fmt.Println(table{green: {"g1", "g2"}, red: nil}, []color{red, green}, map[bool]int{true: 1, false: 0})
	fmt.Println(&inner{1, "p"}, &[]int{1}, &map[string]int{"a": 1}, &[2]int{1, 2})
	fmt.Println([]*inner{nil}, (*list)(nil), [][]int{{1}, nil, {2, 3}}, [2][2]int{{1, 2}, {3, 4}})
	fmt.Println(map[string][]int{"b": {2}, "a": nil}, map[[2]int]string{{2, 1}: "x", {1, 2}: "y"}, map[inner]int{{2, "a"}: 1, {1, "z"}: 2})
	fmt.Println(map[float64]string{2.5: "b", -1: "a"}, map[any]int{3: 1, 1: 5})
	var nilMap map[string]int
	var nilSlice []string
	var nilFunc func()
	var nilChan chan int
	fmt.Println(nilMap, nilSlice, nilFunc == nil, nilChan)
	fmt.Printf("%#v %#v %#v\n", nilMap, nilSlice, nilChan)
	fmt.Printf("%T %T %T %T %T\n", o, &o, nilChan, nilFunc, celsius(1))
	fmt.Printf("%T %T %T\n", struct {
		A int `json:"a"`
		b string
	}{}, func(int, ...string) (bool, error) { return false, nil }, (<-chan []*inner)(nil))
	fmt.Printf("%v %v\n", struct{ E error }{fmt.Errorf("inside")}, struct{ c color }{green})
	fmt.Printf("%+v\n", []pair[color, *list]{{green, nil}})
	fmt.Printf("%q %q %v\n", 'a', []rune("bc"), []rune("bc"))
	fmt.Printf("%5.1f|%v|%6v\n", []float64{1, 2.25}, []float32{0.5}, celsius(1.5))
	fmt.Printf("%t %v %08b\n", []bool{true, false}, [3]byte{1, 2, 3}, []uint8{5})
	fmt.Printf("%s|%10v|%-8v|\n", names{"x", "y"}, green, inner{1, "z"})
}

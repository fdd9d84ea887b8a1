// Zero values and nil in every type, and what works on them.
package main

import "fmt"

type tree struct {
	l, r *tree
	v    int
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	return t.l.sum() + t.v + t.r.sum()
}

type iface interface{ sum() int }

type zero struct {
	b  bool
	i  int8
	f  float32
	s  string
	p  *int
	sl []int
	m  map[string]int
	c  chan int
	fn func()
	e  error
	a  [2]string
	st struct{ x, y uint16 }
}

func maybe(ok bool) (r *tree, err error) {
	if ok {
		r = &tree{v: 1}
	}
	return
}

func main() {
	var z zero
	fmt.Println(z.b, z.i, z.f, z.s == "", z.p == nil, z.sl == nil, z.m == nil, z.c == nil, z.fn == nil, z.e == nil, z.a, z.st)
	fmt.Println(len(z.sl), cap(z.sl), len(z.m), len(z.c), cap(z.c), len(z.a))
	for range z.sl {
		fmt.Println("never")
	}
	for range z.m {
		fmt.Println("never")
	}
	z.sl = append(z.sl, 1)
	z.sl = append(z.sl, z.sl...)
	fmt.Println(z.sl, z.m["none"], append([]int(nil), nil...) == nil)
	var t *tree
	fmt.Println(t.sum(), (&tree{nil, &tree{v: 5}, 2}).sum())
	var i iface
	fmt.Println(i == nil)
	i = t
	fmt.Println(i == nil, i.sum(), i == iface((*tree)(nil)))
	r, err := maybe(false)
	fmt.Println(r == nil, err == nil, r.sum())
	empty := []int{}
	fmt.Println(empty == nil, len(empty), empty[:0] == nil, z.sl[2:] == nil, len(z.sl[2:]))
	var np *[3]int
	fmt.Println(len(np), cap(np))
	for i := range np {
		fmt.Print(i, " ")
	}
	fmt.Println()
	var a any
	_, ok := a.(int)
	s, ok2 := a.(fmt.Stringer)
	fmt.Println(a, ok, s, ok2, a == nil)
	var f func(int) int
	defer func() {
		fmt.Println("recovered:", recover())
		var nilErr error
		defer func() { fmt.Println("and:", recover()) }()
		fmt.Println(nilErr.Error())
	}()
	f(1)
}

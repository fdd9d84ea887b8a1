// Copy semantics: interfaces, maps, channels, closures and returns hold copies of values.
package main

import "fmt"

type big struct {
	a [6]int
	s string
	p *int
}

func (b big) set(i, v int) big   { b.a[i] = v; return b }
func (b *big) put(i, v int) *big { b.a[i] = v; return b }

var global = big{s: "global"}

func get() big                 { return global }
func getPtr() *big             { return &global }
func swap(a, b big) (big, big) { return b, a }

func main() {
	x := big{s: "x"}
	var i any = x
	x.a[0] = 1
	y := i.(big)
	y.a[0] = 2
	fmt.Println(x.a[0], i.(big).a[0], y.a[0])

	m := map[string]big{"k": x}
	x.a[1] = 5
	z := m["k"]
	z.a[1] = 6
	fmt.Println(m["k"].a[1], x.a[1], z.a[1])

	c := make(chan big, 2)
	c <- x
	x.a[2] = 7
	fmt.Println((<-c).a[2], x.a[2])

	s := []big{x, x}
	for _, e := range s {
		e.put(3, 9)
	}
	for i := range s {
		s[i].put(4, 10+i)
	}
	fmt.Println(s[0].a, s[1].a)
	t := s
	t[0].s = "shared"
	fmt.Println(s[0].s, x.s)

	g := get()
	g.s = "changed"
	getPtr().put(0, 3)
	fmt.Println(global.s, global.a[0], g.a[0])
	fmt.Println(x.set(5, 1).set(4, 2).a, x.a, x.put(5, 8).put(4, 9).a)

	f := func() big { return x }
	x.s = "later"
	fmt.Println(f().s)
	a, b := big{s: "a"}, big{s: "b"}
	a, b = swap(a, b)
	fmt.Println(a.s, b.s)
	arr := [3]big{{s: "0"}, {s: "1"}, {s: "2"}}
	arr2 := arr
	arr[0], arr[2] = arr[2], arr[0]
	fmt.Println(arr[0].s, arr2[0].s, arr == arr2)
	d := x
	defer fmt.Println("deferred copy", d.s)
	d.s = "not seen"
	go func(b big) { b.s = "gone" }(d)
	p := &d
	e := *p
	p.s = "through p"
	fmt.Println(d.s, e.s)
	n := 5
	d.p = &n
	h := d
	*h.p = 6
	fmt.Println(*d.p, n, d.p == h.p)
	structs := struct{ in struct{ v, w int } }{}
	in := structs.in
	in.v = 1
	structs.in.w = 2
	fmt.Println(structs, in)
	type rec struct {
		next *rec
		val  [2]int
	}
	r := rec{val: [2]int{1, 2}}
	r.next = &r
	r2 := r
	r2.val[0] = 50
	fmt.Println(r2.next.val[0], r2.next == &r, r2.next.next.next.val[1])
	var e1, e2 any = big{s: "q"}, big{s: "q"}
	fmt.Println(e1 == e2, e1 == any(big{s: "r"}))
}

// Where slices and bytes of strings live shows in their capacities: the first array of an append, a
// make of variable size and conversions of short strings are in the frame, if they stay there.
package main

import "fmt"

var sink []byte
var sinkS string

type pair struct{ a, b, c int }

func f(s string) {
	b := []byte(s)
	b[0]++
	fmt.Println("bytes var:", len(b), cap(b))
	c := []byte("hello")
	c[0] = 'j'
	fmt.Println("const frame:", len(c), cap(c))
	d := []byte("hello")
	sink = d
	fmt.Println("const heap:", len(d), cap(d))
	e := []byte(s)
	sink = e
	fmt.Println("heap:", len(e), cap(e))
	z := []byte(s)
	fmt.Println("zero copy:", len(z), cap(z), z[0])
	r := []rune(s)
	fmt.Println("runes:", len(r), cap(r))
}

func grow[T any](n int) {
	var s []T
	last := -1
	for range n {
		var x T
		s = append(s, x)
		if cap(s) != last {
			last = cap(s)
			print(last, " ")
		}
	}
	println()
}

func ints() {
	var s []int
	last := -1
	for i := range 20 {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			print(last, " ")
		}
	}
	println()
	var bs []byte
	last = -1
	for i := range 100 {
		bs = append(bs, byte(i))
		if cap(bs) != last {
			last = cap(bs)
			print(last, " ")
		}
	}
	println()
	var ss []string
	last = -1
	for range 9 {
		ss = append(ss, "x")
		if cap(ss) != last {
			last = cap(ss)
			print(last, " ")
		}
	}
	println()
	t := append([]int(nil), 1, 2, 3)
	println("nil3", cap(t))
	u := append([]int{}, 1, 2, 3)
	println("empty3", cap(u))
}

func two() {
	var s []int
	s = append(s, 1)
	println(cap(s))
	s = nil
	s = append(s, 1)
	println(cap(s))
	var q struct{ s []int }
	q.s = append(q.s, 1)
	println(cap(q.s))
	h := []int{1}
	w := append(h[:0:0], 1, 2)
	println(cap(w))
}

//go:noinline
func build(n int) []int {
	var s []int
	for i := range n {
		s = append(s, i)
	}
	return s
}

//go:noinline
func buildCap(n int) []int {
	var s []int
	for i := range n {
		s = append(s, i)
		print(cap(s), " ")
	}
	println()
	return s
}

//go:noinline
func named(n int) (s []string) {
	for range n {
		s = append(s, "a")
	}
	return
}

//go:noinline
func strs(n int) []string {
	s := []string{"q"}
	for range n {
		s = append(s, "a")
	}
	return s
}

//go:noinline
func once() []int {
	var s []int
	s = append(s, 1)
	return s
}

//go:noinline
func dots(x []int) []int {
	var s []int
	s = append(s, x...)
	s = append(s, 1)
	return s
}

func makes(n int) {
	a := make([]int, n)
	b := make([]byte, 0, n)
	println(len(a), cap(a), len(b), cap(b))
}

func main() {
	f("hey")
	f("a string of more than thirty-two bytes in all")
	grow[int](10)
	grow[pair](5)
	ints()
	two()
	for _, n := range []int{0, 1, 2, 3, 4, 5, 6, 9} {
		a, b := build(n), named(n)
		fmt.Println(n, len(a), cap(a), a == nil, len(b), cap(b))
	}
	fmt.Println(cap(buildCap(9)), cap(buildCap(3)))
	for n := range 5 {
		fmt.Print(cap(strs(n)), " ")
	}
	fmt.Println(cap(once()), cap(dots([]int{1, 2})))
	makes(2)
	makes(9)
}

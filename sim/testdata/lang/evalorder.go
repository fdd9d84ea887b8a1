// The order that the language fixes: calls and receives from left to right, then the assignment.
package main

import "fmt"

var trace string

func f(name string, v int) int { trace += name + " "; return v }

func show() { fmt.Println(trace); trace = "" }

func ptr(name string, p *int) *int { trace += name + " "; return p }

type T struct{ n int }

func (t T) add(v int) T { trace += fmt.Sprint("add", v, " "); t.n += v; return t }

func two(a, b int) (int, int) { return b, a }

func main() {
	_ = f("a", 1) + f("b", 2)*f("c", 3)
	show()
	arr := [3]int{}
	arr[f("i", 1)] = f("v", 2)
	arr[f("j", 0)], arr[f("k", 2)] = f("x", 5), f("y", 6)
	show()
	fmt.Println(arr)
	_ = T{f("s", 1)}.add(f("p", 2)).add(f("q", 3))
	show()
	_ = map[int]int{f("k1", 1): f("v1", 1), f("k2", 2): f("v2", 2)}
	_ = []int{f("e0", 0), f("e1", 1)}
	show()
	c := make(chan int, 2)
	c <- 10
	c <- 3
	fmt.Println(<-c - <-c)
	x, y := 1, 2
	x, y = y, x+y
	fmt.Println(x, y)
	i := 0
	s := []int{0, 0, 0}
	i, s[i] = 2, 7
	s[0], s[0] = 1, 2
	fmt.Println(i, s)
	*ptr("l", &x) = f("r", 9)
	*ptr("m", &x) += f("n", 1)
	show()
	fmt.Println(x)
	a, b := two(f("1", 1), f("2", 2))
	fmt.Println(a, b)
	show()
	if f("no", 0) == 1 && f("skipped", 1) == 1 || f("yes", 1) == 1 {
		show()
	}
	switch f("tag", 2) {
	case f("c1", 1), f("c2", 2), f("c3", 3):
		show()
	}
	for i := f("init", 0); i < f("cond", 2); i += f("post", 1) {
		trace += "body "
	}
	show()
	for range f("once", 3) {
		trace += "."
	}
	show()
	defer func(v int) { fmt.Println("deferred with", v); show() }(f("now", 4))
	trace += "later "
	m := map[string]int{"a": 1}
	m["a"], m["b"] = m["b"], m["a"]
	fmt.Println(m)
	p := &T{1}
	p, p.n = &T{5}, 3
	fmt.Println(p.n)
	var fn func(int) = func(int) {}
	fn, _ = func(n int) { trace += "new " }, f("w", 1)
	fn(f("arg", 1))
	show()
}

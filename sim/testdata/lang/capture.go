// What closures capture: a variable that is set once might as well be copied, every other
// one must be shared.
package main

import "fmt"

type point struct{ x, y int }

func adder(by int, p point) (func(int) int, func() int) {
	twice := by * 2
	return func(n int) int { return n + by + twice }, func() int { return func() int { return p.x*10 + p.y + by }() }
}

func named() (n int, err error) {
	defer func() {
		n *= 2
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
	}()
	n = 21
	panic("in named")
}

func counter() (inc func(), get func() int) {
	n := 0
	return func() { n++ }, func() int { return n }
}

func late() func() string {
	var s string
	f := func() string { return s }
	s = "set after the capture"
	return f
}

func main() {
	add, sum := adder(3, point{4, 2})
	fmt.Println(add(1), sum())
	fmt.Println(named())
	inc, get := counter()
	inc()
	inc()
	fmt.Println(get(), late()())

	var fs []func() int
	for i := range 3 {
		square := i * i
		fs = append(fs, func() int { return square*10 + i })
	}
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 100; return i })
	}
	var x int
	for range 3 {
		x += 5
		fs = append(fs, func() int { return x })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println(x)

	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))

	p := &point{1, 2}
	arr := [3]int{7, 8, 9}
	text, ok := "text", true
	f := func(i int) string { return fmt.Sprint(p.x, arr[i], text, ok) }
	p.x = 5
	fmt.Println(f(1))
	p = &point{6, 6}
	fmt.Println(f(2))

again:
	y := x
	g := func() int { return y }
	if x++; x < 18 {
		goto again
	}
	fmt.Println(g(), y, x)

	big := [40]int{39: 1}
	h := func() int { return big[39] }
	defer func() { fmt.Println("deferred", h(), big[0]) }()
	big[0] = 4
}

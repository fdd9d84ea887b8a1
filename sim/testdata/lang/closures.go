// Closures share variables; a loop variable is new in each iteration.
package main

func counter() (inc, get func() int) {
	n := 0
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func fib() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

type acc struct{ sum int }

func (a *acc) add(n int) { a.sum += n }
func (a acc) total() int { return a.sum }

func main() {
	inc, get := counter()
	inc()
	inc()
	println(get(), inc(), get())

	f := fib()
	for range 10 {
		print(f(), " ")
	}
	println()

	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		print(f(), " ", f(), " ")
	}
	println()

	var gs []func()
	for i := 0; i < 6; i++ {
		gs = append(gs, func() { print(i, " ") })
		i++
	}
	for _, g := range gs {
		g()
	}
	println()

	println(compose(func(x int) int { return x + 1 }, func(x int) int { return x * x })(4))

	a := acc{}
	add, total := a.add, a.total
	add(5)
	add(6)
	println(a.sum, total(), a.total(), acc.total(a))
	(*acc).add(&a, 1)
	println(a.sum)

	var rec func(int) int
	rec = func(n int) int {
		if n == 0 {
			return 1
		}
		return n * rec(n-1)
	}
	println(rec(10))
	x := 1
	func() {
		x := x + 1
		x++
		println(x)
	}()
	println(x)
}

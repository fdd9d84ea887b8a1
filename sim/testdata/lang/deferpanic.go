// Defer, panic and recover: order, arguments, results, repanic, nested recovery.
package main

func order() {
	for i := range 4 {
		defer print(i, " ")
	}
	defer func() { print("last deferred first: ") }()
}

func args() {
	x := 1
	defer println("deferred arg", x)
	defer func() { println("captured", x) }()
	x = 2
}

func named() (n int, s string) {
	defer func() {
		n *= 2
		if r := recover(); r != nil {
			s = "recovered " + r.(string)
			n++
		}
	}()
	n = 10
	panic("boom")
}

func unnamed() int {
	n := 5
	defer func() { n = 100 }()
	return n
}

func nested() (out string) {
	defer func() { out += " outer:" + recover().(string) }()
	defer func() {
		defer func() { out += "inner:" + recover().(string) }()
		panic("two")
	}()
	panic("one")
}

func replaced() (out string) {
	defer func() { out = recover().(string) }()
	defer func() { panic("second") }()
	panic("first")
}

func helper() any { return recover() }

func indirect() (r any) {
	defer func() { r = recover() }()
	defer func() { println("not directly deferred:", helper() == nil) }()
	panic("direct")
}

func deep(n int) {
	defer func() { print("u", n, " ") }()
	if n == 3 {
		panic("bottom")
	}
	deep(n + 1)
}

func again() {
	defer func() {
		r := recover()
		println("got", r.(string))
	}()
	func() {
		defer func() {
			if r := recover(); r != nil {
				panic(r.(string) + "+")
			}
		}()
		panic("p")
	}()
}

type closer struct{ name string }

func (c *closer) Close() { print(c.name, " ") }

func loop() {
	c := &closer{"a"}
	defer c.Close()
	c = &closer{"b"}
	defer c.Close()
	for _, s := range []string{"x", "y"} {
		func() {
			defer (&closer{s}).Close()
			print("in ")
		}()
	}
}

func main() {
	order()
	println()
	args()
	n, s := named()
	println(n, s, unnamed())
	println(nested())
	println(replaced())
	println(indirect().(string))
	func() {
		defer func() { println(recover().(string)) }()
		deep(0)
	}()
	again()
	loop()
	println(recover() == nil)
	for i := range 3 {
		func() {
			defer func() {
				r, ok := recover().(error)
				println(i, ok, ok && r.Error() != "")
			}()
			var a []int
			_ = a[i]
		}()
	}
	if true {
		defer println("main's deferred call")
	}
}

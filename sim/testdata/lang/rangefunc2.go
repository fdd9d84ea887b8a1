package main

import (
	"errors"
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("count done")
		for i := range n {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func find(want int) (res string, err error) {
	defer func() { res += "!" }()
	for i := range count(5) {
		defer fmt.Println("deferred", i)
		if i == want {
			return fmt.Sprint("found ", i), nil
		}
	}
	return "none", errors.New("not found")
}

func nested() (out []string) {
outer:
	for i := range count(4) {
		for j := range count(4) {
			switch {
			case j == 1 && i == 0:
				continue outer
			case j == 2 && i == 1:
				break outer
			case j == 3:
				break
			}
			out = append(out, fmt.Sprint(i, j))
		}
	}
	return
}

func gotos() {
	n := 0
again:
	for i := range count(3) {
		if i == 1 && n < 2 {
			n++
			goto again
		}
	}
	fmt.Println("n", n)
}

func panics() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	for i := range count(3) {
		if i == 2 {
			panic("in body")
		}
	}
	return
}

func recovers() {
	seq := func(yield func(int) bool) {
		defer func() { fmt.Println("iterator recovers", recover()) }()
		yield(1)
	}
	defer func() { fmt.Println("outer", recover()) }()
	for range seq {
		panic("boom")
	}
	fmt.Println("after loop")
}

func bad() {
	defer func() { fmt.Println(recover()) }()
	for i := range func(yield func(int) bool) {
		yield(1)
		yield(2)
	} {
		fmt.Println("bad", i)
		break
	}
}

func leak() {
	var saved func(int) bool
	for range func(yield func(int) bool) { saved = yield } {
	}
	defer func() { fmt.Println(recover()) }()
	saved(1)
}

func closures() {
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 100; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
}

func pull() {
	next, stop := iter.Pull2(func(yield func(string, error) bool) {
		defer fmt.Println("pull cleanup")
		_ = yield("a", nil) && yield("b", errors.New("e"))
	})
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
}

func noargs() {
	n := 0
	for range func(yield func() bool) {
		for yield() {
		}
	} {
		n++
		if n == 4 {
			break
		}
	}
	fmt.Println(n)
}

func results() (a int, b string) {
	for i, s := range func(yield func(int, string) bool) {
		if !yield(1, "x") {
			return
		}
		yield(2, "y")
	} {
		a, b = i, s
		if i == 2 {
			return
		}
	}
	return -1, ""
}

func selectIn(c chan int) (n int) {
loop:
	for i := range count(10) {
		select {
		case v := <-c:
			n += v
			continue loop
		default:
			if i > 3 {
				break loop
			}
		}
		n += 100
	}
	return
}

func main() {
	fmt.Println(find(2))
	fmt.Println(find(9))
	fmt.Println(nested())
	gotos()
	fmt.Println(panics())
	recovers()
	bad()
	leak()
	closures()
	pull()
	noargs()
	fmt.Println(results())
	c := make(chan int, 2)
	c <- 1
	c <- 2
	fmt.Println(selectIn(c))
}

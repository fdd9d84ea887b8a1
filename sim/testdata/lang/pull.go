// What iter.Pull does with stop, panics, Goexit and calls of next out of turn.
package main

import (
	"fmt"
	"iter"
	"runtime"
)

func count(yield func(int) bool) {
	defer fmt.Println("count ends")
	for i := range 3 {
		fmt.Print("y", i, " ")
		if !yield(i) {
			return
		}
	}
}

func main() {
	go fmt.Println("g")
	next, stop := iter.Pull(count)
	for v, ok := next(); ok; v, ok = next() {
		fmt.Print("n", v, " ")
	}
	stop()
	fmt.Println(next())
	runtime.Gosched()
	next, stop = iter.Pull(count)
	fmt.Println(next())
	fmt.Println(runtime.NumGoroutine())
	stop()
	stop()
	fmt.Println(runtime.NumGoroutine())
	n2, s2 := iter.Pull2(func(y func(int, string) bool) { y(1, "a"); panic("boom") })
	fmt.Println(n2())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		n2()
	}()
	fmt.Println(n2())
	s2()
	next, stop = iter.Pull(func(func(int) bool) { runtime.Goexit() })
	go func() {
		defer fmt.Println("goexit deferred")
		next()
		fmt.Println("not reached")
	}()
	runtime.Gosched()
	runtime.Gosched()
	_, stop = iter.Pull(count)
	stop()
	next, _ = iter.Pull(count)
	next()
	next2, _ := iter.Pull(func(y func(int) bool) { next() })
	next2()
	fmt.Println("end")
}

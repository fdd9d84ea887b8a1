// iter.Pull turns an iterator inside out: next and stop switch to it as a coroutine.
package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("iterator done")
		for i := range n {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	stop()
	for x, y := range zip(count(5), count(2)) {
		fmt.Println(x, y)
	}
	next2, stop2 := iter.Pull2(func(yield func(string, int) bool) { yield("a", 1) })
	fmt.Println(next2())
	fmt.Println(next2())
	stop2()
	_, never := iter.Pull(count(1))
	never()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		next, stop := iter.Pull(func(func(int) bool) { panic("in the iterator") })
		defer stop()
		next()
	}()
}

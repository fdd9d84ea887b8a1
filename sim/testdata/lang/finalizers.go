package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"
)

type node struct {
	id   int
	next *node
}

type file struct{ name string }

func (f *file) Close() error { fmt.Println("close", f.name); return nil }

var saved *node

func collect() {
	runtime.GC()
	time.Sleep(time.Millisecond)
}

//go:noinline
func chain() {
	// a leads to b: the finalizer of a first, that of b a cycle later.
	b := &node{id: 2}
	a := &node{id: 1, next: b}
	runtime.SetFinalizer(a, func(n *node) { fmt.Println("finalize", n.id, "->", n.next.id) })
	runtime.SetFinalizer(b, func(n *node) { fmt.Println("finalize", n.id) })
}

//go:noinline
func many() {
	for i := range 10 {
		runtime.SetFinalizer(&node{id: i}, func(n *node) { fmt.Print(n.id, " ") })
	}
}

//go:noinline
func resurrect() {
	runtime.SetFinalizer(&node{id: 77}, func(n *node) {
		fmt.Println("saved", n.id)
		saved = n
	})
}

//go:noinline
func again(n *node) {
	runtime.SetFinalizer(n, func(n *node) { fmt.Println("gone at last:", n.id) })
}

//go:noinline
func shapes() {
	runtime.SetFinalizer(&file{"iface"}, func(c io.Closer) { c.Close() })
	runtime.SetFinalizer(&file{"any"}, func(x any) { fmt.Printf("%T %v\n", x, x.(*file).name) })
	runtime.SetFinalizer(&file{"results"}, func(f *file) (int, error) { fmt.Println(f.name); return 1, errors.New("x") })
	runtime.SetFinalizer(&file{"method"}, (*file).Close)
	runtime.SetFinalizer(&file{"removed"}, (*file).Close)
	f := &file{"taken back"}
	runtime.SetFinalizer(f, (*file).Close)
	runtime.SetFinalizer(f, nil)
}

//go:noinline
func cycle() {
	// Each leads to the other: neither is ever finalized.
	a := &node{id: 100}
	a.next = &node{id: 101, next: a}
	runtime.SetFinalizer(a, func(n *node) { fmt.Println("never") })
	runtime.SetFinalizer(a.next, func(n *node) { fmt.Println("never") })
}

var global node

func main() {
	chain()
	collect()
	collect()
	many()
	collect()
	fmt.Println()
	resurrect()
	collect()
	again(saved)
	collect()
	saved = nil
	collect()
	shapes()
	collect()
	cycle()
	collect()
	runtime.SetFinalizer(&global, func(*node) { fmt.Println("never: a global") })
	collect()

	keep := &node{id: 5}
	runtime.SetFinalizer(keep, func(n *node) { fmt.Println("kept until", n.id) })
	collect()
	fmt.Println("still used")
	runtime.KeepAlive(keep)
	collect()
	fmt.Println(runtime.NumGoroutine())

	// A finalizer that waits holds the others up.
	c := make(chan int)
	func() {
		runtime.SetFinalizer(&node{id: 1}, func(n *node) { fmt.Println("behind", n.id) })
		runtime.SetFinalizer(&node{id: 2}, func(n *node) { fmt.Println("got", <-c) })
	}()
	collect()
	fmt.Println("send")
	c <- 3
	time.Sleep(time.Millisecond)
}

// Finalizer. Three ways to learn that an object is gone, and when each of them speaks.
//
// A weak pointer does not keep its object: it turns nil when the collector finds nothing else
// that leads to it. A cleanup runs after that, and never sees the object. A finalizer is given
// the object, which is alive again for that call: its memory is free one collection later.
//
//scope:procs 2
//scope:view both
//scope:want output [cleanup of b finalizer of a]
//scope:want output a, c: nil nil
//scope:want output [cleanup of a]
package main

import (
	"fmt"
	"runtime"
	"slices"
	"weak"
)

type file struct {
	name string
	_    [56]byte
}

var news = make(chan string, 4)

func main() {
	wa, wc := files()
	//scope:ask Nothing leads to the three files any more. Are they gone?
	fmt.Println("a, c:", there(wa), there(wc))
	//scope:note Not yet: only a collection finds out that nothing leads to them.
	runtime.GC()
	//scope:note Sweeping finds files that nobody marked, and queues what is to be called for them.
	first := []string{<-news, <-news}
	slices.Sort(first)
	fmt.Println(first)
	//scope:note The weak pointers turned nil first: they stay nil even while the finalizer has a in its hands.
	fmt.Println("a, c:", there(wa), there(wc))
	//scope:ask The finalizer has had a in its hands. When is a's memory free?
	runtime.GC()
	//scope:note Now: a was found dead once more, with no finalizer left. So its cleanup is called.
	fmt.Println([]string{<-news})
}

// files makes three. When it returns, only
// what is registered here knows of them.
//
//go:noinline
func files() (wa, wc weak.Pointer[file]) {
	a, b := &file{name: "a"}, &file{name: "b"}
	c := &file{name: "c"}
	//scope:note The finalizer keeps all that a leads to, but not a itself.
	runtime.SetFinalizer(a, finalizer)
	runtime.AddCleanup(a, cleanup, a.name)
	//scope:note A cleanup gets an argument of its own, here the name: it must not lead to b.
	runtime.AddCleanup(b, cleanup, b.name)
	return weak.Make(a), weak.Make(c)
}

func finalizer(f *file) {
	news <- "finalizer of " + f.name
}

func cleanup(name string) {
	news <- "cleanup of " + name
}

func there(w weak.Pointer[file]) string {
	if w.Value() == nil {
		return "nil"
	}
	return "there"
}

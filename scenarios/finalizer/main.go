// Finalizer. Three ways to learn that an object is gone, and when each of them speaks.
//
// A weak pointer does not keep its object: it turns nil when the collector finds nothing else
// that leads to it. A cleanup runs after that, and never sees the object. A finalizer is given
// the object, which is alive again for that call: its memory is free one collection later.
//
//scope:procs 2
//scope:view both
//scope:want output after the 1st collection: [cleanup of b finalizer of a]
//scope:want output weak pointers to a and c: nil nil
//scope:want output after the 2nd collection: [cleanup of a]
package main

import (
	"fmt"
	"runtime"
	"slices"
	"weak"
)

type file struct {
	name   string
	buffer [56]byte
}

var said = make(chan string, 4)

func main() {
	wa, wc := open()
	//scope:ask open has returned, and nothing leads to the three files. Are they gone?
	fmt.Println("weak pointers to a and c:", there(wa), there(wc))
	//scope:note Gone is what a collection finds to be gone: until then the memory stays as it is.
	runtime.GC()
	//scope:note Sweeping finds files that nobody marked, and queues what is to be called for them.
	news := []string{<-said, <-said}
	slices.Sort(news)
	fmt.Println("after the 1st collection:", news)
	//scope:note The weak pointers turned nil before anything was called, so that none brings a file back.
	fmt.Println("weak pointers to a and c:", there(wa), there(wc))
	//scope:ask The finalizer has had a in its hands. When is a's memory free?
	runtime.GC()
	//scope:note Now: this collection found it dead once more, and without a finalizer. Its cleanup is called.
	fmt.Println("after the 2nd collection:", []string{<-said})
}

// open makes the files. Only what is registered here knows of them when it returns.
//
//go:noinline
func open() (wa, wc weak.Pointer[file]) {
	a, b, c := &file{name: "a"}, &file{name: "b"}, &file{name: "c"}
	//scope:note The finalizer keeps all that a leads to, but not a itself.
	runtime.SetFinalizer(a, func(f *file) { said <- "finalizer of " + f.name })
	runtime.AddCleanup(a, func(name string) { said <- "cleanup of " + name }, a.name)
	//scope:note A cleanup gets an argument of its own, here the name: it must not lead to b.
	runtime.AddCleanup(b, func(name string) { said <- "cleanup of " + name }, b.name)
	return weak.Make(a), weak.Make(c)
}

func there(w weak.Pointer[file]) string {
	if w.Value() == nil {
		return "nil"
	}
	return "there"
}

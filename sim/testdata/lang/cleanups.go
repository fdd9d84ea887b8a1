package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
	"unique"
	"weak"
)

type blob struct {
	data [100]byte
	n    int
}

func collect() {
	runtime.GC()
	time.Sleep(time.Millisecond)
}

//go:noinline
func make3() {
	for i := range 3 {
		b := &blob{n: i}
		runtime.AddCleanup(b, func(s string) { fmt.Println("cleanup", s) }, fmt.Sprint("blob ", i))
	}
}

//go:noinline
func several() {
	b := new(blob)
	runtime.AddCleanup(b, func(int) { fmt.Println("first") }, 1)
	stopped := runtime.AddCleanup(b, func(int) { fmt.Println("never") }, 2)
	runtime.AddCleanup(&b.n, func(int) { fmt.Println("inner") }, 3)
	stopped.Stop()
	stopped.Stop()
}

//go:noinline
func both() weak.Pointer[blob] {
	b := &blob{n: 9}
	runtime.SetFinalizer(b, func(b *blob) { fmt.Println("finalizer", b.n) })
	runtime.AddCleanup(b, func(n int) { fmt.Println("then the cleanup", n) }, 9)
	return weak.Make(b)
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

type key struct {
	a string
	b int
}

func main() {
	make3()
	collect()
	several()
	collect()
	w := both()
	fmt.Println(w.Value() != nil, w.Value().n)
	collect()
	fmt.Println("weak is nil with the finalizer:", w.Value() == nil)
	collect()

	b := &blob{n: 4}
	w1, w2 := weak.Make(b), weak.Make(b)
	inner := weak.Make(&b.n)
	fmt.Println(w1 == w2, w1.Value() == b, *inner.Value())
	collect()
	fmt.Println(w1.Value() == b, inner.Value() == &b.n)
	runtime.KeepAlive(b)
	collect()
	fmt.Println(w1.Value(), inner.Value(), w1 == w2)
	var none weak.Pointer[blob]
	fmt.Println(none.Value(), weak.Make[blob](nil) == none)

	try("nil", func() { runtime.AddCleanup[blob](nil, func(int) {}, 1) })
	try("itself", func() { b := new(blob); runtime.AddCleanup(b, func(*blob) {}, b) })
	try("within", func() { b := new(blob); runtime.AddCleanup(b, func(*int) {}, &b.n) })
	try("closes over", func() { b := new(blob); runtime.AddCleanup(b, func(int) { b.n++ }, 1) })

	h1, h2, h3 := unique.Make("abc"), unique.Make("ab"+string([]byte{'c'})), unique.Make("abd")
	fmt.Println(h1 == h2, h1 == h3, h1.Value(), h3.Value())
	k1, k2 := unique.Make(key{"x", 1}), unique.Make(key{"x", 1})
	fmt.Println(k1 == k2, k1.Value(), unique.Make(struct{}{}) == unique.Make(struct{}{}))
	collect()
	fmt.Println(h1 == unique.Make("abc"), k2 == unique.Make(key{"x", 1}))
	for i := range 100 {
		unique.Make(i)
	}
	collect()
	collect()
	fmt.Println(unique.Make(5).Value())

	// What a pool holds survives one collection, not two.
	pool := sync.Pool{New: func() any { return "new" }}
	pool.Put("a")
	collect()
	fmt.Println(pool.Get())
	pool.Put("b")
	collect()
	collect()
	fmt.Println(pool.Get())
	func() {
		x := &blob{n: 1}
		runtime.SetFinalizer(x, func(*blob) { fmt.Println("pool's blob is gone") })
		pool.Put(x)
	}()
	collect()
	fmt.Println("one")
	collect()
	fmt.Println("two")
	time.Sleep(time.Millisecond)
}

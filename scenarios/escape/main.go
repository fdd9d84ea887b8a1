// Escape. Where a value lives: in the frame of its function, or in the heap.
//
// A frame is gone when its function returns, and costs nothing. So the compiler looks where
// the address of each variable can go. If it cannot outlive the frame, the variable stays
// there. If it might, the variable escapes to the heap, and the collector has to find out
// when nobody needs it any more. `go build -gcflags='-m -l'` prints what the compiler decided.
//
// Each line of the output is a function, and how many objects a call of it makes in the heap.
//
//scope:procs 1
//scope:want output local 0
//scope:want output lent 0
//scope:want output returned 1
//scope:want output captured 2
//scope:want output sent 1
//scope:want output small 0
//scope:want output large 1
//scope:want output grown 0
//scope:want output built 1
package main

import (
	"fmt"
	"testing"
)

type point struct{ x, y int }

func main() {
	count("local", func() { local(3) })
	count("lent", func() { lent(3) })
	//scope:ask returned gives back the address of its own variable p. Can the caller still use p?
	count("returned", func() { returned(3) })
	count("captured", func() { captured()() })
	count("sent", func() { sent(3) })
	count("small", func() { _ = sized(4) })
	count("large", func() { _ = sized(5) })
	count("grown", func() { grown(4) })
	count("built", func() { built(4) })
}

func count(name string, f func()) {
	n := testing.AllocsPerRun(3, f)
	fmt.Println(name, n)
}

//go:noinline
func local(n int) int {
	p := point{n, 2}
	//scope:note The address of p stays in this function: p lives in the frame, and so does q.
	q := &p
	return q.x + q.y
}

//go:noinline
func lent(n int) int {
	p := point{n, 2}
	//scope:note length reads through the address and keeps nothing. It is gone before this frame is.
	return length(&p)
}

//go:noinline
func length(p *point) int {
	return p.x + p.y
}

//go:noinline
func returned(n int) *point {
	p := point{n, 2}
	//scope:note It can: the compiler has moved p to the heap, because its address is returned.
	return &p
}

//go:noinline
func captured() func() int {
	n := 0
	//scope:note The literal is returned and changes n. Two objects: n, and the closure with the address of n.
	return func() int {
		n++
		return n
	}
}

var points = make(chan *point, 1)

//go:noinline
func sent(n int) int {
	//scope:note Whoever receives the pointer may be another goroutine, with a stack of its own: to the heap.
	points <- &point{n, 2}
	return (<-points).x
}

//go:noinline
func sized(n int) int {
	//scope:note The compiler does not know n. The frame has room for 32 bytes: five ints go to the heap.
	list := make([]int, n)
	return len(list)
}

//go:noinline
func grown(n int) int {
	var list []int
	for i := range n {
		//scope:note The array stays in this function: the first 32 bytes of it are in the frame.
		list = append(list, i)
	}
	return len(list)
}

//go:noinline
func built(n int) []int {
	var list []int
	for i := range n {
		list = append(list, i)
	}
	//scope:note The array leaves here and nowhere else. It grew in the frame and is moved to the heap once, now.
	return list
}

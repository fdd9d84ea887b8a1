// A full local queue. When the ring of a P is full, its older half moves to the global queue.
//
// Go's ring holds 256 goroutines. Here it holds 8, so that sixteen goroutines are enough
// to overflow it. Every P looks at the global queue when its own queue is empty, and on
// every 61st turn before its own, so that nobody waits there for ever.
//
//scope:procs 1
//scope:runq 8
//scope:want output 16 of 16 ran
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	ran := make([]int, 16)
	//scope:note Each new goroutine takes runnext and pushes the one that was there to the end of the ring.
	for i := range ran {
		wg.Go(func() { ran[i] = 1 })
	}
	//scope:note Twice the ring was full: its oldest four, and the one with no room, went to the global queue.
	total := 0
	//scope:ask Sixteen goroutines wait for one P. Which runs first, and which wait longest?
	wg.Wait()
	//scope:note First runnext, then the ring, then the global queue: the youngest went first, the oldest late.
	for _, n := range ran {
		total += n
	}
	fmt.Println(total, "of", len(ran), "ran")
}

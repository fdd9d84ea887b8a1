// Work stealing. All the work is born on one P; a P with nothing to do takes half of it.
//
// main starts ten busy goroutines. They all land in the local queue of main's P, while
// the other Ps have nothing to do. Nobody sends them work: a thread that holds an idle P
// spins. It looks at the other Ps in random order and takes the older half of the first
// queue it finds.
//
//scope:procs 4
//scope:seed 7
//scope:want output 10000 [10000 10000 10000 10000 10000 10000 10000 10000 10000 10000]
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	counts := make([]int, 10)
	//scope:note Ten goroutines are born on main's P: the newest in runnext, nine in the ring, in order.
	for i := range counts {
		wg.Go(func() { counts[i] = work() })
	}
	//scope:ask The first go statement woke a thread, and it looks for work. Nine wait here. How many will it take?
	own := work()
	//scope:note Five, the older half, rounded up. It ran the last of them and queued the other four.
	wg.Wait()
	//scope:note Each thread that found work woke one more, so all four Ps were busy soon.
	fmt.Println(own, counts)
}

// work keeps its P busy for a while.
func work() (done int) {
	for range 10_000 {
		done++
	}
	return done
}

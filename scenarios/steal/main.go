// Work stealing. All the work is born on one P; a P with nothing to do takes half of it.
//
// main starts ten busy goroutines. They all land in the local queue of main's P, while
// the other Ps have nothing to do. Nobody sends them work: a thread that holds an idle P
// spins. It looks at the other Ps in random order and takes the older half of the first
// queue it finds.
//
//scope:procs 4
//scope:seed 7
//scope:want output main: 10000 others: 100000
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	counts := make([]int, 10)
	//scope:note Ten goroutines are born on main's P: the newest in runnext, the others in the ring, in order.
	for i := range counts {
		wg.Go(func() { counts[i] = work(10_000) })
	}
	//scope:note The first go statement woke one thread. It spins, holding a P, and looks for work.
	own := work(10_000)
	//scope:ask A spinning thread finds six goroutines in a ring. How many does it take, and which runs first?
	wg.Wait()
	//scope:note Three, the oldest. It runs the last of the three; the other two wait in its own ring.
	fmt.Println("main:", own, "others:", sum(counts))
}

func work(n int) (done int) {
	for range n {
		done++
	}
	return done
}

func sum(counts []int) (total int) {
	for _, n := range counts {
		total += n
	}
	return total
}

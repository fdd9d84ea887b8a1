// A data race. n++ is three steps: load, add, store. Two Ps may take them at the same time.
//
// Two goroutines count to 50000 in the same variable. If both load the same value, both add
// one to it and both store the same result: an update is lost. One P seldom shows it, as it
// changes goroutines after milliseconds only; with two Ps it happens all the time. Such a
// program has no meaning at all, and go run -race reports it. An atomic Add is one step.
//
//scope:procs 2
//scope:want output atomic: 100000 of 100000
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const rounds = 50_000

func main() {
	plain := 0
	//scope:ask Two goroutines count to 50000 in one variable. What will it hold at the end?
	both(func() { plain++ })
	//scope:note With one P 100000, as a rule. With two Ps some are lost, and each seed loses others.
	fmt.Println("plain:", plain, "of", 2*rounds)

	var safe atomic.Int64
	both(func() { safe.Add(1) })
	//scope:note Add loads, adds and stores in one step, and nobody can come between.
	n := safe.Load()
	fmt.Println("atomic:", n, "of", 2*rounds)
}

// both has two goroutines call count.
func both(count func()) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			//scope:note Many rounds. If a round is load, add and store, the other P may store in between.
			for range rounds {
				count()
			}
		})
	}
	wg.Wait()
}

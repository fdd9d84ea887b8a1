// No stealing. All the work is born on one P, and no other P may take any of it.
//
//scope:procs 4
//scope:off stealing
//scope:seed 7
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	counts := make([]int, 10)
	for i := range counts {
		wg.Go(func() { counts[i] = work() })
	}
	own := work()
	wg.Wait()
	fmt.Println(own, counts)
}

// work keeps its P busy for a while.
func work() (done int) {
	for range 10_000 {
		done++
	}
	return done
}

// One P or four. The same eight goroutines take turns on one P and run side by side on four.
//
// A goroutine needs a P to run, and GOMAXPROCS is the number of Ps. Change it and run
// again: the work and the result stay the same, only the time from start to end changes.
//
//scope:procs 4
//scope:want output sums [99999 99999 99999 99999 99999 99999 99999 99999]
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	sums := make([]int, 8)
	//scope:note Each round makes one goroutine. All of them queue on main's own P.
	for i := range sums {
		wg.Go(func() { sums[i] = count() })
	}
	//scope:ask main is about to wait. With four Ps, how many of the eight run at once?
	wg.Wait()
	//scope:note All eight are done. On one P the same work would have taken about four times as long.
	fmt.Println("sums", sums)
}

func count() (sum int) {
	for i := range 100_000 {
		sum += i % 3
	}
	return sum
}

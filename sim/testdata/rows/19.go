// Row 19: Cond.Signal wakes the oldest waiter.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	for _, yield := range []bool{false, true} {
		var wg sync.WaitGroup
		var order []int
		c := sync.NewCond(new(sync.Mutex))
		for i := range 6 {
			wg.Go(func() {
				c.L.Lock()
				c.Wait()
				order = append(order, i)
				c.L.Unlock()
			})
			runtime.Gosched()
		}
		for range 6 {
			c.Signal()
			if yield {
				runtime.Gosched()
			}
		}
		wg.Wait()
		fmt.Println(order)
	}
}

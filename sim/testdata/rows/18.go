// Row 18: Cond.Broadcast readies in the order of waiting; the last stands in runnext.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
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
	c.Broadcast()
	wg.Wait()
	fmt.Println(order)
}

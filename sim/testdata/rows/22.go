// Row 22: each Unlock wakes one waiter, so lockers follow one another in order.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []int
	mu.Lock()
	for i := range 6 {
		wg.Go(func() {
			mu.Lock()
			order = append(order, i)
			mu.Unlock()
		})
		runtime.Gosched()
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println(order)
}

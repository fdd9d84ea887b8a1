// Row 21: RWMutex.Unlock releases all readers that wait.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.RWMutex
	var order []int
	mu.Lock()
	for i := range 6 {
		wg.Go(func() {
			mu.RLock()
			order = append(order, i)
			mu.RUnlock()
		})
		runtime.Gosched()
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println(order)
}

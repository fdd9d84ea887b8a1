// Row 26: after a writer the readers that queued meanwhile go first.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.RWMutex
	var order []string
	mu.Lock()
	for i := range 2 {
		wg.Go(func() {
			mu.Lock()
			order = append(order, fmt.Sprint("W", i))
			mu.Unlock()
		})
		runtime.Gosched()
		wg.Go(func() {
			mu.RLock()
			order = append(order, fmt.Sprint("R", i))
			mu.RUnlock()
		})
		runtime.Gosched()
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println(order)
}

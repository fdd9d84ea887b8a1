// Row 25: a writer that waits keeps new readers out.
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
	mu.RLock()
	wg.Go(func() {
		mu.Lock()
		order = append(order, "W")
		mu.Unlock()
	})
	runtime.Gosched()
	for _, name := range []string{"R1", "R2"} {
		wg.Go(func() {
			mu.RLock()
			order = append(order, name)
			mu.RUnlock()
		})
		runtime.Gosched()
	}
	mu.RUnlock()
	wg.Wait()
	fmt.Println(order)
}

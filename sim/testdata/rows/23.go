// Row 23: who unlocks may lock again before the one it woke.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []string
	mu.Lock()
	wg.Go(func() {
		mu.Lock()
		order = append(order, "W")
		mu.Unlock()
	})
	runtime.Gosched()
	for i := range 3 {
		mu.Unlock()
		mu.Lock()
		order = append(order, fmt.Sprint("m", i))
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println(order)
}

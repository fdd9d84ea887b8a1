// Row 24: a waiter that starves for a millisecond is handed the mutex, and the one who unlocks yields.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []string
	mu.Lock()
	for _, name := range []string{"a", "b"} {
		wg.Go(func() {
			mu.Lock()
			order = append(order, name+"0")
			mu.Unlock()
			order = append(order, name+"1")
		})
		runtime.Gosched()
	}
	for start := time.Now(); time.Since(start) < 3*time.Millisecond; {
	}
	mu.Unlock()
	mu.Lock()
	runtime.Gosched()
	order = append(order, "unlock")
	mu.Unlock()
	order = append(order, "after")
	wg.Wait()
	fmt.Println(order)
}

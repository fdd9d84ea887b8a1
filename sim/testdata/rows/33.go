// Row 33: an expired sleeper comes before all that is queued.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	wg.Go(func() {
		time.Sleep(time.Millisecond)
		order = append(order, "S")
	})
	runtime.Gosched()
	for _, name := range []string{"A", "B", "C"} {
		wg.Go(func() { order = append(order, name) })
	}
	wg.Go(func() {})
	for start := time.Now(); time.Since(start) < 3*time.Millisecond; {
	}
	wg.Wait()
	fmt.Println(order)
}

// Row 32: timers that expired together fire in order; the last to fire sits in runnext.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for i := 1; i <= 5; i++ {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * time.Millisecond)
			order = append(order, i)
		})
	}
	runtime.Gosched()
	for start := time.Now(); time.Since(start) < 7*time.Millisecond; {
	}
	wg.Wait()
	fmt.Println(order)
}

// Row 14: parked receivers get values first in, first out, and run in the order of the wake-ups.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	c := make(chan int)
	for g := range 6 {
		wg.Go(func() {
			v := <-c
			order = append(order, fmt.Sprintf("g%d=%d", g, v))
		})
	}
	runtime.Gosched()
	for v := range 6 {
		c <- v
	}
	wg.Wait()
	fmt.Println(order)
}

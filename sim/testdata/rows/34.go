// Row 34: six that sleep alike fire together: the last to fire goes first.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for i := range 6 {
		wg.Go(func() {
			time.Sleep(10 * time.Millisecond)
			order = append(order, i)
		})
	}
	wg.Wait()
	fmt.Println(order)
}

// Row 7: goroutines that yield in a loop take turns in the order of their first run.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for i := range 4 {
		wg.Go(func() {
			for range 3 {
				order = append(order, i)
				runtime.Gosched()
			}
		})
	}
	wg.Wait()
	fmt.Println(order)
}

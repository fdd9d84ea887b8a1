// Row 6: three goroutines that yield once keep their order in the global queue.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	for _, name := range []string{"A", "B", "C"} {
		wg.Go(func() {
			order = append(order, name+"1")
			runtime.Gosched()
			order = append(order, name+"2")
		})
	}
	wg.Wait()
	fmt.Println(order)
}

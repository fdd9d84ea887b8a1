// Row 5: Gosched puts a goroutine at the end of the global queue.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	loop := func(name string) {
		for i := range 3 {
			order = append(order, fmt.Sprint(name, i))
			runtime.Gosched()
		}
	}
	wg.Go(func() { loop("A") })
	wg.Go(func() { loop("B") })
	loop("m")
	wg.Wait()
	fmt.Println(order)
}

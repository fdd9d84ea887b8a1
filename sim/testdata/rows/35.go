// Row 35: sleeps of an idle program end in the order of their deadlines.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for _, ms := range []int{25, 20, 15, 10, 5} {
		wg.Go(func() {
			time.Sleep(time.Duration(ms) * time.Millisecond)
			order = append(order, ms)
		})
	}
	wg.Wait()
	fmt.Println(order)
}

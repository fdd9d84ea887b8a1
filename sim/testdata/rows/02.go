// Row 2: wg.Go starts goroutines as the go statement does.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for i := range 10 {
		wg.Go(func() { order = append(order, i) })
	}
	wg.Wait()
	fmt.Println(order)
}

// Row 27: neither Lock nor Unlock yields.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []string
	for _, name := range []string{"A", "B"} {
		wg.Go(func() {
			for i := range 3 {
				mu.Lock()
				order = append(order, fmt.Sprint(name, i))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(order)
}

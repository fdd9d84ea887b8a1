// Row 41: a race does not show at one P: nothing runs at the same time.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	n := 0
	for range 1000 {
		wg.Go(func() { n++ })
	}
	wg.Wait()
	fmt.Println(n)
}

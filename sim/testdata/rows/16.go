// Row 16: close readies its receivers from the last to the first.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	c := make(chan bool)
	for i := range 6 {
		wg.Go(func() {
			<-c
			order = append(order, i)
		})
		runtime.Gosched()
	}
	close(c)
	wg.Wait()
	fmt.Println(order)
}

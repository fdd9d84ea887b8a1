// Row 11: each wake-up takes runnext and pushes the one before to the end of the ring.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	var cs [3]chan int
	for i := range cs {
		cs[i] = make(chan int)
		wg.Go(func() {
			<-cs[i]
			order = append(order, i)
		})
		runtime.Gosched()
	}
	for i := range cs {
		cs[i] <- 0
	}
	wg.Wait()
	fmt.Println(order)
}

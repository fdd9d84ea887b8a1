// Row 12: a send to a parked receiver makes it runnable and goes on.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	c := make(chan int)
	wg.Go(func() {
		order = append(order, fmt.Sprint("r", <-c))
	})
	runtime.Gosched()
	c <- 1
	order = append(order, "s")
	wg.Wait()
	fmt.Println(order)
}

// Row 15: a receive from a full buffer moves a waiting sender's value into it.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var values []int
	var order []string
	c := make(chan int, 1)
	c <- 0
	for i := 1; i <= 2; i++ {
		wg.Go(func() {
			c <- i
			order = append(order, fmt.Sprint("s", i))
		})
	}
	runtime.Gosched()
	for range 3 {
		values = append(values, <-c)
	}
	wg.Wait()
	fmt.Println(values, order)
}

// Row 20: a WaitGroup at zero readies its waiters first in, first out.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var work, waiters sync.WaitGroup
	var order []int
	work.Add(1)
	for i := range 6 {
		waiters.Go(func() {
			work.Wait()
			order = append(order, i)
		})
		runtime.Gosched()
	}
	work.Done()
	waiters.Wait()
	fmt.Println(order)
}

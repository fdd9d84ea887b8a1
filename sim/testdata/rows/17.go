// Row 17: cancelling a context closes a channel: its waiters wake as those of close do.
package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	ctx, cancel := context.WithCancel(context.Background())
	for i := range 5 {
		wg.Go(func() {
			<-ctx.Done()
			order = append(order, i)
		})
		runtime.Gosched()
	}
	cancel()
	wg.Wait()
	fmt.Println(order)
}

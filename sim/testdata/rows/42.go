// Row 42: those who call Once.Do meanwhile wait until f is through.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var once sync.Once
	var order []string
	for i := range 3 {
		wg.Go(func() {
			once.Do(func() {
				order = append(order, fmt.Sprint("do", i))
				runtime.Gosched()
				order = append(order, "done")
			})
			order = append(order, fmt.Sprint("ret", i))
		})
	}
	wg.Wait()
	fmt.Println(order)
}

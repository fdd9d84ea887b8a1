// Row 4: 600 goroutines overflow the local queue, and every 61st slice goes to the global one.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []int
	for i := range 600 {
		wg.Add(1)
		go func() {
			order = append(order, i)
			wg.Done()
		}()
	}
	wg.Wait()
	for i := 0; i < len(order); {
		first := i
		for i++; i < len(order) && order[i] == order[i-1]+1; i++ {
		}
		fmt.Print(order[first])
		if i-first > 1 {
			fmt.Print("–", order[i-1])
		}
		fmt.Print(" ")
	}
	fmt.Println()
}

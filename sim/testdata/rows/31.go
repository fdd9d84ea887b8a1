// Row 31: a parent goes on after its go statements; its last child runs next.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var order []string
	for p := range 2 {
		wg.Go(func() {
			order = append(order, fmt.Sprint("p", p))
			for c := range 2 {
				wg.Go(func() { order = append(order, fmt.Sprintf("c%d%d", p, c)) })
			}
			order = append(order, fmt.Sprint("P", p))
		})
	}
	wg.Wait()
	fmt.Println(order)
}

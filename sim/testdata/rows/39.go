// Row 39: iter.Pull switches between coroutines past all queues.
package main

import (
	"fmt"
	"iter"
)

func main() {
	done := make(chan bool)
	var order []string
	go func() {
		order = append(order, "g")
		close(done)
	}()
	next, stop := iter.Pull(func(yield func(int) bool) {
		for i := range 3 {
			order = append(order, fmt.Sprint("y", i))
			if !yield(i) {
				return
			}
		}
	})
	for v, ok := next(); ok; v, ok = next() {
		order = append(order, fmt.Sprint("n", v))
	}
	stop()
	<-done
	fmt.Println(order)
}

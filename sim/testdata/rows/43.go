// Row 43: a main that never yields is preempted to the tail of the global queue.
package main

import (
	"fmt"
	"time"
)

func main() {
	var order []string
	go func() { order = append(order, "A") }()
	go func() { order = append(order, "B") }()
	for start := time.Now(); time.Since(start) < 45*time.Millisecond; {
	}
	order = append(order, "m")
	fmt.Println(order)
}

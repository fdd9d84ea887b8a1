// Row 36: Sleep of nothing, or less, does not yield.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	var order []string
	go func() { order = append(order, "g") }()
	time.Sleep(0)
	order = append(order, "m")
	time.Sleep(-1)
	order = append(order, "m2")
	runtime.Gosched()
	order = append(order, "m3")
	fmt.Println(order)
}

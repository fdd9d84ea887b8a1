// Row 40: runtime.GC lets others run before its caller goes on.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	var order []string
	go func() {
		order = append(order, "g")
		close(done)
	}()
	runtime.GC()
	order = append(order, "m")
	<-done
	fmt.Println(order)
}

// Row 3: system calls that do not last do not change the order.
package main

import (
	"fmt"
	"time"
)

func main() {
	for i := range 10 {
		go fmt.Print(i, " ")
	}
	time.Sleep(20 * time.Millisecond)
	fmt.Println()
}

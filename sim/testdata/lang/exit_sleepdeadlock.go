// While a goroutine sleeps there is no deadlock; it is reported when the last timer is gone.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		time.Sleep(5 * time.Millisecond)
		fmt.Println("slept")
	}()
	mu.Lock()
}

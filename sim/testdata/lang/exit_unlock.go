// Unlocking a mutex that is not locked is fatal: it cannot be recovered, no deferred call runs.
package main

import (
	"fmt"
	"sync"
)

func main() {
	defer func() { fmt.Println("never", recover()) }()
	var mu sync.Mutex
	mu.Lock()
	mu.Unlock()
	fmt.Println("unlocking twice")
	mu.Unlock()
}

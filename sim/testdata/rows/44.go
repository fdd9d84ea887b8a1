// Row 44: Goexit runs the deferred calls, in which recover returns nil.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() { fmt.Println("deferred", recover()) }()
		runtime.Goexit()
		fmt.Println("never")
	}()
	wg.Wait()
}

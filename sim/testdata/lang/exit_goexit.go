// When main calls Goexit the others go on; when the last has ended, it is a deadlock.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	defer fmt.Println("main's deferred call, recovered", recover())
	for i := range 3 {
		go fmt.Println("goroutine", i)
	}
	runtime.Goexit()
}

// os.Exit ends the program at once: no deferred call runs, no goroutine is waited for.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("never")
	go fmt.Println("never")
	fmt.Println("leaving")
	os.Exit(3)
}

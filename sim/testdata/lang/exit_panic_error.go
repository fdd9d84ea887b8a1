// A panic that nobody recovers prints its error and exits with status 2, after the deferred calls.
package main

import (
	"errors"
	"fmt"
)

func main() {
	defer fmt.Println("deferred in main")
	func() {
		defer fmt.Println("deferred in the function")
		panic(fmt.Errorf("load: %w", errors.New("no such thing")))
	}()
	fmt.Println("never")
}

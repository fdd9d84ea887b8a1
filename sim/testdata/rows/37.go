// Row 37: when main returns nobody is waited for.
package main

import "fmt"

func main() {
	go fmt.Println("never printed")
}

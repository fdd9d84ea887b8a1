// The text of a panic that crosses many frames, each with a deferred call.
package main

import "fmt"

type depth int

func (d depth) String() string { return fmt.Sprintf("depth %d", int(d)) }

func dive(d depth) {
	defer func() {
		if d == 2 {
			fmt.Println("at", d, "recovered", recover())
			panic(fmt.Sprint("rethrown at ", d))
		}
	}()
	if d == 5 {
		panic(d)
	}
	dive(d + 1)
}

func main() {
	dive(0)
}

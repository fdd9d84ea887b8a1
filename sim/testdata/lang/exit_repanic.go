// A recovered panic and the one that replaced it are both shown.
package main

import "fmt"

func main() {
	defer func() {
		r := recover()
		fmt.Println("saw", r)
		panic(fmt.Sprint("again: ", r))
	}()
	panic("first")
}

// A panic in a deferred call while another is under way: both are shown, neither recovered.
package main

import "fmt"

func main() {
	defer fmt.Println("the last deferred call still runs")
	defer func() {
		panic("second")
	}()
	panic("first")
}

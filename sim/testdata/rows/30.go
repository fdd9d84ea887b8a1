// Row 30: a pipeline over unbuffered channels: generate, square, collect.
package main

import "fmt"

func main() {
	var order []string
	say := func(what string, i int) { order = append(order, fmt.Sprint(what, i)) }
	numbers, squares := make(chan int), make(chan int)
	go func() {
		for i := range 4 {
			say("g", i)
			numbers <- i
		}
		close(numbers)
	}()
	go func() {
		for i := range numbers {
			say("s", i)
			squares <- i * i
		}
		close(squares)
	}()
	for i := range squares {
		say("=", i)
	}
	fmt.Println(order)
}

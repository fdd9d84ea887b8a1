// Row 8: an unbuffered channel, the producer a goroutine and main the receiver.
package main

import "fmt"

func main() {
	var order []string
	say := func(what string, i int) { order = append(order, fmt.Sprint(what, i)) }
	c := make(chan int)
	go func() {
		for i := range 5 {
			say("s", i)
			c <- i
			say("S", i)
		}
		close(c)
	}()
	for i := range c {
		say("r", i)
	}
	fmt.Println(order)
}

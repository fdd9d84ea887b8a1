// Row 10: a buffer of three: the sender fills it, the receiver drains it.
package main

import "fmt"

func main() {
	var order []string
	say := func(what string, i int) { order = append(order, fmt.Sprint(what, i)) }
	c, done := make(chan int, 3), make(chan bool)
	go func() {
		for i := range c {
			say("r", i)
		}
		close(done)
	}()
	for i := range 8 {
		c <- i
		say("S", i)
	}
	close(c)
	<-done
	fmt.Println(order)
}

// Row 9: an unbuffered channel, main the producer and the receiver a goroutine.
package main

import "fmt"

func main() {
	var order []string
	say := func(what string, i int) { order = append(order, fmt.Sprint(what, i)) }
	c, done := make(chan int), make(chan bool)
	go func() {
		for i := range c {
			say("r", i)
		}
		close(done)
	}()
	for i := range 5 {
		say("s", i)
		c <- i
		say("S", i)
	}
	close(c)
	<-done
	fmt.Println(order)
}

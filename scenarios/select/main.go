// Select. One goroutine waits on several channels and takes the first that is ready.
//
// main waits for ticks and for the end at the same time. While no case is ready, it stands
// in the queues of all the channels, and whoever comes first wakes it. When several
// cases are ready at once, select picks one of them at random, with equal chances.
//
//scope:procs 1
//scope:want output quit after 3
package main

import (
	"fmt"
	"time"
)

func main() {
	ticks := make(chan int)
	quit := make(chan bool)
	go tick(ticks, quit)
	count := 0
	for {
		//scope:note If no case is ready, main queues on both channels and parks: select.
		select {
		case n := <-ticks:
			//scope:note main woke, left the queue of quit, and runs the case whose sender came.
			fmt.Println("tick", n)
			count++
		case <-quit:
			//scope:note A closed channel is always ready to receive from.
			fmt.Println("quit after", count)
			return
		}
	}
}

func tick(out chan<- int, quit chan<- bool) {
	for n := range 3 {
		//scope:note A sleeping goroutine is parked and holds no P. A timer will make it runnable.
		time.Sleep(time.Millisecond)
		//scope:ask main stands in two queues. It gets this value; what becomes of its place in the other?
		out <- n
	}
	close(quit)
}

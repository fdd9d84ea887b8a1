// An unbuffered channel. Sender and receiver meet, and whoever comes first waits.
//
// A producer sends five numbers and main receives them. There is no buffer: each value is
// copied from one goroutine straight to the other. The one who comes second does not
// wait. It makes the other runnable and goes on.
//
//scope:procs 1
//scope:want output sum 10
package main

import "fmt"

func main() {
	numbers := make(chan int)
	go produce(numbers)
	sum := 0
	//scope:ask Nobody has sent yet. What happens to main when it tries to receive?
	for n := range numbers {
		//scope:note main has a value, and goes on until it has to wait again.
		sum += n
		fmt.Println("received", n)
	}
	//scope:note The channel is closed and nothing is left in it, so the loop ends.
	fmt.Println("sum", sum)
}

func produce(out chan<- int) {
	//scope:note main parked: chan receive. Now the producer has the P.
	for n := 0; n < 5; n++ {
		//scope:note If a receiver waits, it gets the value now. If none does, the sender parks: chan send.
		out <- n
	}
	//scope:note close wakes every receiver that waits, to tell it that no value will come.
	close(out)
}

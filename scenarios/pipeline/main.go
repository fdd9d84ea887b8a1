// A pipeline. Each stage is a goroutine; values flow from one to the next through channels.
//
// One goroutine makes numbers, one squares them, main adds them up. Nobody is told when
// to run: a stage parks when it has nothing to receive or nobody to send to, and that alone
// sets the order. close passes along the pipeline and ends each stage in its turn.
//
//scope:procs 1
//scope:want output sum 55
package main

import "fmt"

func main() {
	numbers := make(chan int)
	squares := make(chan int)
	go generate(numbers)
	go square(numbers, squares)
	sum := 0
	//scope:ask Three goroutines, two channels, one P. main receives: who must run before it can go on?
	for sq := range squares {
		sum += sq
	}
	//scope:note numbers was closed, so square closed squares, so main's loop ended.
	fmt.Println("sum", sum)
}

func generate(out chan<- int) {
	//scope:note The first stage. Its first send meets a receiver that waits, and does not park.
	for n := 1; n <= 5; n++ {
		out <- n
	}
	//scope:note The end of the values. A range over this channel ends when it is empty.
	close(out)
}

func square(in <-chan int, out chan<- int) {
	//scope:note The stage in the middle: it receives from one neighbour and sends to the other.
	for n := range in {
		out <- n * n
	}
	//scope:note Its input is closed, so it closes its output: that is how the end travels.
	close(out)
}

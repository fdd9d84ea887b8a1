// A buffered channel. The sender runs ahead until the buffer is full.
//
// The buffer holds three values; main sends eight. A send that finds room wakes nobody
// and does not yield, so on one P sender and receiver take long turns: each
// goes on until the buffer is full, or empty, and it has to park.
//
//scope:procs 1
//scope:want output received 8
package main

import "fmt"

func main() {
	jobs := make(chan int, 3)
	done := make(chan int)
	go drain(jobs, done)
	for n := range 8 {
		//scope:note With room in the buffer main sends and goes on. With none it parks: chan send.
		jobs <- n
	}
	close(jobs)
	//scope:ask The channel is closed with values in its buffer. Are they lost?
	count := <-done
	//scope:note No. A closed channel first gives out all that is in its buffer.
	fmt.Println("received", count)
}

func drain(in <-chan int, done chan<- int) {
	count := 0
	//scope:note The buffer is full and main is parked, so the receiver has the P at last.
	for n := range in {
		//scope:note It took the oldest value. If a sender waited, that one's value has filled the gap.
		fmt.Println("job", n)
		count++
	}
	done <- count
}

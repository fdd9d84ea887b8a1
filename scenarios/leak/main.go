// A leak. A goroutine that waits for ever is never freed: nobody can receive what it sends.
//
// fastest asks three servers and takes the first answer. The others answer, too, but nobody
// receives any more: two goroutines are parked on a channel that only they know, and all that
// they hold stays with them. No deadlock is reported, for main goes on. With room for all the
// answers in the channel nobody has to wait.
//
//scope:procs 2
//scope:want output unbuffered 0 goroutines 3
//scope:want output buffered 0 goroutines 3
//scope:want leak chan send (leaked)
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	answer := fastest(make(chan int))
	//scope:note The other two will answer while main sleeps.
	time.Sleep(20 * time.Millisecond)
	//scope:ask fastest has returned, and so has all that it called. How many goroutines are there?
	report("unbuffered", answer)

	//scope:note Three: main, and two that can never send. The next channel has room for all answers.
	answer = fastest(make(chan int, 3))
	time.Sleep(20 * time.Millisecond)
	//scope:note No more than before: the channel had room for the answers, so the senders could end.
	report("buffered", answer)
}

func report(how string, answer int) {
	n := runtime.NumGoroutine()
	fmt.Println(how, answer, "goroutines", n)
}

func fastest(answers chan int) int {
	for server := range 3 {
		go func() {
			for range server {
				travel()
			}
			//scope:note An answer. If the channel has no buffer, it takes somebody who receives.
			answers <- server
		}()
	}
	return <-answers
}

//scope:network 2ms
func travel() {
	time.Sleep(2 * time.Millisecond)
}

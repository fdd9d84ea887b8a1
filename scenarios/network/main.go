// The network poller. A goroutine that waits for the network takes no thread and no P.
//
// Eight goroutines ask a server and park until the answers come: IO wait. One thread waits
// for all of them in the network poller, where the system tells it whose answer has come.
// So a program may wait for thousands of connections with a few threads. Write //scope:off
// netpoll above package main, and each wait blocks a thread of its own.
//
//scope:procs 1
//scope:want output 8 answers
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

//scope:network 5ms
func ask() {
	time.Sleep(5 * time.Millisecond)
}

func main() {
	var wg sync.WaitGroup
	var answers atomic.Int32
	for range 8 {
		wg.Go(func() {
			//scope:note It asks and parks: IO wait. No thread waits with it, and the P goes on with the next.
			ask()
			//scope:note Its answer has come: the poller has made it ready, and a P runs it.
			answers.Add(1)
		})
	}
	//scope:ask Eight goroutines will wait for the network, with one P. How many threads will that take?
	wg.Wait()
	//scope:note One. With nothing left to run it went into the poller, and came back with all the answers.
	fmt.Println(answers.Load(), "answers")
}

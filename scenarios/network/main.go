// The network poller. A goroutine that waits for the network takes no thread and no P.
//
// Eight goroutines ask a server and park until the answers come: IO wait. One thread waits
// for all of them in the network poller, where the system tells it whose answer has come.
// So a program may wait for thousands of connections with a few threads. Write //scope:off
// netpoll above package main, and each wait blocks a thread of its own.
//
//scope:procs 1
//scope:want output 8 answers, as fast as one
package main

import (
	"fmt"
	"sync"
	"time"
)

// ask sends a question and reads the answer, which comes after 5 ms.
//
//scope:network 5ms
func ask() { time.Sleep(5 * time.Millisecond) }

func main() {
	start := time.Now()
	//scope:note Each goroutine asks and parks: IO wait. The P goes on with the next one.
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(ask)
	}
	//scope:ask Eight goroutines will wait for the network, with one P. How many threads will that take?
	wg.Wait()
	//scope:note One: with nothing left to run it went into the poller, and came back with all the answers.
	if time.Since(start) < 20*time.Millisecond {
		fmt.Println("8 answers, as fast as one")
	}
}

// The order of waking. After a close the first in line runs first, the others in reverse.
//
// Four goroutines wait to receive, in the order in which they came. close collects them on a
// stack and makes them ready from its top: the last that came, first. Each one takes runnext
// and pushes the one before it to the tail of the queue. So the first in line becomes ready
// last and runs first; behind it stand the others, the last that came in front.
//
//scope:procs 1
//scope:want ok
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	start := make(chan bool)
	var wg sync.WaitGroup
	for runner := range 4 {
		//scope:note Gosched lets the new goroutine run until it waits. So they stand in order: 0, 1, 2, 3.
		wg.Go(func() {
			<-start
			fmt.Println("runner", runner)
		})
		runtime.Gosched()
	}
	//scope:ask Four stand in line for a value, and close wakes them all. In which order will they run?
	close(start)
	//scope:note Runner 0 stands in runnext, since it became ready last. In the queue: 3, 2, 1.
	wg.Wait()
}

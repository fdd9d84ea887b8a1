// A tour of the window. A small program, and what each part of the picture shows.
//
// Right arrow steps forward, left arrow steps back, the space bar plays. Nothing can
// break: every instant can be reached again. Open another scenario when you are done,
// or drop a Go file of yours on the window.
//
//scope:procs 2
//scope:want output total 15
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	//scope:note This is the caption: it says what happened, and why. Press the right arrow to go on.
	var wg sync.WaitGroup
	//scope:note On the left is the source. A mark beside a line is a goroutine that has reached it.
	jobs := make(chan int, 2)
	//scope:note The dials are Ps. A P is the right to run Go code; its centre is the goroutine it runs.
	total := 0
	//scope:note Under each P is its M, the thread. Threads without a P stand under Idle threads.
	wg.Go(func() { total = add(jobs) })
	//scope:note The goroutine just made is in the seat marked next, runnext: this P will run it first.
	wg.Go(clock)
	//scope:note A newer one took the seat and pushed it into the ring: the local queue, oldest first.
	fmt.Println("two goroutines queued")
	for n := range 6 {
		jobs <- n
	}
	//scope:ask The jobs are sent, and main can only wait. Where will it stand in the picture?
	close(jobs)
	wg.Wait()
	//scope:note The timeline shows who ran where. Drag on it: any instant can be seen again.
	fmt.Println("total", total)
}

func add(in <-chan int) (sum int) {
	//scope:note main is under Waiting, beside the thing it waits for: the buffer of jobs is full.
	sum = <-in
	//scope:note The arc around a running goroutine is its time slice: after 10 ms it is asked to yield.
	sum += <-in
	for n := range in {
		sum += n
	}
	return sum
}

func clock() {
	//scope:note Gosched puts this goroutine into the global run queue, on top, which serves all Ps.
	runtime.Gosched()
	//scope:note A sleeper needs no P. At the bottom you choose how far a step goes, and how fast to play.
	time.Sleep(20 * time.Microsecond)
}

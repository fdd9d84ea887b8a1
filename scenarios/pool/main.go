// A worker pool. A few goroutines share a queue of jobs; a free worker takes the next one.
//
// Three workers, nine jobs, one channel. Nobody hands out the work: every worker
// receives from the same channel and the runtime serves those that wait first come, first
// served. A job here takes a millisecond of waiting, so one P is enough for all three.
//
//scope:procs 1
//scope:want output done 9 jobs
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	jobs := make(chan int)
	var wg sync.WaitGroup
	var done atomic.Int32
	for range 3 {
		wg.Go(func() { worker(jobs, &done) })
	}
	//scope:note Three workers are queued. main sends, and parks until one of them receives.
	for job := 1; job <= 9; job++ {
		jobs <- job
	}
	//scope:ask The last job is taken. How do the workers learn that there will be no more?
	close(jobs)
	//scope:note close wakes the workers that wait; a busy one sees it at its next receive.
	wg.Wait()
	fmt.Println("done", done.Load(), "jobs")
}

func worker(jobs chan int, done *atomic.Int32) {
	//scope:note A worker receives until the channel is closed. Those that wait stand in line.
	for range jobs {
		time.Sleep(time.Millisecond)
		done.Add(1)
	}
}

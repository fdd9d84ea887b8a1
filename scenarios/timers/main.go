// Timers. No thread waits for a timer: a P looks at its own whenever it schedules.
//
// Each P keeps its timers in a heap, the earliest on top. Before a P looks for a goroutine it
// runs the timers that are due: a sleeper becomes ready, a channel gets the time, the function
// of an AfterFunc starts in a goroutine. When nothing is left to do, a thread waits in the
// network poller until the earliest timer of all.
//
//scope:procs 1
//scope:want output tick 1
//scope:want output tick 2
//scope:want output within a minute: true
//scope:want output 30 ms are over
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	over := make(chan bool)
	//scope:note AfterFunc: the timer will start a goroutine for this function. Nobody waits for it.
	time.AfterFunc(30*time.Millisecond, func() {
		//scope:note A goroutine of its own, made by the timer.
		fmt.Println("30 ms are over")
		close(over)
	})
	//scope:note A Ticker sends the time again and again. Who does not receive in time misses ticks.
	tick := time.NewTicker(5 * time.Millisecond)
	for n := 1; n <= 2; n++ {
		//scope:note main parks, and its timer stands in the heap of the P for as long as main waits.
		<-tick.C
		fmt.Println("tick", n)
	}
	tick.Stop()

	timer := time.NewTimer(time.Hour)
	//scope:ask The timer is set to an hour. How long does main wait for it?
	timer.Reset(time.Millisecond)
	//scope:note A millisecond: Reset sets it anew. Stop and Reset leave no old value in the channel.
	<-timer.C
	early := time.Since(start) < time.Minute
	fmt.Println("within a minute:", early)
	<-over
}

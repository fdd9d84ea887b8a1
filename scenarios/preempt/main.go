// Preemption. A goroutine that never waits is stopped by sysmon, so that others have their turn.
//
// One P, and a loop without a call in it. sysmon sees that a time slice has lasted for 10 ms
// and sends a signal to the thread: the goroutine stops at nearly any instruction and goes to
// the global queue. Before Go 1.14 it stopped at calls only, and this program never ended.
// Write //scope:off preemption above package main to see it.
//
//scope:procs 1
//scope:want output the loop was stopped
package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	var stop atomic.Bool
	go func() {
		//scope:note At last: the P is free for this goroutine. It ends the loop by a flag.
		stop.Store(true)
	}()
	rounds := 0
	//scope:ask main spins, and the other goroutine waits for the only P. Who can stop main?
	for !stop.Load() {
		rounds++
	}
	//scope:note sysmon did: twice it looked, 10 ms apart, and found the same time slice running.
	fmt.Println("the loop was stopped")
}

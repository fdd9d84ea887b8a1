// A million goroutines. One that waits costs 2 KB of stack, and no time of any processor.
//
// Each takes a number at the gate, and there are three. So all but three are parked for good:
// in no queue, on no P and on no thread, only in the line of the channel they wait for. A
// thread each would take the system a thousand times as much. When main returns, nobody waits
// for those who still stand there.
//
//scope:procs 1
//scope:want output 1000001 goroutines
//scope:want output 2.0 KiB of stack each
//scope:want output main returns
package main

import (
	"fmt"
	"runtime"
)

const crowd = 1_000_000

func main() {
	gate := make(chan int)
	passed := make(chan int)
	//scope:note A go statement makes a goroutine and puts it into a queue. Main goes on at once.
	before := stacks()
	for range crowd {
		go pass(gate, passed)
	}
	//scope:ask Main yields, and stands last in the global queue. What have the others done when it runs again?
	runtime.Gosched()
	//scope:note Each ran up to the gate and parked. The queues are empty: main is the only one who can run.
	n := runtime.NumGoroutine()
	fmt.Println(n, "goroutines")
	each := (stacks() - before) / crowd
	fmt.Printf("%.1f KiB of stack each\n", each)
	for number := range 3 {
		//scope:note A number for the first in line. One goroutine is woken, however many wait behind it.
		gate <- number
		fmt.Println("passed with", <-passed)
	}
	//scope:note Main returns. All who wait at the gate end with it.
	fmt.Println("main returns")
}

func pass(gate, passed chan int) {
	passed <- <-gate
}

// stacks returns the KiB of all stacks.
func stacks() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.StackInuse) / 1024
}

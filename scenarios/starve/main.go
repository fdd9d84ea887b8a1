// Starvation. A Mutex lets newcomers go first, until somebody has waited for a millisecond.
//
// The greedy goroutine unlocks and locks again at once. Unlock wakes the patient one, but by
// the time that it runs the lock is taken again. That is fast, as the greedy one runs already,
// but it is not fair. So a waiter that has waited for more than 1 ms and finds the lock taken
// puts the Mutex into starvation mode: from then on Unlock hands the lock to the first in line.
//
//scope:procs 2
//scope:want output the patient one got it
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var (
	mu   sync.Mutex
	done atomic.Bool
)

func main() {
	var wg sync.WaitGroup
	mu.Lock()
	wg.Go(patient)
	//scope:note main is the greedy one. It holds the lock while the patient one comes for it.
	for !done.Load() {
		work()
		//scope:note Unlock makes the first in line ready, and main goes on: it has the lock again at once.
		mu.Unlock()
		mu.Lock()
	}
	mu.Unlock()
	wg.Wait()
	fmt.Println("the patient one got it")
}

func patient() {
	//scope:ask main unlocks now and then, but locks again at once. Will this goroutine ever get the lock?
	mu.Lock()
	//scope:note Yes: it had waited for more than 1 ms, so Unlock handed it the lock, and main had to give way.
	done.Store(true)
	mu.Unlock()
}

//scope:cost 300us
func work() {
	for range 200_000 {
	}
}

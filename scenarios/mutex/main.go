// Mutex. One goroutine holds the lock; the others stand in line and are woken one by one.
//
// main holds the lock while four tellers come for it. Unlock does not hand the lock over:
// it makes the first in line runnable and goes on. Whoever runs first gets the lock, unless
// someone has waited for more than 1 ms: then the lock is handed to the first in line.
//
//scope:procs 1
//scope:want output balance 40
package main

import (
	"fmt"
	"runtime"
	"sync"
)

var (
	mu      sync.Mutex
	balance int
)

func main() {
	var wg sync.WaitGroup
	mu.Lock()
	for id := range 4 {
		wg.Go(func() { deposit(id, 10) })
	}
	//scope:note Gosched puts main into the global queue: the four run and find the lock taken.
	runtime.Gosched()
	//scope:ask Four goroutines are in line for the lock. How many does one Unlock wake?
	mu.Unlock()
	//scope:note One, the first in line. It is only runnable, and main goes on: the lock is free.
	wg.Wait()
	fmt.Println("balance", balance)
}

func deposit(id, amount int) {
	//scope:note A free lock is taken at once. For a taken one the goroutine parks: sync.Mutex.Lock.
	mu.Lock()
	//scope:note From here to Unlock no other goroutine can be in this function's second half.
	balance += amount
	fmt.Println("teller", id, "leaves", balance)
	mu.Unlock()
}

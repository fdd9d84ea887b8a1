// Deadlock. Every goroutine waits for another one, so nothing can happen any more.
//
// Two friends need the same fork and spoon and take them in opposite order. Each gets one
// and waits for the other's. When the last thread goes idle, the runtime finds that no
// goroutine can run and no timer is pending: it reports the deadlock and exits with status 2.
//
//scope:procs 1
//scope:want deadlock
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var fork, spoon sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() { eat("Ada", &fork, &spoon) })
	wg.Go(func() { eat("Ben", &spoon, &fork) })
	//scope:note main waits for both to finish, and each of them will wait for the other.
	wg.Wait()
	fmt.Println("done")
}

func eat(who string, one, two *sync.Mutex) {
	one.Lock()
	fmt.Println(who, "has one")
	//scope:note Gosched lets the other take its first lock. Without it the program mostly works.
	runtime.Gosched()
	//scope:ask Each holds what the other needs. Who can still run?
	two.Lock()
	fmt.Println(who, "eats")
	two.Unlock()
	one.Unlock()
}

// RWMutex. Many may read at the same time, or one may write; who waits to write goes first.
//
// Two readers hold the lock together. A writer comes and waits for them. Then a third reader
// comes: the lock is held by readers only, yet it must wait behind the writer. Otherwise
// readers that keep coming could keep a writer out for ever.
//
//scope:procs 2
//scope:want output read: 1 1
//scope:want output read: 2
package main

import (
	"fmt"
	"sync"
	"time"
)

var (
	mu   sync.RWMutex
	page = 1
)

func main() {
	var wg sync.WaitGroup
	var seen [4]int
	reader := func(id int) {
		//scope:note RLock: many may hold it at once, but none gets it while a writer holds it or waits.
		mu.RLock()
		defer mu.RUnlock()
		slow()
		seen[id] = page
	}
	wg.Go(func() { reader(1) })
	wg.Go(func() { reader(2) })
	//scope:note main waits a little, so that the two readers come first.
	time.Sleep(2 * time.Millisecond)
	wg.Go(func() {
		//scope:note A writer wants the lock for itself: it waits until those who read now have left.
		mu.Lock()
		defer mu.Unlock()
		fmt.Println("read:", seen[1], seen[2])
		page = 2
	})
	time.Sleep(2 * time.Millisecond)
	//scope:ask Readers hold the lock, and the writer waits. Another reader comes: may it read with them?
	wg.Go(func() { reader(3) })
	wg.Wait()
	//scope:note No: it had to wait behind the writer, and so it has read what the writer wrote.
	fmt.Println("read:", seen[3])
}

//scope:network 10ms
func slow() {
	time.Sleep(10 * time.Millisecond)
}

// Hand-off. A blocking system call occupies its thread, but not its P: another thread takes that.
//
// One P, and a goroutine that reads from a disk: a system call that lasts 2 ms. The kernel has
// the thread for that time. The P stays with it at first, as most calls are over in a moment.
// But sysmon looks after the Ps: from a call that lasts some 20 µs it takes the P away and
// hands it to another thread, which runs the goroutines that wait.
//
//scope:procs 1
//scope:want output others worked: true
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

//scope:syscall 2ms
func read() {
	time.Sleep(2 * time.Millisecond)
}

//scope:cost 300us
func work() {
	for range 200_000 {
	}
}

func main() {
	var wg sync.WaitGroup
	var done atomic.Int32
	var seen int32
	for range 3 {
		wg.Go(func() {
			work()
			done.Add(1)
		})
	}
	wg.Go(func() {
		//scope:ask This goroutine goes into the kernel for 2 ms, and three wait behind it. Who can run them?
		read()
		//scope:note Back from the kernel. A P is free, so it goes on at once. Else it would join the global queue.
		seen = done.Load()
	})
	wg.Wait()
	//scope:note The three ran while the disk was read: a second thread had the P meanwhile.
	fmt.Println("others worked:", seen > 0)
}

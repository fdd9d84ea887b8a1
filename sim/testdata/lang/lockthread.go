// Goroutines locked to their threads: they wait, wake each other, unlock, and end while locked.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func init() {
	runtime.LockOSThread() // main stays on the first thread
}

func main() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		runtime.LockOSThread()
		runtime.LockOSThread()
		runtime.UnlockOSThread()
		for v := range ping {
			pong <- v * v
		}
		close(pong) // ends locked: its thread ends too
	}()
	for i := range 5 {
		ping <- i
		fmt.Println(<-pong)
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(ok)

	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := range 10 {
		wg.Go(func() {
			if i%2 == 0 {
				runtime.LockOSThread()
				if i%4 == 0 {
					defer runtime.UnlockOSThread()
				}
			}
			for range 3 {
				mu.Lock()
				runtime.Gosched()
				sum += i
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(sum, runtime.NumGoroutine())
	runtime.UnlockOSThread()
	runtime.UnlockOSThread()
	done := make(chan bool)
	runtime.LockOSThread()
	<-done
}

// Functions that stand for time: on the network, in a system call, on the processor.
package main

import (
	"fmt"
	"sync"
	"time"
)

//scope:network 3ms
func travel() { time.Sleep(3 * time.Millisecond) }

//scope:syscall 9ms
func disk(name string, into *[]string) { time.Sleep(9 * time.Millisecond) }

type cpu struct{ model string }

//scope:cost 1ms
func (c cpu) crunch() {
	for start := time.Now(); time.Since(start) < time.Millisecond; {
	}
}

//scope:network 6ms
func send[T any](v T) { time.Sleep(6 * time.Millisecond) }

type cruncher interface{ crunch() }

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	begin := time.Now()
	note := func(what string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Println(what, time.Since(begin).Round(3*time.Millisecond) >= 3*time.Millisecond)
	}
	var read []string
	wg.Go(func() { disk("a", &read); note("disk") })
	wg.Go(func() { travel(); note("network") })
	wg.Go(func() { send("x"); send(1); note("network twice") })
	wg.Go(func() { cruncher(cpu{}).crunch(); cruncher(&cpu{}).crunch(); fmt.Println("cpu") })
	wg.Wait()
	for range 3 {
		go travel()
	}
	defer note("deferred")
	defer travel()
	f := travel
	f()
	fmt.Println("end", read == nil)
}

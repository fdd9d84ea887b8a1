// time: sleeps in order, AfterFunc, Timer, Ticker, durations as text.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	order := []int{}
	for _, ms := range []int{30, 10, 20} {
		wg.Go(func() {
			time.Sleep(time.Duration(ms) * time.Millisecond)
			mu.Lock()
			order = append(order, ms)
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)

	done := make(chan string)
	time.AfterFunc(2*time.Millisecond, func() { done <- "after func" })
	fmt.Println(<-done)

	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), t.Reset(time.Millisecond))
	<-t.C

	tick := time.NewTicker(5 * time.Millisecond)
	n := 0
	for range tick.C {
		if n++; n == 3 {
			tick.Stop()
			break
		}
	}
	fmt.Println(n)

	start := time.Now()
	time.Sleep(15 * time.Millisecond)
	d := time.Since(start)
	fmt.Println(d >= 15*time.Millisecond, d < 5*time.Second, time.Now().After(start), time.Until(start) < 0)
	fmt.Println(1500*time.Millisecond, 2*time.Hour+3*time.Minute, time.Duration(0), 42*time.Nanosecond, -time.Second)
	fmt.Println((90 * time.Second).Minutes(), (1500 * time.Microsecond).Milliseconds(), time.Duration(1234567).Round(time.Microsecond), (2 * time.Second).Seconds())
	pd, err := time.ParseDuration("1h15m30.5s")
	fmt.Println(pd, err, time.Duration(1e9) == time.Second)

	select {
	case <-time.After(time.Millisecond):
		fmt.Println("timed out")
	case <-make(chan int):
	}
	timeout := time.After(50 * time.Millisecond)
	results := make(chan int)
	go func() {
		for i := range 3 {
			time.Sleep(time.Millisecond)
			results <- i
		}
	}()
	sum := 0
loop:
	for {
		select {
		case r := <-results:
			if sum += r; r == 2 {
				break loop
			}
		case <-timeout:
			fmt.Println("late")
			break loop
		}
	}
	fmt.Println(sum)
}

// Goexit, panics in goroutines that are recovered, NumGoroutine, Gosched.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
)

func safely(name string, f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %v", name, r)
			var re runtime.Error
			if e, ok := r.(error); ok && errors.As(e, &re) {
				err = fmt.Errorf("%s: runtime error: %w", name, re)
			}
		}
	}()
	f()
	return nil
}

func main() {
	var wg sync.WaitGroup
	errs := make([]error, 4)
	fs := []func(){
		func() { var m map[int]int; m[0] = 1 },
		func() { panic("own") },
		func() {},
		func() { var p *struct{ x int }; p.x++ },
	}
	for i, f := range fs {
		wg.Go(func() { errs[i] = safely(fmt.Sprint("job ", i), f) })
	}
	wg.Wait()
	for _, err := range errs {
		fmt.Println(err)
	}
	fmt.Println(runtime.NumGoroutine())

	trace := []string{}
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { trace = append(trace, fmt.Sprint("recover in Goexit: ", recover())) }()
		func() {
			defer func() { trace = append(trace, "inner") }()
			runtime.Goexit()
		}()
		trace = append(trace, "never")
	}()
	<-done
	fmt.Println(trace)

	block := make(chan bool)
	for range 3 {
		go func() { <-block }()
	}
	runtime.Gosched()
	fmt.Println(runtime.NumGoroutine())
	close(block)
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	fmt.Println("alone", runtime.GOMAXPROCS(0) >= 1)

	result := make(chan string, 1)
	go func() {
		defer func() {
			recover()
			result <- "goroutine survived"
		}()
		var a []int
		a[len(result)] = 1
	}()
	fmt.Println(<-result)
	var once sync.Once
	func() {
		defer func() { fmt.Println("once panicked:", recover()) }()
		once.Do(func() { panic("in once") })
	}()
	once.Do(func() { fmt.Println("never again") })
	x := 0
	for i := range 10 {
		go func() { x += i }()
	}
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	fmt.Println(x)
}

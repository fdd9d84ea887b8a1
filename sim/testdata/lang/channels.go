// Channels at one P: buffers, close, range, nil channels, directions, channels of channels.
package main

import (
	"fmt"
	"sync"
)

func gen(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func square(in <-chan int, out chan<- int) {
	for x := range in {
		out <- x * x
	}
	close(out)
}

type request struct {
	n     int
	reply chan string
}

func main() {
	b := make(chan string, 3)
	b <- "x"
	b <- "y"
	fmt.Println(len(b), cap(b), <-b, len(b))
	close(b)
	v, ok := <-b
	fmt.Println(v, ok)
	v, ok = <-b
	fmt.Printf("%q %v\n", v, ok)

	out := make(chan int, 1)
	go square(gen(5), out)
	for x := range out {
		fmt.Print(x, " ")
	}
	fmt.Println()

	reqs := make(chan request)
	go func() {
		for r := range reqs {
			r.reply <- fmt.Sprint("got ", r.n)
		}
	}()
	for i := range 3 {
		r := request{i, make(chan string)}
		reqs <- r
		fmt.Println(<-r.reply)
	}
	close(reqs)

	done := make(chan struct{})
	go func() { close(done) }()
	<-done
	<-done

	var wg sync.WaitGroup
	results := make([]int, 5)
	for i := range results {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = i * i
		}()
	}
	wg.Wait()
	fmt.Println(results)

	primes := []int{}
	src := make(chan int)
	go func() {
		for i := 2; ; i++ {
			src <- i
		}
	}()
	for range 8 {
		p := <-src
		primes = append(primes, p)
		next := make(chan int)
		go func(in chan int) {
			for {
				if x := <-in; x%p != 0 {
					next <- x
				}
			}
		}(src)
		src = next
	}
	fmt.Println(primes)
	cc := make(chan chan int, 1)
	c := make(chan int, 1)
	cc <- c
	c <- 5
	fmt.Println(<-<-cc, c == c, cc == nil, len(cc))
	type big struct {
		a [10]int
		s string
	}
	bc := make(chan big)
	go func() { x := big{s: "sent"}; x.a[9] = 9; bc <- x; x.a[9] = 0 }()
	got := <-bc
	fmt.Println(got.a[9], got.s)
}

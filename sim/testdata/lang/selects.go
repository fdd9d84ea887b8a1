// Select: default, nil cases, closed channels, sends, break and loops, timeouts.
package main

import (
	"fmt"
	"time"
)

func try(c chan int) string {
	select {
	case v, ok := <-c:
		return fmt.Sprint("received ", v, ok)
	default:
		return "nothing"
	}
}

func push(c chan<- int, v int) bool {
	select {
	case c <- v:
		return true
	default:
		return false
	}
}

func merge(a, b <-chan int) (sum int) {
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				break
			}
			sum += v
		case v, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			sum += 100 * v
		}
	}
	return
}

func feed(n int) <-chan int {
	c := make(chan int)
	go func() {
		for i := range n {
			c <- i
		}
		close(c)
	}()
	return c
}

func main() {
	c := make(chan int, 1)
	fmt.Println(try(c), push(c, 1), push(c, 2), try(c), try(nil), push(nil, 1))
	close(c)
	fmt.Println(try(c))
	fmt.Println(merge(feed(4), feed(3)))

	quit, ticks := make(chan bool), make(chan int)
	go func() {
		for i := range 3 {
			ticks <- i
		}
		close(quit)
	}()
	n := 0
loop:
	for {
		select {
		case t := <-ticks:
			n += t + 1
		case <-quit:
			break loop
		}
	}
	fmt.Println(n)

	select {
	case <-make(chan int):
		fmt.Println("never")
	case <-time.After(3 * time.Millisecond):
		fmt.Println("timeout")
	}
	x := []int{0, 0}
	i := 0
	vals := make(chan int, 1)
	vals <- 42
	select {
	case x[i+1] = <-vals:
		fmt.Println(x)
	case x[i] = <-ticks:
		fmt.Println("nobody sends")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		select {
		case c <- 1:
		}
	}()
	res := make(chan string)
	go func() {
		select {
		case res <- "sent by select":
		case <-time.After(time.Hour):
		}
	}()
	fmt.Println(<-res)
}

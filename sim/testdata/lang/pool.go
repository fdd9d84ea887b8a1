// Concurrency with a fixed result: a worker pool, a pipeline, a semaphore, a barrier, an actor.
package main

import (
	"fmt"
	"sync"
)

type job struct{ id, n int }
type result struct {
	id  int
	sum int
}

func worker(jobs <-chan job, out chan<- result, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		s := 0
		for i := 1; i <= j.n; i++ {
			s += i
		}
		out <- result{j.id, s}
	}
}

type account struct {
	ops  chan func(*int)
	done chan struct{}
}

func newAccount() *account {
	a := &account{make(chan func(*int)), make(chan struct{})}
	go func() {
		defer close(a.done)
		balance := 0
		for op := range a.ops {
			op(&balance)
		}
	}()
	return a
}

func (a *account) deposit(n int) { a.ops <- func(b *int) { *b += n } }
func (a *account) balance() int {
	reply := make(chan int)
	a.ops <- func(b *int) { reply <- *b }
	return <-reply
}

func stage(in <-chan int, f func(int) int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for x := range in {
			out <- f(x)
		}
	}()
	return out
}

func main() {
	jobs, out := make(chan job), make(chan result, 3)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go worker(jobs, out, &wg)
	}
	go func() {
		for i := range 20 {
			jobs <- job{i, i * 10}
		}
		close(jobs)
		wg.Wait()
		close(out)
	}()
	sums := map[int]int{}
	for r := range out {
		sums[r.id] = r.sum
	}
	fmt.Println(len(sums), sums)

	src := make(chan int)
	go func() {
		defer close(src)
		for i := range 5 {
			src <- i
		}
	}()
	for x := range stage(stage(src, func(x int) int { return x * x }), func(x int) int { return x + 1 }) {
		fmt.Print(x, " ")
	}
	fmt.Println()

	a := newAccount()
	var clients sync.WaitGroup
	for i := range 10 {
		clients.Go(func() { a.deposit(i) })
	}
	clients.Wait()
	fmt.Println(a.balance())
	close(a.ops)
	<-a.done

	sem := make(chan struct{}, 2)
	var mu sync.Mutex
	running, peak := 0, 0
	for range 6 {
		clients.Go(func() {
			sem <- struct{}{}
			mu.Lock()
			running++
			peak = max(peak, running)
			mu.Unlock()
			mu.Lock()
			running--
			mu.Unlock()
			<-sem
		})
	}
	clients.Wait()
	fmt.Println(peak <= 2, running)

	a1, b1 := make(chan int), make(chan int)
	go func() {
		for v := range a1 {
			b1 <- v + 1
		}
		close(b1)
	}()
	v := 0
	for range 100 {
		a1 <- v
		v = <-b1
	}
	close(a1)
	_, ok := <-b1
	fmt.Println(v, ok)

	quit := make(chan struct{})
	var ended sync.WaitGroup
	for range 3 {
		ended.Go(func() {
			for {
				select {
				case <-quit:
					return
				}
			}
		})
	}
	close(quit)
	ended.Wait()
	fmt.Println("all ended")
}

// What order things happen in when there are Ps enough for some of them to happen at once:
// main.go ROW prints the order of a row of ../rows, once. Each goroutine takes the next place
// in the order for itself.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var (
	order  [64]string
	places atomic.Int32
)

func say(what string) { order[places.Add(1)-1] = what }

var names = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

var rows = map[string]func(){
	"1": func() {
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Add(1)
			go func() { say(names[i]); wg.Done() }()
		}
		wg.Wait()
	},
	"3": func() {
		for i := range 10 {
			go fmt.Print(i, " ")
		}
		time.Sleep(20 * time.Millisecond)
	},
	"8": func() {
		c := make(chan int)
		go func() {
			for i := range 5 {
				say("s" + names[i])
				c <- i
				say("S" + names[i])
			}
			close(c)
		}()
		for i := range c {
			say("r" + names[i])
		}
	},
	"9": func() {
		c, done := make(chan int), make(chan bool)
		go func() {
			for i := range c {
				say("r" + names[i])
			}
			close(done)
		}()
		for i := range 5 {
			say("s" + names[i])
			c <- i
			say("S" + names[i])
		}
		close(c)
		<-done
	},
	"10": func() {
		c, done := make(chan int, 3), make(chan bool)
		go func() {
			for i := range c {
				say("r" + names[i])
			}
			close(done)
		}()
		for i := range 8 {
			c <- i
			say("S" + names[i])
		}
		close(c)
		<-done
	},
	"11": func() {
		var wg sync.WaitGroup
		var cs [3]chan int
		for i := range cs {
			cs[i] = make(chan int)
			wg.Go(func() { <-cs[i]; say(names[i]) })
			runtime.Gosched()
		}
		for i := range cs {
			cs[i] <- 0
		}
		wg.Wait()
	},
	"13": func() {
		c := make(chan int)
		for i := range 6 {
			go func() { c <- i }()
		}
		for range 6 {
			say(names[<-c])
		}
	},
	"16": func() {
		var wg sync.WaitGroup
		c := make(chan bool)
		for i := range 6 {
			wg.Go(func() { <-c; say(names[i]) })
			runtime.Gosched()
		}
		close(c)
		wg.Wait()
	},
	"22": func() {
		var wg sync.WaitGroup
		var mu sync.Mutex
		mu.Lock()
		for i := range 6 {
			wg.Go(func() { mu.Lock(); say(names[i]); mu.Unlock() })
			runtime.Gosched()
		}
		mu.Unlock()
		wg.Wait()
	},
	"27": func() {
		var wg sync.WaitGroup
		var mu sync.Mutex
		for _, name := range []string{"A", "B"} {
			wg.Go(func() {
				for i := range 3 {
					mu.Lock()
					say(name + names[i])
					mu.Unlock()
				}
			})
		}
		wg.Wait()
	},
	"30": func() {
		numbers, squares := make(chan int), make(chan int)
		go func() {
			for i := range 4 {
				say("g" + names[i])
				numbers <- i
			}
			close(numbers)
		}()
		go func() {
			for i := range numbers {
				say("s" + names[i])
				squares <- i * i
			}
			close(squares)
		}()
		for i := range squares {
			say(fmt.Sprint("=", i))
		}
	},
	"41": func() {
		var wg sync.WaitGroup
		n := 0
		for range 1000 {
			wg.Go(func() { n++ })
		}
		wg.Wait()
		exactly(n == 1000)
	},
	"41 loop": func() {
		var wg sync.WaitGroup
		n := 0
		for range 8 {
			wg.Go(func() {
				for range 100_000 {
					v := n
					n = v + 1
				}
			})
		}
		wg.Wait()
		exactly(n == 800_000)
	},
}

// exactly says whether nothing was lost.
func exactly(all bool) {
	if all {
		say("all")
	} else {
		say("lost some")
	}
}

func main() {
	rows[os.Args[1]]()
	for _, what := range order[:places.Load()] {
		fmt.Print(what, " ")
	}
	fmt.Println()
}

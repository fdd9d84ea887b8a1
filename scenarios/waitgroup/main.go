// WaitGroup. A counter of unfinished work; whoever waits for zero is parked.
//
// Three goroutines fetch a page each and main waits for all of them. Add counts up
// before a goroutine starts, Done counts down when it ends. The Done that reaches zero
// makes everybody in Wait runnable. (wg.Go does the three steps in one call.)
//
//scope:procs 1
//scope:want output sizes [400 400 500]
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	pages := []string{"home", "news", "about"}
	sizes := make([]int, len(pages))
	for i, page := range pages {
		//scope:note Count first: if the goroutine did it, main could reach Wait before it ran.
		wg.Add(1)
		go func() {
			defer wg.Done()
			sizes[i] = fetch(page)
		}()
	}
	//scope:ask The counter is 3 and none of the three has run. Which page is fetched first?
	wg.Wait()
	//scope:note The last Done brought the counter to zero and made main runnable.
	fmt.Println("sizes", sizes)
}

func fetch(page string) int {
	d := time.Duration(len(page))
	//scope:note The fetch is a sleep here. The goroutine parks, and the P takes the next one.
	time.Sleep(d * time.Millisecond)
	return 100 * len(page)
}

// Maps. A map is not made for two goroutines at once: guard it with a Mutex, or take a sync.Map.
//
// Four goroutines count the same words. A write to a map moves what is in it, so while one
// goroutine writes nobody else may read or write. Take Lock and Unlock out of add and run it
// with several Ps: as a rule the runtime notices that two have met in the map and ends the
// program: fatal error: concurrent map writes. A recover does not help against that.
//
//scope:procs 4
//scope:want output Mutex: 1200 ask 2400 go
//scope:want output sync.Map: 1200 ask 2400 go
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var (
	mu    sync.Mutex
	words = map[string]int{} // guarded by mu

	shared sync.Map // to *atomic.Int64
)

func add(word string) {
	mu.Lock()
	words[word]++
	mu.Unlock()
}

func addShared(word string) {
	zero := new(atomic.Int64)
	n, _ := shared.LoadOrStore(word, zero)
	n.(*atomic.Int64).Add(1)
}

func main() {
	//scope:note Four goroutines will call add. One at a time is between Lock and Unlock: it has the map.
	count(add)
	//scope:note After Wait nobody else uses the map: main may read it without the lock.
	ask, all := words["ask"], words["go"]
	fmt.Println("Mutex:", ask, "ask", all, "go")

	//scope:ask A sync.Map does its own locking. Would a plain *int do as the counter of a word?
	count(addShared)
	//scope:note It would not: the map guards its entries, not what they point to. An atomic Add is one step.
	fmt.Print("sync.Map:")
	for _, word := range []string{"ask", "go"} {
		v, _ := shared.Load(word)
		n := v.(*atomic.Int64).Load()
		fmt.Print(" ", n, " ", word)
	}
	fmt.Println()
}

// count has four goroutines add words.
func count(add func(word string)) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 300 {
				add("go")
				add("ask")
				add("go")
			}
		})
	}
	wg.Wait()
}

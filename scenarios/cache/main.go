// A cache. What was slow to get is kept in a map under a Mutex: a hit costs next to nothing.
//
// The store is two milliseconds away. The first question for a user is a miss: it travels
// there. The next one is a hit: a look into a map. The lock is held for the look only, never
// for the journey, or every hit would have to wait for a miss. The price: three goroutines
// that miss the same key at once travel three times.
//
//scope:procs 2
//scope:want output miss: Ada 1
//scope:want output hit: Ada 1
//scope:want output pop: Ada true, pop again: false
//scope:want output three at once: 4 journeys
//scope:want output hit < miss: true
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// A Cache is a map for several goroutines.
type Cache[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]V
}

func (c *Cache[K, V]) Set(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.items == nil {
		c.items = map[K]V{}
	}
	c.items[key] = value
}

func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok := c.items[key]
	return value, ok
}

func (c *Cache[K, V]) Remove(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.items, key)
}

// Pop gets and removes under one lock: no two
// goroutines can pop the same value.
func (c *Cache[K, V]) Pop(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok := c.items[key]
	delete(c.items, key)
	return value, ok
}

var (
	names    Cache[int, string]
	store    = []string{"Ada", "Ben", "Cleo"}
	journeys atomic.Int32
)

func name(id int) string {
	if name, ok := names.Get(id); ok {
		//scope:note A hit: the name was in the map.
		return name
	}
	//scope:note A miss. The lock is free again: others can use the cache during the journey.
	travel()
	journeys.Add(1)
	names.Set(id, store[id])
	return store[id]
}

//scope:network 2ms
func travel() {
	time.Sleep(2 * time.Millisecond)
}

func main() {
	miss := timed("miss:", 0)
	//scope:ask The same user again. How long will it take this time?
	hit := timed("hit:", 0)
	//scope:note A microsecond or so, for a lock and a look into the map. The journey took 2 ms.
	popped, ok := names.Pop(0)
	_, again := names.Pop(0)
	fmt.Printf("pop: %s %t, ", popped, ok)
	fmt.Println("pop again:", again)

	var wg sync.WaitGroup
	//scope:ask Three goroutines want user 1, who is not in the cache. How many journeys will they make?
	for range 3 {
		wg.Go(func() { name(1) })
	}
	wg.Wait()
	n := journeys.Load()
	//scope:note Three, and one before: each missed before the first was back. They could share one journey.
	fmt.Println("three at once:", n, "journeys")
	names.Remove(1)
	fmt.Println("hit < miss:", hit < miss)
}

// timed returns how long it took to get a name.
func timed(what string, id int) time.Duration {
	start := time.Now()
	name := name(id)
	took := time.Since(start)
	fmt.Println(what, name, journeys.Load())
	return took
}

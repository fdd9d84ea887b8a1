// sync and sync/atomic: counters, Once, RWMutex, Cond, typed atomics, OnceValue.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type counter struct {
	sync.Mutex
	n map[string]int
}

func (c *counter) inc(k string) {
	c.Lock()
	defer c.Unlock()
	c.n[k]++
}

func main() {
	c := counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { c.inc([]string{"even", "odd"}[i%2]) })
	}
	wg.Wait()
	fmt.Println(c.n)

	var n atomic.Int64
	var old int32
	var flag atomic.Bool
	for range 20 {
		wg.Go(func() {
			n.Add(3)
			atomic.AddInt32(&old, 2)
			flag.CompareAndSwap(false, true)
		})
	}
	wg.Wait()
	fmt.Println(n.Load(), atomic.LoadInt32(&old), flag.Load(), n.Swap(1), n.CompareAndSwap(1, 9), n.Load())

	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	value := sync.OnceValue(func() int { fmt.Println("computed"); return 42 })
	fmt.Println(value(), value())

	var rw sync.RWMutex
	shared := 0
	for range 5 {
		wg.Go(func() {
			rw.RLock()
			_ = shared
			rw.RUnlock()
			rw.Lock()
			shared++
			rw.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(shared, rw.TryLock(), rw.TryRLock())

	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	queue := []int{}
	sum := 0
	for range 3 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for len(queue) == 0 {
				cond.Wait()
			}
			sum += queue[0]
			queue = queue[1:]
		})
	}
	for i := range 3 {
		mu.Lock()
		queue = append(queue, i+1)
		mu.Unlock()
		cond.Signal()
	}
	wg.Wait()
	fmt.Println(sum, len(queue))

	var p atomic.Pointer[string]
	s := "stored"
	fmt.Println(p.Load() == nil)
	p.Store(&s)
	var v atomic.Value
	v.Store([]int{1, 2})
	fmt.Println(*p.Load(), v.Load().([]int)[1], mu.TryLock(), mu.TryLock())
	var m sync.Map
	m.Store("k", 1)
	got, ok := m.Load("k")
	_, loaded := m.LoadOrStore("k", 2)
	m.Delete("k")
	_, ok2 := m.Load("k")
	fmt.Println(got, ok, loaded, ok2)
}

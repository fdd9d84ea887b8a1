// Mixed keeps maps, slices and strings, in four goroutines, and forces a collection after each
// stage.
package main

import (
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
)

type record struct {
	name  string
	words []int
	next  *record
}

var (
	records [4]*record
	index   [4]map[int]*record
)

func fill(k, n int) {
	index[k] = map[int]*record{}
	for i := range n {
		r := &record{name: strconv.Itoa(1_000_000 + i), next: records[k]}
		for j := range i % 20 {
			r.words = append(r.words, j)
		}
		records[k] = r
		if i%4 == 0 {
			index[k][i] = r
		}
	}
}

func stage(n int) {
	var wg sync.WaitGroup
	for k := range records {
		wg.Go(func() { fill(k, n) })
	}
	wg.Wait()
	collect()
}

func main() {
	stage(10_000)
	stage(10_000)
	clear(records[:])
	collect()
	for k := range index {
		clear(index[k])
	}
	collect()
}

// collect forces a collection, and prints how many bytes it marked.
func collect() {
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	println("live", live[0].Value.Uint64())
}

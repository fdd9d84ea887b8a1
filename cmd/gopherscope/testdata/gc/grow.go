// Grow keeps everything it allocates: 40 MB of lists, then half of it.
package main

import (
	"runtime"
	"runtime/metrics"
)

type cell struct {
	next *cell
	data [7]uint64
}

var heads [2]*cell

func main() {
	for i := range 40 << 20 / 64 {
		heads[i%2] = &cell{next: heads[i%2]}
	}
	collect()
	heads[0] = nil
	collect()
}

// collect forces a collection, and prints how many bytes it marked.
func collect() {
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	println("live", live[0].Value.Uint64())
}

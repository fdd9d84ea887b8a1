// Buffers allocates 400 MB without pointers, of which 8 MB are kept at a time.
package main

import (
	"runtime"
	"runtime/metrics"
)

var kept [64][]byte

func main() {
	for i := range 400 << 20 / (128 << 10) {
		kept[i%len(kept)] = make([]byte, 128<<10)
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

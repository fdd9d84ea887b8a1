// Percent allocates 80 MB of garbage beside 12 MB that stay, with GOGC 25, 100 and 400.
package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

var (
	kept [3072][]*int
	sink *[64]int
)

func main() {
	for i := range kept {
		kept[i] = make([]*int, 512)
	}
	for _, percent := range []int{25, 100, 400} {
		debug.SetGCPercent(percent)
		for range 80 << 20 / 512 {
			sink = new([64]int)
		}
		collect()
	}
}

// collect forces a collection, and prints how many bytes it marked.
func collect() {
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	println("live", live[0].Value.Uint64())
}

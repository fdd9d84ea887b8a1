// Churn keeps a tree of 4 MB and allocates 150 MB of garbage beside it.
package main

import (
	"runtime"
	"runtime/metrics"
)

type node struct {
	left, right *node
	pad         [2]uintptr
}

func build(depth int) *node {
	n := &node{}
	if depth > 0 {
		n.left, n.right = build(depth-1), build(depth-1)
	}
	return n
}

var root, sink *node

func main() {
	root = build(16)
	collect()
	for range 150 << 20 / 32 {
		sink = &node{}
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

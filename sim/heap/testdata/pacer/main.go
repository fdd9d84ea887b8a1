// Pacer keeps a tree and, with -g, deep stacks, allocates garbage, and prints what
// runtime/metrics said after each collection. Run it with GODEBUG=gctrace=1,gcpacertrace=1.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

type node struct {
	l, r *node
	pad  [2]uintptr
}

func build(depth int) *node {
	n := &node{}
	if depth > 0 {
		n.l, n.r = build(depth-1), build(depth-1)
	}
	return n
}

var root, sink *node

// deep waits for c with n+1 frames of 1 KB on the stack.
func deep(n int, wg *sync.WaitGroup, c chan bool) byte {
	var b [1024]byte
	b[n] = 1
	if n > 0 {
		return deep(n-1, wg, c) + b[n]
	}
	wg.Done()
	<-c
	return b[0]
}

func main() {
	depth := flag.Int("d", 16, "depth of the tree")
	gs := flag.Int("g", 0, "goroutines with a deep stack")
	cycles := flag.Uint64("n", 8, "collections")
	flag.Parse()
	root = build(*depth)
	var wg sync.WaitGroup
	c := make(chan bool)
	wg.Add(*gs)
	for range *gs {
		go deep(200, &wg, c)
	}
	wg.Wait()
	s := []metrics.Sample{
		{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"},
	}
	t := []metrics.Sample{
		{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"}, {Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	}
	var after []string
	for last := uint64(0); last < *cycles; {
		for range 2000 {
			sink = &node{}
		}
		metrics.Read(s)
		if n := s[0].Value.Uint64(); n != last {
			last = n
			metrics.Read(t)
			after = append(after, fmt.Sprintf("after gc %d: live=%d goal=%d assist=%.0f idle=%.0f", n, s[1].Value.Uint64(),
				s[2].Value.Uint64(), t[0].Value.Float64()*1e9, t[1].Value.Float64()*1e9))
		}
	}
	runtime.GC()
	time.Sleep(10 * time.Millisecond) // until its line is printed
	for _, line := range after {
		fmt.Fprintln(os.Stderr, line)
	}
}

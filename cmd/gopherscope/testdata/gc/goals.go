// Goals keeps more and more, and after each collection holds the goal against the rule: what was
// marked, and GOGC percent of it, of the stacks and of the globals; 4 MB at GOGC=100 at least,
// and 1 MB more than what was marked.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

var (
	kept  [][]*int
	names = []string{"/gc/heap/live:bytes", "/gc/scan/stack:bytes", "/gc/scan/globals:bytes", "/gc/heap/goal:bytes"}
)

func main() {
	samples := make([]metrics.Sample, len(names))
	for i, name := range names {
		samples[i].Name = name
	}
	for _, percent := range []int{0, 25, 100, 400} {
		debug.SetGCPercent(percent)
		for _, mb := range []int{1, 4, 12} {
			kept = nil
			for range mb {
				kept = append(kept, make([]*int, 1<<17))
			}
			runtime.GC()
			metrics.Read(samples)
			live, stack, globals, goal := samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64(), samples[3].Value.Uint64()
			rule := live + (live+stack+globals)*uint64(percent)/100
			rule = max(rule, 4<<20*uint64(percent)/100, live+1<<20)
			fmt.Printf("GOGC=%d, %d MB kept: goal %d bytes off\n", percent, mb, goal-rule)
		}
	}
}

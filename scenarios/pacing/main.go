// Pacing. A collection begins early enough to be done when the heap reaches its goal.
//
// 8 MB stay alive: 64 buffers of 128 KB. GOGC says how much may be allocated beside them, in
// percent of what is alive, before the next collection is to be done: the heap goal. It begins
// earlier, at the trigger, since the program goes on allocating while it runs. A memory limit
// is a second goal: the lower of the two counts.
//
//scope:procs 2
//scope:view both
//scope:want output GOGC=50: the goal is 12 MB
//scope:want output GOGC=100: the goal is 16 MB
//scope:want output GOGC=200: the goal is 24 MB
//scope:want output a smaller GOGC collects more often: true
//scope:want output GOGC=off, a limit of 24 MB: the goal is below it: true
//scope:want output it is collected all the same: true
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const size = 128 << 10

var (
	alive   [64][]byte
	garbage []byte
)

func main() {
	for i := range alive {
		alive[i] = make([]byte, size)
	}
	var cycles []uint64
	for _, percent := range []int{50, 100, 200} {
		debug.SetGCPercent(percent)
		//scope:note A collection that is asked for finds out what is alive. The next goal follows from it.
		runtime.GC()
		fmt.Printf("GOGC=%d: the goal is %d MB\n", percent, read("/gc/heap/goal:bytes")>>20)
		//scope:ask 32 MB of garbage come now. How often is the collector needed with this goal?
		cycles = append(cycles, churn())
		//scope:note Watch heap, trigger and goal: each cycle begins 70 to 95 % of the way from what is alive to the goal.
		garbage = nil
	}
	fmt.Println("a smaller GOGC collects more often:", cycles[0] > cycles[1] && cycles[1] > cycles[2])

	//scope:note Without GOGC the goal is out of reach, and nothing is collected. Then a limit is set.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(24 << 20)
	goal := read("/gc/heap/goal:bytes")
	//scope:note The limit is for all memory: stacks, the runtime's own data and some room are taken off for the goal.
	fmt.Println("GOGC=off, a limit of 24 MB: the goal is below it:", goal < 24<<20)
	fmt.Println("it is collected all the same:", churn() > 0)
}

// churn allocates 32 MB and drops them, and returns how many collections there were meanwhile.
func churn() uint64 {
	before := read("/gc/cycles/total:gc-cycles")
	for range 256 {
		garbage = make([]byte, size)
	}
	return read("/gc/cycles/total:gc-cycles") - before
}

// read returns a number that the runtime keeps.
func read(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

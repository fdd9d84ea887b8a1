// Pacing. A collection begins early enough to be done when the heap reaches its goal.
//
// 8 MB stay alive: 64 buffers of 128 KB. GOGC says how much may be allocated beside them, in
// percent of what is alive, before the next collection is to be done: the heap goal. It begins
// earlier, at the trigger, since the program goes on allocating while it runs. A memory limit
// is a second goal: the lower of the two counts.
//
//scope:procs 2
//scope:view both
//scope:want output GOGC=50: a goal of 12 MB
//scope:want output GOGC=100: a goal of 16 MB
//scope:want output GOGC=200: a goal of 24 MB
//scope:want output the smaller, the more cycles: true
//scope:want output below the limit: true
//scope:want output collected again: true
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
	cycles  []uint64 // with each GOGC
)

func main() {
	for i := range alive {
		alive[i] = make([]byte, size)
	}
	for _, gogc := range []int{50, 100, 200} {
		debug.SetGCPercent(gogc)
		//scope:note runtime.GC finds out what is alive. The next goal follows from it.
		runtime.GC()
		fmt.Printf("GOGC=%d: a goal of %d MB\n",
			gogc, goal()>>20)
		//scope:ask 32 MB of garbage come now. How often will this goal be reached?
		cycles = append(cycles, churn())
		//scope:note Each cycle began 70 to 95 % of the way from what is alive to the goal: at the trigger.
		garbage = nil
	}
	c := cycles
	fmt.Println("the smaller, the more cycles:",
		c[0] > c[1] && c[1] > c[2])

	//scope:note Without GOGC there is no goal, and nothing is collected. So a limit is set.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(24 << 20)
	//scope:note The limit is for all memory: stacks and the runtime's own data are taken off.
	below := goal() < 24<<20
	fmt.Println("below the limit:", below)
	again := churn() > 0
	fmt.Println("collected again:", again)
}

// churn allocates 32 MB, drops them, and
// returns how many collections there were.
func churn() uint64 {
	before := collections()
	for range 256 {
		garbage = make([]byte, size)
		garbage[0] = 1
	}
	return collections() - before
}

func goal() uint64 {
	return read("/gc/heap/goal:bytes")
}

func collections() uint64 {
	return read("/gc/cycles/total:gc-cycles")
}

// read returns a number that the runtime keeps.
func read(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// Two writers in a map. The runtime notices that two goroutines have met in a map, and gives up.
//
// While a goroutine writes to a map it sets a flag in it. Who comes to write and finds it set
// has met another writer; so has who is done and finds it cleared. The map may be spoiled by
// then, so this is a fatal error, and no recover can stop it. It takes two Ps: with one,
// goroutines change places outside of a write.
//
//scope:procs 2
//scope:want fatal concurrent map writes
package main

import (
	"fmt"
	"runtime"
)

func main() {
	//scope:note Two Ps, whatever GOMAXPROCS is: with one this program would run for ever.
	runtime.GOMAXPROCS(2)
	votes := map[string]int{}
	go count(votes)
	//scope:ask Two goroutines write to one map, and each has deferred a recover. How will this end?
	count(votes)
}

func count(votes map[string]int) {
	defer func() {
		// Not reached: this is no panic.
		fmt.Println("recovered:", recover())
	}()
	//scope:note A map has no lock. A write sets its flag, does the work, and clears the flag again.
	for n := 0; ; n++ {
		votes["yes"] = n
	}
}

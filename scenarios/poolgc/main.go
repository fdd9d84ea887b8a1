// A pool against garbage. A buffer that is used again is no garbage: the collector has nothing to do.
//
// Each request needs a buffer for a moment. If each makes its own, the heap fills with dead buffers
// and the collector runs again and again. A sync.Pool hands the buffer of the last request to the
// next one. It is no leak: what nobody takes out is dropped after two cycles. The first moves
// all that the pool holds into its victim cache, the second empties that.
//
//scope:procs 1
//scope:view both
//scope:want output no pool: 400 made, collected: true
//scope:want output a pool: 1 made, collected: false
//scope:want output one cycle: 0 made
//scope:want output two cycles: 1 made
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

type buffer [8192]byte

var (
	made   int     // buffers
	inHand *buffer // of the request under way
	pool   = sync.Pool{New: newBuffer}
)

func newBuffer() any {
	made++
	return new(buffer)
}

func withoutPool() {
	b := newBuffer().(*buffer)
	answer(b)
}

func withPool() {
	b := pool.Get().(*buffer)
	answer(b)
	pool.Put(b)
}

func answer(b *buffer) {
	inHand = b
	inHand[0]++
	inHand = nil
}

func main() {
	runtime.GOMAXPROCS(1)  // a pool per P
	debug.SetGCPercent(10) // a small heap, too
	//scope:ask 400 requests, each with a buffer of its own. Watch the heap's line: when does the collector run?
	n := collections(withoutPool)
	//scope:note Each time dead buffers had filled the heap up to its goal: the line climbs, and falls.
	fmt.Print("no pool: ", made, " made, ")
	fmt.Println("collected:", n > 0)

	made = 0
	//scope:ask The same requests with a pool. How many buffers will be made?
	n = collections(withPool)
	//scope:note One. Each request found the buffer of the one before, and there was no garbage.
	fmt.Print("a pool: ", made, " made, ")
	fmt.Println("collected:", n > 0)

	made = 0
	runtime.GC()
	//scope:ask The buffer lay in the pool during a collection. Is it still there?
	withPool()
	//scope:note It was in the victim cache. Taken out and put back, it is in the pool itself again.
	fmt.Println("one cycle:", made, "made")

	runtime.GC()
	runtime.GC()
	//scope:ask Two collections, and nobody has used it between them. And now?
	withPool()
	//scope:note The first moved it into the victim cache, the second emptied that. A new one had to be made.
	fmt.Println("two cycles:", made, "made")
}

// collections returns how often the collector
// runs in 400 requests.
func collections(request func()) uint32 {
	runtime.GC() // begin with what is live
	before := numGC()
	for range 400 {
		request()
	}
	return numGC() - before
}

func numGC() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}

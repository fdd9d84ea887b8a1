// Stack. A goroutine's stack begins with 2 KB, grows by being copied, and shrinks again.
//
// Each function looks first whether the stack has room for its frame. If not, the runtime
// allocates one twice as large, copies all frames to it and corrects the pointers into them.
// When the collector scans a stack of which less than a quarter is in use, it halves it first.
// That is why nothing but a stack may point into a stack: see the lesson escape.
//
// The stack of a thread cannot move. It has a fixed size, most often 8 MB of addresses.
//
// Click the goroutine that runs recursion: its panel tells how large its stack is.
//
//scope:procs 2
//scope:want output 100 deep, moved: true
//scope:want output p leads to local: 7
//scope:want output collected, moved: true
//scope:want output 1000 stacks: 2 MB
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	done := make(chan bool)
	go recursion(done)
	<-done

	//scope:ask 1000 goroutines are born now. How much memory do their stacks need?
	before := stacks()
	end := make(chan bool)
	for range 1000 {
		go func() { <-end }()
	}
	//scope:note 2 KB each from its birth on, so 2 MB. A thousand threads would reserve 8 GB of addresses.
	mb := float64(stacks()-before) / (1 << 20)
	fmt.Printf("1000 stacks: %.0f MB\n", mb)
	close(end)
}

func recursion(done chan bool) {
	local := 7
	p := &local
	at := uintptr(unsafe.Pointer(p))
	//scope:ask 2 KB have room for a few frames of deep, and 100 calls come now. Does local keep its address?
	deep(100)
	//scope:note No: the stack was copied to 4, 8, 16 and 32 KB. local moved with it, and p was corrected.
	now := uintptr(unsafe.Pointer(p))
	fmt.Println("100 deep, moved:", now != at)
	fmt.Println("p leads to local:", *p)

	at = uintptr(unsafe.Pointer(p))
	//scope:ask deep has returned: most of the 32 KB is unused. What does a collection do about it?
	runtime.GC()
	//scope:note It copied what is in use to a stack of 16 KB. The next collection would halve that.
	now = uintptr(unsafe.Pointer(p))
	fmt.Println("collected, moved:", now != at)
	done <- true
}

// deep calls itself n times. Each frame has
// more than 128 bytes.
//
//go:noinline
func deep(n int) byte {
	var room [128]byte
	room[n] = 1
	if n == 0 {
		return room[0]
	}
	return deep(n-1) + room[n]
}

// stacks returns the bytes of all stacks.
func stacks() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.StackInuse
}

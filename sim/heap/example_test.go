package heap_test

import (
	"fmt"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
)

// A list of two nodes, and a third that nothing leads to.
func Example() {
	m := mem.New(2 * mem.NilPage)
	h := heap.New(m, &code.Program{}, heap.Config{})
	node := h.Define(code.Type{Name: "main.node", Size: 24, Ptrs: []uint32{2}, Stride: 24}) // {key, value int; next *node}

	first, second, lost := h.Alloc(node, 1), h.Alloc(node, 1), h.Alloc(node, 1)
	m.Store(first+16, second)
	m.Store(first+8, lost) // a number that looks like an address

	r := h.Collect(func(yield func(uint64) bool) { yield(first) })
	fmt.Println(r.Objects, "stay,", r.Freed, "freed")
	fmt.Println(h.Valid(second+7), h.Valid(lost))
	// Output:
	// 2 stay, 1 freed
	// true false
}

func ExampleRoundUpSize() {
	for _, n := range []uint64{5, 33, 520, 40_000} {
		fmt.Println(n, heap.RoundUpSize(n, true), heap.RoundUpSize(n, false))
	}
	// Output:
	// 5 8 8
	// 33 48 48
	// 520 576 568
	// 40000 40960 40960
}

package heap

import (
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// The types of the tests' program.
const (
	tBytes code.TypeID = iota
	tInt
	tPtr   // *T
	tNode  // struct{left, right *T}
	tMixed // struct{int; *T; int}: 24 bytes
	tWide  // [100]struct{int; *T}: 1600 bytes
	tEmpty // struct{}
	tByte  // one byte
	numTestTypes
)

var testTypes = []code.Type{
	{},
	{Name: "int", Size: 8},
	{Name: "*T", Size: 8, Ptrs: []uint32{0}, Stride: 8},
	{Name: "main.node", Size: 16, Ptrs: []uint32{0, 1}, Stride: 16},
	{Name: "main.mixed", Size: 24, Ptrs: []uint32{1}, Stride: 24},
	{Name: "[100]main.pair", Size: 1600, Ptrs: []uint32{1}, Stride: 16},
	{Name: "struct {}", Size: 0},
	{Name: "uint8", Size: 1},
}

// newHeap returns a heap of the tests' program behind a page of static data.
func newHeap(cfg Config) *Heap {
	return New(mem.New(3*mem.NilPage), &code.Program{Types: testTypes}, cfg)
}

func noRoots(func(uint64) bool) {}

func TestSmoke(t *testing.T) {
	h := newHeap(Config{Poison: true})
	a := h.Alloc(tNode, 1)
	b := h.Alloc(tNode, 1)
	h.m.Store(a, b)
	c := h.Alloc(tWide, 1)
	h.m.Store(c+8, a)
	d := h.Alloc(tPtr, 100000)
	h.m.Store(d+8*99999, c)
	r := h.Collect(func(yield func(uint64) bool) { yield(d + 77) })
	if r.Objects != 4 || r.Freed != 0 {
		t.Errorf("%+v", r)
	}
	if err := h.Check(); err != nil {
		t.Error(err)
	}
	r = h.Collect(noRoots)
	if r.Objects != 0 || r.Freed != 4 {
		t.Errorf("%+v", r)
	}
	if err := h.Check(); err != nil {
		t.Error(err)
	}
}

package program

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// Bounds of the initial memory, in bytes. Globals and constants stand side by side, but large
// globals, which no constant initializes, behind all that there may be of these: so they take no
// memory of the host before they are written to.
const (
	maxStatic   = 64 << 20
	largeGlobal = 1 << 20
	maxLarge    = 512 << 20 // of all large globals
)

// A dataTable keeps what is in memory before the program starts, and the constant pool.
type dataTable struct {
	consts   []uint64
	constAt  map[uint64]int32
	pairAt   map[[2]uint64]int32
	static   []uint64
	strings  map[string]uint64
	funcs    map[code.FuncID]uint64
	boxes    map[string]uint64
	globals  map[*ssa.Global]uint64
	rows     []code.Global
	small    uint64 // address of the words 0 to 255
	large    int64  // bytes of large globals
	full     bool   // one did not fit, which has been reported
	tooLarge func(g *ssa.Global, size int64)
}

func newDataTable() *dataTable {
	d := &dataTable{
		constAt: map[uint64]int32{},
		pairAt:  map[[2]uint64]int32{},
		strings: map[string]uint64{},
		funcs:   map[code.FuncID]uint64{},
		boxes:   map[string]uint64{},
		globals: map[*ssa.Global]uint64{},
		// The first word stands for all values of no size.
		static: make([]uint64, 1),
	}
	d.small = d.addr()
	for i := range uint64(256) {
		d.static = append(d.static, i)
	}
	return d
}

// addr returns the address of the next word of static memory.
func (d *dataTable) addr() uint64 { return mem.NilPage + uint64(len(d.static))*8 }

// constant returns the index of v in the pool.
func (d *dataTable) constant(v uint64) int32 {
	i, ok := d.constAt[v]
	if !ok {
		i = int32(len(d.consts))
		d.constAt[v] = i
		d.consts = append(d.consts, v)
	}
	return i
}

// pair returns the index of two neighbours in the pool.
func (d *dataTable) pair(a, b uint64) int32 {
	i, ok := d.pairAt[[2]uint64{a, b}]
	if !ok {
		i = int32(len(d.consts))
		d.pairAt[[2]uint64{a, b}] = i
		d.consts = append(d.consts, a, b)
	}
	return i
}

// text returns the address of a string constant's bytes, 0 for none.
func (d *dataTable) text(s string) uint64 {
	if s == "" {
		return 0
	}
	a, ok := d.strings[s]
	if !ok {
		a = d.addr()
		d.strings[s] = a
		d.static = append(d.static, packBytes(s)...)
	}
	return a
}

func packBytes(s string) []uint64 {
	words := make([]uint64, (len(s)+7)/8)
	for i := range len(s) {
		words[i/8] |= uint64(s[i]) << (i % 8 * 8)
	}
	return words
}

// closure returns the address of the closure object of a function that captures nothing.
func (d *dataTable) closure(f code.FuncID) uint64 {
	a, ok := d.funcs[f]
	if !ok {
		a = d.addr()
		d.funcs[f] = a
		d.static = append(d.static, uint64(f))
	}
	return a
}

// box returns the address of a read-only copy of a constant, for an interface's data word.
func (d *dataTable) box(words []uint64) uint64 {
	if len(words) == 0 {
		return mem.NilPage
	}
	key := fmt.Sprint(words)
	a, ok := d.boxes[key]
	if !ok {
		a = d.addr()
		d.boxes[key] = a
		d.static = append(d.static, words...)
	}
	return a
}

// global returns the address of a package-level variable.
func (d *dataTable) global(g *ssa.Global, row func() code.Global) uint64 {
	a, ok := d.globals[g]
	if ok {
		return a
	}
	size := sizeOf(g.Type().(*types.Pointer).Elem())
	left := maxStatic - int64(len(d.static))*8
	if size >= largeGlobal {
		left = maxLarge - d.large
	}
	if size < 0 || size > left {
		if !d.full {
			d.tooLarge(g, size)
		}
		d.full = true
		size = 8
	}
	switch {
	case size == 0:
		a = mem.NilPage
	case size >= largeGlobal:
		a = mem.NilPage + maxStatic + uint64(d.large)
		d.large += (size + 7) &^ 7
	default:
		a = d.addr()
		d.static = append(d.static, make([]uint64, (size+7)/8)...)
	}
	d.globals[g] = a
	if !strings.Contains(g.Name(), "$") {
		r := row()
		r.Addr = a
		d.rows = append(d.rows, r)
	}
	return a
}

// room returns code.Program.Room.
func (d *dataTable) room() uint64 {
	if d.large == 0 {
		return 0
	}
	return maxStatic + uint64(d.large)
}

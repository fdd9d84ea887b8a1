package vm

import (
	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
)

// A program under construction, in tests: functions are put together by hand.
type assembler struct {
	prog    *code.Program
	natives map[string]any
}

// Types that hand-made programs use; more are appended.
const (
	tInt code.TypeID = iota + 1
	tString
	tUint8
	tBytes
	tInts
	tAny
	tPtr
	tInt8
	tInt32
	tFloat
	tBool
	tStrings
	tRunes
	tMapSI // map[string]int
	tEntrySI
	tMapFI // map[float64]int
	tEntryFI
	tMapAI // map[any]int
	tEntryAI
	tFunc
	tPair // struct{a int; s string}
	tCount
)

func newAssembler() *assembler {
	types := make([]code.Type, tCount)
	types[tInt] = code.Type{Name: "int", Kind: code.KindInt, Named: true, Size: 8, Align: 8, Stride: 8}
	types[tString] = code.Type{Name: "string", Kind: code.KindString, Named: true, Size: 16, Align: 8, Ptrs: []uint32{0}, Stride: 16}
	types[tUint8] = code.Type{Name: "uint8", Kind: code.KindUint8, Named: true, Size: 1, Align: 1, Stride: 1}
	types[tBytes] = code.Type{Name: "[]uint8", Kind: code.KindSlice, Size: 24, Align: 8, Elem: tUint8, NoEq: true, Ptrs: []uint32{0}, Stride: 24}
	types[tInts] = code.Type{Name: "[]int", Kind: code.KindSlice, Size: 24, Align: 8, Elem: tInt, NoEq: true, Ptrs: []uint32{0}, Stride: 24}
	types[tAny] = code.Type{Name: "interface {}", Kind: code.KindInterface, Size: 16, Align: 8, Ptrs: []uint32{1}, Stride: 16}
	types[tPtr] = code.Type{Name: "*int", Kind: code.KindPointer, Size: 8, Align: 8, Elem: tInt, Direct: true, Ptrs: []uint32{0}, Stride: 8}
	types[tInt8] = code.Type{Name: "int8", Kind: code.KindInt8, Named: true, Size: 1, Align: 1, Stride: 1}
	types[tInt32] = code.Type{Name: "int32", Kind: code.KindInt32, Named: true, Size: 4, Align: 4, Stride: 4}
	types[tFloat] = code.Type{Name: "float64", Kind: code.KindFloat64, Named: true, Size: 8, Align: 8, Stride: 8}
	types[tBool] = code.Type{Name: "bool", Kind: code.KindBool, Named: true, Size: 1, Align: 1, Stride: 1}
	types[tStrings] = code.Type{Name: "[]string", Kind: code.KindSlice, Size: 24, Align: 8, Elem: tString, NoEq: true, Ptrs: []uint32{0}, Stride: 24}
	types[tRunes] = code.Type{Name: "[]int32", Kind: code.KindSlice, Size: 24, Align: 8, Elem: tInt32, NoEq: true, Ptrs: []uint32{0}, Stride: 24}
	mapType := func(m, entry code.TypeID, key code.TypeID, name string) {
		size := types[key].Size
		types[m] = code.Type{Name: name, Kind: code.KindMap, Size: 8, Align: 8, Key: key, Elem: tInt, Entry: entry, NoEq: true, Direct: true, Ptrs: []uint32{0}, Stride: 8}
		types[entry] = code.Type{Name: "entry", Kind: code.KindStruct, Size: size + 8, Align: 8, Ptrs: types[key].Ptrs, Stride: size + 8,
			Fields: []code.Field{{Name: "key", Type: key}, {Name: "elem", Type: tInt, Offset: size}}}
	}
	mapType(tMapSI, tEntrySI, tString, "map[string]int")
	mapType(tMapFI, tEntryFI, tFloat, "map[float64]int")
	mapType(tMapAI, tEntryAI, tAny, "map[interface {}]int")
	types[tFunc] = code.Type{Name: "func()", Kind: code.KindFunc, Size: 8, Align: 8, NoEq: true, Direct: true, Ptrs: []uint32{0}, Stride: 8}
	types[tPair] = code.Type{Name: "main.pair", Kind: code.KindStruct, Named: true, Size: 24, Align: 8, Ptrs: []uint32{1}, Stride: 24,
		Fields: []code.Field{{Name: "a", Type: tInt}, {Name: "s", Type: tString, Offset: 8}}}
	return &assembler{
		prog: &code.Program{
			Code:  make([]code.Instr, 1),
			Funcs: make([]code.Func, 1),
			Types: types,
			TypeOf: map[string]code.TypeID{
				"string": tString, "uint8": tUint8, "int": tInt, "[]uint8": tBytes,
			},
		},
		natives: map[string]any{},
	}
}

// op makes an instruction; d one with a 32-bit operand; x a second word.
func op(o code.Op, abc ...uint16) code.Instr {
	var r [3]uint16
	copy(r[:], abc)
	return code.Instr{Op: o, A: r[0], B: r[1], C: r[2]}
}

func opD(o code.Op, a uint16, d int32) code.Instr { return code.Instr{Op: o, A: a}.WithD(d) }
func xD(d int32) code.Instr                       { return opD(code.OpX, 0, d) }

// s is a signed operand.
func s(x int) uint16 { return uint16(int16(x)) }

// fn adds a function; ptrs are the slots that may hold pointers.
func (a *assembler) fn(f code.Func, ptrs []int, ins ...code.Instr) code.FuncID {
	id := code.FuncID(len(a.prog.Funcs))
	f.Entry = int32(len(a.prog.Code))
	f.End = f.Entry + int32(len(ins))
	if f.Clos == 0 {
		f.Clos = -1
	}
	if f.Recover != 0 {
		f.Recover += f.Entry
	}
	f.Ptrs = make([]uint64, (f.Frame+63)/64)
	for _, p := range ptrs {
		f.Ptrs[p/64] |= 1 << (p % 64)
	}
	a.prog.Code = append(a.prog.Code, ins...)
	a.prog.Funcs = append(a.prog.Funcs, f)
	return id
}

// str puts a string constant into the constant pool and returns its index for OpK2.
func (a *assembler) str(s string) int32 {
	addr := uint64(mem.NilPage) + uint64(len(a.prog.Static))*8
	words := make([]uint64, (len(s)+7)/8)
	for i := range len(s) {
		words[i/8] |= uint64(s[i]) << (i % 8 * 8)
	}
	a.prog.Static = append(a.prog.Static, words...)
	k := int32(len(a.prog.Consts))
	a.prog.Consts = append(a.prog.Consts, addr, uint64(len(s)))
	return k
}

// faults gives the program a function for every fault: it panics with the fault's number, a
// small int boxed, except that an unhandled panic ends the goroutine.
func (a *assembler) faults() {
	for f := code.NoFault + 1; f < code.FaultCount; f++ {
		if f == code.FaultUnhandled {
			a.prog.Faults[f] = a.fn(code.Func{Name: "fatalpanic", Frame: 4}, nil, opD(code.OpNative, 0, a.native("test.dead")))
			continue
		}
		a.prog.Faults[f] = a.fn(code.Func{Name: f.String(), Frame: 24}, nil,
			opD(code.OpImm, 16, int32(f)),
			op(code.OpBox, 17, 16), xD(int32(tInt)),
			op(code.OpPanic, 17))
	}
}

// native adds a native and returns its index.
func (a *assembler) native(name string, types ...code.TypeID) int32 {
	for i, n := range a.prog.Natives {
		if n.Name == name {
			return int32(i)
		}
	}
	a.prog.Natives = append(a.prog.Natives, code.Native{Name: name, Params: types})
	return int32(len(a.prog.Natives) - 1)
}

// tb is what tests, benchmarks and rapid's checks have in common.
type tb interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// A bench is a machine of one goroutine for tests.
type bench struct {
	*VM
	heap *heap.Heap
	t    tb
}

// vm makes a VM for the program.
func (a *assembler) vm(t tb) *bench {
	t.Helper()
	a.prog.Pos = make([]code.Pos, len(a.prog.Code))
	m := mem.New(mem.NilPage + uint64(len(a.prog.Static))*8)
	copy(m.W[nilWords:], a.prog.Static)
	h := heap.New(m, a.prog, heap.Config{Limit: 64 << 20})
	v, err := New(Config{Prog: a.prog, Mem: m, Heap: h, Natives: a.natives, Requests: map[string]bool{"test.dead": true, "test.ask": true}, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return &bench{v, h, t}
}

// start spawns fn in slot 0.
func (b *bench) start(fn code.FuncID, args ...uint64) {
	b.t.Helper()
	if !b.Spawn(0, fn, 0, args) {
		b.t.Fatal("no memory for a stack")
	}
}

// run runs slot 0 until it needs the machine or is done, collecting when asked to.
func (b *bench) run() Stop {
	for {
		_, why := b.Run(0, 1<<40)
		if why != StopCollect {
			return why
		}
		b.heap.Collect(func(yield func(uint64) bool) { b.Roots(0, yield) })
	}
}

// result returns word i of what the outermost function returned.
func (b *bench) result(i int) uint64 {
	c := b.ctx.Get(0)
	return b.mem.W[int(c.fp)+i]
}

// eval runs fn to its end and returns its first n result words.
func (b *bench) eval(n int, fn code.FuncID, args ...uint64) []uint64 {
	b.t.Helper()
	if b.ctx.Len() > 0 {
		b.Free(0)
	}
	b.start(fn, args...)
	if why := b.run(); why != StopDone {
		b.t.Fatalf("%s stopped: %v at pc %d", b.prog.Funcs[fn].Name, why, b.PC(0))
	}
	var out []uint64
	for i := range n {
		out = append(out, b.result(i))
	}
	return out
}

package vm

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopherscope/sim/code"
)

// Host functions are called on values of every kind that natives carry, and what they return
// comes back.
func TestHostFunctions(t *testing.T) {
	more := []code.Type{
		{Name: "complex128", Kind: code.KindComplex128, Size: 16, Align: 8, Stride: 16},
		{Name: "complex64", Kind: code.KindComplex64, Size: 8, Align: 4, Stride: 8},
		{Name: "float32", Kind: code.KindFloat32, Size: 4, Align: 4, Stride: 4},
		{Name: "[5]uint8", Kind: code.KindArray, Elem: tUint8, Len: 5, Size: 5, Align: 1, Stride: 5},
	}
	const tComplex, tComplex64, tFloat32, tArray = tCount, tCount + 1, tCount + 2, tCount + 3
	type named float64 // a host function may have types of its own
	tests := []struct {
		name    string
		host    any
		params  []code.TypeID
		results []code.TypeID
		args    func(b *bench) []uint64
		want    func(b *bench, w []uint64) bool
	}{
		{"strings and an int", strings.Index, []code.TypeID{tString, tString}, []code.TypeID{tInt},
			func(b *bench) []uint64 { return b.strings("chicken", "ken") },
			func(_ *bench, w []uint64) bool { return w[0] == 4 }},
		{"a new string", strings.ToUpper, []code.TypeID{tString}, []code.TypeID{tString},
			func(b *bench) []uint64 { return b.strings("gopher, wörld") },
			func(b *bench, w []uint64) bool { return b.Text(w[0], w[1]) == "GOPHER, WÖRLD" }},
		{"a slice of strings", strings.Fields, []code.TypeID{tString}, []code.TypeID{tStrings},
			func(b *bench) []uint64 { return b.strings(" a bc  d ") },
			func(b *bench, w []uint64) bool {
				if w[1] != 3 || w[2] != 3 {
					return false
				}
				e := w[0] + 16
				return b.Text(b.mem.Load(e), b.mem.Load(e+8)) == "bc"
			}},
		{"a slice of strings as argument", strings.Join, []code.TypeID{tStrings, tString}, []code.TypeID{tString},
			func(b *bench) []uint64 {
				words := b.strings("x", "yz")
				s := b.heap.Alloc(tString, 2)
				for i, w := range words {
					b.mem.Store(s+uint64(i)*8, w)
				}
				return append([]uint64{s, 2, 2}, b.strings("--")...)
			},
			func(b *bench, w []uint64) bool { return b.Text(w[0], w[1]) == "x--yz" }},
		{"bytes", func(p []byte) []byte { slices.Reverse(p); return p }, []code.TypeID{tBytes}, []code.TypeID{tBytes},
			func(b *bench) []uint64 { return append(b.strings("abcdefghijk"), 11) },
			func(b *bench, w []uint64) bool { return b.Text(w[0], w[1]) == "kjihgfedcba" }},
		{"runes", func(r []rune) int { return int(r[1]) }, []code.TypeID{tRunes}, []code.TypeID{tInt},
			func(b *bench) []uint64 {
				s := b.heap.Alloc(tInt32, 2)
				b.mem.StoreN(s+4, 4, '世')
				return []uint64{s, 2, 2}
			},
			func(_ *bench, w []uint64) bool { return w[0] == '世' }},
		{"several results", func(s string) (int, bool) { n, err := strconv.Atoi(s); return n, err == nil },
			[]code.TypeID{tString}, []code.TypeID{tInt, tBool},
			func(b *bench) []uint64 { return b.strings("-77") },
			func(_ *bench, w []uint64) bool { return int64(w[0]) == -77 && w[1] == 1 }},
		{"floats", math.Hypot, []code.TypeID{tFloat, tFloat}, []code.TypeID{tFloat},
			func(*bench) []uint64 { return []uint64{w64(3), w64(4)} },
			func(_ *bench, w []uint64) bool { return f64(w[0]) == 5 }},
		{"one float, called without reflection", math.Sqrt, []code.TypeID{tFloat}, []code.TypeID{tFloat},
			func(*bench) []uint64 { return []uint64{w64(81)} },
			func(_ *bench, w []uint64) bool { return f64(w[0]) == 9 }},
		{"a named float", func(x named) named { return x / 2 }, []code.TypeID{tFloat}, []code.TypeID{tFloat},
			func(*bench) []uint64 { return []uint64{w64(5)} },
			func(_ *bench, w []uint64) bool { return f64(w[0]) == 2.5 }},
		{"float32", func(x float32) float32 { return x * 3 }, []code.TypeID{tFloat32}, []code.TypeID{tFloat32},
			func(*bench) []uint64 { return []uint64{w32(1.5)} },
			func(_ *bench, w []uint64) bool { return w[0] == w32(4.5) }},
		{"complex numbers", func(x complex128) complex64 { return complex64(x * x) }, []code.TypeID{tComplex}, []code.TypeID{tComplex64},
			func(*bench) []uint64 { return []uint64{w64(1), w64(2)} },
			func(_ *bench, w []uint64) bool { return w[0] == w32(-3)|w32(4)<<32 }},
		{"a narrow signed integer", func(x int8) int8 { return x - 100 }, []code.TypeID{tInt8}, []code.TypeID{tInt8},
			func(*bench) []uint64 { return []uint64{^uint64(99)} },
			func(_ *bench, w []uint64) bool { return w[0] == 56 }},
		{"an array of bytes", func(x [5]byte) [5]byte { x[4]++; return x }, []code.TypeID{tArray}, []code.TypeID{tArray},
			func(*bench) []uint64 { return []uint64{0x0504030201} },
			func(_ *bench, w []uint64) bool { return w[0] == 0x0604030201 }},
		{"a nil slice stays nil", func(p []byte) []byte { return p }, []code.TypeID{tBytes}, []code.TypeID{tBytes},
			func(*bench) []uint64 { return []uint64{0, 0, 0} },
			func(_ *bench, w []uint64) bool { return w[0] == 0 && w[1] == 0 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAssembler()
			a.prog.Types = append(a.prog.Types, more...)
			a.natives = map[string]any{"host.f": tt.host}
			a.prog.Natives = []code.Native{{Name: "host.f", Params: tt.params, Results: tt.results}}
			f := a.fn(code.Func{Name: "main.f", Frame: 12}, []int{0}, opD(code.OpNative, 0, 0), op(code.OpRet))
			a.faults()
			b := a.vm(t)
			if got := b.eval(3, f, tt.args(b)...); !tt.want(b, got) {
				t.Errorf("results are %#x", got)
			}
		})
	}
}

// strings returns the words of new strings.
func (b *bench) strings(texts ...string) (words []uint64) {
	for _, s := range texts {
		w, _ := b.NewString(s)
		words = append(words, w[:]...)
	}
	return words
}

// A host function that does not fit its declaration, or that nobody has, is an error of New.
func TestLinkErrors(t *testing.T) {
	tests := []struct {
		name string
		host any
		want string
	}{
		{"no host function", nil, "native host.f: nobody serves it"},
		{"another number of parameters", func() {}, "native host.f: the host has a func() for it"},
		{"another kind", func(string) {}, "native host.f: parameter 0: int is no string"},
		{"no function", 7, "native host.f: the host has a int for it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAssembler()
			a.prog.Natives = []code.Native{{Name: "host.f", Params: []code.TypeID{tInt}}}
			if tt.host != nil {
				a.natives["host.f"] = tt.host
			}
			_, err := New(Config{Prog: a.prog, Heap: noHeap{}, Natives: a.natives})
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

// noHeap is enough for a VM that runs nothing.
type noHeap struct{ Heap }

func (noHeap) Define(code.Type) code.TypeID { return 0 }

// A host function that panics makes the goroutine panic with the text.
func TestHostPanic(t *testing.T) {
	p := newPanicker()
	p.natives["host.f"] = func() { panic("no such luck") }
	n := p.native("host.f")
	rec := p.fn("rec", []code.Instr{op(code.OpRecover, 22), op(code.OpLd8, 24, 23, 8), opD(code.OpSet8, 24, trail)})
	main := p.fn("main", defers(rec), []code.Instr{opD(code.OpNative, 30, n)})
	p.faults()
	b := p.vm(t)
	b.eval(0, main)
	if got := b.mem.W[trail]; got != uint64(len("no such luck")) {
		t.Errorf("recovered a text of %d bytes, want %d", got, len("no such luck"))
	}
}

// Atomic operations on variables of four and eight bytes; the neighbours stay.
func TestAtomics(t *testing.T) {
	tests := []struct {
		name      string
		before    uint64 // of a word whose high half is the variable, if it has four bytes
		args      []uint64
		after     uint64
		result    uint64
		hasResult bool
	}{
		{"AddInt32", 0xffffffff_00000007, []uint64{1}, 7, 0, true},
		{"AddInt32", 0x00000001_00000007, []uint64{^uint64(2)}, 0xfffffffe_00000007, ^uint64(1), true},
		{"LoadInt32", 0x80000000_00000007, nil, 0x80000000_00000007, ^uint64(1<<31 - 1), true},
		{"LoadUint32", 0x80000000_00000007, nil, 0x80000000_00000007, 1 << 31, true},
		{"StoreUint32", 7, []uint64{9}, 9<<32 | 7, 0, false},
		{"SwapUint32", 3<<32 | 7, []uint64{9}, 9<<32 | 7, 3, true},
		{"CompareAndSwapInt32", 3<<32 | 7, []uint64{3, 9}, 9<<32 | 7, 1, true},
		{"CompareAndSwapInt32", 3<<32 | 7, []uint64{4, 9}, 3<<32 | 7, 0, true},
		{"AddUint64", 5, []uint64{6}, 11, 11, true},
		{"OrUint32", 1<<32 | 7, []uint64{6}, 7<<32 | 7, 1, true},
		{"AndInt64", 7, []uint64{6}, 6, 7, true},
		{"CompareAndSwapPointer", 7, []uint64{7, 8}, 8, 1, true},
	}
	for _, tt := range tests {
		a := newAssembler()
		a.prog.Static = make([]uint64, 1)
		a.prog.Natives = []code.Native{{Name: "sync/atomic." + tt.name}}
		f := a.fn(code.Func{Name: "main.f", Frame: 12}, nil, opD(code.OpNative, 0, 0), op(code.OpRet))
		a.faults()
		b := a.vm(t)
		addr := uint64(nilWords * 8)
		b.mem.Store(addr, tt.before)
		if strings.Contains(tt.name, "32") {
			addr += 4
		}
		got := b.eval(1, f, append([]uint64{addr}, tt.args...)...)[0]
		if after := b.mem.W[nilWords]; after != tt.after || tt.hasResult && got != tt.result {
			t.Errorf("%s of %#x with %#x: %#x, result %#x; want %#x, %#x", tt.name, tt.before, tt.args, after, got, tt.after, tt.result)
		}
	}
}

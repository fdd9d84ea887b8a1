package vm

import (
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// Every instruction that can fail raises its fault, with the arguments the text needs, and
// leaves its registers alone.
func TestFaults(t *testing.T) {
	const none = code.NoReg
	slice := func(lo, hi, limit uint16) []code.Instr {
		return []code.Instr{op(code.OpSlice, 10, 0), op(code.OpX, lo, hi, limit), xD(8)}
	}
	array := func(lo, hi, limit uint16) []code.Instr {
		return []code.Instr{op(code.OpSliceA, 10, 0), op(code.OpX, lo, hi, limit), xD(8), xD(3)}
	}
	one := func(ins ...code.Instr) []code.Instr { return ins }
	const a = mem.NilPage // an address in memory
	neg := ^uint64(0)
	tests := []struct {
		name  string
		ins   []code.Instr
		r     []uint64 // registers from 0 on
		fault code.Fault
		args  []uint64
	}{
		{"load through nil", one(op(code.OpLd8, 1, 0, 16)), []uint64{0}, code.FaultNil, []uint64{16}},
		{"load of a byte through nil", one(op(code.OpLd1s, 1, 0, 3)), []uint64{0}, code.FaultNil, []uint64{3}},
		{"load of several words through nil", one(op(code.OpLdN, 1, 0, 8), xD(24)), []uint64{0}, code.FaultNil, []uint64{8}},
		{"store through nil", one(op(code.OpSt4, 0, 1, 4)), []uint64{0}, code.FaultNil, []uint64{4}},
		{"store of a pointer through nil", one(op(code.OpStP, 0, 1)), []uint64{0}, code.FaultNil, []uint64{0}},
		{"store of a value through nil", one(op(code.OpStT, 0, 1), xD(int32(tPair))), []uint64{0}, code.FaultNil, []uint64{0}},
		{"an address behind memory", one(op(code.OpLd8, 1, 0)), []uint64{1 << 50}, code.FaultNil, []uint64{1 << 50}},
		{"a string outside memory", one(op(code.OpLtS, 4, 0, 2)), []uint64{1 << 50, 8, a, 8}, code.FaultNil, []uint64{0}},
		{"a slice that is longer than memory", one(op(code.OpBtoS, 4, 0), op(code.OpX, code.NoReg)), []uint64{a, 1 << 40, 1 << 40}, code.FaultMemory, nil},
		{"copy from nil", one(op(code.OpMovM, 1, 0), xD(int32(tPair))), []uint64{0, a}, code.FaultNil, []uint64{0}},
		{"nil check", one(op(code.OpNil, 0)), []uint64{8}, code.FaultNil, []uint64{8}},
		{"call of nil", one(op(code.OpCallC, 10, 0)), []uint64{0}, code.FaultNil, []uint64{0}},
		{"method of a nil interface", one(op(code.OpCallI, 10, 0), xD(0)), []uint64{0, 0}, code.FaultNil, []uint64{24}},
		{"element of a nil array", one(op(code.OpArrA, 2, 0, 1), xD(8), xD(3)), []uint64{0, 1}, code.FaultNil, []uint64{0}},
		{"index", one(op(code.OpIdx8, 4, 0, 3)), []uint64{a, 3, 3, 5}, code.FaultIndex, []uint64{5, 3}},
		{"negative index", one(op(code.OpIdx4, 4, 0, 3)), []uint64{a, 3, 3, neg}, code.FaultIndex, []uint64{neg, 3}},
		{"index of a string", one(op(code.OpIdx1, 4, 0, 3)), []uint64{a, 2, 0, 2}, code.FaultIndex, []uint64{2, 2}},
		{"index to store", one(op(code.OpSix2, 0, 3, 4)), []uint64{a, 3, 3, 3}, code.FaultIndex, []uint64{3, 3}},
		{"index of an array", one(op(code.OpArrA, 2, 0, 1), xD(8), xD(3)), []uint64{a, 3}, code.FaultIndex, []uint64{3, 3}},
		{"index of large elements", one(op(code.OpIdxA, 4, 0, 3), xD(24)), []uint64{a, 1, 1, 1}, code.FaultIndex, []uint64{1, 1}},
		{"bounds by register", one(op(code.OpBound, 0, 1)), []uint64{4, 4}, code.FaultIndex, []uint64{4, 4}},
		{"bounds by constant", one(opD(code.OpBoundK, 0, 4)), []uint64{9}, code.FaultIndex, []uint64{9, 4}},
		{"division by zero", one(op(code.OpDiv, 2, 0, 1)), []uint64{1, 0}, code.FaultDivide, nil},
		{"unsigned division by zero", one(op(code.OpDivU, 2, 0, 1)), []uint64{1, 0}, code.FaultDivide, nil},
		{"remainder by zero", one(op(code.OpRem, 2, 0, 1)), []uint64{1, 0}, code.FaultDivide, nil},
		{"negative shift", one(op(code.OpShChk, 0)), []uint64{neg}, code.FaultShift, nil},
		{"s[:hi] beyond the capacity", slice(none, 3, none), []uint64{a, 1, 4, 5}, code.FaultSliceAcap, []uint64{5, 4}},
		{"s[lo:] beyond the length", slice(3, none, none), []uint64{a, 1, 4, 2}, code.FaultSliceB, []uint64{2, 1}},
		{"s[lo:hi] crossed", slice(3, 4, none), []uint64{a, 1, 4, 3, 2}, code.FaultSliceB, []uint64{3, 2}},
		{"s[::max] beyond the capacity", slice(none, 3, 4), []uint64{a, 1, 4, 1, 5}, code.FaultSlice3Acap, []uint64{5, 4}},
		{"s[:hi:max] crossed", slice(none, 3, 4), []uint64{a, 1, 4, 3, 2}, code.FaultSlice3B, []uint64{3, 2}},
		{"s[lo:hi:max] crossed", slice(3, 4, 5), []uint64{a, 1, 4, 3, 2, 4}, code.FaultSlice3C, []uint64{3, 2}},
		{"array[:hi]", array(none, 3, none), []uint64{a, 0, 0, 4}, code.FaultSliceAlen, []uint64{4, 3}},
		{"array[::max]", array(none, 3, 4), []uint64{a, 0, 0, 1, 4}, code.FaultSlice3Alen, []uint64{4, 3}},
		{"slice of a nil array", array(none, none, none), []uint64{0}, code.FaultNil, []uint64{0}},
		{"string[:hi]", one(op(code.OpSliceS, 10, 0), op(code.OpX, none, 3)), []uint64{a, 2, 0, 3}, code.FaultSliceAlen, []uint64{3, 2}},
		{"string[lo:hi] crossed", one(op(code.OpSliceS, 10, 0), op(code.OpX, 3, 4)), []uint64{a, 2, 0, 2, 1}, code.FaultSliceB, []uint64{2, 1}},
		{"slice to array", one(op(code.OpSlArr, 4, 0), xD(4)), []uint64{a, 3, 8}, code.FaultSliceConvert, []uint64{3, 4}},
		{"make with a negative length", one(op(code.OpMkSl, 4, 0, 0), xD(int32(tInt))), []uint64{neg}, code.FaultMakeSliceLen, nil},
		{"make with too large a length", one(op(code.OpMkSl, 4, 0, 0), xD(int32(tInt))), []uint64{1 << 62}, code.FaultMakeSliceLen, nil},
		{"make with a capacity below the length", one(op(code.OpMkSl, 4, 0, 1), xD(int32(tInt))), []uint64{3, 2}, code.FaultMakeSliceCap, nil},
		{"append beyond all lengths", one(op(code.OpAppend, 8, 0, 3), xD(int32(tInt))), []uint64{a, 1 << 60, 1 << 60, a, 1 << 60, 1 << 60}, code.FaultGrowSlice, nil},
		{"store to a nil map", one(op(code.OpMapSet, 0, 1, 3), xD(int32(tMapSI))), []uint64{0}, code.FaultNilMap, nil},
		{"go of nil", one(op(code.OpGo, 1, 0, 0), xD(0)), []uint64{0}, code.FaultGoNil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			as := newAssembler()
			as.prog.Static = make([]uint64, 64)
			f := as.fn(code.Func{Name: "main.f", Frame: 20}, nil, append(tt.ins, op(code.OpRet))...)
			// A fault's function notes its number and its arguments.
			for k := code.NoFault + 1; k < code.FaultCount; k++ {
				as.prog.Faults[k] = as.fn(code.Func{Name: k.String(), Frame: 12}, nil,
					opD(code.OpSet8, 0, nilWords+1), opD(code.OpSet8, 1, nilWords+2),
					opD(code.OpImm, 0, int32(k)), opD(code.OpSet8, 0, nilWords), opD(code.OpNative, 0, as.native("test.dead")))
			}
			b := as.vm(t)
			b.start(f, tt.r...)
			if why := b.run(); why != StopRequest {
				t.Fatalf("stopped: %v, want a fault", why)
			}
			if got := code.Fault(b.mem.W[nilWords]); got != tt.fault {
				t.Errorf("fault %v, want %v", got, tt.fault)
			}
			for i, want := range tt.args {
				if got := b.mem.W[nilWords+1+i]; got != want {
					t.Errorf("argument %d is %#x, want %#x", i, got, want)
				}
			}
			for i, want := range tt.r { // the frame below the fault's
				c := b.ctx.Get(0)
				fp := c.fp - int32(b.mem.W[c.fp-1]&headerDist)
				if got := b.mem.W[int(fp)+i]; got != want {
					t.Errorf("register %d changed from %#x to %#x", i, want, got)
				}
			}
		})
	}
}

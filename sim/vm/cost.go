package vm

import (
	"slices"

	"gopherscope/sim/code"
)

// What instructions cost beyond the 1 ns of each, in virtual ns: so that operations take what
// they do on go1.26.
const (
	costAlloc   = 20  // an object of the heap
	costLock    = 2   // an atomic operation that writes
	costPanic   = 130 // a panic, from its value to the function that recovers
	smallBytes  = 128 // an object of more bytes costs more by its size: see born
	costBarrier = 9   // a pointer store while the collector marks, its part of the flush included
)

// What runs is a copy of the program's code that has the cost of each instruction, in virtual
// ns, in the upper half of its operation.
const (
	costShift = 8
	opMask    = 1<<costShift - 1
)

// The operations fit in the lower half.
var _ [opMask + 1 - opCount]struct{}

// withCosts returns the code with its costs. Where an instruction takes less than a ns, one of
// several takes it.
func (v *VM) withCosts(percent func(f *code.Func) int) []code.Instr {
	timed := slices.Clone(v.plain)
	for pc := range timed {
		timed[pc].Op |= 1 << costShift
	}
	for i := range v.prog.Funcs {
		f := &v.prog.Funcs[i]
		each := 100
		if percent != nil {
			each = percent(f)
		}
		sum := 50 // hundredths of a ns, so that it is rounded
		for pc := f.Entry; pc < f.End; pc++ {
			in := v.plain[pc]
			cost := 0
			if in.Op != code.OpX {
				before := sum / 100
				sum += each
				cost = sum/100 - before
				if cost == 0 && !v.mayBeFree(pc) {
					cost = 1
				}
			}
			timed[pc].Op = in.Op | code.Op(cost)<<costShift
		}
	}
	return timed
}

// mayBeFree reports whether the instruction at pc may cost nothing: it moves or computes words, or
// calls or returns, which nobody is told of. One that jumps back takes time, so that no loop is free.
func (v *VM) mayBeFree(pc int32) bool {
	switch op := v.plain[pc].Op; op {
	case code.OpMov, code.OpMov2, code.OpMov3, code.OpImm, code.OpK, code.OpK2, code.OpZero, code.OpLea,
		code.OpLd8, code.OpLd4, code.OpLd4s, code.OpLd1, code.OpLdN, code.OpSt8, code.OpSt4, code.OpSt1,
		code.OpGet8, code.OpSet8, code.OpFld, code.OpIdx8, code.OpIdx1, code.OpIdxA, code.OpNil,
		code.OpCall, code.OpRet, code.OpRet1:
		return true
	default:
		to, jumps := v.prog.Target(pc)
		return jumps && to > pc || !jumps && op >= code.OpAdd && op <= code.OpLNot
	}
}

// single returns the code with a cost of at least 1 ns for each instruction: to execute one
// that is free, and no more.
func (v *VM) single() []code.Instr {
	if v.onlyOne == nil {
		v.onlyOne = slices.Clone(v.timed)
		for pc := range v.onlyOne {
			if op := &v.onlyOne[pc].Op; *op>>costShift == 0 {
				*op |= 1 << costShift
			}
		}
	}
	return v.onlyOne
}

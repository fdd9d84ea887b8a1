package vm

import (
	"slices"

	"gopherscope/sim/code"
)

// What instructions cost beyond the 1 ns of each, in virtual ns: so that operations take what
// they do on go1.26.
const (
	costAlloc   = 20  // an object of the heap
	costLock    = 3   // an atomic operation that writes
	costPanic   = 130 // a panic, from its value to the function that recovers
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
// several takes it; so that no loop is free, each that jumps back takes one at least.
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
			switch {
			case in.Op == code.OpX, in.Op == code.OpNative && notes[v.prog.Natives[in.D()].Name]:
			default:
				before := sum / 100
				sum += each
				cost = sum/100 - before
				if to, ok := v.prog.Target(pc); ok && to <= pc && cost == 0 {
					cost = 1
				}
			}
			timed[pc].Op = in.Op | code.Op(cost)<<costShift
		}
	}
	return timed
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

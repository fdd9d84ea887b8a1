package vm

import (
	"math/bits"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
)

// maxAlloc is the size no object may exceed: the address space of the runtime on amd64.
const maxAlloc = 1 << 48

// sliceOp executes the operations on slices.
func (v *VM) sliceOp(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	x := ins[c.pc+1]
	switch in.Op {
	case code.OpSlice:
		base, n, k := r[in.B], r[in.B+1], r[in.B+2]
		b := bounds{len: n, cap: k, a: code.FaultSliceAcap, a3: code.FaultSlice3Acap}
		return v.reslice(c, x, in.A, base, uint64(ins[c.pc+2].D()), b, 3)
	case code.OpSliceA:
		n := uint64(ins[c.pc+3].D())
		if !v.mapped(r[in.B]) {
			return v.raise(c, code.FaultNil, r[in.B])
		}
		b := bounds{len: n, cap: n, a: code.FaultSliceAlen, a3: code.FaultSlice3Alen}
		return v.reslice(c, x, in.A, r[in.B], uint64(ins[c.pc+2].D()), b, 4)
	case code.OpSliceS:
		n := r[in.B+1]
		lo, hi := uint64(0), n
		if x.A != code.NoReg {
			lo = r[x.A]
		}
		if x.B != code.NoReg {
			hi = r[x.B]
		}
		switch {
		case hi > n:
			return v.raise(c, code.FaultSliceAlen, hi, n)
		case lo > hi:
			return v.raise(c, code.FaultSliceB, lo, hi)
		}
		base := r[in.B]
		if hi > lo { // an empty string stays where it cannot point behind its object
			base += lo
		}
		r[in.A], r[in.A+1] = base, hi-lo
		c.pc += 2
		return running
	case code.OpMkSl:
		return v.makeSlice(c, in.A, code.TypeID(x.D()), int64(r[in.B]), int64(r[in.C]))
	case code.OpAppend:
		t := code.TypeID(x.D())
		dst := [3]uint64{r[in.B], r[in.B+1], r[in.B+2]}
		return v.appendTo(c, in.A, dst, r[in.C], r[in.C+1], t, c.pc+2)
	case code.OpAppendV:
		dst := [3]uint64{r[in.B], r[in.B+1], r[in.B+2]}
		src := uint64(int(c.fp)+int(in.C)) * 8
		return v.appendTo(c, in.A, dst, src, uint64(ins[c.pc+2].D()), code.TypeID(x.D()), c.pc+3)
	case code.OpAppendS:
		dst := [3]uint64{r[in.B], r[in.B+1], r[in.B+2]}
		return v.appendTo(c, in.A, dst, r[in.C], r[in.C+1], v.prog.TypeOf["uint8"], c.pc+1)
	case code.OpCopy:
		n := min(r[in.B+1], r[in.C+1])
		v.work(n * v.types[x.D()].size)
		v.move(r[in.B], r[in.C], code.TypeID(x.D()), n)
		r[in.A] = n
	case code.OpClearS:
		size := r[in.A+1] * v.types[x.D()].size
		v.work(size)
		if size > 0 {
			v.zero(r[in.A], code.TypeID(x.D()), r[in.A+1])
		}
	case code.OpSlArr:
		want := uint64(x.D())
		if r[in.B+1] < want {
			return v.raise(c, code.FaultSliceConvert, r[in.B+1], want)
		}
		r[in.A] = r[in.B]
	}
	c.pc += 2
	return running
}

// bounds is what a slice expression may reach, and the faults of its upper bounds: those of
// slices speak of a capacity, those of arrays of a length.
type bounds struct {
	len, cap uint64
	a, a3    code.Fault
}

// reslice executes base[lo:hi:max]; x holds the bounds' registers, words is the length of
// the instruction.
func (v *VM) reslice(c *context, x code.Instr, dst uint16, base, size uint64, b bounds, words int32) Stop {
	r := (*[window]uint64)(v.mem.W[c.fp : int(c.fp)+window])
	lo, hi, limit := uint64(0), b.len, b.cap
	if x.A != code.NoReg {
		lo = r[x.A]
	}
	if x.B != code.NoReg {
		hi = r[x.B]
	}
	if x.C != code.NoReg {
		limit = r[x.C]
		switch {
		case limit > b.cap:
			return v.raise(c, b.a3, limit, b.cap)
		case hi > limit:
			return v.raise(c, code.FaultSlice3B, hi, limit)
		case lo > hi:
			return v.raise(c, code.FaultSlice3C, lo, hi)
		}
	} else {
		switch {
		case hi > limit:
			return v.raise(c, b.a, hi, limit)
		case lo > hi:
			return v.raise(c, code.FaultSliceB, lo, hi)
		}
	}
	if limit > lo { // an empty slice stays where it cannot point behind its object
		base += lo * size
	}
	r[dst], r[dst+1], r[dst+2] = base, hi-lo, limit-lo
	c.pc += words
	return running
}

// makeSlice executes OpMkSl.
//
// Models makeslice, runtime/slice.go.
func (v *VM) makeSlice(c *context, dst uint16, t code.TypeID, n, k int64) Stop {
	size := v.types[t].size
	if n < 0 || tooLarge(uint64(n), size) {
		return v.raise(c, code.FaultMakeSliceLen)
	}
	if k < n || tooLarge(uint64(k), size) {
		return v.raise(c, code.FaultMakeSliceCap)
	}
	a := v.heap.Alloc(t, k)
	if a == 0 {
		return v.starve(c)
	}
	v.born(uint64(k) * size)
	v.reg(dst, a)
	v.reg(dst+1, uint64(n))
	v.reg(dst+2, uint64(k))
	return v.allocated(c, c.pc+2)
}

// tooLarge reports whether n elements are more than any object.
func tooLarge(n, size uint64) bool {
	hi, lo := bits.Mul64(n, size)
	return hi != 0 || lo > maxAlloc
}

// appendTo executes append(dst, the n elements at src...).
//
// Models growslice, runtime/slice.go.
func (v *VM) appendTo(c *context, reg uint16, dst [3]uint64, src, n uint64, t code.TypeID, next int32) Stop {
	size := v.types[t].size
	want := dst[1] + n
	grown := false
	if want > dst[2] {
		if int64(want) < 0 || tooLarge(want, size) {
			return v.raise(c, code.FaultGrowSlice)
		}
		newCap := want
		a := uint64(0)
		if size > 0 {
			newCap = grownCap(int64(want), int64(dst[2]), size, len(v.prog.Types[t].Ptrs) == 0)
		}
		if a = v.heap.Alloc(t, int64(newCap)); a == 0 {
			return v.starve(c)
		}
		v.work(dst[1] * size)
		v.move(a, dst[0], t, dst[1])
		dst[0], dst[2] = a, newCap
		grown = true
	}
	v.work(n * size)
	v.move(dst[0]+dst[1]*size, src, t, n)
	v.reg(reg, dst[0])
	v.reg(reg+1, want)
	v.reg(reg+2, dst[2])
	if grown {
		return v.allocated(c, next)
	}
	c.pc = next
	return running
}

// grownCap returns the capacity that append gives a slice which is to have newLen elements of
// the given size.
func grownCap(newLen, oldCap int64, size uint64, noscan bool) uint64 {
	return heap.RoundUpSize(nextSliceCap(newLen, oldCap)*size, noscan) / size
}

// nextSliceCap returns the capacity that append asks for before it is rounded up to a size
// class: twice the old one, and from 256 elements on slowly less, down to a quarter more.
//
// Models nextslicecap, runtime/slice.go.
func nextSliceCap(newLen, oldCap int64) uint64 {
	const threshold = 256
	switch {
	case newLen > 2*oldCap:
		return uint64(newLen)
	case oldCap < threshold:
		return uint64(2 * oldCap)
	}
	n := uint64(oldCap)
	for n < uint64(newLen) {
		n += (n + 3*threshold) >> 2
	}
	return n
}

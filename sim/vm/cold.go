package vm

import (
	"gopherscope/sim/code"
)

// cold executes the instruction at c.pc that the loop left to it, and sets c.pc to the next
// one. An instruction that raises a fault, or that the machine must serve, has changed
// nothing.
func (v *VM) cold(ins []code.Instr, in code.Instr) Stop {
	c := v.c
	pc := c.pc
	fp := int(c.fp)
	w := v.mem.W
	r := (*[window]uint64)(w[fp : fp+window])
	next := pc + 1 // after a case without words of its own
	switch in.Op {
	case opTrap:
		c.trapped = pc
		return StopTrap
	case opPanicNext:
		return v.panicNext(c)

	case code.OpZero:
		clear(w[fp+int(in.A):][:in.D()])
	case code.OpMovN:
		copy(w[fp+int(in.A):][:in.C], w[fp+int(in.B):][:in.C])

	case code.OpDiv, code.OpDivU, code.OpRem, code.OpRemU:
		return v.raise(c, code.FaultDivide)
	case code.OpShChk:
		return v.raise(c, code.FaultShift)

	case code.OpNegF:
		r[in.A] = r[in.B] ^ 1<<63
	case code.OpAddG:
		r[in.A] = w32(f32(r[in.B]) + f32(r[in.C]))
	case code.OpSubG:
		r[in.A] = w32(f32(r[in.B]) - f32(r[in.C]))
	case code.OpMulG:
		r[in.A] = w32(f32(r[in.B]) * f32(r[in.C]))
	case code.OpDivG:
		r[in.A] = w32(f32(r[in.B]) / f32(r[in.C]))
	case code.OpNegG:
		r[in.A] = r[in.B] ^ 1<<31
	case code.OpMinF:
		r[in.A] = w64(min(f64(r[in.B]), f64(r[in.C])))
	case code.OpMaxF:
		r[in.A] = w64(max(f64(r[in.B]), f64(r[in.C])))
	case code.OpMinG:
		r[in.A] = w32(min(f32(r[in.B]), f32(r[in.C])))
	case code.OpMaxG:
		r[in.A] = w32(max(f32(r[in.B]), f32(r[in.C])))
	case code.OpUtoF:
		r[in.A] = w64(float64(r[in.B]))
	case code.OpFtoI:
		r[in.A] = toInt(in, f64(r[in.B]))
	case code.OpFtoU:
		r[in.A] = floatToUint(f64(r[in.B]))
	case code.OpItoG:
		r[in.A] = w32(float32(int64(r[in.B])))
	case code.OpUtoG:
		r[in.A] = w32(float32(r[in.B]))
	case code.OpGtoI:
		r[in.A] = toInt(in, float64(f32(r[in.B])))
	case code.OpGtoU:
		r[in.A] = floatToUint(float64(f32(r[in.B])))
	case code.OpFtoG:
		r[in.A] = w32(float32(f64(r[in.B])))
	case code.OpGtoF:
		r[in.A] = w64(float64(f32(r[in.B])))
	case code.OpEqG:
		r[in.A] = bit(f32(r[in.B]) == f32(r[in.C]))
	case code.OpNeG:
		r[in.A] = bit(f32(r[in.B]) != f32(r[in.C]))
	case code.OpLtG:
		r[in.A] = bit(f32(r[in.B]) < f32(r[in.C]))
	case code.OpLeG:
		r[in.A] = bit(f32(r[in.B]) <= f32(r[in.C]))
	case code.OpAddZ, code.OpSubZ, code.OpMulZ, code.OpDivZ, code.OpNegZ, code.OpEqZ, code.OpCtoZ, code.OpZtoC:
		v.complexOp(in, r)

	case code.OpEqS:
		r[in.A] = bit(v.equalStrings(r[in.B], r[in.B+1], r[in.C], r[in.C+1]))
	case code.OpLtS:
		r[in.A] = bit(v.compareStrings(r[in.B], r[in.B+1], r[in.C], r[in.C+1]) < 0)
	case code.OpLeS:
		r[in.A] = bit(v.compareStrings(r[in.B], r[in.B+1], r[in.C], r[in.C+1]) <= 0)
	case code.OpEqE:
		same, bad := v.equalIfaces(r[in.B], r[in.B+1], r[in.C], r[in.C+1])
		if bad != 0 {
			return v.raiseName(c, code.FaultCompare, bad)
		}
		r[in.A] = bit(same)
	case code.OpEqT:
		a := uint64(fp+int(in.B)) * 8
		same, bad := v.equal(a, uint64(fp+int(in.C))*8, code.TypeID(ins[pc+1].D()))
		if bad != 0 {
			return v.raiseName(c, code.FaultCompare, bad)
		}
		r[in.A] = bit(same)
		next++

	case code.OpLd8, code.OpLd4, code.OpLd2, code.OpLd1, code.OpLd4s, code.OpLd2s, code.OpLd1s:
		return v.raise(c, code.FaultNil, r[in.B]+uint64(in.C))
	case code.OpStP:
		a := r[in.A] + uint64(in.C)
		if !v.mapped(a) {
			return v.raise(c, code.FaultNil, a)
		}
		v.storePointer(a&^7, r[in.B])
	case code.OpSetP:
		a := uint64(in.D()) * 8
		if !v.mapped(a) {
			return v.raise(c, code.FaultNil, a)
		}
		v.storePointer(a, r[in.A])
	case code.OpSt8, code.OpSt4, code.OpSt2, code.OpSt1:
		return v.raise(c, code.FaultNil, r[in.A]+uint64(in.C))
	case code.OpGet8, code.OpSet8:
		return v.raise(c, code.FaultNil, uint64(in.D())*8)
	case code.OpLdN:
		a, n := r[in.B]+uint64(in.C), uint64(ins[pc+1].D())
		if !v.inside(a, n) {
			return v.raise(c, code.FaultNil, a)
		}
		v.loadBytes(fp+int(in.A), a, n)
		next++
	case code.OpStN:
		a, n := r[in.A]+uint64(in.C), uint64(ins[pc+1].D())
		if !v.inside(a, n) {
			return v.raise(c, code.FaultNil, a)
		}
		v.mem.Move(a, uint64(fp+int(in.B))*8, n)
		next++
	case code.OpStT:
		a, t := r[in.A]+uint64(in.C), code.TypeID(ins[pc+1].D())
		if !v.inside(a, v.types[t].size) {
			return v.raise(c, code.FaultNil, a)
		}
		v.store(a, fp+int(in.B), t)
		next++
	case code.OpMovM:
		dst, src, n := r[in.A], r[in.B], v.types[ins[pc+1].D()].size
		if !v.inside(src, n) {
			return v.raise(c, code.FaultNil, src)
		}
		if !v.inside(dst, n) {
			return v.raise(c, code.FaultNil, dst)
		}
		v.work(n)
		v.move(dst, src, code.TypeID(ins[pc+1].D()), 1)
		next++
	case code.OpZeroM:
		a, n := r[in.A], v.types[ins[pc+1].D()].size
		if !v.inside(a, n) {
			return v.raise(c, code.FaultNil, a)
		}
		v.work(n)
		v.zero(a, code.TypeID(ins[pc+1].D()), 1)
		next++
	case code.OpNil:
		return v.raise(c, code.FaultNil, r[in.A])
	case code.OpFldN:
		v.loadBytes(fp+int(in.A), uint64(fp+int(in.B))*8+uint64(in.C), uint64(ins[pc+1].A))
		next++
	case code.OpSetF:
		v.mem.Move(uint64(fp+int(in.A))*8+uint64(in.C), uint64(fp+int(in.B))*8, uint64(ins[pc+1].A))
		next++

	case code.OpIdx8, code.OpIdx4, code.OpIdx2, code.OpIdx1, code.OpIdx4s, code.OpIdx2s, code.OpIdx1s, code.OpIdxN, code.OpIdxA,
		code.OpSix8, code.OpSix4, code.OpSix2, code.OpSix1, code.OpSixP, code.OpArrA, code.OpBound, code.OpBoundK:
		return v.element(ins, in, c, r)

	case code.OpSlice, code.OpSliceS, code.OpSliceA, code.OpMkSl, code.OpAppend, code.OpAppendV, code.OpAppendS, code.OpCopy, code.OpClearS, code.OpSlArr:
		return v.sliceOp(ins, in, c, r)
	case code.OpCat, code.OpBtoS, code.OpStoB, code.OpRtoS, code.OpStoR, code.OpItoS:
		return v.stringOp(ins, in, c, r)
	case code.OpRange:
		v.rangeString(in, r)

	case code.OpNew:
		t := code.TypeID(in.D())
		a := v.heap.Alloc(t, 1)
		if a == 0 {
			return v.starve(c)
		}
		v.extra += costAlloc
		if size := v.types[t].size; size > smallBytes {
			v.born(size)
		}
		v.reg(in.A, a)
		return v.allocated(c, next)
	case code.OpClos:
		f := code.FuncID(ins[pc+1].D())
		a := v.heap.Alloc(v.prog.Funcs[f].ClosType, 1)
		if a == 0 {
			return v.starve(c)
		}
		v.extra += costAlloc
		w = v.mem.W
		if v.wb != nil {
			v.bulk(a, uint64(fp+int(in.B)-1)*8, v.prog.Funcs[f].ClosType, 1)
		}
		w[a/8] = uint64(f)
		copy(w[a/8+1:], w[fp+int(in.B):][:in.C])
		v.mem.MarkDirty(a, uint64(in.C+1)*8)
		v.reg(in.A, a)
		return v.allocated(c, next+1)
	case code.OpBox:
		return v.box(c, in, code.TypeID(ins[pc+1].D()))

	case code.OpAssert, code.OpTypeIs, code.OpImplements:
		return v.ifaceOp(ins, in, c, r)
	case code.OpConvI:
		r[in.A], r[in.A+1] = r[in.B], r[in.B+1]

	case code.OpMkMap, code.OpMapGet, code.OpMapSet, code.OpMapDel, code.OpMapLen, code.OpMapClr, code.OpIterM, code.OpNextM:
		return v.mapOp(ins, in, c, r)

	case code.OpCall:
		return v.callFunc(c, code.FuncID(in.D()), in.A, next)
	case code.OpCallC:
		return v.callClosure(c, r[in.B], in.A, next)
	case code.OpCallI:
		return v.callMethod(c, in, code.MethodID(ins[pc+1].D()), r, next+1)
	case code.OpNative:
		return v.native(c, in, next)
	case code.OpRet1:
		r[0] = r[in.A]
		fallthrough
	case code.OpRet:
		if !v.ret(c) {
			c.done = true
			return StopDone
		}
		return running
	case code.OpGo:
		if ins[pc+1].D() == 0 && r[in.B] == 0 {
			return v.raise(c, code.FaultGoNil)
		}
		return StopRequest
	case code.OpDefer:
		return v.deferOp(ins, in, c, r)
	case code.OpDeferStack:
		r[in.A] = uint64(c.fp - c.lo)
	case code.OpRunDefers:
		return v.runDefers(c)
	case code.OpPanic:
		if r[in.A] == 0 {
			return v.raise(c, code.FaultPanicNil)
		}
		return v.panicWith(c, [2]uint64{r[in.A], r[in.A+1]}, false)
	case code.OpRecover:
		val := v.recoverValue(c)
		r[in.A], r[in.A+1] = val[0], val[1]
	case code.OpGoexit:
		return v.panicWith(c, [2]uint64{}, true)

	case code.OpMkChan, code.OpSend, code.OpRecv, code.OpSelect, code.OpClose:
		return StopRequest
	case code.OpChLen:
		r[in.A] = v.chanLen(r[in.B])
	case code.OpChCap:
		r[in.A] = v.chanCap(r[in.B])

	default:
		panic("vm: bad instruction " + in.Op.String())
	}
	c.pc = next
	return running
}

// reg sets a register of the running frame, after an allocation may have moved memory.
func (v *VM) reg(x uint16, w uint64) { v.mem.W[int(v.c.fp)+int(x)] = w }

// work charges for n bytes that were moved: 32 a ns.
func (v *VM) work(n uint64) { v.extra += int64(n / 32) }

// born charges for n bytes of a new object: 32 a ns as long as it is small, 10 a ns else, since
// it is zeroed, is not in the processor's cache, and fills spans sooner.
func (v *VM) born(n uint64) {
	if n > smallBytes {
		v.extra += int64(n / 10)
		return
	}
	v.work(n)
}

// allocated ends an instruction that allocated: the run stops if the collector is wanted.
func (v *VM) allocated(c *context, next int32) Stop {
	c.pc = next
	c.starved = false
	if v.heap.Wants() {
		return StopCollect
	}
	return running
}

// starve is what an instruction does when memory is out: the first time it waits for a
// collection, the second time it dies.
func (v *VM) starve(c *context) Stop {
	if !c.starved {
		c.starved = true
		return StopCollect
	}
	c.starved = false
	return v.raise(c, code.FaultMemory)
}

// raiseName raises a fault that names a type.
func (v *VM) raiseName(c *context, f code.Fault, t code.TypeID) Stop {
	s, ok := v.newString(v.prog.Types[t].Name)
	if !ok {
		return v.starve(c)
	}
	return v.raise(c, f, s[0], s[1])
}

// element executes the accesses by index that the loop does not, and raises the faults of
// those it does.
func (v *VM) element(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	pc := c.pc
	base, index, val := in.B, in.C, in.A
	switch in.Op {
	case code.OpSix8, code.OpSix4, code.OpSix2, code.OpSix1, code.OpSixP:
		base, index, val = in.A, in.B, in.C
	case code.OpBound:
		return v.raise(c, code.FaultIndex, r[in.A], r[in.B])
	case code.OpBoundK:
		return v.raise(c, code.FaultIndex, r[in.A], uint64(in.D()))
	case code.OpArrA:
		a, k, n := r[base], r[index], uint64(ins[pc+2].D())
		if !v.mapped(a) {
			return v.raise(c, code.FaultNil, a)
		}
		if k >= n {
			return v.raise(c, code.FaultIndex, k, n)
		}
		r[val] = a + k*uint64(ins[pc+1].D())
		c.pc += 3
		return running
	}
	k, n := r[index], r[base+1]
	if k >= n {
		return v.raise(c, code.FaultIndex, k, n)
	}
	next := pc + 1
	size := uint64(8)
	switch in.Op {
	case code.OpIdx4, code.OpIdx4s, code.OpSix4:
		size = 4
	case code.OpIdx2, code.OpIdx2s, code.OpSix2:
		size = 2
	case code.OpIdx1, code.OpIdx1s, code.OpSix1:
		size = 1
	case code.OpIdxN, code.OpIdxA:
		size = uint64(ins[pc+1].D())
		next++
	}
	a := r[base] + k*size
	if !v.inside(a, size) {
		return v.raise(c, code.FaultNil, a)
	}
	switch in.Op {
	case code.OpIdxN:
		v.loadBytes(int(c.fp)+int(val), a, size)
	case code.OpIdxA:
		r[val] = a
	case code.OpIdx2s:
		r[val] = formS16.extend(v.mem.LoadN(a, 2))
	case code.OpIdx1s:
		r[val] = formS8.extend(v.mem.LoadN(a, 1))
	case code.OpIdx4s:
		r[val] = formS32.extend(v.mem.LoadN(a, 4))
	case code.OpIdx8, code.OpIdx4, code.OpIdx2, code.OpIdx1:
		r[val] = v.mem.LoadN(a, int(size))
	case code.OpSixP:
		v.storePointer(a, r[val])
	default:
		v.mem.StoreN(a, int(size), r[val])
	}
	c.pc = next
	return running
}

// deferOp executes OpDefer.
func (v *VM) deferOp(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	x, y := ins[c.pc+1], ins[c.pc+2]
	fn, closure := code.FuncID(x.D()), uint64(0)
	if fn == 0 {
		if closure = r[in.B]; closure != 0 {
			fn = code.FuncID(v.mem.Load(closure))
		}
	}
	frame := c.fp - c.lo
	if y.A != code.NoReg {
		frame = int32(r[y.A])
	}
	if !v.deferCall(c, frame, fn, closure, r[in.A:int(in.A)+int(in.C)]) {
		return v.starve(c)
	}
	return v.allocated(c, c.pc+3)
}

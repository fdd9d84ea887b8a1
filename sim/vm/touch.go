package vm

import "gopherscope/sim/code"

// touches yields what memory the next instruction of the goroutine in slot reads or writes
// through pointers: see Touches.
func (v *VM) touches(slot int32, yield func(addr, size uint64) bool) {
	c := v.ctx.Get(int(slot))
	if !c.live || c.done {
		return
	}
	in := v.plain[c.pc]
	r := (*[window]uint64)(v.mem.W[c.fp : int(c.fp)+window])
	x := code.Instr{}
	if int(c.pc)+1 < len(v.plain) {
		x = v.plain[c.pc+1]
	}
	size := func() uint64 { return v.types[x.D()].size }
	str := func(reg uint16) bool { return yield(r[reg], r[reg+1]) }
	chunk := func(m uint64) bool { // a map: its header and its two arrays
		return m == 0 || !v.mapped(m) || yield(m, headerBytes) && yield(v.header(m)[hdrEntries], 8) && yield(v.header(m)[hdrMarks], 8)
	}
	switch in.Op {
	case code.OpLd8:
		yield(r[in.B]+uint64(in.C), 8)
	case code.OpLd4, code.OpLd4s:
		yield(r[in.B]+uint64(in.C), 4)
	case code.OpLd2, code.OpLd2s:
		yield(r[in.B]+uint64(in.C), 2)
	case code.OpLd1, code.OpLd1s:
		yield(r[in.B]+uint64(in.C), 1)
	case code.OpLdN:
		yield(r[in.B]+uint64(in.C), uint64(x.D()))
	case code.OpSt8, code.OpStP:
		yield(r[in.A]+uint64(in.C), 8)
	case code.OpSt4:
		yield(r[in.A]+uint64(in.C), 4)
	case code.OpSt2:
		yield(r[in.A]+uint64(in.C), 2)
	case code.OpSt1:
		yield(r[in.A]+uint64(in.C), 1)
	case code.OpStN:
		yield(r[in.A]+uint64(in.C), uint64(x.D()))
	case code.OpStT:
		yield(r[in.A]+uint64(in.C), size())
	case code.OpMovM:
		_ = yield(r[in.A], size()) && yield(r[in.B], size())
	case code.OpZeroM:
		yield(r[in.A], size())

	case code.OpIdx8:
		yield(r[in.B]+r[in.C]*8, 8)
	case code.OpIdx4, code.OpIdx4s:
		yield(r[in.B]+r[in.C]*4, 4)
	case code.OpIdx2, code.OpIdx2s:
		yield(r[in.B]+r[in.C]*2, 2)
	case code.OpIdx1, code.OpIdx1s:
		yield(r[in.B]+r[in.C], 1)
	case code.OpIdxN:
		yield(r[in.B]+r[in.C]*uint64(x.D()), uint64(x.D()))
	case code.OpSix8, code.OpSixP:
		yield(r[in.A]+r[in.B]*8, 8)
	case code.OpSix4:
		yield(r[in.A]+r[in.B]*4, 4)
	case code.OpSix2:
		yield(r[in.A]+r[in.B]*2, 2)
	case code.OpSix1:
		yield(r[in.A]+r[in.B], 1)

	case code.OpAppend:
		_ = yield(r[in.B], r[in.B+2]*size()) && yield(r[in.C], r[in.C+1]*size())
	case code.OpAppendV:
		yield(r[in.B], r[in.B+2]*size())
	case code.OpAppendS:
		_ = yield(r[in.B], r[in.B+2]) && str(in.C)
	case code.OpCopy:
		n := min(r[in.B+1], r[in.C+1]) * size()
		_ = yield(r[in.B], n) && yield(r[in.C], n)
	case code.OpClearS:
		yield(r[in.A], r[in.A+1]*size())
	case code.OpCat, code.OpEqS, code.OpLtS, code.OpLeS:
		_ = str(in.B) && str(in.C)
	case code.OpBtoS, code.OpStoB, code.OpStoR, code.OpRange:
		str(in.B)
	case code.OpRtoS:
		yield(r[in.B], r[in.B+1]*4)
	case code.OpAssert:
		if t := code.TypeID(x.D()); code.TypeID(r[in.B]) == t && !v.prog.Types[t].Direct {
			yield(r[in.B+1], v.types[t].size)
		}
	case code.OpEqE:
		_ = yield(r[in.B+1], 1) && yield(r[in.C+1], 1)

	case code.OpMapGet, code.OpMapLen, code.OpIterM, code.OpNextM:
		chunk(r[in.B])
	case code.OpMapSet, code.OpMapDel, code.OpMapClr:
		chunk(r[in.A])
	case code.OpCallC, code.OpGo, code.OpDefer:
		if in.Op == code.OpCallC || x.D() == 0 {
			yield(r[in.B], 8)
		}
	case code.OpSend, code.OpClose:
		yield(r[in.A], 8)
	case code.OpRecv, code.OpChLen, code.OpChCap:
		yield(r[in.B], 8)
	case code.OpSelect:
		for _, k := range v.prog.Selects[in.D()].Cases {
			if !yield(r[k.Chan], 8) {
				return
			}
		}
	case code.OpNative:
		at, more := int(in.A), true
		for _, t := range v.prog.Natives[in.D()].Params {
			v.eachPointer(t, func(word int) { more = more && yield(r[at+word], 1) })
			at += v.types[t].words
		}
	}
}

package code

// What an operand is to its operation.
const (
	_  = iota
	u1 // read, so many words
	u2
	u3
	d1 // written, so many words
	d2
	d3
)

// roles has the operands A, B and C of the operations whose operands have fixed sizes and
// no say in each other; operands has the rest.
var roles = [OpCount][3]uint8{
	OpMov: {d1, u1}, OpMov2: {d2, u2}, OpMov3: {d3, u3}, OpImm: {d1}, OpK: {d1}, OpK2: {d2}, OpLea: {d1},
	OpAdd: {d1, u1, u1}, OpSub: {d1, u1, u1}, OpMul: {d1, u1, u1}, OpDiv: {d1, u1, u1}, OpDivU: {d1, u1, u1},
	OpRem: {d1, u1, u1}, OpRemU: {d1, u1, u1}, OpAnd: {d1, u1, u1}, OpOr: {d1, u1, u1}, OpXor: {d1, u1, u1},
	OpAndN: {d1, u1, u1}, OpShl: {d1, u1, u1}, OpShr: {d1, u1, u1}, OpSar: {d1, u1, u1},
	OpAddI: {d1, u1}, OpMulI: {d1, u1}, OpAndI: {d1, u1}, OpShlI: {d1, u1}, OpShrI: {d1, u1}, OpSarI: {d1, u1},
	OpNeg: {d1, u1}, OpNot: {d1, u1}, OpShChk: {u1},
	OpSx8: {d1, u1}, OpSx16: {d1, u1}, OpSx32: {d1, u1}, OpZx8: {d1, u1}, OpZx16: {d1, u1}, OpZx32: {d1, u1},
	OpAddF: {d1, u1, u1}, OpSubF: {d1, u1, u1}, OpMulF: {d1, u1, u1}, OpDivF: {d1, u1, u1}, OpNegF: {d1, u1},
	OpAddG: {d1, u1, u1}, OpSubG: {d1, u1, u1}, OpMulG: {d1, u1, u1}, OpDivG: {d1, u1, u1}, OpNegG: {d1, u1},
	OpMinF: {d1, u1, u1}, OpMaxF: {d1, u1, u1}, OpMinG: {d1, u1, u1}, OpMaxG: {d1, u1, u1},
	OpItoF: {d1, u1}, OpUtoF: {d1, u1}, OpFtoI: {d1, u1}, OpFtoU: {d1, u1}, OpItoG: {d1, u1}, OpUtoG: {d1, u1},
	OpGtoI: {d1, u1}, OpGtoU: {d1, u1}, OpFtoG: {d1, u1}, OpGtoF: {d1, u1},
	OpAddZ: {d2, u2, u2}, OpSubZ: {d2, u2, u2}, OpMulZ: {d2, u2, u2}, OpDivZ: {d2, u2, u2}, OpNegZ: {d2, u2},
	OpEqZ: {d1, u2, u2}, OpCtoZ: {d2, u1}, OpZtoC: {d1, u2},
	OpEq: {d1, u1, u1}, OpNe: {d1, u1, u1}, OpLt: {d1, u1, u1}, OpLe: {d1, u1, u1}, OpLtU: {d1, u1, u1},
	OpLeU: {d1, u1, u1}, OpEqI: {d1, u1}, OpLtI: {d1, u1},
	OpEqF: {d1, u1, u1}, OpNeF: {d1, u1, u1}, OpLtF: {d1, u1, u1}, OpLeF: {d1, u1, u1},
	OpEqG: {d1, u1, u1}, OpNeG: {d1, u1, u1}, OpLtG: {d1, u1, u1}, OpLeG: {d1, u1, u1},
	OpLNot: {d1, u1}, OpEqS: {d1, u2, u2}, OpLtS: {d1, u2, u2}, OpLeS: {d1, u2, u2}, OpEqE: {d1, u2, u2},
	OpJt: {u1}, OpJf: {u1}, OpJeq: {u1, u1}, OpJne: {u1, u1}, OpJlt: {u1, u1}, OpJle: {u1, u1},
	OpJltU: {u1, u1}, OpJleU: {u1, u1}, OpJeqI: {u1}, OpJneI: {u1}, OpJltI: {u1}, OpJleI: {u1}, OpJgtI: {u1}, OpJgeI: {u1},
	OpLd8: {d1, u1}, OpLd4: {d1, u1}, OpLd2: {d1, u1}, OpLd1: {d1, u1}, OpLd4s: {d1, u1}, OpLd2s: {d1, u1}, OpLd1s: {d1, u1},
	OpSt8: {u1, u1}, OpSt4: {u1, u1}, OpSt2: {u1, u1}, OpSt1: {u1, u1}, OpStP: {u1, u1},
	OpMovM: {u1, u1}, OpZeroM: {u1}, OpNil: {u1}, OpGet8: {d1}, OpSet8: {u1}, OpSetP: {u1},
	OpIdx8: {d1, u2, u1}, OpIdx4: {d1, u2, u1}, OpIdx2: {d1, u2, u1}, OpIdx1: {d1, u2, u1},
	OpIdx4s: {d1, u2, u1}, OpIdx2s: {d1, u2, u1}, OpIdx1s: {d1, u2, u1},
	OpSix8: {u2, u1, u1}, OpSix4: {u2, u1, u1}, OpSix2: {u2, u1, u1}, OpSix1: {u2, u1, u1}, OpSixP: {u2, u1, u1},
	OpIdxA: {d1, u2, u1}, OpArrA: {d1, u1, u1}, OpBound: {u1, u1}, OpBoundK: {u1},
	OpMkSl: {d3, u1, u1}, OpAppend: {d3, u3, u3}, OpAppendS: {d3, u3, u2}, OpCopy: {d1, u2, u2}, OpClearS: {u2},
	OpSlArr: {d1, u2}, OpCat: {d2, u2, u2}, OpBtoS: {d2, u2}, OpStoB: {d3, u2}, OpRtoS: {d2, u2}, OpStoR: {d3, u2}, OpItoS: {d2, u1},
	OpNew: {d1}, OpTypeIs: {d1, u2}, OpImplements: {d1, u2}, OpConvI: {d2, u2},
	OpMapLen: {d1, u1}, OpMapClr: {u1}, OpDeferStack: {d1}, OpPanic: {u2}, OpRecover: {d2}, OpRet1: {u1},
	OpMkChan: {d1, u1}, OpClose: {u1}, OpChLen: {d1, u1}, OpChCap: {d1, u1},
}

// operands calls yield for each range of registers that the instruction at pc reads or, with
// def, writes whole, on every way through it.
func (p *Program) operands(f *Func, pc int32, yield func(r, words int, def bool)) {
	in := p.Code[pc]
	a, b, c := int(in.A), int(in.B), int(in.C)
	regs := [3]int{a, b, c}
	for i, role := range roles[in.Op] {
		switch {
		case role == 0:
		case role <= u3:
			yield(regs[i], int(role), false)
		default:
			yield(regs[i], int(role)-u3, true)
		}
	}
	use := func(r, words int) { yield(r, words, false) }
	def := func(r, words int) { yield(r, words, true) }
	opt := func(r uint16) {
		if r != NoReg {
			yield(int(r), 1, false)
		}
	}
	ext := func(n int32) Instr { return p.Code[pc+n] }
	size := func(bytes int) int { return (bytes + 7) / 8 }
	words := func(t int32) int { return p.Types[t].Words() }
	switch in.Op {
	case OpMovN:
		use(b, c)
		def(a, c)
	case OpZero:
		def(a, int(in.D()))
	case OpEqT:
		use(b, words(ext(1).D()))
		use(c, words(ext(1).D()))
		def(a, 1)
	case OpLdN:
		use(b, 1)
		def(a, size(int(ext(1).D())))
	case OpStN:
		use(a, 1)
		use(b, size(int(ext(1).D())))
	case OpStT:
		use(a, 1)
		use(b, words(ext(1).D()))
	case OpFld:
		use(b+int(ext(1).B)/8, 1)
		def(a, 1)
	case OpFldN:
		use(b+c/8, size(c%8+int(ext(1).A)))
		def(a, size(int(ext(1).A)))
	case OpSetF:
		use(b, size(int(ext(1).A)))
		if n := int(ext(1).A); c%8 == 0 && n%8 == 0 {
			def(a+c/8, n/8)
		}
	case OpIdxN:
		use(b, 2)
		use(c, 1)
		def(a, size(int(ext(1).D())))
	case OpSlice, OpSliceS, OpSliceA:
		use(b, map[Op]int{OpSlice: 3, OpSliceS: 2, OpSliceA: 1}[in.Op])
		opt(ext(1).A)
		opt(ext(1).B)
		opt(ext(1).C)
		def(a, map[Op]int{OpSlice: 3, OpSliceS: 2, OpSliceA: 3}[in.Op])
	case OpAppendV:
		use(b, 3)
		use(c, size(int(p.Types[ext(1).D()].Size)*int(ext(2).D())))
		def(a, 3)
	case OpRange:
		use(b, 2)
		use(c, 1)
		def(a, 3)
		def(c, 1)
	case OpClos:
		use(b, c)
		def(a, 1)
	case OpBox:
		use(b, words(ext(1).D()))
		def(a, 2)
	case OpAssert:
		use(b, 2)
		def(a, words(ext(1).D())+c)
	case OpMkMap:
		opt(in.B)
		def(a, 1)
	case OpMapGet:
		m := &p.Types[ext(1).D()]
		use(b, 1)
		use(c, words(int32(m.Key)))
		def(a, words(int32(m.Elem))+int(ext(2).D()&1))
	case OpMapSet:
		m := &p.Types[ext(1).D()]
		use(a, 1)
		use(b, words(int32(m.Key)))
		use(c, words(int32(m.Elem)))
	case OpMapDel:
		use(a, 1)
		use(b, words(int32(p.Types[ext(1).D()].Key)))
	case OpIterM:
		use(b, 1)
		def(a, 6)
	case OpNextM:
		m := &p.Types[ext(1).D()]
		use(b, 6)
		n := 1
		if ext(2).A == 1 {
			n += words(int32(m.Key))
		}
		if ext(2).B == 1 {
			n += words(int32(m.Elem))
		}
		def(a, n)
	case OpSend:
		use(a, 1)
		use(b, words(ext(1).D()))
	case OpRecv:
		use(b, 1)
		def(a, words(ext(1).D())+c)
	case OpSelect:
		for _, s := range p.Selects[in.D()].Cases {
			use(int(s.Chan), 1)
			switch {
			case s.Send:
				use(int(s.Val), words(int32(s.Elem)))
			case s.Val != NoReg:
				def(int(s.Val), words(int32(s.Elem)))
			}
		}
		def(a, 2)
	case OpGo, OpDefer:
		opt(in.B)
		use(a, c)
		if in.Op == OpDefer {
			opt(ext(2).A)
		}
	case OpRet:
		use(0, int(f.ResultWords))
	default:
		p.callOperands(f, pc, in, yield)
	}
}

// callOperands does the same for calls: arguments are read, and all that lies from the
// callee's base on is lost or written.
func (p *Program) callOperands(f *Func, pc int32, in Instr, yield func(r, words int, def bool)) {
	a := int(in.A)
	switch in.Op {
	case OpCall:
		yield(a, int(p.Funcs[in.D()].ParamWords), false)
	case OpCallC:
		yield(int(in.B), 1, false)
		yield(a, int(in.C), false)
	case OpCallI:
		yield(int(in.B), 2, false)
		yield(a+1, int(in.C), false)
	case OpNative:
		n := 0
		for _, t := range p.Natives[in.D()].Params {
			n += p.Types[t].Words()
		}
		yield(a, n, false)
	default:
		return
	}
	yield(a, int(f.Frame)-a, true)
}

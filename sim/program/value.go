package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// value returns the registers that hold v, computing it there if it was left for its user.
func (f *fn) value(v ssa.Value) reg {
	v = f.strip(v)
	switch x := v.(type) {
	case *ssa.Const:
		return f.constant(x)
	case *ssa.Parameter:
		return f.params[x]
	case *argument:
		return x.r
	case *ssa.FreeVar:
		return f.freeVar(x, noReg)
	case *ssa.Function:
		return f.word(f.b.data.closure(f.b.funcID(x)), "0")
	case *ssa.Global:
		return f.word(f.b.globalAddr(x), "0")
	case *ssa.Extract:
		return f.value(x.Tuple) + reg(f.tupleOffset(x))
	case *ssa.Alloc:
		return f.address(x, noReg)
	case *ssa.FieldAddr:
		if f.isStatic(x) {
			return f.address(x, noReg)
		}
	case *ssa.IndexAddr:
		if f.isStatic(x) {
			return f.address(x, noReg)
		}
	}
	if f.plan.folded[v] || f.plan.alias[v] {
		return f.compute(v, noReg)
	}
	r, ok := f.where[v]
	if !ok {
		panic("value " + v.Name() + " has no register")
	}
	return r
}

// into puts v into the registers from dst on.
func (f *fn) into(v ssa.Value, dst reg) {
	v = f.strip(v)
	t := v.Type()
	switch x := v.(type) {
	case *ssa.Const:
		f.constantInto(x, dst)
	case *ssa.FreeVar:
		f.freeVar(x, dst)
	case *ssa.Function:
		f.wordInto(f.b.data.closure(f.b.funcID(x)), dst)
	case *ssa.Global:
		f.wordInto(f.b.globalAddr(x), dst)
	default:
		if f.plan.folded[v] {
			if r := f.compute(v, dst); r != dst {
				f.move(dst, r, f.b.types.words(t))
			}
		} else {
			f.move(dst, f.value(v), f.b.types.words(t))
		}
	}
	f.wrote(dst, t)
}

// wrote records what a slot without a kind of its own holds now.
func (f *fn) wrote(dst reg, t types.Type) {
	if dst.isOut() || f.returning && int(dst) < f.resultWords {
		f.holds(dst, f.b.types.mask(t))
	}
}

// move copies words registers.
func (f *fn) move(dst, src reg, words int) {
	switch {
	case words == 0 || dst == src:
	case words == 1:
		f.emit(code.OpMov, dst, src, 0)
	case words == 2:
		f.emit(code.OpMov2, dst, src, 0)
	case words == 3:
		f.emit(code.OpMov3, dst, src, 0)
	default:
		f.emit(code.OpMovN, dst, src, reg(words))
	}
}

// scratch returns registers for a value of type t until the end of the instruction being
// lowered.
func (f *fn) scratch(t types.Type) reg { return f.scratchMask(f.b.types.mask(t)) }

func (f *fn) scratchMask(mask string) reg {
	r := f.temp(mask)
	f.scratches = append(f.scratches, scratch{r, mask})
	return r
}

// dest returns dst, or scratch registers for type t if there is none.
func (f *fn) dest(dst reg, t types.Type) reg {
	if dst == noReg {
		return f.scratch(t)
	}
	return dst
}

// word returns a register with the constant w; in loops, one that keeps it.
func (f *fn) word(w uint64, mask string) reg {
	if f.inLoop {
		return f.loopConst(constKey{a: w, mask: mask}, func(dst reg) { f.wordInto(w, dst) })
	}
	r := f.scratchMask(mask)
	f.wordInto(w, r)
	return r
}

func (f *fn) wordInto(w uint64, dst reg) {
	if d := int32(w); int64(d) == int64(w) {
		f.emitD(code.OpImm, dst, d)
	} else {
		f.emitD(code.OpK, dst, f.b.data.constant(w))
	}
}

func (f *fn) pairInto(a, b uint64, dst reg) {
	f.emitD(code.OpK2, dst, f.b.data.pair(a, b))
}

// A constKey names a constant that a loop keeps in registers.
type constKey struct {
	a, b uint64
	mask string
}

// loopConst returns registers that hold a constant from the function's start on.
func (f *fn) loopConst(key constKey, load func(dst reg)) reg {
	if r, ok := f.loopConsts[key]; ok {
		return r
	}
	r := f.fixed(key.mask)
	f.loopConsts[key] = r
	at := len(f.code)
	load(r)
	f.prologue = append(f.prologue, f.code[at:]...)
	f.code = f.code[:at]
	f.pos = f.pos[:at]
	return r
}

// constant returns registers that hold c.
func (f *fn) constant(c *ssa.Const) reg {
	mask := f.b.types.mask(c.Type())
	if a, b, ok := f.constWords(c); ok && len(mask) == 1 {
		return f.word(a, mask)
	} else if ok && len(mask) == 2 && f.inLoop {
		return f.loopConst(constKey{a, b, mask}, func(dst reg) { f.pairInto(a, b, dst) })
	}
	r := f.scratchMask(mask)
	f.constantInto(c, r)
	return r
}

// constantInto puts c into the registers from dst on.
func (f *fn) constantInto(c *ssa.Const, dst reg) {
	words := f.b.types.words(c.Type())
	a, b, ok := f.constWords(c)
	switch {
	case words == 0:
	case !ok:
		f.emitD(code.OpZero, dst, int32(words))
	case words == 1:
		f.wordInto(a, dst)
	case a == 0 && b == 0:
		f.emitD(code.OpZero, dst, 2)
	default:
		f.pairInto(a, b, dst)
	}
}

// constWords returns the one or two words of c; ok is false for zero values of other sizes.
func (f *fn) constWords(c *ssa.Const) (a, b uint64, ok bool) {
	if c.Value == nil {
		return 0, 0, f.b.types.words(c.Type()) <= 2
	}
	basic, isBasic := typed(c.Type()).Underlying().(*types.Basic)
	if !isBasic {
		return 0, 0, false
	}
	switch {
	case basic.Info()&types.IsBoolean != 0:
		if constant.BoolVal(c.Value) {
			a = 1
		}
	case basic.Info()&types.IsString != 0:
		s := constString(c.Value)
		return f.b.data.text(s), uint64(len(s)), true
	case basic.Info()&types.IsInteger != 0 || basic.Kind() == types.UnsafePointer:
		v := constant.ToInt(c.Value)
		if i, exact := constant.Int64Val(v); exact {
			a = uint64(i)
		} else {
			a, _ = constant.Uint64Val(v)
		}
		a = canonical(a, basic)
	case basic.Info()&types.IsFloat != 0:
		a = floatBits(c.Value, sizeOf(basic))
	case basic.Info()&types.IsComplex != 0:
		re, im := constant.Real(c.Value), constant.Imag(c.Value)
		if sizeOf(basic) == 8 {
			return floatBits(re, 4) | floatBits(im, 4)<<32, 0, true
		}
		return floatBits(re, 8), floatBits(im, 8), true
	}
	return a, 0, true
}

func constString(v constant.Value) string {
	if v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	i, _ := constant.Int64Val(v)
	return string(rune(i))
}

func floatBits(v constant.Value, size int64) uint64 {
	v = constant.ToFloat(v)
	if size == 4 {
		x, _ := constant.Float32Val(v)
		return uint64(math.Float32bits(x))
	}
	x, _ := constant.Float64Val(v)
	return math.Float64bits(x)
}

// canonical returns the register form of an integer of type t.
func canonical(v uint64, t *types.Basic) uint64 {
	bits := uint(sizeOf(t) * 8)
	if t.Info()&types.IsUnsigned != 0 || t.Kind() == types.UnsafePointer {
		return v << (64 - bits) >> (64 - bits)
	}
	return uint64(int64(v<<(64-bits)) >> (64 - bits))
}

// smallInt returns the value of an integer or bool constant that fits in 16 bits, signed.
func (f *fn) smallInt(v ssa.Value) (int64, bool) {
	c, ok := f.strip(v).(*ssa.Const)
	if !ok {
		return 0, false
	}
	switch u := typed(c.Type()).Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsInteger|types.IsBoolean) == 0 {
			return 0, c.Value == nil && u.Kind() == types.UnsafePointer
		}
	case *types.Pointer, *types.Chan, *types.Map, *types.Signature, *types.Slice:
		return 0, c.Value == nil
	default:
		return 0, false
	}
	a, _, _ := f.constWords(c)
	return int64(a), int64(a) == int64(int16(a))
}

// freeVar loads a captured value from the closure object.
func (f *fn) freeVar(v *ssa.FreeVar, dst reg) reg {
	if r, ok := f.freeVars[v]; ok {
		if dst == noReg {
			return r
		}
		f.move(dst, r, f.b.types.words(v.Type()))
		return dst
	}
	dst = f.dest(dst, v.Type())
	words := f.b.types.words(v.Type())
	switch {
	case words == 1:
		f.emit(code.OpLd8, dst, f.clos, reg(f.captured[v]))
	case words > 1:
		f.emit(code.OpLdN, dst, f.clos, reg(f.captured[v]))
		f.extD(int32(words) * 8)
	}
	return dst
}

// tupleOffset returns the first word of a component in its tuple.
func (f *fn) tupleOffset(x *ssa.Extract) int {
	tup := x.Tuple.Type().(*types.Tuple)
	off := 0
	if n, ok := x.Tuple.(*ssa.Next); ok && n.IsString {
		return x.Index // all three are there, wanted or not
	}
	for i := range x.Index {
		off += f.b.types.words(tup.At(i).Type())
	}
	return off
}

// compute emits the operation that defines v. The result goes to dst if that is a register,
// else to wherever is cheapest; compute returns where it is.
func (f *fn) compute(v ssa.Value, dst reg) reg {
	if p := posOf(v); p.IsValid() {
		defer func(at token.Pos) { f.at = at }(f.at)
		f.at = p
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		return f.unOp(v, dst)
	case *ssa.BinOp:
		return f.binOp(v, dst)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return f.address(v, dst)
	case *ssa.Field:
		return f.field(f.value(v.X), v.X.Type(), fieldOffset(v.X.Type(), v.Field), v.Type(), dst)
	case *ssa.Index:
		return f.index(v, dst)
	case *ssa.Convert:
		return f.convert(v, dst)
	case *ssa.Call:
		return f.builtin(v, dst)
	case *ssa.MakeInterface:
		return f.box(v, dst)
	case *ssa.Slice:
		return f.slice(v, dst)
	case *ssa.SliceToArrayPointer:
		dst = f.dest(dst, v.Type())
		f.emit(code.OpSlArr, dst, f.value(v.X), 0)
		f.extD(int32(v.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array).Len()))
		return dst
	case *ssa.Lookup:
		return f.lookup(v, dst)
	case *ssa.MakeSlice:
		elem := v.Type().Underlying().(*types.Slice).Elem()
		room := int64(0) // elements that the frame has room for
		if size := sizeOf(elem); size > 0 {
			room = makeThreshold / size
		}
		return f.makeSlice(v, types.NewArray(elem, room), f.value(v.Len), f.value(v.Cap), dst)
	case *ssa.MakeMap:
		hint := reg(code.NoReg)
		if v.Reserve != nil {
			hint = f.value(v.Reserve)
		}
		dst = f.dest(dst, v.Type())
		room := f.mapRoom(v)
		f.escaped(f.whyHeap(v))
		f.emit(code.OpMkMap, dst, hint, 0)
		f.extT(f.b.types.id(v.Type()))
		f.ext(room, 0, 0)
		return dst
	case *ssa.MakeChan:
		n := f.value(v.Size)
		dst = f.dest(dst, v.Type())
		f.emit(code.OpMkChan, dst, n, 0)
		f.extT(f.b.types.id(v.Type()))
		return dst
	case *ssa.MakeClosure:
		return f.makeClosure(v, dst)
	case *ssa.TypeAssert:
		x := f.value(v.X)
		if isMethodValueCheck(v) {
			some := newLabel()
			f.branch(code.OpJneI, x, 0, some) // x is a type's number, which is no address
			f.emit(code.OpNil, x, 0, 0)
			f.bind(some)
			return x
		}
		dst = f.dest(dst, v.Type())
		f.emit(code.OpAssert, dst, x, boolReg(v.CommaOk))
		f.extT(f.b.types.id(v.AssertedType))
		f.extT(f.b.types.id(v.X.Type()))
		f.extend(dst, v.AssertedType)
		return dst
	}
	panic("no code for " + v.String())
}

// isMethodValueCheck reports whether v is go/ssa's check that the interface whose method a
// method value is made of is not nil. To gc that is a use of a nil pointer.
func isMethodValueCheck(v *ssa.TypeAssert) bool {
	block := v.Block().Instrs
	i := slices.Index(block, ssa.Instruction(v))
	if v.CommaOk || i+1 >= len(block) || !types.Identical(v.X.Type(), v.AssertedType) {
		return false
	}
	c, ok := block[i+1].(*ssa.MakeClosure)
	return ok && strings.HasPrefix(c.Fn.(*ssa.Function).Synthetic, "bound") && c.Bindings[0] == v.X
}

func boolReg(b bool) reg {
	if b {
		return 1
	}
	return 0
}

// extend makes a narrow signed integer of type t canonical after it was copied in packed form.
func (f *fn) extend(r reg, t types.Type) {
	if isSigned(t) && sizeOf(t) < 8 {
		f.narrow(r, r, t)
	}
}

// narrow puts the low bits of src that type t has into dst, extended.
func (f *fn) narrow(dst, src reg, t types.Type) {
	size := sizeOf(t)
	ops := [...]code.Op{1: code.OpZx8, 2: code.OpZx16, 4: code.OpZx32}
	if isSigned(t) {
		ops = [...]code.Op{1: code.OpSx8, 2: code.OpSx16, 4: code.OpSx32}
	}
	if size < 8 {
		f.emit(ops[size], dst, src, 0)
	} else {
		f.move(dst, src, 1)
	}
}

func (f *fn) unOp(v *ssa.UnOp, dst reg) reg {
	t := v.Type()
	switch v.Op {
	case token.MUL:
		if a := f.leaves[v]; a != nil {
			f.moveOut(a)
		}
		if f.plan.alias[v] {
			r := f.slotOf(v.X)
			if dst != noReg {
				f.move(dst, r, f.b.types.words(t))
				return dst
			}
			return r
		}
		return f.load(f.place(v.X), t, dst)
	case token.ARROW:
		c := f.value(v.X)
		dst = f.dest(dst, t)
		f.emit(code.OpRecv, dst, c, boolReg(v.CommaOk))
		f.extT(f.b.types.id(v.X.Type().Underlying().(*types.Chan).Elem()))
		return dst
	case token.NOT:
		x := f.value(v.X)
		dst = f.dest(dst, t)
		f.emit(code.OpLNot, dst, x, 0)
		return dst
	}
	x := f.value(v.X)
	dst = f.dest(dst, t)
	u := t.Underlying().(*types.Basic)
	switch {
	case u.Info()&types.IsComplex != 0:
		f.complexOp(code.OpNegZ, v.X, nil, t, dst)
	case u.Info()&types.IsFloat != 0:
		f.emit(floatOp(code.OpNegF, code.OpNegG, t), dst, x, 0)
	case v.Op == token.SUB:
		f.emit(code.OpNeg, dst, x, 0)
		f.renarrow(dst, t)
	default: // ^x
		f.emit(code.OpNot, dst, x, 0)
		if !isSigned(t) {
			f.renarrow(dst, t)
		}
	}
	return dst
}

// renarrow makes r canonical after 64-bit arithmetic on type t.
func (f *fn) renarrow(r reg, t types.Type) {
	if sizeOf(t) < 8 {
		f.narrow(r, r, t)
	}
}

func floatOp(f64, f32 code.Op, t types.Type) code.Op {
	if sizeOf(t) == 4 {
		return f32
	}
	return f64
}

// complexOp emits an operation on complex numbers, complex64 by way of complex128.
func (f *fn) complexOp(op code.Op, x, y ssa.Value, t types.Type, dst reg) {
	if sizeOf(x.Type()) == 16 {
		b := reg(0)
		a := f.value(x)
		if y != nil {
			b = f.value(y)
		}
		f.emit(op, dst, a, b)
		return
	}
	wide := func(v ssa.Value) reg {
		r := f.scratchMask("00")
		f.emit(code.OpCtoZ, r, f.value(v), 0)
		return r
	}
	a, b := wide(x), reg(0)
	if y != nil {
		b = wide(y)
	}
	if op == code.OpEqZ {
		f.emit(op, dst, a, b)
		return
	}
	f.emit(op, a, a, b)
	f.emit(code.OpZtoC, dst, a, 0)
}

func (f *fn) binOp(v *ssa.BinOp, dst reg) reg {
	switch v.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return f.compare(v, dst)
	}
	t := v.Type()
	u := t.Underlying().(*types.Basic)
	switch {
	case u.Info()&types.IsString != 0:
		x, y := f.value(v.X), f.value(v.Y)
		dst = f.dest(dst, t)
		f.makeString(v, code.OpCat, dst, x, y)
	case u.Info()&types.IsComplex != 0:
		dst = f.dest(dst, t)
		op := map[token.Token]code.Op{token.ADD: code.OpAddZ, token.SUB: code.OpSubZ, token.MUL: code.OpMulZ, token.QUO: code.OpDivZ}[v.Op]
		f.complexOp(op, v.X, v.Y, t, dst)
	case u.Info()&types.IsFloat != 0:
		x, y := f.value(v.X), f.value(v.Y)
		dst = f.dest(dst, t)
		switch v.Op {
		case token.ADD:
			f.emit(floatOp(code.OpAddF, code.OpAddG, t), dst, x, y)
		case token.SUB:
			f.emit(floatOp(code.OpSubF, code.OpSubG, t), dst, x, y)
		case token.MUL:
			f.emit(floatOp(code.OpMulF, code.OpMulG, t), dst, x, y)
		case token.QUO:
			f.emit(floatOp(code.OpDivF, code.OpDivG, t), dst, x, y)
		}
	case v.Op == token.SHL || v.Op == token.SHR:
		return f.shift(v, dst)
	default:
		return f.intOp(v, dst)
	}
	return dst
}

// intOp emits integer arithmetic.
func (f *fn) intOp(v *ssa.BinOp, dst reg) reg {
	t := v.Type()
	x, y := v.X, v.Y
	if _, ok := f.smallInt(x); ok && (v.Op == token.ADD || v.Op == token.MUL || v.Op == token.AND) {
		x, y = y, x
	}
	if k, ok := f.smallInt(y); ok {
		imm := code.OpBad
		switch v.Op {
		case token.ADD:
			imm = code.OpAddI
		case token.SUB:
			if k > math.MinInt16 {
				imm, k = code.OpAddI, -k
			}
		case token.MUL:
			imm = code.OpMulI
		case token.AND:
			imm = code.OpAndI
		}
		if imm != code.OpBad {
			a := f.value(x)
			dst = f.dest(dst, t)
			f.emit(imm, dst, a, reg(uint16(k)))
			if imm != code.OpAndI {
				f.renarrow(dst, t)
			}
			return dst
		}
	}
	a, b := f.value(x), f.value(y)
	dst = f.dest(dst, t)
	signed := isSigned(t)
	switch v.Op {
	case token.ADD:
		f.emit(code.OpAdd, dst, a, b)
	case token.SUB:
		f.emit(code.OpSub, dst, a, b)
	case token.MUL:
		f.emit(code.OpMul, dst, a, b)
	case token.QUO:
		if !signed {
			f.emit(code.OpDivU, dst, a, b)
			return dst
		}
		f.emit(code.OpDiv, dst, a, b)
	case token.REM:
		if signed {
			f.emit(code.OpRem, dst, a, b)
		} else {
			f.emit(code.OpRemU, dst, a, b)
		}
		return dst
	case token.AND:
		f.emit(code.OpAnd, dst, a, b)
		return dst
	case token.OR:
		f.emit(code.OpOr, dst, a, b)
		return dst
	case token.XOR:
		f.emit(code.OpXor, dst, a, b)
		return dst
	case token.AND_NOT:
		f.emit(code.OpAndN, dst, a, b)
		return dst
	}
	f.renarrow(dst, t)
	return dst
}

// shift emits << and >>.
func (f *fn) shift(v *ssa.BinOp, dst reg) reg {
	t := v.Type()
	left, signed := v.Op == token.SHL, isSigned(t)
	if c, ok := f.strip(v.Y).(*ssa.Const); ok {
		n, exact := constant.Uint64Val(constant.ToInt(c.Value))
		if !exact || n > 63 {
			n = 64
		}
		x := f.value(v.X)
		dst = f.dest(dst, t)
		switch {
		case n == 64 && (left || !signed):
			f.emitD(code.OpImm, dst, 0)
		case left:
			f.emit(code.OpShlI, dst, x, reg(n))
			f.renarrow(dst, t)
		case signed:
			f.emit(code.OpSarI, dst, x, reg(min(n, 63)))
		default:
			f.emit(code.OpShrI, dst, x, reg(n))
		}
		return dst
	}
	x, n := f.value(v.X), f.value(v.Y)
	if isSigned(v.Y.Type()) {
		f.emit(code.OpShChk, n, 0, 0)
	}
	dst = f.dest(dst, t)
	switch {
	case left:
		f.emit(code.OpShl, dst, x, n)
		f.renarrow(dst, t)
	case signed:
		f.emit(code.OpSar, dst, x, n)
	default:
		f.emit(code.OpShr, dst, x, n)
	}
	return dst
}

// field takes the part of type t at byte off out of a value of type whole in registers.
func (f *fn) field(x reg, whole types.Type, off int64, t types.Type, dst reg) reg {
	size := sizeOf(t)
	words := f.b.types.words(t)
	switch {
	case words == 0:
		return f.dest(dst, t)
	case off%8 == 0 && size%8 == 0:
		if dst == noReg {
			return x + reg(off/8)
		}
		f.move(dst, x+reg(off/8), words)
		return dst
	}
	dst = f.dest(dst, t)
	if _, scalar := loadOp(t); scalar {
		f.emit(code.OpFld, dst, x, 0)
		f.ext(reg(size), reg(off), boolReg(isSigned(t)))
	} else {
		f.emit(code.OpFldN, dst, x, reg(off))
		f.ext(reg(size), 0, 0)
	}
	return dst
}

// index takes an element out of an array or string in registers.
func (f *fn) index(v *ssa.Index, dst reg) reg {
	if b, ok := v.X.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return f.stringIndex(v.X, v.Index, dst)
	}
	arr := v.X.Type().Underlying().(*types.Array)
	size := sizeOf(arr.Elem())
	if c, ok := f.strip(v.Index).(*ssa.Const); ok {
		return f.field(f.value(v.X), v.X.Type(), c.Int64()*size, v.Type(), dst)
	}
	// The array is copied where it has an address.
	words := f.b.types.words(v.X.Type())
	x := f.pinnedSlots(f.b.types.mask(v.X.Type()))
	f.into(v.X, x)
	i := f.value(v.Index)
	f.emitD(code.OpBoundK, i, int32(arr.Len()))
	if words == 0 {
		return f.dest(dst, v.Type())
	}
	a := f.scratchMask("1")
	f.emit(code.OpLea, a, x, 0)
	f.emit(code.OpArrA, a, a, i)
	f.extD(int32(size))
	f.extD(int32(arr.Len()))
	return f.load(place{base: a}, v.Type(), dst)
}

func (f *fn) stringIndex(x, i ssa.Value, dst reg) reg {
	s, n := f.value(x), f.value(i)
	dst = f.dest(dst, types.Typ[types.Byte])
	f.emit(code.OpIdx1, dst, s, n)
	return dst
}

// box makes an interface of a value.
func (f *fn) box(v *ssa.MakeInterface, dst reg) reg {
	t := v.X.Type()
	id := f.b.runtimeType(t)
	if c, ok := f.strip(v.X).(*ssa.Const); ok {
		if words, ok := f.packedConst(c); ok {
			data := f.b.data.box
			dst = f.dest(dst, v.Type())
			if isDirect(t) {
				f.pairInto(uint64(id), 0, dst)
			} else {
				f.pairInto(uint64(id), data(words), dst)
			}
			return dst
		}
	}
	if !isDirect(t) && sizeOf(t) > 0 && f.stays(v) {
		object, addr := f.frameObject(f.b.types.mask(t)), f.scratchMask("1")
		f.emit(code.OpLea, addr, object, 0)
		f.into(v.X, object)
		dst = f.dest(dst, v.Type())
		f.wordInto(uint64(id), dst)
		f.move(dst+1, addr, 1)
		return dst
	}
	x := f.value(v.X)
	dst = f.dest(dst, v.Type())
	f.escaped(f.whyHeap(v))
	f.emit(code.OpBox, dst, x, 0)
	f.extT(id)
	return dst
}

// packedConst returns a constant as words in memory.
func (f *fn) packedConst(c *ssa.Const) ([]uint64, bool) {
	a, b, ok := f.constWords(c)
	if !ok {
		return nil, false
	}
	if size := sizeOf(typed(c.Type())); size < 8 {
		a &= 1<<(size*8) - 1
	}
	return []uint64{a, b}[:f.b.types.words(c.Type())], true
}

// slice emits x[lo:hi:max].
func (f *fn) slice(v *ssa.Slice, dst reg) reg {
	if a, ok := v.X.(*ssa.Alloc); ok && isMade(a) {
		arr := elemType(a).Underlying().(*types.Array)
		n, c := f.value(v.High), f.word(uint64(arr.Len()), "0")
		return f.makeSlice(a, arr, n, c, dst)
	}
	opt := func(x ssa.Value) reg {
		if x == nil {
			return reg(code.NoReg)
		}
		return f.value(x)
	}
	x := f.value(v.X)
	lo, hi, mx := opt(v.Low), opt(v.High), opt(v.Max)
	dst = f.dest(dst, v.Type())
	switch u := v.X.Type().Underlying().(type) {
	case *types.Slice:
		f.emit(code.OpSlice, dst, x, 0)
		f.ext(lo, hi, mx)
		f.extD(int32(sizeOf(u.Elem())))
	case *types.Basic:
		f.emit(code.OpSliceS, dst, x, 0)
		f.ext(lo, hi, reg(code.NoReg))
	case *types.Pointer:
		arr := u.Elem().Underlying().(*types.Array)
		f.emit(code.OpSliceA, dst, x, 0)
		f.ext(lo, hi, mx)
		f.extD(int32(sizeOf(arr.Elem())))
		f.extD(int32(arr.Len()))
	}
	return dst
}

// lookup emits m[k] and s[i].
func (f *fn) lookup(v *ssa.Lookup, dst reg) reg {
	m, ok := v.X.Type().Underlying().(*types.Map)
	if !ok {
		return f.stringIndex(v.X, v.Index, dst)
	}
	x, k := f.value(v.X), f.value(v.Index)
	dst = f.dest(dst, v.Type())
	f.emit(code.OpMapGet, dst, x, k)
	f.extT(f.b.types.id(v.X.Type()))
	kind := int32(boolReg(v.CommaOk))
	if updates(v) {
		kind = 2
	}
	f.extD(kind)
	f.extend(dst, m.Elem())
	return dst
}

// updates reports whether m[k] is looked up for an assignment like m[k] += x: map and key are
// evaluated once for both.
func updates(v *ssa.Lookup) bool {
	for _, in := range v.Block().Instrs {
		if u, ok := in.(*ssa.MapUpdate); ok && !v.CommaOk && u.Map == v.X && u.Key == v.Index {
			return true
		}
	}
	return false
}

// makeClosure makes a function value with what it captures.
func (f *fn) makeClosure(v *ssa.MakeClosure, dst reg) reg {
	fn := v.Fn.(*ssa.Function)
	id := f.b.funcID(fn)
	var mask string
	for _, fv := range fn.FreeVars {
		mask += f.b.types.mask(f.b.capturedType(fv))
	}
	var x, object, addr reg
	stays := f.stays(v)
	if !stays && len(v.Bindings) == 1 && !f.b.copies(fn.FreeVars[0]) {
		x = f.value(v.Bindings[0])
	} else {
		if stays {
			object, addr = f.frameObject("0"+mask), f.scratchMask("1")
			x = object + 1
			f.emit(code.OpLea, addr, object, 0)
		} else {
			x = f.scratchMask(mask)
		}
		at := x
		for i, bound := range v.Bindings {
			t := f.b.capturedType(fn.FreeVars[i])
			if f.b.copies(fn.FreeVars[i]) {
				if r := f.load(f.place(bound), t, at); r != at {
					f.move(at, r, f.b.types.words(t))
				}
			} else {
				f.into(bound, at)
			}
			at += reg(f.b.types.words(t))
		}
	}
	dst = f.dest(dst, v.Type())
	if stays {
		f.emitD(code.OpImm, object, int32(id))
		f.move(dst, addr, 1)
		return dst
	}
	f.escaped(f.whyHeap(v))
	f.emit(code.OpClos, dst, x, reg(len(mask)))
	f.extD(int32(id))
	return dst
}

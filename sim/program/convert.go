package program

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// convert emits a conversion that changes the representation.
func (f *fn) convert(v *ssa.Convert, dst reg) reg {
	from, to := v.X.Type(), v.Type()
	fb, fromBasic := from.Underlying().(*types.Basic)
	tb, toBasic := to.Underlying().(*types.Basic)
	switch {
	case fromBasic && toBasic && fb.Info()&types.IsNumeric != 0 && tb.Info()&types.IsNumeric != 0:
		return f.convertNumber(v.X, fb, to, tb, dst)
	case toBasic && tb.Info()&types.IsString != 0:
		x := f.value(v.X)
		dst = f.dest(dst, to)
		switch {
		case fromBasic && fb.Info()&types.IsInteger != 0:
			f.makeString(v, code.OpItoS, dst, x, 0)
		case fromBasic: // string type to string type
			f.move(dst, x, 2)
		case sizeOf(from.Underlying().(*types.Slice).Elem()) == 1:
			f.makeString(v, code.OpBtoS, dst, x, 0)
		default:
			f.makeString(v, code.OpRtoS, dst, x, 0)
		}
		return dst
	case fromBasic && fb.Info()&types.IsString != 0:
		if sizeOf(to.Underlying().(*types.Slice).Elem()) == 1 {
			return f.bytesOf(v, dst)
		}
		x := f.value(v.X)
		dst = f.dest(dst, to)
		f.makeString(v, code.OpStoR, dst, x, 0)
		return dst
	}
	// Between unsafe.Pointer and uintptr: the same word in a slot of another kind.
	x := f.value(v.X)
	dst = f.dest(dst, to)
	f.move(dst, x, 1)
	return dst
}

// makeString emits an operation that makes v, a string or a slice of one, in a buffer of the frame
// if it stays there.
func (f *fn) makeString(v ssa.Value, op code.Op, dst, x, y reg) {
	buffer := reg(code.NoReg)
	if f.stays(v) {
		words := code.TmpBytes / 8
		if op == code.OpStoR {
			words = code.TmpBytes * 4 / 8
		}
		buffer = f.pinnedSlots(strings.Repeat("0", words))
	}
	f.escaped(f.whyHeap(v))
	f.emit(op, dst, x, y)
	f.ext(buffer, 0, 0)
}

// bytesOf emits []byte(s). One that nobody writes is the string itself, one of a constant is an
// array of just its size.
//
// Models the cases of OSTR2BYTES, cmd/compile/internal/walk/convert.go, and of
// zero-copy conversions, cmd/compile/internal/escape/escape.go.
func (f *fn) bytesOf(v *ssa.Convert, dst reg) reg {
	l := f.b.esc.of(v)
	t := v.Type()
	c, isConst := f.strip(v.X).(*ssa.Const)
	switch {
	case l != nil && !l.mutates:
		x := f.value(v.X)
		parts := f.scratch(t)
		some := newLabel()
		f.move(parts, x, 2)
		f.branch(code.OpJneI, parts, 0, some)
		f.wordInto(mem.NilPage, parts) // no bytes, but not nil
		f.bind(some)
		f.move(parts+2, parts+1, 1)
		if dst == noReg {
			return parts
		}
		f.move(dst, parts, 3)
		return dst
	case isConst && len(constString(c.Value)) > 0:
		n := int64(len(constString(c.Value)))
		parts := f.scratch(t)
		if object := types.NewArray(types.Typ[types.Byte], n); n <= maxImplicitStack && n <= f.maxFrameVar && f.stays(v) {
			at := f.pinnedSlots(f.b.types.mask(object))
			f.emit(code.OpLea, parts, at, 0)
			f.wordInto(uint64(n), parts+1)
			f.wordInto(uint64(n), parts+2)
		} else {
			size := f.word(uint64(n), "0")
			f.escaped(f.whyHeap(v))
			f.emit(code.OpMkSl, parts, size, size)
			f.extT(f.b.types.id(types.Typ[types.Byte]))
		}
		f.emit(code.OpCopy, f.scratchMask("0"), parts, f.value(v.X))
		f.extT(f.b.types.id(types.Typ[types.Byte]))
		if dst == noReg {
			return parts
		}
		f.move(dst, parts, 3)
		return dst
	}
	x := f.value(v.X)
	dst = f.dest(dst, t)
	f.makeString(v, code.OpStoB, dst, x, 0)
	return dst
}

func (f *fn) convertNumber(v ssa.Value, from *types.Basic, to types.Type, tb *types.Basic, dst reg) reg {
	x := f.value(v)
	fromSize, toSize := sizeOf(from), sizeOf(tb)
	unary := func(op code.Op) reg {
		dst = f.dest(dst, to)
		f.emit(op, dst, x, 0)
		return dst
	}
	unsigned := from.Info()&types.IsUnsigned != 0
	switch {
	case from.Info()&types.IsComplex != 0:
		switch {
		case fromSize == toSize:
			if dst == noReg {
				return x
			}
			f.move(dst, x, int(toSize/8))
			return dst
		case toSize == 16:
			return unary(code.OpCtoZ)
		}
		return unary(code.OpZtoC)
	case from.Info()&types.IsFloat != 0 && tb.Info()&types.IsFloat != 0:
		switch {
		case fromSize == toSize:
			if dst == noReg {
				return x
			}
			f.move(dst, x, 1)
			return dst
		case toSize == 4:
			return unary(code.OpFtoG)
		}
		return unary(code.OpGtoF)
	case from.Info()&types.IsFloat != 0:
		op := floatOp(code.OpFtoI, code.OpGtoI, from)
		if tb.Info()&types.IsUnsigned != 0 && toSize == 8 {
			op = floatOp(code.OpFtoU, code.OpGtoU, from)
		}
		dst = f.dest(dst, to)
		short := reg(0)
		if toSize < 4 || toSize == 4 && tb.Info()&types.IsUnsigned == 0 {
			short = 1 // by way of an int32
		}
		f.emit(op, dst, x, short)
		f.renarrow(dst, to)
		return dst
	case tb.Info()&types.IsFloat != 0:
		switch {
		case unsigned && fromSize == 8:
			return unary(floatOp(code.OpUtoF, code.OpUtoG, tb))
		}
		return unary(floatOp(code.OpItoF, code.OpItoG, tb))
	}
	// Integers. A canonical value stays canonical if the new type holds all of the old.
	toUnsigned := tb.Info()&types.IsUnsigned != 0
	if toSize == 8 || unsigned && (toSize > fromSize || toSize == fromSize && toUnsigned) || !unsigned && !toUnsigned && toSize >= fromSize {
		if dst == noReg {
			return x
		}
		f.move(dst, x, 1)
		return dst
	}
	dst = f.dest(dst, to)
	f.narrow(dst, x, to)
	return dst
}

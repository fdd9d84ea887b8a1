package program

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
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
			f.emit(code.OpItoS, dst, x, 0)
		case fromBasic: // string type to string type
			f.move(dst, x, 2)
		case sizeOf(from.Underlying().(*types.Slice).Elem()) == 1:
			f.emit(code.OpBtoS, dst, x, 0)
		default:
			f.emit(code.OpRtoS, dst, x, 0)
		}
		return dst
	case fromBasic && fb.Info()&types.IsString != 0:
		x := f.value(v.X)
		dst = f.dest(dst, to)
		if sizeOf(to.Underlying().(*types.Slice).Elem()) == 1 {
			f.emit(code.OpStoB, dst, x, 0)
		} else {
			f.emit(code.OpStoR, dst, x, 0)
		}
		return dst
	}
	// Between unsafe.Pointer and uintptr: the same word in a slot of another kind.
	x := f.value(v.X)
	dst = f.dest(dst, to)
	f.move(dst, x, 1)
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

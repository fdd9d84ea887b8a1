package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// compare emits a comparison with its result in a register.
func (f *fn) compare(v *ssa.BinOp, dst reg) reg {
	x, y, op := f.ordered(v)
	t := x.Type()
	emit := func(o code.Op, a, b reg) reg {
		dst = f.dest(dst, v.Type())
		f.emit(o, dst, a, b)
		return dst
	}
	not := func(r reg) reg {
		f.emit(code.OpLNot, r, r, 0)
		return r
	}
	if r, ok := f.compareNil(x, y); ok {
		if op == token.EQL {
			return emit(code.OpEqI, r, 0)
		}
		return not(emit(code.OpEqI, r, 0))
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		r := emit(code.OpEqE, f.value(x), f.value(y))
		if op == token.NEQ {
			not(r)
		}
		return r
	case *types.Struct, *types.Array:
		a, b := f.value(x), f.value(y)
		dst = f.dest(dst, v.Type())
		f.emit(code.OpEqT, dst, a, b)
		f.extT(f.b.types.id(t))
		if op == token.NEQ {
			not(dst)
		}
		return dst
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			if f.isEmptyString(y) && (op == token.EQL || op == token.NEQ) {
				r := emit(code.OpEqI, f.value(x)+1, 0)
				if op == token.NEQ {
					not(r)
				}
				return r
			}
			o := map[token.Token]code.Op{token.EQL: code.OpEqS, token.NEQ: code.OpEqS, token.LSS: code.OpLtS, token.LEQ: code.OpLeS}[op]
			r := emit(o, f.value(x), f.value(y))
			if op == token.NEQ {
				not(r)
			}
			return r
		case u.Info()&types.IsComplex != 0:
			dst = f.dest(dst, v.Type())
			f.complexOp(code.OpEqZ, x, y, t, dst)
			if op == token.NEQ {
				not(dst)
			}
			return dst
		case u.Info()&types.IsFloat != 0:
			a, b := f.value(x), f.value(y)
			switch op {
			case token.EQL:
				return emit(floatOp(code.OpEqF, code.OpEqG, t), a, b)
			case token.NEQ:
				return emit(floatOp(code.OpNeF, code.OpNeG, t), a, b)
			case token.LSS:
				return emit(floatOp(code.OpLtF, code.OpLtG, t), a, b)
			}
			return emit(floatOp(code.OpLeF, code.OpLeG, t), a, b)
		}
	}
	if k, ok := f.smallInt(y); ok {
		switch {
		case op == token.EQL:
			return emit(code.OpEqI, f.value(x), reg(uint16(k)))
		case op == token.LSS && isSigned(t):
			return emit(code.OpLtI, f.value(x), reg(uint16(k)))
		case op == token.LEQ && isSigned(t) && k < math.MaxInt16:
			return emit(code.OpLtI, f.value(x), reg(uint16(k+1)))
		}
	}
	a, b := f.value(x), f.value(y)
	switch op {
	case token.EQL:
		return emit(code.OpEq, a, b)
	case token.NEQ:
		return emit(code.OpNe, a, b)
	case token.LSS:
		if isSigned(t) {
			return emit(code.OpLt, a, b)
		}
		return emit(code.OpLtU, a, b)
	}
	if isSigned(t) {
		return emit(code.OpLe, a, b)
	}
	return emit(code.OpLeU, a, b)
}

// ordered returns a comparison with > and >= turned around.
func (f *fn) ordered(v *ssa.BinOp) (x, y ssa.Value, op token.Token) {
	switch v.Op {
	case token.GTR:
		return v.Y, v.X, token.LSS
	case token.GEQ:
		return v.Y, v.X, token.LEQ
	}
	return v.X, v.Y, v.Op
}

// compareNil returns the word to compare with 0 if one of x and y is the constant nil.
func (f *fn) compareNil(x, y ssa.Value) (reg, bool) {
	isNil := func(v ssa.Value) bool {
		c, ok := f.strip(v).(*ssa.Const)
		return ok && c.Value == nil && isNillable(c.Type())
	}
	switch {
	case isNillable(x.Type()) && isNil(y):
		return f.value(x), true
	case isNillable(y.Type()) && isNil(x):
		return f.value(y), true
	}
	return 0, false
}

func isNillable(t types.Type) bool {
	switch u := typed(t).Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

func (f *fn) isEmptyString(v ssa.Value) bool {
	c, ok := f.strip(v).(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) == ""
}

// branchIf jumps to l if v equals when.
func (f *fn) branchIf(v ssa.Value, when bool, l *label) {
	switch x := f.strip(v).(type) {
	case *ssa.Const:
		if constant.BoolVal(x.Value) == when {
			f.jump(l)
		}
		return
	case *ssa.UnOp:
		if x.Op == token.NOT && f.plan.folded[x] {
			f.branchIf(x.X, !when, l)
			return
		}
	case *ssa.BinOp:
		if f.plan.folded[x] {
			if p := x.Pos(); p.IsValid() {
				f.at = p
			}
			if f.branchCompare(x, when, l) {
				return
			}
		}
	}
	op := code.OpJf
	if when {
		op = code.OpJt
	}
	f.branch(op, f.value(v), 0, l)
}

// branchCompare jumps to l if the comparison v has result when. It reports false if there
// is no such jump for v's operands.
func (f *fn) branchCompare(v *ssa.BinOp, when bool, l *label) bool {
	eq, ne := code.OpJeqI, code.OpJneI
	if !when {
		eq, ne = ne, eq
	}
	switch v.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
	default:
		return false
	}
	if r, ok := f.compareNil(v.X, v.Y); ok {
		if v.Op == token.NEQ {
			eq = ne
		}
		f.branch(eq, r, 0, l)
		return true
	}
	t := v.X.Type()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 && f.isEmptyString(v.Y) && (v.Op == token.EQL || v.Op == token.NEQ) {
			if v.Op == token.NEQ {
				eq = ne
			}
			f.branch(eq, f.value(v.X)+1, 0, l)
			return true
		}
		if u.Info()&(types.IsInteger|types.IsBoolean) == 0 && u.Kind() != types.UnsafePointer {
			return f.branchNot(v, when, l)
		}
	case *types.Pointer, *types.Chan, *types.Map, *types.Signature, *types.Slice:
	default:
		return f.branchNot(v, when, l)
	}
	if f.branchImm(v, when, l) {
		return true
	}
	op := v.Op
	if !when {
		op = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
			token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}[op]
	}
	a, b := f.value(v.X), f.value(v.Y)
	if op == token.GTR || op == token.GEQ {
		a, b = b, a
	}
	signed := isSigned(t)
	switch {
	case op == token.EQL:
		f.branch(code.OpJeq, a, b, l)
	case op == token.NEQ:
		f.branch(code.OpJne, a, b, l)
	case op == token.LSS || op == token.GTR:
		if signed {
			f.branch(code.OpJlt, a, b, l)
		} else {
			f.branch(code.OpJltU, a, b, l)
		}
	case signed:
		f.branch(code.OpJle, a, b, l)
	default:
		f.branch(code.OpJleU, a, b, l)
	}
	return true
}

// branchNot handles comparisons that have no jump of their own: != is the result of ==,
// turned around.
func (f *fn) branchNot(v *ssa.BinOp, when bool, l *label) bool {
	if v.Op != token.NEQ {
		return false
	}
	if b, ok := v.X.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsFloat != 0 {
		return false
	}
	eq := *v
	eq.Op = token.EQL
	op := code.OpJt
	if when {
		op = code.OpJf
	}
	f.branch(op, f.compare(&eq, noReg), 0, l)
	return true
}

// branchImm compares with a small constant.
func (f *fn) branchImm(v *ssa.BinOp, when bool, l *label) bool {
	x, y, op := v.X, v.Y, v.Op
	if _, ok := f.smallInt(x); ok {
		x, y = y, x
		op = map[token.Token]token.Token{token.EQL: token.EQL, token.NEQ: token.NEQ, token.LSS: token.GTR,
			token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ}[op]
	}
	k, ok := f.smallInt(y)
	if !ok || op != token.EQL && op != token.NEQ && !isSigned(x.Type()) {
		return false
	}
	jump := map[token.Token]code.Op{token.EQL: code.OpJeqI, token.NEQ: code.OpJneI, token.LSS: code.OpJltI,
		token.LEQ: code.OpJleI, token.GTR: code.OpJgtI, token.GEQ: code.OpJgeI}[op]
	if !when {
		jump, _ = negated(jump)
	}
	f.branch(jump, f.value(x), reg(uint16(k)), l)
	return true
}

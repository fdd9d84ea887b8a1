package program

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// A place is where a load or store goes, in the form that costs least.
type place struct {
	kind  placeKind
	base  reg        // inFrame: first slot of the variable; inMemory: address; element: {address, length}
	index reg        // element
	off   int64      // bytes from the base; inStatic: the address
	whole *ssa.Alloc // inFrame: the variable
	elem  types.Type // element: the type of one
}

type placeKind uint8

const (
	inMemory placeKind = iota
	inFrame
	inStatic
	element
)

// slotOf returns the registers of a static place in the frame.
func (f *fn) slotOf(addr ssa.Value) reg {
	return f.vars[f.frameVar(addr)].slot + reg(f.staticOffset(addr)/8)
}

// place resolves an address.
func (f *fn) place(addr ssa.Value) place {
	addr = f.strip(addr)
	if f.isStatic(addr) {
		if g, ok := f.root(addr).(*ssa.Global); ok {
			return place{kind: inStatic, off: int64(f.b.globalAddr(g)) + f.staticOffset(addr)}
		}
		a := f.frameVar(addr)
		return place{kind: inFrame, base: f.vars[a].slot, off: f.staticOffset(addr), whole: a}
	}
	switch x := addr.(type) {
	case *ssa.FieldAddr:
		if !f.plan.folded[x] {
			break
		}
		p := f.place(x.X)
		if p.kind == element {
			p = place{base: f.elementAddr(p, noReg)}
		}
		p.off += fieldOffset(x.X.Type().Underlying().(*types.Pointer).Elem(), x.Field)
		if p.kind == inMemory && p.off > maxOffset {
			p = f.farPlace(p)
		}
		return p
	case *ssa.IndexAddr:
		if f.plan.folded[x] {
			defer func(at token.Pos) { f.at = at }(f.at)
			f.at = x.Pos()
			return f.elementPlace(x)
		}
	}
	return place{base: f.value(addr)}
}

// maxOffset is how far past a nil pointer an access still is a nil dereference: the nil
// page less the largest scalar.
const maxOffset = 4096 - 16

// farPlace checks the base of a place for nil and adds the offset to it.
func (f *fn) farPlace(p place) place {
	f.emit(code.OpNil, p.base, 0, 0)
	return place{base: f.addOffset(p.base, p.off, noReg)}
}

// addOffset adds a number to an address.
func (f *fn) addOffset(r reg, off int64, dst reg) reg {
	if off == 0 && dst == noReg {
		return r
	}
	if dst == noReg {
		dst = f.scratchMask("1")
	}
	if off == int64(int16(off)) {
		f.emit(code.OpAddI, dst, r, reg(uint16(off)))
	} else {
		k := f.word(uint64(off), "0")
		f.emit(code.OpAdd, dst, r, k)
	}
	return dst
}

// elementPlace resolves &x[i].
func (f *fn) elementPlace(x *ssa.IndexAddr) place {
	elem := x.Type().Underlying().(*types.Pointer).Elem()
	if _, ok := x.X.Type().Underlying().(*types.Slice); ok {
		s := f.value(x.X)
		return place{kind: element, base: s, index: f.value(x.Index), elem: elem}
	}
	arr := x.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if c, ok := f.strip(x.Index).(*ssa.Const); ok {
		off := c.Int64() * sizeOf(elem)
		p := f.place(x.X)
		if p.kind == element {
			p = place{base: f.elementAddr(p, noReg)}
		}
		p.off += off
		if p.kind == inMemory && p.off > maxOffset {
			p = f.farPlace(p)
		}
		return p
	}
	if a, ok := x.X.(*ssa.Alloc); ok && f.vars[a].private() && f.vars[a].header != noReg {
		return place{kind: element, base: f.vars[a].header, index: f.value(x.Index), elem: elem}
	}
	if f.isStatic(x.X) && f.inLoop {
		if g, ok := f.root(x.X).(*ssa.Global); ok {
			a, n := f.b.globalAddr(g)+uint64(f.staticOffset(x.X)), uint64(arr.Len())
			h := f.loopConst(constKey{a, n, "00"}, func(dst reg) { f.pairInto(a, n, dst) })
			return place{kind: element, base: h, index: f.value(x.Index), elem: elem}
		}
	}
	base := f.addressOf(f.place(x.X), noReg)
	if sizeOf(arr) > maxOffset && !f.nonNil(x.X) {
		f.emit(code.OpNil, base, 0, 0) // the element may lie behind the nil page
	}
	i := f.value(x.Index)
	a := f.scratchMask("1")
	f.emit(code.OpArrA, a, base, i)
	f.extD(int32(sizeOf(elem)))
	f.extD(int32(arr.Len()))
	return place{base: a}
}

// elementAddr computes the address of an element with its bounds check.
func (f *fn) elementAddr(p place, dst reg) reg {
	if dst == noReg {
		dst = f.scratchMask("1")
	}
	f.emit(code.OpIdxA, dst, p.base, p.index)
	f.extD(int32(sizeOf(p.elem)))
	return dst
}

// address returns an address as a value, nil checked where the language asks for it.
func (f *fn) address(v ssa.Value, dst reg) reg {
	switch x := v.(type) {
	case *ssa.Alloc:
		if s := f.vars[x]; !s.private() {
			if dst == noReg {
				return s.slot
			}
			f.move(dst, s.slot, 1)
			return dst
		}
	case *ssa.FieldAddr:
		if f.isStatic(x) {
			break
		}
		p := f.place(x.X)
		if p.kind == inMemory && !f.nonNil(x.X) {
			f.emit(code.OpNil, p.base, 0, 0)
		}
		if p.kind == element {
			p = place{base: f.elementAddr(p, noReg)}
		}
		p.off += fieldOffset(x.X.Type().Underlying().(*types.Pointer).Elem(), x.Field)
		return f.addressOf(p, dst)
	case *ssa.IndexAddr:
		if f.isStatic(x) {
			break
		}
		p := f.elementPlace(x)
		if _, isConst := f.strip(x.Index).(*ssa.Const); isConst && p.kind == inMemory && !f.nonNil(x.X) {
			f.emit(code.OpNil, p.base, 0, 0)
		}
		return f.addressOf(p, dst)
	}
	return f.addressOf(f.place(v), dst)
}

// nonNil reports whether an address cannot be nil: that of a variable or of what is inside
// of one.
func (f *fn) nonNil(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.Global, *ssa.IndexAddr:
		return true
	case *ssa.FieldAddr: // one that is folded into its use has not been checked itself
		return !f.plan.folded[v] || f.nonNil(v.X)
	}
	return false
}

// addressOf computes the address of a place.
func (f *fn) addressOf(p place, dst reg) reg {
	switch p.kind {
	case inFrame:
		f.vars[p.whole].mustPin()
		if dst == noReg {
			dst = f.scratchMask("1")
		}
		f.emit(code.OpLea, dst, p.base, 0)
		if p.off != 0 {
			f.addOffset(dst, p.off, dst)
		}
		return dst
	case inStatic:
		if dst == noReg {
			return f.word(uint64(p.off), "0")
		}
		f.wordInto(uint64(p.off), dst)
		return dst
	case element:
		return f.elementAddr(p, dst)
	}
	if dst != noReg && p.off == 0 {
		f.move(dst, p.base, 1)
		return dst
	}
	return f.addOffset(p.base, p.off, dst)
}

// loadOp returns the load of a type that fills one register by itself; ok is false for
// composites and for what has no size.
func loadOp(t types.Type) (op code.Op, ok bool) {
	switch u := typed(t).Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsString|types.IsComplex) != 0 {
			return 0, false // complex64 need not lie at the start of a word
		}
		signed := isSigned(t)
		switch sizeOf(t) {
		case 1:
			if signed {
				return code.OpLd1s, true
			}
			return code.OpLd1, true
		case 2:
			if signed {
				return code.OpLd2s, true
			}
			return code.OpLd2, true
		case 4:
			if signed {
				return code.OpLd4s, true
			}
			return code.OpLd4, true
		}
		return code.OpLd8, true
	case *types.Pointer, *types.Chan, *types.Map, *types.Signature:
		return code.OpLd8, true
	}
	return 0, false
}

// isWord reports whether t takes one register that one plain 8-byte access moves.
func isWord(t types.Type) bool {
	return sizeOf(t) == 8 && alignOf(t) == 8
}

// indexOps maps a load to its form with an index.
var indexOps = map[code.Op]code.Op{
	code.OpLd8: code.OpIdx8, code.OpLd4: code.OpIdx4, code.OpLd2: code.OpIdx2, code.OpLd1: code.OpIdx1,
	code.OpLd4s: code.OpIdx4s, code.OpLd2s: code.OpIdx2s, code.OpLd1s: code.OpIdx1s,
}

// load reads a value of type t.
func (f *fn) load(p place, t types.Type, dst reg) reg {
	size := sizeOf(t)
	op, scalar := loadOp(t)
	if !scalar && isWord(t) {
		op, scalar = code.OpLd8, true
	}
	switch p.kind {
	case inFrame:
		r := p.base + reg(p.off/8)
		if f.isWhole(p, t) {
			if isSigned(t) && size < 8 && !types.Identical(t, elemType(p.whole)) {
				dst = f.dest(dst, t)
				f.narrow(dst, r, t)
				return dst
			}
			dst = f.dest(dst, t)
			f.move(dst, r, f.b.types.words(t))
			return dst
		}
		return f.field(p.base, elemType(p.whole), p.off, t, f.dest(dst, t))
	case inStatic:
		dst = f.dest(dst, t)
		if scalar && size == 8 {
			f.emitD(code.OpGet8, dst, int32(p.off/8))
			return dst
		}
		p = place{base: f.word(uint64(p.off), "0")}
	case element:
		if size == 0 {
			f.emit(code.OpBound, p.index, p.base+1, 0)
			return f.dest(dst, t)
		}
		dst = f.dest(dst, t)
		if scalar {
			f.emit(indexOps[op], dst, p.base, p.index)
		} else {
			f.emit(code.OpIdxN, dst, p.base, p.index)
			f.extD(int32(size))
		}
		return dst
	}
	dst = f.dest(dst, t)
	switch {
	case size == 0:
		f.emit(code.OpNil, p.base, 0, 0)
	case scalar:
		f.emit(op, dst, p.base, reg(p.off))
	default:
		f.emit(code.OpLdN, dst, p.base, reg(p.off))
		f.extD(int32(size))
	}
	return dst
}

// isWhole reports whether a place in the frame has its registers for itself.
func (f *fn) isWhole(p place, t types.Type) bool {
	size := sizeOf(t)
	if p.off%8 == 0 && size%8 == 0 {
		return true
	}
	return p.off == 0 && size == sizeOf(elemType(p.whole))
}

func elemType(a *ssa.Alloc) types.Type { return a.Type().Underlying().(*types.Pointer).Elem() }

// maxCopied is the largest value, in words, that is copied by way of registers.
const maxCopied = 8

// copyWhole copies a large value from memory to memory; it reports false if v is not one.
func (f *fn) copyWhole(p place, v ssa.Value) bool {
	load, ok := f.strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL || !f.plan.folded[load] || p.kind == inFrame || f.b.types.words(v.Type()) <= maxCopied {
		return false
	}
	from := f.place(load.X)
	if from.kind == inFrame {
		return false
	}
	dst, src := f.addressOf(p, noReg), f.addressOf(from, noReg)
	f.emit(code.OpMovM, dst, src, 0)
	f.extT(f.b.types.id(v.Type()))
	return true
}

// store writes v.
func (f *fn) store(p place, v ssa.Value) {
	if f.copyWhole(p, v) {
		return
	}
	t := v.Type()
	size := sizeOf(t)
	if p.kind == inFrame {
		f.storeFrame(p, v, t, size)
		return
	}
	pointers := f.b.types.mask(t)
	switch p.kind {
	case inStatic:
		if isWord(t) {
			op := code.OpSet8
			if pointers == "1" {
				op = code.OpSetP
			}
			f.emitD(op, f.value(v), int32(p.off/8))
			return
		}
		p = place{base: f.word(uint64(p.off), "0")}
	case element:
		if f.storeElement(p, v, t, size, pointers) {
			return
		}
		p = place{base: f.elementAddr(p, noReg)}
	}
	x := f.value(v)
	_, scalar := loadOp(t)
	switch {
	case size == 0:
		f.emit(code.OpNil, p.base, 0, 0)
	case isWord(t) && pointers == "1":
		f.emit(code.OpStP, p.base, x, reg(p.off))
	case isWord(t):
		f.emit(code.OpSt8, p.base, x, reg(p.off))
	case scalar:
		f.emit([...]code.Op{1: code.OpSt1, 2: code.OpSt2, 4: code.OpSt4}[size], p.base, x, reg(p.off))
	case hasPointers(pointers):
		f.emit(code.OpStT, p.base, x, reg(p.off))
		f.extT(f.b.types.id(t))
	default:
		f.emit(code.OpStN, p.base, x, reg(p.off))
		f.extD(int32(size))
	}
}

func hasPointers(mask string) bool {
	for i := range len(mask) {
		if mask[i] == '1' {
			return true
		}
	}
	return false
}

// storeFrame writes v to a part of a frame variable.
func (f *fn) storeFrame(p place, v ssa.Value, t types.Type, size int64) {
	r := p.base + reg(p.off/8)
	switch {
	case size == 0:
		f.value(v)
	case f.isWhole(p, t):
		if isSigned(t) && size < 8 && !types.Identical(t, elemType(p.whole)) {
			ops := [...]code.Op{1: code.OpZx8, 2: code.OpZx16, 4: code.OpZx32}
			f.emit(ops[size], r, f.value(v), 0) // packed form, not canonical
			return
		}
		f.into(v, r)
	default:
		f.emit(code.OpSetF, p.base, f.value(v), reg(p.off))
		f.ext(reg(size), 0, 0)
	}
}

// storeElement writes an element that takes one instruction; it reports whether it did.
func (f *fn) storeElement(p place, v ssa.Value, t types.Type, size int64, pointers string) bool {
	if size == 0 {
		f.emit(code.OpBound, p.index, p.base+1, 0)
		return true
	}
	_, scalar := loadOp(t)
	if !scalar && !isWord(t) {
		return false
	}
	op := [...]code.Op{1: code.OpSix1, 2: code.OpSix2, 4: code.OpSix4, 8: code.OpSix8}[size]
	if pointers == "1" {
		op = code.OpSixP
	}
	f.emit(op, p.base, p.index, f.value(v))
	return true
}

package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// call emits a call; its results are left at the start of the outgoing area.
func (f *fn) call(v *ssa.Call) reg {
	c := &v.Call
	if b, ok := c.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "print", "println":
			f.print(b.Name(), c.Args)
		case "ssa:wrapnilchk":
			return f.wrapNilCheck(c.Args)
		}
		return 0
	}
	out := f.outgoing(0, max(f.argWords(c), f.b.types.words(v.Type())))
	switch {
	case c.IsInvoke():
		recv := f.value(c.Value)
		n := f.stageArgs(c.Args, 1)
		f.emit(code.OpCallI, out, recv, reg(n))
		f.extMethod(c)
	case f.b.static(c.Value) != nil:
		callee := f.b.static(c.Value)
		f.stageArgs(c.Args, 0)
		if n := f.b.nativeID(callee); n >= 0 {
			f.emitD(code.OpNative, out, n)
		} else {
			f.emitD(code.OpCall, out, int32(f.b.funcID(callee)))
		}
	default:
		fun := f.value(c.Value)
		n := f.stageArgs(c.Args, 0)
		f.emit(code.OpCallC, out, fun, reg(n))
	}
	f.holds(out, f.b.types.mask(v.Type()))
	return out
}

// argWords returns the words of the arguments, an interface's data word included.
func (f *fn) argWords(c *ssa.CallCommon) int {
	n := 0
	if c.IsInvoke() {
		n = 1
	}
	for _, a := range c.Args {
		n += f.b.types.words(a.Type())
	}
	return n
}

// stageArgs puts arguments into the outgoing area from word at on and returns their words.
func (f *fn) stageArgs(args []ssa.Value, at int) int {
	n := 0
	for _, a := range args {
		w := f.b.types.words(a.Type())
		f.into(a, f.outgoing(at+n, w))
		n += w
	}
	return n
}

// callNamed calls a function of the library's package runtime.
func (f *fn) callNamed(name string, stage func()) {
	callee := f.b.runtimeFunc(name)
	if callee == nil {
		return
	}
	out := f.outgoing(0, f.b.types.words(callee.Signature.Params()))
	stage()
	if n := f.b.nativeID(callee); n >= 0 {
		f.emitD(code.OpNative, out, n)
	} else {
		f.emitD(code.OpCall, out, int32(f.b.funcID(callee)))
	}
}

// print lowers the builtin functions print and println to calls of package runtime's, as
// the gc compiler does.
func (f *fn) print(name string, args []ssa.Value) {
	none := func() {}
	regs := make([]reg, len(args)) // computed before the lock is taken: they may panic
	for i, a := range args {
		if _, isConst := a.(*ssa.Const); !isConst {
			regs[i] = f.value(a)
		}
	}
	f.callNamed("printlock", none)
	for i, a := range args {
		if i > 0 && name == "println" {
			f.callNamed("printsp", none)
		}
		f.callNamed(printFunc(a.Type()), func() {
			words := f.b.types.words(a.Type())
			out := f.outgoing(0, words)
			if _, isConst := a.(*ssa.Const); isConst {
				f.into(a, out)
				return
			}
			f.move(out, regs[i], words)
			f.wrote(out, a.Type())
		})
	}
	if name == "println" {
		f.callNamed("printnl", none)
	}
	f.callNamed("printunlock", none)
}

// printFunc returns the function that prints a value of type t.
func printFunc(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "printbool"
		case u.Info()&types.IsString != 0:
			return "printstring"
		case u.Kind() == types.Float32:
			return "printfloat32"
		case u.Info()&types.IsFloat != 0:
			return "printfloat64"
		case u.Kind() == types.Complex64:
			return "printcomplex64"
		case u.Info()&types.IsComplex != 0:
			return "printcomplex128"
		case u.Kind() == types.UnsafePointer:
			return "printpointer"
		case u.Info()&types.IsUnsigned != 0:
			return "printuint"
		}
		return "printint"
	case *types.Slice:
		return "printslice"
	case *types.Interface:
		if u.NumMethods() == 0 {
			return "printeface"
		}
		return "printiface"
	}
	return "printpointer"
}

// wrapNilCheck emits the check of a wrapper of a value method that was called through a
// nil pointer; the result is the pointer.
func (f *fn) wrapNilCheck(args []ssa.Value) reg {
	p := f.value(args[0])
	if f.b.runtimeFunc("panicwrap") == nil {
		f.emit(code.OpNil, p, 0, 0)
		return p
	}
	ok := newLabel()
	f.branch(code.OpJneI, p, 0, ok)
	f.callNamed("panicwrap", func() {
		typ := constant.StringVal(args[1].(*ssa.Const).Value)
		pkg, name := "main", typ
		if i := strings.LastIndex(typ, "."); i >= 0 {
			pkg, name = typ[:i], typ[i+1:]
		}
		for i, s := range []string{pkg, name, constant.StringVal(args[2].(*ssa.Const).Value)} {
			r := f.outgoing(2*i, 2)
			f.pairInto(f.b.data.text(s), uint64(len(s)), r)
			f.holds(r, "10")
		}
	})
	f.bind(ok)
	return p
}

// extMethod adds the word of an OpCallI that says which method.
func (f *fn) extMethod(c *ssa.CallCommon) {
	nth := 0
	for m := range c.Value.Type().Underlying().(*types.Interface).Methods() {
		if m.Name() < c.Method.Name() {
			nth++
		}
	}
	f.add(ins{op: code.OpX, a: reg(nth), d: int32(f.b.invoked(c.Method)), wide: true})
}

// goDefer emits a go statement, or with deferred a defer statement.
func (f *fn) goDefer(c *ssa.CallCommon, deferred bool, stack reg) {
	var (
		id   code.FuncID
		fun  reg = reg(code.NoReg)
		n    int
		args = c.Args
	)
	out := f.outgoing(0, f.argWords(c)+2)
	switch b, isBuiltin := c.Value.(*ssa.Builtin); {
	case isBuiltin:
		id = f.b.builtinThunk(b, args)
		n = f.stageArgs(args, 0)
	case c.IsInvoke():
		// The method is looked up when the call runs, but a nil interface fails here.
		recv := f.value(c.Value)
		ok := newLabel()
		f.branch(code.OpJneI, recv, 0, ok)
		f.emit(code.OpNil, recv, 0, 0)
		f.bind(ok)
		id = f.b.invokeThunk(c)
		f.move(out, recv, 2)
		f.holds(out, "01")
		n = 2 + f.stageArgs(args, 2)
	case f.b.static(c.Value) != nil:
		id = f.b.funcID(f.b.static(c.Value))
		n = f.stageArgs(args, 0)
	default:
		fun = f.value(c.Value)
		n = f.stageArgs(args, 0)
	}
	if deferred {
		f.emit(code.OpDefer, out, fun, reg(n))
		f.extD(int32(id))
		f.ext(stack, 0, 0)
	} else {
		if needsWrapper(c) {
			f.wraps = append(f.wraps, f.pc())
		}
		f.emit(code.OpGo, out, fun, reg(n))
		f.extD(int32(id))
	}
}

// needsWrapper reports whether gc wraps the call of a go or defer statement into a function
// literal, as it does with all but calls without receiver, arguments and results.
func needsWrapper(c *ssa.CallCommon) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok || c.IsInvoke() {
		return true
	}
	sig := c.Signature()
	return len(c.Args)+sig.Params().Len()+sig.Results().Len() > 0
}

// wrapperName returns how gc names the literal that it wraps the call of the go or defer
// statement at p into: those of a function are numbered in the order of the source.
func (b *builder) wrapperName(f *ssa.Function, p token.Pos) string {
	root := literalRoot(f)
	n := 1
	for _, body := range append(rangeBodies(root), root) {
		for _, block := range body.Blocks {
			for _, in := range block.Instrs {
				var c *ssa.CallCommon
				switch in := in.(type) {
				case *ssa.Go:
					c = &in.Call
				case *ssa.Defer:
					c = &in.Call
				default:
					continue
				}
				if needsWrapper(c) && in.Pos() < p {
					n++
				}
			}
		}
	}
	return b.name(root) + ".gowrap" + strconv.Itoa(n)
}

// builtin emits a builtin function that yields a value, or works on data.
func (f *fn) builtin(v *ssa.Call, dst reg) reg {
	name, args := v.Call.Value.(*ssa.Builtin).Name(), v.Call.Args
	t := v.Type()
	switch name {
	case "len", "cap":
		return f.lenCap(name, args[0], dst)
	case "append":
		return f.appendTo(v, args, dst)
	case "copy":
		a, b := f.value(args[0]), f.value(args[1])
		dst = f.dest(dst, types.Typ[types.Int])
		f.emit(code.OpCopy, dst, a, b)
		f.extT(f.b.types.id(args[0].Type().Underlying().(*types.Slice).Elem()))
	case "clear":
		a := f.value(args[0])
		if _, ok := args[0].Type().Underlying().(*types.Map); ok {
			f.emit(code.OpMapClr, a, 0, 0)
			f.extT(f.b.types.id(args[0].Type()))
		} else {
			f.emit(code.OpClearS, a, 0, 0)
			f.extT(f.b.types.id(args[0].Type().Underlying().(*types.Slice).Elem()))
		}
	case "delete":
		f.emit(code.OpMapDel, f.value(args[0]), f.value(args[1]), 0)
		f.extT(f.b.types.id(args[0].Type()))
	case "close":
		f.emit(code.OpClose, f.value(args[0]), 0, 0)
	case "panic":
		f.emit(code.OpPanic, f.value(args[0]), 0, 0)
	case "recover":
		dst = f.dest(dst, t)
		f.emit(code.OpRecover, dst, 0, 0)
	case "min", "max":
		return f.minMax(name, args, t, dst)
	case "real", "imag":
		x := f.value(args[0])
		if sizeOf(t) == 8 {
			if name == "imag" {
				x++
			}
			if dst == noReg {
				return x
			}
			f.move(dst, x, 1)
			return dst
		}
		dst = f.dest(dst, t)
		if name == "real" {
			f.emit(code.OpZx32, dst, x, 0)
		} else {
			f.emit(code.OpShrI, dst, x, 32)
		}
	case "complex":
		if sizeOf(t) == 16 {
			pair := f.scratchMask("00")
			f.into(args[0], pair)
			f.into(args[1], pair+1)
			if dst == noReg {
				return pair
			}
			f.move(dst, pair, 2)
			return dst
		}
		re, im := f.value(args[0]), f.scratchMask("0")
		f.emit(code.OpShlI, im, f.value(args[1]), 32)
		dst = f.dest(dst, t)
		f.emit(code.OpOr, dst, re, im)
	case "Add":
		p, n := f.value(args[0]), f.value(args[1])
		dst = f.dest(dst, t)
		f.emit(code.OpAdd, dst, p, n)
	case "Slice", "String":
		return f.unsafeSlice(name, args, t, dst)
	case "SliceData", "StringData":
		x := f.value(args[0])
		if dst == noReg {
			return x
		}
		f.move(dst, x, 1)
	case "Sizeof", "Alignof", "Offsetof": // of a type parameter
		n := sizeOf(args[0].Type())
		if name == "Alignof" {
			n = alignOf(args[0].Type())
		} else if name == "Offsetof" {
			n = f.offsetOf(args[0])
		}
		dst = f.dest(dst, t)
		f.wordInto(uint64(n), dst)
	case "ssa:deferstack":
		dst = f.dest(dst, t)
		f.emit(code.OpDeferStack, dst, 0, 0)
	default:
		panic("no code for builtin " + name)
	}
	return dst
}

// lenCap emits len and cap: mostly the name of a register.
func (f *fn) lenCap(name string, x ssa.Value, dst reg) reg {
	r := f.value(x)
	op := code.OpMapLen
	switch x.Type().Underlying().(type) {
	case *types.Chan:
		op = code.OpChLen
		if name == "cap" {
			op = code.OpChCap
		}
	case *types.Map:
	default:
		r++
		if name == "cap" {
			r++
		}
		if dst == noReg {
			return r
		}
		f.move(dst, r, 1)
		return dst
	}
	dst = f.dest(dst, types.Typ[types.Int])
	f.emit(op, dst, r, 0)
	return dst
}

// appendTo emits append.
func (f *fn) appendTo(v *ssa.Call, args []ssa.Value, dst reg) reg {
	t := args[0].Type()
	elem := t.Underlying().(*types.Slice).Elem()
	s := f.value(args[0])
	if len(args) == 1 {
		if dst == noReg {
			return s
		}
		f.move(dst, s, 3)
		return dst
	}
	if sl, ok := args[1].(*ssa.Slice); ok {
		if a := f.spread(sl); a != nil {
			n := elemType(a).Underlying().(*types.Array).Len()
			if b := f.backingOf(v, elem); b != nil {
				s = f.backed(b, s, n, t)
			}
			dst = f.dest(dst, t)
			f.grows(v)
			f.emit(code.OpAppendV, dst, s, f.vars[a].slot)
			f.extT(f.b.types.id(elem))
			f.extD(int32(n))
			return dst
		}
	}
	x := f.value(args[1])
	dst = f.dest(dst, t)
	if b, ok := args[1].Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		f.grows(v)
		f.emit(code.OpAppendS, dst, s, x)
		return dst
	}
	f.grows(v)
	f.emit(code.OpAppend, dst, s, x)
	f.extT(f.b.types.id(elem))
	return dst
}

// grows notes why the array that an append makes lives in the heap.
func (f *fn) grows(v *ssa.Call) {
	if v.Block() != nil {
		f.escaped(f.whyHeap(v))
	}
}

// minMax emits the builtin functions min and max.
func (f *fn) minMax(name string, args []ssa.Value, t types.Type, dst reg) reg {
	acc := f.scratch(t)
	f.into(args[0], acc)
	for _, a := range args[1:] {
		x := f.value(a)
		b := t.Underlying().(*types.Basic)
		if b.Info()&types.IsFloat != 0 {
			op := floatOp(code.OpMinF, code.OpMinG, t)
			if name == "max" {
				op = floatOp(code.OpMaxF, code.OpMaxG, t)
			}
			f.emit(op, acc, acc, x)
			continue
		}
		keep := newLabel()
		lo, hi := acc, x // the accumulator stays if lo <= hi
		if name == "max" {
			lo, hi = hi, lo
		}
		switch {
		case b.Info()&types.IsString != 0:
			less := f.scratchMask("0")
			f.emit(code.OpLeS, less, lo, hi)
			f.branch(code.OpJt, less, 0, keep)
		case isSigned(t):
			f.branch(code.OpJle, lo, hi, keep)
		default:
			f.branch(code.OpJleU, lo, hi, keep)
		}
		f.move(acc, x, f.b.types.words(t))
		f.bind(keep)
	}
	if dst == noReg {
		return acc
	}
	f.move(dst, acc, f.b.types.words(t))
	return dst
}

// unsafeSlice emits unsafe.Slice and unsafe.String: the address and the length as they are.
func (f *fn) unsafeSlice(name string, args []ssa.Value, t types.Type, dst reg) reg {
	mask := f.b.types.mask(t)
	parts := f.scratchMask(mask)
	f.into(args[0], parts)
	f.into(args[1], parts+1)
	ok, positive, notNil := newLabel(), newLabel(), newLabel()
	size := int64(1)
	if name == "Slice" {
		size = sizeOf(t.Underlying().(*types.Slice).Elem())
	}
	if size > 0 { // the elements that lie between the address and the end of all addresses
		room := f.scratchMask("0")
		f.emit(code.OpNeg, room, parts, 0)
		if size > 1 {
			f.emit(code.OpDivU, room, room, f.word(uint64(size), "0"))
		}
		f.branch(code.OpJleU, parts+1, room, ok)
	}
	fault := func(what string) { f.callNamed("panicunsafe"+strings.ToLower(name)+what, func() {}) }
	f.branch(code.OpJgeI, parts+1, 0, positive)
	fault("len")
	f.bind(positive)
	f.branch(code.OpJneI, parts, 0, notNil)
	f.branch(code.OpJeqI, parts+1, 0, ok)
	fault("nilptr")
	f.bind(notNil)
	if size > 0 {
		fault("len")
	}
	f.bind(ok)
	if name == "Slice" {
		f.move(parts+2, parts+1, 1)
	}
	if dst == noReg {
		return parts
	}
	f.move(dst, parts, len(mask))
	return dst
}

// offsetOf returns the offset in bytes of the field that v selects.
func (f *fn) offsetOf(v ssa.Value) int64 {
	switch x := v.(type) {
	case *ssa.Field:
		n := fieldOffset(x.X.Type(), x.Field)
		if outer, ok := x.X.(*ssa.Field); ok && f.isPassed(outer.Pos()) {
			n += f.offsetOf(outer)
		}
		return n
	case *ssa.FieldAddr:
		n := fieldOffset(x.X.Type().Underlying().(*types.Pointer).Elem(), x.Field)
		if outer, ok := x.X.(*ssa.FieldAddr); ok && f.isPassed(outer.Pos()) {
			n += f.offsetOf(outer)
		}
		return n
	case *ssa.UnOp:
		return f.offsetOf(x.X)
	}
	return 0
}

// isPassed reports whether a field selected at a position is an embedded one that the source
// does not name.
func (f *fn) isPassed(p token.Pos) bool { return !p.IsValid() || !f.b.notes(p).selected[p] }

// ownDefers reports whether a defer statement pushes onto its own frame's list.
func (f *fn) ownDefers(d *ssa.Defer) bool {
	load, ok := d.DeferStack.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return d.DeferStack == nil
	}
	a, ok := load.X.(*ssa.Alloc)
	return ok && f.vars[a].private()
}

// isDeferStack reports whether c asks for the token of a frame's defer list for nothing but
// go/ssa's own note of it.
func (f *fn) isDeferStack(c *ssa.Call) bool {
	b, ok := c.Call.Value.(*ssa.Builtin)
	if !ok || b.Name() != "ssa:deferstack" || len(*c.Referrers()) != 1 {
		return false
	}
	s, ok := (*c.Referrers())[0].(*ssa.Store)
	if !ok {
		return false
	}
	a, ok := s.Addr.(*ssa.Alloc)
	return ok && f.vars[a].private()
}

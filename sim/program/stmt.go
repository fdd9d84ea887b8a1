package program

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
)

// block emits the instructions of b, all but the jump at its end.
func (f *fn) block(b *ssa.BasicBlock) {
	for i, in := range b.Instrs[:len(b.Instrs)-1] {
		f.instr(b, i, in)
	}
}

// instr emits instruction i of b, if it is not part of another.
func (f *fn) instr(b *ssa.BasicBlock, i int, in ssa.Instruction) {
	if f.plan.skip[in] || f.transparent(in) {
		return
	}
	v, isValue := in.(ssa.Value)
	if isValue && (f.plan.folded[v] || f.plan.alias[v]) {
		return
	}
	if p := posOf(in); p.IsValid() {
		f.at = p
	}
	switch in := in.(type) {
	case *ssa.Alloc:
		f.alloc(b, i, in)
	case *ssa.Phi:
	case *ssa.Store:
		switch {
		case f.plan.done[in] || f.isDeadStore(in):
		case isBlankField(in.Addr):
			f.value(in.Val) // it is computed but kept nowhere
		default:
			f.store(f.place(in.Addr), in.Val)
		}
		if v := f.vars[f.frameVar(in.Addr)]; v != nil && v.unset {
			v.unset, v.from = false, f.pc()
		}
	case *ssa.MapUpdate:
		m, k, x := f.value(in.Map), f.value(in.Key), f.value(in.Value)
		f.emit(code.OpMapSet, m, k, x)
		f.extT(f.b.types.id(in.Map.Type()))
	case *ssa.Send:
		c, x := f.value(in.Chan), f.value(in.X)
		f.emit(code.OpSend, c, x, 0)
		f.extT(f.b.types.id(in.Chan.Type().Underlying().(*types.Chan).Elem()))
	case *ssa.Go:
		f.goDefer(&in.Call, false, 0)
	case *ssa.Defer:
		stack := reg(code.NoReg)
		if !f.ownDefers(in) {
			stack = f.value(in.DeferStack)
		}
		f.goDefer(&in.Call, true, stack)
	case *ssa.RunDefers:
		f.at = f.returnPos(b)
		if f.f.Recover != nil {
			f.emit(code.OpRunDefers, 0, 0, 0)
		}
	case ssa.Value:
		f.define(b, i, in)
	default:
		panic("no code for " + in.String())
	}
	f.endInstr(b, i)
}

// returnPos returns where block b leaves the function: its return statement, or the
// function's closing brace.
func (f *fn) returnPos(b *ssa.BasicBlock) token.Pos {
	if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && r.Pos().IsValid() {
		return r.Pos()
	}
	if n := f.f.Syntax(); n != nil {
		return n.End() - 1
	}
	return f.at
}

// endInstr gives back the registers that are not needed after instruction i of b.
func (f *fn) endInstr(b *ssa.BasicBlock, i int) {
	for _, s := range f.scratches {
		f.release(s.r, s.mask)
	}
	f.scratches = f.scratches[:0]
	for _, v := range f.expire[i] {
		f.release(f.where[v], f.b.types.mask(v.Type()))
	}
	delete(f.expire, i)
}

// isDeadStore reports whether a store writes a variable that nobody reads: go/ssa's note of
// the defer stack, or a parameter that already is where it belongs.
func (f *fn) isDeadStore(s *ssa.Store) bool {
	a, ok := s.Addr.(*ssa.Alloc)
	if !ok || !f.vars[a].private() {
		return false
	}
	return f.vars[a].dead || f.vars[a].param != nil && f.vars[a].param == s.Val
}

// isBlankField reports whether addr is that of a struct field called _.
func isBlankField(addr ssa.Value) bool {
	x, ok := addr.(*ssa.FieldAddr)
	return ok && x.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(x.Field).Name() == "_"
}

// alloc makes a variable.
func (f *fn) alloc(b *ssa.BasicBlock, i int, a *ssa.Alloc) {
	v := f.vars[a]
	defer func() { v.from = f.pc() }() // whoever stands at the declaration has not done it yet
	switch {
	case v.dead:
		return
	case v.heap && sizeOf(elemType(a)) == 0:
		f.wordInto(mem.NilPage, v.slot) // all values of no size share one address
		return
	case v.lent:
		f.zero(v.storage, f.b.types.words(elemType(a)))
		f.emit(code.OpLea, v.slot, v.storage, 0)
		return
	case v.heap:
		f.escaped(v.why)
		f.emitD(code.OpNew, v.slot, int32(f.b.types.id(elemType(a))))
		return
	}
	if words := f.b.types.words(elemType(a)); words > 0 && v.param == nil && !(v.result && f.f.Recover != nil) {
		if v.unset = f.storedFirst(b, i, a); !v.unset {
			f.zero(v.slot, words)
		}
	}
	if v.header != noReg {
		f.emit(code.OpLea, v.header, v.slot, 0)
		f.wordInto(uint64(elemType(a).Underlying().(*types.Array).Len()), v.header+1)
	}
}

func (f *fn) zero(r reg, words int) {
	if words == 1 {
		f.emitD(code.OpImm, r, 0)
	} else {
		f.emitD(code.OpZero, r, int32(words))
	}
}

// storedFirst reports whether the first thing to happen to a new variable is a store of all
// of it, so that it need not be zeroed.
func (f *fn) storedFirst(b *ssa.BasicBlock, i int, a *ssa.Alloc) bool {
	if f.vars[a].pinned {
		return false
	}
	for _, in := range b.Instrs[i+1:] {
		if f.transparent(in) {
			continue
		}
		if s, ok := in.(*ssa.Store); ok && f.isStatic(s.Addr) && f.frameVar(s.Addr) == a {
			return !f.plan.skip[s] && sizeOf(s.Val.Type()) == sizeOf(elemType(a))
		}
		for _, op := range in.Operands(nil) {
			if *op != nil && f.frameVar(*op) == a {
				return false
			}
		}
	}
	return false
}

// define emits an instruction that yields a value with a register of its own.
func (f *fn) define(b *ssa.BasicBlock, i int, v ssa.Value) {
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL && len(f.plan.uses[v]) == 0 && f.isStatic(u.X) {
		return // the blank identifier takes a variable
	}
	if c, ok := v.(*ssa.Call); ok && f.isCallOut(c) {
		r := f.call(c)
		if f.plan.stays[v] || len(f.plan.uses[v]) == 0 {
			f.where[v] = r
			return
		}
		dst := f.home(b, i, v)
		f.move(dst, r, f.b.types.words(v.Type()))
		return
	}
	if s := f.plan.direct[v]; s != nil {
		dst := f.slotOf(s.Addr)
		f.where[v] = dst
		if r := f.compute(v, dst); r != dst {
			f.move(dst, r, f.b.types.words(v.Type()))
		}
		return
	}
	dst := f.home(b, i, v)
	switch v := v.(type) {
	case *ssa.Range:
		f.rangeOver(v, dst)
	case *ssa.Next:
		f.next(v, dst)
	case *ssa.Select:
		f.selectStmt(v, dst)
	default:
		if r := f.compute(v, dst); r != dst {
			f.move(dst, r, f.b.types.words(v.Type()))
		}
	}
}

// home returns the registers where v lives until its last use.
func (f *fn) home(b *ssa.BasicBlock, i int, v ssa.Value) reg {
	if r, ok := f.where[v]; ok && f.homes[v] {
		return r // the block is emitted a second time
	}
	mask := f.maskOf(v)
	last, local := f.plan.last[v]
	if !local {
		f.homes[v] = true
		f.where[v] = f.fixed(mask)
		return f.where[v]
	}
	r := f.temp(mask)
	f.where[v] = r
	f.expire[max(last, i)] = append(f.expire[max(last, i)], v)
	return r
}

// maskOf returns the pointer words of a value, iterators included.
func (f *fn) maskOf(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Range:
		if _, ok := v.X.Type().Underlying().(*types.Map); ok {
			return "111000"
		}
		return "100" // the string and the index of its next rune
	case *ssa.Next:
		if v.IsString {
			return "000"
		}
		tup := v.Type().(*types.Tuple)
		m := v.Iter.(*ssa.Range).X.Type().Underlying().(*types.Map)
		mask := "0"
		if !isInvalid(tup.At(1).Type()) {
			mask += f.b.types.mask(m.Key())
		}
		if !isInvalid(tup.At(2).Type()) {
			mask += f.b.types.mask(m.Elem())
		}
		return mask
	}
	return f.b.types.mask(v.Type())
}

func (f *fn) rangeOver(v *ssa.Range, dst reg) {
	if _, ok := v.X.Type().Underlying().(*types.Map); ok {
		f.emit(code.OpIterM, dst, f.value(v.X), 0)
		f.extT(f.b.types.id(v.X.Type()))
		return
	}
	f.into(v.X, dst)
	f.emitD(code.OpImm, dst+2, 0)
}

func (f *fn) next(v *ssa.Next, dst reg) {
	it := f.value(v.Iter)
	if v.IsString {
		f.emit(code.OpRange, dst, it, it+2)
		return
	}
	tup := v.Type().(*types.Tuple)
	t := v.Iter.(*ssa.Range).X.Type()
	m := t.Underlying().(*types.Map)
	key, elem := !isInvalid(tup.At(1).Type()), !isInvalid(tup.At(2).Type())
	f.emit(code.OpNextM, dst, it, 0)
	f.extT(f.b.types.id(t))
	f.ext(boolReg(key), boolReg(elem), 0)
	at := dst + 1
	if key {
		f.extend(at, m.Key())
		at += reg(f.b.types.words(m.Key()))
	}
	if elem {
		f.extend(at, m.Elem())
	}
}

func (f *fn) selectStmt(v *ssa.Select, dst reg) {
	s := pendingSelect{hasDefault: !v.Blocking}
	at := dst + 2
	for _, st := range v.States {
		ch := f.value(st.Chan)
		elem := st.Chan.Type().Underlying().(*types.Chan).Elem()
		c := pendingCase{send: st.Dir == types.SendOnly, ch: ch, elem: f.b.types.id(elem), pos: st.Pos}
		if c.send {
			c.val = f.value(st.Send)
		} else {
			c.val = at
			at += reg(f.b.types.words(elem))
		}
		s.cases = append(s.cases, c)
	}
	f.emitD(code.OpSelect, dst, int32(len(f.b.prog.Selects)+len(f.selects)))
	f.selects = append(f.selects, s)
}

// terminate emits the end of block b, which stands at place k of the order.
func (f *fn) terminate(b *ssa.BasicBlock, k int) {
	i := len(b.Instrs) - 1
	in := b.Instrs[i]
	if p := posOf(in); p.IsValid() {
		f.at = p
	}
	f.phis(b)
	switch in := in.(type) {
	case *ssa.Return:
		f.ret(in)
	case *ssa.Panic:
		if !f.rangeMisuse(b, in) {
			f.emit(code.OpPanic, f.value(in.X), 0, 0)
		}
	case *ssa.Jump:
		to := b.Succs[0]
		if f.order[to] <= k && f.isShortTest(to) && !f.repeating {
			f.repeat(to, k)
			break
		}
		if f.order[to] != k+1 {
			f.jump(f.labels[to])
		}
	case *ssa.If:
		f.ifElse(in, b.Succs[0], b.Succs[1], k)
	default:
		panic("no code for " + in.String())
	}
	f.endInstr(b, i)
}

// How a range-over-func loop stands: the values of go/ssa's variable for it, apart from
// positive ones, with which the body has told where to go on after the loop, and the
// arguments of runtime.panicrangestate, which correspond to internal/abi's RF_State.
const (
	bodyReady     = 0
	bodyRuns      = -1 // and -2: the loop is over
	stateDone     = 0
	statePanicked = 1
	stateExhaust  = 2
	stateMissing  = 3
)

// rangeMisuse emits the panic of an iterator function that breaks the rules. go/ssa has its
// own texts for it; the runtime's function knows the real ones. It reports false if the
// panic is an ordinary one.
func (f *fn) rangeMisuse(b *ssa.BasicBlock, p *ssa.Panic) bool {
	box, ok := p.X.(*ssa.MakeInterface)
	if !ok || p.Pos().IsValid() || f.b.runtimeFunc("panicrangestate") == nil || len(b.Preds) != 1 {
		return false
	}
	c, ok := box.X.(*ssa.Const)
	if !ok || c.Value.Kind() != constant.String {
		return false
	}
	if loop, ok := f.f.Syntax().(*ast.RangeStmt); ok {
		f.at = loop.For
	} else {
		for _, in := range slices.Backward(b.Preds[0].Instrs) {
			if c, ok := in.(*ssa.Call); ok && loopOf(c) != nil { // the iterator's call
				f.at = loopOf(c).Body.Rbrace
				break
			}
		}
	}
	state := f.scratchMask("0")
	switch constant.StringVal(c.Value) {
	case "iterator call did not preserve panic":
		f.wordInto(stateMissing, state)
	case "yield function called after range loop exit":
		test := b.Preds[0].Instrs[len(b.Preds[0].Instrs)-1].(*ssa.If).Cond.(*ssa.BinOp)
		jump := f.load(f.place(test.X.(*ssa.UnOp).X), types.Typ[types.Int], noReg)
		call := newLabel()
		f.wordInto(stateDone, state)
		f.branch(code.OpJgtI, jump, bodyReady, call)
		f.wordInto(statePanicked, state)
		f.branch(code.OpJeqI, jump, imm(bodyRuns), call)
		f.wordInto(stateExhaust, state)
		f.bind(call)
	default:
		return false
	}
	f.callNamed("panicrangestate", func() {
		out := f.outgoing(0, 1)
		f.move(out, state, 1)
		f.wrote(out, types.Typ[types.Int])
	})
	f.emit(code.OpGoexit, 0, 0, 0) // never reached
	return true
}

// imm returns a small number as an operand.
func imm(n int) reg { return reg(uint16(n)) }

// ifElse jumps to one of two blocks; the one that comes next in the order needs no jump.
func (f *fn) ifElse(in *ssa.If, yes, no *ssa.BasicBlock, k int) {
	switch {
	case f.order[yes] == k+1:
		f.branchIf(in.Cond, false, f.labels[no])
	case f.order[no] == k+1:
		f.branchIf(in.Cond, true, f.labels[yes])
	default:
		f.branchIf(in.Cond, false, f.labels[no])
		f.jump(f.labels[yes])
	}
}

// isShortTest reports whether b is the head of a loop that does little but test.
func (f *fn) isShortTest(b *ssa.BasicBlock) bool {
	if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); !ok {
		return false
	}
	n := 0
	for _, in := range b.Instrs {
		if f.plan.skip[in] || f.transparent(in) {
			continue
		}
		if v, ok := in.(ssa.Value); ok && (f.plan.folded[v] || f.plan.alias[v]) {
			continue
		}
		switch in.(type) {
		case *ssa.Alloc, *ssa.Phi, *ssa.Select:
			return false
		}
		n++
	}
	return n <= 4
}

// repeat emits the head of a loop again at its end, so that a turn takes one jump and not two.
func (f *fn) repeat(b *ssa.BasicBlock, k int) {
	f.repeating = true
	saved := f.expire
	f.expire = map[int][]ssa.Value{}
	f.block(b)
	i := len(b.Instrs) - 1
	in := b.Instrs[i].(*ssa.If)
	if p := posOf(in); p.IsValid() {
		f.at = p
	}
	f.phis(b)
	yes, no := b.Succs[0], b.Succs[1]
	f.ifElse(in, yes, no, k)
	f.endInstr(b, i)
	f.expire = saved
	f.repeating = false
}

// phis puts the values that successors of b expect from it into their registers.
func (f *fn) phis(b *ssa.BasicBlock) {
	for _, s := range b.Succs {
		for _, in := range s.Instrs {
			phi, ok := in.(*ssa.Phi)
			if !ok {
				break
			}
			for k, p := range s.Preds {
				if p == b {
					f.into(phi.Edges[k], f.where[phi])
				}
			}
		}
	}
}

// ret moves results to where the caller finds them and returns.
func (f *fn) ret(r *ssa.Return) {
	list := f.results(r)
	if len(list) == 1 && f.b.types.words(list[0].Type()) == 1 {
		f.emit(code.OpRet1, f.value(list[0]), 0, 0)
		return
	}
	// A result that lies where another one has to go is put aside first.
	type part struct {
		r     reg
		words int
		t     types.Type
	}
	var parts []part
	at := reg(0)
	for _, v := range list {
		t := v.Type()
		words := f.b.types.words(t)
		x := f.value(v)
		if words > 0 && !x.isOut() && int(x) < f.resultWords && x != at {
			y := f.scratch(t)
			f.move(y, x, words)
			x = y
		}
		parts = append(parts, part{x, words, t})
		at += reg(words)
	}
	f.returning = true
	at = 0
	for _, p := range parts {
		f.move(at, p.r, p.words)
		f.wrote(at, p.t)
		at += reg(p.words)
	}
	f.returning = false
	f.emit(code.OpRet, 0, 0, 0)
	for i := range f.resultWords {
		if i < len(f.slots) {
			f.holds(reg(i), string(f.slots[i]))
		}
	}
}

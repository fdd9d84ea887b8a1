package program

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// unknownDepth is that of a value on its way whose place in the source is not known: it is used
// where it is made.
const unknownDepth = 1 << 20

// addFunc makes the locations of an outermost function and of the literals in it.
func (b *batch) addFunc(f *ssa.Function) {
	for _, p := range f.Params {
		b.locs[p] = b.newLocation(location{fn: f, depth: 1, param: p, name: p.Name()})
	}
	if f.Parent() == nil {
		for _, v := range f.FreeVars { // of the wrapper of a method value: the receiver
			b.locs[v] = b.newLocation(location{fn: f, depth: 1})
		}
	}
	for i := range f.Signature.Results().Len() {
		b.results[f] = append(b.results[f], b.newLocation(location{fn: f, depth: 1, result: i + 1}))
	}
	b.joinResults(f)
	for _, block := range f.Blocks {
		for _, in := range block.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if a, p := spilledParam(in); a != nil && b.locs[a] == nil {
					b.locs[a] = b.locs[p]
					b.locs[p].site = a
				}
			case *ssa.Phi:
				b.joinLoopVar(f, in)
			}
		}
	}
	for _, block := range f.Blocks {
		for _, in := range block.Instrs {
			if a, ok := in.(*ssa.Alloc); ok && b.locs[a] == nil {
				b.locs[a] = b.newLocation(location{site: a, fn: f, depth: b.e.depthAt(f, a.Pos()), name: nameOf(a)})
			}
		}
	}
	for _, lit := range f.AnonFuncs {
		b.addFunc(lit)
	}
}

func nameOf(a *ssa.Alloc) string {
	if isName(a.Comment) {
		return a.Comment
	}
	return ""
}

// spilledParam returns the variable and the parameter that a store at a function's start brings
// together: one and the same, to the language.
func spilledParam(s *ssa.Store) (*ssa.Alloc, *ssa.Parameter) {
	p, isParam := s.Val.(*ssa.Parameter)
	a, isAlloc := s.Addr.(*ssa.Alloc)
	if !isParam || !isAlloc || a.Comment != p.Name() || s.Block() != s.Parent().Blocks[0] || a.Block() != s.Block() {
		return nil, nil
	}
	return a, p
}

// joinResults makes the variables that every return statement loads the results themselves.
func (b *batch) joinResults(f *ssa.Function) {
	for i, r := range b.results[f] {
		var result *ssa.Alloc
		same := true
		for _, block := range f.Blocks {
			ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
			if !ok {
				continue
			}
			load, ok := ret.Results[i].(*ssa.UnOp)
			if !ok || load.Op != token.MUL {
				same = false
				break
			}
			a, ok := load.X.(*ssa.Alloc)
			if same = same && ok && (result == nil || result == a) && a.Block() == f.Blocks[0]; !same {
				break
			}
			result = a
		}
		if same && result != nil && b.locs[result] == nil && isResult(f, result, i) {
			b.locs[result] = r
			r.site, r.name = result, nameOf(result)
		}
	}
}

// isResult reports whether a is go/ssa's variable for result i.
func isResult(f *ssa.Function, a *ssa.Alloc, i int) bool {
	v := f.Signature.Results().At(i)
	return a.Pos() == v.Pos() && types.Identical(elemType(a), v.Type()) || v.Name() == "" || v.Name() == "_"
}

// joinLoopVar makes one location of a variable of a three-clause loop: go/ssa has one for the
// first iteration and one for all others, and a phi of their addresses.
func (b *batch) joinLoopVar(f *ssa.Function, phi *ssa.Phi) {
	if !isLoopVar(phi) {
		return
	}
	l := b.newLocation(location{site: phi, fn: f, depth: b.e.depthAt(f, phi.Pos()) + 1, name: phi.Comment})
	b.locs[phi] = l
	for _, e := range phi.Edges {
		b.locs[e] = l
	}
}

// isLoopVar reports whether a phi joins the addresses of a loop variable.
func isLoopVar(phi *ssa.Phi) bool {
	for _, e := range phi.Edges {
		if a, ok := e.(*ssa.Alloc); !ok || a.Pos() != phi.Pos() || a.Comment != phi.Comment {
			return false
		}
	}
	return true
}

// variable returns the location that an address is that of, or nil.
func (b *batch) variable(addr ssa.Value) *location {
	switch a := addr.(type) {
	case *ssa.Alloc:
		return b.locs[a]
	case *ssa.Phi:
		return b.locs[a]
	case *ssa.FreeVar:
		if a.Parent().Parent() == nil {
			return nil
		}
		if l, ok := b.locs[a]; ok {
			return l
		}
		if outer := boundTo(a); outer != nil {
			l := b.variable(outer)
			b.locs[a] = l
			return l
		}
	}
	return nil
}

// site returns the location of the object that v makes. There is one for each v.
func (b *batch) site(v ssa.Value, f *ssa.Function, pos token.Pos) *location {
	l, ok := b.locs[v]
	if !ok {
		l = b.newLocation(location{site: v, fn: f, depth: b.e.depthAt(f, pos)})
		b.locs[v] = l
	}
	return l
}

// value returns the location of part of a value that several may use.
func (b *batch) value(v ssa.Value, part int) *location {
	key := valuePart{v, part}
	l, ok := b.values[key]
	if !ok {
		f := v.Parent()
		l = b.newLocation(location{fn: f, depth: b.e.depthAt(f, v.Pos())})
		b.values[key] = l
	}
	return l
}

// expr flows what v is worth into k.
//
// Models exprSkipInit, cmd/compile/internal/escape/expr.go.
func (b *batch) expr(k hole, v ssa.Value) {
	if k.derefs >= 0 && !b.e.pointers(v.Type()) {
		return
	}
	if l := b.variable(v); l != nil { // its address
		b.flow(k.addr(), l)
		return
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		b.flow(k, b.locs[v])
	case *ssa.FreeVar:
		if l := b.locs[v]; l != nil {
			b.flow(k, l)
		}
	case *ssa.Function:
		if v.Parent() != nil {
			b.flow(k.addr(), b.site(v, v.Parent(), v.Pos()))
		}
	case *ssa.FieldAddr:
		b.expr(k, v.X)
	case *ssa.IndexAddr:
		b.expr(k, v.X)
	case *ssa.Field:
		b.expr(k, v.X)
	case *ssa.Index:
		b.expr(k, v.X)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			b.load(k, v.X)
		}
	case *ssa.ChangeType:
		b.expr(k, v.X)
	case *ssa.ChangeInterface:
		b.expr(k, v.X)
	case *ssa.SliceToArrayPointer:
		b.expr(k, v.X)
	case *ssa.Slice:
		b.expr(k, v.X)
	case *ssa.TypeAssert:
		b.assert(k, v)
	case *ssa.Convert:
		switch {
		case isStringConversion(v):
			b.flow(k.addr(), b.site(v, v.Parent(), v.Pos()))
		case isUintptr(v.X.Type()):
			b.unsafeValue(k, v.X)
		default:
			b.expr(k, v.X)
		}
	case *ssa.BinOp:
		if isString(v.Type()) {
			b.flow(k.addr(), b.site(v, v.Parent(), v.Pos()))
		}
	case *ssa.MakeInterface:
		if isDirect(v.X.Type()) {
			b.expr(k, v.X)
		} else {
			b.flow(k.addr(), b.site(v, v.Parent(), sitePos(v)))
		}
	case *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeClosure:
		b.flow(k.addr(), b.site(v, v.Parent(), sitePos(v)))
	case *ssa.Phi:
		b.flow(k, b.value(v, 0))
	case *ssa.Call:
		b.flow(k, b.value(v, 0))
	case *ssa.Extract:
		b.extract(k, v)
	}
}

// extract flows a part of a tuple.
func (b *batch) extract(k hole, v *ssa.Extract) {
	switch x := v.Tuple.(type) {
	case *ssa.Call:
		b.flow(k, b.value(x, v.Index))
	case *ssa.TypeAssert:
		if v.Index == 0 {
			b.assert(k, x)
		}
	case *ssa.Next:
		if r, ok := x.Iter.(*ssa.Range); ok && v.Index == 2 && !x.IsString {
			b.expr(k.deref(), r.X)
		}
	}
}

// assert flows what a type assertion takes out of an interface: the data word, or what it
// points to.
func (b *batch) assert(k hole, v *ssa.TypeAssert) {
	if !types.IsInterface(v.AssertedType) && !isDirect(v.AssertedType) {
		k = k.deref()
	}
	b.expr(k, v.X)
}

// load flows what is stored at an address.
func (b *batch) load(k hole, addr ssa.Value) {
	if l := b.variable(addr); l != nil {
		b.flow(k, l)
		return
	}
	switch a := addr.(type) {
	case *ssa.Global:
	case *ssa.FieldAddr:
		b.load(k, a.X)
	case *ssa.IndexAddr:
		if isSlice(a.X.Type()) {
			b.expr(k.deref(), a.X)
		} else {
			b.load(k, a.X)
		}
	default:
		b.expr(k.deref(), addr)
	}
}

// store returns the hole that a store to an address fills.
//
// Models addr, cmd/compile/internal/escape/assign.go: what is stored through a pointer may be
// anywhere, and so goes to the heap.
func (b *batch) store(addr ssa.Value) hole {
	if l := b.variable(addr); l != nil {
		return hole{dst: l}
	}
	mutator := hole{dst: &b.mutator}
	switch a := addr.(type) {
	case *ssa.Global:
		return b.heapHole(noteGlobal)
	case *ssa.FieldAddr:
		return b.store(a.X)
	case *ssa.IndexAddr:
		if isSlice(a.X.Type()) {
			b.expr(mutator, a.X)
			return b.heapHole(noteElement)
		}
		return b.store(a.X)
	}
	b.expr(mutator, addr)
	return b.heapHole(notePointer)
}

// unsafeValue flows the pointers that arithmetic on a uintptr came from.
func (b *batch) unsafeValue(k hole, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Convert:
		if !isUintptr(v.X.Type()) && isUnsafePointer(v.X.Type()) {
			b.expr(k, v.X)
		}
	case *ssa.BinOp:
		b.unsafeValue(k, v.X)
		if v.Op != token.SHL && v.Op != token.SHR {
			b.unsafeValue(k, v.Y)
		}
	case *ssa.UnOp:
		if v.Op != token.MUL && v.Op != token.ARROW {
			b.unsafeValue(k, v.X)
		}
	}
}

// walkFunc records what the instructions of a function and of its literals make flow.
func (b *batch) walkFunc(f *ssa.Function) {
	for _, block := range f.Blocks {
		for _, in := range block.Instrs {
			b.instr(f, in)
		}
	}
	for _, lit := range f.AnonFuncs {
		b.walkFunc(lit)
	}
}

func (b *batch) instr(f *ssa.Function, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Store:
		if a, _ := spilledParam(in); a != nil && b.locs[a].param == in.Val || isSelfAssign(in) {
			return
		}
		b.expr(b.store(in.Addr), in.Val)
	case *ssa.MapUpdate:
		b.expr(b.heapHole(noteMap), in.Key)
		b.expr(b.heapHole(noteMap), in.Value)
	case *ssa.Send:
		b.expr(b.heapHole(noteSend), in.X)
	case *ssa.Select:
		for _, s := range in.States {
			if s.Send != nil {
				b.expr(b.heapHole(noteSend), s.Send)
			}
		}
	case *ssa.Panic:
		b.expr(b.heapHole(notePanic), in.X)
	case *ssa.Return:
		for i, r := range in.Results {
			b.expr(hole{dst: b.results[f][i]}, r)
		}
	case *ssa.Phi:
		if b.locs[in] == nil && b.e.pointers(in.Type()) {
			for _, e := range in.Edges {
				b.expr(hole{dst: b.value(in, 0)}, e)
			}
		}
	case *ssa.MakeInterface:
		if !isDirect(in.X.Type()) {
			b.expr(hole{dst: b.site(in, f, sitePos(in))}, in.X)
		}
	case *ssa.MakeSlice:
		b.site(in, f, in.Pos())
	case *ssa.MakeMap:
		b.site(in, f, in.Pos())
	case *ssa.Convert:
		if isStringConversion(in) {
			b.site(in, f, in.Pos())
		}
	case *ssa.BinOp:
		if isString(in.Type()) {
			b.site(in, f, in.Pos())
		}
	case *ssa.MakeClosure:
		b.closure(f, in)
	case *ssa.Call:
		b.call(f, in, &in.Call)
	case *ssa.Defer:
		b.deferred(f, in)
	case *ssa.Go:
		b.wrapped(&in.Call, noteGo)
	}
}

// closure records a function literal or a method value.
func (b *batch) closure(f *ssa.Function, mk *ssa.MakeClosure) {
	k := hole{dst: b.site(mk, f, sitePos(mk))}
	fn := mk.Fn.(*ssa.Function)
	if fn.Parent() != nil {
		b.closures = append(b.closures, closureFlow{k, mk}) // whether by value is decided later
		return
	}
	// The receiver goes into the closure, and on to the method whenever it is called.
	var ks []hole
	if m := boundMethod(fn); m != nil {
		ks = append(ks, b.tag(f, k.dst.depth, nil, true, m, 0))
	} else {
		ks = append(ks, b.heapHole(noteInvoke))
	}
	b.expr(b.tee(f, k.dst.depth, append(ks, k)...), mk.Bindings[0])
}

// boundMethod returns the function that the wrapper of a method value calls, nil if that depends
// on an interface.
func boundMethod(wrapper *ssa.Function) *ssa.Function {
	for _, block := range wrapper.Blocks {
		for _, in := range block.Instrs {
			if c, ok := in.(*ssa.Call); ok && !c.Call.IsInvoke() {
				if fn, ok := c.Call.Value.(*ssa.Function); ok {
					return fn
				}
			}
		}
	}
	return nil
}

// capture flows what closures capture, now that all assignments are known.
//
// Models flowClosure, cmd/compile/internal/escape/escape.go.
func (b *batch) capture() {
	for _, c := range b.closures {
		for _, bound := range c.mk.Bindings {
			l := b.variable(bound)
			if l == nil {
				continue
			}
			k := c.k.noted(noteCaptured)
			if !b.byValue(l, bound) {
				k = k.addr()
			}
			b.flow(k, l)
		}
	}
}

// limits sends what is too large for a frame to the heap.
//
// Models HeapAllocReason, cmd/compile/internal/escape/utils.go.
func (b *batch) limits() {
	room := map[*ssa.Function]int64{}
	for _, l := range b.list {
		if box, ok := l.site.(*ssa.MakeInterface); ok && sizeOf(box.X.Type()) > maxImplicitStack {
			b.flow(b.heapHole(noteTooLarge).addr(), l)
		}
		if a, ok := l.site.(*ssa.Alloc); ok && l.param == nil && l.result == 0 {
			if why := tooLargeFor(a); why != "" {
				b.flow(b.heapHole(why).addr(), l)
				continue
			}
			if size := sizeOf(elemType(a)); size > 1<<10 {
				if room[l.fn] += size; room[l.fn] > maxFrame {
					b.flow(b.heapHole(noteTooLarge).addr(), l)
				}
			}
		}
	}
}

// maxFrame is what the large variables of a frame may take together, in bytes: the registers of
// an instruction's reach. Simplified: gc has no such limit.
const maxFrame = 256 << 10

// The largest objects of frames, in bytes: ir.MaxStackVarSize of variables with a name,
// ir.MaxImplicitStackVarSize of others (cmd/compile/internal/ir/cfg.go).
const (
	maxStackVar      = 128 << 10
	maxImplicitStack = 64 << 10
)

func tooLargeFor(a *ssa.Alloc) string {
	t := elemType(a)
	limit := int64(maxStackVar)
	switch a.Comment {
	case "new", "complit":
		limit = maxImplicitStack
	case "makeslice":
		if sizeOf(t.Underlying().(*types.Array).Elem()) == 0 {
			return noteNoSize
		}
		limit = maxImplicitStack
	}
	if sizeOf(t) > limit {
		return noteTooLarge
	}
	return ""
}

// sitePos returns where an expression stands that go/ssa may have given no position.
func sitePos(v ssa.Value) token.Pos {
	if v.Pos().IsValid() {
		return v.Pos()
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		if p := operandPos(x.X); p.IsValid() {
			return p
		}
	case *ssa.MakeClosure:
		if fn := x.Fn.(*ssa.Function); fn.Parent() != nil {
			return fn.Pos()
		}
	}
	for _, ref := range *v.Referrers() {
		if ref.Pos().IsValid() {
			return ref.Pos()
		}
		if s, ok := ref.(*ssa.Store); ok {
			if x, ok := s.Addr.(*ssa.IndexAddr); ok && x.X.Pos().IsValid() {
				return x.X.Pos() // an element of a variadic call, or of a literal
			}
		}
	}
	return token.NoPos
}

// operandPos returns where a value is computed, looking into its operands.
func operandPos(v ssa.Value) token.Pos {
	for v != nil {
		if in, ok := v.(ssa.Instruction); !ok {
			return token.NoPos
		} else if v.Pos().IsValid() {
			if _, isVar := v.(*ssa.Alloc); isVar {
				return token.NoPos
			}
			return v.Pos()
		} else if ops := in.Operands(nil); len(ops) > 0 && *ops[0] != nil {
			v = *ops[0]
		} else {
			return token.NoPos
		}
	}
	return token.NoPos
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

func isString(t types.Type) bool {
	u, ok := t.Underlying().(*types.Basic)
	return ok && u.Info()&types.IsString != 0
}

func isUintptr(t types.Type) bool {
	u, ok := t.Underlying().(*types.Basic)
	return ok && u.Kind() == types.Uintptr
}

func isUnsafePointer(t types.Type) bool {
	u, ok := t.Underlying().(*types.Basic)
	return ok && u.Kind() == types.UnsafePointer
}

// isStringConversion reports whether a conversion makes a string or a slice of one.
func isStringConversion(v *ssa.Convert) bool {
	from, to := v.X.Type(), v.Type()
	return isString(to) && !isString(from) || isString(from) && isSlice(to)
}

// isSelfAssign reports whether a store puts something back to where it comes from, so that it
// makes nothing live longer: x.a = x.b, x[i] = x[j], p.buf = p.buf[i:j].
//
// Models isSelfAssign and isSliceSelfAssign, cmd/compile/internal/escape/utils.go.
func isSelfAssign(s *ssa.Store) bool {
	switch dst := s.Addr.(type) {
	case *ssa.FieldAddr:
		if sl, ok := s.Val.(*ssa.Slice); ok {
			from, ok := sl.X.(*ssa.UnOp)
			return ok && from.Op == token.MUL && throughName(dst) != nil && throughName(dst) == throughName(from.X)
		}
		if load, ok := s.Val.(*ssa.UnOp); ok && load.Op == token.MUL {
			src, ok := load.X.(*ssa.FieldAddr)
			return ok && sameValue(dst.X, src.X)
		}
	case *ssa.IndexAddr:
		if load, ok := s.Val.(*ssa.UnOp); ok && load.Op == token.MUL {
			src, ok := load.X.(*ssa.IndexAddr)
			return ok && isPlain(dst.Index) && isPlain(src.Index) && sameValue(dst.X, src.X)
		}
	default:
		if sl, ok := s.Val.(*ssa.Slice); ok {
			from, ok := sl.X.(*ssa.UnOp)
			return ok && from.Op == token.MUL && throughName(dst) != nil && throughName(dst) == throughName(from.X)
		}
	}
	return false
}

// throughName returns the variable of which addr is the pointee, or a field of the pointee.
func throughName(addr ssa.Value) *ssa.Alloc {
	if x, ok := addr.(*ssa.FieldAddr); ok {
		addr = x.X
	}
	load, ok := addr.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	a, _ := load.X.(*ssa.Alloc)
	return a
}

// sameValue reports whether two expressions without effects are the same.
func sameValue(x, y ssa.Value) bool {
	if x == y {
		return true
	}
	switch x := x.(type) {
	case *ssa.Const:
		y, ok := y.(*ssa.Const)
		return ok && x.String() == y.String()
	case *ssa.UnOp:
		y, ok := y.(*ssa.UnOp)
		return ok && x.Op == y.Op && x.Op != token.ARROW && sameValue(x.X, y.X)
	case *ssa.FieldAddr:
		y, ok := y.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && sameValue(x.X, y.X)
	case *ssa.IndexAddr:
		y, ok := y.(*ssa.IndexAddr)
		return ok && sameValue(x.X, y.X) && sameValue(x.Index, y.Index)
	}
	return false
}

// isPlain reports whether computing v changes nothing.
func isPlain(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const, *ssa.Parameter, *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
		return true
	case *ssa.UnOp:
		return v.Op != token.ARROW && isPlain(v.X)
	case *ssa.BinOp:
		return isPlain(v.X) && isPlain(v.Y)
	case *ssa.FieldAddr:
		return isPlain(v.X)
	case *ssa.IndexAddr:
		return isPlain(v.X) && isPlain(v.Index)
	case *ssa.Convert:
		return isPlain(v.X)
	}
	return false
}

package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A use is one place where a value is an operand: instruction i of block. The operand of a
// phi is used at the end of the block that the value comes from.
type use struct {
	by    ssa.Instruction
	block *ssa.BasicBlock
	i     int
}

// A plan says for one function where each value gets computed.
//
// In naive form every variable is loaded into a fresh value at each mention, and every
// result is stored at once. So most values have one user, near by, and need no register of
// their own: a value that is folded is computed when its user is, as part of it, and often
// costs nothing, as the user can name the variable's slot as its operand. A value may be
// folded if nothing in between changes what it reads. Calls in between do not count, as
// long as they belong to the same statement: that is the order the gc compiler gives a
// variable beside a call.
type plan struct {
	uses   map[ssa.Value][]use
	folded map[ssa.Value]bool
	alias  map[ssa.Value]bool // a load that is another name of a variable's slots
	stays  map[ssa.Value]bool // a call's result that is used where the callee left it
	at     map[ssa.Value]int  // index in its block at which a folded value is computed
	last   map[ssa.Value]int  // index of the last use, for values used in their own block only
	direct map[ssa.Value]*ssa.Store
	done   map[*ssa.Store]bool // stores that their value's instruction did already
	skip   map[ssa.Instruction]bool
}

// planFunc plans all blocks of f.
func (f *fn) planFunc() {
	f.plan = plan{
		uses:   map[ssa.Value][]use{},
		folded: map[ssa.Value]bool{},
		alias:  map[ssa.Value]bool{},
		stays:  map[ssa.Value]bool{},
		at:     map[ssa.Value]int{},
		last:   map[ssa.Value]int{},
		direct: map[ssa.Value]*ssa.Store{},
		done:   map[*ssa.Store]bool{},
		skip:   map[ssa.Instruction]bool{},
	}
	f.dropRanged()
	f.forwardResults()
	f.collectUses()
	for _, b := range f.f.Blocks {
		f.planBlock(b)
	}
}

// dropRanged leaves out the loads of arrays that range statements do not evaluate.
func (f *fn) dropRanged() {
	for _, b := range f.f.Blocks {
		for _, in := range b.Instrs {
			load, ok := in.(*ssa.UnOp)
			if !ok || load.Op != token.MUL || !load.Pos().IsValid() {
				continue
			}
			if _, ok := load.Type().Underlying().(*types.Array); ok && f.b.notes(load.Pos()).ranged[load.Pos()] {
				f.plan.skip[load] = true
			}
		}
	}
}

// forwardResults undoes the detour of returned values through result variables in functions
// without deferred calls: nobody could see the variable before the function is gone.
func (f *fn) forwardResults() {
	f.returned = map[*ssa.Return][]ssa.Value{}
	for _, b := range f.f.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || f.f.Recover != nil {
			continue
		}
		final := map[ssa.Instruction]bool{} // the loads of what is returned
		for _, r := range ret.Results {
			if load, ok := r.(*ssa.UnOp); ok && load.Op == token.MUL && load.Block() == b && len(*load.Referrers()) == 1 {
				final[load] = true
			}
		}
		stored := map[*ssa.Alloc]*ssa.Store{} // the newest store, unless the variable is read after it
		for _, in := range b.Instrs {
			if s, ok := in.(*ssa.Store); ok {
				if a, ok := s.Addr.(*ssa.Alloc); ok && f.vars[a].private() {
					stored[a] = s
					continue
				}
			}
			if !final[in] {
				for _, op := range in.Operands(nil) {
					if a, ok := (*op).(*ssa.Alloc); ok {
						delete(stored, a)
					}
				}
			}
		}
		list := make([]ssa.Value, len(ret.Results))
		var drop []ssa.Instruction
		used := map[*ssa.Alloc]bool{}
		for k, r := range ret.Results {
			list[k] = r
			load, ok := r.(*ssa.UnOp)
			if !ok || !final[load] {
				continue
			}
			a, ok := load.X.(*ssa.Alloc)
			if !ok || stored[a] == nil || used[a] {
				continue
			}
			used[a] = true
			list[k] = stored[a].Val
			drop = append(drop, load, stored[a])
		}
		for _, in := range drop {
			f.plan.skip[in] = true
		}
		f.returned[ret] = list
	}
}

// results returns the values that a return statement returns.
func (f *fn) results(r *ssa.Return) []ssa.Value {
	if list, ok := f.returned[r]; ok {
		return list
	}
	return r.Results
}

// operands returns what an instruction reads, less what the plan took away.
func (f *fn) operands(in ssa.Instruction, buf []*ssa.Value) []*ssa.Value {
	if r, ok := in.(*ssa.Return); ok {
		list := f.results(r)
		for i := range list {
			buf = append(buf, &list[i])
		}
		return buf
	}
	if d, ok := in.(*ssa.Defer); ok && f.ownDefers(d) {
		return d.Call.Operands(buf)
	}
	return in.Operands(buf)
}

// collectUses fills f.plan.uses, seeing through values that are only names of others.
func (f *fn) collectUses() {
	var buf [16]*ssa.Value
	for _, b := range f.f.Blocks {
		for i, in := range b.Instrs {
			if f.plan.skip[in] || f.transparent(in) {
				continue
			}
			if phi, ok := in.(*ssa.Phi); ok {
				for k, e := range phi.Edges {
					pred := b.Preds[k]
					f.addUse(e, use{phi, pred, len(pred.Instrs) - 1})
				}
				continue
			}
			for _, op := range f.operands(in, buf[:0]) {
				if *op != nil {
					f.addUse(*op, use{in, b, i})
				}
			}
		}
	}
}

func (f *fn) addUse(v ssa.Value, u use) {
	v = f.root(v)
	if _, ok := v.(ssa.Instruction); ok {
		f.plan.uses[v] = append(f.plan.uses[v], u)
	}
}

// transparent reports whether in defines nothing but another name of its operand: it has no
// code, and its uses are its operand's.
func (f *fn) transparent(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.DebugRef, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Extract:
		return true
	case *ssa.Convert:
		return samePointer(in.X.Type(), in.Type())
	case *ssa.FieldAddr:
		return f.isStatic(in)
	case *ssa.IndexAddr:
		return f.isStatic(in)
	case *ssa.Slice:
		return f.spread(in) != nil
	case *ssa.Call:
		return f.isDeferStack(in)
	}
	return false
}

// samePointer reports whether a conversion between the types leaves a pointer a pointer.
func samePointer(from, to types.Type) bool {
	isPtr := func(t types.Type) bool {
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			return true
		case *types.Basic:
			return u.Kind() == types.UnsafePointer
		}
		return false
	}
	return isPtr(from) && isPtr(to)
}

// strip removes conversions that change nothing in memory.
func (f *fn) strip(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.Convert:
			if !samePointer(x.X.Type(), x.Type()) {
				return v
			}
			v = x.X
		default:
			return v
		}
	}
}

// root returns the value whose life v's uses extend.
func (f *fn) root(v ssa.Value) ssa.Value {
	for {
		v = f.strip(v)
		switch x := v.(type) {
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.FieldAddr:
			if !f.isStatic(x) {
				return v
			}
			v = x.X
		case *ssa.IndexAddr:
			if !f.isStatic(x) {
				return v
			}
			v = x.X
		case *ssa.Slice:
			if f.spread(x) == nil {
				return v
			}
			v = x.X
		default:
			return v
		}
	}
}

// isStatic reports whether v is a fixed place inside a frame variable or a global.
func (f *fn) isStatic(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Alloc:
		return f.vars[v].private()
	case *ssa.Global:
		return true
	case *ssa.FieldAddr:
		return f.isStatic(v.X)
	case *ssa.IndexAddr:
		_, isConst := v.Index.(*ssa.Const)
		_, isPtr := v.X.Type().Underlying().(*types.Pointer)
		return isConst && isPtr && f.isStatic(v.X)
	}
	return false
}

// frameVar returns the frame variable that an address points into, or nil.
func (f *fn) frameVar(addr ssa.Value) *ssa.Alloc {
	for {
		switch x := addr.(type) {
		case *ssa.Alloc:
			if f.vars[x].private() {
				return x
			}
			return nil
		case *ssa.FieldAddr:
			addr = x.X
		case *ssa.IndexAddr:
			if _, ok := x.X.Type().Underlying().(*types.Pointer); !ok {
				return nil
			}
			addr = x.X
		default:
			return nil
		}
	}
}

// An effect is what an instruction does to what others read.
type effect uint8

const (
	pure   effect = iota
	calls         // may change any memory, or fills what it makes, but as part of an expression
	writes        // changes memory
)

// effectOf returns what in may change besides frame variables.
func (f *fn) effectOf(in ssa.Instruction) effect {
	switch in := in.(type) {
	case *ssa.Call:
		if b, ok := in.Call.Value.(*ssa.Builtin); ok {
			switch b.Name() {
			case "append", "copy", "clear", "delete", "close", "recover", "panic", "ssa:wrapnilchk":
				return writes
			}
			return pure
		}
		return calls
	case *ssa.UnOp:
		if in.Op == token.ARROW {
			return calls
		}
	case *ssa.Store:
		switch a := f.frameVar(in.Addr); {
		case a != nil && f.vars[a].result:
			return writes // a deferred call may see it if the function panics
		case a != nil:
		case isFresh(in.Addr):
			return calls
		default:
			return writes
		}
	case *ssa.Alloc:
		if v := f.vars[in]; v.lent && isNextLoopVar(in) {
			return writes // its storage is that of the one before, which it gets its value from
		}
	case *ssa.RunDefers:
		if f.f.Recover != nil {
			return writes
		}
	case *ssa.MapUpdate, *ssa.Send, *ssa.Select, *ssa.Go, *ssa.Defer, *ssa.Panic, *ssa.Next:
		return writes
	}
	return pure
}

// isNextLoopVar reports whether a is a loop variable of all iterations but the first.
func isNextLoopVar(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if phi, ok := ref.(*ssa.Phi); ok && isLoopVar(phi) {
			return true
		}
	}
	return false
}

// isFresh reports whether an address lies in an object without a name that the statement
// itself makes: a literal, or the elements of a variadic call.
func isFresh(addr ssa.Value) bool {
	switch x := addr.(type) {
	case *ssa.Alloc:
		return x.Heap && !isName(x.Comment)
	case *ssa.FieldAddr:
		return isFresh(x.X)
	case *ssa.IndexAddr:
		return isFresh(x.X)
	}
	return false
}

// isCallOut reports whether in uses the outgoing area.
func (f *fn) isCallOut(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Call:
		if b, ok := in.Call.Value.(*ssa.Builtin); ok {
			return b.Name() == "print" || b.Name() == "println" || b.Name() == "ssa:wrapnilchk"
		}
		return true
	case *ssa.Go, *ssa.Defer:
		return true
	}
	return false
}

// A move is how far a value may be carried past other instructions.
type move uint8

const (
	fixedPlace  move = iota // stays where it is
	anywhere                // depends on its operands only
	readsMemory             // not past writes; past calls of its own statement
	allocates               // not past writes or calls
)

// mobility returns how far the computation of v may be moved to its user.
func (f *fn) mobility(v ssa.Value) move {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch v.Op {
		case token.ARROW:
			return fixedPlace
		case token.MUL:
			if f.leaves[v] != nil {
				return allocates
			}
			return readsMemory
		}
		return anywhere
	case *ssa.BinOp:
		return f.binOpMobility(v)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return readsMemory
	case *ssa.Field, *ssa.Index:
		return readsMemory
	case *ssa.Convert:
		if isNumeric(v.X.Type()) && isNumeric(v.Type()) {
			return anywhere
		}
		return allocates
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			switch b.Name() {
			case "Sizeof", "Alignof", "Offsetof":
				return anywhere
			case "len", "cap", "real", "imag", "complex", "min", "max",
				"append", "Add", "Slice", "String", "SliceData", "StringData":
				return allocates
			}
		}
		return fixedPlace
	case *ssa.MakeInterface, *ssa.Slice, *ssa.SliceToArrayPointer, *ssa.Lookup, *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeClosure:
		return allocates
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return allocates
		}
	}
	return fixedPlace
}

func (f *fn) binOpMobility(v *ssa.BinOp) move {
	switch u := v.X.Type().Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return allocates
		}
		switch v.Op {
		case token.QUO, token.REM:
			if c, ok := v.Y.(*ssa.Const); u.Info()&types.IsInteger != 0 && (!ok || c.Int64() == 0) {
				return allocates
			}
		case token.SHL, token.SHR:
			if _, ok := v.Y.(*ssa.Const); !ok && isSigned(v.Y.Type()) {
				return allocates
			}
		}
		return anywhere
	case *types.Pointer, *types.Chan, *types.Slice, *types.Map, *types.Signature:
		return anywhere
	}
	return allocates // interfaces, structs, arrays: may panic
}

func isNumeric(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

func isSigned(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && b.Info()&types.IsUnsigned == 0
}

// maxReach bounds the distance over which values are folded, and so the planning.
const maxReach = 400

// planBlock decides, from the last instruction to the first, what each value of a block
// costs. A value's users come after it, so where they are computed is known already.
func (f *fn) planBlock(b *ssa.BasicBlock) {
	p := &f.plan
	written := map[*ssa.Alloc][]int{} // indices at which frame variables are stored to, seen so far: descending
	isWritten := func(a *ssa.Alloc, from, to int) bool {
		for _, w := range slices.Backward(written[a]) {
			if w >= to {
				break
			}
			if w > from {
				return true
			}
		}
		return false
	}
	for i := len(b.Instrs) - 1; i >= 0; i-- {
		switch in := b.Instrs[i].(type) {
		case *ssa.Store:
			if a := f.frameVar(in.Addr); a != nil && !p.skip[in] {
				written[a] = append(written[a], i)
			}
		case *ssa.Alloc:
			written[in] = append(written[in], i)
		}
		v, ok := b.Instrs[i].(ssa.Value)
		if !ok || p.skip[b.Instrs[i]] || f.transparent(b.Instrs[i]) {
			continue
		}
		uses := p.uses[v]
		last, local := i, true
		for _, u := range uses {
			if u.block != b || u.i < i {
				local = false
				break
			}
			last = max(last, f.computedAt(u))
		}
		if !local {
			continue
		}
		p.last[v] = last
		p.at[v] = i
		if last-i > maxReach {
			continue
		}
		if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL && f.isWholeSlots(load.X) {
			if len(uses) > 0 && !isWritten(f.frameVar(load.X), i, last) {
				p.alias[v] = true
				continue
			}
		}
		if len(uses) == 1 && f.canMove(v, b, i, last, uses[0], isWritten) {
			p.folded[v] = true
			p.at[v] = last
			continue
		}
		if f.isCallOut(b.Instrs[i]) {
			p.stays[v] = f.canStay(v, b, i, last, uses)
			continue
		}
		if s := f.directStore(v, b, i, last, uses, isWritten); s != nil {
			a := f.frameVar(s.Addr)
			p.direct[v] = s
			p.done[s] = true
			written[a] = append(written[a], i)
		}
	}
}

// computedAt returns the index at which the user of a value is computed itself.
func (f *fn) computedAt(u use) int {
	if v, ok := u.by.(ssa.Value); ok {
		if _, phi := u.by.(*ssa.Phi); !phi && f.plan.folded[v] {
			return f.plan.at[v]
		}
	}
	return u.i
}

// canMove reports whether v, at index i, may be computed at index at instead, by its only user.
func (f *fn) canMove(v ssa.Value, b *ssa.BasicBlock, i, at int, u use, isWritten func(*ssa.Alloc, int, int) bool) bool {
	m := f.mobility(v)
	if m == fixedPlace {
		return false
	}
	if m == anywhere {
		return true
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if a := f.frameVar(load.X); a != nil {
			if isWritten(a, i, at) {
				return false
			}
			if f.isStatic(load.X) {
				return true
			}
		}
	}
	_, isSelect := u.by.(*ssa.Select) // copies its operands in order
	sink := m == readsMemory && !isSelect && !f.pinned(v) && !boxedByAddress(u.by, v)
	for j := i + 1; j < at; j++ {
		if in := b.Instrs[j]; !f.plan.skip[in] && !f.isPartOf(in, at) {
			switch f.effectOf(in) {
			case writes:
				return false
			case calls:
				if !sink {
					return false
				}
			}
		}
	}
	return true
}

// isPartOf reports whether in is itself computed at index at or later.
func (f *fn) isPartOf(in ssa.Instruction, at int) bool {
	v, ok := in.(ssa.Value)
	return ok && f.plan.folded[v] && f.plan.at[v] >= at
}

// boxedByAddress reports whether u makes an interface of v by the address of a copy that
// the gc compiler takes when it meets v: such an operand is read in its place, unless it
// is a variable.
func boxedByAddress(u ssa.Instruction, v ssa.Value) bool {
	mi, ok := u.(*ssa.MakeInterface)
	if !ok || isDirect(mi.X.Type()) {
		return false
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL && isVariable(load.X) {
		return false
	}
	switch mi.X.Type().Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// isVariable reports whether an address is that of a variable or of a field of one.
func isVariable(addr ssa.Value) bool {
	switch x := addr.(type) {
	case *ssa.Alloc, *ssa.Global, *ssa.FreeVar:
		return true
	case *ssa.FieldAddr:
		return isVariable(x.X)
	}
	return false
}

// canStay reports whether a call's result may stay in the outgoing area until all its uses:
// no other call comes before, or it is that call's argument in the same place.
func (f *fn) canStay(v ssa.Value, b *ssa.BasicBlock, i, last int, uses []use) bool {
	for j := i + 1; j <= last && j < len(b.Instrs); j++ {
		in := b.Instrs[j]
		if f.plan.skip[in] || !f.isCallOut(in) {
			continue
		}
		if j < last {
			return false
		}
		for _, u := range uses {
			if f.computedAt(u) == last && (u.by != in || !f.passedThrough(v, in)) {
				return false
			}
		}
	}
	return true
}

// passedThrough reports whether all of call's arguments that come from v lie where v's
// call has left them, and v is nothing but an argument.
func (f *fn) passedThrough(v ssa.Value, in ssa.Instruction) bool {
	call, ok := in.(*ssa.Call)
	if !ok {
		return false
	}
	if _, ok := call.Call.Value.(*ssa.Builtin); ok || f.root(call.Call.Value) == v {
		return false
	}
	off := 0
	if call.Call.IsInvoke() {
		off = 1
	}
	for _, a := range call.Call.Args {
		if f.root(a) == v {
			at := 0
			if x, ok := f.strip(a).(*ssa.Extract); ok {
				at = f.tupleOffset(x)
			} else if f.strip(a) != v {
				return false
			}
			if at != off {
				return false
			}
		}
		off += f.b.types.words(a.Type())
	}
	return true
}

// directStore returns the store of v into a frame variable that v's own instruction can do:
// later uses of v then read the variable.
func (f *fn) directStore(v ssa.Value, b *ssa.BasicBlock, i, last int, uses []use, isWritten func(*ssa.Alloc, int, int) bool) *ssa.Store {
	if _, ok := v.(*ssa.Alloc); ok || len(uses) == 0 || f.mobility(v) == fixedPlace && !isTest(v) {
		return nil
	}
	s, ok := uses[0].by.(*ssa.Store)
	if !ok || f.strip(s.Val) != v || !f.isWholeSlots(s.Addr) || f.b.types.words(v.Type()) == 0 {
		return nil
	}
	for _, u := range uses[1:] {
		if f.computedAt(u) <= uses[0].i {
			return nil
		}
	}
	a := f.frameVar(s.Addr)
	if isWritten(a, i, uses[0].i) || isWritten(a, uses[0].i, last) {
		return nil
	}
	if f.f.Recover != nil && f.vars[a].result && uses[0].i != i+1 {
		return nil
	}
	for j := i + 1; j <= uses[0].i; j++ {
		switch in := b.Instrs[j].(type) {
		case *ssa.UnOp:
			if in.Op == token.MUL && f.frameVar(in.X) == a {
				return nil
			}
		case *ssa.Slice:
			if f.spread(in) == a {
				return nil
			}
		}
	}
	return s
}

// isTest reports whether v is an operation with a single result in registers that mobility
// keeps in its place only because it has effects.
func isTest(v ssa.Value) bool {
	u, ok := v.(*ssa.UnOp)
	return ok && u.Op == token.ARROW && !u.CommaOk
}

// isWholeSlots reports whether addr is a place in the frame that takes whole registers, so
// that those registers are the value.
func (f *fn) isWholeSlots(addr ssa.Value) bool {
	if _, isGlobal := f.root(addr).(*ssa.Global); isGlobal || !f.isStatic(addr) {
		return false
	}
	off := f.staticOffset(addr)
	t := addr.Type().Underlying().(*types.Pointer).Elem()
	if _, ok := addr.(*ssa.Alloc); ok {
		return true
	}
	size := sizeOf(t)
	return off%8 == 0 && size%8 == 0
}

// staticOffset returns the distance in bytes of a static place from its variable's start.
func (f *fn) staticOffset(addr ssa.Value) int64 {
	switch x := addr.(type) {
	case *ssa.FieldAddr:
		return f.staticOffset(x.X) + fieldOffset(x.X.Type().Underlying().(*types.Pointer).Elem(), x.Field)
	case *ssa.IndexAddr:
		elem := x.Type().Underlying().(*types.Pointer).Elem()
		i, _ := constant.Int64Val(constant.ToInt(x.Index.(*ssa.Const).Value))
		return f.staticOffset(x.X) + i*sizeOf(elem)
	}
	return 0
}

// fieldOffset returns the offset in bytes of field i of struct type t.
func fieldOffset(t types.Type, i int) int64 {
	st := t.Underlying().(*types.Struct)
	fields := make([]*types.Var, 0, st.NumFields())
	for f := range st.Fields() {
		fields = append(fields, f)
	}
	return sizes.Offsetsof(fields)[i]
}

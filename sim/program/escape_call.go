package program

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// An escape decides for each variable, and each object that an expression makes, whether it may
// live in its function's frame: whether nothing can point to it when the function has returned,
// or the loop has come round.
//
// A function is looked at when it is first asked about, after those that it calls: what they do
// with their parameters is summed up as leaks. Functions that call each other are looked at
// together. Locations and the flow between them are in escape_flow.go, calls here, the question
// itself in escape_graph.go.
//
// Models the compiler's escape analysis, cmd/compile/internal/escape, less inlining, which
// -gcflags=-l turns off there too.
type escape struct {
	b       *builder
	tags    map[*ssa.Function][]leaks // by parameter, of functions that are done
	sites   map[ssa.Value]*location   // of variables and objects of functions that are done
	copied  map[ssa.Value]bool        // variables of which closures take a copy
	loops   map[ast.Node][]loopSpan
	inits   map[ast.Node]map[token.Pos]loopSpan
	hasPtrs map[types.Type]bool
	order   map[*ssa.Function]int // when Tarjan's algorithm came to a function first
	low     map[*ssa.Function]int
	stack   []*ssa.Function
}

func newEscape(b *builder) *escape {
	return &escape{
		b: b, tags: map[*ssa.Function][]leaks{}, sites: map[ssa.Value]*location{}, copied: map[ssa.Value]bool{},
		loops: map[ast.Node][]loopSpan{}, inits: map[ast.Node]map[token.Pos]loopSpan{}, hasPtrs: map[types.Type]bool{},
		order: map[*ssa.Function]int{}, low: map[*ssa.Function]int{},
	}
}

// of returns the location of a variable, or of an object that an instruction makes; nil if the
// instruction makes none.
func (e *escape) of(v ssa.Value) *location {
	f := v.Parent()
	for f.Parent() != nil {
		f = f.Parent()
	}
	e.analyse(f)
	return e.sites[v]
}

// analyse looks at f and all that it calls, bottom up.
//
// Models VisitFuncsBottomUp, cmd/compile/internal/ir/scc.go: Tarjan's algorithm.
func (e *escape) analyse(f *ssa.Function) {
	if _, seen := e.order[f]; seen || len(f.Blocks) == 0 {
		return
	}
	e.order[f] = len(e.order) + 1
	e.low[f] = e.order[f]
	at := len(e.stack)
	e.stack = append(e.stack, f)
	e.callees(f, func(callee *ssa.Function) {
		if _, seen := e.order[callee]; !seen {
			e.analyse(callee)
		}
		if _, done := e.tags[callee]; !done && e.low[callee] > 0 {
			e.low[f] = min(e.low[f], e.low[callee])
		}
	})
	if e.low[f] != e.order[f] {
		return
	}
	e.run(e.stack[at:])
	e.stack = e.stack[:at]
}

// callees yields the outermost functions that f and its literals call or make method values of.
func (e *escape) callees(f *ssa.Function, yield func(*ssa.Function)) {
	visit := func(fn *ssa.Function) {
		if fn == nil {
			return
		}
		for fn.Parent() != nil {
			fn = fn.Parent()
		}
		if len(fn.Blocks) > 0 {
			yield(fn)
		}
	}
	for _, block := range f.Blocks {
		for _, in := range block.Instrs {
			switch in := in.(type) {
			case ssa.CallInstruction:
				visit(e.callee(in.Common()))
			case *ssa.MakeClosure:
				if fn := in.Fn.(*ssa.Function); fn.Parent() == nil {
					visit(boundMethod(fn))
				}
			}
		}
	}
	for _, lit := range f.AnonFuncs {
		e.callees(lit, yield)
	}
}

// callee returns the function that a call is known to be of, or nil.
func (e *escape) callee(c *ssa.CallCommon) *ssa.Function {
	v := staticValue(c.Value)
	if c.IsInvoke() {
		box, ok := v.(*ssa.MakeInterface)
		if !ok || types.IsInterface(box.X.Type()) {
			return nil
		}
		return e.b.ssa.LookupMethod(box.X.Type(), c.Method.Pkg(), c.Method.Name())
	}
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		if fn := v.Fn.(*ssa.Function); fn.Parent() != nil {
			return fn
		}
	}
	return nil
}

// staticValue follows an expression to the one that its value must come from: through variables
// that are set once, where they are declared.
//
// Models StaticValue, cmd/compile/internal/ir/expr.go.
func staticValue(v ssa.Value) ssa.Value {
	for {
		load, ok := v.(*ssa.UnOp)
		if !ok || load.Op != token.MUL {
			return v
		}
		addr := load.X
		for {
			fv, ok := addr.(*ssa.FreeVar)
			if !ok {
				break
			}
			addr = boundTo(fv)
		}
		a, ok := addr.(*ssa.Alloc)
		if !ok || !isName(a.Comment) {
			return v
		}
		s := onlyStore(a)
		if s == nil {
			return v
		}
		v = s.Val
	}
}

// onlyStore returns the one store to a variable of which nothing else is known to change, or nil.
func onlyStore(a *ssa.Alloc) *ssa.Store {
	if !onlyRead(a) {
		return nil
	}
	var set *ssa.Store
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if set != nil {
				return nil
			}
			set = s
		}
	}
	if set == nil || set.Block() != a.Block() {
		return nil
	}
	return set
}

// run looks at a set of functions whose callees outside of it are done.
//
// Models Batch, cmd/compile/internal/escape/escape.go.
func (e *escape) run(fns []*ssa.Function) {
	b := newBatch(e)
	for _, f := range fns {
		b.fns[f] = true
	}
	for _, f := range fns {
		b.addFunc(f)
	}
	for _, f := range fns {
		b.walkFunc(f)
	}
	b.capture()
	b.limits()
	b.solve()
	for _, f := range fns {
		tags := make([]leaks, len(f.Params))
		for i, p := range f.Params {
			if e.pointers(p.Type()) {
				l := b.locs[p]
				tags[i] = l.leaks
				tags[i].optimize()
			}
		}
		e.tags[f] = tags
	}
	for v, l := range b.locs {
		l.edges, l.next = nil, nil
		e.sites[v] = l
	}
}

// inBatch reports whether a function is one of those that are looked at now.
func (b *batch) inBatch(f *ssa.Function) bool {
	for f.Parent() != nil {
		f = f.Parent()
	}
	return b.fns[f]
}

// call records what a call does with its arguments and results. v is nil if the results are
// dropped.
//
// Models call, cmd/compile/internal/escape/call.go.
func (b *batch) call(f *ssa.Function, v *ssa.Call, c *ssa.CallCommon) {
	if bi, ok := c.Value.(*ssa.Builtin); ok {
		b.builtin(v, bi, c.Args)
		return
	}
	depth := b.e.depthAt(f, c.Pos())
	var ks []hole
	wanted := false
	if v != nil && len(*v.Referrers()) > 0 {
		for i := range c.Signature().Results().Len() {
			k := b.discard()
			if b.e.pointers(c.Signature().Results().At(i).Type()) {
				k = hole{dst: b.value(v, i)}
				wanted = true
			}
			ks = append(ks, k)
		}
	}
	fn := b.e.callee(c)
	if lit, ok := c.Value.(*ssa.Function); ok && lit.Parent() == f {
		b.site(lit, f, lit.Pos())
	}
	if fn != nil && ks != nil && b.inBatch(fn) {
		for i, r := range b.results[fn] {
			b.flow(ks[i], r)
		}
	}
	args := c.Args
	param := 0
	switch {
	case c.IsInvoke() && fn == nil:
		b.expr(b.heapHole(noteInvoke), c.Value)
	case c.IsInvoke():
		k := b.tag(f, depth, ks, false, fn, 0)
		if t := fn.Params[0].Type(); !isDirect(t) {
			k = b.tee(f, depth, k).deref()
		}
		b.expr(k, c.Value)
		param = 1
	case fn == nil:
		k := b.discard()
		if wanted {
			k = hole{dst: &b.callee}
		}
		b.expr(k, c.Value)
	}
	for i, a := range args {
		b.expr(b.tag(f, depth, ks, false, fn, param+i), a)
	}
}

// tag returns the hole for argument i of a call of fn whose results go to ks; with lost they go
// nobody knows where.
//
// Models tagHole, call.go.
func (b *batch) tag(f *ssa.Function, depth int, ks []hole, lost bool, fn *ssa.Function, i int) hole {
	if fn == nil {
		return b.heapHole(noteUnknown)
	}
	if b.inBatch(fn) {
		if lost {
			for _, r := range b.results[fn] {
				b.flow(b.heapHole(noteReturned), r)
			}
		}
		return hole{dst: b.locs[fn.Params[i]], note: noteArgument}
	}
	esc := b.e.leaksOf(fn, i)
	passed := notePassed + calleeName(fn)
	var to []hole
	if x := esc[leakHeap]; x > 0 {
		to = append(to, b.heapHole(passed).shift(int(x)-1))
	}
	if x := esc[leakMutator]; x > 0 {
		to = append(to, hole{dst: &b.mutator}.shift(int(x)-1))
	}
	if x := esc[leakCallee]; x > 0 {
		to = append(to, hole{dst: &b.callee}.shift(int(x)-1))
	}
	for r := range maxResults {
		if x := esc[leakResult+r]; x > 0 {
			switch {
			case lost:
				to = append(to, b.heapHole(passed).shift(int(x)-1))
			case r < len(ks):
				to = append(to, ks[r].shift(int(x)-1))
			}
		}
	}
	return b.tee(f, depth, to...)
}

// leaksOf returns what a function that is done does with its i-th parameter.
func (e *escape) leaksOf(fn *ssa.Function, i int) leaks {
	if len(fn.Blocks) == 0 {
		return e.nativeLeaks(fn, i)
	}
	if tags, ok := e.tags[fn]; ok && i < len(tags) {
		return tags[i]
	}
	return leaksAll
}

// harmless are the packages whose natives are functions of the host that copy what they are
// given and keep nothing of it.
var harmless = map[string]bool{
	"strings": true, "strconv": true, "math": true, "math/bits": true, "math/cmplx": true,
	"unicode": true, "unicode/utf8": true, "unicode/utf16": true, "bytes": true,
}

// nativeLeaks returns what a function without a body does with its i-th parameter: the worst,
// unless it is known better.
func (e *escape) nativeLeaks(fn *ssa.Function, i int) leaks {
	switch path := pkgPath(fn); {
	case harmless[path]:
		return leaks{leakMutator: 1}
	case path == "sync/atomic" && i == 0:
		return leaks{leakMutator: 1}
	}
	return leaksAll
}

// deferred records a defer statement. Its call comes at the end of the function, if no loop can
// make more of them.
//
// Models goDeferStmt, call.go.
func (b *batch) deferred(f *ssa.Function, d *ssa.Defer) {
	c := &d.Call
	if b.e.depthAt(f, d.Pos()) == 1 && !deferredElsewhere(d) {
		if _, ok := c.Value.(*ssa.Builtin); !ok && !c.IsInvoke() {
			later := hole{dst: b.newLocation(location{fn: f, depth: 1, marks: marks{persists: true}})}
			b.expr(later, c.Value)
		}
		b.call(f, nil, c)
		return
	}
	b.wrapped(c, noteDeferLoop)
}

// wrapped records a call that is made later, from a function literal that gc wraps it into: all
// that it needs is captured by that, and goes where it goes, to the heap.
func (b *batch) wrapped(c *ssa.CallCommon, note string) {
	b.expr(b.heapHole(note), c.Value)
	fn := b.e.callee(c)
	for i, a := range c.Args {
		b.expr(b.heapHole(note), a)
		if s, ok := a.(*ssa.Slice); ok && fn != nil && !c.IsInvoke() {
			if l := b.variable(s.X); l != nil && s.X.(*ssa.Alloc).Comment == "varargs" && (b.inBatch(fn) || b.e.leaksOf(fn, i)[leakHeap] != 1) {
				l.inWrapper = true
			}
		}
	}
}

// deferredElsewhere reports whether a defer statement in the body of a range-over-func loop
// defers a call of the function around it.
func deferredElsewhere(d *ssa.Defer) bool {
	load, ok := d.DeferStack.(*ssa.UnOp)
	if !ok {
		return false
	}
	_, ok = load.X.(*ssa.FreeVar)
	return ok
}

// builtin records a call of a builtin function.
func (b *batch) builtin(v *ssa.Call, bi *ssa.Builtin, args []ssa.Value) {
	k := b.discard()
	if v != nil {
		k = hole{dst: b.value(v, 0)}
	}
	switch bi.Name() {
	case "append":
		elem := args[0].Type().Underlying().(*types.Slice).Elem()
		b.expr(k, args[0])
		b.expr(hole{dst: &b.mutator}, args[0])
		if b.e.pointers(elem) {
			b.expr(b.heapHole(noteAppend).deref(), args[0])
			if len(args) > 1 && isSlice(args[1].Type()) {
				b.expr(b.heapHole(noteAppend).deref(), args[1])
			}
		}
		if v != nil && len(args) > 1 {
			// The array that append may make. It is used once at most, so loops do not matter.
			l := b.site(v, v.Parent(), v.Pos())
			l.depth = 0
			b.flow(k.addr(), l)
		}
	case "copy":
		b.expr(hole{dst: &b.mutator}, args[0])
		if isSlice(args[1].Type()) && b.e.pointers(args[1].Type().Underlying().(*types.Slice).Elem()) {
			b.expr(b.heapHole(noteCopy).deref(), args[1])
		}
	case "clear":
		b.expr(hole{dst: &b.mutator}, args[0])
	case "panic":
		b.expr(b.heapHole(notePanic), args[0])
	case "min", "max":
		for _, a := range args {
			b.expr(k, a)
		}
	case "SliceData", "StringData", "Add", "Slice", "String", "ssa:wrapnilchk":
		b.expr(k, args[0])
	}
}

// pointers reports whether values of a type hold pointers.
func (e *escape) pointers(t types.Type) bool {
	if has, ok := e.hasPtrs[t]; ok {
		return has
	}
	has := false
	switch u := t.Underlying().(type) {
	case *types.Basic:
		has = u.Info()&types.IsString != 0 || u.Kind() == types.UnsafePointer || u.Kind() == types.UntypedNil
	case *types.Array:
		has = u.Len() > 0 && e.pointers(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			has = has || e.pointers(f.Type())
		}
	case *types.Tuple:
		for v := range u.Variables() {
			has = has || e.pointers(v.Type())
		}
	default:
		has = true
	}
	e.hasPtrs[t] = has
	return has
}

// pointee returns the type of what an address is that of.
func pointee(addr ssa.Value) types.Type {
	return addr.Type().Underlying().(*types.Pointer).Elem()
}

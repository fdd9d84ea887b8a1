package program

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// A builder lowers a whole program: it starts with what the machine calls and follows every
// reference, so that nothing unreachable is ever lowered.
type builder struct {
	prog    *code.Program
	ssa     *ssa.Program
	fset    *token.FileSet
	types   *typeTable
	data    *dataTable
	files   map[string]int32 // by name
	runtime *ssa.Package
	std     map[*types.Package]bool
	spans   map[*token.File]*stmtIndex
	stubs   map[*token.File]*stub
	syntax  map[*token.File]*ast.File
	noted   map[*token.File]*fileNotes
	spend   map[int]code.Spend

	ids     map[*ssa.Function]code.FuncID
	queue   []*ssa.Function
	thunks  map[string]code.FuncID
	natives map[*ssa.Function]int32
	spendID int32 // 1 + the row of code.NativeSpend, 0 while there is none
	boxed   map[code.TypeID]bool
	wanted  map[code.MethodID][]pendingMethod // methods of boxed types that nobody has called yet
	called  map[code.MethodID]bool
	names   map[*ssa.Function]string
	esc     *escape

	reflects  bool // the program has package reflect
	anyMethod bool // … and it can call any exported method

	fail  func(p token.Pos, msg string)
	doing *ssa.Function // for the message if something cannot be lowered
}

// A pendingMethod is a row of a type's method set that has no function yet.
type pendingMethod struct {
	typ code.TypeID
	row int
	fn  func() *ssa.Function
}

// funcID returns the number of a function, which will be lowered.
func (b *builder) funcID(f *ssa.Function) code.FuncID {
	id, ok := b.ids[f]
	if !ok {
		id = b.newFunc()
		b.ids[f] = id
		b.queue = append(b.queue, f)
	}
	return id
}

func (b *builder) newFunc() code.FuncID {
	b.prog.Funcs = append(b.prog.Funcs, code.Func{Clos: -1})
	return code.FuncID(len(b.prog.Funcs) - 1)
}

// drain lowers functions until no reference is left open.
func (b *builder) drain() {
	for len(b.queue) > 0 {
		f := b.queue[0]
		b.queue = b.queue[1:]
		b.lower(f)
	}
}

// static returns the function that a call's operand names, if it needs no closure.
func (b *builder) static(v ssa.Value) *ssa.Function {
	if f, ok := v.(*ssa.Function); ok {
		return f
	}
	return nil
}

// nativeID returns the number of a function that has no body, -1 if it has one.
func (b *builder) nativeID(f *ssa.Function) int32 {
	if len(f.Blocks) > 0 {
		return -1
	}
	if n, ok := b.natives[f]; ok {
		return n
	}
	n := int32(len(b.prog.Natives))
	b.natives[f] = n
	row := code.Native{Name: qualified(f), Results: b.types.tuple(f.Signature.Results())}
	if row.Name == findsMethods {
		b.keepMethods()
	}
	if r := f.Signature.Recv(); r != nil {
		row.Params = append(row.Params, b.types.id(r.Type()))
	}
	row.Params = append(row.Params, b.types.tuple(f.Signature.Params())...)
	b.prog.Natives = append(b.prog.Natives, row)
	return n
}

// qualified returns a native's name: its package's path, and its own.
func qualified(f *ssa.Function) string {
	path := "?"
	if f.Pkg != nil {
		path = f.Pkg.Pkg.Path()
	} else if o := f.Object(); o != nil && o.Pkg() != nil {
		path = o.Pkg().Path()
	}
	if r := f.Signature.Recv(); r != nil {
		return path + "." + strings.TrimPrefix(types.TypeString(r.Type(), func(*types.Package) string { return "" }), "*") + "." + f.Name()
	}
	return path + "." + f.Name()
}

// runtimeFunc returns a function of the library's package runtime, nil if there is none.
func (b *builder) runtimeFunc(name string) *ssa.Function {
	if b.runtime == nil {
		return nil
	}
	return b.runtime.Func(name)
}

// globalAddr returns the address of a package-level variable.
func (b *builder) globalAddr(g *ssa.Global) uint64 {
	return b.data.global(g, func() code.Global {
		return code.Global{
			Name: g.Pkg.Pkg.Path() + "." + g.Name(),
			Type: b.types.id(g.Type().(*types.Pointer).Elem()),
			Pos:  b.pos(g.Pos()),
		}
	})
}

// pos converts a position.
func (b *builder) pos(p token.Pos) code.Pos {
	if !p.IsValid() {
		return code.Pos{}
	}
	at := b.fset.PositionFor(p, false)
	return code.Pos{File: b.files[at.Filename], Line: int32(at.Line), Col: int32(at.Column)}
}

// runtimeType returns the number of a type whose values go into interfaces, and sees to it
// that its methods, and those of the values inside, can be called.
func (b *builder) runtimeType(t types.Type) code.TypeID {
	id := b.types.id(t)
	b.reach(id)
	return id
}

// reach gives type id its method set and goes on with the types that a library that looks
// inside of values can find there.
func (b *builder) reach(id code.TypeID) {
	if id == 0 || b.boxed[id] {
		return
	}
	b.boxed[id] = true
	t := b.types.gotypes[id]
	if t == nil {
		return
	}
	if !types.IsInterface(t) {
		b.methodSet(id, t)
	}
	row := b.types.list[id]
	b.reach(row.Elem)
	b.reach(row.Key)
	for _, f := range row.Fields {
		b.reach(f.Type)
	}
	if !b.reflects {
		return
	}
	// Package reflect can get from here to more types, whose methods it can call.
	for _, p := range row.Params {
		b.reach(p)
	}
	for _, r := range row.Results {
		b.reach(r)
	}
	for _, m := range b.types.list[id].Methods {
		b.reach(m.Type)
	}
	if !types.IsInterface(t) {
		if p := types.NewPointer(t); b.ssa.MethodSets.MethodSet(p).Len() > 0 {
			b.reach(b.types.id(p))
		}
	}
}

// methodSet fills in the methods of type id that an interface can call.
func (b *builder) methodSet(id code.TypeID, t types.Type) {
	set := b.ssa.MethodSets.MethodSet(t)
	recv := t
	if !isDirect(t) {
		recv = types.NewPointer(t) // the data word is the value's address
	}
	var rows []code.Method
	var list []*types.Selection
	for sel := range set.Methods() {
		list = append(list, sel)
	}
	slices.SortFunc(list, func(x, y *types.Selection) int {
		return int(b.types.method(x.Obj().(*types.Func))) - int(b.types.method(y.Obj().(*types.Func)))
	})
	for _, sel := range list {
		m := sel.Obj().(*types.Func)
		rows = append(rows, code.Method{
			ID:   b.types.method(m),
			Type: b.types.id(methodType(sel.Type().(*types.Signature))),
		})
	}
	b.types.list[id].Methods = rows
	for i, sel := range list {
		m := sel.Obj().(*types.Func)
		p := pendingMethod{typ: id, row: i, fn: func() *ssa.Function {
			return b.ssa.LookupMethod(recv, m.Pkg(), m.Name())
		}}
		if mid := rows[i].ID; b.called[mid] || b.anyMethod && m.Exported() {
			b.link(p)
		} else {
			b.wanted[mid] = append(b.wanted[mid], p)
		}
	}
}

// findsMethods is the native that package reflect gets a method's code from: a program that
// can reach it can call every exported method of what it can reach.
//
// Models the linker's rule for reflect.Value.Method, cmd/link/internal/ld/deadcode.go; there a
// constant name keeps the methods of that name only.
const findsMethods = "internal/rt.bind"

// keepMethods lowers the exported methods of all boxed types, from now on too.
func (b *builder) keepMethods() {
	b.anyMethod = true
	for id, name := range b.types.names {
		if token.IsExported(name) {
			b.wantAll(code.MethodID(id))
		}
	}
}

// wantAll lowers the pending methods of a name.
func (b *builder) wantAll(id code.MethodID) {
	list := b.wanted[id]
	delete(b.wanted, id)
	for _, p := range list {
		b.link(p)
	}
}

// link lowers the function of a row of a method set.
func (b *builder) link(p pendingMethod) {
	if f := p.fn(); f != nil {
		b.types.list[p.typ].Methods[p.row].Func = b.funcID(f)
	}
}

// invoked returns the number of a method that is called through an interface. From now on
// all boxed types have theirs lowered.
func (b *builder) invoked(m *types.Func) code.MethodID {
	id := b.types.method(m)
	if !b.called[id] {
		b.called[id] = true
		b.wantAll(id)
	}
	return id
}

// A fn is one function while it is lowered.
type fn struct {
	*emitter
	b    *builder
	f    *ssa.Function
	plan plan

	maxFrameVar int64
	vars        map[*ssa.Alloc]*variable
	varList     []*variable
	params      map[*ssa.Parameter]reg
	clos        reg
	captured    map[*ssa.FreeVar]int64 // offset in the closure object
	freeVars    map[*ssa.FreeVar]reg   // those whose address the prologue loads
	returned    map[*ssa.Return][]ssa.Value

	where       map[ssa.Value]reg
	homes       map[ssa.Value]bool
	expire      map[int][]ssa.Value
	scratches   []scratch
	loopConsts  map[constKey]reg
	prologue    []ins
	pins        []pinned
	objects     []code.FrameObject
	selects     []pendingSelect
	wraps       []int32          // pcs of go statements whose calls gc wraps
	escapes     map[int32]string // by pc: why what the instruction makes lives in the heap
	labels      map[*ssa.BasicBlock]*label
	leaving     map[*ssa.Alloc]*leaving
	leaves      map[*ssa.UnOp]*ssa.Alloc // reads of slices that leave the function there
	backings    map[*ssa.Alloc]*backing
	order       map[*ssa.BasicBlock]int
	inLoop      bool
	repeating   bool
	returning   bool
	resultWords int
	recover     int32
}

type scratch struct {
	r    reg
	mask string
}

// A pinned range of slots is always live: its address may be in use.
type pinned struct {
	r    reg
	mask string
}

type pendingSelect struct {
	cases      []pendingCase
	hasDefault bool
}

type pendingCase struct {
	send    bool
	ch, val reg
	elem    code.TypeID
	pos     token.Pos
}

// pinnedSlots returns slots whose address may be taken.
func (f *fn) pinnedSlots(mask string) reg {
	r := f.fixed(mask)
	f.pins = append(f.pins, pinned{r, mask})
	return r
}

// frameObject returns slots for an object that is reached by its address only: its address has to
// be in some register before anything is put into it.
func (f *fn) frameObject(mask string) reg {
	r := f.pinnedSlots(mask)
	if hasPointers(mask) {
		f.objects = append(f.objects, code.FrameObject{Slot: int32(r), Words: int32(len(mask))})
	}
	return r
}

// posOf returns the position of an instruction or value, if it has one.
func posOf(x interface{ Pos() token.Pos }) token.Pos {
	switch x := x.(type) {
	case *ssa.Call:
		if loop := loopOf(x); loop != nil {
			return loop.For
		}
	case *ssa.UnOp: // what loads an element or a field stands where that is named
		if x.Op == token.MUL && !x.Pos().IsValid() {
			switch a := x.X.(type) {
			case *ssa.IndexAddr:
				return a.Pos()
			case *ssa.FieldAddr:
				return a.Pos()
			}
		}
	}
	return x.Pos()
}

// loopOf returns the loop of whose iterator c is the call, or nil.
func loopOf(c *ssa.Call) *ast.RangeStmt {
	if c.Pos().IsValid() || len(c.Call.Args) != 1 {
		return nil
	}
	body := c.Call.Args[0]
	if m, ok := body.(*ssa.MakeClosure); ok {
		body = m.Fn
	}
	if fn, ok := body.(*ssa.Function); ok {
		loop, _ := fn.Syntax().(*ast.RangeStmt)
		return loop
	}
	return nil
}

// lower emits one function. A function that is too large for short jumps or for the
// registers is emitted again with long ones, or with its large variables in the heap.
func (b *builder) lower(sf *ssa.Function) {
	b.doing = sf
	id := b.ids[sf]
	if len(sf.Blocks) == 0 {
		b.lowerNative(sf, id)
		return
	}
	if how := b.spendOf(sf); how.How != code.SpendNothing {
		b.lowerSpend(sf, id, how)
		return
	}
	far, limit := false, int64(maxFrameVar)
	for {
		f := &fn{emitter: &emitter{free: map[string][]reg{}, far: far, at: sf.Pos()}, b: b, f: sf, maxFrameVar: limit}
		switch err := f.try(); err.(type) {
		case nil:
			f.install(id)
			return
		case tooFar:
			far = true
		case tooLarge:
			if limit < 16 {
				b.fail(sf.Pos(), fmt.Sprintf("function %s handles values of %d bytes, too large for the machine's registers", sf, 8*err.(tooLarge).slots))
				return
			}
			limit /= 16
		}
	}
}

// try lowers the function; it returns a tooFar or tooLarge value if other means are needed.
func (f *fn) try() (err any) {
	defer func() {
		if r := recover(); r != nil {
			switch r.(type) {
			case tooFar, tooLarge:
				err = r
			default:
				panic(r)
			}
		}
	}()
	f.layout()
	f.planFunc()
	f.dropUnused()
	f.blocks()
	if last := f.code[len(f.code)-1].op; last == code.OpPanic {
		f.emit(code.OpGoexit, 0, 0, 0) // never reached: so that where a call goes on lies in the function
	}
	f.checkSize()
	return nil
}

// dropUnused finds variables of which the plan has left nothing.
func (f *fn) dropUnused() {
	for _, v := range f.varList {
		if v.heap || v.dead {
			continue
		}
		v.dead = true
		for _, ref := range *v.alloc.Referrers() {
			if !f.plan.skip[ref] {
				v.dead = false
			}
		}
	}
}

// checkSize finds out early whether install will succeed.
func (f *fn) checkSize() {
	f.finish(f.start())
}

// layout places parameters, results, the closure and the variables.
func (f *fn) layout() {
	f.params = map[*ssa.Parameter]reg{}
	f.captured = map[*ssa.FreeVar]int64{}
	f.freeVars = map[*ssa.FreeVar]reg{}
	f.where = map[ssa.Value]reg{}
	f.homes = map[ssa.Value]bool{}
	f.expire = map[int][]ssa.Value{}
	f.loopConsts = map[constKey]reg{}
	f.escapes = map[int32]string{}
	f.decideVars()
	for _, p := range f.f.Params {
		f.params[p] = f.fixed(f.b.types.mask(p.Type()))
	}
	f.resultWords = f.b.types.words(f.f.Signature.Results())
	for len(f.slots) < f.resultWords {
		f.fixed("0")
	}
	f.clos = noReg
	if len(f.f.FreeVars) > 0 {
		f.clos = f.fixed("1")
		off := int64(8)
		for _, v := range f.f.FreeVars {
			f.captured[v] = off
			off += int64(f.b.types.words(f.b.capturedType(v))) * 8
			if f.f.Parent() != nil { // a variable of the function around: its address, or the copy's, stays at hand
				f.freeVars[v] = f.fixed("1")
				op := code.OpLd8
				if f.b.copies(v) {
					op = code.OpAddI
				}
				f.prologue = append(f.prologue, ins{op: op, a: f.freeVars[v], b: f.clos, c: reg(f.captured[v])})
			}
		}
	}
	f.placeVars()
	f.leavingSlices()
}

// placeVars gives the variables their slots. A parameter's copy is the parameter itself.
func (f *fn) placeVars() {
	entry := f.f.Blocks[0]
	spilled := map[*ssa.Alloc]*ssa.Parameter{}
	for _, in := range entry.Instrs {
		if s, ok := in.(*ssa.Store); ok {
			a, isAlloc := s.Addr.(*ssa.Alloc)
			p, isParam := s.Val.(*ssa.Parameter)
			if isAlloc && isParam && len(*p.Referrers()) == 1 && a.Block() == entry && a.Comment == p.Name() && spilled[a] == nil {
				spilled[a] = p
			}
		}
	}
	results := map[string]bool{}
	for v := range f.f.Signature.Results().Variables() {
		results[v.Name()] = true
	}
	for _, v := range f.varList {
		v.param = spilled[v.alloc]
		v.result = f.f.Recover != nil && v.alloc.Block() == entry && results[v.alloc.Comment]
		switch {
		case v.dead:
		case v.heap:
			v.slot = f.fixed("1")
			if v.lent {
				v.storage = f.frameObject(f.b.types.mask(elemType(v.alloc)))
			}
		case v.param != nil:
			v.slot = f.params[v.param]
		default:
			v.slot = f.fixed(f.b.types.mask(elemType(v.alloc)))
		}
		if v.private() && !v.dead && needsHeader(v.alloc) {
			v.header = f.fixed("10")
			v.pinned = true
		}
	}
}

// blocks emits all blocks, in an order in which most jumps lead to the next block.
func (f *fn) blocks() {
	list := blockOrder(f.f)
	f.order = map[*ssa.BasicBlock]int{}
	f.labels = map[*ssa.BasicBlock]*label{}
	for k, b := range list {
		f.order[b] = k
		f.labels[b] = newLabel()
		for _, in := range b.Instrs {
			if phi, ok := in.(*ssa.Phi); ok {
				f.where[phi] = f.fixed(f.b.types.mask(phi.Type()))
			}
		}
	}
	loops := make([]bool, len(list))
	for k, b := range list {
		for _, s := range b.Succs {
			for i := f.order[s]; i <= k; i++ {
				loops[i] = true
			}
		}
	}
	for k, b := range list {
		f.bind(f.labels[b])
		f.inLoop = loops[k]
		if b == f.f.Recover {
			f.recover = f.pc()
			f.emit(code.OpRunDefers, 0, 0, 0)
		}
		clear(f.expire)
		f.block(b)
		f.terminate(b, k)
	}
}

// blockOrder returns the reachable blocks in reverse postorder: a loop's body comes before
// what follows the loop.
func blockOrder(f *ssa.Function) []*ssa.BasicBlock {
	var list []*ssa.BasicBlock
	seen := make([]bool, len(f.Blocks))
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = true
		for _, s := range slices.Backward(b.Succs) {
			if !seen[s.Index] {
				visit(s)
			}
		}
		list = append(list, b)
	}
	if f.Recover != nil {
		visit(f.Recover)
	}
	visit(f.Blocks[0])
	slices.Reverse(list)
	if f.Recover != nil && list[len(list)-1] != f.Recover {
		i := slices.Index(list, f.Recover)
		list = append(slices.Delete(list, i, i+1), f.Recover)
	}
	return list
}

// start returns the code that goes before all: zeroes for what must never hold garbage, and
// the constants of loops.
func (f *fn) start() []ins {
	var list []ins
	zero := func(r reg, words int) {
		if words > 0 {
			list = append(list, ins{op: code.OpZero, a: r, d: int32(words), wide: true})
		}
	}
	for _, v := range f.varList {
		words := f.b.types.words(elemType(v.alloc))
		switch {
		case v.dead || v.param != nil && !v.heap:
		case v.heap && v.result:
			zero(v.slot, 1)
		case v.heap:
		case v.result || v.pinned && hasPointers(f.b.types.mask(elemType(v.alloc))):
			zero(v.slot, words)
		}
	}
	for _, p := range f.pins {
		if hasPointers(p.mask) {
			zero(p.r, len(p.mask))
		}
	}
	return append(list, f.prologue...)
}

// install writes the finished function into the program.
func (f *fn) install(id code.FuncID) {
	b := f.b
	prologue := f.start()
	list, slot := f.finish(prologue)
	entry := int32(len(b.prog.Code))
	shift := entry + int32(len(prologue))
	b.prog.Code = append(b.prog.Code, list...)
	b.prog.Pos = append(b.prog.Pos, b.positions(f.f, len(prologue), f.pos)...)

	row := &b.prog.Funcs[id]
	*row = code.Func{
		Name:        b.name(f.f),
		Pkg:         pkgPath(f.f),
		Pos:         b.pos(f.f.Pos()),
		Entry:       entry,
		End:         int32(len(b.prog.Code)),
		Frame:       f.frameWords(),
		ResultWords: int32(f.resultWords),
		Results:     b.types.tuple(f.f.Signature.Results()),
		Clos:        int32(f.clos),
		Std:         b.isStd(f.f),
		Inits:       f.f.Synthetic == "package initializer",
		Init:        f.f.Synthetic == "package initializer" || strings.HasPrefix(f.f.Name(), "init#"),
		Wrapper:     isWrapper(f.f),
		Variadic:    f.f.Signature.Variadic(),
		Ptrs:        bitmap(f.slots, f.frameWords()),
		Fixed:       bitmap(f.fixedSlots(), 0),
		Objects:     f.objects,
	}
	for _, p := range f.f.Params {
		row.Params = append(row.Params, b.types.id(p.Type()))
		row.ParamWords += int32(b.types.words(p.Type()))
	}
	if len(f.f.FreeVars) > 0 {
		var captured []types.Type
		for _, v := range f.f.FreeVars {
			captured = append(captured, b.capturedType(v))
		}
		row.ClosType = b.types.closure("func "+row.Name, captured)
		if f.f.Parent() != nil {
			for _, v := range f.f.FreeVars {
				row.Captures = append(row.Captures, code.Capture{Name: v.Name(), Copy: b.copies(v)})
			}
		}
	}
	if f.f.Recover != nil {
		row.Recover = shift + f.recover
	}
	for _, t := range f.retypes {
		row.Retypes = append(row.Retypes, code.Retype{PC: shift + t.pc, Slot: uint16(slot(t.r)), Ptr: t.ptr})
	}
	f.noteUnsigned()
	for _, pc := range f.wraps {
		b.prog.GoWraps[shift+pc] = b.wrapperName(f.f, f.pos[pc])
	}
	if !b.isStd(f.f) {
		for pc, why := range f.escapes {
			b.prog.Escapes[shift+pc] = why
		}
	}
	for _, s := range f.selects {
		sel := code.Select{Default: s.hasDefault}
		for _, c := range s.cases {
			sel.Cases = append(sel.Cases, code.SelectCase{
				Send: c.send, Chan: uint16(slot(c.ch)), Val: uint16(slot(c.val)), Elem: c.elem, Pos: b.pos(c.pos),
			})
		}
		b.prog.Selects = append(b.prog.Selects, sel)
	}
	row.Vars = f.describeVars(entry, shift, row.End)
}

// noteUnsigned notes the lines of indices and bounds that cannot be negative, however large.
func (f *fn) noteUnsigned() {
	if f.b.isStd(f.f) {
		return
	}
	for _, block := range f.f.Blocks {
		for _, in := range block.Instrs {
			var bounds [3]ssa.Value
			switch in := in.(type) {
			case *ssa.IndexAddr:
				bounds[0] = in.Index
			case *ssa.Index:
				bounds[0] = in.Index
			case *ssa.Slice:
				bounds = [3]ssa.Value{in.Low, in.High, in.Max}
			}
			for _, v := range bounds {
				if v == nil || sizeOf(v.Type()) < 8 || isSigned(v.Type()) {
					continue
				}
				p := f.b.pos(in.Pos())
				f.b.prog.Unsigned[code.Pos{File: p.File, Line: p.Line}] = true
			}
		}
	}
}

// fixedSlots returns the slots that are always live.
func (f *fn) fixedSlots() []byte {
	list := []byte(strings.Repeat("0", len(f.slots)))
	mark := func(r reg, words int) {
		for i := range words {
			list[int(r)+i] = '1'
		}
	}
	for _, v := range f.varList {
		if v.private() && v.pinned && !v.dead {
			mark(v.slot, f.b.types.words(elemType(v.alloc)))
		}
	}
	for _, p := range f.pins {
		mark(p.r, len(p.mask))
	}
	return list
}

// describeVars lists the variables of the source for people. The function begins at entry, and
// its code behind the prologue at shift.
func (f *fn) describeVars(entry, shift, end int32) []code.Var {
	var list []code.Var
	for _, v := range f.f.FreeVars {
		if r, ok := f.freeVars[v]; ok && isName(v.Name()) {
			list = append(list, code.Var{
				Name: v.Name(), Type: f.b.types.id(v.Type().Underlying().(*types.Pointer).Elem()), Slot: int32(r), Role: code.Captured, Heap: true,
				From: shift, To: end, Pos: f.b.pos(v.Pos()), Why: capturedWhy,
			})
		}
	}
	for _, v := range f.varList {
		a := v.alloc
		if v.dead && v.param == nil || !isName(a.Comment) || !a.Pos().IsValid() {
			continue
		}
		from := shift + v.from
		if v.param != nil && !v.heap {
			from = entry // it is the parameter itself
		}
		list = append(list, code.Var{
			Name: a.Comment,
			Type: f.b.types.id(elemType(a)),
			Slot: int32(v.slot),
			Role: roleOf(f.f.Signature, a),
			Heap: v.heap,
			From: from,
			To:   f.b.scopeEnd(f.f, a.Pos(), from, end),
			Pos:  f.b.pos(a.Pos()),
			Why:  v.why,
		})
	}
	return list
}

// roleOf says what a variable is to the function of the given signature.
func roleOf(sig *types.Signature, a *ssa.Alloc) code.Role {
	if r := sig.Recv(); r != nil && r.Pos() == a.Pos() {
		return code.Param
	}
	for v := range sig.Params().Variables() {
		if v.Pos() == a.Pos() {
			return code.Param
		}
	}
	for v := range sig.Results().Variables() {
		if v.Pos() == a.Pos() {
			return code.Result
		}
	}
	return code.Local
}

// isName reports whether go/ssa's comment on an Alloc is a variable's name and not its own
// word for what has none.
func isName(s string) bool {
	switch s {
	case "", "_", "complit", "new", "makeslice", "varargs", "slicelit", "rangeindex", "defer$stack", "range.iter":
		return false
	}
	return token.IsIdentifier(s)
}

// spendOf returns how calls of a function pass time, if they do nothing else.
func (b *builder) spendOf(sf *ssa.Function) code.Spend {
	decl, ok := sf.Syntax().(*ast.FuncDecl)
	if !ok || b.isStd(sf) || sf.Signature.Results().Len() > 0 {
		return code.Spend{}
	}
	return b.spend[int(b.pos(decl.Name.Pos()).Line)]
}

// lowerSpend writes a function whose calls pass time. It stands at its first statement.
func (b *builder) lowerSpend(sf *ssa.Function, id code.FuncID, how code.Spend) {
	if b.spendID == 0 {
		b.prog.Natives = append(b.prog.Natives, code.Native{Name: code.NativeSpend})
		b.spendID = int32(len(b.prog.Natives))
	}
	row := code.Func{
		Name: b.name(sf), Pkg: pkgPath(sf), Pos: b.pos(sf.Pos()), Clos: -1, Spend: how,
		Entry: int32(len(b.prog.Code)),
	}
	var slots []byte
	for _, p := range sf.Params {
		row.Params = append(row.Params, b.types.id(p.Type()))
		slots = append(slots, b.types.mask(p.Type())...)
	}
	row.ParamWords = int32(len(slots))
	row.Frame = max(row.ParamWords, 1)
	row.Ptrs = bitmap(slots, row.Frame)
	at := row.Pos
	if body := sf.Syntax().(*ast.FuncDecl).Body; len(body.List) > 0 {
		at = b.pos(body.List[0].Pos())
		at.Stmt = true
	}
	b.prog.Code = append(b.prog.Code, code.Instr{Op: code.OpNative}.WithD(b.spendID-1), code.Instr{Op: code.OpRet})
	b.prog.Pos = append(b.prog.Pos, at, code.Pos{File: at.File, Line: at.Line, Col: at.Col})
	row.End = int32(len(b.prog.Code))
	b.prog.Funcs[id] = row
}

// lowerNative writes the function that stands for a native when it is used as a value.
func (b *builder) lowerNative(sf *ssa.Function, id code.FuncID) {
	n := b.nativeID(sf)
	if words := code.AdapterWords[b.prog.Natives[n].Name]; words > 0 {
		b.lowerAdapter(sf, id, n, words)
		return
	}
	native := b.prog.Natives[n]
	row := code.Func{
		Name: qualified(sf), Pkg: pkgPath(sf), Pos: b.pos(sf.Pos()), Clos: -1, Std: true, Native: n + 1,
		Params: native.Params, Results: native.Results, Entry: int32(len(b.prog.Code)),
	}
	var slots []byte
	for _, t := range native.Params {
		slots = append(slots, b.types.mask(b.types.gotypes[t])...)
	}
	row.ParamWords = int32(len(slots))
	results := b.types.mask(sf.Signature.Results())
	row.ResultWords = int32(len(results))
	row.Frame = max(row.ParamWords, row.ResultWords)
	row.Ptrs = bitmap(slots, row.Frame)
	for i := range len(results) {
		row.Retypes = append(row.Retypes, code.Retype{PC: row.Entry + 1, Slot: uint16(i), Ptr: results[i] == '1'})
	}
	b.prog.Code = append(b.prog.Code, code.Instr{Op: code.OpNative}.WithD(n), code.Instr{Op: code.OpRet})
	b.prog.Pos = append(b.prog.Pos, row.Pos, row.Pos)
	row.End = int32(len(b.prog.Code))
	b.prog.Funcs[id] = row
}

// lowerAdapter writes a function that closures made by package reflect have in common: see
// code.AdapterWords.
func (b *builder) lowerAdapter(sf *ssa.Function, id code.FuncID, n, words int32) {
	p := b.prog
	entry := int32(len(p.Code))
	p.Code = append(p.Code,
		code.Instr{Op: code.OpZero, A: uint16(words) + code.AdapterState}.WithD(code.AdapterSlots-code.AdapterState),
		code.Instr{Op: code.OpNative}.WithD(n), code.Instr{Op: code.OpRet})
	at := b.pos(sf.Pos())
	p.Pos = append(p.Pos, at, at, at)
	p.Funcs[id] = code.Func{
		Name: "reflect.makeFuncStub", Pkg: "reflect", Pos: at, Entry: entry, End: int32(len(p.Code)),
		Frame: words + code.AdapterSlots, Clos: words, Std: true, Wrapper: true, Native: n + 1,
	}
}

// thunk emits a small function of the compiler's: its parameters are values of the given
// types, and body emits what it does with them.
func (b *builder) thunk(key, name string, params []types.Type, body func(f *fn, args []reg)) code.FuncID {
	if id, ok := b.thunks[key]; ok {
		return id
	}
	id := b.newFunc()
	b.thunks[key] = id
	f := &fn{emitter: &emitter{free: map[string][]reg{}}, b: b, where: map[ssa.Value]reg{}}
	var args []reg
	row := code.Func{Name: name, Clos: -1, Wrapper: true, Thunk: true, Std: true}
	for _, t := range params {
		mask := b.types.mask(t)
		args = append(args, f.fixed(mask))
		row.Params = append(row.Params, b.types.id(t))
		row.ParamWords += int32(len(mask))
	}
	body(f, args)
	f.emit(code.OpRet, 0, 0, 0)
	list, slot := f.finish(nil)
	row.Entry = int32(len(b.prog.Code))
	b.prog.Code = append(b.prog.Code, list...)
	b.prog.Pos = append(b.prog.Pos, make([]code.Pos, len(list))...)
	row.End = int32(len(b.prog.Code))
	row.Frame = f.frameWords()
	row.Ptrs = bitmap(f.slots, row.Frame)
	for _, t := range f.retypes {
		row.Retypes = append(row.Retypes, code.Retype{PC: row.Entry + t.pc, Slot: uint16(slot(t.r)), Ptr: t.ptr})
	}
	b.prog.Funcs[id] = row
	return id
}

// invokeThunk returns a function that calls a method of the interface it gets first.
func (b *builder) invokeThunk(c *ssa.CallCommon) code.FuncID {
	iface := c.Value.Type()
	params := []types.Type{iface}
	for _, a := range c.Args {
		params = append(params, a.Type())
	}
	key := "invoke " + c.Method.Id() + " " + typeKey(params)
	results := c.Signature().Results()
	return b.thunk(key, typeName(iface)+"."+c.Method.Name(), params, func(f *fn, args []reg) {
		n := 0
		for i, r := range args[1:] {
			words := b.types.words(params[i+1])
			out := f.outgoing(1+n, words)
			f.move(out, r, words)
			f.holds(out, b.types.mask(params[i+1]))
			n += words
		}
		f.emit(code.OpCallI, f.outgoing(0, 1+b.types.words(results)), args[0], reg(n))
		f.extMethod(c)
	})
}

func typeKey(list []types.Type) string {
	var s strings.Builder
	for _, t := range list {
		s.WriteString(types.TypeString(t, nil) + ";")
	}
	return s.String()
}

// builtinThunk returns a function that does what a builtin function does, for go and defer.
func (b *builder) builtinThunk(bi *ssa.Builtin, args []ssa.Value) code.FuncID {
	var params []types.Type
	var stand []ssa.Value
	for _, a := range args {
		params = append(params, a.Type())
	}
	key := bi.Name() + " " + typeKey(params)
	return b.thunk(key, bi.Name(), params, func(f *fn, regs []reg) {
		for i, r := range regs {
			stand = append(stand, &argument{params[i], r})
		}
		switch bi.Name() {
		case "print", "println":
			f.print(bi.Name(), stand)
		case "recover":
			f.emit(code.OpRecover, f.scratchMask("01"), 0, 0)
		default:
			f.builtin(&ssa.Call{Call: ssa.CallCommon{Value: bi, Args: stand}}, noReg)
		}
	})
}

// An argument is a value that stands in a register: a parameter of a thunk.
type argument struct {
	t types.Type
	r reg
}

func (a *argument) Name() string                  { return "argument" }
func (a *argument) String() string                { return "argument" }
func (a *argument) Type() types.Type              { return a.t }
func (a *argument) Parent() *ssa.Function         { return nil }
func (a *argument) Referrers() *[]ssa.Instruction { return nil }
func (a *argument) Pos() token.Pos                { return token.NoPos }

package program

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// name returns a function's name as tracebacks print it: main.main.func1, main.(*T).M,
// main.F[...].
func (b *builder) name(f *ssa.Function) string {
	if n, ok := b.names[f]; ok {
		return n
	}
	n := b.makeName(f)
	b.names[f] = n
	return n
}

func (b *builder) makeName(f *ssa.Function) string {
	if p := f.Parent(); p != nil {
		return b.literalName(f, p)
	}
	name := f.Name()
	base := pkgName(f)
	if o := f.Origin(); o != nil && o != f {
		name = o.Name()
	}
	name, bound := strings.CutSuffix(name, "$bound")
	name, _ = strings.CutSuffix(name, "$thunk")
	if i := strings.IndexByte(name, '#'); i >= 0 { // init#1
		n, _ := strconv.Atoi(name[i+1:])
		name = name[:i] + "." + strconv.Itoa(n-1)
	}
	recv := f.Signature.Recv()
	if bound && recv == nil && len(f.FreeVars) == 1 {
		recv = types.NewVar(token.NoPos, nil, "", f.FreeVars[0].Type())
	}
	if recv != nil {
		base += "." + receiverName(recv.Type())
	} else if len(f.TypeArgs()) > 0 {
		name += "[...]"
	}
	if bound {
		name += "-fm"
	}
	return base + "." + name
}

// literalName names a function literal after the function around it, and the body of a
// range-over-func loop likewise. Literals in such a body belong to the function that the
// loop stands in. They are numbered in the order of the source, whatever is lowered first.
func (b *builder) literalName(f, parent *ssa.Function) string {
	root := literalRoot(parent)
	_, isLoop := f.Syntax().(*ast.RangeStmt)
	n := 1
	for _, body := range append(rangeBodies(root), root) {
		for _, sib := range body.AnonFuncs {
			if _, ok := sib.Syntax().(*ast.RangeStmt); ok == isLoop && sib.Pos() < f.Pos() {
				n++
			}
		}
	}
	outer := b.name(root)
	switch {
	case isLoop:
		return outer + "-range" + strconv.Itoa(n)
	case root.Parent() == nil:
		return outer + ".func" + strconv.Itoa(n)
	}
	return outer + "." + strconv.Itoa(n)
}

// literalRoot returns the function that f, if it is the body of a range-over-func loop, is a
// part of, and f otherwise.
func literalRoot(f *ssa.Function) *ssa.Function {
	for f.Parent() != nil {
		if _, ok := f.Syntax().(*ast.RangeStmt); !ok {
			break
		}
		f = f.Parent()
	}
	return f
}

// rangeBodies returns the bodies of range-over-func loops in f, also those inside others.
func rangeBodies(f *ssa.Function) (bodies []*ssa.Function) {
	for _, a := range f.AnonFuncs {
		if _, ok := a.Syntax().(*ast.RangeStmt); ok {
			bodies = append(append(bodies, a), rangeBodies(a)...)
		}
	}
	return bodies
}

func receiverName(t types.Type) string {
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	name := "?"
	if n, ok := types.Unalias(t).(*types.Named); ok {
		name = n.Obj().Name()
		if n.TypeArgs().Len() > 0 {
			name += "[...]"
		}
	}
	if star != "" {
		return "(*" + name + ")"
	}
	return name
}

func pkgOf(f *ssa.Function) *types.Package {
	for ; f != nil; f = f.Parent() {
		if f.Pkg != nil {
			return f.Pkg.Pkg
		}
		if o := f.Object(); o != nil {
			return o.Pkg()
		}
		if o := f.Origin(); o != nil && o.Pkg != nil {
			return o.Pkg.Pkg
		}
	}
	return nil
}

func pkgPath(f *ssa.Function) string {
	if p := pkgOf(f); p != nil {
		return p.Path()
	}
	return ""
}

// pkgName returns how symbols of f's package begin: its import path.
func pkgName(f *ssa.Function) string { return pkgPath(f) }

func (b *builder) isStd(f *ssa.Function) bool { return b.std[pkgOf(f)] }

// isWrapper reports whether the compiler made f to adapt a method, or gives it the same mark:
// ssagen does so with reflect.callReflect.
func isWrapper(f *ssa.Function) bool {
	if p := f.Parent(); p != nil && p.Name() == "callReflect" && pkgPath(p) == "reflect" {
		return true
	}
	for _, kind := range []string{"wrapper", "bound", "thunk"} {
		if strings.HasPrefix(f.Synthetic, kind) {
			return true
		}
	}
	return false
}

// A stmtIndex finds the statement at a position of a file.
type stmtIndex struct {
	starts  []token.Pos // ascending
	ends    []token.Pos
	parents []int // index of the statement around, -1 if none
	tags    []ast.Expr
}

func newStmtIndex(file *ast.File) *stmtIndex {
	ix := &stmtIndex{}
	var stack []int
	ast.PreorderStack(file, nil, func(n ast.Node, around []ast.Node) bool {
		s, ok := n.(ast.Stmt)
		if !ok {
			return true
		}
		switch s := s.(type) {
		case *ast.SwitchStmt:
			if s.Tag != nil {
				ix.tags = append(ix.tags, s.Tag)
			}
		case *ast.BlockStmt, *ast.LabeledStmt, *ast.EmptyStmt:
			return true
		}
		for len(stack) > 0 && ix.ends[stack[len(stack)-1]] <= s.Pos() {
			stack = stack[:len(stack)-1]
		}
		parent := -1
		if len(stack) > 0 {
			parent = stack[len(stack)-1]
		}
		stack = append(stack, len(ix.starts))
		ix.starts = append(ix.starts, s.Pos())
		ix.ends = append(ix.ends, s.End())
		ix.parents = append(ix.parents, parent)
		return true
	})
	return ix
}

// at returns the index of the innermost statement that contains p, -1 if there is none.
func (ix *stmtIndex) at(p token.Pos) int {
	i, found := slices.BinarySearch(ix.starts, p)
	if !found {
		i--
	}
	for i >= 0 && i+1 < len(ix.starts) && ix.starts[i+1] == p {
		i++
	}
	for i >= 0 && ix.ends[i] <= p {
		i = ix.parents[i]
	}
	return i
}

// pinned reports whether v is read where it stands even if a call follows in the same
// statement: the tag of a switch is copied before the cases are evaluated.
func (f *fn) pinned(v ssa.Value) bool {
	p := v.Pos()
	if !p.IsValid() {
		return false
	}
	ix := f.b.index(f.b.fset.File(p))
	if ix == nil {
		return false
	}
	for _, tag := range ix.tags {
		if tag.Pos() <= p && p < tag.End() {
			return true
		}
	}
	return false
}

// positions converts the positions of a function's instructions, n of a prologue first, and
// marks the first instruction of each statement.
func (b *builder) positions(f *ssa.Function, n int, list []token.Pos) []code.Pos {
	out := make([]code.Pos, n, n+len(list))
	start := b.pos(f.Pos())
	for i := range out {
		out[i] = start
	}
	var (
		lastPos token.Pos
		last    code.Pos
		stmt    = -1
		index   *stmtIndex
		file    *token.File
	)
	for _, p := range list {
		if p == lastPos {
			last.Stmt = false
			out = append(out, last)
			continue
		}
		lastPos = p
		last = b.pos(p)
		if p.IsValid() {
			if tf := b.fset.File(p); tf != file {
				file, index = tf, b.index(tf)
				stmt = -1
			}
			if index != nil {
				s := index.at(p)
				if s >= 0 && f.Syntax() != nil && index.starts[s] < f.Syntax().Pos() {
					s = -1 // the statement that a function literal is a part of
				}
				if s != stmt {
					stmt = s
					last.Stmt = s >= 0
				}
			}
		}
		out = append(out, last)
	}
	return out
}

// index returns the statements of a file; those of the library are kept between programs.
func (b *builder) index(tf *token.File) *stmtIndex {
	cache, file := b.spans, b.syntax[tf]
	s := b.stubs[tf]
	if s != nil {
		cache = s.indexes
	}
	if ix, ok := cache[tf]; ok {
		return ix
	}
	if s != nil {
		whole := *file // what is in it now may have been pruned
		whole.Decls = s.outline.decls[slices.Index(s.files, file)]
		file = &whole
	}
	var ix *stmtIndex
	if file != nil {
		ix = newStmtIndex(file)
	}
	cache[tf] = ix
	return ix
}

// scopeEnd returns the pc at which the scope of the variable declared at p ends.
func (b *builder) scopeEnd(f *ssa.Function, p token.Pos, from, end int32) int32 {
	pkg := pkgOf(f)
	if pkg == nil {
		return end
	}
	scope := pkg.Scope().Innermost(p)
	if scope == nil {
		return end
	}
	limit := b.fset.PositionFor(scope.End(), false)
	for pc := end - 1; pc >= from; pc-- {
		at := b.prog.Pos[pc]
		if at.Line != 0 && (int(at.Line) < limit.Line || int(at.Line) == limit.Line && int(at.Col) < limit.Column) {
			return pc + 1
		}
	}
	return from
}

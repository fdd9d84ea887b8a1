package program

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A loopSpan is a stretch of source that a loop repeats.
type loopSpan struct{ from, to token.Pos }

// depthAt returns how many loops of f are around a place in its source, plus 1.
//
// Models loopDepth, cmd/compile/internal/escape: each for statement counts, whether its body
// comes round again or not, and each label that a goto jumps back to, up to its block's end.
func (e *escape) depthAt(f *ssa.Function, p token.Pos) int {
	if !p.IsValid() {
		return unknownDepth
	}
	depth := 1
	for _, s := range e.loopsOf(f) {
		if s.from <= p && p < s.to {
			depth++
		}
	}
	return depth
}

// loopsOf returns the loops of a function, those of literals inside left out.
func (e *escape) loopsOf(f *ssa.Function) []loopSpan {
	syntax := f.Syntax()
	if syntax == nil {
		return nil
	}
	if list, ok := e.loops[syntax]; ok {
		return list
	}
	inner := map[ast.Node]bool{} // literals, and the loops whose bodies go/ssa makes functions of
	for _, lit := range f.AnonFuncs {
		inner[lit.Syntax()] = true
	}
	var list []loopSpan
	labels := map[string]loopSpan{}
	var stack []ast.Node
	ast.Inspect(syntax, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if _, isLit := n.(*ast.FuncLit); n != syntax && (isLit || inner[n]) {
			return false
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.ForStmt:
			from := n.For
			if n.Init != nil {
				from = n.Init.End()
			}
			list = append(list, loopSpan{from, n.End()})
		case *ast.RangeStmt:
			if n == syntax {
				break // a body that is a function: it is no loop of its own
			}
			if n.Key != nil {
				end := n.Key.End()
				if n.Value != nil {
					end = n.Value.End()
				}
				list = append(list, loopSpan{n.Key.Pos(), end})
			}
			list = append(list, loopSpan{n.Body.Pos(), n.End()})
		case *ast.LabeledStmt:
			labels[n.Label.Name] = loopSpan{n.Pos(), blockEnd(stack)}
		case *ast.BranchStmt:
			if n.Tok == token.GOTO {
				if s, ok := labels[n.Label.Name]; ok {
					list = append(list, s)
					delete(labels, n.Label.Name)
				}
			}
		}
		return true
	})
	e.loops[syntax] = list
	return list
}

// blockEnd returns the end of the innermost block of a stack of nodes.
func blockEnd(stack []ast.Node) token.Pos {
	for _, n := range slices.Backward(stack) {
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return n.End()
		}
	}
	return stack[0].End()
}

// byValue decides whether closures take a copy of a variable: it is small, nobody has its
// address, and no assignment can follow once a closure has captured it.
//
// Models flowClosure and reassigned, cmd/compile/internal/escape.
func (b *batch) byValue(l *location, bound ssa.Value) bool {
	v := bound
	for {
		fv, ok := v.(*ssa.FreeVar)
		if !ok {
			break
		}
		v = boundTo(fv)
	}
	if known, ok := b.e.copied[v]; ok {
		return known
	}
	// gc knows of addresses taken anywhere in the batch by now: see batch.run.
	yes := !l.addrTaken && l.result == 0 && sizeOf(pointee(v)) <= maxByValue && l.name != "" && !b.reassigned(l, v)
	b.e.copied[v] = yes
	return yes
}

// reassigned reports whether variable v, an Alloc or a loop variable's phi, may get another value
// after a closure has captured it.
func (b *batch) reassigned(l *location, v ssa.Value) bool {
	var captures []*ssa.MakeClosure
	var stores []*ssa.Store
	ok := true
	var look func(addr ssa.Value, inner bool)
	look = func(addr ssa.Value, inner bool) {
		for _, ref := range *addr.Referrers() {
			switch r := ref.(type) {
			case *ssa.Store:
				if r.Addr != addr {
					ok = false
				}
				if inner {
					ok = false
				}
				stores = append(stores, r)
			case *ssa.FieldAddr:
				look(r, inner)
			case *ssa.IndexAddr:
				if r.X == addr {
					look(r, inner)
				}
			case *ssa.MakeClosure:
				fn := r.Fn.(*ssa.Function)
				if fn.Parent() == nil {
					ok = false
					break
				}
				if !inner {
					captures = append(captures, r)
				}
				for i, x := range r.Bindings {
					if x == addr {
						look(fn.FreeVars[i], true)
					}
				}
			case *ssa.UnOp:
				if r.Op != token.MUL {
					ok = false
				}
			case *ssa.DebugRef:
			default:
				ok = false
			}
		}
	}
	look(v, false)
	if !ok || len(captures) == 0 {
		return true
	}
	later := stores[:0:0]
	for _, s := range stores {
		if !b.isInit(s, v) {
			later = append(later, s)
		}
	}
	if len(later) == 0 {
		return false
	}
	first := captures[0]
	for _, c := range captures {
		if sitePos(c) < sitePos(first) {
			first = c
		}
	}
	if b.e.depthAt(l.fn, sitePos(first)) != l.depth {
		return true
	}
	for _, s := range later {
		for _, c := range captures {
			if follows(s, c, v.(ssa.Instruction).Block()) {
				return true
			}
		}
	}
	return false
}

// isInit reports whether a store is the one that gives a new variable its value.
func (b *batch) isInit(s *ssa.Store, v ssa.Value) bool {
	if _, ok := s.Val.(*ssa.Parameter); ok {
		return true
	}
	a, ok := v.(*ssa.Alloc)
	if !ok || s.Block() != a.Block() {
		return false
	}
	span, ok := b.e.initOf(a)
	if !ok {
		return false
	}
	if p := s.Pos(); p.IsValid() {
		return span.from <= p && p <= span.to
	}
	return true
}

// initOf returns the statement that declares a variable and gives it a value.
func (e *escape) initOf(a *ssa.Alloc) (loopSpan, bool) {
	f := a.Parent()
	syntax := f.Syntax()
	if syntax == nil {
		return loopSpan{}, false
	}
	inits, ok := e.inits[syntax]
	if !ok {
		inits = map[token.Pos]loopSpan{}
		ast.Inspect(syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok == token.DEFINE {
					for _, x := range n.Lhs {
						inits[x.Pos()] = loopSpan{n.Pos(), n.End()}
					}
				}
			case *ast.ValueSpec:
				if len(n.Values) > 0 {
					for _, x := range n.Names {
						inits[x.Pos()] = loopSpan{n.Pos(), n.End()}
					}
				}
			case *ast.RangeStmt:
				for _, x := range []ast.Expr{n.Key, n.Value} {
					if x != nil && n.Tok == token.DEFINE {
						inits[x.Pos()] = loopSpan{n.Pos(), n.Body.Pos()}
					}
				}
			}
			return true
		})
		e.inits[syntax] = inits
	}
	span, ok := inits[a.Pos()]
	return span, ok
}

// follows reports whether a store may come after a capture in the life of a variable, which
// begins anew in the block that makes it.
func follows(s *ssa.Store, c *ssa.MakeClosure, made *ssa.BasicBlock) bool {
	if s.Block() == c.Block() && slices.Index(s.Block().Instrs, ssa.Instruction(s)) > slices.Index(c.Block().Instrs, ssa.Instruction(c)) {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{}
	var reach func(b *ssa.BasicBlock) bool
	reach = func(b *ssa.BasicBlock) bool {
		for _, n := range b.Succs {
			if n == made || seen[n] {
				continue
			}
			seen[n] = true
			if n == s.Block() || reach(n) {
				return true
			}
		}
		return false
	}
	return reach(c.Block())
}

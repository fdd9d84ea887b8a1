package program

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// maxByValue is the largest variable, in bytes, that a closure takes a copy of: the limit of
// the compiler (cmd/compile/internal/escape, flowClosure).
const maxByValue = 128

// byValue reports whether closures take a copy of variable a instead of its address: it is
// set once, right where it is declared, and after that only read, by the function and by the
// closures in it. Nobody can tell the copy from the variable.
//
// Models flowClosure, cmd/compile/internal/escape.
func (b *builder) byValue(a *ssa.Alloc) bool {
	if known, ok := b.copied[a]; ok {
		return known
	}
	b.copied[a] = sizeOf(elemType(a)) <= maxByValue && !strings.Contains(a.Comment, "$") && setOnce(a) && onlyRead(a)
	return b.copied[a]
}

// copies reports whether a closure's captured variable is a copy.
func (b *builder) copies(v *ssa.FreeVar) bool {
	switch outer := boundTo(v).(type) {
	case *ssa.Alloc:
		return b.byValue(outer)
	case *ssa.FreeVar:
		return b.copies(outer)
	}
	return false
}

// capturedType returns the type of what a closure holds of a captured variable: its own, of
// a copy, else its address's.
func (b *builder) capturedType(v *ssa.FreeVar) types.Type {
	if b.copies(v) {
		return v.Type().Underlying().(*types.Pointer).Elem()
	}
	return v.Type()
}

// boundTo returns the variable, or captured variable, of the function around that v stands
// for; nil if v is no variable's, as in the wrapper of a method value.
func boundTo(v *ssa.FreeVar) ssa.Value {
	f := v.Parent()
	if f.Parent() == nil {
		return nil
	}
	for _, ref := range *f.Referrers() {
		if mk, ok := ref.(*ssa.MakeClosure); ok {
			for i, fv := range f.FreeVars {
				if fv == v {
					return mk.Bindings[i]
				}
			}
		}
	}
	return nil
}

// setOnce reports whether the only store to a follows a in its block, before any closure
// captures a: a loop that comes there again makes a new variable.
func setOnce(a *ssa.Alloc) bool {
	var set *ssa.Store
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if s.Addr != a || set != nil {
				return false
			}
			set = s
		}
	}
	if set == nil || set.Block() != a.Block() {
		return false
	}
	captured := false
	for _, in := range a.Block().Instrs {
		if mk, ok := in.(*ssa.MakeClosure); ok {
			for _, bound := range mk.Bindings {
				captured = captured || bound == a
			}
		}
		if in == set {
			return !captured
		}
	}
	return false
}

// onlyRead reports whether nothing but loads and captures use an address, the store that
// sets it once left out.
func onlyRead(addr ssa.Value) bool {
	for _, ref := range *addr.Referrers() {
		switch r := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if _, ok := addr.(*ssa.Alloc); !ok || r.Addr != addr || r.Val == addr {
				return false
			}
		case *ssa.UnOp:
			if r.Op != token.MUL {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyRead(r) {
				return false
			}
		case *ssa.MakeClosure:
			inner, ok := r.Fn.(*ssa.Function)
			if !ok || inner.Parent() == nil {
				return false
			}
			for i, bound := range r.Bindings {
				if bound == addr && !onlyRead(inner.FreeVars[i]) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

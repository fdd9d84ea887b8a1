package program

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// maxByValue is the largest variable, in bytes, that a closure takes a copy of: the limit of
// the compiler (cmd/compile/internal/escape, flowClosure).
const maxByValue = 128

// copiedVar reports whether closures take a copy of a variable: an Alloc, or the phi of a loop's.
func (b *builder) copiedVar(v ssa.Value) bool {
	b.esc.of(v)
	return b.esc.copied[v]
}

// copies reports whether a closure's captured variable is a copy.
func (b *builder) copies(v *ssa.FreeVar) bool {
	switch outer := boundTo(v).(type) {
	case *ssa.Alloc, *ssa.Phi:
		return b.copiedVar(outer)
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

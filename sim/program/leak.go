package program

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A variable whose address is only passed to functions that do no more with it than load,
// store and compare can stay in its frame, as it does in the gc compiler's: the callees are
// gone before it is. All accesses go by the address then, since a callee may change it.

// leaks reports whether an address may be kept by somebody beyond the function that has
// it. Whatever is not known to be harmless leaks.
func (b *builder) leaks(addr ssa.Value) bool {
	for _, ref := range *addr.Referrers() {
		switch r := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if r.Val == addr && !b.isHarmlessCopy(r) {
				return true
			}
		case *ssa.UnOp:
			if r.Op != token.MUL {
				return true
			}
		case *ssa.BinOp: // a comparison
		case *ssa.FieldAddr:
			if b.leaks(r) {
				return true
			}
		case *ssa.IndexAddr:
			if r.X != addr || b.leaks(r) {
				return true
			}
		case *ssa.ChangeType:
			if b.leaks(r) {
				return true
			}
		case *ssa.Call:
			if b.callLeaks(r, addr) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// isHarmlessCopy reports whether s keeps a parameter in its variable, from where it does
// not leak.
func (b *builder) isHarmlessCopy(s *ssa.Store) bool {
	a, ok := s.Addr.(*ssa.Alloc)
	if _, isParam := s.Val.(*ssa.Parameter); !ok || !isParam {
		return false
	}
	for _, ref := range *a.Referrers() {
		switch r := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if r.Addr != a {
				return false
			}
		case *ssa.UnOp:
			if r.Op != token.MUL || b.leaks(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// callLeaks reports whether a call may keep addr, one of its operands.
func (b *builder) callLeaks(c *ssa.Call, addr ssa.Value) bool {
	if bi, ok := c.Call.Value.(*ssa.Builtin); ok {
		return bi.Name() != "ssa:wrapnilchk" || c.Call.Args[0] != addr || b.leaks(c)
	}
	callee := b.static(c.Call.Value)
	if c.Call.IsInvoke() || callee == nil || len(callee.Blocks) > 0 && len(callee.Params) != len(c.Call.Args) {
		return true
	}
	for i, a := range c.Call.Args {
		if a == addr && b.paramLeaks(callee, i) {
			return true
		}
	}
	return false
}

// paramLeaks reports whether a function may keep its i-th argument, an address. Of natives
// only the atomic operations are known not to.
func (b *builder) paramLeaks(f *ssa.Function, i int) bool {
	if len(f.Blocks) == 0 {
		return pkgPath(f) != "sync/atomic"
	}
	p := f.Params[i]
	leak, known := b.leaky[p]
	if !known {
		b.leaky[p] = true // so that recursion leaks
		leak = b.leaks(p)
		b.leaky[p] = leak
	}
	return leak
}

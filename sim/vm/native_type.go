package vm

import (
	"slices"
	"strings"

	"gopherscope/sim/code"
)

// More natives of package internal/rt, which package reflect is built on: questions about
// types, and variables of any type.

func init() {
	typ := func(name string, f func(v *VM, t *code.Type, w []uint64) uint64) {
		inlines["internal/rt."+name] = func(v *VM, _ *context, at int) Stop {
			w := v.mem.W[at:]
			w[0] = f(v, &v.prog.Types[w[0]], w)
			return running
		}
	}
	typ("FieldOffset", func(_ *VM, t *code.Type, w []uint64) uint64 { return uint64(t.Fields[w[1]].Offset) })
	typ("FieldEmbedded", func(_ *VM, t *code.Type, w []uint64) uint64 { return bit(t.Fields[w[1]].Embedded) })
	typ("TypeLen", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Len) })
	typ("ChanDir", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Dir) })
	typ("Direct", func(_ *VM, t *code.Type, _ []uint64) uint64 { return bit(t.Direct) })
	typ("PtrTo", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.PtrTo) })
	typ("NumMethod", func(v *VM, t *code.Type, _ []uint64) uint64 { return uint64(len(v.exported(t))) })
	typ("Implements", func(v *VM, _ *code.Type, w []uint64) uint64 {
		return bit(v.implements(code.TypeID(w[0]), code.TypeID(w[1])).ok)
	})
	inlines["internal/rt.MethodName"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W
		s, ok := v.newString(v.exported(&v.prog.Types[w[at]])[w[at+1]])
		if !ok {
			return v.starve(c)
		}
		copy(v.mem.W[at:], s[:])
		return v.allocated(c, c.pc+1)
	}
	inlines["internal/rt.At"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		w[at], w[at+1] = v.part(code.TypeID(w[at]), w[at+1])
		return running
	}
	inlines["internal/rt.New"] = func(v *VM, c *context, at int) Stop {
		a := v.heap.Alloc(code.TypeID(v.mem.W[at]), int64(v.mem.W[at+1]))
		if a == 0 {
			return v.starve(c)
		}
		v.mem.W[at] = a
		return v.allocated(c, c.pc+1)
	}
	inlines["internal/rt.Move"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		v.mem.Move(w[at+1], w[at+2], v.types[w[at]].size)
		return running
	}
}

// exported returns the exported names of a type's method set in their order.
func (v *VM) exported(t *code.Type) []string {
	var names []string
	for _, m := range t.Methods {
		if name := v.prog.Methods[m.ID]; !strings.Contains(name, ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

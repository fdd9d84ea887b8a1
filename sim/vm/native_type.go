package vm

import (
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
	typ("Align", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Align) })
	typ("Identical", func(v *VM, _ *code.Type, w []uint64) uint64 {
		return bit(v.identical(code.TypeID(w[0]), code.TypeID(w[1]), w[2] != 0))
	})
	typ("NumParam", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(len(t.Params)) })
	typ("NumResult", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(len(t.Results)) })
	typ("Param", func(_ *VM, t *code.Type, w []uint64) uint64 { return uint64(t.Params[w[1]]) })
	typ("Result", func(_ *VM, t *code.Type, w []uint64) uint64 { return uint64(t.Results[w[1]]) })
	typ("Variadic", func(_ *VM, t *code.Type, _ []uint64) uint64 { return bit(t.Variadic) })
	typ("OfElem", func(v *VM, _ *code.Type, w []uint64) uint64 {
		return uint64(v.ofElem(code.Kind(w[1]), code.TypeID(w[0]), int64(w[2])))
	})
	typ("MapOf", func(v *VM, _ *code.Type, w []uint64) uint64 {
		return uint64(v.mapOf(code.TypeID(w[0]), code.TypeID(w[1])))
	})
	inlines["internal/rt.FuncOf"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W[at:]
		ids := func(a, n uint64) []code.TypeID {
			var list []code.TypeID
			for i := range n {
				list = append(list, code.TypeID(v.mem.LoadN(a+i*4, 4)))
			}
			return list
		}
		w[0] = uint64(v.funcOf(ids(w[0], w[1]), ids(w[3], w[4]), w[6] != 0))
		return running
	}
	inlines["internal/rt.StructOf"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W[at:]
		const words = 8 // of a StructField: name, path, tag, type, embedded
		var fields []code.Field
		for i := range w[1] {
			f := v.mem.W[w[0]/8+i*words:][:words]
			fields = append(fields, code.Field{
				Name: v.text(f[0], f[1]), Pkg: v.text(f[2], f[3]), Tag: v.text(f[4], f[5]), Type: code.TypeID(f[6]), Embedded: f[7]&1 != 0,
			})
		}
		w[0] = uint64(v.structOf(fields))
		return running
	}
	typ("Implements", func(v *VM, _ *code.Type, w []uint64) uint64 {
		return bit(v.implements(code.TypeID(w[0]), code.TypeID(w[1])).ok)
	})
	inlines["internal/rt.FieldPkg"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W
		s, ok := v.newString(v.prog.Types[w[at]].Fields[w[at+1]].Pkg)
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
		v.work(v.types[w[at]].size * w[at+3])
		v.move(w[at+1], w[at+2], code.TypeID(w[at]), w[at+3])
		return running
	}
	inlines["internal/rt.Zero"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		v.work(v.types[w[at]].size * w[at+2])
		v.zero(w[at+1], code.TypeID(w[at]), w[at+2])
		return running
	}
	inlines["internal/rt.GrowCap"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W[at:]
		t, want, size := w[0], w[1], v.types[w[0]].size
		switch {
		case tooLarge(want, size):
			return v.raise(c, code.FaultGrowSlice)
		case size == 0:
			w[0] = want
		default:
			w[0] = grownCap(int64(want), int64(w[2]), size, len(v.prog.Types[t].Ptrs) == 0)
		}
		return running
	}

	inlines["internal/rt.MapMake"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W[at:]
		m, ok := v.newMap(code.TypeID(w[0]), int64(w[1]), 0)
		if !ok {
			return v.starve(c)
		}
		v.mem.W[at] = m
		return v.allocated(c, c.pc+1)
	}
	inlines["internal/rt.MapGet"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W[at:]
		t := code.TypeID(w[0])
		entry, bad := v.mapFind(w[1], t, w[2])
		if bad != 0 {
			return v.raiseName(c, code.FaultHash, bad)
		}
		if entry != 0 {
			entry += v.elemOffset(t)
		}
		w[0] = entry
		return running
	}
	inlines["internal/rt.MapSet"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W[at:]
		t, m := code.TypeID(w[0]), w[1]
		if m == 0 {
			return v.raise(c, code.FaultNilMap)
		}
		entry, bad := v.mapPut(m, t, w[2])
		if bad != 0 {
			return v.raiseName(c, code.FaultHash, bad)
		}
		if entry == 0 {
			return v.starve(c)
		}
		v.move(entry+v.elemOffset(t), v.mem.W[at+3], v.prog.Types[t].Elem, 1)
		return v.allocated(c, c.pc+1)
	}
	inlines["internal/rt.MapDelete"] = func(v *VM, c *context, at int) Stop {
		w := v.mem.W[at:]
		if bad := v.mapDelete(w[1], code.TypeID(w[0]), w[2]); bad != 0 {
			return v.raiseName(c, code.FaultHash, bad)
		}
		return running
	}
	inlines["internal/rt.MapClear"] = func(v *VM, _ *context, at int) Stop {
		if w := v.mem.W[at:]; w[1] != 0 {
			v.mapClear(w[1], code.TypeID(w[0]))
		}
		return running
	}
	inlines["internal/rt.MapIter"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W[at:]
		if v.wb != nil {
			v.bulk(w[0], 0, v.words, itPointers)
		}
		v.mapIter(int(w[0]/8), w[1])
		if v.wb != nil {
			v.bulk(w[0], w[0], v.words, itPointers) // what was written
		}
		v.mem.MarkDirty(w[0], itWords*8)
		return running
	}
	inlines["internal/rt.MapNext"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W[at:]
		t, it := code.TypeID(w[0]), w[1]
		v.mem.MarkDirty(it, itWords*8)
		w[0], w[1] = v.mapNext(int(it/8), t)
		if w[1] != 0 {
			w[1] += v.elemOffset(t)
		}
		return running
	}
}

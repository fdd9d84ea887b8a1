package vm

import (
	"strings"

	"gopherscope/sim/code"
)

// The natives of package internal/rt, which answers the library's questions about values. A
// value is an interface, and a part of one is an interface that aliases the whole.

func init() {
	rt := func(name string, f func(v *VM, w []uint64) uint64) {
		inlines["internal/rt."+name] = func(v *VM, _ *context, at int) Stop {
			v.mem.W[at] = f(v, v.mem.W[at:])
			return running
		}
	}
	typ := func(name string, f func(v *VM, t *code.Type, w []uint64) uint64) {
		rt(name, func(v *VM, w []uint64) uint64 { return f(v, &v.prog.Types[w[0]], w) })
	}
	text := func(name string, f func(v *VM, t *code.Type, i uint64) string) {
		inlines["internal/rt."+name] = func(v *VM, c *context, at int) Stop {
			w := v.mem.W
			s, ok := v.newString(f(v, &v.prog.Types[w[at]], w[at+1]))
			if !ok {
				return v.starve(c)
			}
			copy(v.mem.W[at:], s[:])
			return v.allocated(c, c.pc+1)
		}
	}
	part := func(name string, f func(v *VM, w []uint64) (typ, data uint64)) {
		inlines["internal/rt."+name] = func(v *VM, _ *context, at int) Stop {
			w := v.mem.W
			w[at], w[at+1] = f(v, w[at:])
			return running
		}
	}

	rt("TypeOf", func(_ *VM, w []uint64) uint64 { return w[0] })
	typ("KindOf", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Kind) })
	typ("BasicKind", func(_ *VM, t *code.Type, _ []uint64) uint64 {
		if t.Named && t.Pkg == "" && (t.Kind <= code.KindComplex128 || t.Kind == code.KindString) {
			return uint64(t.Kind)
		}
		return 0
	})
	typ("TypeKind", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Kind) })
	typ("Named", func(_ *VM, t *code.Type, _ []uint64) uint64 { return bit(t.Named) })
	typ("Size", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Size) })
	typ("Elem", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Elem) })
	typ("Key", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(t.Key) })
	rt("Comparable", func(v *VM, w []uint64) uint64 { return bit(v.types[w[0]].eq != eqNever) })
	typ("NumField", func(_ *VM, t *code.Type, _ []uint64) uint64 { return uint64(len(t.Fields)) })
	typ("FieldType", func(_ *VM, t *code.Type, w []uint64) uint64 { return uint64(t.Fields[w[1]].Type) })
	typ("FieldExported", func(_ *VM, t *code.Type, w []uint64) uint64 { return bit(t.Fields[w[1]].Pkg == "") })
	text("TypeName", func(_ *VM, t *code.Type, _ uint64) string { return t.Name })
	text("PkgPath", func(_ *VM, t *code.Type, _ uint64) string { return t.Pkg })
	text("FieldName", func(_ *VM, t *code.Type, i uint64) string { return t.Fields[i].Name })
	text("FieldTag", func(_ *VM, t *code.Type, i uint64) string { return t.Fields[i].Tag })

	rt("AsInt", func(v *VM, w []uint64) uint64 { return v.scalar(w) })
	rt("AsUint", func(v *VM, w []uint64) uint64 { return v.scalar(w) })
	rt("AsFloat", func(v *VM, w []uint64) uint64 {
		if v.prog.Types[w[0]].Kind == code.KindFloat32 {
			return w64(float64(f32(v.scalar(w))))
		}
		return v.scalar(w)
	})
	part("AsComplex", func(v *VM, w []uint64) (re, im uint64) {
		if v.prog.Types[w[0]].Kind == code.KindComplex64 {
			return w64(float64(f32(v.mem.LoadN(w[1], 4)))), w64(float64(f32(v.mem.LoadN(w[1]+4, 4))))
		}
		return v.mem.Load(w[1]), v.mem.Load(w[1] + 8)
	})
	part("AsString", func(v *VM, w []uint64) (addr, n uint64) { return v.mem.Load(w[1]), v.mem.Load(w[1] + 8) })
	inlines["internal/rt.AsBytes"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		t, a := &v.prog.Types[w[at]], w[at+1]
		if t.Kind == code.KindSlice {
			copy(w[at:at+3], w[a/8:a/8+3])
		} else {
			w[at], w[at+1], w[at+2] = a, uint64(t.Len), uint64(t.Len)
		}
		return running
	}
	typ("Len", func(v *VM, t *code.Type, w []uint64) uint64 {
		switch t.Kind {
		case code.KindArray:
			return uint64(t.Len)
		case code.KindMap:
			if w[1] == 0 {
				return 0
			}
			return v.header(w[1])[hdrCount]
		case code.KindChan:
			return v.chanLen(w[1])
		}
		return v.mem.Load(w[1] + 8) // of a string or slice
	})
	typ("Cap", func(v *VM, t *code.Type, w []uint64) uint64 {
		switch t.Kind {
		case code.KindArray:
			return uint64(t.Len)
		case code.KindChan:
			return v.chanCap(w[1])
		}
		return v.mem.Load(w[1] + 16)
	})
	part("Index", func(v *VM, w []uint64) (typ, data uint64) {
		t := &v.prog.Types[w[0]]
		if t.Direct {
			return uint64(t.Elem), w[1]
		}
		base := w[1]
		if t.Kind == code.KindSlice {
			base = v.mem.Load(base)
		}
		return v.part(t.Elem, base+w[2]*v.types[t.Elem].size)
	})
	part("Field", func(v *VM, w []uint64) (typ, data uint64) {
		t := &v.prog.Types[w[0]]
		f := &t.Fields[w[2]]
		if t.Direct {
			return uint64(f.Type), w[1]
		}
		return v.part(f.Type, w[1]+uint64(f.Offset))
	})
	part("Deref", func(v *VM, w []uint64) (typ, data uint64) { return v.part(v.prog.Types[w[0]].Elem, w[1]) })
	rt("Same", func(_ *VM, w []uint64) uint64 { return bit(w[0] == w[2] && w[1] == w[3]) })
	rt("Assign", func(v *VM, w []uint64) uint64 { return bit(v.assign(w)) })
	inlines["internal/rt.Entries"] = entries
	inlines["internal/rt.Swap"] = swap
	rt("FindByte", func(v *VM, w []uint64) uint64 { return uint64(v.find(w[0], w[1], string([]byte{byte(w[2])}))) })
	rt("Find", func(v *VM, w []uint64) uint64 { return uint64(v.find(w[0], w[1], v.text(w[2], w[3]))) })
}

// scalar returns the value of an interface that holds one of at most a word.
func (v *VM) scalar(w []uint64) uint64 {
	t := code.TypeID(w[0])
	if v.prog.Types[t].Direct {
		return w[1]
	}
	return v.types[t].form.extend(v.mem.W[w[1]>>3] >> (w[1] & 7 * 8))
}

// part returns the value of type t at address a as an interface that aliases it, or as its
// content if it is an interface itself.
func (v *VM) part(t code.TypeID, a uint64) (typ, data uint64) {
	switch typ := &v.prog.Types[t]; {
	case typ.Kind == code.KindInterface:
		return v.mem.Load(a), v.mem.Load(a + 8)
	case typ.Direct:
		return uint64(t), v.mem.Load(a)
	}
	return uint64(t), a
}

// assign does Assign(dst, v any): dst's words are w[0] and w[1], v's the next two.
func (v *VM) assign(w []uint64) bool {
	dst, have, data := v.prog.Types[w[0]].Elem, code.TypeID(w[2]), w[3]
	switch typ := &v.prog.Types[dst]; {
	case typ.Kind == code.KindInterface:
		if have == 0 || !v.implements(have, dst).ok {
			return false
		}
		v.mem.Store(w[1], uint64(have))
		v.storePointer(w[1]+8, data)
	case have != dst:
		return false
	case typ.Direct:
		v.storePointer(w[1], data)
	default:
		v.move(w[1], data, dst, 1)
	}
	return true
}

// entries does Entries(v any) (keys, elems []any).
func entries(v *VM, c *context, at int) Stop {
	w := v.mem.W
	t, m := code.TypeID(w[at]), w[at+1]
	clear(w[at : at+6])
	n := uint64(0)
	if m != 0 {
		if v.header(m)[hdrWriting] != 0 {
			w[at], w[at+1] = uint64(t), m
			return v.raise(c, code.FaultMapIter)
		}
		n = v.header(m)[hdrCount]
	}
	if n == 0 {
		return running
	}
	keys, elems := v.heap.Alloc(v.anyType, int64(n)), v.heap.Alloc(v.anyType, int64(n))
	if keys == 0 || elems == 0 {
		v.mem.W[at], v.mem.W[at+1] = uint64(t), m // to be asked again
		return v.starve(c)
	}
	typ := &v.prog.Types[t]
	h := *v.header(m)
	to := uint64(0)
	set := func(slice uint64, t code.TypeID, a uint64) {
		typ, data := v.part(t, a)
		v.mem.Store(slice+to*16, typ)
		v.storePointer(slice+to*16+8, data)
	}
	for i := range h[hdrUsed] {
		if v.mark(h[hdrMarks], i) == 0 {
			continue
		}
		a := v.entry(m, t, i)
		set(keys, typ.Key, a)
		set(elems, typ.Elem, a+v.elemOffset(t))
		to++
	}
	v.work(n * 32)
	copy(v.mem.W[at:], []uint64{keys, n, n, elems, n, n})
	return v.allocated(c, c.pc+1)
}

// swap does Swap(v any, i, j int): it exchanges two elements of a slice.
func swap(v *VM, c *context, at int) Stop {
	w := v.mem.W
	header, i, j := w[at+1]/8, w[at+2], w[at+3]
	base, n := w[header], w[header+1]
	if k := max(i, j); k >= n {
		return v.raise(c, code.FaultIndex, k, n)
	}
	elem := v.prog.Types[w[at]].Elem
	size := v.types[elem].size
	a, b := base+i*size, base+j*size
	if v.wb != nil {
		v.bulk(a, b, elem, 1)
		v.bulk(b, a, elem, 1)
	}
	x, y := v.bytes(a, size), v.bytes(b, size)
	v.writeBytes(a, y)
	v.writeBytes(b, x)
	return running
}

// find returns the index of the first sub in the n bytes at address a, or -1. It looks at a
// block at a time, so that finding something near costs little.
func (v *VM) find(a, n uint64, sub string) int {
	const block = 1024
	more := max(uint64(len(sub)), 1) - 1 // of the next block, where sub may end
	for from := uint64(0); from <= n; from += block {
		if i := strings.Index(v.text(a+from, min(n-from, block+more)), sub); i >= 0 {
			v.work(from + uint64(i))
			return int(from) + i
		}
	}
	v.work(n)
	return -1
}

// chanTimer is the offset of the word of a channel's header that holds its timer's address.
const chanTimer = 40

// chanLen and chanCap read the first two words of a channel, which are hchan's qcount and
// dataqsiz (runtime/chan.go); a nil channel has neither, and the channel of a
// timer shows neither.
func (v *VM) chanLen(ch uint64) uint64 {
	if ch == 0 || v.mem.Load(ch+chanTimer) != 0 {
		return 0
	}
	return v.mem.Load(ch)
}

func (v *VM) chanCap(ch uint64) uint64 {
	if ch == 0 || v.mem.Load(ch+chanTimer) != 0 {
		return 0
	}
	return v.mem.Load(ch + 8)
}

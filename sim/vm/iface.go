package vm

import (
	"cmp"
	"slices"

	"gopherscope/sim/code"
)

// An ifaceKey asks whether a type has the methods of an interface; an itab is the answer.
type ifaceKey struct{ concrete, iface code.TypeID }

type itab struct {
	ok      bool
	missing code.MethodID // the first method that is missing, if not ok
}

// A methodEntry remembers which function a method of a type is.
type methodEntry struct {
	typ    code.TypeID
	method code.MethodID
	fn     code.FuncID
}

// implements reports whether the concrete type has the methods of the interface type.
//
// Models itabInit, runtime/iface.go. The table of answers is no state: it only saves work.
func (v *VM) implements(concrete, iface code.TypeID) itab {
	key := ifaceKey{concrete, iface}
	if tab, ok := v.cache[key]; ok {
		return tab
	}
	tab := itab{ok: true}
	for _, want := range v.prog.Types[iface].Methods {
		if m, ok := v.method(concrete, want.ID); !ok || m.Type != want.Type {
			tab = itab{missing: want.ID}
			break
		}
	}
	v.cache[key] = tab
	return tab
}

// method finds a method of a type.
func (v *VM) method(t code.TypeID, id code.MethodID) (code.Method, bool) {
	ms := v.prog.Types[t].Methods
	i, ok := slices.BinarySearchFunc(ms, id, func(m code.Method, id code.MethodID) int { return cmp.Compare(m.ID, id) })
	if !ok {
		return code.Method{}, false
	}
	return ms[i], true
}

// callMethod executes OpCallI: the data word becomes argument 0.
func (v *VM) callMethod(c *context, in code.Instr, id code.MethodID, r *[window]uint64, next int32) Stop {
	t, data := code.TypeID(r[in.B]), r[in.B+1]
	if t == 0 {
		const fun = 24 // offset of the first method in an itab (internal/abi)
		return v.raise(c, code.FaultNil, fun+8*uint64(v.plain[next-1].A))
	}
	e := &v.methods[(uint32(t)*31+uint32(id))%uint32(len(v.methods))]
	if e.typ != t || e.method != id {
		m, ok := v.method(t, id)
		if !ok {
			panic("vm: " + v.prog.Types[t].Name + " has no method " + v.prog.Methods[id])
		}
		*e = methodEntry{t, id, m.Func}
	}
	old := stackOf(c)
	if stop := v.callFunc(c, e.fn, in.A, next); stop != running {
		return stop
	}
	v.mem.W[c.fp] = old.moved(c, data)
	return running
}

// box executes OpBox: a value becomes an interface. Direct types stand in the data word
// itself, small integers point into a table, and everything else is copied to the heap.
//
// Models convT and convT64, runtime/iface.go.
func (v *VM) box(c *context, in code.Instr, t code.TypeID) Stop {
	info := &v.types[t]
	src := int(c.fp) + int(in.B)
	data := v.mem.W[src]
	next := c.pc + 2
	switch {
	case v.prog.Types[t].Direct:
	case v.prog.Small != 0 && info.size == 0:
		data = v.prog.Small
	case v.prog.Small != 0 && info.form != formBlock && data&(1<<(info.size*8)-1) < 256:
		data = v.prog.Small + data&255*8
	case v.prog.Small != 0 && info.words == 1 && info.size == 1:
		data = v.prog.Small + data&255*8
	default:
		a := v.heap.Alloc(t, 1)
		if a == 0 {
			return v.starve(c)
		}
		v.store(a, src, t)
		v.reg(in.A, uint64(t))
		v.reg(in.A+1, a)
		return v.allocated(c, next)
	}
	v.reg(in.A, uint64(t))
	v.reg(in.A+1, data)
	c.pc = next
	return running
}

// ifaceOp executes the type tests.
func (v *VM) ifaceOp(ins []code.Instr, in code.Instr, c *context, r *[window]uint64) Stop {
	t, data := code.TypeID(r[in.B]), r[in.B+1]
	want := code.TypeID(ins[c.pc+1].D())
	switch in.Op {
	case code.OpTypeIs:
		r[in.A] = bit(t == want)
		c.pc += 2
		return running
	case code.OpImplements:
		r[in.A] = bit(t != 0 && v.implements(t, want).ok)
		c.pc += 2
		return running
	}
	commaOk := in.C == 1
	if v.prog.Types[want].Kind == code.KindInterface {
		tab := itab{}
		if t != 0 {
			tab = v.implements(t, want)
		}
		if !tab.ok {
			if !commaOk {
				return v.raiseAssert(c, "interface", t, want, tab)
			}
			t, data = 0, 0
		}
		r[in.A], r[in.A+1] = uint64(t), data
		if commaOk {
			r[in.A+2] = bit(tab.ok)
		}
		c.pc += 3
		return running
	}
	info := &v.types[want]
	dst := int(c.fp) + int(in.A)
	switch {
	case t != want:
		if !commaOk {
			return v.raiseAssert(c, v.prog.Types[ins[c.pc+2].D()].Name, t, want, itab{ok: true})
		}
		clear(v.mem.W[dst : dst+info.words])
	case v.prog.Types[want].Direct:
		r[in.A] = data
	default:
		v.load(dst, data, want)
	}
	if commaOk {
		v.mem.W[dst+info.words] = bit(t == want)
	}
	c.pc += 3
	return running
}

// raiseAssert raises the fault of a failed type assertion, with the names its text needs.
func (v *VM) raiseAssert(c *context, iface string, concrete, asserted code.TypeID, tab itab) Stop {
	var names [4]string
	names[0] = iface
	if concrete != 0 {
		names[1] = v.prog.Types[concrete].Name
		if !tab.ok {
			names[3] = v.prog.Methods[tab.missing]
			if i := lastDot(names[3]); i >= 0 {
				names[3] = names[3][i+1:]
			}
		}
	}
	names[2] = v.prog.Types[asserted].Name
	if tab.ok && names[1] == names[2] {
		names[2] += " (types from different scopes)"
	}
	var args []uint64
	for _, s := range names {
		words, ok := v.newString(s)
		if !ok {
			return v.starve(c)
		}
		args = append(args, words[0], words[1])
	}
	return v.raise(c, code.FaultAssert, args...)
}

// lastDot returns the index of the last dot of s, or -1.
func lastDot(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return i
		}
	}
	return -1
}

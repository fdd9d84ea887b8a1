package vm

import (
	"gopherscope/sim/code"
)

// request decodes the instruction that the goroutine in slot stands at: see Request.
func (v *VM) request(slot int32) *Request {
	c := v.ctx.Get(int(slot))
	fp := int(c.fp)
	r := (*[window]uint64)(v.mem.W[fp : fp+window])
	in := v.plain[c.pc]
	q := &v.req // fields that do not count for the operation keep what they held
	q.Op, q.PC = in.Op, c.pc
	addr := func(x uint16) uint64 { return uint64(fp+int(x)) * 8 }
	var x code.Instr
	if int(c.pc)+1 < len(v.plain) {
		x = v.plain[c.pc+1]
	}
	switch in.Op {
	case code.OpGo:
		q.Fn, q.Closure = code.FuncID(x.D()), 0
		if q.Fn == 0 {
			q.Closure = r[in.B]
			q.Fn = code.FuncID(v.mem.Load(q.Closure))
		}
		q.Args = append(q.Args[:0], r[in.A:int(in.A)+int(in.C)]...)
	case code.OpMkChan:
		q.Elem, q.Size = code.TypeID(x.D()), int64(r[in.B])
	case code.OpSend:
		q.Chan, q.Val, q.Elem = r[in.A], addr(in.B), code.TypeID(x.D())
	case code.OpRecv:
		q.Chan, q.Val, q.Elem = r[in.B], addr(in.A), code.TypeID(x.D())
	case code.OpClose:
		q.Chan = r[in.A]
	case code.OpSelect:
		sel := &v.prog.Selects[in.D()]
		q.Default, q.Cases = sel.Default, q.Cases[:0]
		for _, k := range sel.Cases {
			one := SelectCase{Send: k.Send, Chan: r[k.Chan], Elem: k.Elem}
			if k.Val != code.NoReg {
				one.Val = addr(k.Val)
			}
			q.Cases = append(q.Cases, one)
		}
	case code.OpNative:
		n := &v.prog.Natives[in.D()]
		q.Native, q.Name = in.D(), n.Name
		q.Args = append(q.Args[:0], r[in.A:int(in.A)+v.natives[in.D()].paramWords]...)
	}
	return q
}

// conclude completes a send or a receive: see Conclude.
func (v *VM) conclude(slot int32, ok bool) bool {
	c := v.ctx.At(int(slot))
	in := v.plain[c.pc]
	switch in.Op {
	case code.OpSend:
	case code.OpRecv:
		t := code.TypeID(v.plain[c.pc+1].D())
		at := int(c.fp) + int(in.A)
		v.widen(at, t) // on pages that the value's arrival has marked
		if in.C == 1 {
			v.mem.Store(uint64(at+v.types[t].words)*8, bit(ok))
		}
	default:
		return false
	}
	c.pc += 2
	c.starved = false
	return true
}

// finish completes the request of the goroutine in slot: see Return.
func (v *VM) finish(slot int32, words []uint64) {
	c := v.ctx.At(int(slot))
	in := v.plain[c.pc]
	next := c.pc + 1
	v.markFrame(c)
	fp := int(c.fp)
	r := (*[window]uint64)(v.mem.W[fp : fp+window])
	switch in.Op {
	case code.OpGo:
		next++
	case code.OpMkChan:
		r[in.A] = words[0]
		next++
	case code.OpSend, code.OpRecv:
		v.conclude(slot, len(words) > 0 && words[0] != 0)
		return
	case code.OpSelect:
		r[in.A], r[in.A+1] = words[0], words[1]
		if i := int64(words[0]); i >= 0 {
			if k := v.prog.Selects[in.D()].Cases[i]; !k.Send && k.Val != code.NoReg {
				v.widen(fp+int(k.Val), k.Elem)
			}
		}
	case code.OpNative:
		copy(r[in.A:], words)
	}
	c.pc = next
	c.starved = false
}

// widen brings a value that was stored packed into registers into canonical form.
func (v *VM) widen(at int, t code.TypeID) {
	switch info := &v.types[t]; info.form {
	case formBlock:
		if rest := info.size & 7; rest != 0 {
			v.mem.W[at+info.words-1] &= 1<<(rest*8) - 1
		}
	default:
		v.mem.W[at] = info.form.extend(v.mem.W[at])
	}
}

// throw makes the goroutine in slot raise a fault when it next runs: see Throw.
func (v *VM) throw(slot int32, f code.Fault, args []uint64) {
	c := v.ctx.At(int(slot))
	v.raise(c, f, args...)
}

// push makes the goroutine in slot call fn when it next runs: see Call.
func (v *VM) push(slot int32, fn code.FuncID, closure uint64, args []uint64) {
	c := v.ctx.At(int(slot))
	v.shadeArgs(fn, closure, args)
	if !v.call(c, fn, closure, args, c.pc, headerAt) {
		v.overflow(c)
	}
}

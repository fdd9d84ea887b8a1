package sim

import (
	"cmp"
	"go/token"
	"iter"
	"slices"
	"strconv"
	"strings"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
	"gopherscope/sim/vm"
)

// How much a probe writes out: nobody reads more at a glance.
const (
	probeElems  = 8   // elements of a slice, array or map on one line
	probeInside = 100 // … a line each
	probeText   = 60  // bytes of a string
	probeLine   = 90  // bytes of a line
	probeDepth  = 3   // levels of structs and pointers on one line
	probeDefers = 50  // deferred calls of a frame
	probeFrames = 100 // frames of a goroutine: one that recurses without end has a million
	probeSearch = 256 // goroutines whose variables are searched for a name
)

// Probe returns what answers questions about the machine at this instant. It is stale after
// the machine has run on.
func (mc *Machine) Probe() view.Probe { return probe{mc: mc} }

type probe struct {
	mc   *Machine
	args []uint64 // of a deferred call: they are in no memory, and read at argsAt
}

// PC implements view.Probe.
func (pr probe) PC(g trace.GoID) int32 {
	if slot, ok := pr.mc.slotOf(g); ok {
		return pr.mc.vm.UserPC(slot)
	}
	return 0
}

// Frames implements view.Probe.
func (pr probe) Frames(g trace.GoID) []view.Frame {
	slot, ok := pr.mc.slotOf(g)
	if !ok {
		return nil
	}
	base, _ := pr.mc.vm.Stack(slot)
	defers, panics := pr.deferred(slot), slices.Collect(pr.mc.vm.Panics(slot))
	var frames []view.Frame
	dying := false // nobody has recovered: the panic is about to be printed
	for f := range pr.mc.vm.Frames(slot) {
		vf := view.Frame{ID: f.FP - base, Deferred: f.Defer, Gone: dying && !f.Panic}
		if f.Func != 0 && f.Func == pr.mc.prog.Faults[code.FaultUnhandled] {
			dying, vf.Deferred = true, false
		}
		for _, p := range panics {
			vf.Gone = vf.Gone || !p.Goexit && f.FP < p.FP && f.FP > p.Reached
		}
		switch fn := &pr.mc.prog.Funcs[f.Func]; {
		case f.Panic:
			vf.Func, vf.Std = "panic", true
			for _, p := range panics {
				if p.FP == f.FP {
					vf.Goexit, vf.Recovered = p.Goexit, p.Recovered
					vf.Panic = pr.panicText(code.TypeID(p.Value[0]), p.Value[1])
				}
			}
			if vf.Goexit {
				vf.Func, vf.Panic = "runtime.Goexit", ""
			}
		case f.Func == 0 || f.Func == pr.mc.prog.Start || fn.Wrapper:
			continue
		default:
			pos := pr.mc.prog.Pos[f.PC]
			vf.Func, vf.File, vf.Line, vf.Std = fn.Name, pr.mc.prog.Files[pos.File].Name, int(pos.Line), fn.Std
			vf.Vars, vf.Defers = pr.locals(slot, f), defers[f.FP]
		}
		if frames = append(frames, vf); len(frames) == probeFrames {
			break
		}
	}
	return frames
}

// Globals implements view.Probe.
func (pr probe) Globals() []view.Value {
	var globals []code.Global
	for _, g := range pr.mc.prog.Globals {
		if name, ok := strings.CutPrefix(g.Name, "main."); ok && token.IsIdentifier(name) && g.Pos.Line > 0 {
			globals = append(globals, g)
		}
	}
	slices.SortStableFunc(globals, func(a, b code.Global) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	vals := make([]view.Value, len(globals))
	for i, g := range globals {
		vals[i] = pr.value(g.Addr, g.Type, probeDepth)
		vals[i].Name = strings.TrimPrefix(g.Name, "main.")
	}
	return vals
}

// deferred returns the deferred calls of the goroutine in slot by their frames.
func (pr probe) deferred(slot int32) map[uint64][]view.Call {
	calls := map[uint64][]view.Call{}
	for d := range pr.mc.vm.Deferred(slot) {
		if len(calls[d.FP]) == probeDefers {
			continue
		}
		c := view.Call{Func: "nil"}
		if d.Func != 0 {
			fn := &pr.mc.prog.Funcs[d.Func]
			c.Func = fn.Name
			if len(fn.Captures) > 0 {
				c.Ref = view.Ref{Kind: view.RefClosure, Addr: d.Closure}
			}
			pr.args = d.Args
			at := uint64(argsAt)
			for i, t := range fn.Params {
				if fn.Variadic && i == len(fn.Params)-1 {
					c.Args = append(c.Args, pr.spread(at, t)...)
					break
				}
				c.Args = append(c.Args, pr.value(at, t, probeDepth))
				at += uint64(pr.mc.prog.Types[t].Words()) * 8
			}
		}
		calls[d.FP] = append(calls[d.FP], c)
	}
	return calls
}

// spread writes the slice at addr, the last argument of a variadic call, as the arguments that
// it was made of; of interfaces what they hold.
func (pr probe) spread(addr uint64, id code.TypeID) (args []view.Value) {
	elem := pr.mc.prog.Types[id].Elem
	t := &pr.mc.prog.Types[elem]
	if !pr.readable(addr, id) {
		return nil
	}
	at, n := pr.load(addr, 8), pr.load(addr+8, 8)
	for i := range n {
		if i == probeElems {
			return append(args, view.Value{Text: "…"})
		}
		at, elem := at+i*uint64(t.Size), elem
		if t.Kind == code.KindInterface && pr.readable(at, elem) {
			if dyn := code.TypeID(pr.load(at, 8)); dyn != 0 && int(dyn) < len(pr.mc.prog.Types) {
				elem = dyn
				if at += 8; !pr.mc.prog.Types[dyn].Direct {
					at = pr.load(at, 8)
				}
			}
		}
		args = append(args, pr.value(at, elem, probeDepth))
	}
	return args
}

// locals writes out the variables in scope in a frame: parameters, results, locals and what a
// function literal has captured, each group in the order of the source.
func (pr probe) locals(slot int32, f vm.Frame) []view.Value {
	live := pr.mc.vm.LiveSlots(f)
	var vals []view.Value
	var order []*code.Var
	for v, addr := range pr.vars(f) {
		val := view.Value{Type: pr.mc.prog.Types[v.Type].Name, Dead: true}
		if live := pr.holds(live, v); pr.readable(addr, v.Type) && (live || pr.keeps(slot, f, v)) {
			val = pr.value(addr, v.Type, probeDepth)
			val.Dead = !live
		}
		val.Name, val.Heap, val.Role = v.Name, v.Heap && v.Why != "", roles[v.Role]
		vals, order = append(vals, val), append(order, v)
	}
	for i, v := range order {
		for _, w := range order {
			vals[i].Hidden = vals[i].Hidden || w.Name == v.Name && w.Role <= v.Role && before(v.Pos, w.Pos)
		}
	}
	slices.SortStableFunc(vals, func(a, b view.Value) int { return cmp.Compare(rank[a.Role], rank[b.Role]) })
	return vals
}

var (
	roles = [...]view.Role{code.Local: view.Local, code.Param: view.Param, code.Result: view.Result, code.Captured: view.Captured}
	rank  = [...]int{view.Param: 0, view.Result: 1, view.Local: 2, view.Captured: 3}
)

// before reports whether one place of a file comes before another.
func before(p, q code.Pos) bool { return p.Line < q.Line || p.Line == q.Line && p.Col < q.Col }

// holds reports whether all pointers in a variable of a frame are in the set of live slots:
// others may lead to where something else is by now.
func (pr probe) holds(live []uint64, v *code.Var) bool {
	for slot := range pr.pointers(v) {
		if slot/64 >= len(live) || live[slot/64]>>(slot%64)&1 == 0 {
			return false
		}
	}
	return true
}

// keeps reports whether a variable that nobody reads any more still holds what it did: what it
// points to cannot be anything else, as nothing has been freed yet, or lies in the stack.
func (pr probe) keeps(slot int32, f vm.Frame, v *code.Var) bool {
	if pr.mc.heap.Cycles() > 0 {
		return false
	}
	lo, size := pr.mc.vm.Stack(slot)
	for i := range pr.pointers(v) {
		p := pr.mc.mem.Load(f.FP + uint64(i)*8)
		if p >= mem.NilPage+pr.mc.prog.StaticBytes() && p-lo >= size && !pr.mc.heap.Valid(p) {
			return false
		}
	}
	return true
}

// pointers yields the slots of a variable that hold pointers.
func (pr probe) pointers(v *code.Var) iter.Seq[int] {
	return func(yield func(int) bool) {
		if v.Heap {
			yield(int(v.Slot))
			return
		}
		t := &pr.mc.prog.Types[v.Type]
		if len(t.Ptrs) == 0 {
			return
		}
		for at := int64(0); at < t.Size; at += t.Stride {
			for _, p := range t.Ptrs {
				if !yield(int(v.Slot) + int(at/8) + int(p)) {
					return
				}
			}
		}
	}
}

// vars yields the variables in scope in a frame and where each lies; the address of one that
// nobody uses any more may lead nowhere.
func (pr probe) vars(f vm.Frame) iter.Seq2[*code.Var, uint64] {
	return func(yield func(*code.Var, uint64) bool) {
		fn := &pr.mc.prog.Funcs[f.Func]
		for i := range fn.Vars {
			v := &fn.Vars[i]
			if f.PC < v.From || f.PC >= v.To {
				continue
			}
			addr := f.FP + uint64(v.Slot)*8
			if v.Heap {
				addr = pr.mc.mem.Load(addr)
			}
			if !yield(v, addr) {
				return
			}
		}
	}
}

// Object implements view.Probe.
func (pr probe) Object(addr uint64) (view.Object, bool) {
	o, ok := pr.mc.heap.Find(addr)
	if !ok {
		return view.Object{}, false
	}
	t := &pr.mc.prog.Types[o.Type]
	obj := view.Object{Addr: o.Base, Size: int64(o.Size), Type: t.Name}
	switch {
	case o.Type == 0 || int(o.Type) >= len(pr.mc.prog.Types) || t.Size == 0:
	case uint64(t.Size)*2 <= o.Size:
		for i := range min(o.Size/uint64(t.Size), probeElems) {
			v := pr.value(o.Base+i*uint64(t.Size), o.Type, probeDepth)
			v.Name = strconv.Itoa(int(i))
			obj.Fields = append(obj.Fields, v)
		}
	default:
		obj.Fields = pr.Inside(view.Ref{Kind: view.RefValue, Addr: o.Base, Type: int32(o.Type)})
	}
	return obj, true
}

// Name implements view.Probe. It looks at package-level variables first, then at the
// goroutines' variables, main's first.
func (pr probe) Name(addr uint64) string {
	for _, g := range pr.mc.prog.Globals {
		if strings.HasPrefix(g.Name, "main.") {
			if name := pr.nameIn(addr, g.Addr, g.Type); name != "" {
				return strings.TrimPrefix(g.Name, "main.") + name[1:]
			}
		}
	}
	for slot := range min(int32(pr.mc.sched.Slots()), probeSearch) {
		if !pr.mc.alive(slot) {
			continue
		}
		for f := range pr.mc.vm.Frames(slot) {
			if f.Func == 0 || pr.mc.prog.Funcs[f.Func].Std {
				continue
			}
			for v, at := range pr.vars(f) {
				if pr.readable(at, v.Type) {
					if n := pr.nameIn(addr, at, v.Type); n != "" {
						return v.Name + n[1:]
					}
				}
			}
		}
	}
	return ""
}

// nameIn returns how the thing at addr is reached from a variable at address at: "." if the
// variable is or holds it, ".field" if a field does, "" if it does not.
func (pr probe) nameIn(addr, at uint64, id code.TypeID) string {
	t := &pr.mc.prog.Types[id]
	switch t.Kind {
	case code.KindChan, code.KindMap:
		if pr.mc.mem.Load(at) == addr {
			return "."
		}
		return ""
	case code.KindPointer:
		to := pr.mc.mem.Load(at)
		elem := &pr.mc.prog.Types[t.Elem]
		if to == 0 || addr < to || addr > to || elem.Kind != code.KindStruct {
			if elem.Kind != code.KindStruct || to < mem.NilPage || addr < to || addr >= to+uint64(elem.Size) {
				return ""
			}
		}
		return pr.nameIn(addr, to, t.Elem)
	case code.KindStruct:
		if addr == at && t.Pkg == "sync" {
			return "."
		}
		for _, f := range t.Fields {
			if n := pr.nameIn(addr, at+uint64(f.Offset), f.Type); n != "" && pr.mc.prog.Types[f.Type].Kind != code.KindPointer {
				if f.Name == "_" {
					continue
				}
				return "." + "." + f.Name + n[1:]
			}
		}
		if addr == at {
			return "."
		}
	}
	return ""
}

// slotOf returns the slot of the living goroutine g; ok is false of one that runs no code of the machine's, such
// as a worker of the collector.
func (mc *Machine) slotOf(g trace.GoID) (int32, bool) {
	for p := range int32(mc.sched.Procs()) { // those that run are asked for at every frame
		if slot := mc.sched.Current(p); slot >= 0 && mc.sched.G(slot).ID == g {
			return slot, mc.vm.Alive(slot)
		}
	}
	for slot := range int32(mc.sched.Slots()) {
		if mc.alive(slot) && mc.sched.G(slot).ID == g {
			return slot, true
		}
	}
	return 0, false
}

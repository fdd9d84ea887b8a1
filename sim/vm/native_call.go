package vm

import (
	"slices"
	"strings"

	"gopherscope/sim/code"
)

// How package reflect calls, and how what it makes is called. A value travels as the address
// of a variable; a call has an array of such addresses, first of the arguments, then of the
// results. Natives that call code are executed twice: the callee returns to the native itself,
// which then finds the results above its own frame.

// The words of a closure made by package reflect; its function is an adapter.
const (
	madeCode = iota // the adapter: one of code.AdapterWords
	madeType        // its func type
	madeKind        // 0: MakeFunc's; else FuncID<<2 and fromArgument or bound
	madeData        // MakeFunc's function that takes the array, or the bound receiver's word
	madeWords

	fromArgument = 1 // a method, whose receiver is the first argument
	bound        = 2 // … is bound
	kindMask     = 3
)

func init() {
	inlines["internal/rt.Call"] = callValue
	for name := range code.AdapterWords {
		inlines[name] = adapt
	}
	closure := func(fill func(v *VM, w []uint64, o *[madeWords]uint64)) inline {
		return func(v *VM, c *context, at int) Stop {
			a := v.heap.Alloc(v.adapted, 1)
			if a == 0 {
				return v.starve(c)
			}
			w := v.mem.W[at:]
			var o [madeWords]uint64
			o[madeCode] = v.mem.Load(w[0])
			fill(v, w, &o)
			for i, x := range o {
				if i == madeData {
					v.storePointer(a+uint64(i)*8, x)
				} else {
					v.mem.Store(a+uint64(i)*8, x)
				}
			}
			w[0] = a
			return v.allocated(c, c.pc+1)
		}
	}
	inlines["internal/rt.makeFunc"] = closure(func(_ *VM, w []uint64, o *[madeWords]uint64) {
		o[madeType], o[madeData] = w[1], w[2]
	})
	inlines["internal/rt.bind"] = closure(func(v *VM, w []uint64, o *[madeWords]uint64) {
		m, _ := v.method(code.TypeID(w[1]), code.MethodID(w[2]))
		o[madeType], o[madeKind], o[madeData] = uint64(m.Type), bound|uint64(m.Func)<<2, w[3]
		if w[4] != 0 {
			o[madeType], o[madeKind] = w[4], fromArgument|uint64(m.Func)<<2
		}
	})
	inlines["internal/rt.Entry"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		w[at] = uint64(v.prog.Funcs[v.mem.Load(w[at])].Entry)
		return running
	}
	inlines["internal/rt.methodType"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W[at:]
		m, _ := v.method(code.TypeID(w[0]), code.MethodID(w[1]))
		w[0] = uint64(m.Type)
		return running
	}
	method := func(name string, f func(v *VM, m code.Method) uint64) {
		inlines["internal/rt."+name] = func(v *VM, _ *context, at int) Stop {
			w := v.mem.W[at:]
			w[0] = f(v, v.methodsOf(code.TypeID(w[0]))[w[1]])
			return running
		}
	}
	method("MethodType", func(_ *VM, m code.Method) uint64 { return uint64(m.Type) })
	method("MethodID", func(_ *VM, m code.Method) uint64 { return uint64(m.ID) })
	name := func(name string, part func(path, name string) string) {
		inlines["internal/rt."+name] = func(v *VM, c *context, at int) Stop {
			w := v.mem.W[at:]
			path, name := splitMethod(v.prog.Methods[v.methodsOf(code.TypeID(w[0]))[w[1]].ID])
			s, ok := v.newString(part(path, name))
			if !ok {
				return v.starve(c)
			}
			copy(v.mem.W[at:], s[:])
			return v.allocated(c, c.pc+1)
		}
	}
	name("MethodName", func(_, name string) string { return name })
	name("MethodPkg", func(path, _ string) string { return path })
	inlines["internal/rt.NumMethod"] = func(v *VM, _ *context, at int) Stop {
		w := v.mem.W
		w[at] = uint64(len(v.methodsOf(code.TypeID(w[at]))))
		return running
	}
}

// splitMethod splits the name of a method; path is "" if it is exported.
func splitMethod(s string) (path, name string) {
	i := strings.LastIndexByte(s, '.')
	return s[:max(i, 0)], s[i+1:]
}

// methodsOf returns the methods of a type that package reflect shows, in its order: all of an
// interface type, the exported ones of any other; by name, exported ones first.
func (v *VM) methodsOf(id code.TypeID) []code.Method {
	t := &v.prog.Types[id]
	var list []code.Method
	for _, m := range t.Methods {
		if path, _ := splitMethod(v.prog.Methods[m.ID]); path == "" || t.Kind == code.KindInterface {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b code.Method) int {
		pathA, nameA := splitMethod(v.prog.Methods[a.ID])
		pathB, nameB := splitMethod(v.prog.Methods[b.ID])
		if (pathA == "") != (pathB == "") {
			return strings.Compare(pathA, pathB)
		}
		return strings.Compare(nameA+" "+pathA, nameB+" "+pathB)
	})
	return list
}

// A callTo is a call that a native is to make: the function, its closure if it has one and,
// for a method, the receiver's word.
type callTo struct {
	fn       code.FuncID
	closure  uint64
	isMethod bool
	receiver uint64
}

// pushCall makes the frame of the call, to return to the native at c's pc, and returns the word
// where the arguments go. It reports false if the stack cannot grow.
func (v *VM) pushCall(c *context, to callTo) (at int, ok bool) {
	f := &v.prog.Funcs[to.fn]
	if !v.enter(c, f.Entry, f.Frame, v.above(c), c.pc, headerAt) {
		return 0, false
	}
	at = int(c.fp)
	if f.Clos >= 0 {
		v.mem.W[at+int(f.Clos)] = to.closure
	}
	if to.isMethod {
		v.mem.W[at] = to.receiver
		at++
	}
	return at, true
}

// callValue does Call(fn *closure, t Type, vars *unsafe.Pointer, returned bool): it calls a
// closure of func type t.
func callValue(v *VM, c *context, at int) Stop {
	const returned = 3
	closure, t, vars := v.mem.W[at], code.TypeID(v.mem.W[at+1]), v.mem.W[at+2]
	params, results := v.prog.Types[t].Params, v.prog.Types[t].Results
	if v.mem.W[at+returned] != 0 {
		from := int(c.fp + v.above(c))
		for i, r := range results {
			v.store(v.mem.Load(vars+uint64(len(params)+i)*8), from, r)
			from += v.types[r].words
		}
		return running
	}
	if !v.mapped(closure) {
		return v.raise(c, code.FaultNil, closure)
	}
	to := callTo{fn: code.FuncID(v.mem.Load(closure)), closure: closure}
	first := 0 // the first argument that is passed on as it is
	if v.prog.Funcs[to.fn].IsAdapter() {
		switch kind, data := v.mem.Load(closure+madeKind*8), v.mem.Load(closure+madeData*8); kind & kindMask {
		case bound: // the bound receiver
			to = callTo{code.FuncID(kind >> 2), 0, true, data}
		case fromArgument: // the receiver is the first argument
			first = 1
			recv := v.mem.Load(vars)
			if v.prog.Types[params[0]].Direct {
				recv = v.mem.Load(recv)
			} else {
				box := v.heap.Alloc(params[0], 1)
				if box == 0 {
					return v.starve(c)
				}
				v.move(box, recv, params[0], 1)
				recv = box
			}
			to = callTo{code.FuncID(kind >> 2), 0, true, recv}
		}
	}
	own := int(c.fp)
	dst, ok := v.pushCall(c, to)
	if !ok {
		return v.overflow(c)
	}
	own = int(c.fp-int32(v.mem.W[c.fp-1]&headerDist)) + at - own // the stack may have moved
	v.mem.Store(uint64(own+returned)*8, 1)
	for i, p := range params {
		if i >= first {
			v.load(dst, v.mem.Load(vars+uint64(i)*8), p)
			dst += v.types[p].words
		}
	}
	return v.wanted()
}

// wanted ends an instruction that has set the pc itself and may have allocated.
func (v *VM) wanted() Stop {
	if v.heap.Wants() {
		return StopCollect
	}
	return running
}

// adapt is the one native of the adapter: it passes the arguments in its frame on, and comes
// back for the results.
func adapt(v *VM, c *context, _ int) Stop {
	state := int(v.prog.Funcs[v.funcAt[c.pc]].Clos) // slots from here on
	frame := v.mem.W[c.fp:]
	closure := frame[state]
	t := &v.prog.Types[v.mem.Load(closure+madeType*8)]
	kind, data := v.mem.Load(closure+madeKind*8), v.mem.Load(closure+madeData*8)
	if frame[state+code.AdapterState] != 0 {
		at := int(c.fp)
		if vars := frame[state+code.AdapterVars]; vars != 0 {
			for i, r := range t.Results {
				v.load(at, v.mem.Load(vars+uint64(len(t.Params)+i)*8), r)
				at += v.types[r].words
			}
			return running
		}
		copy(v.mem.W[at:at+v.wordsOf(t.Results)], v.mem.W[c.fp+v.above(c):])
		return running
	}
	var (
		to   callTo
		vars uint64
		skip int // words of arguments that are not passed on
	)
	switch kind & kindMask {
	case bound:
		to = callTo{code.FuncID(kind >> 2), 0, true, data}
	case fromArgument:
		to = callTo{code.FuncID(kind >> 2), 0, true, frame[0]}
		skip = v.types[t.Params[0]].words
		if !v.prog.Types[t.Params[0]].Direct {
			if to.receiver = v.heap.Alloc(t.Params[0], 1); to.receiver == 0 {
				return v.starve(c)
			}
			v.store(to.receiver, int(c.fp), t.Params[0])
		}
	default:
		n := len(t.Params) + len(t.Results)
		if vars = v.heap.Alloc(v.words, int64(n)); vars == 0 {
			return v.starve(c)
		}
		from := int(c.fp)
		for i := range n {
			id := append(t.Params[:len(t.Params):len(t.Params)], t.Results...)[i]
			a := v.heap.Alloc(id, 1)
			if a == 0 {
				return v.starve(c)
			}
			v.storePointer(vars+uint64(i)*8, a)
			if i < len(t.Params) {
				v.store(a, from, id)
				from += v.types[id].words
			}
		}
		to = callTo{fn: code.FuncID(v.mem.Load(data)), closure: data}
	}
	dst, ok := v.pushCall(c, to)
	if !ok {
		return v.overflow(c)
	}
	own := int(c.fp - int32(v.mem.W[c.fp-1]&headerDist))
	v.mem.Store(uint64(own+state+code.AdapterState)*8, 1)
	v.mem.Store(uint64(own+state+code.AdapterVars)*8, vars)
	if to.isMethod {
		copy(v.mem.W[dst:], v.mem.W[own+skip:own+v.wordsOf(t.Params)])
	} else {
		v.mem.W[dst] = vars
	}
	return v.wanted()
}

// wordsOf returns the registers that values of the types take.
func (v *VM) wordsOf(list []code.TypeID) int {
	n := 0
	for _, t := range list {
		n += v.types[t].words
	}
	return n
}

// pointersOf adds the pointer words of values of the types, which stand one after another, to
// set.
func (v *VM) pointersOf(list []code.TypeID, add func(word int)) {
	at := 0
	for _, t := range list {
		v.eachPointer(t, func(word int) { add(at + word) })
		at += v.types[t].words
	}
}

// adapterLive is liveSlots for a frame of the adapter.
func (v *VM) adapterLive(f Frame) []uint64 {
	fn := &v.prog.Funcs[f.Func]
	set := make([]uint64, (fn.Frame+63)/64)
	add := func(word int) { set[word/64] |= 1 << (word % 64) }
	state := int(fn.Clos)
	w := v.mem.W[f.FP/8:]
	closure := w[state]
	t := &v.prog.Types[v.mem.Load(closure+madeType*8)]
	entry := fn.Entry
	switch {
	case f.next == entry || f.next == entry+1 && w[state+code.AdapterState] == 0:
		add(state)
		v.pointersOf(t.Params, add)
	case f.next == entry+1:
		add(state)
		add(state + code.AdapterVars)
	default:
		v.pointersOf(t.Results, add)
	}
	return set
}

// results yields the pointers among the results that a callee has left above the frame of c,
// which stands at the native that called it and is to fetch them.
func (v *VM) results(c *context, yield func(word uint64) bool) bool {
	in := v.plain[c.pc]
	if in.Op != code.OpNative || c.done {
		return true
	}
	var t code.TypeID
	fn := &v.prog.Funcs[v.funcAt[c.pc]]
	switch {
	case v.prog.Natives[in.D()].Name == "internal/rt.Call":
		at := int(c.fp) + int(in.A)
		if v.mem.W[at+3] == 0 {
			return true
		}
		t = code.TypeID(v.mem.W[at+1])
	case fn.IsAdapter():
		w := v.mem.W[c.fp+fn.Clos:]
		if w[code.AdapterState] == 0 || w[code.AdapterVars] != 0 {
			return true
		}
		t = code.TypeID(v.mem.Load(w[0] + madeType*8))
	default:
		return true
	}
	above := int(c.fp + v.above(c))
	more := true
	v.pointersOf(v.prog.Types[t].Results, func(word int) {
		more = more && yield(v.mem.W[above+word])
	})
	return more
}

// argTypes returns the types of the arguments of a call of fn, or of the closure.
func (v *VM) argTypes(fn code.FuncID, closure uint64) []code.TypeID {
	if v.prog.Funcs[fn].IsAdapter() {
		return v.prog.Types[v.mem.Load(closure+madeType*8)].Params
	}
	return v.prog.Funcs[fn].Params
}

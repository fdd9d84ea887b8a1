package sim

import (
	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// Costs of finalizers, virtual ns: the allocation of the record, and a locked list.
const (
	setFinalizerCost trace.Time = 300
	addCleanupCost   trace.Time = 300
	weakCost         trace.Time = 300
	strongCost       trace.Time = 10 // a load, and a look at the span
	finalizeCost     trace.Time = 60 // to take one off the queue and call it
)

func init() {
	for name, serve := range map[string]server{
		"runtime.startSystem":             (*Machine).startSystem,
		"runtime.setfinalizer":            (*Machine).setFinalizer,
		"runtime.addcleanup":              (*Machine).addCleanup,
		"runtime.stopcleanup":             (*Machine).stopCleanup,
		"runtime.finalize":                runSystem(sched.Finalizers),
		"runtime.cleanup":                 runSystem(sched.Cleanups),
		"weak.runtime_registerWeakPtr":    (*Machine).weakHandle,
		"weak.runtime_makeStrongFromWeak": (*Machine).strongFromWeak,
	} {
		servers[name] = serve
	}
}

// startSystem serves runtime.startSystem(kind, fn): the runtime's own goroutine of that kind,
// unless there is one.
func (mc *Machine) startSystem(p int32, r *vm.Request) {
	kind, closure := sched.System(r.Args[0]), r.Args[1]
	fn := code.FuncID(mc.mem.Load(closure))
	if g := mc.sched.StartSystem(p, kind, int32(fn)); !mc.vm.Alive(g) {
		mc.setBorn(g, birth{})
		if !mc.vm.Spawn(g, fn, closure, nil) {
			mc.throwText(p, "runtime: out of memory")
			return
		}
	}
	mc.answer(p, mc.sched.Cost())
}

// setFinalizer serves runtime.setfinalizer(obj, finalizer any): it checks the arguments, and
// returns what is wrong with them, and whether obj has a finalizer now.
//
// Models SetFinalizer, runtime/mfinal.go.
func (mc *Machine) setFinalizer(p int32, r *vm.Request) {
	text, set := mc.checkFinalizer(code.TypeID(r.Args[0]), r.Args[1], code.TypeID(r.Args[2]), r.Args[3])
	s, ok := mc.vm.NewString(text)
	if !ok {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, setFinalizerCost, s[0], s[1], word(set))
}

func (mc *Machine) checkFinalizer(objType code.TypeID, obj uint64, fnType code.TypeID, fn uint64) (text string, set bool) {
	types := mc.prog.Types
	t := &types[objType]
	switch {
	case objType == 0:
		return "first argument is nil", false
	case t.Kind != code.KindPointer:
		return "first argument is " + t.Name + ", not pointer", false
	case mc.heap.Static(obj):
		return "", false
	}
	o, ok := mc.heap.Find(obj)
	if elem := &types[t.Elem]; !ok {
		return "pointer not in allocated block", false
	} else if obj != o.Base && (len(elem.Ptrs) > 0 || elem.Size >= tinySize) {
		return "pointer not at beginning of allocated block", false
	}
	if fnType == 0 {
		mc.heap.RemoveFinalizer(obj)
		return "", false
	}
	f := &types[fnType]
	cannot := "cannot pass " + t.Name + " to finalizer " + f.Name
	switch {
	case f.Kind != code.KindFunc:
		return "second argument is " + f.Name + ", not a function", false
	case f.Variadic:
		return cannot + " because dotdotdot", false
	case len(f.Params) != 1:
		return cannot, false
	}
	param := &types[f.Params[0]]
	switch {
	case f.Params[0] == objType:
	case param.Kind == code.KindPointer && (!param.Named || !t.Named) && param.Elem == t.Elem:
	case param.Kind == code.KindInterface && mc.vm.Implements(objType, f.Params[0]):
	default:
		return cannot, false
	}
	if !mc.heap.AddFinalizer(obj, fn, objType, param.Kind == code.KindInterface) {
		return "finalizer already set", false
	}
	return "", true
}

// tinySize is maxTinySize, runtime/malloc.go: objects of fewer bytes may share a block.
const tinySize = 16

// addCleanup serves runtime.addcleanup(ptr, cleanup any, call func(), arg any): call is to be
// called when the object of ptr, a pointer, is freed. It returns what is wrong, and the
// cleanup's number, 0 if it can never run.
//
// Models AddCleanup, runtime/mcleanup.go.
func (mc *Machine) addCleanup(p int32, r *vm.Request) {
	ptr, cleanup, call := r.Args[1], r.Args[2], r.Args[3]
	text, id := "", uint64(0)
	if !mc.heap.Static(ptr) {
		text = mc.checkCleanup(ptr, cleanup, code.TypeID(r.Args[4]), r.Args[5])
		if text == "" {
			id = mc.heap.AddCleanup(ptr, call, code.TypeID(r.Args[0]))
		}
	}
	s, ok := mc.vm.NewString(text)
	if !ok {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, addCleanupCost, s[0], s[1], id)
}

// checkCleanup returns what is wrong with a cleanup of ptr.
func (mc *Machine) checkCleanup(ptr, cleanup uint64, argType code.TypeID, arg uint64) string {
	kind := mc.prog.Types[argType].Kind
	isPtr := kind == code.KindPointer || kind == code.KindUnsafePointer
	if isPtr && arg == ptr {
		return "ptr is equal to arg, cleanup will never run"
	}
	o, ok := mc.heap.Find(ptr)
	if !ok {
		return "ptr not in allocated block"
	}
	inside := func(a uint64) bool { return a-o.Base < o.Size }
	if tiny := o.NoScan && o.Size == tinySize; isPtr && inside(arg) && !tiny {
		return "ptr is within arg, cleanup will never run"
	}
	c, ok := mc.heap.Find(cleanup)
	if ok && !mc.heap.Pointers(c.Base, c.Type, 1, func(w uint64) bool { return !inside(w) }) {
		return "cleanup function closes over ptr, cleanup will never run"
	}
	return ""
}

// stopCleanup serves runtime.stopcleanup(ptr, id).
func (mc *Machine) stopCleanup(p int32, r *vm.Request) {
	mc.heap.StopCleanup(r.Args[0], r.Args[1])
	mc.answer(p, 0)
}

// weakHandle serves weak.runtime_registerWeakPtr(ptr).
func (mc *Machine) weakHandle(p int32, r *vm.Request) {
	handle := mc.heap.WeakHandle(r.Args[0])
	if handle == 0 {
		mc.outOfMemory(p)
		return
	}
	mc.answer(p, weakCost, handle)
}

// strongFromWeak serves weak.runtime_makeStrongFromWeak(handle).
func (mc *Machine) strongFromWeak(p int32, r *vm.Request) {
	mc.answer(p, strongCost, mc.heap.StrongFromWeak(r.Args[0]))
}

// runSystem serves runtime.finalize and runtime.cleanup, which the goroutines that run
// finalizers and cleanups do for ever: it calls the next function, after which the goroutine
// asks again, or has it wait for one.
//
// Models runFinalizers, runtime/mfinal.go, and runCleanups, runtime/mcleanup.go.
func runSystem(kind sched.System) server {
	return func(mc *Machine, p int32, _ *vm.Request) {
		var s heap.Special
		var args []uint64
		var ok bool
		if kind == sched.Finalizers {
			s, args, ok = mc.heap.NextFinalizer()
		} else {
			s, ok = mc.heap.NextCleanup()
		}
		if !ok {
			mc.finish(p, mc.sched.ParkSystem(p, kind))
			return
		}
		slot := mc.slot
		mc.inline(slot, trace.Event{
			Kind: trace.FinalizerRun, Obj: s.At, Text: mc.prog.Types[s.Type].Name,
			Func: int32(mc.taught(code.FuncID(mc.mem.Load(s.Fn)), s.Fn)), Flag: kind == sched.Cleanups,
		})
		mc.vm.CallClosure(slot, s.Fn, args...)
		mc.goOn(p, finalizeCost)
	}
}

// wakeSystem has the goroutines woken that have work now, since a sweep has found some.
func (mc *Machine) wakeSystem() {
	if mc.heap.FinalizersQueued() {
		mc.sched.WakeSystem(sched.Finalizers)
	}
	if mc.heap.CleanupsQueued() {
		mc.sched.WakeSystem(sched.Cleanups)
	}
}

// sliceBytes is the size of a slice.
const sliceBytes = 24

// A poolLayout says where package sync keeps its pools: addresses of slices of *Pool, and
// offsets in a Pool, all in bytes; 0 if the program has no pools.
type poolLayout struct{ all, old, local, victim uint64 }

func findPools(prog *code.Program) (l poolLayout) {
	for _, g := range prog.Globals {
		if g.Name == "sync.pools" {
			l.all, l.old = g.Addr, g.Addr+sliceBytes
		}
	}
	for i := range prog.Types {
		if t := &prog.Types[i]; t.Name == "sync.Pool" {
			for _, f := range t.Fields {
				switch f.Name {
				case "local":
					l.local = uint64(f.Offset)
				case "victim":
					l.victim = uint64(f.Offset)
				}
			}
		}
	}
	return l
}

// poolCleanup is done before a collection: what the pools hold becomes their victims, and
// their victims are dropped.
//
// Models poolCleanup, sync/pool.go.
func (mc *Machine) poolCleanup() {
	l := &mc.pools
	if l.all == 0 {
		return
	}
	each := func(list uint64, do func(pool uint64)) {
		base, n := mc.mem.Load(list), mc.mem.Load(list+8)
		for i := range n {
			do(mc.mem.Load(base + i*8))
		}
	}
	each(l.old, func(pool uint64) { mc.mem.Zero(pool+l.victim, sliceBytes) })
	each(l.all, func(pool uint64) {
		mc.mem.Move(pool+l.victim, pool+l.local, sliceBytes)
		mc.mem.Zero(pool+l.local, sliceBytes)
	})
	mc.mem.Move(l.old, l.all, sliceBytes)
	mc.mem.Zero(l.all, sliceBytes)
}

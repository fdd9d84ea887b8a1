package vm

import "gopherscope/sim/code"

// inlines are the natives that this package does, by qualified name. Each does its work
// within the instruction.
var inlines = map[string]inline{}

func init() {
	for name, size := range map[string]int{"Int32": 4, "Uint32": 4, "Int64": 8, "Uint64": 8, "Uintptr": 8, "Pointer": 8} {
		signed := name == "Int32"
		atomic := func(op string, do func(old, x, y uint64) (now, result uint64)) {
			inlines["sync/atomic."+op+name] = atomicOp(size, signed, name == "Pointer", op != "Load", do)
			inlines["sync/atomic."+name+"."+op] = inlines["sync/atomic."+op+name] // the value is all that the type holds
		}
		atomic("Load", func(old, _, _ uint64) (uint64, uint64) { return old, old })
		atomic("Store", func(_, x, _ uint64) (uint64, uint64) { return x, 0 })
		atomic("Add", func(old, x, _ uint64) (uint64, uint64) { return old + x, old + x })
		atomic("Swap", func(old, x, _ uint64) (uint64, uint64) { return x, old })
		atomic("And", func(old, x, _ uint64) (uint64, uint64) { return old & x, old })
		atomic("Or", func(old, x, _ uint64) (uint64, uint64) { return old | x, old })
		atomic("CompareAndSwap", func(old, x, y uint64) (uint64, uint64) {
			if old == x {
				return y, 1
			}
			return old, 0
		})
	}
	for _, op := range []string{"Load", "Store", "Swap", "CompareAndSwap"} {
		inlines["sync/atomic.Bool."+op] = inlines["sync/atomic."+op+"Uint32"] // 0 or 1
	}
	inlines["sync/atomic.loadAny"] = loadAny
	inlines["internal/rt.Own"] = func(v *VM, c *context, at int) Stop {
		a := v.mem.W[at]
		free := v.mem.LoadN(a, 1) == 0
		v.mem.StoreN(a, 1, 1)
		v.mem.W[at] = bit(free)
		return running
	}
	inlines["sync/atomic.compareAndSwapAny"] = compareAndSwapAny
}

// atomicOp is a native that changes the variable of size bytes, perhaps a pointer, at the address
// in its first argument: do gets its value and the other arguments, and returns the new value and the
// native's result. Nothing comes between two instructions' halves, so it is atomic. One that
// locks the variable's cache line costs more than another instruction.
func atomicOp(size int, signed, pointer, locks bool, do func(old, x, y uint64) (now, result uint64)) inline {
	widen := func(w uint64) uint64 {
		switch {
		case size == 8:
			return w
		case signed:
			return formS32.extend(w)
		}
		return formU32.extend(w)
	}
	return func(v *VM, c *context, at int) Stop {
		a := v.mem.W[at]
		if !v.mapped(a) {
			return v.raise(c, code.FaultNil, a)
		}
		if locks {
			v.extra += costLock
		}
		old := widen(v.mem.LoadN(a, size))
		now, result := do(old, v.mem.W[at+1], v.mem.W[at+2])
		switch now = widen(now); {
		case now == old:
		case pointer:
			v.storePointer(a, now)
		default:
			v.mem.StoreN(a, size, now)
		}
		v.mem.W[at] = widen(result)
		return running
	}
}

// loadAny is loadAny(addr *any) any: both words at once.
func loadAny(v *VM, c *context, at int) Stop {
	a := v.mem.W[at]
	if !v.mapped(a) {
		return v.raise(c, code.FaultNil, a)
	}
	v.mem.W[at], v.mem.W[at+1] = v.mem.Load(a), v.mem.Load(a+8)
	return running
}

// compareAndSwapAny is compareAndSwapAny(addr *any, old, new any) bool: it compares the two
// words, not what they point to.
func compareAndSwapAny(v *VM, c *context, at int) Stop {
	w := v.mem.W
	a := w[at]
	if !v.mapped(a) {
		return v.raise(c, code.FaultNil, a)
	}
	same := v.mem.Load(a) == w[at+1] && v.mem.Load(a+8) == w[at+2]
	if same {
		v.mem.Store(a, w[at+3])
		v.storePointer(a+8, w[at+4])
	}
	w[at] = bit(same)
	return running
}

package sim

import (
	"gopherscope/sim/code"
	"gopherscope/sim/vm"
)

// A coro of package iter is one word of memory: 1 + the slot of the goroutine that waits at
// the other end, or 0 when the coroutine has ended (coro.gp, runtime/coro.go).

// newcoro serves iter.spawn(c, start).
func (mc *Machine) newcoro(p int32, r *vm.Request) {
	c, start, born := r.Args[0], r.Args[1], birth{pc: mc.libraryPC(mc.slot), parent: mc.sched.G(mc.slot).ID}
	fn := code.FuncID(mc.mem.Load(start))
	g, res := mc.sched.Newcoro(p, int32(mc.taught(fn, start)))
	mc.setBorn(g, born)
	mc.mem.Store(c, uint64(g)+1)
	if !mc.vm.Spawn(g, fn, start, nil) {
		mc.throwText(p, "runtime: out of memory") // no room for its stack
		return
	}
	mc.finish(p, res)
}

// coroswitch serves iter.coroswitch(c): the goroutine on p and the one in c change places.
func (mc *Machine) coroswitch(p int32, r *vm.Request) {
	to := mc.mem.Load(r.Args[0])
	if to == 0 {
		mc.throwText(p, "coroswitch on exited coro")
		return
	}
	mc.mem.Store(r.Args[0], uint64(mc.slot)+1)
	mc.finish(p, mc.sched.Coroswitch(p, int32(to-1)))
}

// coroexit serves iter.coroexit(c), the last that the coroutine on p does.
func (mc *Machine) coroexit(p int32, r *vm.Request) {
	to := mc.mem.Load(r.Args[0])
	mc.mem.Store(r.Args[0], 0)
	mc.vm.Free(mc.slot)
	mc.heap.Donate(mc.slot)
	mc.finish(p, mc.sched.Coroexit(p, int32(to-1)))
}

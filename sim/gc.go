package sim

import (
	"gopherscope/sim/heap"
	"gopherscope/sim/trace"
)

// Costs of a collection, virtual ns.
const markCost trace.Time = 4 // a word of a live object

// collect stops the world on behalf of the goroutine on p and collects.
//
// Models gcStart to gcMarkTermination, runtime/mgc.go, as if all of it were done with the
// world stopped: every goroutine rests between two instructions meanwhile.
func (mc *Machine) collect(p int32, why heap.TriggerKind) {
	mc.now = max(mc.now, min(mc.clocks[p], mc.agenda.Next()))
	begun := trace.Event{Kind: trace.STWBegin, P: trace.ProcID(p), M: mc.threadOf(p), G: mc.idOn(p), Text: "GC"}
	if mc.Wants(trace.GC) {
		mc.Write(begun)
	}
	mc.collecting = p
	mc.poolCleanup()
	mc.vm.FreeStacks()
	r := mc.heap.Collect(mc.roots)
	mc.collecting = -1
	mc.gcs++
	mc.lastGC = mc.now
	if mc.Wants(trace.GC) {
		begun.Kind = trace.STWEnd
		mc.Write(begun)
	}
	mc.wakeSystem()
	done := mc.now + gcCost + trace.Time(r.Words)*markCost/8
	mc.clocks[p] += done - mc.now
	told := mc.heap.Account(heap.Times{SweepTerm: mc.now, Mark: mc.now, MarkTerm: mc.now, Done: done}, mc.sched.Procs(), why == heap.TriggerCycle)
	if mc.conf.GCTrace {
		mc.Print(told.String() + "\n")
	}
}

// roots yields every word outside the heap that may point into it: globals, the frames of all
// goroutines, and what the scheduler alone holds.
func (mc *Machine) roots(yield func(word uint64) bool) {
	for _, g := range mc.prog.Globals {
		if !mc.heap.Pointers(g.Addr, g.Type, 1, yield) {
			return
		}
	}
	more := true
	all := func(word uint64) bool {
		more = yield(word)
		return more
	}
	for slot := range int32(mc.sched.Slots()) {
		if mc.alive(slot) {
			if mc.vm.Roots(slot, all); !more {
				return
			}
		}
	}
	mc.sched.Roots(yield)
}

// SafePoint implements sched.Host: P p gives away what it has to mark, or its cached spans.
func (mc *Machine) SafePoint(p int32) { mc.heap.FlushP(p) }

// MarkWork implements sched.Host.
func (mc *Machine) MarkWork(int32) bool { return mc.heap.WorkLeft() }

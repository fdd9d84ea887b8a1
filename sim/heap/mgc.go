package heap

import (
	"iter"

	"gopherscope/sim/trace"
)

// A Report is what a collection did.
type Report struct {
	Roots      int64 // words given as roots
	Words      int64 // words of objects looked at
	Objects    int64 // that stay
	Bytes      int64 // of their slots
	Freed      int64 // objects
	FreedBytes int64
	Spans      int64 // swept
}

// A Phase is what the collector is at. Models gcphase, runtime/mgc.go.
type Phase uint8

// The phases. The write barrier is on in all but the first.
const (
	Off             Phase = iota // not marking; sweeping may go on
	Mark                         // workers, assists and the program run together
	MarkTermination              // the world is stopped, all is marked
)

// Phase returns the collector's phase.
func (h *Heap) Phase() Phase { return h.phase }

// A Start is what the collector is told when marking begins.
type Start struct {
	Now        trace.Time
	Procs      int // GOMAXPROCS
	Kind       TriggerKind
	Slots      []int32 // of the goroutines alive: whose stacks are to be scanned
	StackBytes int64   // of all their stacks
}

// Stacks are the roots that the machine holds.
type Stacks interface {
	// ScanStack yields every word of the goroutine in slot that may be a pointer, and returns
	// the bytes of its stack that are in use and its frames. The goroutine does not run.
	ScanStack(slot int32, yield func(word uint64)) (bytes int64, frames int)
	// Stopped reports whether the goroutine in slot does not run, so that its stack can be scanned.
	Stopped(slot int32) bool
	// Runtime yields every word that only the machine holds: timers that are still to fire.
	Runtime(yield func(word uint64))
	// FreeStacks gives the stacks of goroutines that ended back.
	FreeStacks()
}

// FinishSweep sweeps what is left of the last cycle, with the world stopped, and returns how
// many spans that were. Models finishsweep_m, runtime/mgcsweep.go.
func (h *Heap) FinishSweep() (spans int) { return 0 }

// StartMark begins a cycle's marking, with the world stopped and all swept: phase Mark, the
// barrier on. It returns how many Ps are to mark and nothing else, what fraction of its time
// each P is to mark, and how many idle Ps may.
//
// Models gcStart from gcResetMarkState on, runtime/mgc.go.
func (h *Heap) StartMark(s Start) (dedicated int, fraction float64, idleMax int) {
	h.cycles++
	h.begin()
	for i := range h.assists.Len() {
		h.assists.At(i).bytes = 0
	}
	h.phase, h.wanted = Mark, false
	h.gc.maxStackScan = uint64(s.StackBytes)
	h.limiter.startGCTransition(true, s.Now)
	h.gc.startCycle(s.Now, s.Procs, s.Kind, false)
	h.markRoots(s.Slots)
	h.drain()
	return int(h.gc.dedicatedMarkWorkersNeeded), h.gc.fractionalUtilizationGoal, int(h.gc.maxIdleMarkWorkers)
}

func (h *Heap) begin() {
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCBegin, N: h.cycles, N2: int64(h.gc.heapLive)})
	}
	h.prepareMark()
	if h.tiny != 0 {
		h.mark(h.tiny) // gcMarkTinyAllocs: the block is not full yet
	}
}

func (h *Heap) markRoots(slots []int32) {
	for _, g := range h.globals {
		h.Pointers(g.Addr, g.Type, 1, func(w uint64) bool { h.mark(w); return true })
	}
	if h.stacks != nil {
		h.stacks.FreeStacks()
		for _, slot := range slots {
			bytes, _ := h.stacks.ScanStack(slot, h.mark)
			h.gc.stackScanWork += bytes
		}
		h.stacks.Runtime(h.mark)
	}
	h.markSpecials()
}

// Terminate ends a cycle's marking, with the world stopped and nothing left to mark.
//
// Models gcMarkTermination, runtime/mgc.go.
func (h *Heap) Terminate(now trace.Time) Report {
	h.phase = MarkTermination
	h.limiter.startGCTransition(false, now)
	h.drain()
	var r Report
	h.finish(&r, now, int(h.procs))
	return r
}

// SweepOne sweeps a span and returns how many pages it gave back and what it cost. It reports
// false if none is left. Models sweepone, runtime/mgcsweep.go.
func (h *Heap) SweepOne() (pages int, cost trace.Time, ok bool) { return 0, 0, false }

// Wants reports whether the program has allocated so much that it is time to collect.
// Models gcTrigger.test, runtime/mgc.go.
//
// It is asked after every allocation, so it is one field, which the slow paths set. Then Due
// says whether a cycle is to begin, and Debt for how many bytes the goroutine has to assist.
func (h *Heap) Wants() bool { return h.wanted }

// Due reports whether the live bytes have reached the trigger while no cycle is on.
func (h *Heap) Due() bool {
	h.wanted = false
	return h.reached()
}

// Collect frees every object that no root leads to. roots yields words that may be pointers:
// frames' live slots, globals, what else the machine holds. A word that is no address of an
// allocated object is ignored, one that lies inside an object keeps all of it.
func (h *Heap) Collect(roots iter.Seq[uint64]) Report {
	h.cycles++
	h.begin()
	h.gc.startCycle(0, 1, TriggerHeap, true)
	var r Report
	for word := range roots {
		r.Roots++
		h.mark(word)
	}
	h.markSpecials()
	h.drain()
	h.finish(&r, 0, 1)
	return r
}

// finish ends a cycle all of whose marking is done.
func (h *Heap) finish(r *Report, now trace.Time, procs int) {
	r.Words = h.scanned
	h.gc.heapScanWork = 8 * h.scanned
	h.gc.globalsScanWork = int64(h.gc.globalsScan)
	h.gc.endCycle(now, procs)
	h.sweepSpecials()
	h.sweep(r)
	h.freeStackSpans()

	h.tiny, h.tinyUsed = 0, 0
	h.phase = Off
	h.gc.resetLive(uint64(r.Bytes))
	h.gc.heapAlloc = uint64(r.Bytes)
	h.commit(false)
	if h.wants(trace.Alloc) && r.Freed > 0 {
		h.sink.Write(trace.Event{Kind: trace.HeapFree, N: r.Freed, N2: r.FreedBytes})
	}
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCEnd, N: h.cycles, N2: r.Bytes})
	}
}

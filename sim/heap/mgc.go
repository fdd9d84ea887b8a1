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

// A Phase is what the collector is at. The write barrier is on in all phases but Off. Models
// gcphase, runtime/mgc.go.
type Phase = trace.Phase

// The phases.
const (
	Off             = trace.PhaseOff             // not marking; sweeping may go on
	Mark            = trace.PhaseMark            // workers, assists and the program run together
	MarkTermination = trace.PhaseMarkTermination // the world is stopped, all is marked
)

// Phase returns the collector's phase.
func (h *Heap) Phase() Phase { return h.phase }

// A Start is what the collector is told when marking begins.
type Start struct {
	Now          trace.Time
	Kind         TriggerKind
	Procs        int     // GOMAXPROCS
	Slots        []int32 // of the goroutines alive: whose stacks are to be scanned
	StackBytes   int64   // of all their stacks
	StopTheWorld bool    // every P marks and no goroutine runs: GODEBUG=gcstoptheworld=1
}

// Stacks are the roots that the machine holds.
type Stacks interface {
	// ScanStack yields every word of the goroutine in slot that may be a pointer, and returns
	// the bytes of its stack that are in use and its frames. The goroutine does not run.
	ScanStack(slot int32, yield func(word uint64)) (bytes int64, frames int)
	// ShrinkStack gives the goroutine in slot, which does not run, a smaller stack if it uses
	// little of the one it has, and returns what that took.
	ShrinkStack(slot int32) trace.Time
	// Stopped reports whether the goroutine in slot does not run, so that its stack can be scanned.
	Stopped(slot int32) bool
	// Runtime yields every word that only the machine holds: timers that are still to fire.
	Runtime(yield func(word uint64))
	// FreeStacks gives the stacks of goroutines that ended back.
	FreeStacks()
	// Stored is told, with Config.NoBarrier, of a store that the barrier would have recorded: see Shade.
	Stored(at, old, new uint64)
}

// StartMark begins a cycle's marking, with the world stopped and all swept: phase Mark, the
// barrier on. It returns how many Ps are to mark and nothing else, what fraction of its time
// each P is to mark, and how many idle Ps may.
//
// Models gcStart from gcResetMarkState on.
func (h *Heap) StartMark(s Start) (dedicated int, fraction float64, idleMax int) {
	h.startMark(s, s.Kind.String())
	h.writePhase()
	return int(h.gc.dedicatedMarkWorkersNeeded), h.gc.fractionalUtilizationGoal, int(h.gc.maxIdleMarkWorkers)
}

func (h *Heap) startMark(s Start, why string) {
	if h.phase != Off || h.Sweeping() {
		panic("heap: a cycle begins before the last one has ended")
	}
	h.cycles++
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCBegin, N: h.cycles, N2: int64(h.gc.heapLive), Text: why})
	}
	for i := range h.mutators.Len() {
		h.mutators.At(i).assist = 0
	}
	h.work.bytesMarked = 0
	h.gc.maxStackScan = uint64(s.StackBytes)
	h.limiter.startGCTransition(true, s.Now)
	h.gc.startCycle(s.Now, s.Procs, s.Kind, s.StopTheWorld)
	h.phase, h.wanted = Mark, false
	h.prepareRoots(s.Slots)
	h.because(trace.RuleTiny)
	for p := range h.caches.Len() {
		h.shade(h.works.At(p), h.caches.Get(p).tiny) // gcMarkTinyAllocs: the block is not full yet
	}
}

// Terminate ends a cycle's marking, with the world stopped and nothing left to mark. Sweeping
// begins.
//
// Models the end of gcMarkDone, gcMarkTermination and gcSweep.
func (h *Heap) Terminate(now trace.Time) Report {
	h.phase = MarkTermination
	h.writePhase()
	r := h.endMark(now)
	h.writeEnd()
	h.writePhase()
	h.startSweep()
	return r
}

func (h *Heap) writePhase() {
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCPhase, N: int64(h.phase)})
	}
}

// endMark ends the phase MarkTermination, and with it the barrier.
func (h *Heap) endMark(now trace.Time) (r Report) {
	h.limiter.startGCTransition(false, now)
	for p := range h.works.Len() {
		h.flushBarrier(int32(p))
		w := h.works.At(p)
		if !h.idle(w) {
			panic("heap: marking ended, and a P has grey objects")
		}
		h.dispose(w)
		r.Words += w.words
		w.words = 0
	}
	if h.WorkLeft() {
		panic("heap: marking ended with work left")
	}
	h.bufs, h.work.empty, h.rootSlots = workbufs{}, 0, slots{}
	h.gc.endCycle(now, int(h.nprocs))
	h.gc.resetLive(h.work.bytesMarked)
	h.phase = Off
	h.discardBarrier()
	return r
}

// startSweep has every span be swept. Models gcSweep.
func (h *Heap) startSweep() {
	h.sweepgen += 2
	h.stale, h.drained, h.centralIndex = int32(h.caches.Len()), false, 0
	h.pagesSwept, h.reclaimIndex, h.reclaimCredit = 0, int32(h.first), 0
	h.report = Report{}
	h.commit(false)
	owed := h.owed
	h.PrepareForSweep(h.p)
	h.owed = owed // the world stands
}

func (h *Heap) writeEnd() {
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCEnd, N: h.cycles, N2: int64(h.gc.heapMarked)})
	}
}

// Wants reports whether the program has allocated so much that it is time to collect.
//
// It is asked after every allocation, so it is one field, which the slow paths set. Then Due
// says whether a cycle is to begin, and Debt for how many bytes the goroutine has to assist.
func (h *Heap) Wants() bool { return h.wanted }

// Due reports whether the live bytes have reached the trigger while no cycle is on. Models
// gcTrigger.test.
func (h *Heap) Due() bool {
	h.wanted = false
	return h.reached()
}

// Collect frees every object that no root leads to, with the world stopped from beginning to
// end. roots yields words that may be pointers: frames' live slots, globals, what else the
// machine holds. A word that is no address of an allocated object is ignored, one that lies
// inside an object keeps all of it. A cycle that is under way is brought to its end first.
func (h *Heap) Collect(roots iter.Seq[uint64]) Report {
	if h.phase != Off {
		h.drainAll()
		h.Terminate(h.gc.markStartTime)
	}
	h.FinishSweep()
	h.startMark(Start{Kind: TriggerCycle, Procs: int(h.nprocs), StopTheWorld: true}, "")
	n := int64(0)
	h.because(trace.RuleGlobals)
	w := h.works.At(int(h.p))
	for word := range roots {
		n++
		h.shade(w, word)
	}
	h.drainAll()
	h.phase = MarkTermination
	r := h.endMark(0)
	h.startSweep()
	h.limiter.finishGCTransition(h.limiter.lastUpdate) // nothing is known of the time that it takes
	h.FinishSweep()
	h.FreeStackSpans()
	r.Roots = n
	r.Objects, r.Bytes, r.Freed, r.FreedBytes, r.Spans = h.report.Objects, h.report.Bytes, h.report.Freed, h.report.FreedBytes, h.report.Spans
	h.writeEnd()
	return r
}

// drainAll marks all there is, with the world stopped.
func (h *Heap) drainAll() {
	for again := true; again; {
		for p := range h.works.Len() {
			for !h.Drain(int32(p), 1<<62).Out {
			}
		}
		again = false
		for p := range h.works.Len() {
			again = h.FlushP(int32(p)) || again
		}
	}
}

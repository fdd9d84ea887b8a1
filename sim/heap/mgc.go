package heap

import (
	"iter"
	"math"

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

// Wants reports whether the program has allocated so much that it is time to collect.
// Models gcTrigger.test, runtime/mgc.go, with the goal as the trigger: while the world is
// stopped nothing is allocated.
func (h *Heap) Wants() bool { return h.live >= h.goal }

// Live returns the bytes that count towards the goal: what the last collection marked and
// all that was handed out since.
func (h *Heap) Live() uint64 { return h.live }

// Goal returns the live bytes at which to collect, the largest uint64 if GOGC is off.
func (h *Heap) Goal() uint64 { return h.goal }

// SetGOGC sets GOGC to percent, less than 0 for off, and returns what it was. Models
// debug.SetGCPercent.
func (h *Heap) SetGOGC(percent int) int {
	old := h.gogc
	h.gogc = max(percent, -1)
	h.setGoal()
	return old
}

// setGoal sets the goal for what the last collection marked. Models commit,
// runtime/mgcpacer.go.
func (h *Heap) setGoal() {
	if h.gogc < 0 {
		h.goal = math.MaxUint64
		return
	}
	gogc := uint64(h.gogc)
	h.goal = max(h.minHeap*gogc/100, h.marked+h.marked*gogc/100)
}

// Collect frees every object that no root leads to. roots yields words that may be pointers:
// frames' live slots, globals, what else the machine holds. A word that is no address of an
// allocated object is ignored, one that lies inside an object keeps all of it.
func (h *Heap) Collect(roots iter.Seq[uint64]) Report {
	h.cycles++
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCBegin, N: h.cycles, N2: int64(h.live)})
	}
	var r Report
	h.prepareMark()
	if h.tiny != 0 {
		h.mark(h.tiny) // gcMarkTinyAllocs: the block is not full yet
	}
	for word := range roots {
		r.Roots++
		h.mark(word)
	}
	h.markSpecials()
	h.drain()
	r.Words = h.scanned
	h.sweepSpecials()
	h.sweep(&r)
	h.freeStackSpans()

	h.tiny, h.tinyUsed = 0, 0
	h.marked = uint64(r.Bytes)
	h.live = h.marked
	h.setGoal()
	if h.wants(trace.Alloc) && r.Freed > 0 {
		h.sink.Write(trace.Event{Kind: trace.HeapFree, N: r.Freed, N2: r.FreedBytes})
	}
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.GCEnd, N: h.cycles, N2: r.Bytes})
	}
	return r
}

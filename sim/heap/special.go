package heap

import (
	"gopherscope/sim/code"
	"gopherscope/sim/trace"
)

// A SpecialKind says what a special record asks for.
type SpecialKind uint8

// The kinds of specials, in the order of their lists (runtime/mheap.go).
const (
	Finalizer  SpecialKind = 1 + iota // when nothing leads to the object, call a function with it
	WeakHandle                        // … then clear the word that stands for it
	Cleanup                           // … when it is freed, call a function
)

// A Special is what is to happen when nothing leads to an object any more. It is a row of
// Heap.specials, in the list of the object's span or, later, in a queue.
//
// Models special with specialfinalizer, specialWeakHandle and specialCleanup,
// runtime/mheap.go.
type Special struct {
	Kind SpecialKind
	At   uint64      // the address it was set for, in the object
	Fn   uint64      // Finalizer, Cleanup: the closure to call. WeakHandle: the address of the handle
	Type code.TypeID // Finalizer, Cleanup: of the pointer it was set for
	ID   uint64      // Cleanup: its number, from 1 on

	eface bool  // Finalizer: the function takes an interface
	next  int32 // the next row of the list or queue, or 0
	block int32 // Cleanup, first of a queued block: the first of the next block, or 0
}

// cleanupBlock is how many cleanups one block of the queue has room for: cleanupBlockSize
// less the block's header, by the size of a cleanupFn (runtime/mcleanup.go).
const cleanupBlock = 20

// specialLists is the part of the heap's state that is about Specials: lists of rows.
type specialLists struct {
	dead     int32 // free rows
	immortal int32 // weak handles of what is never freed
	count    int32 // rows in lists of spans
	nextID   uint64

	finq     int32 // finalizers to run, the newest first
	finRun   int32 // … that the finalizer goroutine has taken
	cleanq   int32 // full blocks of cleanups to run, the newest first
	cleanNew int32 // the block being filled: its oldest cleanup
	cleanEnd int32 // … and its newest
	cleanN   int32 // … and how many
	cleanRun int32 // rest of the block that the cleanup goroutine has taken
}

// newSpecial takes a row.
func (h *Heap) newSpecial(s Special) int32 {
	row := h.sp.dead
	if row == 0 {
		if h.specials.Len() == 0 {
			h.specials.Append(Special{}) // row 0 is none
		}
		return int32(h.specials.Append(s))
	}
	h.sp.dead = h.specials.Get(int(row)).next
	*h.specials.At(int(row)) = s
	return row
}

// freeSpecial gives a row, which is in no list any more, back.
func (h *Heap) freeSpecial(row int32) {
	*h.specials.At(int(row)) = Special{next: h.sp.dead}
	h.sp.dead = row
}

// spanOf returns the row of the span of objects that address a lies in, or 0.
func (h *Heap) spanOf(a uint64) int32 {
	if page := a >> PageShift; page < uint64(h.pages.Len()) {
		return max(0, *h.pages.Get(int(page)))
	}
	return 0
}

// Static reports whether address a is that of something that is never freed: data of the
// program, or what has no bytes. Models isGoPointerWithoutSpan, runtime/mfinal.go.
func (h *Heap) Static(a uint64) bool { return a <= h.zerobase }

// addSpecial puts a record into the list of the span that its address lies in, in the order
// of addresses and kinds. Models addspecial, runtime/mheap.go.
func (h *Heap) addSpecial(s Special) {
	row := h.spanOf(s.At)
	h.ensureSwept(row)
	prev := int32(0)
	next := h.spans.Get(int(row)).specials
	for next != 0 {
		if o := h.specials.Get(int(next)); o.At > s.At || o.At == s.At && o.Kind > s.Kind {
			break
		}
		prev, next = next, h.specials.Get(int(next)).next
	}
	s.next = next
	at := h.newSpecial(s)
	if prev == 0 {
		h.spans.At(int(row)).specials = at
	} else {
		h.specials.At(int(prev)).next = at
	}
	h.sp.count++
}

// findSpecial returns the row of the record of kind k for address a, with the number id if that is
// not 0, and the one before it in its span's list; both 0 if there is none.
func (h *Heap) findSpecial(a uint64, k SpecialKind, id uint64) (row, prev int32) {
	for row = h.spans.Get(int(h.spanOf(a))).specials; row != 0; {
		s := h.specials.Get(int(row))
		if s.At == a && s.Kind == k && (id == 0 || s.ID == id) {
			return row, prev
		}
		prev, row = row, s.next
	}
	return 0, 0
}

// removeSpecial takes such a record out of its list and frees its row.
func (h *Heap) removeSpecial(a uint64, k SpecialKind, id uint64) {
	row, prev := h.findSpecial(a, k, id)
	if row == 0 {
		return
	}
	next := h.specials.Get(int(row)).next
	if prev == 0 {
		h.spans.At(int(h.spanOf(a))).specials = next
	} else {
		h.specials.At(int(prev)).next = next
	}
	h.sp.count--
	h.freeSpecial(row)
}

// AddFinalizer has the closure fn called with the pointer a, of type t, when nothing leads
// to a's object. It reports false if a has a finalizer. With eface the function takes an
// interface. Models addfinalizer, runtime/mheap.go.
func (h *Heap) AddFinalizer(a, fn uint64, t code.TypeID, eface bool) bool {
	if row, _ := h.findSpecial(a, Finalizer, 0); row != 0 {
		return false
	}
	h.addSpecial(Special{Kind: Finalizer, At: a, Fn: fn, Type: t, eface: eface})
	if h.phase == Mark { // its root job may be done
		row := h.spanOf(a)
		h.scanFinalizer(h.works.At(int(h.p)), h.spans.Get(int(row)), a)
		h.shaded(fn)
	}
	return true
}

// RemoveFinalizer takes the finalizer of a back, if it has one.
func (h *Heap) RemoveFinalizer(a uint64) { h.removeSpecial(a, Finalizer, 0) }

// AddCleanup has the closure fn called when a's object is freed, and returns a number to
// take that back with. Models addCleanup, runtime/mheap.go.
func (h *Heap) AddCleanup(a, fn uint64, t code.TypeID) (id uint64) {
	h.sp.nextID++
	h.addSpecial(Special{Kind: Cleanup, At: a, Fn: fn, Type: t, ID: h.sp.nextID})
	if h.phase == Mark {
		h.shaded(fn)
	}
	return h.sp.nextID
}

// StopCleanup takes a cleanup back, unless it is queued already.
func (h *Heap) StopCleanup(a, id uint64) { h.removeSpecial(a, Cleanup, id) }

// WeakHandle returns the address of the word that stands for address a as long as something
// leads to a's object, and is 0 after; 0 if memory is out. One address has one handle.
// Models getOrAddWeakHandle, runtime/mheap.go.
func (h *Heap) WeakHandle(a uint64) uint64 {
	static := h.Static(a)
	row := h.sp.immortal
	if static {
		for row != 0 && h.specials.Get(int(row)).At != a {
			row = h.specials.Get(int(row)).next
		}
	} else {
		row, _ = h.findSpecial(a, WeakHandle, 0)
	}
	if row != 0 {
		handle := h.specials.Get(int(row)).Fn
		if h.phase == Mark {
			h.shaded(handle)
		}
		return handle
	}
	handle := h.mallocSmall(makeSpanClass(classFor(8), true), 0)
	if handle == 0 {
		return 0
	}
	h.m.Store(handle, a)
	s := Special{Kind: WeakHandle, At: a, Fn: handle}
	if static {
		s.next = h.sp.immortal
		h.sp.immortal = h.newSpecial(s)
	} else {
		h.addSpecial(s)
	}
	return handle
}

// StrongFromWeak returns the address that a weak handle stands for, or 0 once its object has been
// found unreachable: of one that is still to be swept, that has to be seen first.
//
// Models internal_weak_runtime_makeStrongFromWeak, runtime/mheap.go.
func (h *Heap) StrongFromWeak(handle uint64) uint64 {
	a := h.m.Load(handle)
	if a == 0 || h.Static(a) {
		return a
	}
	h.ensureSwept(h.spanOf(a))
	a = h.m.Load(handle)
	if h.phase == Mark {
		h.shaded(a)
	}
	return a
}

// eachSpecial calls do with the records of a list.
func (h *Heap) eachSpecial(row int32, do func(s *Special)) {
	for row != 0 {
		s := h.specials.Get(int(row))
		do(s)
		row = s.next
	}
}

// markFinalizers shades the finalizers that are queued, and their objects: a root job.
func (h *Heap) markFinalizers(mark func(word uint64)) {
	for _, queue := range [...]int32{h.sp.finq, h.sp.finRun} {
		h.eachSpecial(queue, func(s *Special) {
			mark(s.Fn)
			mark(s.At)
		})
	}
}

// markCleanups shades the cleanups that are queued, and the handles of weak pointers to what is
// never freed: a root job.
func (h *Heap) markCleanups(mark func(word uint64)) {
	fn := func(s *Special) { mark(s.Fn) }
	h.eachSpecial(h.sp.immortal, fn)
	h.eachSpecial(h.sp.cleanRun, fn)
	h.eachSpecial(h.sp.cleanNew, fn)
	for b := h.sp.cleanq; b != 0; b = h.specials.Get(int(b)).block {
		h.eachSpecial(b, fn)
	}
}

// markSpecials shades what the records of objects on the pagesPerSpanRoot pages from page on lead
// to: of a finalizer's object all that it points to, but not itself. Models markrootSpans,
// gcScanFinalizer and gcScanCleanup, runtime/mgcmark.go.
func (h *Heap) markSpecials(w *gcWork, page int) {
	for end := min(page+pagesPerSpanRoot, h.pages.Len()); page < end; page++ {
		row := *h.pages.Get(page)
		if row <= 0 {
			continue
		}
		span := h.spans.Get(int(row))
		if span.base != uint64(page)<<PageShift {
			continue
		}
		h.eachSpecial(span.specials, func(s *Special) {
			h.shade(w, s.Fn)
			if s.Kind == Finalizer {
				h.scanFinalizer(w, span, s.At)
			}
		})
	}
}

// scanFinalizer shades what the object at address a of a span points to, but not itself. Models
// gcScanFinalizer.
func (h *Heap) scanFinalizer(w *gcWork, span *span, a uint64) {
	if !span.class.noscan() {
		slot := span.slot(a)
		base := span.base + slot*span.elem
		w.heapScanWork += h.scanWords(w, span, slot, base, base+span.elem)
	}
}

// sweepSpecials queues the finalizers and cleanups of a span's objects that are not marked, and
// clears their weak handles. An object with a finalizer is marked: it lives on.
//
// Models the part of sweepLocked.sweep about specials, runtime/mgcsweep.go.
func (h *Heap) sweepSpecials(row int32) {
	span, m := h.spans.At(int(row)), h.marks.At(int(row))
	list := span.specials
	span.specials = 0
	last := int32(0) // of those that stay
	for list != 0 {
		// All the records of one object.
		slot := span.slot(h.specials.Get(int(list)).At)
		white := m.mark[slot/64]>>(slot%64)&1 == 0
		end, revived := list, false
		for ; end != 0; end = h.specials.Get(int(end)).next {
			s := h.specials.Get(int(end))
			if span.slot(s.At) != slot {
				break
			}
			revived = revived || white && s.Kind == Finalizer
		}
		if revived {
			m.mark[slot/64] |= 1 << (slot % 64)
		}
		for list != end {
			this := list
			s := h.specials.At(int(this))
			list = s.next
			if !white || revived && s.Kind == Cleanup {
				s.next = 0
				if last == 0 {
					span.specials = this
				} else {
					h.specials.At(int(last)).next = this
				}
				last = this
				continue
			}
			h.sp.count--
			switch s.Kind {
			case Finalizer:
				s.next = h.sp.finq
				h.sp.finq = this
				h.tellQueued(s)
			case WeakHandle:
				h.m.Store(s.Fn, 0)
				h.freeSpecial(this)
			case Cleanup:
				h.tellQueued(s)
				h.queueCleanup(this)
			}
		}
	}
}

// queueCleanup adds a cleanup to the block that is being filled, and queues the block when it is
// full. Models cleanupQueue.enqueue, runtime/mcleanup.go; simplified: all Ps fill one block.
func (h *Heap) queueCleanup(row int32) {
	s := h.specials.At(int(row))
	s.next, s.block = 0, 0
	if h.sp.cleanN == 0 {
		h.sp.cleanNew = row
	} else {
		h.specials.At(int(h.sp.cleanEnd)).next = row
	}
	h.sp.cleanEnd = row
	if h.sp.cleanN++; h.sp.cleanN == cleanupBlock {
		h.flushCleanups()
	}
}

// flushCleanups queues the block that is being filled, when all is swept. Models
// cleanupQueue.flush.
func (h *Heap) flushCleanups() {
	if h.sp.cleanN > 0 {
		h.specials.At(int(h.sp.cleanNew)).block = h.sp.cleanq
		h.sp.cleanq = h.sp.cleanNew
		h.sp.cleanNew, h.sp.cleanEnd, h.sp.cleanN = 0, 0, 0
	}
}

// tellQueued writes the event of a finalizer or cleanup that is to run.
func (h *Heap) tellQueued(s *Special) {
	if h.wants(trace.GC) {
		h.sink.Write(trace.Event{Kind: trace.FinalizerQueue, Obj: s.At, Text: h.names[s.Type], Flag: s.Kind == Cleanup})
	}
}

// Afterlives reports whether there are finalizers or cleanups to run, FinalizersQueued and
// CleanupsQueued of which there are some.
func (h *Heap) Afterlives() bool       { return h.sp.finq|h.sp.finRun|h.sp.cleanq|h.sp.cleanRun != 0 }
func (h *Heap) FinalizersQueued() bool { return h.sp.finq != 0 || h.sp.finRun != 0 }
func (h *Heap) CleanupsQueued() bool   { return h.sp.cleanq != 0 || h.sp.cleanRun != 0 }

// NextFinalizer takes the finalizer that is to run next, and the words to call it with: the
// newest of those that were queued when the goroutine that runs them last ran out. It reports
// false if there is none. Models runFinalizers, runtime/mfinal.go.
func (h *Heap) NextFinalizer() (s Special, args []uint64, ok bool) {
	if h.sp.finRun == 0 {
		h.sp.finRun, h.sp.finq = h.sp.finq, 0
	}
	if s, ok = h.takeSpecial(&h.sp.finRun); !ok {
		return s, nil, false
	}
	if s.eface {
		return s, []uint64{uint64(s.Type), s.At}, true
	}
	return s, []uint64{s.At}, true
}

// NextCleanup takes the cleanup that is to run next: the oldest of the newest block. Models
// runCleanups, runtime/mcleanup.go.
func (h *Heap) NextCleanup() (s Special, ok bool) {
	if h.sp.cleanRun == 0 && h.sp.cleanq != 0 {
		h.sp.cleanRun = h.sp.cleanq
		h.sp.cleanq = h.specials.Get(int(h.sp.cleanRun)).block
	}
	return h.takeSpecial(&h.sp.cleanRun)
}

// takeSpecial takes the first record off a queue.
func (h *Heap) takeSpecial(queue *int32) (s Special, ok bool) {
	row := *queue
	if row == 0 {
		return s, false
	}
	s = *h.specials.Get(int(row))
	*queue = s.next
	h.freeSpecial(row)
	if h.phase == Mark { // it leaves the queue for the stack of the goroutine that runs it
		h.shaded(s.Fn)
		if s.Kind == Finalizer {
			h.shaded(s.At)
		}
	}
	return s, true
}

package heap

import (
	"gopherscope/sim/trace"
)

// Costs of marking, virtual ns.
const (
	denseCost    = 14 // an object of a span of which many are scanned together
	sparseCost   = 28 // any other object
	scanRate     = 16 // … and the bytes of it that take one ns more
	rootJobCost  = 100
	stackJobCost = 500
	frameCost    = 40 // a frame of a stack
)

// Constants of marking (runtime/mgcmark.go).
const (
	rootBlockBytes   = 256 << 10 // of globals that are one root job
	maxObletBytes    = 128 << 10 // of an object that are scanned at once
	pagesPerSpanRoot = 512       // whose objects' specials are one root job
)

// The first root jobs.
const (
	fixedRootFinalizers = iota
	fixedRootFreeGStacks
	fixedRootCleanups
	fixedRootCount
)

// rootJobs says which number stands for which root job: the first of each sort.
type rootJobs struct{ bss, spans, stacks int32 }

// A mutator is what the collector knows of a goroutine: a row of Heap.mutators, by slot.
type mutator struct {
	assist  int64 // bytes that it has paid for and not yet allocated: gcAssistBytes
	scanned int64 // the last cycle in which its stack was scanned: gcscandone
}

// Drained is what a call of Drain or DrainN did.
type Drained struct {
	Used    trace.Time // virtual ns
	Work    int64      // scan work: bytes looked at
	Credit  int64      // … that is now to be paid to goroutines waiting for it, or to AddCredit
	Suspend int32      // slot of a running goroutine whose stack is to be scanned: stop it, then Drain again; -1 for none
	Enlist  bool       // there is work now that another P could do: wake one
	Out     bool       // nothing is left to do here
}

// prepareRoots counts the root jobs, for the goroutines in the slots given. Models
// gcPrepareMarkRoots.
func (h *Heap) prepareRoots(live []int32) {
	for _, slot := range live {
		h.rootSlots.Append(slot)
	}
	blocks := func(from, to uint64) int32 { return int32((to - from + rootBlockBytes - 1) / rootBlockBytes) }
	r := &h.work.roots
	r.bss = fixedRootCount + blocks(h.data, h.bss)
	r.spans = r.bss + blocks(h.bss, h.ebss)
	r.stacks = r.spans
	if h.sp.count > 0 {
		r.stacks += int32((h.pages.Len() - h.first + pagesPerSpanRoot - 1) / pagesPerSpanRoot)
	}
	h.work.markrootNext, h.work.markrootJobs = 0, r.stacks+int32(len(live))
}

// Drain marks on P p until the budget of virtual ns is used up, but at least one unit of work: a
// root job, an object, or a span. It returns early when there is something for the caller to do.
// Two calls do what one with the sum of their budgets does.
//
// Models gcDrain.
func (h *Heap) Drain(p int32, budget trace.Time) (d Drained) {
	d.Suspend = -1
	w := h.works.At(int(p))
	for h.spent = 0; h.spent == 0 || h.spent < budget; {
		if w.claimed != 0 || h.work.markrootNext < h.work.markrootJobs {
			if !h.nextRoot(w, &d) {
				break
			}
			d.Credit = d.Work
		} else if !h.step(w, p) {
			d.Credit = h.flushScanWork(w, &d)
			d.Out = true
			break
		} else if w.heapScanWork >= gcCreditSlack {
			d.Credit = h.flushScanWork(w, &d)
		}
		if w.mayNeedWorker || d.Credit > 0 {
			break
		}
	}
	d.Used = h.spent
	d.Enlist, w.mayNeedWorker = w.mayNeedWorker, false
	return d
}

// DrainN marks on P p until so much scan work is done, for a goroutine that assists: of root
// jobs it takes one only when it has nothing else.
//
// Models gcDrainN.
func (h *Heap) DrainN(p int32, work int64) (d Drained) {
	d.Suspend = -1
	w := h.works.At(int(p))
	begun := w.heapScanWork
	for h.spent = 0; d.Work+w.heapScanWork-begun < work; {
		switch {
		case w.claimed == 0 && h.step(w, p):
			if w.heapScanWork >= gcCreditSlack {
				h.flushScanWork(w, &d)
			}
			continue
		case w.claimed == 0 && h.work.markrootNext >= h.work.markrootJobs:
			d.Out = true
		case h.nextRoot(w, &d):
			continue
		}
		break
	}
	d.Work += w.heapScanWork - begun
	d.Used = h.spent
	d.Enlist, w.mayNeedWorker = w.mayNeedWorker, false
	return d
}

// Spent returns the virtual ns that the Drain, DrainN or SweepOne under way has used so far: when
// the events happen that it writes.
func (h *Heap) Spent() trace.Time { return h.spent }

// flushScanWork makes the work done on w known, and returns it.
func (h *Heap) flushScanWork(w *gcWork, d *Drained) int64 {
	n := w.heapScanWork
	w.heapScanWork = 0
	h.gc.heapScanWork += n
	d.Work += n
	return n
}

// FlushCredit makes the work known that P p has done since Drain last returned Credit, when it
// stops before it is out of work, and returns how much is to be paid.
func (h *Heap) FlushCredit(p int32) int64 {
	var d Drained
	return h.flushScanWork(h.works.At(int(p)), &d)
}

// step scans the next object or span on P p, and reports false if there is none.
func (h *Heap) step(w *gcWork, p int32) bool {
	if h.work.full == 0 {
		h.balance(w)
	}
	b, s := h.tryGetObjFast(w), uint64(0)
	if b == 0 {
		if s = w.spanq.tryGetSpanFast(); s == 0 {
			if b = h.tryGetObj(w); b == 0 {
				if s = h.steal(&w.spanq, &w.spanq); s == 0 {
					h.flushBarrier(p)
					if b = h.tryGetObj(w); b == 0 {
						if s = w.spanq.tryGetSpanFast(); s == 0 {
							s = h.tryStealSpan(w, p)
						}
					}
				}
			}
		}
	}
	switch {
	case b != 0:
		h.spent += trace.Time(h.scanObject(w, b))
	case s != 0:
		h.spent += trace.Time(h.scanSpan(w, s))
	default:
		return false
	}
	return true
}

// nextRoot does the next root job, or the one that has waited for its goroutine to stop, and
// reports false if that still has to be waited for. Models gcNextMarkRoot and markroot.
func (h *Heap) nextRoot(w *gcWork, d *Drained) bool {
	if w.claimed == 0 {
		h.work.markrootNext++
		w.claimed = h.work.markrootNext
	}
	job, r := w.claimed-1, &h.work.roots
	h.because(trace.NoRule)
	mark := func(word uint64) {
		if h.cause.on && h.base(word) != 0 {
			h.cause.found++
		}
		h.shade(w, word)
	}
	h.spent += rootJobCost
	switch {
	case job == fixedRootFinalizers:
		h.cause.rule = trace.RuleFinalizers
		h.markFinalizers(mark)
	case job == fixedRootFreeGStacks:
		if h.stacks != nil {
			h.stacks.FreeStacks()
		}
	case job == fixedRootCleanups:
		h.cause.rule, h.cause.cleanups = trace.RuleFinalizers, true
		h.markCleanups(mark)
		h.countGlobals(d, int64(h.gc.fixed(runtimeGlobals)))
	case job < r.bss:
		h.cause.rule = trace.RuleGlobals
		h.markGlobals(w, d, h.data+uint64(job-fixedRootCount)*rootBlockBytes, h.bss)
	case job < r.spans:
		h.cause.rule = trace.RuleGlobals
		if job == r.bss && h.stacks != nil {
			h.stacks.Runtime(mark)
		}
		h.markGlobals(w, d, h.bss+uint64(job-r.bss)*rootBlockBytes, h.ebss)
	case job < r.stacks:
		h.cause.rule = trace.RuleSpecials
		h.markSpecials(w, h.first+int(job-r.spans)*pagesPerSpanRoot)
	default:
		slot := *h.rootSlots.Get(int(job - r.stacks))
		if !h.stacks.Stopped(slot) {
			d.Suspend = slot
			h.spent -= rootJobCost
			return false
		}
		h.cause.rule, h.cause.slot = trace.RuleStack, slot
		h.spent += h.stacks.ShrinkStack(slot)
		bytes, frames := h.stacks.ScanStack(slot, mark)
		h.gc.stackScanWork += bytes
		h.mutator(slot).scanned = h.cycles
		d.Work += bytes
		h.spent += stackJobCost - rootJobCost + trace.Time(frames)*frameCost
	}
	w.claimed = 0
	h.tellRoot()
	return true
}

// markGlobals shades what the globals in a block of them point to, which ends at end or
// before. Models markrootBlock.
func (h *Heap) markGlobals(w *gcWork, d *Drained, from, end uint64) {
	to, bytes := min(from+rootBlockBytes, end), int64(0)
	for i := range h.globals {
		g := &h.globals[i]
		l := &h.layouts[g.Type]
		if l.noscan || g.Addr >= to || g.Addr+l.size <= from {
			continue
		}
		at, last := g.Addr, min(g.Addr+l.size, to)
		if at < from {
			at += (from - at) / l.stride * l.stride
		}
		bytes += int64(last - max(g.Addr, from))
		for ; at < last; at += l.stride {
			for _, p := range l.ptrs {
				if a := at + uint64(p)*8; a >= from && a < last {
					v := h.m.Load(a)
					if h.cause.on && h.base(v) != 0 {
						h.cause.found++
					}
					h.shade(w, v)
				}
			}
		}
	}
	h.countGlobals(d, bytes)
}

// countGlobals counts so many bytes of globals as scanned.
func (h *Heap) countGlobals(d *Drained, bytes int64) {
	h.gc.globalsScanWork += bytes
	d.Work += bytes
	h.spent += trace.Time(bytes / scanRate)
}

// shade makes the object that word points at or into grey, if it does and the object is white.
// Models tryDeferToSpanScan, findObject and greyobject.
func (h *Heap) shade(w *gcWork, word uint64) {
	page := word >> PageShift
	pages := h.pages.Rows()
	if page >= uint64(len(pages)) {
		return
	}
	row := pages[page]
	if row <= 0 {
		return // no span, or a stack
	}
	s := &h.spans.Rows()[row]
	slot := s.slot(word)
	if slot >= uint64(s.slots) {
		return // behind the last object
	}
	i, bit := slot/64%uint64(len(s.bits)), uint64(1)<<(slot%64)
	if h.marks.Rows()[row].mark[i]&bit != 0 || s.bits[i]&bit == 0 {
		return
	}
	m := h.marks.At(int(row))
	m.mark[i] |= bit
	if h.cause.on {
		h.tellGrey(s, slot)
	}
	switch {
	case s.class.noscan():
		m.page = m.page || !s.inline
		w.bytesMarked += s.elem // black at once
	case !s.inline:
		m.page = true
		h.putObj(w, s.base+slot*s.elem)
	case m.owned == spanScanUnowned:
		m.owned = spanScanOneMark
		h.putSpan(w, s.base, slot)
	default:
		m.owned = spanScanManyMark
	}
}

// shaded is shade for the write barrier and what runs like it, on the current P.
func (h *Heap) shaded(word uint64) {
	h.because(trace.RuleBarrier)
	h.shade(h.works.At(int(h.p)), word)
}

// markNew makes a new object, in a slot of elem bytes, black, and takes it from the balance of
// the goroutine that asked for it. Models gcmarknewobject, and deductAssistCredit of
// runtime/malloc.go; simplified: the assist comes right after the allocation, not right before.
func (h *Heap) markNew(row int32, slot int, elem uint64) {
	m := h.marks.At(int(row))
	m.mark[slot/64] |= 1 << (slot % 64)
	if h.spans.Get(int(row)).inline {
		m.scan[slot/64] |= 1 << (slot % 64)
	}
	m.page = true
	h.works.At(int(h.p)).bytesMarked += elem
	h.charge(elem)
}

// scanObject shades what a queued object points to; of one that is larger than an oblet, what
// the oblet at address a does. Its cost is in virtual ns. Models scanObject.
func (h *Heap) scanObject(w *gcWork, a uint64) (cost int64) {
	row := *h.pages.Get(int(a >> PageShift))
	s := h.spans.Get(int(row))
	n := s.elem
	if n > maxObletBytes {
		if a == s.base {
			for o := a + maxObletBytes; o < s.base+s.elem; o += maxObletBytes {
				h.putObj(w, o)
			}
		}
		n = min(s.base+s.elem-a, maxObletBytes)
	}
	slot := s.slot(a)
	h.because(trace.RuleObject)
	h.scanning(s, slot)
	work := h.scanWords(w, s, slot, a, a+n)
	h.tellScan(s, slot, a, a+n)
	w.bytesMarked += n
	w.heapScanWork += work
	return sparseCost + work/scanRate
}

// scanWords shades what the words from an address to another point to, in one object, and
// returns the bytes up to the last word that is a pointer.
func (h *Heap) scanWords(w *gcWork, s *span, slot, from, to uint64) (work int64) {
	if s.elem <= 64*8 {
		return h.scanSmall(w, s, slot)
	}
	g := *h.tags.Get(int(s.tags) + int(slot))
	l := &h.layouts[g&tagType]
	if l.noscan {
		return 0
	}
	at := s.base + slot*s.elem + s.class.header() + uint64(g>>tagShift)*8 // of the values
	end := s.base + (slot+1)*s.elem
	w.words += int64((to - max(from, at)) / 8)
	if at < from {
		at += (from - at) / l.stride * l.stride
	}
	mem := h.m.W
	for last := min(to, end); at < last; at += l.stride {
		if at+l.stride > end {
			break // what is behind the last value
		}
		for _, p := range l.ptrs {
			a := at + uint64(p)*8
			if a < from || a >= last {
				continue
			}
			work = int64(a+8) - int64(from)
			if v := mem[a>>3]; v >= PageSize {
				h.shade(w, v)
			}
		}
	}
	return work
}

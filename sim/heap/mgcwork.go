package heap

// workbufObjs is how many addresses of grey objects one work buffer has room for: the 2048
// bytes of Go's less its header (runtime/mgcwork.go).
const workbufObjs = 253

// A workbuf holds grey objects that are scanned one by one. It is a row of Heap.bufs.
type workbuf struct {
	next int32 // the next of the list work.full or work.empty, or 0
	n    int32 // entries of obj
	obj  [workbufObjs]uint64
}

// A gcWork is one P's share of the marking: grey objects in two buffers, the newest taken
// first, and a queue of spans that have grey objects, the oldest taken first. It is a row of
// Heap.works.
//
// Models gcWork, runtime/mgcwork.go.
type gcWork struct {
	wbuf1, wbuf2 int32 // rows of Heap.bufs; 0 before the first object
	claimed      int32 // 1 + the root job that waits for its goroutine to stop, or 0

	spanq spanQueue

	bytesMarked   uint64 // not yet added to work.bytesMarked
	heapScanWork  int64  // bytes, not yet flushed
	words         int64  // of objects looked at
	flushedWork   bool   // work went to the global lists since FlushP last asked
	mayNeedWorker bool   // … since Drain last said so
}

// work is the marking that all Ps share: a part of the heap's state. Models work, runtime/mgc.go.
type work struct {
	full, empty  int32 // lists of rows of Heap.bufs
	markrootNext int32 // root jobs claimed so far
	markrootJobs int32 // … of so many
	roots        rootJobs
	bytesMarked  uint64
	steal        uint64 // state of the generator that says where stealing begins
}

// buf returns a work buffer's row for writing.
func (h *Heap) buf(row int32) *workbuf { return h.bufs.At(int(row)) }

// getempty takes an empty buffer.
func (h *Heap) getempty() int32 {
	row := h.work.empty
	if row == 0 {
		if h.bufs.Len() == 0 {
			h.bufs.Grow(1) // row 0 is none
		}
		return int32(h.bufs.Grow(1))
	}
	b := h.buf(row)
	h.work.empty, b.next = b.next, 0
	return row
}

func (h *Heap) putempty(row int32) {
	h.buf(row).next, h.work.empty = h.work.empty, row
}

func (h *Heap) putfull(row int32) {
	h.buf(row).next, h.work.full = h.work.full, row
}

// putObj queues a grey object. Models gcWork.putObj.
func (h *Heap) putObj(w *gcWork, obj uint64) {
	if w.wbuf1 == 0 {
		w.wbuf1, w.wbuf2 = h.getempty(), h.getempty()
	}
	b := h.buf(w.wbuf1)
	if b.n == workbufObjs {
		w.wbuf1, w.wbuf2 = w.wbuf2, w.wbuf1
		if b = h.buf(w.wbuf1); b.n == workbufObjs {
			h.putfull(w.wbuf1)
			w.flushedWork, w.mayNeedWorker = true, true
			w.wbuf1 = h.getempty()
			b = h.buf(w.wbuf1)
		}
	}
	b.obj[b.n] = obj
	b.n++
}

// tryGetObjFast takes the newest grey object of the first buffer, or returns 0.
func (h *Heap) tryGetObjFast(w *gcWork) uint64 {
	if w.wbuf1 == 0 {
		return 0
	}
	if h.bufs.Get(int(w.wbuf1)).n == 0 {
		return 0
	}
	b := h.buf(w.wbuf1)
	b.n--
	return b.obj[b.n]
}

// tryGetObj takes the newest grey object of either buffer, or one of a buffer that somebody
// gave away, or returns 0. Models gcWork.tryGetObj.
func (h *Heap) tryGetObj(w *gcWork) uint64 {
	if w.wbuf1 == 0 {
		w.wbuf1, w.wbuf2 = h.getempty(), h.getempty()
	}
	if h.bufs.Get(int(w.wbuf1)).n == 0 {
		w.wbuf1, w.wbuf2 = w.wbuf2, w.wbuf1
		if h.bufs.Get(int(w.wbuf1)).n == 0 {
			row := h.work.full
			if row == 0 {
				return 0
			}
			b := h.buf(row)
			h.work.full, b.next = b.next, 0
			h.putempty(w.wbuf1)
			w.wbuf1 = row
		}
	}
	return h.tryGetObjFast(w)
}

// balance gives some of w's objects away, while nobody else has given any. Models
// gcWork.balance and handoff.
func (h *Heap) balance(w *gcWork) {
	if w.wbuf1 == 0 {
		return
	}
	if h.bufs.Get(int(w.wbuf2)).n != 0 {
		h.putfull(w.wbuf2)
		w.wbuf2 = h.getempty()
	} else if h.bufs.Get(int(w.wbuf1)).n > 4 {
		upper := h.getempty()
		from, to := h.buf(w.wbuf1), h.buf(upper)
		n := from.n / 2
		from.n -= n
		to.n = int32(copy(to.obj[:], from.obj[from.n:from.n+n]))
		h.putfull(w.wbuf1) // the older half
		w.wbuf1 = upper
	} else {
		return
	}
	w.flushedWork, w.mayNeedWorker = true, true
}

// dispose gives all of w's work away. Models gcWork.dispose.
func (h *Heap) dispose(w *gcWork) {
	if w.wbuf1 != 0 {
		for _, row := range [...]int32{w.wbuf1, w.wbuf2} {
			if h.bufs.Get(int(row)).n == 0 {
				h.putempty(row)
			} else {
				h.putfull(row)
				w.flushedWork = true
			}
		}
		w.wbuf1, w.wbuf2 = 0, 0
	}
	if !w.spanq.empty() {
		h.spillSpans(&w.spanq, w.spanq.tail-w.spanq.head)
		w.flushedWork = true
	}
	h.work.bytesMarked += w.bytesMarked
	w.bytesMarked = 0
	h.gc.heapScanWork += w.heapScanWork
	w.heapScanWork = 0
}

// FlushP hands on what P p has shaded and its share of the work, and reports whether there was
// any since the last time. Models what gcMarkDone has every P do, runtime/mgc.go.
func (h *Heap) FlushP(p int32) (flushed bool) {
	h.flushBarrier(p)
	w := h.works.At(int(p))
	h.dispose(w)
	flushed, w.flushedWork = w.flushedWork, false
	return flushed
}

// WorkLeft reports whether there is work that any P could do. Models gcMarkWorkAvailable,
// runtime/mgcmark.go.
func (h *Heap) WorkLeft() bool {
	if h.work.full != 0 || h.work.markrootNext < h.work.markrootJobs {
		return true
	}
	for i := range h.works.Len() {
		if h.works.Get(i).spanq.spilled > 0 {
			return true
		}
	}
	return false
}

// LocalWork reports whether P p holds work of its own.
func (h *Heap) LocalWork(p int32) bool { return !h.idle(h.works.Get(int(p))) }

// idle reports whether w holds nothing.
func (h *Heap) idle(w *gcWork) bool {
	return w.spanq.empty() && w.claimed == 0 &&
		(w.wbuf1 == 0 || h.bufs.Get(int(w.wbuf1)).n == 0 && h.bufs.Get(int(w.wbuf2)).n == 0)
}

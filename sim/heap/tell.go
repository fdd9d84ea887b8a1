package heap

import "gopherscope/sim/trace"

// The events of class Mark: a root job, an object that turns grey or black, a span. They are
// written if somebody wants them when a unit of work begins, and cost a test of one field
// otherwise. For a goroutine they name the slot: the machine writes its number in its place.

// A cause is what is just being done, for the events of what turns grey by it.
type cause struct {
	on       bool       // somebody wants events of class Mark
	rule     trace.Rule // of the root job, RuleObject or RuleBarrier
	slot     int32      // of the goroutine whose stack is scanned
	cleanups bool       // of RuleFinalizers: these are the cleanups
	object   uint64     // address of the object that is scanned
	found    int64      // pointers found so far, and objects turned grey
	grey     int64
}

// because says what is done from now on.
func (h *Heap) because(r trace.Rule) {
	if h.cause.on = h.wants(trace.Mark); h.cause.on {
		h.cause = cause{on: true, rule: r}
	}
}

// tellGrey writes the event of an object that has just been marked, in a slot of a span.
func (h *Heap) tellGrey(s *span, slot uint64) {
	h.cause.grey++
	o := h.object(s, slot)
	e := trace.Event{
		Kind: trace.GCGrey, Obj: o.Base, Rule: h.cause.rule, N: int64(h.cause.object), Text: h.names[o.Type], Flag: o.NoScan,
	}
	if e.Rule == trace.RuleStack {
		e.Other = trace.GoID(h.cause.slot)
	}
	if s.inline && !o.NoScan {
		e.N2 = int64(s.base)
	}
	h.sink.Write(e)
}

// tellRoot writes the event of a root job that is done.
func (h *Heap) tellRoot() {
	if !h.cause.on || h.cause.rule == trace.NoRule {
		return
	}
	e := trace.Event{Kind: trace.GCRoot, Rule: h.cause.rule, N: h.cause.found, N2: h.cause.grey, Flag: h.cause.cleanups}
	if e.Rule == trace.RuleStack {
		e.Other = trace.GoID(h.cause.slot)
	}
	h.sink.Write(e)
}

// scanning says that the object in a slot of a span is about to be scanned.
func (h *Heap) scanning(s *span, slot uint64) {
	if h.cause.on {
		h.cause.object = s.base + slot*s.elem + s.class.header()
	}
}

// tellScan writes the event of the object that has been scanned, from one address to another.
func (h *Heap) tellScan(s *span, slot, from, to uint64) {
	if !h.cause.on {
		return
	}
	o := h.object(s, slot)
	found := int64(0)
	h.EachEdge(o, func(off, _ uint64) {
		if a := o.Base + off; a >= from && a < to {
			found++
		}
	})
	h.sink.Write(trace.Event{Kind: trace.GCScan, Obj: o.Base, N: found, N2: h.cause.grey, Text: h.names[o.Type]})
}

// tellSpan writes the event of a span whose n grey objects have been scanned.
func (h *Heap) tellSpan(s *span, n int, dense bool) {
	if h.cause.on {
		h.sink.Write(trace.Event{Kind: trace.GCSpan, Obj: s.base, N: int64(n), N2: h.cause.grey, Flag: dense})
	}
}

// tellSwept writes the event of a span that has been swept.
func (h *Heap) tellSwept(base uint64, freed, kept int) {
	if h.wants(trace.Mark) {
		h.sink.Write(trace.Event{Kind: trace.GCSweepSpan, Obj: base, N: int64(freed), N2: int64(kept)})
	}
}

package view

import (
	"fmt"
	"math"
	"strings"

	"gopherscope/sim/trace"
)

// collects is the part of explain that tells the collector's kinds; ok is false for others.
func (t teller) collects() (c Caption, ok bool) {
	e := t.e
	switch e.Kind {
	case trace.GCBegin:
		return say("runtime.gcStart", t.trigger(), "GC cycle ", e.N, " begins with ", Bytes(e.N2), " in the heap."), true
	case trace.GCEnd:
		return say("runtime.gcMarkTermination", "What was not reached from globals and stacks is free. The next goal grows with what is live.",
			"GC cycle ", e.N, " has marked ", Bytes(e.N2), " as live."), true
	case trace.HeapAlloc:
		if e.Flag {
			return say("runtime.gcmarknewobject", "It is allocated while the collector marks, so it stays until the next cycle. Nobody has to scan it.",
				e.G, " allocates ", Bytes(e.N), typed(e.Text), ", which is black from the start."), true
		}
		return say("runtime.mallocgc", t.escapes(),
			e.G, " allocates ", Bytes(e.N), typed(e.Text), "."), true
	case trace.HeapFree:
		return say("runtime.(*sweepLocked).sweep", "A span is swept before it is allocated from again.",
			count(e.N, "object is", "objects are"), " freed, ", Bytes(e.N2), " in all."), true
	case trace.HeapLive:
		const why = "A span counts in full as soon as it is taken. Only then is it tested whether a cycle is due."
		if e.P == trace.NoProc {
			return say("runtime.(*mcache).refill", why, "A span of the heap is taken: ", Bytes(e.N), " count towards the heap goal now."), true
		}
		return say("runtime.(*mcache).refill", why,
			e.P, " takes a span of the heap: ", Bytes(e.N), " count towards the heap goal now."), true
	case trace.HeapGoal:
		if e.N == math.MaxInt64 {
			return say("runtime.(*gcControllerState).commit", "GOGC is off, and no memory limit is near.",
				"There is no heap goal: no cycle begins because the heap has grown."), true
		}
		return say("runtime.(*gcControllerState).commit", "The goal grows with what is live. The cycle begins before, for the program allocates while it marks.",
			"The heap goal is ", Bytes(e.N), " from now on; the next cycle begins at ", Bytes(e.N2), "."), true

	case trace.GCPhase:
		return t.phase(), true
	case trace.GCWorkerStart, trace.GCWorkerStop:
		return t.worker(), true
	case trace.GCAssistBegin:
		return say("runtime.gcAssistAlloc", "Who allocates while the collector marks pays in marking: so the heap cannot outgrow the collector.",
			e.G, " must help to mark before it may allocate more: it owes ", Bytes(e.N), "."), true
	case trace.GCAssistEnd:
		return t.assisted(), true
	case trace.GCSweepBegin:
		return say("runtime.deductSweepCredit", "Sweeping keeps pace with allocation: all spans must be swept before the next cycle begins.",
			e.G, " sweeps before it may take memory."), true
	case trace.GCSweepEnd:
		return say("runtime.deductSweepCredit", "Now it takes the memory that it wants.",
			e.G, " has swept ", count(e.N, "span", "spans"), " and freed ", Bytes(e.N2), "."), true
	case trace.GCRaggedBarrier:
		if e.Flag {
			return say("runtime.gcMarkDone", "Each P does so at a safe point of its own. The world does not stop for it.",
				"Every P has given away its buffered work, and there was some: marking goes on."), true
		}
		return say("runtime.gcMarkDone", "Every P has looked at a safe point of its own, and none had anything in its buffers.",
			"No P has anything left to mark: the world may stop."), true
	case trace.GCRestart:
		return say("runtime.gcMarkDone", "Between the last look at it and the stop of the world a goroutine has written a pointer.",
			e.P, "'s barrier buffer holds pointers after all: marking goes on."), true

	case trace.GCRoot:
		return t.root(), true
	case trace.GCGrey:
		return t.greyed(), true
	case trace.GCScan:
		return say("runtime.scanObject", "It is black now: in this cycle nobody looks at it again.",
			t.marker(), " scans ", t.object(), ": ", t.found("it finds"), "."), true
	case trace.GCSpan:
		why := "Its grey objects are few, so each is looked at by itself."
		if e.Flag {
			why = "All grey objects of the span are scanned in one pass over its memory, which the processor's cache likes."
		}
		if e.N2 == 0 {
			return say("runtime.scanSpan", why, t.marker(), " scans ", count(e.N, "object", "objects"), " of one span, and finds nothing new."), true
		}
		return say("runtime.scanSpan", why,
			t.marker(), " scans ", count(e.N, "object", "objects"), " of one span: ", count(e.N2, "object turns", "objects turn"), " grey."), true
	case trace.GCBarrier:
		const why = "Else an object could hide: the old one on a stack that is scanned already, the new one in a black object."
		switch {
		case e.N == 0 && e.N2 == 0:
			return say("runtime.gcWriteBarrier", "nil leads to no object.", e.G, " writes nil over nil: the barrier has nothing to remember."), true
		case e.N == 0:
			return say("runtime.gcWriteBarrier", why, e.G, " writes a pointer over nil: the barrier remembers the new one."), true
		case e.N2 == 0:
			return say("runtime.gcWriteBarrier", why, e.G, " overwrites a pointer with nil: the barrier remembers the old one."), true
		}
		return say("runtime.gcWriteBarrier", why, e.G, " overwrites a pointer: the barrier remembers both the old one and the new one."), true
	case trace.GCFlush:
		const why = "It has room for 512 pointers. Until it is emptied, what they lead to may still be white."
		if e.N2 == 0 {
			return say("runtime.wbBufFlush1", why, e.P, "'s barrier buffer is emptied: ", count(e.N, "pointer", "pointers"), ", none to a white object."), true
		}
		return say("runtime.wbBufFlush1", why,
			e.P, "'s barrier buffer is emptied: ", count(e.N, "pointer", "pointers"), ", and ", count(e.N2, "object turns", "objects turn"), " grey."), true
	case trace.GCSweepSpan:
		if e.N2 == 0 {
			return say("runtime.(*sweepLocked).sweep", "Nothing in it was marked, so its pages can be used for anything.",
				"A span is swept: ", count(e.N, "object is", "objects are"), " freed, none stays, and the span is given back."), true
		}
		return say("runtime.(*sweepLocked).sweep", "The mark bits become the allocation bits: slots without a mark are free. No object is touched.",
			"A span is swept: ", count(e.N, "object is", "objects are"), " freed, ", count(e.N2, "stays", "stay"), "."), true
	case trace.ObjectLost:
		return say("runtime.reportZombies", orElse(e.Text, "With the write barrier off the collector misses what moves while it marks."),
			e.G, " is about to use an object that was freed, though a pointer leads to it."), true

	case trace.StackGrow:
		return say("runtime.newstack", "All its frames are copied, and all pointers into them corrected. Nothing but a stack may point into a stack.",
			"The stack of ", e.G, " has no room for the next call: it moves from ", Bytes(e.N2), " to ", Bytes(e.N), "."), true
	case trace.StackShrink:
		return say("runtime.shrinkstack", "A goroutine that uses less than a quarter of its stack loses half of it when the collector scans it.",
			"The stack of ", e.Other, " is mostly empty: it moves from ", Bytes(e.N2), " to ", Bytes(e.N), "."), true
	}
	return Caption{}, false
}

// trigger tells why a cycle begins.
func (t teller) trigger() string {
	switch t.e.Text {
	case "heap":
		return "The heap has grown to its trigger. That is below the goal, for the program allocates while the collector marks."
	case "cycle":
		return "The program has called runtime.GC."
	case "time":
		return "The last cycle ended two minutes ago, so sysmon has asked for one."
	}
	return "The heap has grown enough, or the program has asked for a collection."
}

// phase tells a GCPhase.
func (t teller) phase() Caption {
	switch trace.Phase(t.e.N) {
	case trace.PhaseMark:
		return say("runtime.gcStart", "The world is stopped, so that all Ps agree. All objects are white now, and no root is scanned yet.",
			"The mark phase begins, and with it the write barrier.")
	case trace.PhaseMarkTermination:
		return say("runtime.gcMarkTermination", "The world is stopped, so that it stays like this. No root is scanned a second time.",
			"The mark phase ends: nothing is grey any more.")
	}
	return say("runtime.gcSweep", "Sweeping is not done in the pause, but little by little: before a span is used again, or in the background.",
		"The write barrier is off. What is white is garbage, and free as soon as its span is swept.")
}

// worker tells a GCWorkerStart or GCWorkerStop by the worker's mode.
func (t teller) worker() Caption {
	e := t.e
	begin := e.Kind == trace.GCWorkerStart
	var why, mode string
	switch w := workOf(&e); {
	case w == Dedicated && begin:
		why, mode = "A quarter of all Ps mark. A dedicated worker keeps its P until nothing is left to mark.", ": it is a dedicated worker"
	case w == Dedicated:
		why = "It finds nothing more to mark, or the world is to stop."
	case w == Fractional && begin:
		why, mode = "A quarter of the Ps is no whole number here, so each P marks for a part of its time.", " for a while: it is a fractional worker"
	case w == Fractional:
		why = "It has had its share of the P's time, or finds nothing more to mark."
	case w == IdleTime && begin:
		return say("runtime.gcBgMarkWorker", "Idle time costs nothing. An idle worker stops as soon as a goroutine is ready to run.",
			e.G, " marks on ", e.P, ", which has nothing else to do: it is an idle worker.")
	case w == IdleTime:
		why = "Somebody is ready to run, or nothing is left to mark."
	}
	if begin {
		return say("runtime.gcBgMarkWorker", why, e.G, " begins to mark on ", e.P, mode, ".")
	}
	return say("runtime.gcBgMarkWorker", why, e.G, " stops marking on ", e.P, " after ", Duration(trace.Time(e.N)), ".")
}

// assisted tells a GCAssistEnd.
func (t teller) assisted() Caption {
	e := t.e
	switch {
	case e.N > 0:
		return say("runtime.gcAssistAlloc", "It waits until the workers have marked enough to pay for it, or until marking ends.",
			e.G, " finds nothing more to mark, and still owes ", Bytes(e.N), ".")
	case e.N2 == 0:
		return say("runtime.gcAssistAlloc", "What workers mark goes into a common credit, and an assist looks there first.",
			e.G, " need not mark: the workers have marked enough to pay for it.")
	case e.N < 0:
		return say("runtime.gcAssistAlloc", "An assist does more than it owes, so that it is not needed again too soon.",
			e.G, " has helped to mark, and may allocate ", Bytes(-e.N), " before it must do so again.")
	}
	return say("runtime.gcAssistAlloc", "Its debt is paid.", e.G, " has helped to mark, and goes on.")
}

// root tells a GCRoot.
func (t teller) root() Caption {
	e := t.e
	found := t.found("it finds")
	switch e.Rule {
	case trace.RuleStack:
		return say("runtime.scanstack", "Only variables that are still in use count. The goroutine stands still meanwhile, the others do not.",
			t.marker(), " scans the stack of ", e.Other, ": ", found, ".")
	case trace.RuleGlobals:
		return say("runtime.markroot", "Package-level variables are roots: what they lead to is in use.",
			t.marker(), " scans the globals: ", found, ".")
	case trace.RuleSpecials:
		return say("runtime.markrootSpans", "A finalizer may use all that its object leads to, so that is kept. The object itself is not.",
			t.marker(), " looks for finalizers, cleanups and weak pointers: ", found, ".")
	case trace.RuleFinalizers:
		queued, why := "finalizers", "What is about to be finalized lives until that is done."
		if e.Flag {
			queued, why = "cleanups", "A cleanup that is to run needs its function and its argument."
		}
		if e.N == 0 {
			return say("runtime.markroot", why, t.marker(), " looks for queued ", queued, ": there are none.")
		}
		return say("runtime.markroot", why, t.marker(), " scans the queued ", queued, ": ", found, ".")
	case trace.RuleTiny:
		return say("runtime.gcMarkTinyAllocs", "More tiny objects will be put into it, so it must stay.", e.P, "'s block of tiny objects is marked.")
	}
	return say("runtime.markroot", "", t.marker(), " scans a root: ", found, ".")
}

// greyed tells a GCGrey.
func (t teller) greyed() Caption {
	e := t.e
	function, why, turns := "runtime.greyobject", "Grey means found, but not scanned. It waits in a work buffer.", " turns grey: "
	if e.N2 != 0 {
		function, why = "runtime.tryDeferToSpanScan", "Grey means found, but not scanned. Its whole span is queued, so that more objects of it can be found meanwhile."
	}
	if e.Flag {
		why, turns = "It holds no pointers, so there is nothing in it to scan.", " turns black at once: "
	}
	what := t.object()
	what = strings.ToUpper(what[:1]) + what[1:]
	switch e.Rule {
	case trace.RuleStack:
		return say(function, why, what, turns, "the stack of ", e.Other, " leads to it.")
	case trace.RuleGlobals:
		return say(function, why, what, turns, "a global leads to it.")
	case trace.RuleSpecials, trace.RuleFinalizers:
		return say(function, why, what, turns, "a finalizer or cleanup needs it.")
	case trace.RuleTiny:
		return say(function, why, what, turns, "it is the block into which ", e.P, " puts tiny objects.")
	case trace.RuleBarrier:
		return say(function, why, what, turns, "the write barrier has recorded a pointer to it.")
	}
	return say(function, why, what, turns, "another object leads to it.")
}

// object names the event's object by its type, and by a variable that leads to it if there is one.
func (t teller) object() string {
	what := object("*" + t.e.Text)
	if t.names.Object != nil {
		if name := t.names.Object(t.e.Obj); name != "" {
			return what + " (" + name + ")"
		}
	}
	return what
}

// escapes tells why what is allocated is not on a stack.
func (t teller) escapes() string {
	if t.names.Escapes != nil {
		if why := t.names.Escapes(t.e.PC); why != "" {
			return "It is in the heap and not on a stack: " + why + "."
		}
	}
	return "What may outlive its function's call is allocated in the heap."
}

// marker names who marks: a worker by its P, an assist by its goroutine.
func (t teller) marker() []any {
	if g, ok := t.s.G(t.e.G); !ok || g.System {
		return []any{"The worker on ", t.e.P}
	}
	return []any{t.e.G}
}

// found tells what a scan has found: it finds 3 pointers, and 2 objects turn grey.
func (t teller) found(finds string) string {
	e := t.e
	switch {
	case e.N == 0:
		return finds + " no pointers"
	case e.N2 == 0 && e.N == 1:
		return finds + " 1 pointer, to an object that was found before"
	case e.N2 == 0:
		return finds + fmt.Sprintf(" %d pointers, all to objects that were found before", e.N)
	case e.N == 1:
		return finds + " 1 pointer, and its object turns grey"
	case e.N == e.N2:
		return finds + fmt.Sprintf(" %d pointers, and their objects turn grey", e.N)
	}
	return finds + fmt.Sprintf(" %d pointers, and %s grey", e.N, count(e.N2, "object turns", "objects turn"))
}

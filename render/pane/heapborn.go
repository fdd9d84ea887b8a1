package pane

import (
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// born returns the number of the event that the object at addr was born with, or 0 if that is not known.
func born(f *Frame, addr uint64) int {
	if i, ok := f.Log.Born(addr, f.State.Events); ok {
		return i + 1
	}
	return 0
}

// history tells when and by whom the object was born, why it is in the heap, and when it got its
// colour. A click on such a row leads to that instant.
func (o *heapObject) history(f *Frame) {
	story := f.Log.Story(o.addr, o.obj.Span, f.State.Events)
	switch {
	case story.Born > 0:
		e := &f.Log.Events[story.Born-1]
		text := "at " + view.Duration(e.At)
		if e.G != trace.NoGo {
			text += " by G" + itoa(int(e.G))
		}
		if line := f.line(e.PC); line > 0 {
			text += ", line " + itoa(line)
		}
		o.tell("born", text, story.Born)
		if why := heapProbe(f).Escapes(e.PC); why != "" {
			o.say("in the heap", why)
		}
	case f.Recorded && f.Cut > 0:
		o.say("born", "not recorded: there is too much to record after "+view.Duration(f.Cut))
	default:
		o.say("born", "not recorded")
	}
	if story.Grey > 0 {
		e := &f.Log.Events[story.Grey-1]
		o.tell("grey", "at "+view.Duration(e.At)+", "+foundBy(e), story.Grey)
	}
	if story.Black > 0 {
		e := &f.Log.Events[story.Black-1]
		text := "at " + view.Duration(e.At)
		switch e.Kind {
		case trace.HeapAlloc:
			text += ", born so"
		case trace.GCGrey:
			text += ", at once: it holds no pointers"
		case trace.GCSpan:
			text += ", with its span"
		}
		o.tell("black", text, story.Black)
	}
}

// foundBy says what has led the collector to the object of a GCGrey.
func foundBy(e *trace.Event) string {
	switch e.Rule {
	case trace.RuleStack:
		return "from the stack of G" + itoa(int(e.Other))
	case trace.RuleGlobals:
		return "from a global"
	case trace.RuleObject:
		return "from another object"
	case trace.RuleBarrier:
		return "by the write barrier"
	}
	return "by the rule: " + e.Rule.String()
}

// tell adds what is known of an event, in as many rows as it takes.
func (o *heapObject) tell(label, text string, event int) {
	from := len(o.rows)
	o.say(label, text)
	for i := range o.rows[from:] {
		o.rows[from+i].event = event
	}
}

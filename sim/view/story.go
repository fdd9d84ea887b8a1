package view

import (
	"sort"

	"gopherscope/sim/trace"
)

// A Story is what the recorded events say of an object: numbers of events, up to and including the
// one in question, so that State and Log.Move show the run right after it; 0 for what was not
// recorded or has not happened.
type Story struct {
	Born  int // its allocation: a HeapAlloc
	Grey  int // how it was found in the cycle under way, or in the last one: a GCGrey
	Black int // how it was scanned then: a GCScan, or the GCSpan of its span; the GCGrey of one without pointers; the HeapAlloc of one born black
}

// chains are the events about an address, each with the one before about the same address.
type chains struct {
	last  map[uint64]int32 // index of the newest link
	links []link
}

// A link is an event about an address.
type link struct {
	event int32 // index into Log.Events
	prev  int32 // index of the link before it, -1 for none
}

// note takes in the last event if it is about an object.
func (c *chains) note(e *trace.Event, index int) {
	switch e.Kind {
	case trace.HeapAlloc, trace.GCGrey, trace.GCScan, trace.GCSpan:
	default:
		return
	}
	if c.last == nil {
		c.last = map[uint64]int32{}
	}
	prev, ok := c.last[e.Obj]
	if !ok {
		prev = -1
	}
	c.last[e.Obj] = int32(len(c.links))
	c.links = append(c.links, link{int32(index), prev})
}

// Story returns what the first n events say of the object at addr, whose span has the given
// address.
func (l *Log) Story(addr, span uint64, n int) (s Story) {
	cycle := l.cycle(n)
	at, ok := l.about.last[addr]
	for ; ok && at >= 0; at = l.about.links[at].prev {
		i := int(l.about.links[at].event)
		if i >= n {
			continue
		}
		e := &l.Events[i]
		marks := i >= cycle // in the cycle under way or the last one
		switch e.Kind {
		case trace.GCScan:
			if marks && s.Black == 0 {
				s.Black = i + 1
			}
		case trace.GCGrey:
			if marks && s.Grey == 0 {
				s.Grey = i + 1
				if e.Flag && s.Black == 0 {
					s.Black = i + 1
				}
			}
		case trace.HeapAlloc:
			s.Born = i + 1
			if e.Flag && marks {
				s.Black = i + 1
			}
		}
		if s.Born != 0 {
			break
		}
	}
	if s.Grey != 0 && s.Black == 0 {
		s.Black = l.scanned(span, l.after(s.Grey), n)
	}
	return s
}

// Born returns the index of the event with which the object at addr was allocated, as of the first n
// events; ok is false if that was not recorded.
func (l *Log) Born(addr uint64, n int) (event int, ok bool) {
	at, ok := l.about.last[addr]
	for ; ok && at >= 0; at = l.about.links[at].prev {
		if i := int(l.about.links[at].event); i < n && l.Events[i].Kind == trace.HeapAlloc {
			return i, true
		}
	}
	return 0, false
}

// after returns the index of the event that follows the scan that found the object of event number n, a
// GCGrey: what a scan finds is recorded before the scan itself, and is scanned in a later one at the earliest.
func (l *Log) after(n int) int {
	i := n
	for i < len(l.Events) && l.Events[i].Kind == trace.GCGrey && l.Events[i].Rule == trace.RuleObject {
		i++
	}
	if l.Events[n-1].Rule == trace.RuleObject && i < len(l.Events) && l.Events[i].Kind == trace.GCSpan {
		return i + 1
	}
	return n
}

// scanned returns the number of the first event of [from, n) that scans a span; 0 if none does.
func (l *Log) scanned(span uint64, from, n int) (event int) {
	at, ok := l.about.last[span]
	for ; ok && at >= 0; at = l.about.links[at].prev {
		i := int(l.about.links[at].event)
		if i < from {
			break
		}
		if i < n && l.Events[i].Kind == trace.GCSpan {
			event = i + 1
		}
	}
	return event
}

// cycle returns the index of the GCBegin event of the cycle that is under way after n events, or of
// the last one; the number of all events if there was none.
func (l *Log) cycle(n int) int {
	i := sort.Search(len(l.Line.Cycles), func(i int) bool { return l.Line.Cycles[i].event >= n })
	if i == 0 {
		return len(l.Events)
	}
	return l.Line.Cycles[i-1].event
}

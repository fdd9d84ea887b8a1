package view

import (
	"slices"

	"gopherscope/sim/trace"
)

// A Log is the events of a run seen so far, with what it takes to show any instant of it at
// once: the state every few thousand events, and the timeline. The zero Log is empty. It is
// not safe for concurrent use.
type Log struct {
	Events []trace.Event // in order; read only
	Line   Timeline      // read only

	tip    State     // after all events
	writes []int     // indices of the GoWrite events
	lines  []printed // the lines that they make
	about  chains    // the events about objects
	marks  []*State  // states at growing numbers of events, never changed once they stand here
}

// markEvery is the least number of events between two marks: what folds in well under a
// millisecond. A state with more rows than that is marked less often, so that the marks of a
// long log take about as much memory as its events.
const markEvery = 4096

// Append adds the next event. One that cannot follow is refused with an error that names it,
// and leaves the log as it was.
func (l *Log) Append(e trace.Event) error {
	if err := l.tip.Apply(e); err != nil {
		return err
	}
	l.Events = append(l.Events, e)
	l.Line.add(&e, &l.tip)
	l.about.note(&e, len(l.Events)-1)
	if e.Kind == trace.GoWrite {
		l.print(&e)
	}
	last := 0
	if len(l.marks) > 0 {
		last = l.marks[len(l.marks)-1].Events
	}
	if gap := l.tip.Events - last; gap >= markEvery && gap >= 3*len(l.tip.Gs)+len(l.tip.Objs) {
		l.marks = append(l.marks, l.tip.Clone())
	}
	return nil
}

// Len returns the number of events.
func (l *Log) Len() int { return len(l.Events) }

// End returns the time of the last event.
func (l *Log) End() trace.Time { return l.Line.End }

// Move makes s the state after the first n events, in the time it takes to fold a few
// thousand of them at most. s is a zero State or one that this log has moved before.
func (l *Log) Move(s *State, n int) {
	n = min(max(n, 0), len(l.Events))
	if n == len(l.Events) && s.Events != n {
		s.Set(&l.tip)
		return
	}
	mark := 0
	var from *State
	if i, ok := slices.BinarySearchFunc(l.marks, n, func(m *State, n int) int { return m.Events - n }); ok {
		from = l.marks[i]
	} else if i > 0 {
		from = l.marks[i-1]
	}
	if from != nil {
		mark = from.Events
	}
	if s.Events > n || s.Events < mark {
		if from == nil {
			from = new(State)
		}
		s.Set(from)
	}
	for s.Events < n {
		if err := s.Apply(l.Events[s.Events]); err != nil {
			panic("view: an event that was accepted is refused: " + err.Error())
		}
	}
}

// State returns the state after the first n events.
func (l *Log) State(n int) *State {
	s := new(State)
	l.Move(s, n)
	return s
}

// Until returns how many events happened up to and at t.
func (l *Log) Until(t trace.Time) int {
	n, _ := slices.BinarySearchFunc(l.Events, t, func(e trace.Event, t trace.Time) int {
		if e.At <= t {
			return -1
		}
		return 1
	})
	return n
}

// Before returns the number of events up to and including the last one before the first n that is
// one of the things to step by, and After that of the next one; 0 and Len if there is none.
func (l *Log) Before(n int, by trace.Steps) int {
	for i := min(n, len(l.Events)) - 2; i >= 0; i-- {
		if l.Events[i].Kind.Is(by) {
			return i + 1
		}
	}
	return 0
}

// After returns the number of events up to and including the first one behind the first n that is
// one of the things to step by; Len if there is none.
func (l *Log) After(n int, by trace.Steps) int {
	for i := max(n, 0); i < len(l.Events); i++ {
		if l.Events[i].Kind.Is(by) {
			return i + 1
		}
	}
	return len(l.Events)
}

package sched

import "gopherscope/sim/trace"

// A decision keeps a list of what it looks at and passes over; the event that tells of the
// decision takes it along. The list is scratch: it belongs to the operation being served.

// A lookList is the looks so far; those beyond n mean nothing.
type lookList struct {
	list [trace.MaxLooks]trace.Look
	n    int
	kept int // the first that stay when there are too many: what is no part of a round of victims
}

// lookAfresh begins the list of a new decision.
func (s *Sched) lookAfresh() { s.looked.n, s.looked.kept = 0, 0 }

// look notes that the decision being taken passes over something; n says which one of several.
func (s *Sched) look(what trace.What, n int32) {
	l := &s.looked
	if l.n == len(l.list) {
		l.shift()
	}
	l.list[l.n] = trace.Look{What: what, N: uint8(n)}
	l.n++
}

// shift makes room for one more look: the oldest that need not stay goes.
func (l *lookList) shift() {
	copy(l.list[l.kept+1:], l.list[l.kept+2:])
	l.list[l.kept] = trace.Look{What: trace.Earlier}
	l.n--
}

// keepLooks has the looks so far stay, whatever a round of victims adds.
func (s *Sched) keepLooks() { s.looked.kept = s.looked.n }

// lookAgain begins a new round of victims.
func (s *Sched) lookAgain() { s.looked.n = s.looked.kept }

// looks returns the list for an event.
func (s *Sched) looks() (l trace.Looks) {
	copy(l[:], s.looked.list[:s.looked.n])
	return l
}

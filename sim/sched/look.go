package sched

import "gopherscope/sim/trace"

// A decision keeps a list of what it looks at and passes over; the event that tells of the
// decision takes it along. The list is scratch: it belongs to the operation being served.

// lookAfresh begins the list of a new decision.
func (s *Sched) lookAfresh() { s.lookAgain(0) }

// lookAgain forgets all looks but the first n.
func (s *Sched) lookAgain(n int) {
	clear(s.looked[min(n, len(s.looked)):])
	s.nlooked = n
}

// look notes that the decision being taken passes over something; n says which one of several.
func (s *Sched) look(what trace.What, n int32) {
	if s.nlooked < len(s.looked) {
		s.looked[s.nlooked] = trace.Look{What: what, N: uint8(n)}
	} else {
		s.looked.Add(what, int(n))
	}
	s.nlooked++
}

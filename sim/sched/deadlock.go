package sched

// checkdead looks, whenever a thread goes idle, whether all have. Then nothing can happen any
// more, unless a timer is pending: if goroutines wait it is a deadlock, and if there are none
// main has ended in Goexit. The machine ends the program at the appointment this makes.
//
// A thread in a system call or in the network poller counts as running.
//
// Models checkdead, runtime/proc.go.
func (s *Sched) checkdead() {
	if s.dead != NotDead || int32(len(s.ms))-s.nmfreed-s.nmidle-s.nmidlelocked-s.nmsys > 0 {
		return
	}
	s.dead = NoGoroutines
	if s.live > 0 {
		for p := range s.timers {
			if len(s.timers[p]) > 0 {
				s.dead = NotDead
				return
			}
		}
		s.dead = Deadlock
	}
	s.host.At(s.now, Appointment{Kind: Dead, Arg: uint32(s.dead)})
}

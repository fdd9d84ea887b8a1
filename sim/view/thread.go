package view

import "gopherscope/sim/trace"

// A Doing says what a thread does.
type Doing uint8

// What threads do.
const (
	NotMade   Doing = iota // there is no such thread yet, or it is sysmon's, which is not shown among the others
	Runs                   // runs its goroutine
	Schedules              // looks for what to run next, in its own P's queues or having given up its P
	Spins                  // looks for work elsewhere
	Naps                   // spins, and has found nothing but another P's runnext: it gives that P a moment
	Wakes                  // new or woken, on its way
	Idles                  // parked, on the idle list
	Tied                   // parked until the goroutine that is locked to it is to run
	Polls                  // blocked in the network poller
	Calls                  // in a system call
	Ended                  // gone

	NumDoings = int(Ended) + 1
)

// String says it in a word or two.
func (d Doing) String() string {
	names := [NumDoings]string{"not made", "running", "scheduling", "spinning", "napping", "waking", "idle", "tied", "polling", "in a system call", "ended"}
	if int(d) < len(names) {
		return names[d]
	}
	return "unknown"
}

// Doing returns what thread m does.
func (s *State) Doing(id trace.ThreadID) Doing {
	if id < 0 || int(id) >= len(s.Ms) || id == sysmonThread {
		return NotMade
	}
	m := &s.Ms[id]
	switch {
	case !m.Made:
		return NotMade
	case m.Dead:
		return Ended
	case m.Parked && m.For != trace.NoGo:
		return Tied
	case m.Parked:
		return Idles
	case m.Polling:
		return Polls
	case m.Waking:
		return Wakes
	case m.G != trace.NoGo && s.status(m.G) == Syscall:
		return Calls
	case m.G != trace.NoGo:
		return Runs
	case m.Napping:
		return Naps
	case m.Spinning:
		return Spins
	}
	return Schedules
}

// InSyscall reports whether the goroutine of P id sits in a system call: the P stays with its
// thread, runs nothing, and may be taken.
func (s *State) InSyscall(id trace.ProcID) bool {
	return id >= 0 && int(id) < len(s.Procs) && s.Procs[id].Running != trace.NoGo && s.status(s.Procs[id].Running) == Syscall
}

package sched

// Counts are goroutines by what they do, the runtime's own included, and threads.
type Counts struct {
	Created                             uint64 // ever
	Running, Runnable, Waiting, NotInGo uint64 // NotInGo: in a system call
	Threads                             uint64 // that have not ended
}

// Count counts. Models schedStatsAggregate.compute, runtime/metrics.go.
func (s *Sched) Count() Counts {
	c := Counts{Created: s.created, Threads: uint64(len(s.ms)) - uint64(s.nmfreed)}
	for i := range s.gs.Len() {
		switch s.gs.Get(i).Status {
		case Grunning:
			c.Running++
		case Grunnable:
			c.Runnable++
		case Gsyscall:
			c.NotInGo++
		case Gwaiting, Gpreempted:
			c.Waiting++
		}
	}
	return c
}

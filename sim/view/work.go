package view

import "gopherscope/sim/trace"

// A Work is what a running goroutine does for the collector.
type Work uint8

// The kinds of work. A worker is a goroutine of the runtime's own, and its mode is chosen anew
// whenever a P runs it; an assist or a sweep is done by the goroutine that wants memory.
const (
	NoWork     Work = iota
	Dedicated       // marks until the mark phase ends
	Fractional      // marks for a share of the P's time
	IdleTime        // marks because the P has nothing else to run
	Assist          // marks before it may allocate more
	Sweep           // sweeps before it may take memory

	NumWorks = int(Sweep) + 1
)

// String says it in a word.
func (w Work) String() string {
	return [NumWorks]string{"", "dedicated", "fractional", "idle", "assist", "sweep"}[w]
}

// Worker reports whether w is a worker's.
func (w Work) Worker() bool { return w == Dedicated || w == Fractional || w == IdleTime }

// workOf returns the work that an event begins.
func workOf(e *trace.Event) Work {
	switch {
	case e.Kind == trace.GCAssistBegin:
		return Assist
	case e.Kind == trace.GCSweepBegin:
		return Sweep
	}
	for w := Dedicated; w <= IdleTime; w++ {
		if w.String() == e.Text {
			return w
		}
	}
	return NoWork
}

// working has e.G, which runs on e.P, begin or end its work for the collector. A sweep within an
// assist, or the other way round, is not told apart: the one that ends first ends both.
func (s *State) working(e *trace.Event, w Work) error {
	p, err := s.proc(e.P)
	switch {
	case err != nil:
		return err
	case p.Running != e.G || e.G == trace.NoGo:
		return refuse("P%d does not run G%d", e.P, e.G)
	case e.Kind == trace.GCWorkerStart && w == NoWork:
		return refuse("a worker has no mode %q", e.Text)
	}
	p.Work = w
	return nil
}

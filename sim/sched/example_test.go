package sched_test

import (
	"fmt"

	"gopherscope/sim/mem"
	"gopherscope/sim/sched"
	"gopherscope/sim/trace"
)

// A host is the smallest machine: a clock, a list of appointments, and a printed log.
type host struct {
	now    trace.Time
	agenda []entry
	pr     trace.Printer
}

type entry struct {
	at trace.Time
	a  sched.Appointment
}

func (h *host) Now() trace.Time                                { return h.now }
func (h *host) At(t trace.Time, a sched.Appointment)           { h.agenda = append(h.agenda, entry{t, a}) }
func (h *host) Go(slot int32, fn uint64)                       {}
func (h *host) StoreTime(dst uint64, t trace.Time)             {}
func (h *host) Print(string)                                   {}
func (h *host) SafePoint(int32)                                {}
func (h *host) MarkWork(int32) bool                            { return false }
func (h *host) Wants(c trace.Class) bool                       { return c&(trace.Sched|trace.Wait) != 0 }
func (h *host) Write(e trace.Event)                            { fmt.Printf("%s\n", h.pr.Append(nil, e)) }
func (h *host) Shade(at, old, new uint64)                      {}
func (h *host) BulkBarrier(dst, src, elem uint64, direct bool) {}

// next moves to the earliest appointment, and of those at one instant to the one made first.
func (h *host) next() sched.Appointment {
	first := 0
	for i, e := range h.agenda {
		if e.at < h.agenda[first].at {
			first = i
		}
	}
	e := h.agenda[first]
	h.agenda = append(h.agenda[:first], h.agenda[first+1:]...)
	h.now = e.at
	return e.a
}

// Main makes a goroutine and receives from it. The machine is a loop that keeps appointments:
// it runs the goroutine of a P up to its next operation, and hands the rest back.
func ExampleSched() {
	h := &host{}
	memory := mem.New(1 << 16)
	s := sched.New(sched.Config{Procs: 1}, h, memory)

	const c, value, result = mem.NilPage, mem.NilPage + sched.HchanBytes, mem.NilPage + sched.HchanBytes + 8
	memory.Store(value, 7)

	// What the goroutines do, an operation after another.
	main := []func(p int32) sched.Result{
		func(p int32) sched.Result { s.Makechan(p, c, 0, 8, 0, "int", 0); return sched.Result{} },
		func(p int32) sched.Result { _, r := s.Newproc(p, 2); return r },
		func(p int32) sched.Result { return s.Chanrecv(p, c, result, true) },
	}
	sender := []func(p int32) sched.Result{
		func(p int32) sched.Result { return s.Chansend(p, c, value, true) },
		s.Exit,
	}

	s.Start(1)
	for len(main) > 0 || s.NumGoroutine() > 1 {
		a := h.next()
		if a.Kind != sched.Run {
			s.Keep(a)
			continue
		}
		if s.G(s.Current(a.P)).System {
			s.BootSystem(a.P) // one of the runtime's own: it only parks
			continue
		}
		s.Resume(a.P)
		ops := &main
		if s.Current(a.P) != 0 {
			ops = &sender
		}
		op := (*ops)[0]
		*ops = (*ops)[1:]
		if r := op(a.P); !r.Parked {
			h.At(h.now+s.Cost(), a)
		}
	}
	fmt.Println("received", memory.Load(result))
	// Output:
	//          0ns P0  -     ProcsChange   1
	//          0ns P0  -     ThreadStart   M0
	//          0ns P0  -     ProcStart     M0
	//          0ns P0  -     GoCreate      G1 runnext
	//          0ns P0  G1    GoStart       runnext tick 4
	//          0ns -   -     GoSystem      G2 force gc (idle) runtime.forcegchelper
	//          0ns -   -     GoSystem      G3 GC sweep wait runtime.bgsweep
	//          0ns -   -     GoSystem      G4 GC scavenge wait runtime.bgscavenge
	//          0ns P0  -     GoSystem      G5 runnext runtime.updateMaxProcsGoroutine
	//         40ns P0  G1    ChanMake      c1 cap 0 int
	//         40ns P0  G1    GoCreate      G6 runnext
	//         40ns P0  G1    GoKick        G5 local queue
	//       1420ns P0  G1    GoBlock       chan receive c1
	//       1420ns P0  G6    GoStart       runnext tick 4 inherits the slice
	//       1500ns P0  G6    ChanSend      c1 to G1 len 0
	//       1500ns P0  G6    GoUnblock     G1 runnext
	//       1540ns P0  G6    GoDestroy
	//       1540ns P0  G1    GoStart       runnext tick 4 inherits the slice
	// received 7
}

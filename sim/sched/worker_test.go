package sched

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

// mark is what a worker does that runs on P p: a piece of the work after the other.
func (mc *machine) mark(p int32) {
	s := mc.s
	pp := &s.ps[p]
	if r, was := s.Resume(p); was && r.Parked {
		return
	}
	if pp.Mode == NoWorker {
		s.ParkWorker(p)
		return
	}
	stop := mc.work == 0
	switch {
	case s.PreemptWanted(p) && pp.Mode == DedicatedWorker && !s.stw.on && !pp.safePoint:
		pp.Preempt = false
		s.DrainRunq(p)
	case s.PreemptWanted(p):
		stop = true
	case pp.Mode == FractionalWorker:
		stop = stop || s.FractionDone(p)
	case pp.Mode == IdleWorker:
		stop = stop || s.PollWork(p)
	}
	if stop {
		s.StopWorker(p)
		s.ParkWorker(p)
		return
	}
	mc.work--
	mc.At(mc.now+workPiece, Appointment{Kind: Run, P: p})
}

// collector returns a machine whose workers mark.
func collector(t tester, conf Config) *machine {
	mc := newMachine(t, conf)
	mc.native = mc.mark
	mc.wants = trace.Sched | trace.GC
	return mc
}

// begin makes the workers and begins to mark, with the world stopped.
func (g *goro) begin(work, dedicated int, fraction float64, idleMax int) {
	s := g.mc.s
	for enough := false; !enough; {
		g.do(func(p int32) (r Result) { r, enough = s.MakeWorker(p); return r })
	}
	g.do(func(p int32) Result { return s.Acquire(p, GCSema) })
	g.do(func(p int32) Result { return s.StopTheWorld(p, "GC sweep termination") })
	g.do(func(p int32) Result {
		g.mc.work = work
		s.StartMarking(dedicated, fraction, idleMax)
		return s.StartTheWorld(p)
	})
}

// tale returns the events of the given kinds in a line.
func (mc *machine) tale(kinds ...trace.Kind) string {
	var list []string
	for _, e := range mc.events {
		if slices.Contains(kinds, e.Kind) {
			list = append(list, fmt.Sprint(e.Kind, " P", e.P, " G", e.G+e.Other))
		}
	}
	return strings.Join(list, ", ")
}

// Every P has a worker after the first collection has begun; they wait in the pool, and no count
// of the program's goroutines includes them.
func TestWorkersAreMade(t *testing.T) {
	for _, procs := range []int{1, 2, 3, 8} {
		mc := collector(t, Config{Procs: procs})
		mc.run(trace.Second, func(m *goro) {
			m.begin(0, 0, 0, 0)
			m.begin2(t, procs)
		})
		if !mc.done {
			t.Errorf("%d Ps: main did not return", procs)
		}
	}
}

func (g *goro) begin2(t *testing.T, procs int) {
	s := g.mc.s
	if int(s.mark.workers) != procs || int(s.mark.pool.size) != procs || s.NumGoroutine() != 1 {
		t.Errorf("%d Ps: %d workers, %d in the pool, %d goroutines", procs, s.mark.workers, s.mark.pool.size, s.NumGoroutine())
	}
}

// What a dedicated worker does to the goroutines of its P, and who runs meanwhile.
func TestDedicatedWorker(t *testing.T) {
	mc := collector(t, Config{Procs: 2})
	mc.run(trace.Second, func(m *goro) {
		m.begin(2000, 1, 0, 1)
		for range 4 {
			m.Go(func(g *goro) { g.Work(30 * trace.Millisecond) })
		}
		m.Work(60 * trace.Millisecond)
	})
	spent := mc.s.Marked()
	if spent.Dedicated < 20*trace.Millisecond || spent.Fractional != 0 {
		t.Errorf("dedicated %d, fractional %d", spent.Dedicated, spent.Fractional)
	}
	if mc.work != 0 {
		t.Errorf("%d pieces are left", mc.work)
	}
}

// At one P a fractional worker has a quarter of the time, a fifth more at most, wherever the
// goroutine is asked to yield.
func TestFractionalWorker(t *testing.T) {
	mc := collector(t, Config{Procs: 1})
	var begun, ended trace.Time
	mc.run(10*trace.Second, func(m *goro) {
		m.begin(100_000, 0, 0.25, 1)
		begun = mc.now
		for range 40 {
			m.Work(10 * trace.Millisecond)
			m.Gosched()
		}
		ended = mc.now
	})
	spent := mc.s.Marked()
	share := float64(spent.Fractional) / float64(ended-begun)
	if share < 0.2 || share > 0.31 {
		t.Errorf("the fractional worker had %.2f of the time, want about .25", share)
	}
}

// An idle P marks, and stops as soon as there is something to run; no more than idleMax do.
func TestIdleWorkers(t *testing.T) {
	mc := collector(t, Config{Procs: 4})
	most := int32(0)
	mc.native = func(p int32) {
		most = max(most, mc.s.mark.idle)
		mc.mark(p)
	}
	mc.run(trace.Second, func(m *goro) {
		m.begin(200, 0, 0, 2)
		m.Sleep(2 * trace.Millisecond)
		m.Go(func(g *goro) { g.Print("other") })
		m.Work(5 * trace.Millisecond)
	})
	if most != 2 || mc.output() != "other" || mc.s.Marked().Idle == 0 {
		t.Errorf("at most %d idle workers for %d ns, printed %q", most, mc.s.Marked().Idle, mc.output())
	}
}

// A ragged barrier comes to idle Ps and those in system calls at once, to running ones at their
// next safe point, and lets each go on by itself.
func TestForEachP(t *testing.T) {
	mc := collector(t, Config{Procs: 4})
	var before, after trace.Time
	mc.run(trace.Second, func(m *goro) {
		m.Go(func(g *goro) { g.Syscall(20 * trace.Millisecond) })
		m.Sleep(trace.Millisecond)
		m.Go(func(g *goro) { g.Work(20 * trace.Millisecond) })
		m.Work(trace.Millisecond)
		m.do(func(p int32) Result {
			before = mc.now
			return mc.s.ForEachP(p, trace.GCMarkTermination)
		})
		after = mc.now
	})
	slices.Sort(mc.safe)
	if !slices.Equal(mc.safe, []int32{0, 1, 2, 3}) {
		t.Errorf("Ps %v, want each once", mc.safe)
	}
	if d := after - before; d > 200*trace.Microsecond {
		t.Errorf("it took %d ns, though the system call and the work last longer", d)
	}
}

// The world stands while who stopped it works, and goes on after; a second one waits.
func TestStopTheWorld(t *testing.T) {
	for _, procs := range []int{1, 4} {
		mc := collector(t, Config{Procs: procs})
		stopped := func(m *goro, name string) {
			s := mc.s
			m.do(func(p int32) Result { return s.Acquire(p, GCSema) })
			m.do(func(p int32) Result { return s.StopTheWorld(p, name) })
			for range 10 {
				m.do(func(p int32) Result {
					for i := range s.ps {
						if int32(i) != p && s.ps[i].Status != Pgcstop {
							t.Errorf("P%d is %v while the world stands", i, s.ps[i].Status)
						}
					}
					s.begin(trace.Microsecond)
					return s.goOn()
				})
			}
			m.do(func(p int32) Result { return s.StartTheWorld(p) })
			m.do(func(p int32) Result { return s.Release(p, GCSema) })
			m.Print(name)
		}
		mc.run(trace.Second, func(m *goro) {
			for range 5 {
				m.Go(func(g *goro) { g.Work(3 * trace.Millisecond) })
			}
			m.Go(func(g *goro) { stopped(g, "second") })
			m.Gosched()
			stopped(m, "first")
			m.Work(20 * trace.Millisecond)
		})
		if got := strings.Fields(mc.output()); len(got) != 2 || !mc.done {
			t.Errorf("%d Ps: printed %v", procs, got)
		}
		if got := strings.Count(mc.tale(trace.STWBegin, trace.STWEnd), "STW"); got != 4 {
			t.Errorf("%d Ps: %d events of stops, want 4", procs, got)
		}
	}
}

// Who scans a running goroutine's stack waits until it has stopped; then it goes on in the
// scanner's runnext.
func TestSuspendG(t *testing.T) {
	mc := collector(t, Config{Procs: 2})
	mc.run(trace.Second, func(m *goro) {
		var other int32
		m.do(func(p int32) Result {
			slot, r := mc.s.Newproc(p, 2)
			mc.spawn(slot, func(g *goro) { g.Work(trace.Millisecond); g.Print("done") })
			other = slot
			return r
		})
		m.Work(300 * trace.Microsecond)
		if mc.s.G(other).Status != Grunning {
			t.Fatalf("the other is %v", mc.s.G(other).Status)
		}
		stopped := false
		for spins := 0; !stopped; spins++ {
			m.do(func(p int32) Result { stopped = mc.s.SuspendG(p, other); return Result{OK: true} })
			if !stopped {
				m.Work(5 * trace.Microsecond)
			}
			if spins > 20 {
				t.Fatal("it does not stop")
			}
		}
		if mc.s.G(other).Status != Gpreempted {
			t.Errorf("stopped, it is %v", mc.s.G(other).Status)
		}
		m.do(func(p int32) Result {
			mc.s.ResumeG(p, other)
			if mc.s.ps[p].Next != other {
				t.Error("it is not in the scanner's runnext")
			}
			return Result{OK: true}
		})
		m.Work(3 * trace.Millisecond)
	})
	if mc.output() != "done" {
		t.Errorf("printed %q", mc.output())
	}
}

// Assists wait in the order of asking; one that was paid in part waits behind the others.
func TestAssistQueue(t *testing.T) {
	mc := collector(t, Config{Procs: 1})
	mc.run(trace.Second, func(m *goro) {
		for i := range 3 {
			m.Go(func(g *goro) { g.do(mc.s.ParkAssist); g.Print(i) })
			m.Gosched()
		}
		m.do(func(p int32) Result {
			mc.s.AssistLater()
			mc.s.AssistDone(p)
			return Result{OK: true}
		})
		m.Gosched()
		m.Print("all")
		m.do(func(p int32) Result { mc.s.WakeAssists(p); return Result{OK: true} })
		m.Gosched()
	})
	if got, want := mc.output(), "1 all 2 0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Two minutes after a collection ended sysmon wakes who begins one; a program that had none, or
// has GOGC=off, has none.
func TestForcedGC(t *testing.T) {
	for _, tt := range []struct {
		name      string
		gced, off bool
		want      int
	}{
		{"after a collection", true, false, 2},
		{"never collected", false, false, 0},
		{"GOGC=off", true, true, 0},
	} {
		mc := collector(t, Config{Procs: 2})
		var at []trace.Time
		mc.native = func(p int32) {
			at = append(at, mc.now)
			mc.s.GCEnded()
			mc.s.ParkSystem(p, ForceGC)
		}
		mc.run(300*trace.Second, func(m *goro) {
			if tt.gced {
				mc.s.GCEnded()
			}
			mc.s.SetForceGC(!tt.off)
			m.Sleep(260 * trace.Second)
		})
		if len(at) != tt.want {
			t.Errorf("%s: forced at %v, want %d times", tt.name, at, tt.want)
		}
		for i, got := range at {
			if early := trace.Time(i+1) * 120 * trace.Second; got < early || got > early+trace.Time(i+1)*61*trace.Second {
				t.Errorf("%s: forced at %d, want soon after %d", tt.name, got, early)
			}
		}
	}
}

package sched

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

const (
	us = trace.Microsecond
	ms = trace.Millisecond
)

// program runs main on a machine with events and returns the machine.
func runMain(t *testing.T, conf Config, until trace.Time, main func(mc *machine, m *goro)) *machine {
	t.Helper()
	mc := newMachine(t, conf)
	mc.wants = trace.All
	mc.run(until, func(g *goro) { main(mc, g) })
	return mc
}

// of returns the events of a kind.
func (mc *machine) of(k trace.Kind) (es []trace.Event) {
	for _, e := range mc.events {
		if e.Kind == k {
			es = append(es, e)
		}
	}
	return es
}

// sysmon's looks come every 10 ms by then, and it takes two: one to see that a slice began,
// one to find that it still runs.
func TestASliceLastsTwentyMilliseconds(t *testing.T) {
	mc := runMain(t, Config{}, 400*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Work(trace.Second) })
		m.Work(trace.Second)
	})
	stops := mc.of(trace.GoStop)
	if len(stops) < 15 {
		t.Fatalf("%d preemptions in 400 ms", len(stops))
	}
	for i := 3; i < len(stops); i++ {
		if d := stops[i].At - stops[i-1].At; d < 20*ms-stretch || d > 20*ms+50*us {
			t.Errorf("slice %d lasted %d ns", i, d)
		}
		if stops[i].Why != trace.Preempted || stops[i].To != trace.GlobalQueue {
			t.Errorf("slice %d ended as %v to %v", i, stops[i].Why, stops[i].To)
		}
	}
}

// Two goroutines that wake each other through runnext share one slice: a third in the ring
// waits until sysmon ends it, as on the real runtime after 10 to 25 ms.
func TestPingPongIsOneSlice(t *testing.T) {
	var third trace.Time
	runMain(t, Config{}, 100*ms, func(mc *machine, m *goro) {
		mc.check, mc.wants = false, 0
		a, b := mc.Chan(0), mc.Chan(0)
		m.Go(func(g *goro) {
			for {
				v, _ := g.Recv(a)
				g.Send(b, v)
			}
		})
		m.Go(func(g *goro) { third = mc.now })
		m.Go(func(g *goro) {})
		for third == 0 {
			m.Send(a, 1)
			m.Recv(b)
		}
	})
	if third < 10*ms || third > 25*ms {
		t.Errorf("the third goroutine first ran at %d ns", third)
	}
}

func TestNoPreemption(t *testing.T) {
	mc := runMain(t, Config{NoPreemption: true}, 200*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Print("never") })
		m.Work(trace.Second)
	})
	if mc.output() != "" {
		t.Errorf("printed %q", mc.output())
	}
}

func TestDeaths(t *testing.T) {
	for _, tt := range []struct {
		name string
		want Death
		at   trace.Time // or up to 0.1 ms later
		main func(mc *machine, m *goro)
	}{
		{"everybody waits", Deadlock, 0, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Recv(mc.Chan(0)) })
			m.Block()
		}},
		{"a nil channel", Deadlock, 0, func(mc *machine, m *goro) { m.Recv(0) }},
		{"a sleeper delays it", Deadlock, 3 * ms, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Sleep(3 * ms) })
			m.Block()
		}},
		{"a timer's function delays it", Deadlock, 2 * ms, func(mc *machine, m *goro) {
			mc.AfterFunc(m, 2*ms, func(g *goro) {})
			m.Block()
		}},
		{"a stopped timer does not", Deadlock, 0, func(mc *machine, m *goro) {
			m.stop(mc.AfterFunc(m, trace.Second, func(g *goro) {}))
			m.Block()
		}},
		{"nor do timers and tickers that nobody waits for", Deadlock, 0, func(mc *machine, m *goro) {
			mc.Timer(m, trace.Second, 0)
			mc.Timer(m, ms, ms)
			m.Block()
		}},
		{"one that runs hides it", NotDead, 0, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Work(10 * trace.Second) })
			m.Block()
		}},
		{"so does one in a system call", NotDead, 0, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Syscall(10 * trace.Second) })
			m.Block()
		}},
		{"one that waits for the network hides it", NotDead, 0, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.NetWait(10 * trace.Second) })
			m.Block()
		}},
		{"and then delays it", Deadlock, 3 * ms, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.NetWait(3 * ms) })
			m.Block()
		}},
		{"main left by Goexit, nobody else", NoGoroutines, 0, func(mc *machine, m *goro) { m.goexit = true }},
		{"main left by Goexit, then the others end", NoGoroutines, 5 * ms, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Sleep(5 * ms) })
			m.goexit = true
		}},
		{"main left by Goexit, another waits", Deadlock, 0, func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Block() })
			m.goexit = true
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for procs := 1; procs <= 4; procs += 3 {
				mc := runMain(t, Config{Procs: procs}, trace.Second, tt.main)
				if mc.dead != tt.want || mc.dead != NotDead && (mc.now < tt.at || mc.now > tt.at+100*us) {
					t.Errorf("%d Ps: %q at %d ns, want %q at %d", procs, mc.dead, mc.now, tt.want, tt.at)
				}
			}
		})
	}
}

// A timer of the program with a channel; period 0 fires once.
func (mc *machine) Timer(g *goro, d, period trace.Time) (tm uint64, c channel) {
	tm, c = mc.alloc(TimerBytes), mc.Chan(1)
	mc.mem.Store(tm+timerAtChan, uint64(c))
	g.do(func(p int32) Result { return mc.s.StartTimer(p, tm, mc.now+d, int64(period)) })
	return tm, c
}

// AfterFunc calls fn in a goroutine of its own after d.
func (mc *machine) AfterFunc(g *goro, d trace.Time, fn func(*goro)) (tm uint64) {
	tm = mc.alloc(TimerBytes)
	closure := mc.alloc(8)
	mc.mem.Store(closure, 7)
	mc.mem.Store(tm+timerAtFunc, closure)
	mc.funcs[closure] = fn
	g.do(func(p int32) Result { return mc.s.StartTimer(p, tm, mc.now+d, 0) })
	return tm
}

func (g *goro) stop(tm uint64) bool {
	return g.do(func(p int32) Result { return g.mc.s.StopTimer(p, tm) }).OK
}

func (g *goro) reset(tm uint64, d trace.Time) bool {
	return g.do(func(p int32) Result { return g.mc.s.StartTimer(p, tm, g.mc.now+d, 0) }).OK
}

// The rules of channel timers since Go 1.23.
func TestTimers(t *testing.T) {
	for _, tt := range []struct {
		name string
		want string
		main func(mc *machine, m *goro)
	}{
		{"one that nobody saw fire is still pending", "true true", func(mc *machine, m *goro) {
			tm, _ := mc.Timer(m, ms, 0)
			m.Sleep(5 * ms)
			m.Print(m.stop(tm))
			tm, _ = mc.Timer(m, ms, 0)
			m.Sleep(5 * ms)
			m.Print(m.reset(tm, ms))
		}},
		{"one that was received from is not", "1000000 false", func(mc *machine, m *goro) {
			tm, c := mc.Timer(m, ms, 0)
			start := int(mc.now)
			v, _ := m.Recv(c)
			m.Print(v - start + int(costTimer))
			m.Print(m.stop(tm))
		}},
		{"len and cap are 0, before and after", "0 0 0 0", func(mc *machine, m *goro) {
			_, c := mc.Timer(m, ms, 0)
			for range 2 {
				m.Print(mc.s.Chanlen(uint64(c)))
				m.Print(mc.s.Chancap(uint64(c)))
				m.Sleep(2 * ms)
				m.Select(false) // nothing
			}
		}},
		{"nothing stale after Stop", "false -1", func(mc *machine, m *goro) {
			tm, c := mc.Timer(m, ms, 0)
			m.Sleep(2 * ms)
			m.Select(false, c, c) // fires late, into the buffer, and is received
			m.Print(m.stop(tm))
			which, _, _ := m.Select(false, c, c)
			m.Print(which)
		}},
		{"nothing stale after Reset", "3", func(mc *machine, m *goro) {
			tm, c := mc.Timer(m, ms, 0)
			m.Sleep(2 * ms)
			m.reset(tm, ms)
			v, _ := m.Recv(c)
			m.Print(trace.Time(v) / ms)
		}},
		{"a ticker drops what nobody takes, and keeps its rhythm", "1 5 6", func(mc *machine, m *goro) {
			_, c := mc.Timer(m, ms, ms)
			v, _ := m.Recv(c)
			m.Print(trace.Time(v) / ms)
			m.Sleep(3*ms + ms/2)
			m.Sleep(ms / 2)
			v, _ = m.Recv(c) // 2 was never sent: nobody was blocked
			m.Print(trace.Time(v)/ms + 3)
			v, _ = m.Recv(c)
			m.Print(trace.Time(v) / ms)
		}},
		{"a function runs in a goroutine of its own", "f m", func(mc *machine, m *goro) {
			mc.AfterFunc(m, ms, func(g *goro) { g.Print("f") })
			m.Sleep(2 * ms)
			m.Print("m")
		}},
		{"a stopped function does not run", "true false m", func(mc *machine, m *goro) {
			tm := mc.AfterFunc(m, ms, func(g *goro) { g.Print("f") })
			m.Print(m.stop(tm))
			m.Print(m.stop(tm))
			m.Sleep(2 * ms)
			m.Print("m")
		}},
		{"a select with a timeout", "1 0", func(mc *machine, m *goro) {
			c := mc.Chan(0)
			_, timeout := mc.Timer(m, ms, 0)
			which, _, _ := m.Select(true, c, timeout)
			m.Print(which)
			m.Go(func(g *goro) { g.Send(c, 1) })
			_, timeout = mc.Timer(m, ms, 0)
			which, _, _ = m.Select(true, c, timeout)
			m.Print(which)
		}},
		{"equal deadlines fire in the order they were set", "c a b", func(mc *machine, m *goro) {
			at := mc.now + ms
			for _, name := range []string{"a", "b", "c"} {
				mc.AfterFunc(m, at-mc.now, func(g *goro) { g.Print(name) })
			}
			m.Work(2 * ms)
			m.Sleep(ms)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := runMain(t, Config{}, trace.Second, tt.main)
			if got := mc.output(); got != tt.want || !mc.done {
				t.Errorf("printed %q, want %q; main returned: %v", got, tt.want, mc.done)
			}
		})
	}
}

// Sleep ends exactly on time if nothing else runs: the thread in the network poller gets up.
func TestSleepIsExact(t *testing.T) {
	for procs := 1; procs <= 4; procs++ {
		for _, d := range []trace.Time{1, us, 50 * us, ms, 3*ms + 7, trace.Second} {
			var slept trace.Time
			runMain(t, Config{Procs: procs}, trace.Never, func(mc *machine, m *goro) {
				m.stop(mc.AfterFunc(m, ms, func(g *goro) {})) // makes the poller
				m.Work(ms)                                    // let threads that started settle
				before := mc.now
				m.Sleep(d)
				slept = mc.now - before
			})
			if late := slept - max(d, costPark+costHeap); late != costFire+costReady+costDispatch {
				t.Errorf("%d Ps: Sleep(%d) took %d", procs, d, slept)
			}
		}
	}
}

// The timer of a busy P is run by another: the thread in the network poller, which meant to
// sleep for longer, is interrupted to learn of it, and gets up in time to steal it.
func TestTimerOfABusyP(t *testing.T) {
	mc := runMain(t, Config{Procs: 2}, trace.Second/2, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Sleep(trace.Second) })
		m.Gosched()
		m.Work(ms) // the other P's thread goes into the poller
		mc.AfterFunc(m, ms, func(g *goro) { g.Print(mc.now) })
		m.Work(5 * ms)
		m.Print("m")
	})
	var fired trace.Event
	for _, e := range mc.of(trace.TimerFire) {
		if e.Obj != 0 {
			fired = e
		}
	}
	if fired.P != 1 || fired.At != fired.Until || !strings.HasSuffix(mc.output(), " m") {
		t.Errorf("printed %q; fired as %+v", mc.output(), fired)
	}
	if n := len(mc.of(trace.PollBegin)); n < 2 {
		t.Errorf("a thread went into the poller %d times", n)
	}
}

// Two goroutines change GOMAXPROCS at once: one after the other.
func TestSetProcsTwiceAtOnce(t *testing.T) {
	mc := runMain(t, Config{Procs: 4}, 100*ms, func(mc *machine, m *goro) {
		wg := mc.WaitGroup()
		wg.n = 1
		m.Go(func(g *goro) {
			g.Work(100*us - mc.now)
			g.do(func(p int32) Result { return mc.s.SetProcs(p, 3) })
			g.Done(wg)
		})
		m.Work(100*us - mc.now)
		m.do(func(p int32) Result { return mc.s.SetProcs(p, 2) })
		m.Wait(wg)
	})
	var ns []int64
	for _, e := range mc.of(trace.ProcsChange) {
		ns = append(ns, e.N)
	}
	if len(ns) != 3 || ns[1]+ns[2] != 5 || !mc.done {
		t.Errorf("GOMAXPROCS was %v; main returned: %v", ns, mc.done)
	}
}

// On Linux an idle program sleeps in whole milliseconds, as measured on go1.26: Sleep(50 µs)
// takes 1.08 ms, 1.5 ms take 2.16 ms and 5 ms take 5.16 ms.
func TestCoarseTimers(t *testing.T) {
	for _, tt := range []struct{ sleep, want trace.Time }{
		{50 * us, 1080 * us}, {900 * us, 1080 * us}, {ms, 1080 * us}, {ms + ms/2, 2160 * us}, {5 * ms, 5160 * us},
	} {
		var slept trace.Time
		runMain(t, Config{CoarseTimers: true}, trace.Never, func(mc *machine, m *goro) {
			m.stop(mc.AfterFunc(m, ms, func(g *goro) {})) // makes the poller
			before := mc.now
			m.Sleep(tt.sleep)
			slept = mc.now - before
		})
		if slept < tt.want-us || slept > tt.want+us {
			t.Errorf("Sleep(%d) took %d, want about %d", tt.sleep, slept, tt.want)
		}
	}
}

// A lone timer wakes the poller exactly; of some that are due within the timer slack the last
// does, and one that is due later does not matter.
func TestTimersCoalesce(t *testing.T) {
	for _, tt := range []struct {
		sleeps []trace.Time
		want   trace.Time // when the first of them fires
	}{
		{[]trace.Time{ms}, ms},
		{[]trace.Time{ms, ms + 20*us, ms + 50*us}, ms + 50*us},
		{[]trace.Time{ms, ms + 50*us + 1}, ms},
		{[]trace.Time{3 * ms, ms, 2 * ms, ms + 10*us, ms + 5*us, 4 * ms, ms + 7*us}, ms + 10*us},
	} {
		mc := newMachine(t, Config{})
		mc.wants = trace.All
		for i, d := range tt.sleeps {
			mc.s.addTimer(0, timerWhen{when: d, timer: mc.alloc(TimerBytes), g: int32(i)})
		}
		if got := mc.s.coalesce(mc.s.timeSleepUntil()); got != tt.want {
			t.Errorf("sleeps of %v: the poller wakes at %d, want %d", tt.sleeps, got, tt.want)
		}
	}
}

// The idle Ps are a stack with the highest on top, and threads are woken one after another.
func TestParallelismRampsUp(t *testing.T) {
	used := map[int32]bool{}
	mc := runMain(t, Config{Procs: 8}, 10*ms, func(mc *machine, m *goro) {
		var spin func(depth int) func(g *goro)
		spin = func(depth int) func(g *goro) {
			return func(g *goro) {
				used[g.p] = true
				if depth > 0 {
					g.Go(spin(depth - 1))
				}
				g.Work(9 * ms)
			}
		}
		spin(3)(m)
	})
	var ps []int
	for p := range used {
		ps = append(ps, int(p))
	}
	slices.Sort(ps)
	if fmt.Sprint(ps) != "[0 5 6 7]" {
		t.Errorf("four spinners used the Ps %v", ps)
	}
	var starts []trace.Time
	for _, e := range mc.of(trace.GoStart) {
		if e.Rule == trace.RuleStealNext {
			starts = append(starts, e.At)
		}
	}
	for i := 1; i < len(starts); i++ {
		if d := starts[i] - starts[i-1]; d < costFutexHot {
			t.Errorf("spinner %d began %d ns after the one before it", i, d)
		}
	}
	if len(starts) != 3 || starts[0] < costFutexHot+costNap {
		t.Errorf("spinners were stolen at %v", starts)
	}
}

// A burst of a thousand go statements wakes one thread.
func TestABurstWakesOneThread(t *testing.T) {
	mc := runMain(t, Config{Procs: 8}, 15*us, func(mc *machine, m *goro) {
		for range 1000 {
			m.Go(func(g *goro) {})
		}
	})
	if n := len(mc.of(trace.ThreadStart)) - 1 + len(mc.of(trace.ThreadWake)); n != 1 {
		t.Errorf("%d threads were started or woken", n)
	}
}

func TestGoroutineNumbers(t *testing.T) {
	for _, tt := range []struct {
		conf Config
		want string
	}{
		{Config{}, "[6 7 8]"},
		{Config{LinksOS: true}, "[7 8 9]"},
	} {
		mc := runMain(t, tt.conf, ms, func(mc *machine, m *goro) {
			for range 3 {
				m.Go(func(g *goro) {})
			}
		})
		var ids []trace.GoID
		for _, e := range mc.of(trace.GoCreate)[1:] {
			ids = append(ids, e.Other)
		}
		if fmt.Sprint(ids) != tt.want {
			t.Errorf("%+v: numbers %v, want %s", tt.conf, ids, tt.want)
		}
	}
	// Another P takes a batch of 16 of its own.
	mc := runMain(t, Config{Procs: 2}, ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Go(func(g2 *goro) {}) })
		m.Work(ms)
	})
	if es := mc.of(trace.GoCreate); len(es) != 3 || es[2].P != 1 || es[2].Other != 17 {
		t.Errorf("created %+v", es)
	}
}

// A system call keeps its P until sysmon has seen it in two looks.
func TestSyscallLosesItsP(t *testing.T) {
	mc := runMain(t, Config{}, 100*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Print("B"); g.Work(5 * ms); g.Print("B2") })
		m.Syscall(10 * us)
		m.Print("short")
		m.Syscall(2 * ms)
		m.Print("long")
	})
	if got := mc.output(); got != "short B B2 long" {
		t.Errorf("printed %q", got)
	}
	steals, stops := mc.of(trace.ProcSteal), mc.of(trace.GoStop)
	if len(steals) != 1 || len(stops) != 1 || stops[0].Why != trace.SyscallNoP || stops[0].To != trace.GlobalQueue {
		t.Errorf("Ps stolen: %+v; stops: %+v", steals, stops)
	}
	if d := steals[0].At - mc.of(trace.GoSyscall)[1].At; d < 20*us || d > 40*us {
		t.Errorf("the P was taken %d ns after the call began", d)
	}
}

// Handoff gives the semaphore to the waiter, who runs at once; the releaser goes to the tail
// of its own P's queue, not of the global one.
func TestHandoff(t *testing.T) {
	mc := runMain(t, Config{}, ms, func(mc *machine, m *goro) {
		sema := mc.alloc(8)
		m.Go(func(g *goro) {
			g.do(func(p int32) Result { return mc.s.Semacquire(p, sema, sema, false, trace.MutexLock) })
			g.Print("w")
		})
		m.Gosched()
		m.Go(func(g *goro) { g.Print("a") })
		m.Go(func(g *goro) { g.Print("b") })
		m.do(func(p int32) Result { return mc.s.Semrelease(p, sema, sema, true) })
		m.Print("m")
	})
	if got := mc.output(); got != "w a b m" {
		t.Errorf("printed %q", got)
	}
}

// Who is woken without handoff must still get the semaphore, and may find it taken.
func TestBarging(t *testing.T) {
	mc := runMain(t, Config{}, ms, func(mc *machine, m *goro) {
		sema := mc.alloc(8)
		acquire := func(p int32) Result { return mc.s.Semacquire(p, sema, sema, false, trace.MutexLock) }
		release := func(p int32) Result { return mc.s.Semrelease(p, sema, sema, false) }
		m.Go(func(g *goro) { g.do(acquire); g.Print("w") })
		m.Gosched()
		m.do(release)
		m.do(acquire)
		m.Print("m")
		m.Gosched()
		m.Print("m2")
		m.do(release)
		m.Gosched()
	})
	if got := mc.output(); got != "m m2 w" {
		t.Errorf("printed %q", got)
	}
	if n := len(mc.of(trace.GoBlock)); n != 3 {
		t.Errorf("parked %d times, want twice, and once a goroutine of the runtime's", n)
	}
}

// A select takes each of its ready cases alike, and a closed or empty channel as a plain
// operation would.
func TestSelectIsFair(t *testing.T) {
	var counts [3]int
	runMain(t, Config{}, trace.Never, func(mc *machine, m *goro) {
		mc.check, mc.wants = false, 0
		c := []channel{mc.Chan(1), mc.Chan(1), mc.Chan(1)}
		for range 3000 {
			for _, c := range c {
				if mc.s.Chanlen(uint64(c)) == 0 {
					m.Send(c, 1)
				}
			}
			which, _, _ := m.Select(true, c...)
			counts[which]++
		}
	})
	for _, n := range counts {
		if n < 900 || n > 1100 {
			t.Errorf("cases chosen %v times of 3000", counts)
		}
	}
}

func TestChannelFaults(t *testing.T) {
	mc := runMain(t, Config{}, ms, func(mc *machine, m *goro) {
		c, done := mc.Chan(0), mc.Chan(0)
		m.Go(func(g *goro) { g.Print(g.Send(c, 1)); g.Send(done, 1) })
		m.Gosched()
		m.Print(m.Close(c))
		m.Recv(done)
		m.Print(m.Close(c))
		m.Print(m.Close(0))
		m.Print(m.Send(c, 1))
		v, ok := m.Recv(c)
		m.Print(v, ok)
	})
	want := fmt.Sprint(NoFault, FaultSend, FaultCloseClosed, FaultCloseNil, FaultSend, " 0 false")
	if got := strings.Join(strings.Fields(mc.output()), " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// GOMAXPROCS changes with the world stopped; nobody is lost, and who runs goes on.
func TestSetProcs(t *testing.T) {
	mc := runMain(t, Config{Procs: 4}, trace.Second, func(mc *machine, m *goro) {
		wg := mc.WaitGroup()
		wg.n = 20
		for range 20 {
			m.Go(func(g *goro) { g.Work(ms); g.Sleep(ms); g.Work(ms); g.Done(wg) })
		}
		m.Work(ms / 2)
		for _, n := range []int{1, 8, 3, 3, 0, 2} {
			m.do(func(p int32) Result { return mc.s.SetProcs(p, n) })
			m.Print(mc.s.Procs())
			m.Work(ms)
		}
		m.Wait(wg)
	})
	if got := mc.output(); got != "1 8 3 3 3 2" || !mc.done {
		t.Errorf("printed %q; main returned: %v", got, mc.done)
	}
	if b, e := len(mc.of(trace.STWBegin)), len(mc.of(trace.STWEnd)); b != 4 || e != 4 {
		t.Errorf("the world stopped %d times and started %d times", b, e)
	}
}

// A mutex may be spun for only beside another P at work, with nothing to run here.
func TestCanSpin(t *testing.T) {
	for _, tt := range []struct {
		state string
		i     int64
		want  bool
	}{
		{"P0 tick=1", 0, false},
		{"P0 tick=1; P1 idle", 0, false},
		{"P0 tick=1; P1 runs=9", 0, true},
		{"P0 tick=1; P1 runs=9", 3, true},
		{"P0 tick=1; P1 runs=9", 4, false},
		{"P0 tick=1 next=3; P1 runs=9", 0, false},
		{"P0 tick=1 runq=3; P1 runs=9", 0, false},
	} {
		if got := setState(t, Config{}, tt.state).s.CanSpin(0, tt.i); got != tt.want {
			t.Errorf("%s, spin %d: %v", tt.state, tt.i, got)
		}
	}
}

// One seed, one log; another seed, another order of victims.
func TestOneSeedOneLog(t *testing.T) {
	log := func(seed uint64) string {
		mc := runMain(t, Config{Procs: 4, Seed: seed}, 50*ms, func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 40
			for i := range 40 {
				m.Go(func(g *goro) { g.Work(trace.Time(i) * 10 * us); g.Done(wg) })
			}
			m.Wait(wg)
		})
		d := trace.NewDigest()
		for _, e := range mc.events {
			d.Add(e)
		}
		return d.Sum()
	}
	one, again := log(1), log(1)
	if one != again {
		t.Error("two runs with one seed differ")
	}
	if one == log(2) && one == log(3) {
		t.Error("three seeds give one log")
	}
}

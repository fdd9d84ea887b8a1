package sched

import (
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

// A goroutine on the network has neither P nor thread: a hundred wait, and one thread in the
// poller with them. In system calls each would hold a thread.
func TestWaitingForTheNetworkTakesNoThread(t *testing.T) {
	for _, tt := range []struct {
		name     string
		wait     func(g *goro)
		min, max int // threads, sysmon's too
	}{
		{"network", func(g *goro) { g.NetWait(5 * ms) }, 2, 2},
		{"system call", func(g *goro) { g.Syscall(5 * ms) }, 100, 110},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := runMain(t, Config{}, trace.Second, func(mc *machine, m *goro) {
				wg := mc.WaitGroup()
				wg.n = 100
				for range 100 {
					m.Go(func(g *goro) { tt.wait(g); g.Done(wg) })
				}
				m.Wait(wg)
			})
			if n := len(mc.s.Ms()); !mc.done || n < tt.min || n > tt.max {
				t.Errorf("done %v at %d ns with %d threads", mc.done, mc.now, n)
			}
		})
	}
}

// The thread in the poller wakes for what comes from the network, before a later timer.
func TestNetworkWakesThePoller(t *testing.T) {
	var at trace.Time
	mc := runMain(t, Config{}, 50*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Sleep(20 * ms) })
		m.NetWait(2 * ms)
		at = mc.now
	})
	if at < 2*ms || at > 2*ms+costFutex+costFutexMore+costFutexLate+us {
		t.Errorf("back at %d ns", at)
	}
	start := mc.of(trace.GoStart)
	if last := start[len(start)-1]; last.G != 1 || last.Rule != trace.RuleNetpoll {
		t.Errorf("main was started as %+v", last)
	}
	block := mc.of(trace.GoBlock)[0]
	if block.Why != trace.IOWait || block.Why.String() != "IO wait" || block.Obj != 0 || block.Until != 0 {
		t.Errorf("it parked as %+v", block)
	}
}

// All that came is collected on a stack: the last runs at once, and the others follow in the
// local queue, where the goroutines that were there go first.
func TestWhatTheNetworkReadiesIsLastInFirstOut(t *testing.T) {
	mc := runMain(t, Config{}, 50*ms, func(mc *machine, m *goro) {
		for i, d := range []trace.Time{3, 1, 4, 2} {
			m.Go(func(g *goro) { g.NetWait(d * 10 * us); g.Print(i) })
		}
		m.Gosched()
		m.Work(ms)
		m.Sleep(ms)
	})
	if got := mc.output(); got != "2 0 3 1" {
		t.Errorf("printed %q", got)
	}
	var to []string
	for _, e := range mc.of(trace.GoUnblock)[:4] {
		to = append(to, e.To.String())
	}
	if got := strings.Join(to, ","); got != "local queue,local queue,local queue," {
		t.Errorf("they went to %s", got)
	}
}

// With every P busy nobody polls but sysmon, when the last poll was 10 ms ago; what it finds
// goes to the global queue.
func TestSysmonPolls(t *testing.T) {
	mc := runMain(t, Config{}, 100*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Work(trace.Second) })
		m.NetWait(ms)
		m.Print("back")
	})
	ready := mc.of(trace.GoUnblock)
	if len(ready) != 1 || ready[0].Other != 1 || ready[0].To != trace.GlobalQueue || ready[0].P != trace.NoProc || ready[0].M != sysmonM {
		t.Fatalf("readied: %+v", ready)
	}
	if at := ready[0].At; at < 10*ms || at > 20*ms+50*us {
		t.Errorf("polled at %d ns", at)
	}
	if mc.output() != "back" {
		t.Errorf("printed %q", mc.output())
	}
}

// As many goroutines as Ps are idle go to the global queue, and a thread is woken for each.
func TestInjectWakesIdlePs(t *testing.T) {
	mc := runMain(t, Config{Procs: 4}, 50*ms, func(mc *machine, m *goro) {
		wg := mc.WaitGroup()
		wg.n = 6
		for range 6 {
			m.Go(func(g *goro) { g.NetWait(2 * ms); g.Work(ms); g.Done(wg) })
		}
		m.Wait(wg)
	})
	if !mc.done || mc.now > 5*ms {
		t.Errorf("six of a millisecond's work on four Ps: done %v at %d ns", mc.done, mc.now)
	}
}

// A P that has nothing in its queues polls before it steals, and without blocking.
func TestPollBeforeStealing(t *testing.T) {
	mc := runMain(t, Config{}, 50*ms, func(mc *machine, m *goro) {
		m.Go(func(g *goro) { g.Work(2 * ms) })
		m.NetWait(ms)
	})
	start := mc.of(trace.GoStart)
	last := start[len(start)-1]
	if last.Rule != trace.RuleNetpoll || last.G != 1 {
		t.Errorf("main was started as %+v", last)
	}
	for _, e := range mc.events {
		if e.At < last.At && (e.Kind == trace.PollBegin || e.Kind == trace.SpinBegin) {
			t.Errorf("%v at %d ns", e.Kind, e.At)
		}
	}
}

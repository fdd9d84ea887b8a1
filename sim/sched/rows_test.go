package sched

import (
	"testing"

	"gopherscope/sim/trace"
)

// What a program can observe at one P: each case was seen on the real runtime in 50 of 50 runs.
func TestRows(t *testing.T) {
	const ms = trace.Millisecond
	for _, tt := range []struct {
		name string
		want string
		main func(mc *machine, g *goro)
	}{
		{"the last of ten spawned runs first, the others in order", "9 0 1 2 3 4 5 6 7 8", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 10
			for i := range 10 {
				m.Go(func(g *goro) { g.Print(i); g.Done(wg) })
			}
			m.Wait(wg)
		}},
		{"Gosched goes to the tail of the global queue", "m0 B0 A0 m1 B1 A1 m2 B2 A2", func(mc *machine, m *goro) {
			loop := func(name string) func(*goro) {
				return func(g *goro) {
					for i := range 3 {
						g.Print(name, i)
						g.Gosched()
					}
				}
			}
			m.Go(loop("A"))
			m.Go(loop("B"))
			loop("m")(m)
			m.Gosched()
		}},
		{"three that yield once", "C1 A1 B1 C2 A2 B2", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 3
			for _, name := range []string{"A", "B", "C"} {
				m.Go(func(g *goro) { g.Print(name, 1); g.Gosched(); g.Print(name, 2); g.Done(wg) })
			}
			m.Wait(wg)
		}},
		{"four take turns with Gosched", "3 0 1 2 3 0 1 2 3 0 1 2", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 4
			for i := range 4 {
				m.Go(func(g *goro) {
					for range 3 {
						g.Print(i)
						g.Gosched()
					}
					g.Done(wg)
				})
			}
			m.Wait(wg)
		}},
		{"unbuffered: a producer, main receives", "s0 S0 s1 r0 r1 S1 s2 S2 s3 r2 r3 S3 s4 S4 r4", func(mc *machine, m *goro) {
			c := mc.Chan(0)
			m.Go(func(g *goro) { produce(g, c, 5); g.Close(c) })
			consume(m, c)
		}},
		{"unbuffered: main sends, a consumer", "s0 r0 S0 s1 S1 s2 r1 r2 S2 s3 S3 s4 r3 r4 S4", func(mc *machine, m *goro) {
			c, done := mc.Chan(0), mc.Chan(0)
			m.Go(func(g *goro) { consume(g, c); g.Send(done, 1) })
			produce(m, c, 5)
			m.Close(c)
			m.Recv(done)
		}},
		{"a buffer of three", "S0 S1 S2 r0 r1 r2 r3 S3 S4 S5 S6 S7 r4 r5 r6 r7", func(mc *machine, m *goro) {
			c, done := mc.Chan(3), mc.Chan(0)
			m.Go(func(g *goro) { consume(g, c); g.Send(done, 1) })
			for i := range 8 {
				m.Send(c, i)
				m.Print("S", i)
			}
			m.Close(c)
			m.Recv(done)
		}},
		{"three wake-ups rotate through runnext", "2 0 1", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 3
			var cs []channel
			for i := range 3 {
				c := mc.Chan(0)
				cs = append(cs, c)
				m.Go(func(g *goro) { g.Recv(c); g.Print(i); g.Done(wg) })
				m.Gosched()
			}
			for _, c := range cs {
				m.Send(c, 1)
			}
			m.Wait(wg)
		}},
		{"the waker goes on", "s r1", func(mc *machine, m *goro) {
			c, done := mc.Chan(0), mc.Chan(0)
			m.Go(func(g *goro) { v, _ := g.Recv(c); g.Print("r", v); g.Send(done, 1) })
			m.Gosched()
			m.Send(c, 1)
			m.Print("s")
			m.Recv(done)
		}},
		{"blocked senders are served in order", "5 0 1 2 3 4", func(mc *machine, m *goro) {
			c := mc.Chan(0)
			for i := range 6 {
				m.Go(func(g *goro) { g.Send(c, i) })
			}
			for range 6 {
				v, _ := m.Recv(c)
				m.Print(v)
			}
		}},
		{"values in order, wake-ups last first", "g4=5 g5=0 g0=1 g1=2 g2=3 g3=4", func(mc *machine, m *goro) {
			c, wg := mc.Chan(0), mc.WaitGroup()
			wg.n = 6
			for i := range 6 {
				m.Go(func(g *goro) { v, _ := g.Recv(c); g.Print("g", i, "=", v); g.Done(wg) })
			}
			m.Gosched()
			for i := range 6 {
				m.Send(c, i)
			}
			m.Wait(wg)
		}},
		{"a full buffer of one and two blocked senders", "0 2 1 s1 s2", func(mc *machine, m *goro) {
			c, wg := mc.Chan(1), mc.WaitGroup()
			wg.n = 2
			m.Send(c, 0)
			for i := 1; i <= 2; i++ {
				m.Go(func(g *goro) { g.Send(c, i); g.Print("s", i); g.Done(wg) })
			}
			m.Gosched()
			for range 3 {
				v, _ := m.Recv(c)
				m.Print(v)
			}
			m.Wait(wg)
		}},
		{"close wakes the first last", "0 5 4 3 2 1", func(mc *machine, m *goro) {
			c, wg := mc.Chan(0), mc.WaitGroup()
			wg.n = 6
			for i := range 6 {
				m.Go(func(g *goro) { g.Recv(c); g.Print(i); g.Done(wg) })
				m.Gosched()
			}
			m.Close(c)
			m.Wait(wg)
		}},
		{"Cond.Broadcast wakes in order", "5 0 1 2 3 4", func(mc *machine, m *goro) {
			l, wg := mc.alloc(32), mc.WaitGroup()
			wg.n = 6
			for i := range 6 {
				m.Go(func(g *goro) { g.condWait(l); g.Print(i); g.Done(wg) })
				m.Gosched()
			}
			m.do(func(p int32) Result { return mc.s.NotifyListNotifyAll(p, l) })
			m.Wait(wg)
		}},
		{"Cond.Signal, yielding after each", "0 1 2 3 4 5", func(mc *machine, m *goro) {
			l, wg := mc.alloc(32), mc.WaitGroup()
			wg.n = 6
			for i := range 6 {
				m.Go(func(g *goro) { g.condWait(l); g.Print(i); g.Done(wg) })
				m.Gosched()
			}
			for range 6 {
				m.do(func(p int32) Result { return mc.s.NotifyListNotifyOne(p, l) })
				m.Gosched()
			}
			m.Wait(wg)
		}},
		{"a WaitGroup releases in order", "5 0 1 2 3 4", func(mc *machine, m *goro) {
			gate, wg := mc.WaitGroup(), mc.WaitGroup()
			gate.n, wg.n = 1, 6
			for i := range 6 {
				m.Go(func(g *goro) { g.Wait(gate); g.Print(i); g.Done(wg) })
				m.Gosched()
			}
			m.Done(gate)
			m.Wait(wg)
		}},
		{"a mutex is passed on in order", "0 1 2 3 4 5", func(mc *machine, m *goro) {
			mu, wg := mc.Mutex(), mc.WaitGroup()
			wg.n = 6
			m.Lock(mu)
			for i := range 6 {
				m.Go(func(g *goro) { g.Lock(mu); g.Print(i); g.Unlock(mu); g.Done(wg) })
				m.Gosched()
			}
			m.Unlock(mu)
			m.Wait(wg)
		}},
		{"who unlocks may lock again at once", "m0 m1 m2 W", func(mc *machine, m *goro) {
			mu, wg := mc.Mutex(), mc.WaitGroup()
			wg.n = 1
			m.Lock(mu)
			m.Go(func(g *goro) { g.Lock(mu); g.Print("W"); g.Unlock(mu); g.Done(wg) })
			m.Gosched()
			for i := range 3 {
				m.Unlock(mu)
				m.Lock(mu)
				m.Print("m", i)
			}
			m.Unlock(mu)
			m.Wait(wg)
		}},
		{"Lock and Unlock do not yield", "B0 B1 B2 A0 A1 A2", func(mc *machine, m *goro) {
			mu, wg := mc.Mutex(), mc.WaitGroup()
			wg.n = 2
			for _, name := range []string{"A", "B"} {
				m.Go(func(g *goro) {
					for i := range 3 {
						g.Lock(mu)
						g.Print(name, i)
						g.Unlock(mu)
					}
					g.Done(wg)
				})
			}
			m.Wait(wg)
		}},
		{"the last worker of three does all of a buffer's jobs", "w3j1 w3j2 w3j3 w3j4 w3j5 w3j6", func(mc *machine, m *goro) {
			jobs, results := mc.Chan(10), mc.Chan(10)
			for i := 1; i <= 3; i++ {
				m.Go(func(g *goro) { work(g, i, jobs, results) })
			}
			for i := 1; i <= 6; i++ {
				m.Send(jobs, i)
			}
			m.Close(jobs)
			for range 6 {
				m.Recv(results)
			}
		}},
		{"three workers, unbuffered", "w1j1 w3j4 w3j5 w1j2 w2j3 w2j6", func(mc *machine, m *goro) {
			jobs, results := mc.Chan(0), mc.Chan(0)
			for i := 1; i <= 3; i++ {
				m.Go(func(g *goro) { work(g, i, jobs, results) })
			}
			m.Go(func(g *goro) {
				for i := 1; i <= 6; i++ {
					g.Send(jobs, i)
				}
				g.Close(jobs)
			})
			for range 6 {
				m.Recv(results)
			}
		}},
		{"a pipeline", "g0 g1 s0 s1 g2 =0 =1 s2 =4 g3 s3 =9", func(mc *machine, m *goro) {
			a, b := mc.Chan(0), mc.Chan(0)
			m.Go(func(g *goro) {
				for i := range 4 {
					g.Print("g", i)
					g.Send(a, i)
				}
				g.Close(a)
			})
			m.Go(func(g *goro) {
				for v, ok := g.Recv(a); ok; v, ok = g.Recv(a) {
					g.Print("s", v)
					g.Send(b, v*v)
				}
				g.Close(b)
			})
			for v, ok := m.Recv(b); ok; v, ok = m.Recv(b) {
				m.Print("=", v)
			}
		}},
		{"two parents with two children each", "p1 P1 c11 p0 P0 c01 c10 c00", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 4
			for i := range 2 {
				m.Go(func(g1 *goro) {
					g1.Print("p", i)
					for j := range 2 {
						g1.Go(func(g *goro) { g.Print("c", i, "", j); g.Done(wg) })
					}
					g1.Print("P", i)
				})
			}
			m.Wait(wg)
		}},
		{"of timers that expired together the last jumps the queue", "5 1 2 3 4", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 5
			for i := 1; i <= 5; i++ {
				m.Go(func(g *goro) { g.Sleep(trace.Time(i) * ms); g.Print(i); g.Done(wg) })
			}
			m.Gosched()
			m.Work(7 * ms)
			m.Wait(wg)
		}},
		{"timers come before the queues", "S A B C", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 4
			m.Go(func(g *goro) { g.Sleep(ms); g.Print("S"); g.Done(wg) })
			m.Gosched()
			for _, name := range []string{"A", "B", "C"} {
				m.Go(func(g *goro) { g.Print(name); g.Done(wg) })
			}
			m.Go(func(g *goro) {})
			m.Work(2 * ms)
			m.Wait(wg)
		}},
		{"six sleep alike", "4 5 0 1 2 3", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 6
			for i := range 6 {
				m.Go(func(g *goro) { g.Sleep(10 * ms); g.Print(i); g.Done(wg) })
			}
			m.Wait(wg)
		}},
		{"sleeps of an idle machine end in order", "4 3 2 1 0", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 5
			for i := range 5 {
				m.Go(func(g *goro) { g.Sleep(trace.Time(25-5*i) * ms); g.Print(i); g.Done(wg) })
			}
			m.Wait(wg)
		}},
		{"Sleep of nothing does not yield", "m m2 g m3", func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Print("g") })
			m.Sleep(0)
			m.Print("m")
			m.Sleep(-1)
			m.Print("m2")
			m.Gosched()
			m.Print("m3")
		}},
		{"Sleep of a nanosecond comes back before all others", "m 0 1 2", func(mc *machine, m *goro) {
			wg := mc.WaitGroup()
			wg.n = 3
			for i := range 3 {
				m.Go(func(g *goro) { g.Print(i); g.Done(wg) })
			}
			m.Sleep(1)
			m.Print("m")
			m.Wait(wg)
		}},
		{"nobody waits for the others when main returns", "", func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Print("g") })
		}},
		{"a main that spins is preempted to the global queue", "B A m", func(mc *machine, m *goro) {
			m.Go(func(g *goro) { g.Print("A") })
			m.Go(func(g *goro) { g.Print("B") })
			m.Work(45 * ms)
			m.Print("m")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := newMachine(t, Config{})
			mc.run(trace.Second, func(g *goro) { tt.main(mc, g) })
			if got := mc.output(); got != tt.want || !mc.done {
				t.Errorf("printed %q, want %q; main returned: %v", got, tt.want, mc.done)
			}
		})
	}
}

func produce(g *goro, c channel, n int) {
	for i := range n {
		g.Print("s", i)
		g.Send(c, i)
		g.Print("S", i)
	}
}

func consume(g *goro, c channel) {
	for v, ok := g.Recv(c); ok; v, ok = g.Recv(c) {
		g.Print("r", v)
	}
}

func work(g *goro, id int, jobs, results channel) {
	for j, ok := g.Recv(jobs); ok; j, ok = g.Recv(jobs) {
		g.Print("w", id, "j", j)
		g.Send(results, j)
	}
}

func (g *goro) condWait(l uint64) {
	ticket := g.mc.s.NotifyListAdd(l)
	g.do(func(p int32) Result { return g.mc.s.NotifyListWait(p, l, l, ticket) })
}

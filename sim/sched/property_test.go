package sched

import (
	"container/heap"
	"fmt"
	"slices"
	"testing"

	"gopherscope/sim/mem"
	"gopherscope/sim/trace"

	"pgregory.net/rapid"
)

// A script is what a goroutine of a drawn program does, one operation after another. Unlike a
// Go function it can be left and taken up anywhere, so a machine of scripts can be copied.
type script []instr

type instr struct {
	op   string
	a, b int
}

func (i instr) String() string { return fmt.Sprintf("%s %d %d", i.op, i.a, i.b) }

// A program is some functions, of which 0 is main's, and what they share.
type program struct {
	funcs  []script
	chans  []channel
	sema   uint64
	notify uint64
	timers []uint64
}

var ops = []string{
	"go", "go", "send", "recv", "trysend", "tryrecv", "select", "tryselect", "close", "yield", "sleep", "work",
	"acquire", "release", "handoff", "wait", "signal", "broadcast", "syscall", "network", "timer", "stop", "tick", "procs",
	"lock", "unlock",
}

// drawProgram draws a program that ends: functions start only functions after them.
func drawProgram(t *rapid.T, mc *machine) *program {
	pr := &program{sema: mc.alloc(8), notify: mc.alloc(8)}
	for i := range rapid.IntRange(1, 3).Draw(t, "chans") {
		pr.chans = append(pr.chans, mc.Chan(int64(i)))
	}
	for range 3 {
		tm := mc.alloc(TimerBytes)
		mc.mem.Store(tm+timerAtChan, uint64(mc.Chan(1)))
		pr.timers = append(pr.timers, tm)
	}
	fn := mc.alloc(8)
	mc.mem.Store(fn, 3)
	tm := mc.alloc(TimerBytes)
	mc.mem.Store(tm+timerAtFunc, fn)
	pr.timers = append(pr.timers, tm)

	n := rapid.IntRange(1, 6).Draw(t, "funcs")
	for range n {
		pr.funcs = append(pr.funcs, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) instr {
			return instr{
				op: rapid.SampledFrom(ops).Draw(t, "op"),
				a:  rapid.IntRange(0, 30).Draw(t, "a"),
				b:  rapid.IntRange(0, 30).Draw(t, "b"),
			}
		}), 0, 12).Draw(t, "func"))
	}
	pr.funcs = append(pr.funcs, script{{"work", 1, 1}}) // what a timer starts
	mc.program = pr
	mc.funcs[fn] = nil
	return pr
}

// do does one instruction of function f for goroutine g on P p.
func (pr *program) do(mc *machine, g *goro, f int, in instr, p int32) Result {
	s := mc.s
	c := uint64(pr.chans[in.a%len(pr.chans)])
	if in.op == "recv" && in.b > 25 { // of a timer
		c = mc.mem.Load(pr.timers[in.a%3] + timerAtChan)
	}
	ns := []int64{0, 1, 30, 1000, 20_000, 1_000_000, 30_000_000}[in.b%7]
	switch in.op {
	case "go":
		if f+1 >= len(pr.funcs) {
			return Result{}
		}
		fn := f + 1 + in.a%(len(pr.funcs)-f-1)
		slot, r := s.Newproc(p, int32(fn))
		mc.spawnScript(slot, fn)
		return r
	case "send", "trysend":
		mc.mem.Store(g.elem, uint64(in.b))
		return s.Chansend(p, c, g.elem, in.op == "send")
	case "recv", "tryrecv":
		return s.Chanrecv(p, c, g.elem, in.op == "recv")
	case "select", "tryselect":
		cases := make([]SelectCase, in.b%4)
		for i := range cases {
			cases[i] = SelectCase{Chan: uint64(pr.chans[(in.a+i)%len(pr.chans)]), Elem: g.elem + 8*uint64(i), Send: in.b>>i&1 == 1}
		}
		if len(cases) == 3 {
			cases[2].Chan = 0
		}
		if len(cases) > 1 && in.b > 20 {
			cases[0] = SelectCase{Chan: mc.mem.Load(pr.timers[in.a%3] + timerAtChan), Elem: g.elem}
		}
		if len(cases) == 0 && in.op == "select" {
			return Result{}
		}
		return s.Selectgo(p, cases, in.op == "select")
	case "close":
		if in.b > 3 {
			return Result{}
		}
		return s.Closechan(p, c)
	case "yield":
		return s.Gosched(p)
	case "sleep":
		return s.Sleep(p, ns)
	case "work":
		g.work = trace.Time(ns)
		return Result{}
	case "acquire":
		return s.Semacquire(p, pr.sema, pr.sema, in.b%2 == 1, trace.MutexLock)
	case "release", "handoff":
		return s.Semrelease(p, pr.sema, pr.sema, in.op == "handoff")
	case "wait":
		return s.NotifyListWait(p, pr.notify, pr.notify, s.NotifyListAdd(pr.notify))
	case "signal":
		return s.NotifyListNotifyOne(p, pr.notify)
	case "broadcast":
		return s.NotifyListNotifyAll(p, pr.notify)
	case "syscall":
		return s.Syscall(p, "read", trace.Time(ns))
	case "network":
		return s.NetWait(p, trace.Time(ns))
	case "timer":
		return s.StartTimer(p, pr.timers[in.a%4], mc.now+trace.Time(ns), 0)
	case "tick":
		return s.StartTimer(p, pr.timers[in.a%3], mc.now+trace.Time(ns), 1000)
	case "stop":
		return s.StopTimer(p, pr.timers[in.a%4])
	case "lock":
		return s.LockOSThread(p)
	case "unlock":
		return s.UnlockOSThread(p)
	case "procs":
		return s.SetProcs(p, 1+in.a%5)
	}
	panic(in.op)
}

// spawnScript puts a goroutine that runs function fn of the program into a slot.
func (mc *machine) spawnScript(slot int32, fn int) {
	for int(slot) >= len(mc.gos) {
		mc.gos = append(mc.gos, nil)
	}
	g := &goro{mc: mc, slot: slot, fn: fn, elem: mc.alloc(64), goexit: true}
	g.next = g.nextOfScript
	mc.gos[slot] = g
}

func (g *goro) nextOfScript() (func(p int32) Result, bool) {
	pr := g.mc.program
	if g.pc >= len(pr.funcs[g.fn]) {
		return nil, false
	}
	in := pr.funcs[g.fn][g.pc]
	g.pc++
	return func(p int32) Result { return pr.do(g.mc, g, g.fn, in, p) }, true
}

func drawConfig(t *rapid.T) Config {
	return Config{
		Procs:        rapid.IntRange(1, 5).Draw(t, "procs"),
		RunqCap:      rapid.SampledFrom([]int{2, 4, 256}).Draw(t, "runq"),
		Seed:         rapid.Uint64().Draw(t, "seed"),
		NoStealing:   rapid.IntRange(0, 9).Draw(t, "nostealing") == 9,
		NoPreemption: rapid.IntRange(0, 9).Draw(t, "nopreemption") == 9,
		NoRunNext:    rapid.IntRange(0, 9).Draw(t, "norunnext") == 9,
	}
}

// Whatever a program does, each goroutine is in one place, no P has two threads, time does not
// go back, and in the end nothing is left behind: every goroutine has ended or waits, and
// checkdead says so.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		mc := newMachine(t, drawConfig(rt))
		mc.tb = rt
		mc.wants = trace.All
		drawProgram(rt, mc)
		mc.spawnScript(mc.s.Start(0), 0)
		for mc.dead == NotDead {
			if mc.now > 10*trace.Second || len(mc.agenda) == 0 {
				rt.Fatalf("alive at %d with %d goroutines, %d running", mc.now, mc.s.NumGoroutine(), mc.s.Running())
			}
			mc.step()
		}
		for i := range mc.s.Slots() {
			if g := mc.s.G(int32(i)); g.Status != Gdead && g.Status != Gwaiting {
				rt.Fatalf("dead with G%d in status %d", g.ID, g.Status)
			}
		}
		for i := 1; i < len(mc.events); i++ {
			if mc.events[i].At < mc.events[i-1].At {
				rt.Fatalf("the log goes back in time: %+v, %+v", mc.events[i-1], mc.events[i])
			}
		}
	})
}

// A machine restored goes on exactly as the first time.
func TestRestoreGoesOnAlike(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		mc := newMachine(t, drawConfig(rt))
		mc.tb = rt
		mc.wants = trace.All
		drawProgram(rt, mc)
		mc.spawnScript(mc.s.Start(0), 0)
		steps := func(n int) {
			for ; n > 0 && mc.dead == NotDead && len(mc.agenda) > 0; n-- {
				mc.step()
			}
		}
		steps(rapid.IntRange(0, 200).Draw(rt, "before"))
		im := mc.checkpoint()
		n := rapid.IntRange(0, 400).Draw(rt, "after")
		mc.events = nil
		steps(n)
		want, wantEvents := mc.sum(), mc.events

		if rapid.Bool().Draw(rt, "more") {
			steps(50)
		}
		mc.restore(im)
		mc.events = nil
		steps(n)
		if got := mc.sum(); got != want {
			rt.Fatalf("state %x the second time, %x the first", got, want)
		}
		if !slices.Equal(mc.events, wantEvents) {
			rt.Fatalf("events differ:\n%v\n%v", mc.events, wantEvents)
		}
	})
}

func (mc *machine) sum() (sum uint64) {
	mc.s.Sum(func(w uint64) { sum = sum*31 + w })
	return sum + uint64(mc.now)
}

// A machineImage is a machine's whole state but its events.
type machineImage struct {
	sched  *Image
	mem    *mem.Image
	brk    uint64
	now    trace.Time
	seq    uint64
	agenda agenda
	gos    []*goro
	dead   Death
}

func (mc *machine) checkpoint() *machineImage {
	im, _ := mc.mem.Checkpoint()
	return &machineImage{mc.s.Checkpoint(), im, mc.brk, mc.now, mc.seq, slices.Clone(mc.agenda), cloneGs(mc.gos), mc.dead}
}

func (mc *machine) restore(c *machineImage) {
	mc.s.Restore(c.sched)
	mc.mem.Restore(c.mem)
	mc.brk, mc.now, mc.seq, mc.dead = c.brk, c.now, c.seq, c.dead
	mc.agenda, mc.gos = slices.Clone(c.agenda), cloneGs(c.gos)
	heap.Init(&mc.agenda)
}

func cloneGs(gs []*goro) []*goro {
	gs = slices.Clone(gs)
	for i, old := range gs {
		if old != nil {
			g := *old
			gs[i] = &g
			gs[i].next = gs[i].nextOfScript
		}
	}
	return gs
}

package sched

import (
	"container/heap"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

// A machine drives a scheduler without a vm: its goroutines are Go functions, run as
// coroutines, that ask for operations through their g.
type machine struct {
	printed string
	tb      tester
	s       *Sched
	mem     *mem.Memory
	brk     uint64 // bump allocator
	now     trace.Time
	seq     uint64
	agenda  agenda
	gos     []*goro // by slot
	funcs   map[uint64]func(*goro)
	program *program // of scripts
	out     []string
	events  []trace.Event
	wants   trace.Class
	check   bool // Check after every appointment
	dead    Death
	done    bool // main returned

	work   int           // pieces that are left to mark, workPiece each
	safe   []int32       // Ps in the order in which they came to SafePoint
	native func(p int32) // what a goroutine of the runtime's own does that runs on P p
}

// workPiece is how long the fake collector takes for a piece.
const workPiece = 20 * trace.Microsecond

func (mc *machine) SafePoint(p int32)     { mc.safe = append(mc.safe, p) }
func (mc *machine) MarkWork(p int32) bool { return mc.work > 0 }

// A tester is a *testing.T, a *testing.B or a *rapid.T.
type tester interface {
	Fatalf(format string, args ...any)
	Cleanup(func())
}

type entry struct {
	at  trace.Time
	seq uint64
	Appointment
}

type agenda []entry

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at < a[j].at || a[i].at == a[j].at && a[i].seq < a[j].seq
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(entry)) }
func (a *agenda) Pop() any {
	old := *a
	e := old[len(old)-1]
	*a = old[:len(old)-1]
	return e
}

func (mc *machine) Now() trace.Time          { return mc.now }
func (mc *machine) Wants(c trace.Class) bool { return mc.wants&c != 0 }
func (mc *machine) Write(e trace.Event)      { mc.events = append(mc.events, e) }
func (mc *machine) Print(text string)        { mc.printed += text }

func (mc *machine) Shade(_, _, _ uint64) {}

func (mc *machine) BulkBarrier(_, _, _ uint64, _ bool) {}

func (mc *machine) StoreTime(dst uint64, t trace.Time) {
	mc.mem.Store(dst, uint64(t))
}

func (mc *machine) At(t trace.Time, a Appointment) {
	if t < mc.now {
		mc.tb.Fatalf("appointment %+v at %d, before now, %d", a, t, mc.now)
	}
	mc.seq++
	heap.Push(&mc.agenda, entry{t, mc.seq, a})
}

func (mc *machine) Go(slot int32, fn uint64) {
	if mc.program != nil {
		mc.spawnScript(slot, len(mc.program.funcs)-1)
		return
	}
	mc.spawn(slot, mc.funcs[fn])
}

// newMachine returns a machine with a scheduler that has not started.
func newMachine(tb tester, conf Config) *machine {
	mc := &machine{tb: tb, mem: mem.New(1 << 20), brk: mem.NilPage, funcs: map[uint64]func(*goro){}}
	mc.s = New(conf, mc, mc.mem)
	mc.check = true
	return mc
}

// alloc returns the address of n zeroed bytes.
func (mc *machine) alloc(n uint64) uint64 {
	a := mc.brk
	mc.brk += (n + 7) &^ 7
	if mc.brk > mc.mem.Size() {
		mc.mem.Grow(2 * mc.brk)
	}
	return a
}

// run runs main and what it starts until main returns, the program is dead, or until.
func (mc *machine) run(until trace.Time, main func(*goro)) {
	mc.spawn(mc.s.Start(1), main)
	for len(mc.agenda) > 0 && !mc.done && mc.dead == NotDead && mc.agenda[0].at <= until {
		mc.step()
	}
}

func (mc *machine) step() {
	e := heap.Pop(&mc.agenda).(entry)
	if e.at < mc.now {
		mc.tb.Fatalf("time went back from %d to %d", mc.now, e.at)
	}
	mc.now = e.at
	switch e.Kind {
	case Run:
		mc.slice(e.P)
	case Dead:
		mc.dead = Death(e.Arg)
	default:
		mc.s.Keep(e.Appointment)
	}
	if mc.check {
		mc.s.ms = slices.Clip(slices.Clone(mc.s.ms)) // a stale pointer shows
		if err := mc.s.Check(); err != nil {
			mc.tb.Fatalf("after %+v: %v", e.Appointment, err)
		}
	}
}

// stretch is how long a goroutine works from one safe point to the next, in virtual ns.
const stretch = 10 * trace.Microsecond

// slice runs the goroutine on p up to its next operation.
func (mc *machine) slice(p int32) {
	slot := mc.s.Current(p)
	if slot == none {
		mc.tb.Fatalf("at %d: P%d runs nothing", mc.now, p)
	}
	if g := mc.s.G(slot); g.System {
		if mc.s.Booting() && g.Kind != Worker {
			mc.s.BootSystem(p)
		} else {
			mc.native(p)
		}
		return
	}
	g := mc.gos[slot]
	g.p = p
	if r, was := mc.s.Resume(p); was {
		if r.Parked {
			return
		}
		g.result = r
	}
	if mc.s.PreemptWanted(p) {
		mc.s.Preempt(p)
		return
	}
	if g.work > 0 {
		n := min(g.work, stretch)
		g.work -= n
		mc.At(mc.now+n, Appointment{Kind: Run, P: p})
		return
	}
	do, ok := g.next()
	if !ok {
		mc.gos[slot] = nil
		mc.s.Exit(p)
		if slot == 0 && !g.goexit {
			mc.done = true
		}
		return
	}
	mc.s.begin(0) // what is no operation of the scheduler takes no time
	r := do(p)
	if !r.Parked {
		g.result = r
		mc.At(mc.now+mc.s.Cost(), Appointment{Kind: Run, P: p})
	}
}

// A goro is what the function of a fake goroutine sees of the machine.
type goro struct {
	mc     *machine
	slot   int32
	p      int32 // where it last ran
	elem   uint64
	work   trace.Time
	result Result
	goexit bool // its end is not main's return
	fn, pc int  // of a script
	yield  func(func(p int32) Result) bool
	next   func() (func(p int32) Result, bool)
}

func (mc *machine) spawn(slot int32, fn func(*goro)) {
	for int(slot) >= len(mc.gos) {
		mc.gos = append(mc.gos, nil)
	}
	g := &goro{mc: mc, slot: slot, elem: mc.alloc(64)}
	next, stop := iter.Pull(func(yield func(func(int32) Result) bool) {
		g.yield = yield
		defer func() {
			if r := recover(); r != nil && r != stopped {
				panic(r)
			}
		}()
		fn(g)
	})
	g.next = next
	mc.tb.Cleanup(stop)
	mc.gos[slot] = g
}

var stopped = new(int)

// do asks the machine for an operation and returns its result.
func (g *goro) do(op func(p int32) Result) Result {
	if !g.yield(op) {
		panic(stopped)
	}
	return g.result
}

func (g *goro) Go(fn func(*goro)) {
	g.do(func(p int32) Result {
		slot, r := g.mc.s.Newproc(p, 2)
		g.mc.spawn(slot, fn)
		return r
	})
}

func (g *goro) Print(args ...any) {
	g.do(func(int32) Result {
		g.mc.out = append(g.mc.out, fmt.Sprint(args...))
		g.mc.s.begin(100)
		return g.mc.s.goOn()
	})
}

func (g *goro) Work(d trace.Time) {
	g.do(func(int32) Result { g.work = d; return Result{} })
}

func (g *goro) Gosched()           { g.do(g.mc.s.Gosched) }
func (g *goro) Sleep(d trace.Time) { g.do(func(p int32) Result { return g.mc.s.Sleep(p, int64(d)) }) }
func (g *goro) Block() {
	g.do(func(p int32) Result { return g.mc.s.Selectgo(p, nil, true) })
}

func (g *goro) Syscall(d trace.Time) {
	g.do(func(p int32) Result { return g.mc.s.Syscall(p, "read", d) })
}

func (g *goro) NetWait(d trace.Time) {
	g.do(func(p int32) Result { return g.mc.s.NetWait(p, d) })
}

// A channel holds one int per element.
type channel uint64

func (mc *machine) Chan(n int64) channel {
	c, buf := mc.alloc(HchanBytes), mc.alloc(uint64(n)*8)
	mc.s.Makechan(0, c, buf, 8, n, "int", 0)
	return channel(c)
}

func (g *goro) Send(c channel, v int) Fault {
	return g.do(func(p int32) Result {
		g.mc.mem.Store(g.elem, uint64(v))
		return g.mc.s.Chansend(p, uint64(c), g.elem, true)
	}).Fault
}

func (g *goro) Recv(c channel) (int, bool) {
	r := g.do(func(p int32) Result { return g.mc.s.Chanrecv(p, uint64(c), g.elem, true) })
	return int(g.mc.mem.Load(g.elem)), r.OK
}

func (g *goro) Close(c channel) Fault {
	return g.do(func(p int32) Result { return g.mc.s.Closechan(p, uint64(c)) }).Fault
}

// Select receives from one of the channels, or with block false from none: -1.
func (g *goro) Select(block bool, cs ...channel) (which, v int, ok bool) {
	r := g.do(func(p int32) Result {
		cases := make([]SelectCase, len(cs))
		for i, c := range cs {
			cases[i] = SelectCase{Chan: uint64(c), Elem: g.elem}
		}
		return g.mc.s.Selectgo(p, cases, block)
	})
	return int(r.Case), int(g.mc.mem.Load(g.elem)), r.OK
}

// A waitGroup and a mutex have the words of package sync's, and just enough of its rules.
type waitGroup struct{ n, waiters, sema uint64 }

func (mc *machine) WaitGroup() *waitGroup { return &waitGroup{sema: mc.alloc(8)} }

func (g *goro) Done(wg *waitGroup) {
	g.do(func(int32) Result { wg.n--; return Result{} })
	for ; wg.n == 0 && wg.waiters > 0; wg.waiters-- {
		g.do(func(p int32) Result { return g.mc.s.Semrelease(p, wg.sema, wg.sema, false) })
	}
}

func (g *goro) Wait(wg *waitGroup) {
	if wg.n == 0 {
		return
	}
	wg.waiters++
	g.do(func(p int32) Result {
		return g.mc.s.Semacquire(p, wg.sema, wg.sema, false, trace.WaitGroupWait)
	})
}

type mutex struct {
	locked, woken bool
	waiters       int
	sema          uint64
}

func (mc *machine) Mutex() *mutex { return &mutex{sema: mc.alloc(8)} }

func (g *goro) Lock(mu *mutex) {
	for again := false; mu.locked; again = true {
		if again {
			mu.woken = false
		}
		mu.waiters++
		g.do(func(p int32) Result {
			return g.mc.s.Semacquire(p, mu.sema, mu.sema, again, trace.MutexLock)
		})
	}
	mu.locked, mu.woken = true, false
}

func (g *goro) Unlock(mu *mutex) {
	mu.locked = false
	if mu.waiters > 0 && !mu.woken {
		mu.waiters--
		mu.woken = true
		g.do(func(p int32) Result { return g.mc.s.Semrelease(p, mu.sema, mu.sema, false) })
	}
}

// output is what the program printed, in a line.
func (mc *machine) output() string { return strings.Join(mc.out, " ") }

package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// randomProgram draws a program of a few goroutines that share channels, a lock and memory.
// It may deadlock: that is an end like another.
func randomProgram(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n\t\"sync\"\n\t\"time\"\n\t\"weak\"\n)\n\n")
	b.WriteString("//scope:network 20us\nfunc travel() {}\n\n//scope:syscall 70us\nfunc disk() {}\n\n//scope:cost 15us\nfunc crunch() {}\n\n")
	b.WriteString("type node struct {\n\tn int\n\tp *node\n}\n\nvar (\n\tmade *node\n\twk weak.Pointer[node]\n\tpool sync.Pool\n\tmu sync.Mutex\n\tn int\n\tkeep [][]int\n\tm = map[int]string{}\n")
	for i := range 2 {
		fmt.Fprintf(&b, "\tc%d = make(chan int, %d)\n", i, rapid.IntRange(0, 3).Draw(t, "capacity"))
	}
	b.WriteString(")\n\nfunc main() {\n\tvar wg sync.WaitGroup\n")
	goroutines := rapid.IntRange(1, 6).Draw(t, "goroutines")
	for i := range goroutines {
		fmt.Fprintf(&b, "\twg.Go(g%d)\n", i)
	}
	b.WriteString("\twg.Wait()\n\tfmt.Println(n, len(keep), len(m))\n\truntime.Gosched()\n\ttime.Sleep(1)\n}\n")
	statements := []string{
		"mu.Lock()\n\t\tn++\n\t\tmu.Unlock()",
		"runtime.Gosched()",
		"for j := range 300 {\n\t\t\tn += j & 1\n\t\t}",
		"select {\n\t\tcase c0 <- i:\n\t\tcase v := <-c1:\n\t\t\tn += v\n\t\tdefault:\n\t\t}",
		"select {\n\t\tcase c1 <- i:\n\t\tcase v := <-c0:\n\t\t\tn += v\n\t\tcase <-time.After(time.Microsecond):\n\t\t}",
		"c0 <- i",
		"n += <-c0",
		"time.Sleep(700)",
		"travel()",
		"disk()",
		"runtime.LockOSThread()\n\t\tdisk()\n\t\ttravel()\n\t\truntime.UnlockOSThread()",
		"crunch()",
		"mu.Lock()\n\t\tkeep = append(keep, make([]int, i))\n\t\tm[i] = fmt.Sprint(i, n)\n\t\tmu.Unlock()",
		"func() {\n\t\t\tdefer func() { recover() }()\n\t\t\tn /= i & 1\n\t\t}()",
		"func() {\n\t\t\tbig := make(chan [100]int, 6)\n\t\t\tbig <- [100]int{i}\n\t\t\tn += (<-big)[0]\n\t\t}()",
		"if i == 2 {\n\t\t\tgo func() { n++ }()\n\t\t}",
		"if i == 3 {\n\t\t\tm[i&1] = \"unlocked\"\n\t\t\tn += len(m[1])\n\t\t}",
		"runtime.SetFinalizer(&node{n: i}, func(o *node) {\n\t\t\tn += o.n\n\t\t\tmade = o\n\t\t})",
		"runtime.AddCleanup(&node{n: i}, func(i int) { n += i }, i)\n\t\tpool.Put(&node{n: i})",
		"wk = weak.Make(&node{n: i})\n\t\truntime.GC()",
		"if p := wk.Value(); p != nil {\n\t\t\tn += p.n\n\t\t}\n\t\tpool.Get()",
	}
	for i := range goroutines {
		fmt.Fprintf(&b, "\nfunc g%d() {\n\tfor i := range %d {\n\t\t_ = i\n", i, rapid.IntRange(1, 5).Draw(t, "rounds"))
		for range rapid.IntRange(1, 4).Draw(t, "statements") {
			fmt.Fprintf(&b, "\t\t%s\n", rapid.SampledFrom(statements).Draw(t, "statement"))
		}
		b.WriteString("\t}\n}\n")
	}
	return b.String()
}

// drawRun draws a program and how it is run.
func drawRun(t *rapid.T) (*code.Program, sim.Config) {
	src := randomProgram(t)
	prog, errs := program.Load("random.go", []byte(src), program.Options{Std: std.FS, Spend: sim.SpendOf(src)})
	if len(errs) > 0 {
		t.Fatalf("%v\n%s", errs, src)
	}
	return prog, sim.Config{
		Procs:   rapid.IntRange(1, 4).Draw(t, "procs"),
		Seed:    rapid.Uint64Range(1, 1000).Draw(t, "seed"),
		MinHeap: 8 << 10,
		Until:   5 * trace.Millisecond,

		Heap:       rapid.Bool().Draw(t, "heap"),
		MaxDetail:  rapid.SampledFrom([]uint64{0, 25}).Draw(t, "detail"),
		Interleave: rapid.Bool().Draw(t, "interleave"),
	}
}

// record runs a program straight on and keeps its log.
type record struct {
	heap bool // what happens to single objects too
	log  view.Log
	err  error
}

func (r *record) Wants(c trace.Class) bool {
	return c&trace.Default != 0 || r.heap && c&(trace.Alloc|trace.Mark|trace.Pace) != 0
}
func (r *record) Write(e trace.Event) {
	if err := r.log.Append(e); err != nil && r.err == nil {
		r.err = err
	}
}

// TestSeek moves about a run at random and compares the state of machine and view at each
// instant with that of a machine that ran straight there.
func TestSeek(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prog, conf := drawRun(t)
		h := sim.NewHistory(prog, conf)
		h.Space(rapid.Uint64Range(50, 20_000).Draw(t, "spacing"), rapid.IntRange(1<<14, 1<<24).Draw(t, "budget"))
		var seen []sim.Instant
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			grain := rapid.SampledFrom([]sim.Grain{sim.Event, sim.Decision, sim.Line, sim.Phase, sim.Root, sim.Scan}).Draw(t, "grain")
			switch rapid.IntRange(0, 5).Draw(t, "move") {
			case 0, 1:
				h.Step(grain, false)
			case 2:
				h.Step(grain, true)
			case 3:
				h.SeekEvent(rapid.IntRange(0, 600).Draw(t, "event"))
			case 4:
				h.SeekTime(trace.Time(rapid.Int64Range(0, 200_000).Draw(t, "time")))
			case 5:
				if len(seen) > 0 {
					h.Seek(rapid.SampledFrom(seen).Draw(t, "instant"))
				}
			}
			for range 1000 {
				if h.Work(5000) {
					break
				}
			}
			if h.Busy() {
				t.Fatal("a move does not come to its end")
			}
			if err := h.Err(); err != nil {
				t.Fatal(err)
			}
			at := h.At()
			seen = append(seen, at)
			straight := &record{heap: conf.Heap}
			mc := sim.New(prog, conf, straight)
			if at.Steps > 0 {
				mc.Run(sim.Limit{Steps: at.Steps})
			}
			if uint64(at.Events) > mc.Events() {
				mc.Run(sim.Limit{Events: uint64(at.Events)})
			}
			if straight.err != nil {
				t.Fatal(straight.err)
			}
			if got, want := sum(h.Machine()), sum(mc); got != want {
				t.Fatalf("at %+v the machine's state is %s, run straight there it is %s:\n%s\n%s", at, got, want, h.Machine().Sums(), mc.Sums())
			}
			if got, want := h.State().Hash(), straight.log.State(at.Events).Hash(); got != want {
				t.Fatalf("at %+v the view's state is %x, run straight there it is %x", at, got, want)
			}
		}
	})
}

// TestTracingChangesNothing runs programs with every class recorded and with none.
func TestTracingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prog, conf := drawRun(t)
		all := sim.New(prog, conf, &output{classes: trace.All &^ trace.Code})
		all.Run(sim.Limit{})
		none := sim.New(prog, conf, nil)
		none.Run(sim.Limit{})
		if all.Steps() != none.Steps() || all.Now() != none.Now() || all.Outcome() != none.Outcome() {
			t.Fatalf("recorded: %d steps, %d ns, %+v; not recorded: %d steps, %d ns, %+v",
				all.Steps(), all.Now(), all.Outcome(), none.Steps(), none.Now(), none.Outcome())
		}
	})
}

// TestPieces runs programs in one go, which no limit of steps cuts short, and in pieces of a
// drawn length, and compares the logs and the last states.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prog, conf := drawRun(t)
		whole, pieces := &output{classes: trace.Default}, &output{classes: trace.Default}
		mc := sim.New(prog, conf, whole)
		mc.Run(sim.Limit{})
		cut := sim.New(prog, conf, pieces)
		for piece := rapid.Uint64Range(1, 5000).Draw(t, "piece"); !cut.Outcome().Done; {
			cut.Run(sim.Limit{Steps: cut.Steps() + piece})
		}
		for i, e := range whole.events {
			if i >= len(pieces.events) || pieces.events[i] != e {
				t.Fatalf("event %d is not %+v in the run in pieces", i, e)
			}
		}
		if got, want := sum(cut), sum(mc); got != want {
			t.Fatalf("in pieces the last state is %s, in one go %s:\n%s\n%s", got, want, cut.Sums(), mc.Sums())
		}
	})
}

// While the collector marks, a pointer store takes longer, also where Ps take turns after each
// instruction.
func TestTurnsWhileMarking(t *testing.T) {
	prog := load(t, "main.go", `package main

import "runtime"

var a, b *int

func main() {
	x := new(int)
	go func() {
		for range 40 {
			runtime.GC()
		}
	}()
	go func() {
		for {
			a = x
		}
	}()
	for range 20_000 {
		b = x
	}
}
`)
	conf := sim.Config{Procs: 4, Interleave: true}
	mc, cut := sim.New(prog, conf, nil), sim.New(prog, conf, nil)
	mc.Run(sim.Limit{})
	for !cut.Outcome().Done {
		cut.Run(sim.Limit{Steps: cut.Steps() + 3}) // no room for more than a turn
	}
	if got, want := sum(cut), sum(mc); got != want {
		t.Fatalf("in pieces the last state is %s, in one go %s:\n%s\n%s", got, want, cut.Sums(), mc.Sums())
	}
}

// A step to an event that nobody has seen yet leads to the same machine as the way back to it:
// the one right after the event, whatever the goroutine has done since in the same stretch.
func TestStepsForwardAndBackMeet(t *testing.T) {
	prog := load(t, "main.go", `package main

import "fmt"

func main() {
	c := make(chan int, 3)
	for i := range 3 {
		c <- i
		try(i)
	}
	fmt.Println("over")
}

func try(i int) {
	defer func() { recover() }()
	if i > 0 {
		panic(i)
	}
}
`)
	conf := sim.Config{Procs: 2}
	for _, grain := range []sim.Grain{sim.Event, sim.Decision} {
		var forward []string
		h := sim.NewHistory(prog, conf)
		work := func() {
			for !h.Work(1 << 20) {
			}
		}
		shown := func() string {
			at := h.At()
			return fmt.Sprint(at, sum(h.Machine()), told(h.Machine().Probe().Frames(1)))
		}
		for !h.Ended() {
			h.Step(grain, false)
			work()
			forward = append(forward, shown())
			if len(forward) > 500 {
				t.Fatal("it never ends")
			}
		}
		for i := len(forward) - 2; i >= 0; i-- {
			h.Step(grain, true)
			work()
			if got := shown(); got != forward[i] {
				t.Fatalf("grain %d, step %d: on the way back it shows\n%s\non the way there\n%s", grain, i, got, forward[i])
			}
		}
	}
}

// A run of which only so many events are kept ends with the step that writes the last of them, also
// where a stretch writes many, and goes back to whatever was seen.
func TestKeep(t *testing.T) {
	const most, step = 5000, 8 // events that are kept, and those of the step that writes the last, at most
	for _, body := range []string{"mu.Lock()\n\t\tmu.Unlock()", "c <- 1\n\t\t<-c", "go func() {}()\n\t\truntime.Gosched()"} {
		prog := load(t, "main.go", `package main

import (
	"runtime"
	"sync"
)

func main() {
	var mu sync.Mutex
	c := make(chan int)
	go func() {
		for v := range c {
			c <- v
		}
	}()
	for {
		`+body+`
		if runtime.NumGoroutine() == 0 {
			mu.Lock()
		}
	}
}
`)
		h := sim.NewHistory(prog, sim.Config{Procs: 2})
		h.Keep(most)
		full := func() {
			t.Helper()
			for range 1000 {
				h.Work(100_000)
			}
			if n := h.Log().Len(); !h.Full() || n < most || n >= most+step || h.Err() != nil {
				t.Errorf("%q: %d events are kept, full %v, %v", body, n, h.Full(), h.Err())
			}
		}
		h.End()
		full()
		h.SeekEvent(most / 2)
		for h.Busy() {
			h.Work(100_000)
		}
		if n := h.At().Events; n != most/2 {
			t.Errorf("%q: at event %d", body, n)
		}
		h.End()
		full()
	}
}

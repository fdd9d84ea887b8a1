package sim_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// allocating is a program of several goroutines that build trees, drop them, and hand parts of
// them to each other; it prints what it finds in them.
const allocating = `package main

import (
	"runtime"
	"sync"
	"time"
)

type node struct {
	left, right *node
	n           int
	name        string
	s           []*node
}

func tree(d, n int) *node {
	t := &node{n: n, name: string(rune('a' + n%26))}
	if d > 0 {
		t.left, t.right = tree(d-1, 2*n), tree(d-1, 2*n+1)
		t.s = append(t.s, t.right, t.left)
	}
	return t
}

func (t *node) sum() int {
	if t == nil {
		return 0
	}
	n := t.n + int(t.name[0])
	if len(t.s) > 0 {
		n += t.s[0].n - t.s[1].n
	}
	return n + t.left.sum() + t.right.sum()
}

// swing turns a tree's pointers about, so that the only way to an object moves.
func (t *node) swing() {
	if t == nil || t.left == nil {
		return
	}
	t.left, t.right = t.right, t.left
	t.left.swing()
	keep := t.right
	t.right = nil
	t.right = keep
	t.right.swing()
}

var (
	mu     sync.Mutex
	shared = map[int]*node{}
)

func main() {
	c, out, wg := make(chan *node), make(chan *node, 2), sync.WaitGroup{}
	total := make([]int, 4)
	for i := range 3 {
		wg.Go(func() {
			for t := range c {
				t.swing()
				mu.Lock()
				shared[i] = t
				old := shared[(i+1)%3]
				mu.Unlock()
				total[i] += t.sum()
				_ = old.sum()
				out <- t
			}
		})
	}
	wg.Go(func() {
		for t := range out {
			total[3] += t.sum()
			if t.n%7 == 0 {
				time.Sleep(time.Microsecond)
			}
		}
	})
	for round := range 40 {
		c <- tree(4, round+1)
		if round%16 == 5 {
			runtime.GC()
		}
		if round%8 == 3 {
			runtime.Gosched()
		}
	}
	close(c)
	mu.Lock()
	mu.Unlock()
	for runtime.NumGoroutine() > 2 {
		time.Sleep(time.Microsecond)
	}
	close(out)
	wg.Wait()
	println(total[0]+total[1]+total[2], total[3])
}
`

// Whatever the schedule, a program that allocates all the time finds its objects as it left them,
// though freed ones are overwritten.
func TestNothingReachableIsFreed(t *testing.T) {
	prog := load(t, "main.go", allocating)
	want := ""
	for seed := range uint64(50) {
		conf := sim.Config{
			Procs: 1 + int(seed)%5, Seed: seed + 1, ClobberFree: true,
			MinHeap: []uint64{16 << 10, 32 << 10, 128 << 10}[seed%3], GOGC: []int{100, 20, 300}[seed/3%3],
		}
		o := &output{classes: trace.Output | trace.GC}
		mc := sim.New(prog, conf, o)
		mc.Run(sim.Limit{})
		if want == "" {
			want = o.stderr.String()
		}
		cycles := o.count(trace.GCEnd)
		if got := o.stderr.String(); got != want || mc.Outcome().Status != 0 || cycles < 3 {
			t.Fatalf("%+v: %d cycles, status %d, printed %q, want %q", conf, cycles, mc.Outcome().Status, got, want)
		}
	}
}

// While the world stands nothing runs but who stopped it; and a cycle's events are in order.
func TestStopsOfTheWorld(t *testing.T) {
	prog := load(t, "main.go", allocating)
	for _, procs := range []int{1, 2, 4} {
		o := &output{classes: trace.Default}
		mc := sim.New(prog, sim.Config{Procs: procs, MinHeap: 64 << 10}, o)
		mc.Run(sim.Limit{})
		var order []string
		var began, marking, stood trace.Time
		var who trace.GoID
		for _, e := range o.events {
			switch e.Kind {
			case trace.STWBegin:
				began, stood, who = e.At, 0, 0
				order = append(order, e.Text)
			case trace.STWEnd:
				if pause := e.At - began; pause < 5*trace.Microsecond || pause > 500*trace.Microsecond {
					t.Errorf("%d Ps: the world stood for %d ns", procs, pause)
				}
				began = 0
				if len(order)%2 == 1 {
					marking = e.At
				} else if marking == 0 || e.At < marking {
					t.Errorf("%d Ps: marking ended at %d, and had begun at %d", procs, e.At, marking)
				}
			case trace.GCPhase:
				stood = e.At
				who = e.G
				if began == 0 {
					t.Errorf("%d Ps: phase %v while the world runs", procs, trace.Phase(e.N))
				}
			case trace.GoStart:
				if began != 0 && stood != 0 && e.G != who {
					t.Errorf("%d Ps: G%d starts at %d while the world stands for G%d", procs, e.G, e.At, who)
				}
			}
		}
		for i, text := range order {
			if want := []string{"GC sweep termination", "GC mark termination"}[i%2]; text != want {
				t.Fatalf("%d Ps: stop %d is for %q, want %q", procs, i, text, want)
			}
		}
		if len(order) < 4 {
			t.Errorf("%d Ps: %d stops", procs, len(order))
		}
	}
}

// marking keeps a tree alive that takes long to mark, while every P has work of its own.
const marking = `package main

import "runtime"

type node struct{ left, right *node }

func tree(d int) *node {
	if d == 0 {
		return &node{}
	}
	return &node{tree(d - 1), tree(d - 1)}
}

var keep *node

func main() {
	keep = tree(13)
	for range runtime.GOMAXPROCS(0) - 1 {
		go func() {
			for {
				runtime.Gosched()
			}
		}()
	}
	done := false
	go func() {
		runtime.GC()
		done = true
	}()
	for !done {
		runtime.Gosched()
	}
}
`

// As many dedicated workers mark as a quarter of the Ps are, and with few Ps each P marks for a
// quarter of its time.
func TestWorkersOfACycle(t *testing.T) {
	prog := load(t, "main.go", marking)
	for _, tt := range []struct {
		procs, dedicated int
		share            float64
	}{{1, 0, .25}, {2, 0, .25}, {4, 1, 0}, {6, 1, 1. / 12}, {8, 2, 0}, {10, 3, 0}} {
		o := &output{classes: trace.GC}
		mc := sim.New(prog, sim.Config{Procs: tt.procs, GOGC: -1, Until: 10 * trace.Second}, o)
		mc.Run(sim.Limit{})
		if got := mc.Outcome().Why; got != "main returned" {
			t.Fatalf("%d Ps: the program ended: %s", tt.procs, got)
		}
		running, most := 0, 0
		var began, ended, fractional trace.Time
		for _, e := range o.events {
			switch {
			case e.Kind == trace.GCWorkerStart && e.Text == "dedicated":
				running++
				most = max(most, running)
			case e.Kind == trace.GCWorkerStop && e.Text == "dedicated":
				running--
			case e.Kind == trace.GCWorkerStop && e.Text == "fractional":
				fractional += trace.Time(e.N)
			case e.Kind == trace.GCPhase && trace.Phase(e.N) == trace.PhaseMark:
				began = e.At
			case e.Kind == trace.GCPhase && began != 0 && ended == 0:
				ended = e.At
			}
		}
		share := float64(fractional) / float64(trace.Time(tt.procs)*(ended-began))
		if most != tt.dedicated || share > 1.4*tt.share || tt.dedicated == 0 && share < .6*tt.share {
			t.Errorf("%d Ps: %d dedicated workers, fractional share %.3f; want %d, %.3f", tt.procs, most, share, tt.dedicated, tt.share)
		}
	}
}

// A goroutine that allocates faster than workers can mark helps them; when there is nothing that
// it could mark it waits, and somebody marks for it.
func TestAssists(t *testing.T) {
	prog := load(t, "main.go", `package main

type node struct{ next *node; pad [6]int }

func main() {
	done := make(chan int)
	for range 16 {
		go func() {
			var list *node
			for i := range 8000 {
				list = &node{next: list}
				if i%1000 == 0 {
					list = nil
				}
			}
			done <- 1
		}()
	}
	for range 16 {
		<-done
	}
}
`)
	o := &output{classes: trace.Default}
	mc := sim.New(prog, sim.Config{Procs: 4, MinHeap: 64 << 10}, o)
	mc.Run(sim.Limit{})
	waits := map[trace.GoID]bool{}
	waited, woken := 0, 0
	for _, e := range o.events {
		switch {
		case e.Kind == trace.GoBlock && e.Why == trace.GCAssistWait:
			waits[e.G] = true
			waited++
		case e.Kind == trace.GoUnblock && waits[e.Other]:
			delete(waits, e.Other)
			woken++
		}
	}
	begun, ended := o.count(trace.GCAssistBegin), o.count(trace.GCAssistEnd)
	if begun == 0 || begun != ended || waited == 0 || woken != waited {
		t.Errorf("%d assists begun, %d ended, %d waited, %d woken", begun, ended, waited, woken)
	}
	if mc.Outcome().Status != 0 {
		t.Errorf("status %d", mc.Outcome().Status)
	}
}

// Two minutes after the last cycle there is another, whatever the program does; before the first
// there is none.
func TestForcedCycles(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []int // seconds
	}{
		{"time.Sleep(260 * time.Second)", nil},
		{"runtime.GC(); time.Sleep(260 * time.Second)", []int{0, 120, 240}},
		{"debug.SetGCPercent(-1); runtime.GC(); time.Sleep(260 * time.Second)", []int{0}},
	} {
		prog := load(t, "main.go", "package main\nimport (\"runtime\"; \"runtime/debug\"; \"time\")\nvar _ = runtime.GC\nvar _ = debug.SetGCPercent\nfunc main() { "+tt.text+" }\n")
		o := &output{classes: trace.GC}
		mc := sim.New(prog, sim.Config{Procs: 2}, o)
		mc.Run(sim.Limit{})
		var got []int
		for _, e := range o.events {
			if e.Kind == trace.GCBegin {
				got = append(got, int(e.At/trace.Second))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: cycles at seconds %v, want %v", tt.text, got, tt.want)
		}
	}
}

// runtime.GC at the same time in several goroutines, in system calls, on locked threads; a cycle
// in which main sleeps, and one in a program in which all others wait for ever.
func TestCyclesOfAllKinds(t *testing.T) {
	for _, tt := range []struct{ name, body, out, why string }{
		{"several goroutines", `
	done := make(chan bool)
	for range 5 {
		go func() { runtime.GC(); done <- true }()
	}
	for range 5 {
		<-done
	}
	println("done")`, "done\n", "main returned"},
		{"system calls", `
	for range 3 {
		go block()
	}
	for range 4 {
		runtime.GC()
		runtime.Gosched()
	}
	println("done")`, "done\n", "main returned"},
		{"locked threads", `
	done := make(chan *int)
	for i := range 3 {
		go func() {
			runtime.LockOSThread()
			p := &i
			for range 3 {
				runtime.GC()
				runtime.Gosched()
			}
			done <- p
		}()
	}
	n := 0
	for range 3 {
		n += *<-done
	}
	println(n)`, "3\n", "main returned"},
		{"main sleeps", `
	go func() {
		for {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
	}()
	time.Sleep(20 * time.Millisecond)
	println("done")`, "done\n", "main returned"},
		{"a deadlock after a cycle", `
	go runtime.GC()
	select {}`, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [select (no cases)]:\n", "deadlock"},
		{"GOMAXPROCS in the midst", `
	done := make(chan bool)
	go func() {
		for range 20 {
			runtime.GC()
		}
		done <- true
	}()
	for i := range 20 {
		runtime.GOMAXPROCS(1 + i%4)
		runtime.Gosched()
	}
	<-done
	println("done")`, "done\n", "main returned"},
	} {
		prog := load(t, "main.go", "package main\nimport (\"runtime\"; \"time\")\nvar _ = time.Sleep\n//scope:syscall 3ms\nfunc block() {}\nfunc main() {"+tt.body+"\n}\n")
		for _, procs := range []int{1, 2, 4} {
			for seed := range uint64(5) {
				o := &output{classes: trace.Output}
				mc := sim.New(prog, sim.Config{Procs: procs, Seed: seed + 1, ClobberFree: true}, o)
				mc.Run(sim.Limit{})
				if got := o.stderr.String(); !strings.HasPrefix(got, tt.out) || mc.Outcome().Why != tt.why {
					t.Errorf("%s, %d Ps, seed %d: %s, printed %q", tt.name, procs, seed+1, mc.Outcome().Why, got)
				}
			}
		}
	}
}

// What a program prints at several Ps does not change when it collects all the time, though freed
// memory is overwritten: only goroutines may print in another order. Left out are programs that tell
// when objects are collected (cleanups, finalizers), and one that ends while another goroutine is
// about to print (exit_os).
func TestProgramsCollectAllTheTime(t *testing.T) {
	files, _ := filepath.Glob("testdata/lang/*.go")
	if len(files) == 0 {
		t.Fatal("no programs")
	}
	lines := func(text string) []string {
		list := strings.Split(strings.ReplaceAll(text, "(0.01s)", "(0.00s)"), "\n") // it takes longer
		slices.Sort(list)
		return list
	}
	cycles := 0
	for _, file := range files {
		if slices.Contains([]string{"cleanups.go", "finalizers.go", "exit_os.go"}, filepath.Base(file)) {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		prog := load(t, filepath.Base(file), string(src))
		want := run(prog, sim.Config{Procs: 1, GOGC: -1})
		o := &output{classes: trace.Output | trace.GC}
		mc := sim.New(prog, sim.Config{Procs: 3, GOGC: 25, Seed: 7, MinHeap: 16 << 10, ClobberFree: true}, o)
		mc.Run(sim.Limit{})
		cycles += o.count(trace.GCEnd)
		if !slices.Equal(lines(o.stdout.String()), lines(want.stdout.String())) || mc.Outcome().Status != want.outcome.Status {
			t.Errorf("%s: status %d, printed\n%s\n%s\nwithout a collection %d\n%s", filepath.Base(file),
				mc.Outcome().Status, o.stdout.String(), o.stderr.String(), want.outcome.Status, want.stdout.String())
		}
	}
	if cycles < 1000 {
		t.Errorf("only %d cycles", cycles)
	}
}

// A stack that is hardly used is halved once a cycle, and what is free goes back: as often as with
// Go's own runtime, which has some 250 KiB of its own besides.
func TestStacksShrink(t *testing.T) {
	prog := load(t, "main.go", `package main

import "runtime"

func deep(n int) int {
	var pad [100]int
	pad[n%100] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + pad[n%100]
}

func main() {
	c := make(chan bool)
	for range 50 {
		go func() { deep(200); <-c }()
	}
	runtime.Gosched()
	var m runtime.MemStats
	last := uint64(1 << 30)
	for range 8 {
		runtime.GC()
		runtime.ReadMemStats(&m)
		if m.StackInuse < last/4 || m.StackInuse > last*3/4 && last > 300<<10 {
			println("from", last, "to", m.StackInuse)
		}
		last = m.StackInuse
	}
	println(last < 300<<10)
}
`)
	// The first look compares with nothing.
	want := "true\n"
	o := run(prog, sim.Config{Procs: 1})
	if got := o.stderr.String(); !strings.HasSuffix(got, want) || strings.Count(got, "\n") > 2 {
		t.Errorf("printed %q", got)
	}
}

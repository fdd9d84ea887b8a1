package sim_test

import (
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// count returns how many events of a kind an output has.
func (o *output) count(k trace.Kind) (n int) {
	for _, e := range o.events {
		if e.Kind == k {
			n++
		}
	}
	return n
}

// A call that spends time on the processor is preempted like any other, and goes on with what
// it has left.
func TestSpentTimeIsPreempted(t *testing.T) {
	prog := load(t, "main.go", `package main

//scope:cost 100ms
func crunch() {}

func main() {
	done := make(chan bool)
	go func() { crunch(); done <- true }()
	crunch()
	<-done
}
`)
	o := &output{classes: trace.Default}
	mc := sim.New(prog, sim.Config{Procs: 1}, o)
	mc.Run(sim.Limit{})
	if now := mc.Now(); now < 200*trace.Millisecond || now > 201*trace.Millisecond {
		t.Errorf("twice 100 ms on one P took %d ns", now)
	}
	stops := 0
	for _, e := range o.events {
		if e.Kind == trace.GoStop && e.Why == trace.Preempted {
			stops++
		}
	}
	if stops < 8 || stops > 11 {
		t.Errorf("%d slices of 20 ms", stops)
	}
}

// With no network poller each wait for the network blocks a thread.
func TestNoNetpoll(t *testing.T) {
	prog := load(t, "main.go", `package main

import "sync"

//scope:network 1ms
func travel() {}

func main() {
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(travel)
	}
	wg.Wait()
}
`)
	for _, tt := range []struct {
		off               bool
		threads, syscalls int
	}{{false, 1, 0}, {true, 10, 10}} {
		o := &output{classes: trace.Default}
		mc := sim.New(prog, sim.Config{Procs: 1, NoNetpoll: tt.off}, o)
		mc.Run(sim.Limit{})
		if n := o.count(trace.ThreadStart); !mc.Outcome().Done || mc.Outcome().Status != 0 || n < tt.threads || n > tt.threads+2 {
			t.Errorf("netpoll off %v: %d threads, %+v", tt.off, n, mc.Outcome())
		}
		if n := o.count(trace.GoSyscall); n != tt.syscalls {
			t.Errorf("netpoll off %v: %d system calls", tt.off, n)
		}
	}
}

// What a waiting function was given is garbage as soon as nobody else has it, and what it was
// given by others stays; a collection in the midst of a wait finds its frame in order.
func TestCollectionDuringAWait(t *testing.T) {
	prog := load(t, "main.go", `package main

import "runtime"

type node struct {
	next *node
	name string
	n    [50]int
}

//scope:network 1ms
func travel(n *node, s []string, e error, f func() int) {}

//scope:syscall 1ms
func (n *node) read(m map[string]*node) {}

//scope:cost 1ms
func (n node) crunch(c chan *node) {}

func main() {
	done := make(chan bool)
	for i := range 9 {
		go func() {
			n := &node{name: string(rune('a' + i))}
			switch i % 3 {
			case 0:
				travel(n, []string{n.name}, nil, func() int { return i })
			case 1:
				n.read(map[string]*node{n.name: n})
			case 2:
				n.crunch(make(chan *node, i))
			}
			done <- n.name == string(rune('a'+i))
		}()
	}
	for range 20 {
		runtime.GC()
		for range 30 {
			_ = make([]*node, 100)
		}
	}
	for range 9 {
		if !<-done {
			panic("lost")
		}
	}
	println("ok")
}
`)
	for procs := 1; procs <= 4; procs += 3 {
		if o := run(prog, sim.Config{Procs: procs, MinHeap: 16 << 10}); o.stderr.String() != "ok\n" {
			t.Errorf("%d Ps: %+v\n%s", procs, o.outcome, o.stderr.String())
		}
	}
}

// What is done with a file is a system call, as in Go, and a short one: the P stays.
func TestFilesAreSystemCalls(t *testing.T) {
	prog := load(t, "main.go", `package main

import "os"

func main() {
	os.WriteFile("a", []byte("text"), 0o600)
	b, _ := os.ReadFile("a")
	print(string(b))
	os.Stat("a")
	os.Mkdir("d", 0o700)
	os.Rename("a", "d/a")
	os.ReadDir("d")
	os.RemoveAll("d")
	os.ReadFile("a") // which is no more
}
`)
	o := &output{classes: trace.Default}
	mc := sim.New(prog, sim.Config{Procs: 2}, o)
	mc.Run(sim.Limit{})
	var calls []string
	var in trace.Event
	for _, e := range o.events {
		switch e.Kind {
		case trace.GoSyscall:
			calls = append(calls, e.Text)
			in = e
		case trace.GoSyscallEnd:
			if e.G != in.G || e.P != in.P || e.M != in.M || e.At-in.At < 250 {
				t.Errorf("%+v after %+v", e, in)
			}
		case trace.ProcSteal:
			t.Errorf("a P was taken: %+v", e)
		}
	}
	const want = "openat write close openat fstat read read close newfstatat mkdirat renameat openat getdents64 close unlinkat openat"
	if got := strings.Join(calls, " "); got != want || o.stderr.String() != "text" {
		t.Errorf("system calls %s, want %s; printed %q", got, want, o.stderr.String())
	}
}

// Sysmon takes the P out of a short system call, too, when its slice is over.
func TestShortCallsEndASlice(t *testing.T) {
	prog := load(t, "main.go", `package main

import "os"

func main() {
	done := false
	go func() { done = true }()
	f, _ := os.Create("a")
	for !done {
		f.WriteAt([]byte("x"), 0)
	}
}
`)
	taken := 0
	for seed := range uint64(5) {
		o := &output{classes: trace.Default}
		mc := sim.New(prog, sim.Config{Procs: 1, Seed: seed + 1}, o)
		mc.Run(sim.Limit{})
		taken += o.count(trace.ProcSteal)
		if now := mc.Now(); now < 10*trace.Millisecond || now > 31*trace.Millisecond {
			t.Errorf("seed %d: the other goroutine ran at %d ns", seed+1, now)
		}
	}
	if taken == 0 {
		t.Error("no P was taken out of a system call")
	}
}

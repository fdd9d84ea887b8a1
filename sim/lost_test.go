package sim

import (
	"strings"
	"testing"

	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// hide is a program in which HIDE moves the only pointer to an object while the collector marks,
// when the stack of main has been scanned, and that of the last goroutine has not.
const hide = `package main

import (
	"runtime"
	"time"
)

type node struct {
	next *node
	n    int
}

var root, other *node

func main() {
	root = &node{next: &node{n: 7}}
	stop := make(chan bool)
	wake := make(chan *node)
	done := make(chan int)
	for range 400 {
		go func() { <-stop }()
	}
	go func() {
		kept := &node{n: 8}
		for range wake {
			LAST
		}
		done <- 0
	}()
	time.Sleep(time.Millisecond)
	go runtime.GC()
	for start := time.Now(); time.Since(start) < 150*time.Microsecond; {
	}
	MAIN
	time.Sleep(time.Millisecond)
	USE
	close(wake)
	<-done
}
`

// lostEvents keeps what is printed and what is told of lost objects.
type lostEvents struct {
	text strings.Builder
	lost []trace.Event
}

func (s *lostEvents) Wants(c trace.Class) bool { return c&(trace.Output|trace.GC) != 0 }

func (s *lostEvents) Write(e trace.Event) {
	switch e.Kind {
	case trace.GoWrite:
		s.text.WriteString(e.Text)
	case trace.ObjectLost:
		s.lost = append(s.lost, e)
	}
}

// Each half of the barrier keeps what the other does not: an object that moves from the heap to a
// stack that has been scanned, and one that moves from a stack that has not into an object that
// has. Without the barrier both are freed, and the program ends where it uses them, wherever the
// run is cut into pieces.
func TestLostObjects(t *testing.T) {
	for _, c := range []struct {
		name            string
		main, last, use string
		want, story     string
	}{
		{"from the heap to a black stack", "x := root.next\n\troot.next = nil", "_ = kept", "println(x.n)", "7\n",
			"moved the pointer to its scanned stack, out of an unscanned object. The barrier would have shaded the old one."},
		{"from a grey stack into a black object", "wake <- nil", "other = &node{next: kept}\n\t\t\tkept = nil", "println(other.next.n)", "8\n",
			"moved the pointer from its unscanned stack into a scanned object. The barrier would have shaded the new one."},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := strings.NewReplacer("MAIN", c.main, "LAST", c.last, "USE", c.use).Replace(hide)
			prog, errs := program.Load("hide.go", []byte(src), program.Options{Std: std.FS})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			for seed := range uint64(5) {
				var on, off, pieces lostEvents
				mc := New(prog, Config{Procs: 2, Seed: seed + 1}, &on)
				if mc.Run(Limit{}); on.text.String() != c.want || mc.outcome.Status != 0 {
					t.Errorf("seed %d, with the barrier: printed %q, %+v", seed, on.text.String(), mc.outcome)
				}
				mc = New(prog, Config{Procs: 2, Seed: seed + 1, NoBarrier: true}, &off)
				mc.Run(Limit{})
				if mc.outcome.Why != "lost object" || mc.outcome.Status != 2 || len(off.lost) != 1 || !strings.Contains(off.lost[0].Text, c.story) {
					t.Errorf("seed %d, without: %+v, %q\n%v", seed, mc.outcome, off.text.String(), off.lost)
				}
				steps := mc.steps
				mc = New(prog, Config{Procs: 2, Seed: seed + 1, NoBarrier: true}, &pieces)
				for n := uint64(1); !mc.outcome.Done; n += 9973 {
					mc.Run(Limit{Steps: n})
					mc.Restore(mc.Checkpoint())
				}
				if mc.steps != steps || pieces.text.String() != off.text.String() {
					t.Errorf("seed %d, in pieces: %d steps, %q; want %d, %q", seed, mc.steps, pieces.text.String(), steps, off.text.String())
				}
			}
		})
	}
}

package sim

import (
	"os"
	"slices"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// A growth is a sink that notes how deep the recursion is whenever a stack grows.
type growth struct {
	mc    *Machine
	depth uint64           // address of the variable
	at    map[string][]int // by function: the depths
	all   []trace.Event
}

func (s *growth) Wants(c trace.Class) bool { return c == trace.GC }

func (s *growth) Write(e trace.Event) {
	switch e.Kind {
	case trace.StackGrow:
		name := s.mc.prog.FuncAt(e.PC).Name
		s.at[name] = append(s.at[name], int(s.mc.mem.Load(s.depth)))
		s.all = append(s.all, e)
	case trace.StackShrink:
		s.all = append(s.all, e)
	}
}

func newGrowth(t *testing.T) *growth {
	src, err := os.ReadFile("testdata/frames.go")
	if err != nil {
		t.Fatal(err)
	}
	prog, errs := program.Load("frames.go", src, program.Options{Std: std.FS})
	if errs != nil {
		t.Fatal(errs)
	}
	s := &growth{at: map[string][]int{}}
	i := slices.IndexFunc(prog.Globals, func(g code.Global) bool { return g.Name == "main.depth" })
	s.depth = prog.Globals[i].Addr
	s.mc = New(prog, Config{Procs: 1}, s)
	return s
}

// A recursion grows its stack at nearly the depths at which Go's does: with frames of F bytes (what
// -gcflags=-S calls locals) that is where (F+8)*d reaches S-1008, and F-128 less if F is larger
// than that (runtime/stack.go and what was measured of it). Frames of two or three words are the
// ones that differ most: here each value has a register, which takes a word. Next are those with a
// deferred function literal, whose closure lies in the frame beside the registers.
func TestStackGrowth(t *testing.T) {
	s := newGrowth(t)
	s.mc.Run(Limit{})
	for _, c := range []struct {
		name  string
		gc    int     // F
		close float64 // by how much the depths may differ
	}{
		{"main.small", 16, 0.45},
		{"main.buf64", 112, 0.10},
		{"main.buf1k", 1072, 0.05},
		{"main.deferred", 64, 0.20},
		{"main.ack", 24, 0.36},
		{"main.hanoi", 72, 0.15},
	} {
		var want []int
		for size := 2048; len(want) < len(s.at[c.name]); size *= 2 {
			room := size - 1008 - max(0, c.gc-128)
			want = append(want, max(1, (room+c.gc+7)/(c.gc+8)))
		}
		got := s.at[c.name]
		t.Logf("%s: at %v, Go at %v", c.name, got, want)
		if len(got) < 3 {
			t.Errorf("%s grew at %v", c.name, got)
		}
		for i := range got {
			if d := got[i] - want[i]; float64(max(d, -d)) > 1+c.close*float64(want[i]) {
				t.Errorf("%s: growth %d at depth %d, Go's at %d", c.name, i, got[i], want[i])
			}
		}
	}
	for _, e := range s.all {
		if e.N < 2*e.N2 || e.N2 < 2048 || e.N&(e.N-1) != 0 {
			t.Errorf("a stack of %d bytes grew to %d", e.N2, e.N)
		}
	}
}

// Stacks that have shrunk to a half, to a quarter … wherever they rested do not change what the
// program does, and are of Go's smallest size in the end.
func TestStackShrinks(t *testing.T) {
	s := newGrowth(t)
	shrunk := 0
	for steps := uint64(997); !s.mc.outcome.Done; steps += 997 {
		s.mc.Run(Limit{Steps: steps})
		for slot := range int32(s.mc.sched.Slots()) {
			if !s.mc.alive(slot) || s.mc.serving >= 0 && slot == s.mc.slot {
				continue
			}
			before := s.mc.vm.StackUsed(slot)
			for s.mc.vm.ShrinkStack(slot) > 0 {
				shrunk++
			}
			if _, size := s.mc.vm.Stack(slot); s.mc.vm.StackUsed(slot) != before || uint64(before+800) < size/4 && size > 2048 {
				t.Fatalf("a stack of %d bytes uses %d, %d before", size, s.mc.vm.StackUsed(slot), before)
			}
		}
	}
	if s.mc.outcome.Status != 0 || s.mc.outcome.Why != "main returned" || shrunk == 0 {
		t.Errorf("%+v after %d stacks have shrunk", s.mc.outcome, shrunk)
	}
}

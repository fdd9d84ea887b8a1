package sim_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// A pace keeps the events of cycles, and of what the pacer wants.
type pace struct{ events []trace.Event }

func (p *pace) Wants(c trace.Class) bool { return c&(trace.GC|trace.Pace) != 0 }
func (p *pace) Write(e trace.Event) {
	if e.Kind == trace.GCBegin || e.Kind == trace.HeapGoal {
		p.events = append(p.events, e)
	}
}

// A cycle that the heap asks for begins when the live bytes have passed the trigger, by less than
// a span, or than an object that has one of its own: the goroutine that passes it begins the cycle
// itself. With more Ps others go on until the world stops.
func TestCyclesBeginAtTheTrigger(t *testing.T) {
	files, err := filepath.Glob("../cmd/gopherscope/testdata/gc/*.go")
	if err != nil || len(files) < 5 {
		t.Fatalf("programs: %v, %v", files, err)
	}
	largest := map[string]int64{"buffers": 128 << 10, "goals": 1 << 20} // objects, bytes
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".go")
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		prog, errs := program.Load(file, src, program.Options{Std: std.FS})
		if errs != nil {
			t.Fatal(errs)
		}
		for _, procs := range []int{1, 4} {
			most := max(8<<10, largest[name])
			if procs > 1 {
				most += 256 << 10
			}
			var p pace
			mc := sim.New(prog, sim.Config{Procs: procs}, &p)
			mc.Run(sim.Limit{})
			if o := mc.Outcome(); o.Status != 0 {
				t.Fatalf("%s: %+v", name, o)
			}
			trigger, cycles, worst := int64(4<<20/64*61), 0, int64(0)
			for _, e := range p.events {
				switch {
				case e.Kind == trace.HeapGoal:
					trigger = e.N2
				case e.Text == "heap":
					cycles++
					worst = max(worst, e.N2-trigger)
					if past := e.N2 - trigger; past < 0 || past > most {
						t.Errorf("%s, %d Ps: a cycle begins with %d bytes live, the trigger is %d: %+d", name, procs, e.N2, trigger, past)
					}
				}
			}
			t.Logf("%s, %d Ps: %d cycles, at most %d bytes past the trigger", name, procs, cycles, worst)
		}
	}
}

package sim_test

import (
	"os"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/program"
	"gopherscope/sim/trace"
)

// TestTypesMadeAtRunTime takes a program that makes types back to instants before and after
// it made them, on the same machine and on one that has never met the types. It must go on as
// it did, with the same numbers for the same types.
func TestTypesMadeAtRunTime(t *testing.T) {
	src, err := os.ReadFile("testdata/lang/exit_reflectchans.go")
	if err != nil {
		t.Fatal(err)
	}
	prog, errs := program.Load("main.go", src, program.Options{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	conf := sim.Config{Procs: 2, MinHeap: 32 << 10}
	straight := &output{classes: trace.Default}
	mc := sim.New(prog, conf, straight)
	var images []*sim.Image
	for !mc.Outcome().Done {
		images = append(images, mc.Checkpoint())
		mc.Run(sim.Limit{Steps: mc.Steps() + 200})
	}
	if len(images) < 10 {
		t.Fatalf("%d images of a run of %d steps", len(images), mc.Steps())
	}
	want := sum(mc)
	for i, im := range images {
		if i%max(len(images)/10, 1) != 0 {
			continue
		}
		mc.Restore(im)
		mc.Run(sim.Limit{})
		if got := sum(mc); got != want {
			t.Errorf("from image %d of %d the same machine ends as %s, want %s", i, len(images), got, want)
		}
		rest := &output{classes: trace.Default}
		fresh := sim.New(prog, conf, rest)
		fresh.Restore(im)
		rest.events = nil // of its beginning
		fresh.Run(sim.Limit{})
		if got := sum(fresh); got != want {
			t.Errorf("from image %d of %d another machine ends as %s, want %s", i, len(images), got, want)
		}
		for k, e := range rest.events {
			if w := straight.events[int(im.Events())+k]; w != e {
				t.Fatalf("from image %d event %d is %+v, want %+v", i, k, e, w)
			}
		}
	}
}

package program_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/trace"
)

// TestCollectOften runs the language corpus with a heap so small that it is collected every
// few instructions, and compares with a run that is never collected: it fails if a slot that
// is still needed was not among the roots.
func TestCollectOften(t *testing.T) {
	files, err := filepath.Glob("../testdata/lang/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d programs, %v", len(files), err)
	}
	for i, file := range files {
		if testing.Short() && i%5 != 0 {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			if strings.HasSuffix(file, "cleanups.go") || strings.HasSuffix(file, "finalizers.go") {
				t.Skip("it prints when it is collected")
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			prog, errs := program.Load(filepath.Base(file), src, program.Options{})
			if errs != nil {
				t.Fatal(errs)
			}
			got := runCollected(prog, sim.Config{Procs: 1, MinHeap: 4 << 10, GOGC: 1, ClobberFree: true})
			want := runCollected(prog, sim.Config{Procs: 1, GOGC: -1})
			if got != want {
				t.Errorf("collected often:\n%s\nnever:\n%s", got, want)
			}
		})
	}
}

// A printed keeps what a program writes to standard output.
type printed struct{ strings.Builder }

func (p *printed) Wants(c trace.Class) bool { return c&trace.Output != 0 }

func (p *printed) Write(e trace.Event) {
	if e.Kind == trace.GoWrite && e.N == 1 {
		p.WriteString(e.Text)
	}
}

func runCollected(prog *code.Program, conf sim.Config) string {
	var out printed
	sim.New(prog, conf, &out).Run(sim.Limit{})
	return out.String()
}

package sim_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// TestTraces compares the event logs of small programs with golden ones that a person can
// follow. The comment of an archive begins with the rule it shows; "procs N" in it sets
// GOMAXPROCS, 1 otherwise.
func TestTraces(t *testing.T) {
	files, err := filepath.Glob("testdata/trace/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden traces: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil || len(ar.Files) != 2 {
				t.Fatalf("%s: not a program and a trace: %v", file, err)
			}
			conf := sim.Config{Procs: 1}
			if _, rest, ok := strings.Cut(string(ar.Comment), "procs "); ok {
				if conf.Procs, err = strconv.Atoi(rest[:1]); err != nil {
					t.Fatal(err)
				}
			}
			prog := load(t, "main.go", string(ar.Files[0].Data))
			o := &output{classes: trace.Default}
			mc := sim.New(prog, conf, o)
			mc.Run(sim.Limit{})
			printer := trace.Printer{Func: func(fn int32) string { return prog.Funcs[fn].Name }}
			var got []byte
			for _, e := range o.events {
				got = append(printer.Append(got, e), '\n')
			}
			if *update {
				ar.Files[1].Data = got
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if string(got) != string(ar.Files[1].Data) {
				t.Errorf("the trace is\n%s\nwant\n%s", got, ar.Files[1].Data)
			}
		})
	}
}

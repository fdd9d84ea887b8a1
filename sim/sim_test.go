package sim_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

var update = flag.Bool("update", false, "rewrite golden files")

// load loads a program or fails the test.
func load(t testing.TB, name, src string) *code.Program {
	t.Helper()
	prog, errs := program.Load(name, []byte(src), program.Options{Std: std.FS, Spend: sim.SpendOf(src)})
	if len(errs) > 0 {
		t.Fatalf("%s: %v", name, errs)
	}
	return prog
}

// An output is what a program wrote and how it ended.
type output struct {
	stdout, stderr strings.Builder
	outcome        sim.Outcome
	events         []trace.Event
	classes        trace.Class
}

func (o *output) Wants(c trace.Class) bool { return c&o.classes != 0 }

func (o *output) Write(e trace.Event) {
	if e.Kind == trace.GoWrite {
		if e.N == 1 {
			o.stdout.WriteString(e.Text)
		} else {
			o.stderr.WriteString(e.Text)
		}
	}
	if o.classes != trace.Output {
		o.events = append(o.events, e)
	}
}

// run runs a program to its end.
func run(prog *code.Program, conf sim.Config) *output {
	o := &output{classes: trace.Output}
	mc := sim.New(prog, conf, o)
	mc.Run(sim.Limit{})
	o.outcome = mc.Outcome()
	return o
}

// TestRecorded runs the programs under testdata and compares with what the real toolchain
// printed, one P. A file NAME.want holds standard output, exit status and the first line of
// standard error.
func TestRecorded(t *testing.T) {
	for _, dir := range []string{"rows", "lang"} {
		files, err := filepath.Glob(filepath.Join("testdata", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no programs in testdata/%s: %v", dir, err)
		}
		for _, file := range files {
			t.Run(dir+"/"+strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
				src, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				want := map[string]string{}
				ar, err := txtar.ParseFile(strings.TrimSuffix(file, ".go") + ".want")
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range ar.Files {
					want[f.Name] = string(f.Data)
				}
				o := run(load(t, filepath.Base(file), string(src)), sim.Config{Procs: 1})
				if got := o.stdout.String(); got != want["stdout"] {
					t.Errorf("standard output:\n%swant:\n%s", got, want["stdout"])
				}
				if got := strconv.Itoa(o.outcome.Status); got != strings.TrimSpace(want["exit"]) {
					t.Errorf("exit status %s (%s), want %s; standard error:\n%s", got, o.outcome.Why, want["exit"], o.stderr.String())
				}
				gotErr, _, _ := strings.Cut(o.stderr.String(), "\n\ngoroutine ")
				gotErr, _, _ = strings.Cut(gotErr, "\n[signal ") // with addresses: not in the record
				wantErr, _, _ := strings.Cut(want["stderr"], "\n\ngoroutine ")
				if strings.TrimSpace(gotErr) != strings.TrimSpace(wantErr) {
					t.Errorf("standard error:\n%s\nwant:\n%s", gotErr, wantErr)
				}
			})
		}
	}
}

// sum hashes a machine's whole state (FNV-1a over words).
func sum(mc *sim.Machine) string {
	h, i := uint64(14695981039346656037), uint64(0)
	mc.Sum(func(w uint64) {
		if i++; w != 0 {
			h = (h ^ w ^ i<<40) * 1099511628211
		}
	})
	return fmt.Sprintf("%016x", h)
}

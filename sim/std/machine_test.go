package std_test

import (
	"go/build"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// TestMain makes the host's package time read the zones of the Go tree, which the model's are a
// copy of (genzones.go), and not those of its system.
func TestMain(m *testing.M) {
	os.Setenv("ZONEINFO", filepath.Join(build.Default.GOROOT, "lib", "time", "zoneinfo.zip"))
	os.Exit(m.Run())
}

// TestLikeTheHost runs the functions of cases_*_test.go twice: here, with the real library,
// and on the machine, with the stubs. What they emit must be the same, line by line.
func TestLikeTheHost(t *testing.T) {
	for _, c := range []struct {
		file string
		run  func(emit func(string))
	}{
		{"fmt", casesFmt},
		{"scan", casesScan},
		{"text", casesText},
		{"sort", casesSort},
		{"rand", casesRand},
		{"time", casesTime},
		{"errors", casesErrors},
		{"io", casesIO},
		{"reflect", casesReflect},
		{"values", casesValues},
		{"calls", casesCalls},
		{"chans", casesChans},
		{"regexp", casesRegexp},
		{"group", casesGroup},
		{"tab", casesTab},
		{"template", casesTemplate},
		{"slog", casesSlog},
		{"leaf", casesLeaf},
		{"os", casesOS},
		{"tables", casesTables},
		{"profile", casesProfile},
		{"big", casesBig},
		{"binary", casesBinary},
		{"json", casesJson},
		{"wide", casesWide},
		{"xml", casesXml},
		{"codec", casesCodec},
		{"hash", casesHash},
		{"url", casesUrl},
		{"net", casesNet},
	} {
		t.Run(c.file, func(t *testing.T) {
			var want []string
			c.run(func(s string) { want = append(want, strings.ReplaceAll(s, "std_test.", "main.")) })
			got := onMachine(t, c.file)
			bad := 0
			for i := range max(len(got), len(want)) {
				g, w := "(nothing)", "(nothing)"
				if i < len(got) {
					g = got[i]
				}
				if i < len(want) {
					w = want[i]
				}
				if g == w {
					continue
				}
				t.Errorf("line %d:\n the machine has %s\n the host has    %s", i+1, g, w)
				if bad++; bad == 20 {
					t.Fatal("and so on")
				}
			}
		})
	}
}

// onMachine runs the cases of a file on the machine and returns what they emit.
func onMachine(t *testing.T, name string) []string {
	t.Helper()
	src, err := os.ReadFile("cases_" + name + "_test.go")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(src), "package std_test", "package main", 1)
	fn := "cases" + strings.ToUpper(name[:1]) + name[1:]
	if len(name) == 2 {
		fn = "cases" + strings.ToUpper(name)
	}
	text += "\nfunc main() { " + fn + `(func(s string) { println(s + "\x00") }) }` + "\n"
	lines := strings.Split(onMachineSource(t, text), "\x00\n")
	return lines[:len(lines)-1]
}

func loadSource(src string) (*code.Program, program.Errors) {
	return program.Load("main.go", []byte(src), program.Options{Std: std.FS})
}

// onMachineSource runs a program with one P and returns what it writes to standard error.
func onMachineSource(t *testing.T, src string) string {
	t.Helper()
	prog, errs := loadSource(src)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	var out output
	mc := sim.New(prog, sim.Config{Procs: 1}, &out)
	mc.Run(sim.Limit{})
	if o := mc.Outcome(); o.Status != 0 {
		t.Errorf("exit status %d: %s", o.Status, o.Why)
	}
	return out.text.String()
}

// An output keeps what a program writes to standard error.
type output struct{ text strings.Builder }

func (o *output) Wants(c trace.Class) bool { return c&trace.Output != 0 }

func (o *output) Write(e trace.Event) {
	if e.Kind == trace.GoWrite && e.N == 2 {
		o.text.WriteString(e.Text)
	}
}

package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"gopherscope/scenarios"
	"gopherscope/sim"
)

// Each value comes from the flag, else from the environment, else from the file's directives,
// else it is the default.
func TestPrecedence(t *testing.T) {
	const directives = "//scope:procs 8\n//scope:gogc 50\n//scope:seed 7\n//scope:runq 16\n//scope:minheap 64KiB\n//scope:off runnext\n"
	tests := []struct {
		name       string
		flags      string
		env        map[string]string
		directives string
		want       sim.Config
	}{
		{"defaults", "", nil, "", sim.Config{SoftLimit: scenarios.LimitOff, Procs: 4, GOGC: 100, Seed: 1}},
		{"directives", "", nil, directives, sim.Config{SoftLimit: scenarios.LimitOff, Procs: 8, GOGC: 50, Seed: 7, RunqCap: 16, MinHeap: 64 << 10, NoRunNext: true}},
		{"environment over directives", "", map[string]string{"GOMAXPROCS": "3", "GOGC": "off"}, directives,
			sim.Config{SoftLimit: scenarios.LimitOff, Procs: 3, GOGC: -1, Seed: 7, RunqCap: 16, MinHeap: 64 << 10, NoRunNext: true}},
		{"flags over all", "--procs 1 --gogc 200 --seed 9 --runq 8 --until 2ms", map[string]string{"GOMAXPROCS": "3", "GOGC": "off"}, directives,
			sim.Config{SoftLimit: scenarios.LimitOff, Procs: 1, GOGC: 200, Seed: 9, RunqCap: 8, MinHeap: 64 << 10, NoRunNext: true, Until: 2_000_000}},
		{"what Go ignores in the environment", "", map[string]string{"GOMAXPROCS": "none", "GOGC": "lots", "GODEBUG": "x,gctrace=1,="}, "",
			sim.Config{SoftLimit: scenarios.LimitOff, Procs: 4, GOGC: 100, Seed: 1, GCTrace: true}},
		{"GOMAXPROCS 0 and too many", "", map[string]string{"GOMAXPROCS": "100000"}, "", sim.Config{SoftLimit: scenarios.LimitOff, Procs: scenarios.MaxProcs, GOGC: 100, Seed: 1}},
		{"a negative GOGC is off", "", map[string]string{"GOGC": "-5"}, "", sim.Config{SoftLimit: scenarios.LimitOff, Procs: 4, GOGC: -1, Seed: 1}},
		{"GOGC 0 is not open", "--gogc 0", nil, "", sim.Config{SoftLimit: scenarios.LimitOff, Procs: 4, GOGC: 1, Seed: 1}},
		{"a memory limit", "", map[string]string{"GOMEMLIMIT": "64MiB"}, "//scope:memlimit 1GiB\n", sim.Config{SoftLimit: 64 << 20, Procs: 4, GOGC: 100, Seed: 1}},
		{"a memory limit of 0 is not open", "--memlimit 0", nil, "", sim.Config{SoftLimit: 1, Procs: 4, GOGC: 100, Seed: 1}},
		{"no memory limit", "--memlimit off", map[string]string{"GOMEMLIMIT": "64MiB"}, "", sim.Config{SoftLimit: scenarios.LimitOff, Procs: 4, GOGC: 100, Seed: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := configOf(tt.flags, tt.env, tt.directives+"package main\n")
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("flags %q, environment %v, directives %q\ngot  %+v, %v\nwant %+v", tt.flags, tt.env, tt.directives, got, err, tt.want)
			}
		})
	}
}

// Marks carry the line of the statement that they are about.
func TestMarks(t *testing.T) {
	got, err := configOf("", nil, "package main\n\nfunc main() {\n\t//scope:note a\n\t//scope:ask b?\n\tprintln(1)\n\t//scope:stop\n\tprintln(2)\n}\n")
	want := []sim.Mark{{Kind: sim.Note, Line: 6, Text: "a"}, {Kind: sim.Ask, Line: 6, Text: "b?"}, {Kind: sim.Stop, Line: 8}}
	if err != nil || !reflect.DeepEqual(got.Marks, want) {
		t.Errorf("got %+v, %v\nwant %+v", got.Marks, err, want)
	}
}

func TestBadEnvironment(t *testing.T) {
	_, err := configOf("", map[string]string{"GOMEMLIMIT": "64MB"}, "package main\n")
	if _, ok := err.(misuse); !ok || !strings.HasPrefix(err.Error(), `GOMEMLIMIT: "64MB" is not possible`) {
		t.Errorf("got %v", err)
	}
}

// configOf settles the run of a source as a command with the shared flags does.
func configOf(line string, env map[string]string, source string) (sim.Config, error) {
	sc, err := scenarios.Source{File: "x.go", Text: []byte(source)}.Parse()
	if err != nil {
		return sim.Config{}, err
	}
	s := &session{cmd: &command{name: "run"}, host: host{getenv: func(key string) string { return env[key] }}}
	flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
	s.options.shared(flags)
	if err := flags.Parse(strings.Fields(line)); err != nil {
		return sim.Config{}, err
	}
	return s.config(sc)
}

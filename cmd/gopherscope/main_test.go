package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gopherscope/scenarios"
)

func TestList(t *testing.T) {
	got := scope("", nil, "list")
	lines := strings.Split(strings.TrimSuffix(got.stdout, "\n"), "\n")
	if got.status != 0 || got.stderr != "" || len(lines) != len(scenarios.List()) {
		t.Fatalf("got\n%v", got)
	}
	if want := "hello       Hello, goroutine"; lines[1] != want {
		t.Errorf("line 2: got %q, want %q", lines[1], want)
	}
}

// Help goes to standard output, and names every command or flag.
func TestHelp(t *testing.T) {
	tests := []struct {
		args  string
		wants []string
	}{
		{"--help", []string{"gopherscope run [flags] SCENARIO", "--procs N", "--godebug k=v,…"}},
		{"-h", []string{"gopherscope list"}},
		{"run --help", []string{"usage: gopherscope run [flags] SCENARIO\n", "--procs N", "--gogc N|off", "--memlimit SIZE", "--seed N", "--runq N", "--until T"}},
		{"events --help", []string{"usage: gopherscope events [flags] SCENARIO\n", "--format", "--classes"}},
		{"check --help", []string{"usage: gopherscope check [flags] SCENARIO...\n"}},
		{"list --help", []string{"usage: gopherscope list\n"}},
	}
	for _, tt := range tests {
		got := scope("", nil, strings.Fields(tt.args)...)
		if got.status != 0 || got.stderr != "" {
			t.Errorf("gopherscope %s\ngot\n%v", tt.args, got)
		}
		for _, want := range tt.wants {
			if !strings.Contains(got.stdout, want) {
				t.Errorf("gopherscope %s: help says nothing of %q:\n%s", tt.args, want, got.stdout)
			}
		}
	}
}

func TestMisuse(t *testing.T) {
	tests := []struct{ args, want string }{
		{"--procs 2 run hello", "gopherscope: unexpected argument \"hello\"\n\thint: the command comes first: gopherscope run [flags] SCENARIO\n"},
		{"list hello", "gopherscope: list: unexpected argument \"hello\"\n\thint: usage: gopherscope list\n"},
		{"check", "gopherscope: check: no SCENARIO is given\n\thint: name a built-in"},
		{"events --classes noise hello", "gopherscope: events: --classes: \"noise\" is not possible\n\thint: sched, wait"},
		{"events --format xml hello", "gopherscope: events: --format: \"xml\" is not possible\n\thint: text, json or hash\n"},
		{"run --gogc", "gopherscope: run: flag needs an argument: --gogc"},
		{"run --memlimit 1MB hello", "gopherscope: run: --memlimit: \"1MB\" is not a size"},
		{"run --godebug gcpacertrace=1 hello", "gopherscope: run: --godebug gcpacertrace is not modelled yet"},
	}
	for _, tt := range tests {
		got := scope("", nil, strings.Fields(tt.args)...)
		if got.status != statusMisuse || got.stdout != "" || !strings.HasPrefix(got.stderr, tt.want) {
			t.Errorf("gopherscope %s\ngot\n%v\nwant status 2 and\n%s", tt.args, got, tt.want)
		}
	}
}

// What follows "--" and what comes on standard input are the program's.
func TestArgumentsAndInput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.go")
	source := `package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	fmt.Println(len(os.Args), os.Args[1:])
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		fmt.Println("read", in.Text())
	}
	os.Exit(len(os.Args))
}
`
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	got := scope("one\ntwo", nil, "run", file, "--", "a", "--b")
	if want := (ending{"3 [a --b]\nread one\nread two\n", "", 3}); got != want {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}

// Where there is no display the window says so, and what there is instead.
func TestNoDisplay(t *testing.T) {
	if runtime.GOOS != "linux" {
		skip(t, "%s always has a display", runtime.GOOS)
	}
	got := scope("", map[string]string{"DISPLAY": ""}, "hello")
	want := ending{"", "gopherscope: no display for the window: DISPLAY is not set\n\thint: gopherscope run, events and render need none\n", statusFault}
	if got != want {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}

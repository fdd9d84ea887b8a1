package main

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gopherscope/render/paint/painttest"
	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// Bounds of one program. Only one that waits gets far in virtual time, and the longest of
// those that do not takes as many steps as half of goTestSteps.
const (
	goTestUntil = 10 * 60 * trace.Second
	goTestSteps = 20_000_000_000
	goTestTime  = 20 * time.Minute // of the host, which may be busy: a program that takes longer hangs
)

// The Go project's own programs that are meant to run do so here as they do there: they exit
// with status 0 and print what is recorded, or nothing. Those that do not are in a table.
// All of them take minutes: go test ./cmd/gopherscope -run GorootPrograms -goroot all
//
// With -update those that pass leave the table, and those that do not enter it: with a reason
// where that is plain, else with a question mark for a person to replace.
func TestGorootPrograms(t *testing.T) {
	tb := readTable(t, "goroot.txt")
	var mu sync.Mutex
	var all, passed, modelled, modelledPassed int
	exists := map[string]bool{}
	t.Run("run", func(t *testing.T) {
		for _, g := range goTests(t) {
			if !g.isProgram() {
				continue
			}
			exists[g.name] = true
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				says := g.judge()
				missing := g.notModelled()
				mu.Lock()
				defer mu.Unlock()
				all++
				if missing == "" {
					modelled++
				}
				if says == "" {
					passed++
					if missing == "" {
						modelledPassed++
					}
				}
				if *painttest.Update {
					tb.put(g.name, plainReason(missing, says), says)
					return
				}
				tb.compare(t, g.name, plainReason(missing, says), says)
			})
		}
	})
	for name := range tb.rows {
		if asked(name) && !exists[name] {
			t.Errorf("%s: there is no program %s that is meant to run", tb.file, name)
		}
	}
	if *painttest.Update {
		tb.write(t)
	}
	t.Logf("%d of %d pass (%.1f %%); of those whose imports are modelled %d of %d (%.1f %%)",
		passed, all, percent(passed, all), modelledPassed, modelled, percent(modelledPassed, modelled))
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// isProgram reports whether the file is a program by itself that is meant to run.
func (g *goTest) isProgram() bool {
	return (g.action == "run" || g.action == "buildrun") && !g.other &&
		!slices.ContainsFunc(g.args, func(arg string) bool { return strings.HasSuffix(arg, ".go") })
}

// notModelled names the imports that the library does not have.
func (g *goTest) notModelled() string {
	f, err := parser.ParseFile(token.NewFileSet(), g.name, g.src, parser.ImportsOnly)
	if err != nil {
		return ""
	}
	var missing []string
	for _, spec := range f.Imports {
		p := strings.Trim(spec.Path.Value, "\"`")
		if _, err := std.FS.Open(p); err != nil && p != "unsafe" {
			missing = append(missing, p)
		}
	}
	return strings.Join(missing, ", ")
}

// plainReason returns why a program does not pass where nobody has to judge that.
func plainReason(missing, says string) (r row) {
	switch {
	case slices.Contains(strings.Split(missing, ", "), "os/exec"):
		return row{"process", ""}
	case missing != "":
		return row{"package", missing}
	case strings.Contains(says, "exists in Go 1.26, not modelled"):
		m := notModelledName.FindStringSubmatch(says)
		return row{"name", m[1]}
	}
	return row{}
}

var notModelledName = regexp.MustCompile(`(\S+) exists in Go 1.26, not modelled`)

// judge runs a program and returns "" if it did what it should, else what it did.
func (g *goTest) judge() string {
	want, err := os.ReadFile(strings.TrimSuffix(g.file, ".go") + ".out")
	if err != nil && !os.IsNotExist(err) {
		return err.Error()
	}
	got, status, err := g.run()
	switch {
	case err != nil:
		return err.Error()
	case status != 0:
		return fmt.Sprintf("exit status %d\n%.2000s", status, got)
	case got != string(want):
		return fmt.Sprintf("prints otherwise\n-- got --\n%.1000s\n-- want --\n%.1000s", got, want)
	}
	return ""
}

// run runs the program in this process and returns what it wrote, on whichever stream. A
// panic of the host is an error.
func (g *goTest) run() (out string, status int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("host panic: %v", r)
		}
	}()
	var b bytes.Buffer
	s := &session{host: host{strings.NewReader(""), &b, &b, func(string) string { return "" }}, cmd: runCommand}
	s.args = g.args
	l, err := s.compile(scenarios.Source{Name: filepath.Base(g.file), File: g.file, Text: g.src})
	if err != nil {
		return "", 0, err
	}
	p := newPrinter(&b, &b)
	l.conf.Until = goTestUntil
	mc := sim.New(l.prog, l.conf, p)
	for deadline := time.Now().Add(goTestTime); !mc.Outcome().Done; {
		mc.Run(sim.Limit{Steps: mc.Steps() + stretch})
		if err := p.flush(); err != nil {
			return "", 0, err
		}
		if mc.Steps() >= goTestSteps {
			return b.String(), 0, fmt.Errorf("given up after %d steps", mc.Steps())
		}
		if time.Now().After(deadline) {
			return b.String(), 0, fmt.Errorf("hangs: %d steps in %v", mc.Steps(), goTestTime)
		}
	}
	return b.String(), mc.Outcome().Status, l.givenUp(mc.Outcome())
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/program"
)

// Bounds of one file: steps of those that are programs, and host time, of which a busy host
// leaves it little.
const (
	fileSteps = 5_000_000
	fileTime  = 5 * time.Minute
)

// Whatever stands in a file of the Go project's test folder, the host does not panic or hang:
// the file is refused with the place of each fault, or it runs.
func TestGorootFiles(t *testing.T) {
	for _, g := range goTests(t) {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			done := make(chan error, 1)
			go func() { done <- g.try() }()
			select {
			case err := <-done:
				if err != nil {
					t.Error(err)
				}
			case <-time.After(fileTime):
				t.Errorf("hangs: nothing happened in %v", fileTime)
			}
		})
	}
}

// faultForm is what each fault of a file begins with.
var faultForm = regexp.MustCompile(`^.+:\d+:\d+: \S`)

// try loads the file, and runs it for a while. It returns what a user must not see.
func (g *goTest) try() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("host panic: %v", r)
		}
	}()
	var out bytes.Buffer
	s := &session{host: host{strings.NewReader(""), &out, &out, func(string) string { return "" }}, cmd: runCommand}
	s.args = g.args
	l, err := s.compile(scenarios.Source{Name: filepath.Base(g.file), File: g.file, Text: g.src})
	if err != nil {
		faults := program.Errors(nil)
		if !errors.As(err, &faults) {
			return badForm(err)
		}
		for _, e := range faults {
			if err := badForm(e); err != nil {
				return err
			}
		}
		return nil
	}
	mc := sim.New(l.prog, l.conf, newPrinter(&out, &out))
	mc.Run(sim.Limit{Steps: fileSteps})
	if o := mc.Outcome(); o.Why == "internal error" {
		return fmt.Errorf("internal error of the machine: %.1000s", out.String())
	}
	return nil
}

// badForm returns an error about a fault that has no place, or is ours.
func badForm(err error) error {
	if text := err.Error(); !faultForm.MatchString(text) || strings.Contains(text, "internal error") {
		return fmt.Errorf("bad fault: %q", text)
	}
	return nil
}

package main

import (
	"fmt"
	"slices"
	"strings"

	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/trace"
)

var checkCommand = &command{
	name: "check", args: "SCENARIO...",
	help: "runs and compares with what //scope:want says",
	min:  1, max: 1 << 20, shared: true,
	run: func(s *session) (int, error) {
		status := 0
		for _, name := range s.scenarios {
			faults, err := s.check(name)
			if err != nil {
				return 0, err
			}
			if len(faults) == 0 {
				fmt.Fprintln(s.stdout, "ok", name)
				continue
			}
			status = statusFault
			for _, f := range faults {
				fmt.Fprintln(s.stderr, f)
			}
		}
		return status, nil
	},
}

// check runs a scenario and returns what is wrong with it, or with its run. Its error is a
// misuse.
func (s *session) check(name string) (faults []error, err error) {
	l, err := s.open(name)
	if _, misused := err.(misuse); misused {
		return nil, err
	}
	if err != nil {
		return []error{err}, nil
	}
	for _, w := range l.sc.Settings.Wants {
		if w.Kind == "race" {
			return []error{fault(l.sc, w.Line, "//scope:want "+w.Kind+" is not modelled yet", "README.md says what is modelled")}, nil
		}
	}
	var rec recording
	mc, err := l.finish(&rec, func() error { return nil })
	if err != nil {
		return nil, err
	}
	if err := l.givenUp(mc.Outcome()); err != nil {
		return []error{err}, nil
	}
	return append(unmet(l.sc, rec, mc.Outcome()), unleaked(l.sc, mc.Leaks())...), nil
}

// unleaked compares the goroutines that a run has leaked, by their tracebacks, with what the scenario
// wants of them.
func unleaked(sc *scenarios.Scenario, leaks []string) (faults []error) {
	for _, w := range sc.Settings.Wants {
		if w.Kind != "leak" || slices.ContainsFunc(leaks, func(text string) bool { return strings.Contains(text, w.Text) }) {
			continue
		}
		said := "//scope:want " + strings.TrimSpace("leak "+w.Text)
		if len(leaks) == 0 {
			faults = append(faults, fault(sc, w.Line, said+": no goroutine is leaked at the end", "whoever waits for something that a global, a timer or a goroutine which can run leads to is not"))
			continue
		}
		faults = append(faults, fault(sc, w.Line, said+": others are leaked:\n"+indent(strings.Join(leaks, "\n")), ""))
	}
	return faults
}

// A recording is a trace.Sink that keeps what the program wrote.
type recording struct{ stdout, stderr strings.Builder }

func (r *recording) Wants(c trace.Class) bool { return c == trace.Output }

func (r *recording) Write(e trace.Event) {
	switch {
	case e.Kind != trace.GoWrite:
	case e.N == 2:
		r.stderr.WriteString(e.Text)
	default:
		r.stdout.WriteString(e.Text)
	}
}

// deaths are the kinds of want that are an end other than status 0, by what the machine
// calls it.
var deaths = map[string]string{"deadlock": "deadlock", "panic": "panic", "fatal": "fatal error"}

// unmet compares a run with what the scenario wants of it. Wants of output are looked for in
// order, each below the line that met the one before. A program that dies without a want for
// it is at fault too.
func unmet(sc *scenarios.Scenario, rec recording, o sim.Outcome) (faults []error) {
	wants := sc.Settings.Wants
	lines := strings.Split(rec.stdout.String(), "\n")
	ended := fmt.Sprintf("%s, status %d", o.Why, o.Status)
	for _, w := range wants {
		said := "//scope:want " + strings.TrimSpace(w.Kind+" "+w.Text)
		fail := func(format string, args ...any) {
			faults = append(faults, fault(sc, w.Line, said+": "+fmt.Sprintf(format, args...), ""))
		}
		switch why, dies := deaths[w.Kind]; {
		case w.Kind == "output":
			if i := slices.Index(lines, w.Text); i >= 0 {
				lines = lines[i+1:]
			} else {
				fail("no such line was printed; it printed\n%s", indent(rec.stdout.String()))
			}
		case dies && o.Why != why && !(w.Kind == "fatal" && o.Why == "lost object"): // whose message is the fatal error's
			fail("the program ended otherwise: %s\n%s", ended, indent(rec.stderr.String()))
		case dies && !strings.Contains(rec.stderr.String(), w.Text):
			fail("it died of something else:\n%s", indent(rec.stderr.String()))
		case w.Kind == "ok" && o.Status != 0:
			fail("the program ended otherwise: %s\n%s", ended, indent(rec.stderr.String()))
		}
	}
	saysHow := slices.ContainsFunc(wants, func(w scenarios.Want) bool { return w.Kind == "ok" || deaths[w.Kind] != "" })
	if !saysHow && o.Status != 0 {
		hint := ""
		for kind, why := range deaths {
			if o.Why == why {
				hint = "//scope:want " + kind + " says that it is meant to"
			}
		}
		faults = append(faults, fault(sc, max(1, sc.Lines["want"]), fmt.Sprintf("the program ended otherwise than with status 0: %s\n%s", ended, indent(rec.stderr.String())), hint))
	}
	return faults
}

// indent sets the first lines of a text under a message.
func indent(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if len(lines) > 10 {
		lines = append(lines[:10], "…")
	}
	return "\t" + strings.Join(lines, "\n\t")
}

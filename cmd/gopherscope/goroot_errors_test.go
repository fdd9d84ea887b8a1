package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopherscope/render/paint/painttest"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
)

// A wantedError is a comment of a file of the Go project: gc reports an error on that line,
// and what it says matches.
type wantedError struct {
	line int
	re   *regexp.Regexp
}

var (
	errorComment = regexp.MustCompile(`// (?:GC_)?ERROR (.*)`)
	errorText    = regexp.MustCompile(`"([^"]*)"`)
	errorLine    = regexp.MustCompile(`LINE(?:([+-]\d+))?`)
)

// wantedErrors reads the comments of a file (testdir_test.go, wantedErrors).
func (g *goTest) wantedErrors(t *testing.T) (list []wantedError) {
	t.Helper()
	n := 0
	for line := range strings.Lines(string(g.src)) {
		n++
		m := errorComment.FindStringSubmatch(line)
		if m == nil || strings.Contains(line, "////") {
			continue
		}
		for _, m := range errorText.FindAllStringSubmatch(m[1], -1) {
			text := errorLine.ReplaceAllStringFunc(m[1], func(s string) string {
				delta, _ := strconv.Atoi(s[len("LINE"):])
				return fmt.Sprintf("%s:%d", g.file, n+delta)
			})
			re, err := regexp.Compile(text)
			if err != nil {
				t.Fatalf("%s:%d: %v", g.name, n, err)
			}
			list = append(list, wantedError{n, re})
		}
	}
	return list
}

// checksErrors reports whether the file is there for its compile errors, and nothing but the
// language's version is asked of the compiler.
func (g *goTest) checksErrors() bool {
	for i, f := range g.flags {
		switch {
		case strings.HasPrefix(f, "-lang="), f == "-d=panic", f == "-e", f == "-t", i > 0 && g.flags[i-1] == "-t":
		default:
			return false
		}
	}
	return g.action == "errorcheck" && !g.other
}

// fileErrors loads a file and returns what is wrong with it, but for what gc does not mind where
// it compiles a package by itself.
func (g *goTest) fileErrors() (list program.Errors) {
	opt := program.Options{Std: std.FS}
	for _, f := range g.flags {
		if v, ok := strings.CutPrefix(f, "-lang="); ok {
			opt.GoVersion = v
		}
	}
	_, errs := program.Load(g.file, g.src, opt)
	for _, e := range errs {
		if !packageOnly.MatchString(e.Msg) {
			list = append(list, e)
		}
	}
	return list
}

var packageOnly = regexp.MustCompile(`^(package \w+ is not a main package|function main is undeclared in the main package|missing function body)$`)

// What is wrong with the Go project's programs that are there for their errors is found at the
// lines where gc finds it, and at no other. A table lists the lines where that is not so.
// How many of the texts are as gc has them is printed.
func TestGorootErrors(t *testing.T) {
	tb := readTable(t, "goroot-errors.txt")
	var lines, reported, comments, matched int
	exists := map[string]bool{}
	for _, g := range goTests(t) {
		if !g.checksErrors() {
			continue
		}
		exists[g.name] = true
		plain := row{}
		if missing := g.notModelled(); missing != "" {
			plain = row{"package", missing}
		}
		said := map[int][]string{}
		for _, e := range g.fileErrors() {
			said[e.Pos.Line] = append(said[e.Pos.Line], e.Msg)
		}
		wants := map[int][]*regexp.Regexp{}
		for _, w := range g.wantedErrors(t) {
			wants[w.line] = append(wants[w.line], w.re)
			comments++
			if slices.ContainsFunc(said[w.line], w.re.MatchString) {
				matched++
			}
		}
		for n := range 1 + strings.Count(string(g.src), "\n") + 1 {
			says := ""
			switch want, got := wants[n], said[n]; {
			case want != nil && got == nil:
				says = fmt.Sprintf("no error, want %v", want)
			case want == nil && got != nil:
				says = fmt.Sprintf("no error is wanted, got %q", got)
			case want != nil:
				reported++
			}
			if wants[n] != nil {
				lines++
			}
			key := fmt.Sprintf("%s:%d", g.name, n)
			if *painttest.Update {
				tb.put(key, plain, says)
			} else {
				tb.compare(t, key, plain, says)
			}
		}
	}
	for key := range tb.rows {
		name, _, _ := strings.Cut(key, ":")
		if asked(name) && !exists[name] {
			t.Errorf("%s: there is no program %s that is there for its errors", tb.file, name)
		}
	}
	if *painttest.Update {
		tb.write(t)
	}
	t.Logf("%d of %d lines with faults are reported (%.1f %%); %d of %d comments match what is said of them (%.1f %%)",
		reported, lines, percent(reported, lines), matched, comments, percent(matched, comments))
}

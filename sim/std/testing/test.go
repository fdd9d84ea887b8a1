//go:build gopherscope

package testing

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// A T is a test under way.
type T struct{ common }

// Deadline returns no deadline.
func (t *T) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }

// Parallel does nothing: tests run one after the other.
func (t *T) Parallel() {}

// Run runs f as a test within t and reports whether it passed.
func (t *T) Run(name string, f func(t *T)) bool {
	return runTest(&t.common, t.name+"/"+strings.ReplaceAll(name, " ", "_"), f)
}

// runTest runs a test in a goroutine of its own; what it logs goes to its parent's log.
func runTest(parent *common, name string, f func(t *T)) bool {
	t := &T{common{name: name, parent: parent, finished: make(chan bool)}}
	if isVerbose() {
		teller = name
		fmt.Printf("=== RUN   %s\n", name)
	}
	t.began = time.Now()
	go func() {
		defer func() {
			t.clean()
			t.duration = time.Since(t.began)
			t.done = true
			t.finished <- true
		}()
		f(t)
	}()
	<-t.finished
	report := ""
	switch {
	case t.failed:
		report = "FAIL"
	case t.skipped && isVerbose():
		report = "SKIP"
	case isVerbose():
		report = "PASS"
	}
	if report != "" {
		text := fmt.Sprintf("--- %s: %s (%.2fs)\n%s", report, t.name, t.duration.Seconds(), t.log.String())
		if parent == nil {
			teller = name
			fmt.Print(text)
		} else {
			for line := range strings.Lines(text) {
				parent.log.WriteString("    " + line)
			}
		}
	}
	return !t.failed
}

// What a program hands to Main.
type (
	InternalTest struct {
		Name string
		F    func(*T)
	}
	InternalBenchmark struct {
		Name string
		F    func(b *B)
	}
	InternalExample struct {
		Name      string
		F         func()
		Output    string
		Unordered bool
	}
)

// inMain tells that Main has been called: without it RunTests runs nothing, as in Go.
var inMain bool

// RunTests runs the tests whose names match the flag test.run, and tells whether all passed.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	ok = true
	if !inMain || len(tests) == 0 {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
		return ok
	}
	for _, test := range tests {
		if runPattern != nil && *runPattern != "" {
			if match, err := matchString(*runPattern, test.Name); err != nil || !match {
				continue
			}
		}
		ok = runTest(nil, test.Name, test.F) && ok
	}
	return ok
}

// RunBenchmarks runs the benchmarks whose names match the flag test.bench.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	if benchPattern == nil || *benchPattern == "" {
		return
	}
	for _, bench := range benchmarks {
		if match, err := matchString(*benchPattern, bench.Name); err != nil || !match {
			continue
		}
		b := &B{common: common{name: bench.Name}, f: bench.F, told: true}
		b.measure()
	}
}

// Main runs tests and benchmarks and ends the program, as a test binary does.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	Init()
	inMain = true
	if !flag.Parsed() {
		flag.Parse()
	}
	if !RunTests(matchString, tests) {
		fmt.Println("FAIL")
		os.Exit(1)
	}
	fmt.Println("PASS")
	RunBenchmarks(matchString, benchmarks)
	os.Exit(0)
}

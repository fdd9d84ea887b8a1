//go:build gopherscope

// Package testing runs tests and benchmarks from within a program. Times are virtual, and
// allocations the machine's own count.
//
// Simplified: a benchmark aims at 10 virtual ms, not at a second, unless its flag
// test.benchtime is set; parallel tests run one after the other; there is no coverage and
// no fuzzing.
package testing

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// The flags, once Init has defined them.
var (
	short, verbose, benchMem *bool
	runPattern, benchPattern *string
)

// Init defines the flags, as the go command does before a test.
func Init() {
	if short != nil {
		return
	}
	short = flag.Bool("test.short", false, "run smaller test suite to save time")
	verbose = flag.Bool("test.v", false, "verbose: print additional output")
	benchMem = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
	runPattern = flag.String("test.run", "", "run only tests and examples matching `regexp`")
	benchPattern = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
	flag.Var(&benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
}

func mustInit(what string) {
	if short == nil {
		panic("testing: " + what + " called before Init")
	}
	if !flag.Parsed() {
		panic("testing: " + what + " called before Parse")
	}
}

func Short() bool {
	mustInit("Short")
	return *short
}

func Verbose() bool {
	mustInit("Verbose")
	return *verbose
}

func isVerbose() bool { return verbose != nil && *verbose }

// Testing tells whether the go command runs this as a test, which it does not.
func Testing() bool     { return false }
func CoverMode() string { return "" }
func Coverage() float64 { return 0 }

// TB is what tests and benchmarks have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Chdir(dir string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
	Context() context.Context
	Output() io.Writer

	private()
}

// A common is what T and B share.
type common struct {
	mu       sync.Mutex
	name     string
	parent   *common
	failed   bool
	skipped  bool
	done     bool // the function has returned
	log      strings.Builder
	helpers  map[string]bool // functions that are passed over when a line is sought
	cleanups []func()
	ctx      context.Context
	cancel   context.CancelFunc
	began    time.Time
	duration time.Duration
	finished chan bool
}

func (c *common) private()     {}
func (c *common) Name() string { return c.name }

func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

func (c *common) Failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

// FailNow ends the goroutine of the test.
func (c *common) FailNow() {
	c.Fail()
	runtime.Goexit()
}

func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.mu.Unlock()
	runtime.Goexit()
}

func (c *common) Skipped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skipped
}

// Helper makes the lines of the calling function count as its caller's.
func (c *common) Helper() {
	if pc, _, _, ok := runtime.Caller(1); ok {
		c.mu.Lock()
		if c.helpers == nil {
			c.helpers = map[string]bool{}
		}
		c.helpers[runtime.FuncForPC(pc).Name()] = true
		c.mu.Unlock()
	}
}

// print adds a line to the log, with the place of the call skip frames up.
func (c *common) print(text string, skip int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	place := "???:1"
	for ; ; skip++ {
		pc, file, line, ok := runtime.Caller(skip + 1)
		if ok && c.helpers[runtime.FuncForPC(pc).Name()] {
			continue
		}
		if ok {
			place = fmt.Sprintf("%s:%d", filepath.Base(file), line)
		}
		break
	}
	text = strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n        ")
	c.tell("    " + place + ": " + text + "\n")
}

// teller is the test that printed last, with the flag test.v.
var teller string

// tell adds text to the log or, with the flag test.v, prints it at once.
func (c *common) tell(text string) {
	if !isVerbose() {
		c.log.WriteString(text)
		return
	}
	if teller != "" && teller != c.name {
		fmt.Printf("=== NAME  %s\n", c.name)
	}
	teller = c.name
	fmt.Print(text)
}

func (c *common) Log(args ...any)                 { c.print(fmt.Sprintln(args...), 1) }
func (c *common) Logf(format string, args ...any) { c.print(fmt.Sprintf(format, args...), 1) }

func (c *common) Error(args ...any) {
	c.print(fmt.Sprintln(args...), 1)
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.print(fmt.Sprintf(format, args...), 1)
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.print(fmt.Sprintln(args...), 1)
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.print(fmt.Sprintf(format, args...), 1)
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.print(fmt.Sprintln(args...), 1)
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.print(fmt.Sprintf(format, args...), 1)
	c.SkipNow()
}

// Cleanup makes f run after the test, the last one first.
func (c *common) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }

func (c *common) clean() {
	if c.cancel != nil {
		c.cancel()
	}
	for len(c.cleanups) > 0 {
		last := len(c.cleanups) - 1
		f := c.cleanups[last]
		c.cleanups = c.cleanups[:last]
		f()
	}
}

// Context returns a context that is cancelled just before the cleanups.
func (c *common) Context() context.Context {
	if c.ctx == nil {
		c.ctx, c.cancel = context.WithCancel(context.Background())
	}
	return c.ctx
}

func (c *common) Setenv(key, value string) {
	old, was := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if was {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

func (c *common) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { os.Chdir(old) })
}

// TempDir returns a new folder, which is removed after the test.
func (c *common) TempDir() string {
	dir := filepath.Join(os.TempDir(), strings.ReplaceAll(c.name, "/", "_"), fmt.Sprintf("%03d", len(c.cleanups)+1))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	c.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func (c *common) ArtifactDir() string { return c.TempDir() }

func (c *common) Attr(key, value string) { fmt.Printf("=== ATTR  %s %s %s\n", c.name, key, value) }

// A logWriter adds what is written, indented, to a log.
type logWriter struct{ c *common }

func (w logWriter) Write(p []byte) (int, error) {
	w.c.mu.Lock()
	defer w.c.mu.Unlock()
	for line := range strings.Lines(string(p)) {
		w.c.tell("    " + line)
	}
	return len(p), nil
}

func (c *common) Output() io.Writer { return logWriter{c} }

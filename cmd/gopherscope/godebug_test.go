package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// busy keeps two Ps busy for a while, then sleeps.
const busy = `package main

import (
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for begin := time.Now(); time.Since(begin) < 15*time.Millisecond; {
			}
		})
	}
	wg.Wait()
	time.Sleep(20 * time.Millisecond)
}
`

// The lines of schedtrace have the shape of the real runtime's: the same once the numbers, the
// states and their reasons are taken out. The real one prints its first lines before the runtime
// has made all of its goroutines.
func TestSchedtrace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "busy.go")
	if err := os.WriteFile(file, []byte(busy), 0o666); err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(t.TempDir(), "busy")
	if out, err := exec.Command("go", "build", "-o", exe, file).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	values := regexp.MustCompile(`-?\d+|\bnil\b|\btrue\b|\bfalse\b|\(.*\)`)
	shapes := func(text string) (lines []string) {
		for line := range strings.Lines(text) {
			lines = append(lines, values.ReplaceAllStringFunc(line, func(v string) string {
				if v[0] == '(' {
					return "()"
				}
				return "#"
			}))
		}
		slices.Sort(lines)
		return slices.Compact(lines)
	}
	for _, debug := range []string{"schedtrace=10", "schedtrace=10,scheddetail=1"} {
		real := exec.Command(exe)
		real.Env = append(os.Environ(), "GOMAXPROCS=2", "GODEBUG="+debug)
		var stderr strings.Builder
		real.Stderr = &stderr
		if err := real.Run(); err != nil {
			t.Fatal(err)
		}
		got := scope("", nil, "run", "--procs", "2", "--godebug", debug, file)
		if got.status != 0 || got.stdout != "" || !slices.Equal(shapes(got.stderr), shapes(stderr.String())) {
			t.Errorf("%s: status %d, shapes\n%s\nwant those of the real runtime\n%s", debug, got.status,
				strings.Join(shapes(got.stderr), ""), strings.Join(shapes(stderr.String()), ""))
		}
		if n := strings.Count(got.stderr, "SCHED "); n < 4 || n > 9 {
			t.Errorf("%s: %d lines in some 65 ms:\n%s", debug, n, got.stderr)
		}
	}
}

// With asyncpreemptoff=1 a loop that calls nothing is not interrupted, and one that does is.
func TestAsyncPreemptOff(t *testing.T) {
	const program = `package main

import "time"

//go:noinline
func call() {}

func main() {
	done := false
	go func() {
		for range 30_000_000 {
			BODY
		}
		done = true
	}()
	time.Sleep(time.Millisecond)
	println("the loop is done:", done)
}
`
	for _, tt := range []struct{ debug, body, want string }{
		{"asyncpreemptoff=0", "", "the loop is done: false\n"},
		{"asyncpreemptoff=1", "", "the loop is done: true\n"},
		{"asyncpreemptoff=1", "call()", "the loop is done: false\n"},
	} {
		got := scope(strings.Replace(program, "BODY", tt.body, 1), nil, "run", "--procs", "1", "--godebug", tt.debug, "-")
		if got.status != 0 || got.stderr != tt.want {
			t.Errorf("%s, body %q:\n%v\nwant %q", tt.debug, tt.body, got, tt.want)
		}
	}
}

// trees allocates some 30 MB of trees, then asks for a collection.
const trees = `package main

import (
	"runtime"
	"time"
)

type node struct{ l, r *node }

var sink *node

func build(depth int) *node {
	n := &node{}
	if depth > 0 {
		n.l, n.r = build(depth-1), build(depth-1)
	}
	return n
}

func main() {
	for range 30 {
		sink = build(15)
	}
	runtime.GC()
	time.Sleep(20 * time.Millisecond) // until its line is printed
}
`

// The lines of gctrace have the shape of the real runtime's, asked for in any of the three ways:
// with numbers for the numbers, and "(forced)" after the last one only.
func TestGctrace(t *testing.T) {
	line := regexp.MustCompile(`^gc \d+ @\d+\.\d{3}s \d+%: N\+N\+N ms clock, N\+N/N/N\+N ms cpu, \d+->\d+->\d+ MB, \d+ MB goal, \d+ MB stacks, \d+ MB globals, 2 P( \(forced\))?\n$`)
	times := regexp.MustCompile(`\b(\d\d+|0|\d\.\d|0\.\d\d|0\.0\d\d)([+/]| ms)`) // as fmtNSAsMS writes them
	check := func(who, stderr string) {
		t.Helper()
		lines := slices.Collect(strings.Lines(stderr))
		for i, l := range lines {
			m := line.FindStringSubmatch(times.ReplaceAllString(l, "N$2"))
			if m == nil || (m[1] != "") != (i == len(lines)-1) {
				t.Errorf("%s: line %d of %d: %s", who, i+1, len(lines), l)
			}
		}
		if len(lines) < 5 || len(lines) > 15 {
			t.Errorf("%s: %d lines:\n%s", who, len(lines), stderr)
		}
	}

	file := filepath.Join(t.TempDir(), "trees.go")
	if err := os.WriteFile(file, []byte(trees), 0o666); err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(t.TempDir(), "trees")
	if out, err := exec.Command("go", "build", "-o", exe, file).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	real := exec.Command(exe)
	real.Env = append(os.Environ(), "GOMAXPROCS=2", "GODEBUG=gctrace=1")
	var stderr strings.Builder
	real.Stderr = &stderr
	if err := real.Run(); err != nil {
		t.Fatal(err)
	}
	check("the real runtime", stderr.String())

	for who, got := range map[string]ending{
		"flag":        scope(trees, nil, "run", "--procs", "2", "--godebug", "gctrace=1", "-"),
		"directive":   scope("//scope:godebug gctrace=1\n//scope:procs 2\n"+trees, nil, "run", "-"),
		"environment": scope(trees, map[string]string{"GODEBUG": "gctrace=1", "GOMAXPROCS": "2"}, "run", "-"),
	} {
		if got.status != 0 || got.stdout != "" {
			t.Errorf("%s:\n%v", who, got)
		}
		check(who, got.stderr)
	}
	if got := scope(trees, nil, "run", "--godebug", "gctrace=0", "-"); got.stderr != "" {
		t.Errorf("gctrace=0 prints\n%s", got.stderr)
	}
}

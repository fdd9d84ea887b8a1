package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// observed are lessons that between them use every room of the machine at several Ps.
var observed = []string{"steal", "select", "mutex", "deadlock", "tour"}

// logHash is what identifies a lesson's event log.
func logHash(t *testing.T, args ...string) string {
	t.Helper()
	got := scope("", nil, append([]string{"events", "--format", "hash", "--classes", "default,alloc,line"}, args...)...)
	if got.status != 0 || len(got.stdout) != 65 {
		t.Fatalf("events %v: got\n%v", args, got)
	}
	return strings.TrimSpace(got.stdout)
}

// Program, settings and seed fix every event, however many processors the host lends.
func TestSameLogEachTime(t *testing.T) {
	for _, name := range observed {
		first := logHash(t, "--procs", "4", name)
		for _, procs := range []int{1, 2} {
			before := runtime.GOMAXPROCS(procs)
			if again := logHash(t, "--procs", "4", name); again != first {
				t.Errorf("%s with host GOMAXPROCS %d: hash %s, before %s", name, procs, again, first)
			}
			runtime.GOMAXPROCS(before)
		}
		if other := logHash(t, "--procs", "3", name); other == first {
			t.Errorf("%s: 3 and 4 Ps gave one log", name)
		}
	}
	if logHash(t, "--seed", "1", "steal") == logHash(t, "--seed", "2", "steal") {
		t.Error("steal: two seeds gave one log")
	}
}

// The machine in a browser does what the machine here does.
func TestSameLogInWebAssembly(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		skip(t, "no node to run WebAssembly: %v", err)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		skip(t, "no Go toolchain to build for WebAssembly: %v", err)
	}
	wasm := filepath.Join(t.TempDir(), "gopherscope.wasm")
	build := exec.Command("go", "build", "-o", wasm, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	start := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec_node.js")
	browser, err := filepath.Abs(filepath.Join("testdata", "browser.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range observed {
		cmd := exec.Command(node, "--liftoff-only", "-r", browser, start, wasm, // a start in a second, not in ten
			"events", "--format", "hash", "--classes", "default,alloc,line", "--procs", "4", name)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		if got, want := strings.TrimSpace(string(out)), logHash(t, "--procs", "4", name); got != want {
			t.Errorf("%s: hash in WebAssembly %s, here %s", name, got, want)
		}
	}
}

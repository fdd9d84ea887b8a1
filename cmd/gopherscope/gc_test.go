package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A gcRun is how often a program under testdata/gc collected, and how many bytes were live after
// each collection that it asked for.
type gcRun struct {
	cycles int
	live   []int64
}

func (r gcRun) String() string {
	return fmt.Sprintf("%d cycles, live %v", r.cycles, r.live)
}

// gcRunOf reads what a program and gctrace=1 printed.
func gcRunOf(t *testing.T, stderr string) (r gcRun) {
	t.Helper()
	for line := range strings.Lines(stderr) {
		var bytes int64
		switch {
		case strings.HasPrefix(line, "gc "):
			r.cycles++
		case strings.HasPrefix(line, "live "):
			if _, err := fmt.Sscanf(line, "live %d", &bytes); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			r.live = append(r.live, bytes)
		default:
			t.Fatalf("what is %q?", line)
		}
	}
	return r
}

// near reports whether a run is like what was recorded: as many cycles but for one in twenty,
// and as much alive but for 2 %. The runtime's own objects, which the model does not have, are
// up to 200 KB.
func (r gcRun) near(want gcRun) bool {
	if math.Abs(float64(r.cycles-want.cycles)) > 0.05*float64(want.cycles) || len(r.live) != len(want.live) {
		return false
	}
	for i, w := range want.live {
		if math.Abs(float64(r.live[i]-w)) > 0.02*float64(w)+200<<10 {
			return false
		}
	}
	return true
}

// Programs collect as often here as under the real runtime, with the same objects alive after
// each collection that they ask for. testdata/gc/recorded.txt has what the real runtime did. Both
// stop the world to mark (gcstoptheworld=1), so that the numbers do not depend on how busy a
// system is. With -native the record itself is held against the toolchain.
func TestRecordedGC(t *testing.T) {
	data, err := os.ReadFile("testdata/gc/recorded.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		rows++
		name, procs := fields[0], fields[1]
		var want gcRun
		if _, err := fmt.Sscan(fields[2], &want.cycles); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		for _, f := range fields[3:] {
			var n int64
			if _, err := fmt.Sscan(f, &n); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			want.live = append(want.live, n)
		}
		t.Run(name+"/"+procs, func(t *testing.T) {
			file := filepath.Join("testdata", "gc", name+".go")
			if *native {
				exe := filepath.Join(t.TempDir(), name)
				if out, err := exec.Command("go", "build", "-o", exe, file).CombinedOutput(); err != nil {
					t.Fatalf("go build: %v\n%s", err, out)
				}
				cmd := exec.Command(exe)
				cmd.Env = append(os.Environ(), "GOMAXPROCS="+procs, "GODEBUG=gctrace=1,gcstoptheworld=1")
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				if err := cmd.Run(); err != nil {
					t.Fatal(err)
				}
				if got := gcRunOf(t, stderr.String()); !got.near(want) {
					t.Errorf("the toolchain: %v\nrecorded: %v", got, want)
				}
				return
			}
			run := scope("", nil, "run", "--procs", procs, "--godebug", "gctrace=1,gcstoptheworld=1", file)
			if run.status != 0 {
				t.Fatalf("%v", run)
			}
			if got := gcRunOf(t, run.stderr); !got.near(want) {
				t.Errorf("got %v\nwant %v", got, want)
			}
		})
	}
	if rows < 10 {
		t.Errorf("%d rows in the record, want 10 at least", rows)
	}
}

// The heap goal is what the rule says, to the byte, for what was marked, the stacks and the
// globals: as the program tells that works it out.
func TestGoals(t *testing.T) {
	file := filepath.Join("testdata", "gc", "goals.go")
	check := func(who, stdout string) {
		t.Helper()
		lines := 0
		for line := range strings.Lines(stdout) {
			lines++
			if !strings.HasSuffix(line, "goal 0 bytes off\n") {
				t.Errorf("%s: %s", who, line)
			}
		}
		if lines != 12 {
			t.Errorf("%s: %d lines, want 12:\n%s", who, lines, stdout)
		}
	}
	for _, procs := range []string{"1", "4"} {
		check(procs+" Ps", scope("", nil, "run", "--procs", procs, file).stdout)
	}
	if *native {
		check("the toolchain", realGo(t, file)().stdout)
	}
}

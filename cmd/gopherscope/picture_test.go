package main

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopherscope/render/paint/painttest"
)

// Lessons at the instant that they are about, in both themes. After a change of what a
// program costs, of its words or of the window, look at the new pictures of -update.
func TestPictures(t *testing.T) {
	for _, tt := range []struct {
		name, scenario, event string
		nth                   int
		procs, size           string
		look                  []string
	}{
		{"steal", "steal", "GoSteal", 1, "4", "1600x900", nil}, // half of P0's queue
		{"mutex", "mutex", "GoBlock", 4, "1", "1600x900", nil}, // four wait for the lock that main holds
		{"select", "select", "GoBlock", 3, "1", "1600x900", nil},
		{"deadlock", "deadlock", "ProgramEnd", 1, "1", "1600x900", nil},
		{"handoff", "handoff", "ProcSteal", 1, "1", "1600x900", nil},                                              // who sits in the system call has lost its P
		{"sysmon", "handoff", "ProcSteal", 1, "4", "1600x900", nil},                                               // sysmon has acted; M0 in its system call without a P
		{"tied", "../../sim/testdata/lang/lockthread.go", "ThreadPark", 4, "4", "1600x900", []string{"--output"}}, // two threads sleep for their goroutines
		{"unstolen", "testdata/unstolen.go", "GoStart", 4, "4", "1600x900", nil},                                  // what comes of a broken rule
		{"lanes", "handoff", "GoSyscallEnd", 1, "4", "1600x900", []string{"--threads"}},                           // what each thread did
		{"lanes-tied", "../../sim/testdata/lang/lockthread.go", "ThreadPark", 9, "4", "1280x800", []string{"--threads"}},
		{"network", "network", "PollBegin", 1, "1", "1600x900", nil}, // all wait for the network, M0 in the poller
		{"small", "steal", "GoSteal", 3, "16", "1024x640", nil},
		{"panic", "panic", "GoRecover", 1, "1", "1600x900", []string{"--select", "acts"}},
		{"tricolor", "tricolor", "GCScan", 2, "2", "1600x900", nil},    // black, grey and white; two trees, and a ring that nothing leads to
		{"unswept", "greentea", "GCEnd", 1, "2", "1600x900", nil},      // what is dead lies there until its span is swept
		{"greentea", "greentea", "GCSpan", 7, "2", "1600x900", nil},    // spans wait in the order in which they were found
		{"pacing", "pacing", "GCAssistBegin", 3, "2", "1280x800", nil}, // the heap on its way from the trigger to the goal
		{"heap-small", "tricolor", "GCGrey", 3, "2", "1024x640", nil},  // … and in a small window
		{"output", "panic", "GoWrite", 3, "1", "1280x800", []string{"--select", "1", "--output"}},
	} {
		at := instant(t, tt.scenario, tt.event, tt.nth, tt.procs)
		for _, theme := range []string{"dark", "light"} {
			t.Run(tt.name+"-"+theme, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "picture.png")
				args := append([]string{"render", tt.scenario, "--procs", tt.procs, "--size", tt.size, "--at", at, "--theme", theme, "-o", file}, tt.look...)
				got := scope("", nil, args...)
				if got.status != 0 {
					t.Fatalf("render: %v", got)
				}
				f, err := os.Open(file)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				img, err := png.Decode(f)
				if err != nil {
					t.Fatal(err)
				}
				painttest.Golden(t, tt.name+"-"+theme, img)
			})
		}
	}
}

// instant returns when the nth event of a kind happens in a scenario on so many Ps.
func instant(t *testing.T, scenario, event string, nth int, procs string) string {
	t.Helper()
	for line := range strings.Lines(scope("", nil, "events", scenario, "--procs", procs, "--classes", "default,gc,mark").stdout) {
		own := strings.Contains(line, "GOMAXPROCS updater") || strings.Contains(line, "finalizer wait")
		if fields := strings.Fields(line); slices.Contains(fields, event) && !own { // not of the runtime's own goroutines
			if nth--; nth == 0 {
				return fields[0]
			}
		}
	}
	t.Fatalf("%s has no such %s", scenario, event)
	return ""
}

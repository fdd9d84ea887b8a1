package sim_test

import (
	"os"
	"strings"
	"testing"

	"gopherscope/sim"
)

// TestDrawn runs programs that were drawn at random and compares the order of all that their
// goroutines did with what the real runtime did at one P.
func TestDrawn(t *testing.T) {
	src, err := os.ReadFile("testdata/drawn/main.go")
	if err != nil {
		t.Fatal(err)
	}
	recorded, err := os.ReadFile("testdata/drawn/recorded.txt")
	if err != nil {
		t.Fatal(err)
	}
	prog := load(t, "main.go", string(src))
	lines := strings.Split(strings.TrimSpace(string(recorded)), "\n")
	if len(lines) < 100 {
		t.Fatalf("%d programs are recorded", len(lines))
	}
	for _, line := range lines {
		drawn, want, _ := strings.Cut(line, "\t")
		o := run(prog, sim.Config{Procs: 1, CoarseTimers: true, Args: []string{drawn}})
		got, _, _ := strings.Cut(o.stderr.String(), "\n\ngoroutine")
		got = strings.TrimSpace(got)
		if got == want {
			continue
		}
		same := 0
		for same < min(len(got), len(want)) && got[same] == want[same] {
			same++
		}
		t.Errorf("%s\nagree up to  …%s\nthe machine: %s\nGo:          %s",
			drawn, want[max(0, same-100):same], excerpt(got[same:]), excerpt(want[same:]))
	}
}

// excerpt is the beginning of a text.
func excerpt(s string) string { return s[:min(len(s), 100)] }

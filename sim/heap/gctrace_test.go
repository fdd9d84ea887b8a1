package heap

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

// Lines that the real runtime printed, beside those of testdata/pacer.txt.
const realLines = `
gc 12 @0.167s 5%: 0.032+7.7+0.037 ms clock, 0.064+1.0/0.90/6.7+0.074 ms cpu, 38->44->22 MB, 45 MB goal, 0 MB stacks, 0 MB globals, 2 P
gc 13 @0.149s 2%: 0.032+1.7+0.054 ms clock, 0.065+0.026/0.67/1.0+0.10 ms cpu, 19->21->2 MB, 25 MB goal, 20 MB stacks, 0 MB globals, 2 P
gc 20 @0.101s 29%: 0.020+4.3+0.042 ms clock, 0.041+3.6/0.22/4.1+0.084 ms cpu, 25->29->19 MB, 28 MB goal, 0 MB stacks, 0 MB globals, 2 P
gc 14 @0.072s 2%: 0.035+0.20+0.051 ms clock, 0.071+0.032/0.040/0.011+0.10 ms cpu, 126->126->64 MB, 129 MB goal, 0 MB stacks, 0 MB globals, 2 P
gc 8 @0.078s 19%: 0.027+5.6+0.062 ms clock, 0.055+4.5/0.49/3.9+0.12 ms cpu, 46->56->25 MB, 55 MB goal, 0 MB stacks, 0 MB globals, 2 P
gc 1 @12.003s 0%: 0.11+10+0.001 ms clock, 0.11+0/10/0+0.001 ms cpu, 0->0->0 MB, 8532210231537 MB goal, 0 MB stacks, 0 MB globals, 1 P (forced)
`

// Read and written again, a line is what it was. The instants between are chosen so that both
// the clock's and the processor's column of a pause come out.
func TestCycleString(t *testing.T) {
	data, err := os.ReadFile("testdata/pacer.txt")
	if err != nil {
		t.Fatal(err)
	}
	shape := regexp.MustCompile(`^gc (\d+) @([\d.]+)s (\d+)%: ([\d.]+)\+([\d.]+)\+([\d.]+) ms clock, ` +
		`([\d.]+)\+([\d.]+)/([\d.]+)/([\d.]+)\+([\d.]+) ms cpu, ` +
		`(\d+)->(\d+)->(\d+) MB, (\d+) MB goal, (\d+) MB stacks, (\d+) MB globals, (\d+) P( \(forced\))?$`)
	lines := 0
	for line := range strings.Lines(realLines + string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "gc ") {
			continue
		}
		lines++
		m := shape.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no gctrace line: %s", line)
		}
		number := func(i int) int64 { n, _ := strconv.ParseInt(m[i], 10, 64); return n }
		times := func(i int, unit trace.Time) trace.Time {
			x, _ := strconv.ParseFloat(m[i], 64)
			return trace.Time(x*1000+0.5) * unit / 1000
		}
		procs := int(number(18))
		stopped := trace.Time(min(procs, 2)) // the lines are from a machine with two processors
		pause := func(clock, cpu int) trace.Time {
			return max(times(clock, trace.Millisecond), times(cpu, trace.Millisecond)/stopped)
		}
		var c Cycle
		c.N, c.CPU, c.Forced, c.Procs, c.Stopped = number(1), (float64(number(3))+0.5)/100, m[19] != "", procs, int(stopped)
		c.SweepTerm = times(2, trace.Second)
		c.Mark = c.SweepTerm + pause(4, 7)
		c.MarkTerm = c.Mark + times(5, trace.Millisecond)
		c.Done = c.MarkTerm + pause(6, 11)
		c.Assist, c.Background, c.Idle = times(8, trace.Millisecond), times(9, trace.Millisecond), times(10, trace.Millisecond)
		for i, into := range []*uint64{&c.Begin, &c.End, &c.Marked, &c.Goal, &c.Stacks, &c.Globals} {
			*into = uint64(number(12+i))<<20 + 123_456
		}
		if got := c.String(); got != line {
			t.Errorf("got  %s\nwant %s", got, line)
		}
	}
	if lines < 50 {
		t.Errorf("%d lines read, want 50 at least", lines)
	}
}

// Times as gctrace prints them.
func TestMs(t *testing.T) {
	for _, tt := range []struct {
		t    trace.Time
		want string
	}{
		{0, "0"}, {999, "0"}, {1_000, "0.001"}, {32_999, "0.032"}, {99_999, "0.099"}, {100_000, "0.10"},
		{149_999, "0.14"}, {1_000_000, "1.0"}, {7_799_000, "7.7"}, {9_999_999, "9.9"}, {10_000_000, "10"}, {123_456_789, "123"},
	} {
		if got := ms(tt.t); got != tt.want {
			t.Errorf("%d ns: %s, want %s", tt.t, got, tt.want)
		}
	}
}

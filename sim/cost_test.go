package sim_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"gopherscope/sim"
)

// Why the model does not keep to Go's figure.
const (
	unit     = "the least the clock counts is an instruction, 1 ns"
	fighting = "a waiter that has spun in vain parks, and until it is stolen the holder takes the slow path"
)

// TestCalibration compares what operations take in virtual time with what they take on
// go1.26, in ns: medians of many runs on a quiet machine. The program under testdata/cost
// measures them, here and there.
func TestCalibration(t *testing.T) {
	src, err := os.ReadFile("testdata/cost/main.go")
	if err != nil {
		t.Fatal(err)
	}
	prog := load(t, "main.go", string(src))
	for _, tt := range []struct {
		what, row   string
		procs, n    int
		least, most float64 // ns in Go
		why         string  // why the model does not keep to it, if it does not
	}{
		{"call of a function that is not inlined", "call", 1, 1000, 1.1, 1.1, unit},
		{"defer and run", "defer", 1, 1000, 1.1, 1.1, unit},
		{"panic and recover", "panic", 1, 1000, 146, 146, ""},
		{"time.Now", "now", 1, 1000, 44, 44, ""},
		{"atomic add", "add", 1, 1000, 5, 5, ""},
		{"… by two Ps", "add both", 2, 1000, 7.8, 7.8, ""},
		{"go statement, its creator's side", "go", 1, 1000, 83, 83, ""},
		{"… of two Ps", "go", 2, 1000, 101, 101, ""},
		{"… of a goroutine with nothing to recycle", "go first", 1, 1000, 1400, 1400, ""},
		{"goroutine from creation to the join, of 100 together", "lifetime", 1, 1000, 151, 151, ""},
		{"… one at a time", "lifetime one", 1, 1000, 288, 288, ""},
		{"Gosched, nothing else to run", "gosched", 1, 1000, 84, 84, ""},
		{"… switching to another goroutine", "gosched two", 1, 1000, 81, 81, ""},
		{"coroutine switch", "coroutine", 1, 1000, 31, 31, ""},
		{"make(chan int)", "make chan", 1, 1000, 26, 26, ""},
		{"buffered send and receive", "buffered", 1, 1000, 30, 30, ""},
		{"item through a buffer of 128", "stream", 1, 10000, 32, 32, ""},
		{"… of two Ps", "stream", 2, 10000, 49, 49, ""},
		{"unbuffered item", "item", 1, 1000, 143, 156, ""},
		{"unbuffered ping-pong, there and back", "pingpong", 1, 1000, 266, 266, ""},
		{"receive from an empty channel, non-blocking", "poll", 1, 1000, 6, 6, ""},
		{"select of two, beside the operation", "select two", 1, 1000, 28, 28, ""},
		{"select of four", "select four", 1, 1000, 75, 75, ""},
		{"item through a select that blocks", "select item", 1, 1000, 177, 177, ""},
		{"close, for each of 20 000 waiters until it has run", "close", 1, 20000, 430, 430, ""},
		{"Mutex: Lock and Unlock", "mutex", 1, 1000, 10, 10, ""},
		{"RWMutex: RLock and RUnlock", "rlock", 1, 1000, 10, 10, ""},
		{"RWMutex: Lock and Unlock", "rwmutex", 1, 1000, 20.5, 20.5, ""},
		{"Mutex: two Ps fighting", "lock both", 2, 10000, 14, 14, fighting},
		{"Mutex: parking each time", "mutex parks", 1, 1000, 400, 550, ""},
		{"WaitGroup: Add and Done", "waitgroup", 1, 1000, 13, 13, ""},
		{"Once: done", "once", 1, 1000, 0.5, 0.5, unit},
		{"Pool: Get and Put", "pool", 1, 1000, 9.2, 9.2, ""},
		{"sync.Map: Load", "sync.Map", 1, 1000, 7.7, 7.7, ""},
		{"Cond ping-pong, there and back", "cond", 1, 1000, 273, 273, ""},
		{"context.WithCancel and cancel", "cancel", 1, 1000, 168, 168, ""},
		{"context.WithTimeout and cancel", "timeout", 1, 1000, 410, 410, ""},
		{"system call that returns at once", "syscall", 1, 1000, 158, 158, ""},
		{"write of two bytes", "write", 1, 1000, 255, 255, ""},
		{"NewTimer and Stop", "newtimer", 1, 1000, 150, 150, ""},
		{"AfterFunc and Stop", "afterfunc", 1, 1000, 158, 158, ""},
		{"Timer.Reset", "reset", 1, 1000, 43, 43, ""},
		{"AfterFunc(0) until its goroutine has signalled", "afterfunc runs", 1, 1000, 540, 540, ""},
		{"Sleep(1)", "sleep", 1, 1000, 295, 295, ""},
		{"GOMAXPROCS(n)", "gomaxprocs", 1, 100, 2800, 2800, ""},
		{"… of two Ps", "gomaxprocs", 2, 100, 5000, 5000, ""},
		{"locked ping-pong, there and back", "locked", 1, 100, 5700, 5700, ""},
		{"… of two Ps", "locked", 2, 100, 9000, 12000, ""},
		{"goroutine that kills its thread, until it is joined", "locked ends", 1, 100, 20000, 20000, ""},
		{"preemption, until the other runs", "switch", 1, 10, 450, 1100, ""},
		{"slice of one P", "slice", 1, 10, 20.1e6, 20.1e6, ""},
		{"waking a thread that steals from a ring", "steal ring", 2, 100, 23000, 23000, ""},
		{"… a runnext", "steal next", 2, 100, 98000, 98000, ""},
		{"… by a thief that is awake", "steal awake", 2, 100, 75000, 75000, ""},
		{"P from a blocking system call, sysmon alert", "handoff", 1, 100, 35000, 35000, ""},
		{"… sysmon asleep", "handoff asleep", 1, 10, 1e6, 10e6, ""},
	} {
		o := run(prog, sim.Config{Procs: tt.procs, GOGC: -1, Args: []string{tt.row, strconv.Itoa(tt.n)}})
		total, err := strconv.ParseFloat(strings.TrimSpace(o.stderr.String()), 64)
		if err != nil {
			t.Errorf("%s: %s %+v", tt.row, o.stderr.String(), o.outcome)
			continue
		}
		model := total / float64(tt.n)
		mid := (tt.least + tt.most) / 2
		ratio := 1.0 // to the nearer end of the range
		switch {
		case model < tt.least:
			ratio = model / tt.least
		case model > tt.most:
			ratio = model / tt.most
		}
		t.Logf("%-55s %d P %10.1f ns, in Go %10.1f: %.2f %s", tt.what, tt.procs, model, mid, ratio, tt.why)
		if tt.why == "" && (ratio < 0.75 || ratio > 1.25) {
			t.Errorf("%s at %d Ps: %.1f ns, in Go %.1f", tt.what, tt.procs, model, mid)
		}
	}
}

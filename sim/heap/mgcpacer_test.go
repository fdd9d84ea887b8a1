package heap

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

const kib, mib = 1 << 10, 1 << 20

// pacer returns a controller that a cycle has just left behind, with all swept.
func pacer(gogc int, marked, stack, globals uint64) gcController {
	var c gcController
	c.init(gogc, defaultHeapMinimum, math.MaxInt64)
	c.globalsScan = globals
	c.stackScanWork = int64(stack)
	c.resetLive(marked)
	c.commit(false)
	return c
}

// Goals that the real runtime reported, to the byte.
func TestHeapGoal(t *testing.T) {
	for _, tt := range []struct {
		name                   string
		gogc                   int
		marked, stack, globals uint64
		want                   uint64
	}{
		{"a tree", 100, 23_406_552, 2_424, 158_218, 46_973_746},
		{"deep stacks buy room", 100, 2_526_392, 21_414_952, 158_218, 26_625_954},
		{"half", 50, 19_763_960, 2_424, 158_218, 29_726_261},
		{"time to sweep, 1 MiB", 1, 224_320, 2_664, 158_218, 1_272_896},
		{"the heap minimum", 100, 100 * kib, 2_000, 158_218, 4 * mib},
		{"the heap minimum follows GOGC", 200, 100 * kib, 2_000, 158_218, 8 * mib},
		{"off", -1, 23_406_552, 2_424, 158_218, 8_532_210_231_537 << 20},
	} {
		c := pacer(tt.gogc, tt.marked, tt.stack, tt.globals)
		c.mappedReady = 4*mib + 300*kib // with GOGC off the goal is the memory limit's, even if none is set
		got := c.heapGoal()
		if tt.gogc < 0 {
			got = got >> 20 << 20 // known in whole MiB
		}
		if got != tt.want {
			t.Errorf("%s: goal of %d marked, %d of stacks, GOGC=%d: %d, want %d", tt.name, tt.marked, tt.stack, tt.gogc, got, tt.want)
		}
	}
}

// The same with a memory limit: 80 MiB, of which 8 325 240 bytes are not for the heap.
func TestMemoryLimitGoal(t *testing.T) {
	const limit, nonHeap = 80 * mib, 8_325_240
	for _, tt := range []struct {
		name    string
		gogc    int
		nonHeap uint64
		marked  uint64
		want    uint64
	}{
		{"3 % headroom", -1, nonHeap, 20 * mib, 73_294_016},
		{"GOGC's goal is lower", 100, nonHeap, 20 * mib, 42_101_258},
		{"the limit's goal is lower", 100, nonHeap, 40 * mib, 73_294_016},
		{"never below what is marked", 100, nonHeap, 75 * mib, 75 * mib},
		{"1 MiB headroom at least", -1, 60 * mib, mib, 19 * mib},
		{"and never more than half", -1, 80*mib - 100, 100, mib},
		{"no room at all", 100, 81 * mib, 3 * mib, 3 * mib},
	} {
		c := pacer(tt.gogc, tt.marked, 2_424, 155_794)
		c.setMemoryLimit(limit)
		c.heapAlloc, c.heapFree = tt.marked, 123
		c.mappedReady = tt.nonHeap + c.heapAlloc + c.heapFree
		over := uint64(0)
		if c.mappedReady > limit { // what is over counts against the heap: not in this test
			over = c.mappedReady - limit
			c.mappedReady -= over
			c.heapAlloc -= min(over, c.heapAlloc)
		}
		if got := c.heapGoal(); got != tt.want {
			t.Errorf("%s: goal %d, want %d", tt.name, got, tt.want)
		}
	}
	c := pacer(-1, 20*mib, 0, 0)
	c.setMemoryLimit(limit)
	c.mappedReady, c.heapAlloc = limit+2*mib, limit-3*mib
	if got, want := c.heapGoal(), uint64(73*mib-73*mib/100*3); got > want || got < want-200 {
		t.Errorf("2 MiB over the limit, 5 MiB not heap: goal %d, want %d: 80-5-2 MiB, less 3 %%", got, want)
	}
}

// Triggers that were measured, with the goal and cons/mark that the runtime printed. The
// measured heap is past the trigger by less than a span.
func TestTrigger(t *testing.T) {
	for _, tt := range []struct {
		name                   string
		marked, goal, runway   uint64
		floor                  uint64
		predicted, heapAtBegin uint64
	}{
		{"the first of any program: 95 %", 0, 4_194_304, 0, 0, 3_997_696, 4_005_888},
		{"a small heap: the runway", 100_000, 4_194_304, 919_778, 0, 3_274_526, 3_275_424},
		{"a small tree: the runway", 230_000, 4_194_304, 478_962, 0, 3_715_342, 3_721_056},
		{"a small tree again", 230_000, 4_194_304, 620_299, 0, 3_574_005, 3_581_792},
		{"a slow allocator", 71_000_000, 143_497_946, 12_384_074, 0, 131_113_872, 131_119_816},
		{"GOGC=50, a tree: 70 %", 19_763_960, 29_726_261, 16_862_395, 0, 26_768_660, 26_772_064},
		{"deep stacks: 70 %", 2_771_320, 27_115_810, 10_761_179, 0, 19_888_510, 19_894_808},
		{"nothing to scan, a large heap: 4 MiB before the goal at the earliest", 64 * mib, 200 * mib, 1000, 0, 196 * mib, 196*mib + 100},
		{"time to sweep", 4 * mib, 8 * mib, 10 * mib, 7 * mib, 7 * mib, 7*mib + 100},
		{"marked past the goal", 4 * mib, 4 * mib, 0, 0, 4 * mib, 4 * mib},
	} {
		var c gcController
		c.init(100, defaultHeapMinimum, math.MaxInt64)
		c.heapMarked, c.gcPercentHeapGoal, c.runway, c.sweepDistMinTrigger = tt.marked, tt.goal, tt.runway, tt.floor
		got, goal := c.trigger()
		if goal != tt.goal {
			t.Errorf("%s: goal %d, want %d", tt.name, goal, tt.goal)
		}
		if got != tt.predicted || tt.heapAtBegin < got || tt.heapAtBegin > got+PageSize {
			t.Errorf("%s: trigger %d, want %d; a cycle began at %d", tt.name, got, tt.predicted, tt.heapAtBegin)
		}
	}
}

// A heap minimum below Go's scales the pacer's other distances.
func TestSmallHeapMinimum(t *testing.T) {
	var c gcController
	c.init(100, 64*kib, math.MaxInt64)
	trigger, goal := c.trigger()
	if goal != 64*kib || trigger != 64*kib/64*61 {
		t.Errorf("first goal %d, trigger %d; want 64 KiB and 61/64 of it", goal, trigger)
	}
	c.heapScanWork = 10 * kib
	c.resetLive(20 * kib)
	c.commit(false)
	if trigger, goal = c.trigger(); goal != 64*kib || trigger < 36*kib || trigger > 64*kib {
		t.Errorf("20 KiB live: goal %d, trigger %d; want 64 KiB, and 16 KiB to sweep in", goal, trigger)
	}
}

// Counts that gcpacertrace prints as "workers=D+F".
func TestMarkWorkers(t *testing.T) {
	dedicated := map[int]int{1: 0, 2: 0, 3: 0, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2, 9: 2, 10: 3, 12: 3, 14: 4, 16: 4, 18: 5, 24: 6, 32: 8, 64: 16}
	fraction := map[int]float64{1: 0.25, 2: 0.25, 3: 0.25, 6: 0.08333333333333333}
	for procs, want := range dedicated {
		d, f := markWorkers(procs)
		if d != want || f != fraction[procs] {
			t.Errorf("GOMAXPROCS=%d: workers=%d+%v, want %d+%v", procs, d, f, want, fraction[procs])
		}
	}
	for _, tt := range []struct {
		procs int
		kind  TriggerKind
		stw   bool
		d     int32
		f     float64
		idle  int32
	}{
		{4, TriggerHeap, false, 1, 0, 3},
		{1, TriggerCycle, false, 0, 0.25, 1},
		{4, TriggerTime, false, 1, 0, 0},
		{2, TriggerTime, false, 0, 0.25, 1},
		{2, TriggerHeap, true, 2, 0, 0},
	} {
		c := pacer(100, mib, 0, 0)
		c.startCycle(0, tt.procs, tt.kind, tt.stw)
		if c.dedicatedMarkWorkersNeeded != tt.d || c.fractionalUtilizationGoal != tt.f || c.maxIdleMarkWorkers != tt.idle {
			t.Errorf("%+v: %d dedicated, %v fractional, %d idle", tt, c.dedicatedMarkWorkersNeeded, c.fractionalUtilizationGoal, c.maxIdleMarkWorkers)
		}
	}
}

// The assist ratio at the beginning of a cycle, as the real runtime printed it.
func TestFirstAssistRatio(t *testing.T) {
	for _, tt := range []struct {
		name            string
		expected        uint64 // bytes of work
		triggered, goal uint64
		want            float64
	}{
		{"a tree", 15_814_962, 40_139_608, 47_177_682, 2.2471},
		{"a first cycle", 155_082, 4_005_888, 4_194_304, 0.8231},
	} {
		c := pacer(100, 0, 0, tt.expected)
		c.gcPercentHeapGoal, c.sweepDistMinTrigger = tt.goal, 0
		c.update(int64(tt.triggered), 0)
		c.startCycle(0, 2, TriggerHeap, false)
		if got := math.Round(c.assistWorkPerByte*1e4) / 1e4; got != tt.want {
			t.Errorf("%s: %v bytes of work a byte, want %v", tt.name, got, tt.want)
		}
	}
}

// When more is to be scanned than last time, the goal moves out, so that assists do not jump.
func TestRevise(t *testing.T) {
	c := pacer(100, 8*mib, 2*kib, 150*kib)
	c.lastHeapScan, c.heapScan, c.maxStackScan = 4*mib, 8*mib, 8*kib
	c.update(7*mib, 0)
	c.startCycle(0, 4, TriggerHeap, false)
	expected := float64(4*mib + 2*kib + 150*kib)
	if got, want := c.assistWorkPerByte, expected/float64(c.heapGoal()-15*mib); got != want {
		t.Fatalf("at the start %v bytes of work a byte, want %v", got, want)
	}
	first := c.assistWorkPerByte
	c.heapScanWork = 4 * mib
	c.globalsScanWork, c.stackScanWork = 150*kib, 3*kib // a little more than expected
	c.update(200*kib, 0)
	if c.assistWorkPerByte > 1.2*first {
		t.Errorf("%v bytes of work a byte after %v: the heap has grown, and the goal did not move out", c.assistWorkPerByte, first)
	}
	c.update(40*mib, 0) // past any goal
	if got, limit := c.assistWorkPerByte, float64(c.heapScan)/1; got <= first || got > limit {
		t.Errorf("%v bytes of work a byte past the goal, %v before", got, first)
	}
	c.heapScanWork = 100 * mib
	c.revise()
	if c.assistWorkPerByte*c.assistBytesPerWork < 0.999 || c.assistWorkPerByte <= 0 {
		t.Errorf("ratios %v and %v with nothing left to do", c.assistWorkPerByte, c.assistBytesPerWork)
	}

	c = pacer(-1, 8*mib, 0, 150*kib) // GOGC=off, and the program asked
	c.startCycle(0, 4, TriggerCycle, false)
	c.heapScanWork = 8 * mib
	c.update(mib, 0)
	if c.assistWorkPerByte > 1e-9 {
		t.Errorf("%v bytes of work a byte with GOGC off", c.assistWorkPerByte)
	}
}

// A cycle as the real runtime printed it.
type realCycle struct {
	ratio, fraction                float64
	dedicated                      int32
	heap, stack, globals, expected int64 // bytes of work
	triggered, live                uint64
	overGoal                       int64 // ∆goal
	consMark                       float64
	stw, mark                      float64 // ms
	procs                          int
	marked, goal                   uint64
	assist, idle                   trace.Time // since the program began
	forced                         bool
}

// realRuns reads testdata/pacer.txt.
func realRuns(t *testing.T) map[string][]realCycle {
	data, err := os.ReadFile("testdata/pacer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var (
		gc   = regexp.MustCompile(`^gc \d+ @.*%: ([\d.]+)\+([\d.]+)\+.*, (\d+) P( \(forced\))?$`)
		runs = map[string][]realCycle{}
		run  string
		rc   realCycle
	)
	scan := func(line, format string, into ...any) {
		if n, err := fmt.Sscanf(line, format, into...); n != len(into) {
			t.Fatalf("%s: %q read as %q: %v", run, line, format, err)
		}
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "--"):
			run, rc = strings.Trim(line, "- "), realCycle{}
		case strings.HasPrefix(line, "pacer: assist ratio="):
			scan(strings.Replace(line[:strings.Index(line, " (")], "=", " ", 1), "pacer: assist ratio %g", &rc.ratio)
			scan(line[strings.Index(line, "workers="):], "workers=%d+%g", &rc.dedicated, &rc.fraction)
		case strings.HasPrefix(line, "pacer: "):
			scan(line[strings.Index(line, "for "):], "for %d+%d+%d B work (%d B exp.) in %d B -> %d B (∆goal %d, cons/mark %g)",
				&rc.heap, &rc.stack, &rc.globals, &rc.expected, &rc.triggered, &rc.live, &rc.overGoal, &rc.consMark)
		case strings.HasPrefix(line, "gc "):
			m := gc.FindStringSubmatch(line)
			scan(m[1]+" "+m[2]+" "+m[3], "%g %g %d", &rc.stw, &rc.mark, &rc.procs)
			rc.forced = m[4] != ""
			runs[run], rc = append(runs[run], rc), realCycle{}
		case strings.HasPrefix(line, "after gc "):
			var n int
			scan(line, "after gc %d", &n)
			r := &runs[run][n-1]
			scan(line[strings.Index(line, "live="):], "live=%d goal=%d assist=%d idle=%d", &r.marked, &r.goal, &r.assist, &r.idle)
		default:
			t.Fatalf("%s: what is %q?", run, line)
		}
	}
	return runs
}

// What the real runtime decided in several runs, cycle by cycle: the controller, told the
// same measurements, decides the same. Goals and assist ratios agree to the last digit. The
// heap at a trigger is past it by less than a span, but for the few cases in which the runtime
// could not begin at once; the first cycle has the workers to start. cons/mark depends on a time that is printed rounded, so it has to
// lie between what the bounds of that time give.
func TestRealCycles(t *testing.T) {
	runs := realRuns(t)
	cycles, late := 0, 0
	for name, run := range runs {
		var c gcController
		var gogc, procs int
		if _, err := fmt.Sscanf(name, "GOMAXPROCS=%d GOGC=%d", &procs, &gogc); err != nil {
			t.Fatal(name, err)
		}
		c.init(gogc, defaultHeapMinimum, math.MaxInt64)
		c.globalsScan = uint64(run[0].globals)
		var assist, idle trace.Time
		var most, least [4]float64 // the last measured cons/mark
		for i, rc := range run[:len(run)-1] {
			cycles++
			next := run[i+1]
			what := fmt.Sprintf("%s: gc %d", name, i+1)
			if early := gogc == 1 && i == 0; !early { // that trigger is before main
				trigger, _ := c.trigger()
				past := int64(rc.triggered - trigger)
				if past < 0 || past > 8*PageSize || i > 0 && past > 3*PageSize {
					t.Errorf("%s: trigger %d, began at %d", what, trigger, rc.triggered)
				}
				if i > 0 && past > PageSize {
					late++
				}
			}
			c.heapLive = rc.triggered
			c.startCycle(0, procs, TriggerHeap, false)
			if c.assistWorkPerByte != rc.ratio || c.dedicatedMarkWorkersNeeded != rc.dedicated || c.fractionalUtilizationGoal != rc.fraction {
				t.Errorf("%s: assist ratio=%v workers=%d+%v, want %v, %d+%v", what,
					c.assistWorkPerByte, c.dedicatedMarkWorkersNeeded, c.fractionalUtilizationGoal, rc.ratio, rc.dedicated, rc.fraction)
			}
			c.heapScanWork, c.stackScanWork, c.globalsScanWork = rc.heap, rc.stack, rc.globals
			c.assistTime, c.idleMarkTime = rc.assist-assist, rc.idle-idle
			assist, idle = rc.assist, rc.idle
			c.heapLive = rc.live

			// The time of marking, as endCycle has it, begins within the first pause, and is
			// printed with two digits, the rest cut off.
			ms := func(ms float64) trace.Time { return trace.Time(ms * float64(trace.Millisecond)) }
			short, long := c, c
			short.lastConsMark, long.lastConsMark = most, least
			short.endCycle(ms(rc.mark), procs)
			long.endCycle(ms((rc.mark+rc.stw)*1.1), procs)
			most, least = short.lastConsMark, long.lastConsMark
			if got, want := int64(rc.live-c.heapGoal()), rc.overGoal; got != want {
				t.Errorf("%s: ended %+d bytes from its goal, want %+d", what, got, want)
			}
			c = long
			if !next.forced {
				c.consMark = next.consMark
				if c.consMark < long.consMark || c.consMark > short.consMark {
					t.Errorf("%s: cons/mark between %v and %v, want %v", what, long.consMark, short.consMark, c.consMark)
				}
				// The last bytes of work are counted behind the line that shows them.
				more := next.expected - rc.heap - rc.stack - rc.globals
				if more < 0 || more > gcCreditSlack {
					t.Errorf("%s: %d+%d+%d bytes of work, but then it expects %d", what, rc.heap, rc.stack, rc.globals, next.expected)
				}
				c.heapScanWork += more
			}
			c.resetLive(rc.marked)
			c.commit(false)
			if c.heapGoal() != rc.goal {
				t.Errorf("%s: next goal %d, want %d", what, c.heapGoal(), rc.goal)
			}
		}
	}
	if len(runs) < 7 || cycles < 40 || late*10 > cycles {
		t.Errorf("%d cycles of %d runs read, %d began late; want 40 of 7 at least, and one in ten late at most", cycles, len(runs), late)
	}
}

// Each field is part of the sum of the state.
func TestPacerSum(t *testing.T) {
	hash := func(sum func(func(uint64))) (h uint64) {
		sum(func(w uint64) { h = (h ^ w) * 0x9e3779b97f4a7c15 >> 1 })
		return h
	}
	bump := func(v reflect.Value) {
		if v.Kind() == reflect.Array {
			v = v.Index(v.Len() - 1)
		}
		v = reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
		switch {
		case v.CanInt():
			v.SetInt(v.Int() + 1)
		case v.CanUint():
			v.SetUint(v.Uint() + 1)
		case v.CanFloat():
			v.SetFloat(v.Float() + 1)
		default:
			v.SetBool(!v.Bool())
		}
	}
	for i := range reflect.TypeFor[gcController]().NumField() {
		c := pacer(100, 5*mib, 2*kib, 150*kib)
		before := hash(c.sum)
		bump(reflect.ValueOf(&c).Elem().Field(i))
		if hash(c.sum) == before {
			t.Errorf("gcController.%s is not in the sum", reflect.TypeFor[gcController]().Field(i).Name)
		}
	}
	for i := range reflect.TypeFor[gcCPULimiter]().NumField() {
		var l gcCPULimiter
		before := hash(l.sum)
		bump(reflect.ValueOf(&l).Elem().Field(i))
		if hash(l.sum) == before {
			t.Errorf("gcCPULimiter.%s is not in the sum", reflect.TypeFor[gcCPULimiter]().Field(i).Name)
		}
	}
}

// A cycle is asked for within a span of its trigger, and no earlier.
func TestWantsAtTheTrigger(t *testing.T) {
	h := newHeap(Config{})
	kept := []uint64{}
	for cycle := range 30 {
		for n := 0; !h.Wants(); n++ {
			if before, trigger := h.Live(), h.Trigger(); before >= trigger {
				t.Fatalf("cycle %d: %d bytes live, the trigger is %d, and nobody asks for a cycle", cycle, before, trigger)
			}
			if a := h.Alloc(tMixed, 1); n%(cycle+2) == 0 {
				kept = append(kept, a)
			}
		}
		if live, trigger := h.Live(), h.Trigger(); live < trigger || live > trigger+PageSize {
			t.Errorf("cycle %d: asked for with %d bytes live, the trigger is %d", cycle, live, trigger)
		}
		h.Collect(slices.Values(kept))
	}
}

// While marking goes on and the program allocates, the goal is still the one by GOGC: the memory
// that the limit is held against is counted along.
func TestGoalWhileMarking(t *testing.T) {
	h := newHeap(Config{})
	h.Alloc(tByte, 4*mib)
	h.StartMark(Start{Procs: 1, Kind: TriggerHeap})
	want := h.gc.heapGoal()
	for range 20 {
		h.Alloc(tByte, mib)
		if got := h.gc.heapGoal(); got != want || h.Goal() != want {
			t.Fatalf("goal %d, and to the observer %d, with %d bytes live; it was %d", got, h.Goal(), h.Live(), want)
		}
	}
}

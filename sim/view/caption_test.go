package view

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var testNames = Names{
	Func: func(i int32) string { return [...]string{"", "main.main", "main.worker"}[i] },
	Var:  func(addr uint64) string { return map[uint64]string{64: "jobs", 128: "mu", 192: "wg"}[addr] },
	Line: func(pc int32) string { return fmt.Sprintf("jobs.go:%d", pc) },

	Object:  func(addr uint64) string { return map[uint64]string{512: "list.first"}[addr] },
	Escapes: func(pc int32) string { return map[int32]string{25: "it is returned"}[pc] },
}

// told is one event of each kind, and of each variant that is told differently, with the
// state that it led to.
func told() []trace.Event {
	var es []trace.Event
	add := func(e trace.Event) {
		if e.At == 0 {
			e.At = 2 * trace.Millisecond
		}
		es = append(es, e)
	}
	const p3, m4 = trace.ProcID(3), trace.ThreadID(4)
	add(trace.Event{})
	add(trace.Event{Kind: trace.ProcsChange, N: 4})
	add(trace.Event{Kind: trace.ProcsChange, N: 1})
	add(trace.Event{Kind: trace.ProcStart, P: p1, M: m2})
	add(trace.Event{Kind: trace.ProcStart, P: p1, M: m2, Flag: true})
	add(trace.Event{Kind: trace.ProcStop, P: p1, M: m2})
	for rule := trace.RuleRetakeSame; rule <= trace.RuleRetakeSafe; rule++ {
		add(trace.Event{Kind: trace.ProcSteal, P: p0, M: m0, Rule: rule})
	}
	for rule := trace.RuleWakep; rule <= trace.RuleHandoffPoll; rule++ {
		add(trace.Event{Kind: trace.ThreadWake, M: m2, P: p1, Rule: rule})
	}
	add(trace.Event{Kind: trace.ProcSteal, P: p0, M: m0})
	add(trace.Event{Kind: trace.ProcSteal, P: p0, M: 9})
	for _, m := range []trace.ThreadID{0, 1, 2} {
		add(trace.Event{Kind: trace.ThreadStart, M: m, P: trace.NoProc})
	}
	add(trace.Event{Kind: trace.ThreadStart, M: m2, P: p1})
	add(trace.Event{Kind: trace.ThreadStart, M: m2, P: p1, Flag: true})
	add(trace.Event{Kind: trace.ThreadWake, M: m2, P: trace.NoProc})
	add(trace.Event{Kind: trace.ThreadWake, M: m2, P: p1})
	add(trace.Event{Kind: trace.ThreadWake, M: m2, P: p1, Flag: true})
	add(trace.Event{Kind: trace.ThreadPark, M: m2})
	add(trace.Event{Kind: trace.ThreadWake, M: m2, P: p1, G: 7})
	add(trace.Event{Kind: trace.ThreadPark, M: m2, G: 7})
	add(trace.Event{Kind: trace.ThreadExit, M: m2})
	add(trace.Event{Kind: trace.GoPick, P: p0, Other: 7})
	add(trace.Event{Kind: trace.GoLockThread, P: p0, M: m2, G: 7})
	add(trace.Event{Kind: trace.GoLockThread, P: p0, M: m2, G: 7, Flag: true})
	add(trace.Event{Kind: trace.PollBegin, M: m2, Until: 2500 * trace.Microsecond})
	add(trace.Event{Kind: trace.PollBegin, M: m2, Until: trace.Never})
	add(trace.Event{Kind: trace.PollEnd, M: m2})
	add(trace.Event{Kind: trace.SpinBegin, P: p3, M: m4})
	add(trace.Event{Kind: trace.SpinEnd, P: p3, M: m4})
	add(trace.Event{Kind: trace.SpinEnd, P: trace.NoProc, M: 9})
	add(trace.Event{Kind: trace.Sysmon, N: 20_000})
	add(trace.Event{Kind: trace.GoCreate, P: p0, Other: 1, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoCreate, P: p0, Other: 7, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoCreate, P: p0, G: 1, Other: 7, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoCreate, P: p0, G: 1, Other: 7, To: trace.LocalQueue})
	add(trace.Event{Kind: trace.GoKick, P: p0, Other: 8})
	add(trace.Event{Kind: trace.GoKick, P: p1, Other: 8})
	add(trace.Event{Kind: trace.GoSpill, P: p0, N: 128, Other: 8})
	add(trace.Event{Kind: trace.GoSpill, P: p0, N: 128})
	for rule := trace.NoRule; rule <= trace.RuleGCIdle; rule++ {
		add(trace.Event{Kind: trace.GoStart, P: p0, M: m0, G: 7, Rule: rule})
	}
	add(trace.Event{Kind: trace.GoStart, P: p0, M: m0, G: 7, Rule: trace.RuleRunNext, Flag: true})
	add(trace.Event{Kind: trace.GoBatch, P: p3, M: m4, N: 0})
	add(trace.Event{Kind: trace.GoBatch, P: p3, M: m4, N: 2})
	add(trace.Event{Kind: trace.GoStealing, P: p3, M: m4, From: p1, N: 3})
	for n := range int64(3) {
		add(trace.Event{Kind: trace.GoSteal, P: p3, M: m4, From: p1, N: n + 1, To: trace.LocalQueue})
	}
	add(trace.Event{Kind: trace.GoSteal, P: p3, M: m4, From: p1, N: 6, To: trace.LocalQueue})
	add(trace.Event{Kind: trace.GoSteal, P: p3, M: m4, From: p1, N: 1, To: trace.RunNext})
	for _, why := range []trace.Reason{trace.NoReason, trace.Preempted, trace.Gosched, trace.SyscallNoP} {
		add(trace.Event{Kind: trace.GoStop, P: p0, M: m0, G: 7, Why: why, To: trace.GlobalQueue})
	}
	add(trace.Event{Kind: trace.GoStop, P: p0, M: m0, G: 7, Why: trace.Preempted, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoStop, P: p0, M: m0, G: 7, Why: trace.Goyield, To: trace.LocalQueue})
	for why := trace.NoReason; why <= trace.Preempted; why++ {
		add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: why, Obj: 256})
	}
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.ChanReceive, Obj: 64})
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.ChanSend, Obj: 64})
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.Sleep, Until: 2380 * trace.Microsecond})
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.MutexLock, Obj: 128})
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.WaitGroupWait, Obj: 192})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, G: 1, Other: 7, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, G: 1, Other: 7, Obj: 64, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, G: 1, Other: 7, Obj: 64, To: trace.LocalQueue})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, Other: 7, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, Other: 7})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, M: m0, Other: 7, Why: trace.IOWait})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, M: m0, Other: 7, Why: trace.IOWait, To: trace.LocalQueue})
	add(trace.Event{Kind: trace.GoUnblock, P: trace.NoProc, M: m0, Other: 7, Why: trace.IOWait, To: trace.GlobalQueue})
	add(trace.Event{Kind: trace.GoUnblock, P: trace.NoProc, M: 1, Other: 7, Why: trace.IOWait, To: trace.GlobalQueue})
	add(trace.Event{Kind: trace.GoDestroy, P: p0, M: m0, G: 7})
	add(trace.Event{Kind: trace.GoPreempt, P: p0, Other: 7, N: 10_200_000})
	add(trace.Event{Kind: trace.GoSystem, P: p0, Other: 7, To: trace.RunNext, Text: "runtime.runFinalizers"})
	add(trace.Event{Kind: trace.GoSystem, P: trace.NoProc, Other: 7, Why: trace.GCSweepWait, Text: "runtime.bgsweep"})
	add(trace.Event{Kind: trace.GoCreateBlocked, P: p0, G: 1, Other: 7, Why: trace.Coroutine})
	add(trace.Event{Kind: trace.GoSwitch, P: p0, G: 1, Other: 7, Why: trace.Coroutine})
	add(trace.Event{Kind: trace.GoSwitchDestroy, P: p0, G: 7, Other: 1, Why: trace.Coroutine})
	add(trace.Event{Kind: trace.GoSyscall, P: p0, M: m0, G: 7, Text: "write"})
	add(trace.Event{Kind: trace.GoSyscallEnd, P: p0, M: m0, G: 7})
	add(trace.Event{Kind: trace.GoDrain, P: p0, M: m0, G: 7, N: 3})
	add(trace.Event{Kind: trace.ChanMake, G: 1, Obj: 64, N: 4, Text: "int"})
	add(trace.Event{Kind: trace.ChanMake, G: 1, Obj: 256, N: 0, Text: "int"})
	add(trace.Event{Kind: trace.ChanSent, G: 1, Obj: 64, N: 3})
	add(trace.Event{Kind: trace.ChanSent, G: 1, Obj: 64, Other: 7})
	add(trace.Event{Kind: trace.ChanReceived, G: 7, Obj: 64, N: 1})
	add(trace.Event{Kind: trace.ChanReceived, G: 7, Obj: 64, N: 4, Other: 1})
	add(trace.Event{Kind: trace.ChanReceived, G: 7, Obj: 256, Other: 1})
	add(trace.Event{Kind: trace.ChanReceived, G: 7, Obj: 64, Flag: true})
	for _, n := range []int64{0, 1, 3} {
		add(trace.Event{Kind: trace.ChanClose, G: 1, Obj: 64, N: n})
	}
	add(trace.Event{Kind: trace.SelectDone, G: 7, N: -1})
	add(trace.Event{Kind: trace.SelectDone, G: 7, N: 1, N2: 1, Obj: 64})
	add(trace.Event{Kind: trace.SelectDone, G: 7, N: 1, N2: 2})
	add(trace.Event{Kind: trace.SelectDone, G: 7, N: 1})
	add(trace.Event{Kind: trace.SemaAcquire, G: 7, Flag: true})
	add(trace.Event{Kind: trace.SemaAcquire, G: 7})
	add(trace.Event{Kind: trace.SemaRelease, G: 7, N: 2})
	add(trace.Event{Kind: trace.SemaRelease, G: 7, Obj: 128})
	add(trace.Event{Kind: trace.MutexLocked, G: 7, Obj: 128})
	add(trace.Event{Kind: trace.MutexUnlocked, G: 7, Obj: 128})
	add(trace.Event{Kind: trace.WaitGroupAdd, G: 1, Obj: 192, N: 3, N2: 3})
	add(trace.Event{Kind: trace.WaitGroupAdd, G: 7, Obj: 192, N: -1, N2: 2})
	add(trace.Event{Kind: trace.TimerSet, Until: 3 * trace.Millisecond})
	add(trace.Event{Kind: trace.TimerFire})
	add(trace.Event{Kind: trace.TimerFire, Other: 7})
	add(trace.Event{Kind: trace.STWBegin, Text: "GOMAXPROCS"})
	add(trace.Event{Kind: trace.STWBegin, Text: "GC sweep termination"})
	add(trace.Event{Kind: trace.STWBegin, Text: "GC mark termination"})
	add(trace.Event{Kind: trace.STWEnd})
	add(trace.Event{Kind: trace.GoStart, P: p0, M: m0, G: 7, Flag: true})
	add(trace.Event{Kind: trace.GoBlock, P: p0, M: m0, G: 7, Why: trace.ChanReceive})
	add(trace.Event{Kind: trace.GCBegin, N: 3, N2: 4_190_000})
	add(trace.Event{Kind: trace.GCEnd, N: 3, N2: 812_000})
	for _, trigger := range []string{"heap", "cycle", "time"} {
		add(trace.Event{Kind: trace.GCBegin, N: 3, N2: 4_190_000, Text: trigger})
	}
	for phase := trace.PhaseOff; phase <= trace.PhaseMarkTermination; phase++ {
		add(trace.Event{Kind: trace.GCPhase, N: int64(phase)})
	}
	for _, mode := range []string{"dedicated", "fractional", "idle", ""} {
		add(trace.Event{Kind: trace.GCWorkerStart, P: p3, G: 18, Text: mode})
		add(trace.Event{Kind: trace.GCWorkerStop, P: p3, G: 18, Text: mode, N: 380_000})
	}
	add(trace.Event{Kind: trace.GoUnblock, P: p3, Other: 18, Why: trace.GCWorkerIdle})
	for _, why := range []trace.Reason{trace.GCAssistWait, trace.GCSweepWait, trace.ForceGCIdle, trace.WaitGC} {
		add(trace.Event{Kind: trace.GoUnblock, P: p0, Other: 7, Why: why, To: trace.LocalQueue})
	}
	add(trace.Event{Kind: trace.GCAssistBegin, G: 7, N: 24_000})
	add(trace.Event{Kind: trace.GCAssistEnd, G: 7, N: 3000, N2: 8000})
	add(trace.Event{Kind: trace.GCAssistEnd, G: 7, N: -65_000, N2: 64_000})
	add(trace.Event{Kind: trace.GCAssistEnd, G: 7, N: -1})
	add(trace.Event{Kind: trace.GCAssistEnd, G: 7, N2: 64_000})
	add(trace.Event{Kind: trace.GCSweepBegin, G: 7})
	add(trace.Event{Kind: trace.GCSweepEnd, G: 7, N: 3, N2: 12_000})
	add(trace.Event{Kind: trace.GCRaggedBarrier, G: 18, N: 1, Flag: true})
	add(trace.Event{Kind: trace.GCRaggedBarrier, G: 18, N: 2})
	add(trace.Event{Kind: trace.GCRestart, P: p3})
	for rule := trace.RuleStack; rule <= trace.RuleBarrier; rule++ {
		add(trace.Event{Kind: trace.GCGrey, P: p3, G: 18, Rule: rule, Other: 7, Obj: 512, Text: "main.Job"})
		if rule < trace.RuleObject {
			add(trace.Event{Kind: trace.GCRoot, P: p3, G: 18, Rule: rule, Other: 7, N: 3, N2: 3})
		}
	}
	add(trace.Event{Kind: trace.GCGrey, P: p3, G: 18, Rule: trace.RuleObject, Obj: 512, N: 576, N2: 8192, Text: "main.Job"})
	add(trace.Event{Kind: trace.GCGrey, P: p3, G: 18, Rule: trace.RuleObject, Obj: 512, N: 576, Flag: true})
	for _, n := range [][2]int64{{0, 0}, {1, 0}, {1, 1}, {3, 0}, {3, 1}, {3, 2}} {
		add(trace.Event{Kind: trace.GCRoot, P: p3, G: 18, Rule: trace.RuleStack, Other: 7, N: n[0], N2: n[1]})
	}
	add(trace.Event{Kind: trace.GCRoot, P: p3, G: 18, Rule: trace.RuleFinalizers})
	for n := range int64(2) {
		add(trace.Event{Kind: trace.GCRoot, P: p3, G: 18, Rule: trace.RuleFinalizers, Flag: true, N: n, N2: n})
	}
	add(trace.Event{Kind: trace.GCRoot, P: p0, G: 7, Rule: trace.RuleGlobals, N: 3, N2: 3})
	add(trace.Event{Kind: trace.GCScan, P: p3, G: 18, Obj: 512, N: 2, N2: 2, Text: "main.Job"})
	add(trace.Event{Kind: trace.GCScan, P: p0, G: 7, Obj: 512})
	add(trace.Event{Kind: trace.GCSpan, P: p3, G: 18, Obj: 8192, N: 31, N2: 12, Flag: true})
	add(trace.Event{Kind: trace.GCSpan, P: p3, G: 18, Obj: 8192, N: 1, N2: 1})
	add(trace.Event{Kind: trace.GCSpan, P: p3, G: 18, Obj: 8192, N: 1})
	add(trace.Event{Kind: trace.GCBarrier, G: 7, Obj: 512, N: 576, N2: 640})
	add(trace.Event{Kind: trace.GCBarrier, G: 7, Obj: 512, N: 576})
	add(trace.Event{Kind: trace.GCBarrier, G: 7, Obj: 512})
	add(trace.Event{Kind: trace.GoPreempt, P: p0, G: 18, Other: 7, N: 10_000})
	add(trace.Event{Kind: trace.GCBarrier, G: 7, Obj: 512, N2: 640})
	add(trace.Event{Kind: trace.GCFlush, P: p3, N: 14, N2: 3})
	add(trace.Event{Kind: trace.GCFlush, P: p3, N: 1})
	add(trace.Event{Kind: trace.GCSweepSpan, Obj: 8192, N: 20, N2: 44})
	add(trace.Event{Kind: trace.GCSweepSpan, Obj: 8192, N: 20})
	add(trace.Event{Kind: trace.ObjectLost, G: 7, Obj: 512})
	add(trace.Event{Kind: trace.StackGrow, G: 7, N: 4096, N2: 2048})
	add(trace.Event{Kind: trace.StackShrink, G: 18, Other: 7, N: 2 << 20, N2: 4 << 20})
	add(trace.Event{Kind: trace.HeapLive, P: p1, G: 7, N: 4_190_000})
	add(trace.Event{Kind: trace.HeapLive, P: trace.NoProc, N: 4_190_000})
	add(trace.Event{Kind: trace.HeapGoal, N: 8_400_000, N2: 7_900_000})
	add(trace.Event{Kind: trace.HeapGoal, N: 1<<63 - 1, N2: 1<<63 - 1})
	add(trace.Event{Kind: trace.HeapAlloc, G: 7, N: 64, Text: "main.Job", Flag: true})
	add(trace.Event{Kind: trace.HeapAlloc, G: 7, N: 64, Text: "main.Job"})
	add(trace.Event{Kind: trace.HeapAlloc, G: 7, N: 64, Text: "main.Job", PC: 25})
	add(trace.Event{Kind: trace.GCScan, P: p3, G: 18, Obj: 640, N: 1, N2: 1, Text: "main.Job"})
	add(trace.Event{Kind: trace.HeapFree, N: 20, N2: 1280})
	for _, cleanup := range []bool{false, true} {
		add(trace.Event{Kind: trace.FinalizerQueue, G: 7, Obj: 512, Text: "*main.Job", Flag: cleanup})
		add(trace.Event{Kind: trace.FinalizerRun, G: 7, Obj: 512, Text: "*main.Job", Flag: cleanup})
	}
	add(trace.Event{Kind: trace.GoCreateBlocked, P: trace.NoProc, Other: 7, Why: trace.FinalizerWait})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, Other: 7, To: trace.RunNext, Why: trace.FinalizerWait})
	add(trace.Event{Kind: trace.GoUnblock, P: p0, Other: 7, To: trace.RunNext, Why: trace.CleanupWait})
	add(trace.Event{Kind: trace.GoLine, G: 7, PC: 24})
	add(trace.Event{Kind: trace.GoNote, G: 7, PC: 24})
	add(trace.Event{Kind: trace.GoWrite, G: 1, N: 1, Text: "hello\n"})
	add(trace.Event{Kind: trace.GoWrite, G: 1, N: 2, Text: strings.Repeat("long ", 20)})
	add(trace.Event{Kind: trace.GoPanic, G: 1, Text: "boom"})
	add(trace.Event{Kind: trace.GoGoexit, G: 7})
	add(trace.Event{Kind: trace.GoDefer, G: 1, Func: 2, PC: 24})
	add(trace.Event{Kind: trace.GoRecover, G: 1})
	add(trace.Event{Kind: trace.GoUnwind, G: 1, Func: 2, PC: 24, N: 3})
	for _, why := range []string{"main returned", "deadlock", "panic", "os.Exit", "fatal error", "stopped"} {
		add(trace.Event{Kind: trace.ProgramEnd, Text: why, N: 2})
	}
	add(trace.Event{Kind: trace.Instr, G: 1, PC: 24})
	return es
}

// scene is a state in which every event of told can be explained.
func scene() *State {
	s := &State{
		Procs: []Proc{
			{M: 0, Running: 7, Next: 9, Ring: []trace.GoID{5, 6}}, {M: 1},
			{M: 3}, {M: 4, Picked: 21, Ring: []trace.GoID{15, 16, 17, 18, 19}},
		},
		Ms: []Thread{
			{Made: true, G: 7, P: 0}, {Made: true, P: trace.NoProc}, {Made: true, P: 1},
			{Made: true, P: 2}, {Made: true, P: 3},
		},
		Gs:    []G{{ID: 1, Func: 1, Status: Running}, {ID: 7, Func: 2, Status: Running}},
		index: map[trace.GoID]int32{1: 0, 7: 1},
	}
	*s.obj(64, ObjChan) = Obj{Addr: 64, Kind: ObjChan, Cap: 4, Len: 2}
	*s.obj(256, ObjChan) = Obj{Addr: 256, Kind: ObjChan}
	s.obj(128, ObjMutex).Owner = 5
	s.obj(192, ObjWaitGroup).Count = 24
	return s
}

func TestCaptions(t *testing.T) {
	var b strings.Builder
	kinds := map[trace.Kind]bool{}
	for _, e := range told() {
		kinds[e.Kind] = true
		c := Explain(e, scene(), testNames)
		fmt.Fprintf(&b, "%s %s%s%s\n\t%s\n\t%s\n\t%s\n", e.Kind, e.Rule, e.Why, e.To, c, c.Why, c.Func)
	}
	for k := trace.NoKind; k < trace.KindCount; k++ {
		if !kinds[k] {
			t.Errorf("no caption of a %s is looked at", k)
		}
	}
	const golden = "testdata/captions.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("line %d of %s\n got %q\nwant %q", i+1, golden, g[i], w[i])
			}
		}
		t.Fatalf("got %d lines, want %d", len(g), len(w))
	}
}

// A sentence ends with a full stop and begins with a capital or a name; it fits the window's
// caption, two lines at most.
func TestCaptionsReadAsSentences(t *testing.T) {
	for _, e := range told() {
		for _, names := range []Names{{}, testNames} {
			c := Explain(e, scene(), names)
			s := c.String()
			if !strings.HasSuffix(s, ".") || strings.Contains(s, "  ") || strings.Contains(s, "%!") || len(s) > 130 {
				t.Errorf("%s: %q", e.Kind, s)
			}
			if c.Why != "" && (!strings.HasSuffix(c.Why, ".") || len(c.Why) > 125) {
				t.Errorf("%s: why %q", e.Kind, c.Why)
			}
		}
	}
}

// While the world is stopped some events mean another thing.
func TestCaptionsOfAStoppedWorld(t *testing.T) {
	s := scene()
	s.Stopped = "GC mark termination"
	for want, e := range map[string]trace.Event{
		"G7 goes on: all other Ps have stopped.": {Kind: trace.GoUnblock, P: 0, Other: 7},
		"M4 stops spinning: the world stops.":    {Kind: trace.SpinEnd, P: 3, M: 4},
	} {
		if got := Explain(e, s, testNames).String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCaptionNamesItsEntities(t *testing.T) {
	c := Explain(trace.Event{Kind: trace.GoSteal, P: 3, M: 4, From: 1, N: 3, To: trace.LocalQueue}, scene(), Names{})
	want := "P3 had nothing to run, so M4 stole half of P1's queue: it runs G21 now and queues G18 and G19."
	if c.String() != want || c.Func != "runtime.runqsteal" {
		t.Errorf("got  %s (%s)\nwant %s", c, c.Func, want)
	}
	var gs []trace.GoID
	for _, w := range c.What {
		if w.G != trace.NoGo {
			gs = append(gs, w.G)
		}
		if w.Text == "P1" && w.P != 1 || w.Text == "M4" && w.M != 4 || w.Text == " had nothing to run, so " && (w.P != trace.NoProc || w.M != trace.NoThread) {
			t.Errorf("%+v names the wrong thing", w)
		}
	}
	if fmt.Sprint(gs) != "[21 18 19]" {
		t.Errorf("goroutines named: %v", gs)
	}
}

func TestDurations(t *testing.T) {
	for d, want := range map[trace.Time]string{
		0: "0 ns", 380: "380 ns", 1500: "1.5 µs", 20_000: "20 µs", 380_000: "0.38 ms", 10_240_000: "10.2 ms",
		trace.Second: "1 s", 90 * trace.Second: "90 s", -5: "-5 ns",
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%d) = %q, want %q", d, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 1023: "1023 bytes", 2048: "2 KiB", 24_000: "23.4 KiB", 3_997_696: "3.81 MiB", 5 << 30: "5 GiB",
	} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

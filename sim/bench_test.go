package sim

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

//go:embed bench_programs_test.go
var benchText string

// benchProgram returns the program that prints what one of the functions of
// bench_programs_test.go returns.
func benchProgram(b *testing.B, function string) *code.Program {
	b.Helper()
	text := strings.Replace(benchText, "package sim", "package main", 1)
	text += "\nfunc main() { println(" + function + "()) }\n"
	prog, errs := program.Load("bench.go", []byte(text), program.Options{Std: std.FS})
	if len(errs) > 0 {
		b.Fatal(errs)
	}
	return prog
}

// output is a sink that keeps what the program writes.
type output struct{ text strings.Builder }

func (o *output) Wants(c trace.Class) bool { return c&trace.Output != 0 }
func (o *output) Write(e trace.Event) {
	if e.Kind == trace.GoWrite {
		o.text.WriteString(e.Text)
	}
}

// BenchmarkPrograms runs the same program on a machine and on the real runtime, in turns, and
// reports how many times as long the machine takes, in processor time, since others may keep
// the host busy. GOMAXPROCS is 1 here and there.
func BenchmarkPrograms(b *testing.B) {
	for _, bb := range []struct {
		name   string
		native func() int
		most   float64 // times native that are promised
	}{
		{"fib30", fib30, 15},
		{"matmul", matmul, 35},
		{"sieve", sieve, 18},
		{"trees", trees, 5},
		{"pingpong", pingpong, 1},
		{"spawn", spawn, 1},
	} {
		b.Run(bb.name, func(b *testing.B) {
			prog := benchProgram(b, bb.name)
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			begin := time.Now()
			bb.native()
			reps := 1 + int(50*time.Millisecond/time.Since(begin)) // processor time is counted in steps of milliseconds
			var model, native time.Duration
			var steps uint64
			for b.Loop() {
				var out output
				mc := New(prog, Config{Procs: 1}, &out)
				runtime.GC() // neither shall pay for the other's garbage

				begin := cpuTime()
				want := 0
				for range reps {
					want = bb.native()
				}
				native += (cpuTime() - begin) / time.Duration(reps)

				begin = cpuTime()
				mc.Run(Limit{})
				model += cpuTime() - begin
				steps += mc.Steps()
				if got := out.text.String(); got != strconv.Itoa(want)+"\n" {
					b.Fatalf("printed %q, want %d; %+v", got, want, mc.Outcome())
				}
			}
			b.ReportMetric(0, "ns/op") // of both together: it says nothing
			b.ReportMetric(model.Seconds()*1e3/float64(b.N), "model-ms")
			b.ReportMetric(native.Seconds()*1e3/float64(b.N), "native-ms")
			b.ReportMetric(float64(model.Nanoseconds())/float64(steps), "ns/step")
			b.ReportMetric(float64(model)/float64(native), "x-native")
			b.ReportMetric(bb.most, "x-promised")
		})
	}
}

// BenchmarkMillion parks a million goroutines and reports the host's bytes for each: of the
// machine, and of a checkpoint of it. At most 700 are promised of the first. Room that tables
// have to grow counts.
func BenchmarkMillion(b *testing.B) {
	for b.Loop() {
		parked, image := parkedBytes(b, 1_000_000)
		b.ReportMetric(parked, "B/goroutine")
		b.ReportMetric(image, "B/checkpointed")
	}
}

// A parked goroutine takes at most 700 bytes of the host, and as few in a checkpoint. The number
// is one that leaves the tables as much room to grow as a million does.
func TestParkedBytes(t *testing.T) {
	if parked, image := parkedBytes(t, 1<<17-5000); parked > 700 || image > 700 {
		t.Errorf("a parked goroutine takes %.0f bytes, and %.0f in a checkpoint", parked, image)
	}
}

// parkedBytes returns how many bytes of the host's heap each of n goroutines takes that wait on
// a channel, and how many more it takes for a checkpoint.
func parkedBytes(t testing.TB, n int) (parked, image float64) {
	t.Helper()
	var out output
	prog, errs := program.Load("parked.go", fmt.Appendf(nil, `package main

func main() {
	gate := make(chan int)
	for range %d {
		go func() { <-gate }()
	}
	gate <- 1
	println("ready")
	for {
	}
}
`, n), program.Options{Std: std.FS})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	mc := New(prog, Config{Procs: 1}, &out)
	before := heapInUse()
	for out.text.Len() == 0 && !mc.Outcome().Done {
		mc.Run(Limit{Steps: mc.Steps() + 100_000})
	}
	if got := out.text.String(); got != "ready\n" {
		t.Fatalf("printed %q; %+v", got, mc.Outcome())
	}
	with := heapInUse()
	im := mc.Checkpoint()
	more := heapInUse()
	runtime.KeepAlive(mc)
	runtime.KeepAlive(im)
	return float64(with-before) / float64(n), float64(more-with) / float64(n)
}

// heapInUse returns the bytes of the host's heap that are used.
func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSixteen runs goroutines on 16 Ps at once, in the machine's short stretches and an
// instruction at a time, and reports what an instruction takes: the time with all others' turns
// in it. At most 12 ns are promised.
func BenchmarkSixteen(b *testing.B) {
	b.Run("stretches", func(b *testing.B) { sixteenPs(b, Config{Procs: 16}) })
	b.Run("instructions", func(b *testing.B) { sixteenPs(b, Config{Procs: 16, Interleave: true}) })
}

func sixteenPs(b *testing.B, conf Config) {
	prog := benchProgram(b, "sixteen")
	mc := New(prog, conf, nil)
	for mc.now < 3*trace.Millisecond { // until all Ps have work, and some more
		mc.Run(Limit{Steps: mc.Steps() + 1_000_000})
	}
	if n := mc.sched.Running(); n != 16 {
		b.Fatalf("%d goroutines run", n)
	}
	ran := func() (ns trace.Time) { // virtual ns of all Ps: an instruction takes one, most often
		for _, c := range mc.clocks {
			ns += c
		}
		return ns
	}
	begin, before := cpuTime(), ran()
	for b.Loop() {
		mc.Run(Limit{Steps: mc.Steps() + 1_000_000})
	}
	b.ReportMetric(0, "ns/op") // of a million
	b.ReportMetric(float64((cpuTime()-begin).Nanoseconds())/float64(ran()-before), "ns/instr")
}

// newCrowd returns a machine in which 10 000 goroutines wait and 100 000 objects are live.
func newCrowd(b *testing.B) *Machine {
	b.Helper()
	var out output
	mc := New(benchProgram(b, "crowd"), Config{}, &out)
	for out.text.Len() == 0 && !mc.Outcome().Done {
		mc.Run(Limit{Steps: mc.Steps() + 10_000})
	}
	if got := out.text.String(); got != "ready\n" {
		b.Fatalf("printed %q; %+v", got, mc.Outcome())
	}
	return mc
}

// BenchmarkCheckpoint makes an image of the crowd after every 250 000 steps, the distance of
// a History's. At most 3 ms are promised.
func BenchmarkCheckpoint(b *testing.B) {
	mc := newCrowd(b)
	mc.Checkpoint()
	copied := 0
	for b.Loop() {
		b.StopTimer()
		mc.Run(Limit{Steps: mc.Steps() + imageSteps})
		b.StartTimer()
		copied += mc.Checkpoint().bytes
	}
	b.ReportMetric(float64(copied)/float64(b.N)/1e6, "MB-copied/op")
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/checkpoint")
}

// BenchmarkRestore goes back to an image of the crowd 250 000 steps before.
func BenchmarkRestore(b *testing.B) {
	mc := newCrowd(b)
	im := mc.Checkpoint()
	for b.Loop() {
		b.StopTimer()
		mc.Run(Limit{Steps: im.Steps() + imageSteps})
		b.StartTimer()
		mc.Restore(im)
	}
}

// BenchmarkSeek moves the picture of the crowd to instants at random: restore, run on, fold
// the events. At most 16 ms are promised.
func BenchmarkSeek(b *testing.B) {
	h := NewHistory(benchProgram(b, "crowd"), Config{})
	h.SeekEvent(150_000)
	for !h.Work(imageSteps) {
	}
	if h.Err() != nil || h.Log().Len() < 150_000 {
		b.Fatalf("recorded %d events: %v", h.Log().Len(), h.Err())
	}
	r := rand.New(rand.NewPCG(1, 2))
	worst := time.Duration(0)
	for b.Loop() {
		n := 50_000 + r.IntN(100_000)
		begin := time.Now()
		h.SeekEvent(n)
		for !h.Work(imageSteps) {
		}
		worst = max(worst, time.Since(begin))
		if h.At().Events != n {
			b.Fatalf("at event %d, want %d", h.At().Events, n)
		}
	}
	b.ReportMetric(worst.Seconds()*1e3, "worst-ms")
}

// BenchmarkBarrier runs a program that does little else than store pointers with the write
// barrier off and, forced, on, and reports how many times as much of the host's processor time
// the stores take then. At most 1.3 are promised.
func BenchmarkBarrier(b *testing.B) {
	prog := benchProgram(b, "reverse")
	want := strconv.Itoa(reverse()) + "\n"
	var took [2]time.Duration
	var steps [2]uint64
	for b.Loop() {
		for i, on := range []bool{false, true} {
			var out output
			mc := New(prog, Config{Procs: 1}, &out)
			mc.heap.ForceBarrier(on)
			runtime.GC()
			begin := cpuTime()
			mc.Run(Limit{})
			took[i] += cpuTime() - begin
			steps[i] = mc.Steps()
			if got := out.text.String(); got != want {
				b.Fatalf("printed %q, want %q", got, want)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(took[0].Seconds()*1e3/float64(b.N), "off-ms")
	b.ReportMetric(took[1].Seconds()*1e3/float64(b.N), "on-ms")
	b.ReportMetric(float64(took[1])/float64(took[0]), "x-off")
	b.ReportMetric(float64(steps[1])/float64(steps[0]), "x-virtual")
}

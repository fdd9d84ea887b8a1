//go:build gopherscope

package testing

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// benchTime is how long a benchmark runs.
var benchTime = amount{d: 10 * time.Millisecond}

// An amount is a time or, if n is not 0, a number of iterations.
type amount struct {
	d time.Duration
	n int
}

func (a *amount) String() string {
	if a.n > 0 {
		return strconv.Itoa(a.n) + "x"
	}
	return a.d.String()
}

func (a *amount) Set(s string) error {
	if count, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.Atoi(count)
		if err != nil || n < 1 {
			return fmt.Errorf("invalid count")
		}
		*a = amount{n: n}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("invalid duration")
	}
	*a = amount{d: d}
	return nil
}

// A B is a benchmark under way.
type B struct {
	common
	N int // iterations to do

	f           func(*B)
	timing      bool
	started     time.Time
	mallocs     uint64 // counted when the timer was started
	bytes       uint64
	netMallocs  uint64 // while the timer ran
	netBytes    uint64
	setBytes    int64 // that an iteration processes
	loops       int   // Loop's calls that returned true
	loopTarget  int
	parallelism int
	extra       map[string]float64
	subs        bool // it has benchmarks within
	told        bool // its result is printed
}

// counters are read here, where they take no allocation that would count.
var counters runtime.MemStats

// StartTimer, StopTimer and ResetTimer settle what is measured; the timer runs at first.
func (b *B) StartTimer() {
	if !b.timing {
		runtime.ReadMemStats(&counters)
		b.mallocs, b.bytes = counters.Mallocs, counters.TotalAlloc
		b.timing = true
		b.started = time.Now()
	}
}

func (b *B) StopTimer() {
	if b.timing {
		b.duration += time.Since(b.started)
		runtime.ReadMemStats(&counters)
		b.netMallocs += counters.Mallocs - b.mallocs
		b.netBytes += counters.TotalAlloc - b.bytes
		b.timing = false
	}
}

func (b *B) ResetTimer() {
	b.extra = nil
	was := b.timing
	b.timing = false
	b.duration, b.netMallocs, b.netBytes = 0, 0, 0
	if was {
		b.StartTimer()
	}
}

// Elapsed returns the time measured so far.
func (b *B) Elapsed() time.Duration {
	if b.timing {
		return b.duration + time.Since(b.started)
	}
	return b.duration
}

// SetBytes says how many bytes an iteration processes.
func (b *B) SetBytes(n int64) { b.setBytes = n }

// ReportAllocs does nothing: allocations are counted always.
func (b *B) ReportAllocs() {}

// ReportMetric adds n of a unit to the result.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsAny(unit, " \t\n\v\f\r") {
		panic("metric unit must not contain whitespace")
	}
	if b.extra == nil {
		b.extra = map[string]float64{}
	}
	b.extra[unit] = n
}

// Loop tells whether there is another iteration to do. The timer starts at its first call
// and stops when it returns false; N is then the number of iterations.
func (b *B) Loop() bool {
	if b.loops < b.loopTarget {
		b.loops++
		return true
	}
	if b.loopTarget == 0 {
		b.loopTarget = max(benchTime.n, 1)
		b.N = 0
		b.ResetTimer()
		b.StartTimer()
		b.loops = 1
		return true
	}
	if !b.timing {
		b.Fatal("B.Loop called with timer stopped")
	}
	if elapsed := b.Elapsed(); benchTime.n == 0 && elapsed < benchTime.d && b.loops < maxN {
		b.loopTarget = predict(benchTime.d, b.loops, elapsed, b.loops)
		b.loops++
		return true
	}
	b.StopTimer()
	b.N = b.loops
	return false
}

// A PB is one goroutine of RunParallel.
type PB struct{ left *atomic.Int64 }

// Next tells whether there is another iteration to do.
func (pb *PB) Next() bool { return pb.left.Add(-1) >= 0 }

// SetParallelism sets the goroutines of RunParallel to p times GOMAXPROCS.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// RunParallel runs body in goroutines that share the N iterations.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	for range max(b.parallelism, 1) * runtime.GOMAXPROCS(0) {
		wg.Go(func() { body(&PB{&left}) })
	}
	wg.Wait()
	if left.Load() > 0 && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// Run runs f as a benchmark within b and reports whether it passed.
func (b *B) Run(name string, f func(b *B)) bool {
	b.subs = true
	sub := &B{common: common{name: b.name + "/" + strings.ReplaceAll(name, " ", "_"), parent: &b.common}, f: f, told: b.told}
	sub.measure()
	return !sub.failed
}

// runN runs the benchmark once, with n iterations.
func (b *B) runN(n int) {
	b.finished = make(chan bool)
	go func() {
		defer func() {
			b.StopTimer()
			b.clean()
			b.finished <- true
		}()
		runtime.GC()
		b.N = n
		b.loops, b.loopTarget = 0, 0
		b.parallelism = 1
		b.ResetTimer()
		b.StartTimer()
		b.f(b)
	}()
	<-b.finished
}

// maxN bounds the iterations of a run.
const maxN = 1_000_000_000

// predict returns how many iterations take the time goal, and a fifth more to be sure, after
// n took took: more than last and at most a hundred times as many.
func predict(goal time.Duration, n int, took time.Duration, last int) int {
	next := int64(goal) * int64(n) / max(int64(took), 1)
	next += next / 5
	return int(min(max(min(next, 100*int64(last)), int64(last)+1), maxN))
}

// measure runs the benchmark until it has taken the time that it should.
func (b *B) measure() BenchmarkResult {
	b.runN(1)
	if b.failed || b.skipped || b.subs {
		if b.failed && b.told {
			fmt.Printf("--- FAIL: %s\n%s", b.name, b.log.String())
		}
		return BenchmarkResult{}
	}
	if b.loopTarget == 0 {
		if benchTime.n > 1 {
			b.runN(benchTime.n)
		}
		for n := 1; benchTime.n == 0 && !b.failed && b.duration < benchTime.d && n < maxN; {
			n = predict(benchTime.d, b.N, b.duration, n)
			b.runN(n)
		}
	}
	r := BenchmarkResult{b.N, b.duration, b.setBytes, b.netMallocs, b.netBytes, b.extra}
	if b.told {
		fmt.Printf("%s\t%s", b.name, r)
		if *benchMem {
			fmt.Print("\t" + r.MemString())
		}
		fmt.Println()
	}
	return r
}

// Benchmark runs f until it takes long enough and returns what was measured, nothing if it
// failed.
func Benchmark(f func(b *B)) BenchmarkResult { return (&B{f: f}).measure() }

// A BenchmarkResult is what a benchmark measured.
type BenchmarkResult struct {
	N         int           // iterations
	T         time.Duration // all of them took
	Bytes     int64         // processed by one
	MemAllocs uint64        // by all
	MemBytes  uint64        // allocated by all
	Extra     map[string]float64
}

// metric returns an extra metric, else v.
func (r BenchmarkResult) metric(unit string, v float64) float64 {
	if x, ok := r.Extra[unit]; ok {
		return x
	}
	return v
}

// perOp returns total for one iteration, or the extra metric.
func (r BenchmarkResult) perOp(unit string, total int64) int64 {
	if x, ok := r.Extra[unit]; ok {
		return int64(x)
	}
	if r.N <= 0 {
		return 0
	}
	return total / int64(r.N)
}

func (r BenchmarkResult) NsPerOp() int64           { return r.perOp("ns/op", int64(r.T)) }
func (r BenchmarkResult) AllocsPerOp() int64       { return r.perOp("allocs/op", int64(r.MemAllocs)) }
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return r.perOp("B/op", int64(r.MemBytes)) }

func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

// String returns the result as go test prints it after the benchmark's name.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	if ns := r.metric("ns/op", float64(r.T)/float64(r.N)); ns != 0 {
		b.WriteString("\t" + measured(ns, "ns/op"))
	}
	speed := 0.0
	if r.Bytes > 0 && r.T > 0 && r.N > 0 {
		speed = float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
	}
	if speed = r.metric("MB/s", speed); speed != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", speed)
	}
	var units []string
	for unit := range r.Extra {
		if unit != "ns/op" && unit != "MB/s" && unit != "B/op" && unit != "allocs/op" {
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		b.WriteString("\t" + measured(r.Extra[unit], unit))
	}
	return b.String()
}

// measured writes a number with about four digits, its decimal point in column 11.
func measured(x float64, unit string) string {
	digits := 0
	for limit := 999.95; digits < 7 && x != 0 && math.Abs(x) < limit; digits++ {
		limit /= 10
	}
	width := 10
	if digits > 0 {
		width = 11 + digits
	}
	return fmt.Sprintf("%*.*f %s", width, digits, x, unit)
}

// AllocsPerRun returns how many allocations a call of f makes, on the average of runs calls
// after one that does not count, rounded down.
func AllocsPerRun(runs int, f func()) (avg float64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.Mallocs
	for range runs {
		f()
	}
	runtime.ReadMemStats(&m)
	return float64((m.Mallocs - before) / uint64(runs))
}

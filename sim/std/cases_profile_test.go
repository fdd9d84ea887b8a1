//lint:file-ignore SA1019 older names are compared too
//lint:file-ignore SA5012 an odd number of labels panics

package std_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"strings"
	"time"
)

// casesMemory asks what the heap and the collector tell of themselves: settings, and what holds
// between the numbers.
func casesMemory(emit func(string)) {
	limit := debug.SetMemoryLimit(1 << 30)
	emit(fmt.Sprint(limit, debug.SetMemoryLimit(-1), debug.SetMemoryLimit(limit)))
	percent := debug.SetGCPercent(-5)
	emit(fmt.Sprint(debug.SetGCPercent(70), debug.SetGCPercent(percent)))

	kept := make([]byte, 1<<20)
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	emit(fmt.Sprint(m.Sys == m.HeapSys+m.StackSys+m.MSpanSys+m.MCacheSys+m.BuckHashSys+m.GCSys+m.OtherSys,
		m.HeapSys == m.HeapIdle+m.HeapInuse, m.HeapIdle >= m.HeapReleased, m.HeapReleased > 0, m.HeapInuse >= m.HeapAlloc,
		m.HeapAlloc >= uint64(len(kept)), m.Alloc == m.HeapAlloc, m.HeapObjects == m.Mallocs-m.Frees, m.TotalAlloc >= m.HeapAlloc,
		m.MSpanSys >= m.MSpanInuse && m.MSpanInuse > 0, m.MCacheSys >= m.MCacheInuse && m.MCacheInuse > 0, m.NextGC >= 1<<20))
	last := (m.NumGC - 1) % 256
	emit(fmt.Sprint(m.NumGC >= m.NumForcedGC, m.NumForcedGC > 0, m.PauseNs[last] > 0, m.PauseEnd[last] == m.LastGC,
		m.PauseTotalNs >= m.PauseNs[last], m.GCCPUFraction > 0 && m.GCCPUFraction < 1, m.EnableGC, m.DebugGC, m.Lookups))
	for _, by := range m.BySize {
		emit(fmt.Sprint(by.Size, by.Mallocs >= by.Frees))
	}
	gc := debug.GCStats{PauseQuantiles: make([]time.Duration, 3)}
	debug.ReadGCStats(&gc)
	emit(fmt.Sprint(gc.NumGC == int64(m.NumGC), len(gc.Pause) == len(gc.PauseEnd), gc.Pause[0] == time.Duration(m.PauseNs[last]),
		gc.PauseEnd[0].Equal(gc.LastGC), gc.LastGC.Before(time.Now()), gc.PauseTotal == time.Duration(m.PauseTotalNs),
		gc.PauseQuantiles[0] <= gc.PauseQuantiles[1] && gc.PauseQuantiles[1] <= gc.PauseQuantiles[2]))

	var samples []metrics.Sample
	for _, d := range metrics.All() {
		notOurs := func(prefix string) bool { return strings.HasPrefix(d.Name, prefix) }
		if d.Kind == metrics.KindFloat64Histogram || slices.ContainsFunc([]string{"/godebug", "/cgo", "/sync", "/gc/cleanups", "/gc/finalizers"}, notOurs) {
			continue
		}
		emit(fmt.Sprint(d.Name, d.Kind, d.Cumulative))
		samples = append(samples, metrics.Sample{Name: d.Name})
	}
	metrics.Read(samples)
	values := map[string]uint64{}
	for _, s := range samples {
		if s.Value.Kind() == metrics.KindUint64 {
			values[s.Name] = s.Value.Uint64()
		} else {
			emit(fmt.Sprint(s.Name, s.Value.Float64() >= 0))
		}
	}
	emit(fmt.Sprint(values["/gc/heap/live:bytes"] >= uint64(len(kept)), values["/gc/heap/goal:bytes"] >= values["/gc/heap/live:bytes"],
		values["/gc/scan/total:bytes"] == values["/gc/scan/heap:bytes"]+values["/gc/scan/stack:bytes"]+values["/gc/scan/globals:bytes"],
		values["/gc/cycles/total:gc-cycles"] == values["/gc/cycles/forced:gc-cycles"]+values["/gc/cycles/automatic:gc-cycles"],
		values["/gc/gogc:percent"], values["/gc/gomemlimit:bytes"], values["/sched/goroutines/running:goroutines"] > 0,
		values["/sched/goroutines-created:goroutines"] >= values["/sched/goroutines:goroutines"], values["/sched/threads/total:threads"] > 0))
	runtime.KeepAlive(kept)
}

// casesProfile calls what measures a program. What it measures is not emitted.
func casesProfile(emit func(string)) {
	var b bytes.Buffer
	emit(fmt.Sprint(trace.IsEnabled(), trace.Start(&b), trace.Start(&b), trace.IsEnabled()))
	ctx, task := trace.NewTask(context.Background(), "work")
	trace.WithRegion(ctx, "region", func() { trace.Log(ctx, "a", "b") })
	trace.Logf(ctx, "a", "%d", 1)
	trace.StartRegion(ctx, "x").End()
	task.End()
	trace.Stop()
	emit(fmt.Sprint(trace.IsEnabled(), bytes.HasPrefix(b.Bytes(), []byte("go 1.26 trace"))))
	emit(fmt.Sprint(pprof.StartCPUProfile(io.Discard), pprof.StartCPUProfile(io.Discard)))
	pprof.StopCPUProfile()
	for _, p := range pprof.Profiles() {
		emit(p.Name())
	}
	mine := pprof.NewProfile("mine")
	mine.Add("a", 0)
	mine.Add("b", 0)
	mine.Remove("a")
	emit(fmt.Sprint(mine.Count(), pprof.Lookup("mine") == mine, pprof.Lookup("nobody") == nil, pprof.WriteHeapProfile(io.Discard)))
	for _, f := range []func(){func() { mine.Add("b", 0) }, func() { pprof.NewProfile("mine") }, func() { pprof.NewProfile("") }, func() { pprof.Labels("odd") }} {
		func() {
			defer func() { emit(fmt.Sprint(recover())) }()
			f()
		}()
	}
	b.Reset()
	err := pprof.Lookup("goroutine").WriteTo(&b, 2)
	emit(fmt.Sprint(err, bytes.HasPrefix(b.Bytes(), []byte("goroutine ")), pprof.Lookup("goroutine").Count() > 0))
	pprof.Do(context.Background(), pprof.Labels("b", "2", "a", "1"), func(ctx context.Context) {
		v, ok := pprof.Label(ctx, "a")
		_, none := pprof.Label(ctx, "c")
		emit(fmt.Sprint(v, ok, none))
		pprof.ForLabels(pprof.WithLabels(ctx, pprof.Labels("a", "9", "z", "0")), func(k, v string) bool {
			emit(k + v)
			return k != "b"
		})
		pprof.SetGoroutineLabels(ctx)
	})
	samples := []metrics.Sample{{Name: "/sched/goroutines:goroutines"}, {Name: "/gc/heap/allocs:bytes"}, {Name: "/no/such"}}
	metrics.Read(samples)
	emit(fmt.Sprint(samples[0].Value.Kind(), samples[0].Value.Uint64() > 0, samples[1].Value.Uint64() > 0, samples[2].Value.Kind(), len(metrics.All()) > 10))

	info, ok := debug.ReadBuildInfo()
	emit(fmt.Sprint(ok, info != nil))
	fixed := &debug.BuildInfo{GoVersion: "go1.26", Path: "x/y", Main: debug.Module{Path: "x", Version: "v1"}, Deps: []*debug.Module{{Path: "d", Version: "v2", Sum: "h1:"}, {Path: "e", Version: "v3", Replace: &debug.Module{Path: "../e"}}}, Settings: []debug.BuildSetting{{Key: "-tags", Value: "a b"}, {Key: "k=", Value: ""}}}
	emit(fmt.Sprintf("%q", fixed.String()))
	old := debug.SetGCPercent(50)
	emit(fmt.Sprint(debug.SetGCPercent(old), debug.SetPanicOnFault(true), debug.SetPanicOnFault(false), debug.SetMaxThreads(10000), len(debug.Stack()) > 0))
	casesMemory(emit)
	debug.SetTraceback("single")

	var rec runtime.StackRecord
	rec.Stack0[0], rec.Stack0[1] = 5, 6
	emit(fmt.Sprint(rec.Stack(), len((&runtime.MemProfileRecord{AllocBytes: 5, FreeBytes: 2, AllocObjects: 3, FreeObjects: 1}).Stack())))
	m := runtime.MemProfileRecord{AllocBytes: 5, FreeBytes: 2, AllocObjects: 3, FreeObjects: 1}
	emit(fmt.Sprint(m.InUseBytes(), m.InUseObjects(), runtime.SetMutexProfileFraction(3), runtime.SetMutexProfileFraction(-1), runtime.SetMutexProfileFraction(0)))
	_, ok = runtime.GoroutineProfile(nil)
	recs := make([]runtime.StackRecord, runtime.NumGoroutine()+10)
	n, ok2 := runtime.GoroutineProfile(recs)
	emit(fmt.Sprint(ok, ok2, n > 0))
	runtime.SetBlockProfileRate(1)
	runtime.SetBlockProfileRate(0)
	var pin runtime.Pinner
	pin.Pin(new(int))
	pin.Unpin()
	for _, v := range []any{nil, 7, "x"} {
		func() {
			defer func() { emit(fmt.Sprint(recover())) }()
			pin.Pin(v)
		}()
	}
	func() {
		defer func() { emit(fmt.Sprint(recover())) }()
		runtime.CPUProfile()
	}()

	fset := flag.NewFlagSet("f", flag.ContinueOnError)
	fset.SetOutput(&b)
	b.Reset()
	var at time.Time
	fset.TextVar(&at, "at", time.Unix(0, 0).UTC(), "an `instant`")
	emit(fmt.Sprint(at, fset.Parse([]string{"-at", "2024-01-02T03:04:05Z"}), at, fset.Parse([]string{"-at", "x"}), fset.Lookup("at").Value))
	emit(b.String())
}

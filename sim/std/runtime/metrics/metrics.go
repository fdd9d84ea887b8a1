//go:build gopherscope

// Package metrics reads the machine's counters under the names that the runtime gives them.
// Simplified: only those are there that the machine keeps.
package metrics

import "runtime"

// A ValueKind says what a Value holds.
type ValueKind int

// The kinds of values.
const (
	KindBad ValueKind = iota
	KindUint64
	KindFloat64
	KindFloat64Histogram
)

// A Float64Histogram has the counts of values between its buckets' bounds.
type Float64Histogram struct {
	Counts  []uint64
	Buckets []float64
}

// A Value is a metric's value.
type Value struct {
	kind ValueKind
	n    uint64
}

func (v Value) Kind() ValueKind { return v.kind }

// Uint64 returns a KindUint64's value. It panics for other kinds, as the next two do for theirs.
func (v Value) Uint64() uint64 {
	if v.kind != KindUint64 {
		panic("called Uint64 on non-uint64 metric value")
	}
	return v.n
}

func (v Value) Float64() float64 { panic("called Float64 on non-float64 metric value") }

func (v Value) Float64Histogram() *Float64Histogram {
	panic("called Float64Histogram on non-Float64Histogram metric value")
}

// A Sample is a metric's name, and its value once it is read.
type Sample struct {
	Name  string
	Value Value
}

// A Description says what a metric is.
type Description struct {
	Name        string
	Description string
	Kind        ValueKind
	Cumulative  bool
}

// A metric is one that the machine keeps.
type metric struct {
	Description
	read func(m *runtime.MemStats) uint64
}

var metrics = []metric{
	{Description{"/gc/cycles/forced:gc-cycles", "Collections that the program asked for.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return uint64(m.NumForcedGC) }},
	{Description{"/gc/cycles/total:gc-cycles", "Collections.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return uint64(m.NumGC) }},
	{Description{"/gc/heap/allocs:bytes", "Bytes allocated so far.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return m.TotalAlloc }},
	{Description{"/gc/heap/allocs:objects", "Objects allocated so far.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return m.Mallocs }},
	{Description{"/gc/heap/frees:bytes", "Bytes freed so far.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return m.TotalAlloc - m.HeapAlloc }},
	{Description{"/gc/heap/frees:objects", "Objects freed so far.", KindUint64, true},
		func(m *runtime.MemStats) uint64 { return m.Frees }},
	{Description{"/gc/heap/goal:bytes", "The heap's size at which the next collection begins.", KindUint64, false},
		func(m *runtime.MemStats) uint64 { return m.NextGC }},
	{Description{"/gc/heap/objects:objects", "Objects in the heap.", KindUint64, false},
		func(m *runtime.MemStats) uint64 { return m.HeapObjects }},
	{Description{"/memory/classes/heap/objects:bytes", "Bytes of objects in the heap.", KindUint64, false},
		func(m *runtime.MemStats) uint64 { return m.HeapAlloc }},
	{Description{"/memory/classes/heap/stacks:bytes", "Bytes of stacks.", KindUint64, false},
		func(m *runtime.MemStats) uint64 { return m.StackInuse }},
	{Description{"/memory/classes/total:bytes", "Bytes of the program's memory.", KindUint64, false},
		func(m *runtime.MemStats) uint64 { return m.Sys }},
	{Description{"/sched/gomaxprocs:threads", "GOMAXPROCS.", KindUint64, false},
		func(*runtime.MemStats) uint64 { return uint64(runtime.GOMAXPROCS(0)) }},
	{Description{"/sched/goroutines:goroutines", "Goroutines.", KindUint64, false},
		func(*runtime.MemStats) uint64 { return uint64(runtime.NumGoroutine()) }},
}

// All returns the descriptions of all metrics in the order of names.
func All() []Description {
	var all []Description
	for _, m := range metrics {
		all = append(all, m.Description)
	}
	return all
}

// Read fills in the values of samples by their names; an unknown one is KindBad.
func Read(m []Sample) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	for i := range m {
		m[i].Value = Value{}
		for _, k := range metrics {
			if k.Name == m[i].Name {
				m[i].Value = Value{KindUint64, k.read(&stats)}
			}
		}
	}
}

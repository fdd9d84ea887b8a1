//go:build gopherscope

// Package metrics reads the machine's counters under the names that the runtime gives them.
// Simplified: only those are there that the machine keeps; there are no histograms.
package metrics

import (
	"math"
	"sync"
)

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

func (v Value) Float64() float64 {
	if v.kind != KindFloat64 {
		panic("called Float64 on non-float64 metric value")
	}
	return math.Float64frombits(v.n)
}

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

// metrics are those that the machine keeps, in the order of names, which is the order of read.
var metrics = [...]Description{
	{"/cpu/classes/gc/mark/assist:cpu-seconds", "CPU time of goroutines that marked before they could go on, up to the last collection's end.", KindFloat64, true},
	{"/cpu/classes/gc/mark/dedicated:cpu-seconds", "CPU time of workers that marked as their share, up to the last collection's end.", KindFloat64, true},
	{"/cpu/classes/gc/mark/idle:cpu-seconds", "CPU time of workers that marked where nothing else was to do, up to the last collection's end.", KindFloat64, true},
	{"/cpu/classes/gc/pause:cpu-seconds", "CPU time that the program lost to pauses of the collector: their length on every P.", KindFloat64, true},
	{"/cpu/classes/gc/total:cpu-seconds", "CPU time that the collector took: the sum of the classes below /cpu/classes/gc.", KindFloat64, true},
	{"/cpu/classes/idle:cpu-seconds", "Time that Ps had nothing to do.", KindFloat64, true},
	{"/cpu/classes/scavenge/assist:cpu-seconds", "CPU time of giving memory back before an allocation.", KindFloat64, true},
	{"/cpu/classes/scavenge/background:cpu-seconds", "CPU time of giving memory back in the background.", KindFloat64, true},
	{"/cpu/classes/scavenge/total:cpu-seconds", "CPU time of giving memory back.", KindFloat64, true},
	{"/cpu/classes/total:cpu-seconds", "CPU time there was: GOMAXPROCS times the time gone by, up to the last collection's end.", KindFloat64, true},
	{"/cpu/classes/user:cpu-seconds", "CPU time that was left to the program.", KindFloat64, true},
	{"/gc/cycles/automatic:gc-cycles", "Collections that the runtime began.", KindUint64, true},
	{"/gc/cycles/forced:gc-cycles", "Collections that the program asked for.", KindUint64, true},
	{"/gc/cycles/total:gc-cycles", "Collections.", KindUint64, true},
	{"/gc/gogc:percent", "GOGC; the largest uint64 if it is off.", KindUint64, false},
	{"/gc/gomemlimit:bytes", "The memory limit; the largest int64 if there is none.", KindUint64, false},
	{"/gc/heap/allocs:bytes", "Bytes allocated so far.", KindUint64, true},
	{"/gc/heap/allocs:objects", "Objects allocated so far; tiny ones only by their blocks.", KindUint64, true},
	{"/gc/heap/frees:bytes", "Bytes freed so far.", KindUint64, true},
	{"/gc/heap/frees:objects", "Objects freed so far; tiny ones only by their blocks.", KindUint64, true},
	{"/gc/heap/goal:bytes", "The heap's size that a collection should end with.", KindUint64, false},
	{"/gc/heap/live:bytes", "Bytes that the last collection marked.", KindUint64, false},
	{"/gc/heap/objects:objects", "Objects in the heap, garbage that is not yet swept included.", KindUint64, false},
	{"/gc/heap/tiny/allocs:objects", "Tiny objects that were put beside others in a block.", KindUint64, true},
	{"/gc/limiter/last-enabled:gc-cycle", "The last collection in which the CPU limiter was on; 0 for none.", KindUint64, false},
	{"/gc/scan/globals:bytes", "Bytes of globals to scan.", KindUint64, false},
	{"/gc/scan/heap:bytes", "Bytes of the heap to scan.", KindUint64, false},
	{"/gc/scan/stack:bytes", "Bytes of stacks that the last collection scanned.", KindUint64, false},
	{"/gc/scan/total:bytes", "Bytes to scan: the sum of the three.", KindUint64, false},
	{"/gc/stack/starting-size:bytes", "The size of a new goroutine's stack.", KindUint64, false},
	{"/memory/classes/heap/free:bytes", "Free pages of the heap that could be given back.", KindUint64, false},
	{"/memory/classes/heap/objects:bytes", "Bytes of objects in the heap, garbage that is not yet swept included.", KindUint64, false},
	{"/memory/classes/heap/released:bytes", "Free pages of the heap that belong to the operating system.", KindUint64, false},
	{"/memory/classes/heap/stacks:bytes", "Bytes of goroutines' stacks.", KindUint64, false},
	{"/memory/classes/heap/unused:bytes", "Bytes set aside for objects in which there is none.", KindUint64, false},
	{"/memory/classes/metadata/mcache/free:bytes", "Bytes set aside for caches of Ps in which there is none.", KindUint64, false},
	{"/memory/classes/metadata/mcache/inuse:bytes", "Bytes of the caches of Ps.", KindUint64, false},
	{"/memory/classes/metadata/mspan/free:bytes", "Bytes set aside for spans' records in which there is none.", KindUint64, false},
	{"/memory/classes/metadata/mspan/inuse:bytes", "Bytes of spans' records.", KindUint64, false},
	{"/memory/classes/metadata/other:bytes", "Bytes of the runtime's other records: bitmaps, work buffers.", KindUint64, false},
	{"/memory/classes/os-stacks:bytes", "Bytes of threads' stacks.", KindUint64, false},
	{"/memory/classes/other:bytes", "Other bytes of the runtime.", KindUint64, false},
	{"/memory/classes/profiling/buckets:bytes", "Bytes of the tables that profiles use.", KindUint64, false},
	{"/memory/classes/total:bytes", "Bytes of the program's memory.", KindUint64, false},
	{"/sched/gomaxprocs:threads", "GOMAXPROCS.", KindUint64, false},
	{"/sched/goroutines-created:goroutines", "Goroutines so far, the runtime's own included.", KindUint64, true},
	{"/sched/goroutines/not-in-go:goroutines", "Goroutines in a system call.", KindUint64, false},
	{"/sched/goroutines/runnable:goroutines", "Goroutines that wait for a P.", KindUint64, false},
	{"/sched/goroutines/running:goroutines", "Goroutines that run.", KindUint64, false},
	{"/sched/goroutines/waiting:goroutines", "Goroutines that wait for something to happen.", KindUint64, false},
	{"/sched/goroutines:goroutines", "Goroutines.", KindUint64, false},
	{"/sched/threads/total:threads", "Threads.", KindUint64, false},
}

// read writes the values of all metrics: a number, or the bits of a float64. It is given the
// samples for the sake of escape analysis: as in Go, they escape.
func read(values *[len(metrics)]uint64, m []Sample)

var (
	lock   sync.Mutex // metricsSema
	values [len(metrics)]uint64
)

// All returns the descriptions of all metrics in the order of names.
func All() []Description {
	all := metrics
	return all[:]
}

// Read fills in the values of samples by their names; an unknown one is KindBad.
func Read(m []Sample) {
	lock.Lock()
	defer lock.Unlock()
	read(&values, m)
	for i := range m {
		m[i].Value = Value{}
		for k := range metrics {
			if metrics[k].Name == m[i].Name {
				m[i].Value = Value{metrics[k].Kind, values[k]}
			}
		}
	}
}

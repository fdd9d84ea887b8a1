//go:build gopherscope

package runtime

// MemStats tells what the allocator and the collector did. Fields that the machine does
// not count stay zero: those of the runtime's own data (MSpan, MCache, BuckHash, Other).
type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees uint64

	HeapAlloc, HeapSys, HeapIdle, HeapInuse, HeapReleased, HeapObjects uint64

	StackInuse, StackSys         uint64
	MSpanInuse, MSpanSys         uint64
	MCacheInuse, MCacheSys       uint64
	BuckHashSys, GCSys, OtherSys uint64
	NextGC, LastGC, PauseTotalNs uint64
	PauseNs                      [256]uint64
	PauseEnd                     [256]uint64
	NumGC, NumForcedGC           uint32
	GCCPUFraction                float64
	EnableGC, DebugGC            bool
	BySize                       [61]struct {
		Size           uint32
		Mallocs, Frees uint64
	}
}

// memstats returns the counters, in the order of ReadMemStats.
func memstats() (totalAlloc, mallocs, frees, heapAlloc, heapSys, heapIdle, heapInuse, stackInuse, nextGC, lastGC, pauseTotal, numGC, numForced uint64)

// ReadMemStats fills m with the machine's counters.
func ReadMemStats(m *MemStats) {
	*m = MemStats{EnableGC: true}
	var numGC, numForced uint64
	m.TotalAlloc, m.Mallocs, m.Frees, m.HeapAlloc, m.HeapSys, m.HeapIdle, m.HeapInuse,
		m.StackInuse, m.NextGC, m.LastGC, m.PauseTotalNs, numGC, numForced = memstats()
	m.Alloc = m.HeapAlloc
	m.HeapObjects = m.Mallocs - m.Frees
	m.StackSys = m.StackInuse
	m.Sys = m.HeapSys + m.StackSys
	m.NumGC, m.NumForcedGC = uint32(numGC), uint32(numForced)
}

//go:build gopherscope

package runtime

// MemStats tells what the allocator and the collector did. Simplified: the sizes of the
// runtime's own data (MSpan, MCache, BuckHash, GC, Other) are those of a small Go program, with
// what grows with the heap added.
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

// memstats writes all of m.
func memstats(m *MemStats)

// ReadMemStats fills m with the machine's counters.
func ReadMemStats(m *MemStats) { memstats(m) }

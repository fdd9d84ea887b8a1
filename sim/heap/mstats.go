package heap

import "gopherscope/sim/trace"

// Stats are the heap's part of runtime.MemStats, with its field names and meanings. Garbage
// counts until its span is swept.
type Stats struct {
	Mallocs, Frees uint64 // objects ever, tiny ones each
	TotalAlloc     uint64 // bytes of slots handed out ever
	HeapAlloc      uint64 // bytes of slots that are allocated
	HeapObjects    uint64
	HeapSys        uint64 // bytes of all pages but those of stacks; what stacks have given back stays
	HeapIdle       uint64 // … that are free
	HeapInuse      uint64 // … that hold objects
	StackInuse     uint64 // bytes of pages that hold stacks, as if none were smaller than Go's smallest
	HeapReleased   uint64 // … of HeapIdle that belong to the operating system
	NextGC         uint64 // the goal
	NumGC          uint32
	NumForcedGC    uint32
	PauseTotal     trace.Time
	GCCPUFraction  float64
	CPU            CPU
	Tinies         uint64 // tiny objects that took no slot of their own
	Own
	BySize [NumSizeClasses]struct {
		Size           uint32 // bytes
		Mallocs, Frees uint64
	}
}

// Stats counts. It visits every span. Models readmemstats_m, runtime/mstats.go.
func (h *Heap) Stats() Stats {
	s := Stats{
		NextGC:        h.Goal(),
		NumGC:         uint32(h.cycles),
		NumForcedGC:   uint32(h.forced),
		PauseTotal:    h.paused,
		GCCPUFraction: h.cpu.fraction(),
		CPU:           h.cpu,
		Tinies:        h.tinies,
		Own:           h.own(),
		HeapInuse:     uint64(h.used-h.usedStack) * PageSize,
		TotalAlloc:    h.freedLg,
	}
	s.HeapSys = uint64(h.pages.Len()-h.first-int(h.usedStack))*PageSize + h.mostStack - h.goStacks
	s.HeapIdle = s.HeapSys - s.HeapInuse
	s.HeapReleased = h.Released()

	for c, sc := range sizeClasses {
		by := &s.BySize[c]
		by.Size = uint32(sc.size)
		by.Frees = h.freed[makeSpanClass(uint8(c), false)] + h.freed[makeSpanClass(uint8(c), true)]
		by.Mallocs = by.Frees
		s.Frees += by.Frees
		s.TotalAlloc += by.Frees * uint64(sc.size)
	}
	records := uint64(0)
	for _, sp := range h.inUse() {
		records++
		if sp.state == spanManual {
			s.StackInuse += uint64(sp.pages)*PageSize + sp.goStacks()
			continue
		}
		s.BySize[sp.class.class()].Mallocs += uint64(sp.count)
		s.HeapObjects += uint64(sp.count)
		s.HeapAlloc += uint64(sp.count) * sp.elem
	}
	s.MSpanInuse = (mspans + records) * mspanBytes
	s.TotalAlloc += s.HeapAlloc
	s.Frees += h.tinies
	s.Mallocs = s.Frees + s.HeapObjects
	return s
}

// Sys returns all of the program's memory, bytes.
func (s *Stats) Sys() uint64 { return s.HeapSys + s.StackInuse + s.total() }

// Own are the bytes of the runtime's own data: what is in use, and what there is.
type Own struct {
	MSpanInuse, MSpanSys         uint64 // spans' records
	MCacheInuse, MCacheSys       uint64 // caches of Ps
	BuckHashSys, GCSys, OtherSys uint64 // tables of profiles; bitmaps and work buffers; the rest
}

func (o *Own) total() uint64 {
	return o.MSpanSys + o.MCacheSys + o.BuckHashSys + o.GCSys + o.OtherSys
}

// Sizes of the runtime's own data in a small program of Go 1.26 on linux/amd64, measured with
// one to eight Ps and up to 100 MB of heap.
const (
	mspanBytes  = 160
	mcacheBytes = 2296
	mspans      = 84       // that a program has before main begins
	chunkBytes  = 16 << 10 // in which records are set aside: persistentChunkSize
	bitmapShare = 192      // bytes of heap for one of bitmaps and summaries
)

// own estimates the runtime's own data, which are not in the model's memory: MemStats shows
// them, and the memory limit counts them.
func (h *Heap) own() Own {
	chunks := func(n, size uint64) uint64 {
		each := chunkBytes / size
		return (n + each - 1) / each * each * size
	}
	procs := uint64(max(h.nprocs, 1))
	return Own{
		MSpanSys:    chunks(mspans+uint64(h.spans.Len()), mspanBytes),
		MCacheInuse: procs * mcacheBytes,
		MCacheSys:   chunks(procs, mcacheBytes),
		BuckHashSys: 1_442_500,
		GCSys:       1_506_064 + uint64(h.pages.Len()-h.first)*PageSize/bitmapShare,
		OtherSys:    320_000 + 68_000*procs,
	}
}

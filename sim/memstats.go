package sim

import (
	"math"

	"gopherscope/sim/heap"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// epoch is when the program's clock starts, in Unix ns: 2009-11-10 23:00:00 UTC.
const epoch = 1257894000 * int64(trace.Second)

// memstats serves runtime.memstats, which is given the address of a MemStats. It writes the
// words of one, in the order of its fields.
//
// Models readmemstats_m, runtime/mstats.go.
func (mc *Machine) memstats(p int32, r *vm.Request) {
	s := mc.heap.Stats()
	var length, end [heap.MaxPauses]uint64
	lastGC := uint64(0)
	for i, pause := range mc.heap.Pauses() {
		length[i], end[i] = uint64(pause.Length), uint64(epoch+int64(pause.End))
		lastGC = max(lastGC, end[i])
	}
	words := []uint64{
		s.HeapAlloc, s.TotalAlloc, s.Sys(), 0, s.Mallocs, s.Frees,
		s.HeapAlloc, s.HeapSys, s.HeapIdle, s.HeapInuse, s.HeapReleased, s.HeapObjects,
		s.StackInuse, s.StackInuse, s.MSpanInuse, s.MSpanSys, s.MCacheInuse, s.MCacheSys,
		s.BuckHashSys, s.GCSys, s.OtherSys, s.NextGC, lastGC, uint64(s.PauseTotal),
	}
	words = append(words, length[:]...)
	words = append(words, end[:]...)
	const enableGC = 1
	words = append(words, uint64(s.NumGC)|uint64(s.NumForcedGC)<<32, math.Float64bits(s.GCCPUFraction), enableGC)
	for _, by := range s.BySize[:memStatsClasses] {
		words = append(words, uint64(by.Size), by.Mallocs, by.Frees)
	}
	mc.storeWords(r.Args[0], words)
	mc.answer(p, gcCost)
}

// memStatsClasses is how many size classes MemStats tells of: fewer than there are, since it
// is part of Go's promise.
const memStatsClasses = 61

func (mc *Machine) storeWords(at uint64, words []uint64) {
	for i, w := range words {
		mc.mem.Store(at+uint64(i)*8, w)
	}
}

// metrics serves runtime/metrics.read, which is given the address of words for the values of
// all metrics, in the order of its table: that of their names.
//
// Models readMetrics, runtime/metrics.go.
func (mc *Machine) metrics(p int32, r *vm.Request) {
	seconds := func(t trace.Time) uint64 { return math.Float64bits(float64(t) / float64(trace.Second)) }
	s, pace, gs := mc.heap.Stats(), mc.heap.Pacing(), mc.sched.Count()
	cpu := s.CPU
	cpu.Idle = min(mc.sched.IdleTime(), cpu.Total)
	collecting := cpu.Assist + cpu.Dedicated + cpu.IdleMark + cpu.Pause
	mc.storeWords(r.Args[0], []uint64{
		// /cpu/classes/
		seconds(cpu.Assist), seconds(cpu.Dedicated), seconds(cpu.IdleMark), seconds(cpu.Pause), seconds(collecting),
		seconds(cpu.Idle), 0, 0, 0, seconds(cpu.Total), seconds(max(0, cpu.Total-cpu.Idle-collecting)),
		// /gc/cycles/, gogc, gomemlimit
		uint64(s.NumGC - s.NumForcedGC), uint64(s.NumForcedGC), uint64(s.NumGC), uint64(pace.GOGC), uint64(pace.MemoryLimit),
		// /gc/heap/
		s.TotalAlloc, s.Mallocs - s.Tinies, s.TotalAlloc - s.HeapAlloc, s.Frees - s.Tinies,
		s.NextGC, pace.Marked, s.HeapObjects, s.Tinies,
		// /gc/limiter/, scan/, stack/
		uint64(pace.LimitedCycle), pace.Globals, pace.HeapScan, pace.StackScan, pace.Globals + pace.HeapScan + pace.StackScan,
		uint64(mc.vm.StartingStack()),
		// /memory/classes/
		s.HeapIdle - s.HeapReleased, s.HeapAlloc, s.HeapReleased, s.StackInuse, s.HeapInuse - s.HeapAlloc,
		s.MCacheSys - s.MCacheInuse, s.MCacheInuse, s.MSpanSys - s.MSpanInuse, s.MSpanInuse, s.GCSys,
		0, s.OtherSys, s.BuckHashSys, s.Sys(),
		// /sched/
		uint64(mc.sched.Procs()), gs.Created, gs.NotInGo, gs.Runnable, gs.Running, gs.Waiting,
		uint64(mc.sched.NumGoroutine()), gs.Threads,
	})
	mc.answer(p, gcCost)
}

// freeOSMemory serves debug.freeOSMemory, after the collection.
func (mc *Machine) freeOSMemory(p int32, _ *vm.Request) {
	mc.heap.ReleaseFree()
	mc.answer(p, gcCost)
}

func (mc *Machine) setGCPercent(p int32, r *vm.Request) {
	percent := int(int32(r.Args[0]))
	mc.sched.SetForceGC(percent >= 0)
	mc.answer(p, gcCost, uint64(int64(mc.heap.SetGOGC(percent))))
}

func (mc *Machine) setMemoryLimit(p int32, r *vm.Request) {
	mc.answer(p, gcCost, uint64(mc.heap.SetMemoryLimit(int64(r.Args[0]))))
}

// waitForMark serves debug.waitOnMark: see offWait.
func (mc *Machine) waitForMark(p int32, _ *vm.Request) {
	mc.doChore(p, chore{at: offWait, n: mc.cycle.n})
}

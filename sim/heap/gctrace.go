package heap

import (
	"fmt"
	"strconv"

	"gopherscope/sim/trace"
)

// A Cycle is what one collection did, as GODEBUG=gctrace=1 tells it.
type Cycle struct {
	Times
	N       int64   // collections so far, this one included
	CPU     float64 // share of all CPU time since the start of the program that went into collecting, idle workers not counted
	Forced  bool    // the program asked: runtime.GC
	Procs   int     // GOMAXPROCS
	Stopped int     // Ps that a pause keeps from running: GOMAXPROCS, or fewer if there are fewer processors

	Assist, Background, Idle trace.Time // CPU time that marking took: assists, dedicated and fractional workers, idle workers

	Begin, End, Marked uint64 // heapLive when the cycle began and when marking ended; bytes marked
	Goal               uint64 // bytes of heap to end with
	Stacks             uint64 // bytes of stacks scanned
	Globals            uint64 // bytes of globals
}

// Times are the instants of a cycle.
type Times struct {
	SweepTerm trace.Time // the world begins to stop, to end sweeping
	Mark      trace.Time // it goes on: workers mark
	MarkTerm  trace.Time // it begins to stop, to end marking
	Done      trace.Time // it goes on, and sweeping begins
}

// A CPU is what the program's CPU time went into so far. Models cpuStats,
// runtime/mstats.go; simplified: up to the end of the last cycle, with GOMAXPROCS as it was
// then, and a pause counts from when the world began to stop.
type CPU struct {
	Assist, Dedicated, IdleMark, Pause trace.Time // collecting
	Idle                               trace.Time // Ps with nothing to do
	Total                              trace.Time // of all Ps
	until                              trace.Time // when it was counted
}

// A Pause is how long a cycle kept the world stopped, both times together, and when it was over.
type Pause struct{ Length, End trace.Time }

// MaxPauses is how many pauses are kept: as many as MemStats tells of.
const MaxPauses = 256

// Pauses returns the last pauses, that of cycle n at (n-1) modulo MaxPauses. To be read only.
func (h *Heap) Pauses() []Pause { return h.pauses.Rows() }

// Account counts a cycle that is over, the program's CPU time in it, and returns what
// there is to tell. It is called once for each cycle, after Terminate.
func (h *Heap) Account(t Times, procs int, forced bool) Cycle {
	c := &h.gc
	paused := t.Mark - t.SweepTerm + t.Done - t.MarkTerm
	*grown(&h.pauses, int32((h.cycles-1)%MaxPauses)) = Pause{paused, t.Done}
	h.paused += paused
	if forced {
		h.forced++
	}
	cpu := &h.cpu
	cpu.Assist += c.assistTime
	cpu.Dedicated += c.dedicatedMarkTime
	cpu.IdleMark += c.idleMarkTime
	cpu.Pause += paused * trace.Time(procs)
	cpu.Total += (t.Done - cpu.until) * trace.Time(procs)
	cpu.until = t.Done
	h.limiter.cycle = int32(h.cycles)
	return Cycle{
		Times: t, N: h.cycles, CPU: cpu.fraction(), Forced: forced, Procs: procs, Stopped: procs,
		Assist: c.assistTime, Background: c.dedicatedMarkTime, Idle: c.idleMarkTime,
		Begin: c.heap0, End: c.heap1, Marked: c.heapMarked,
		Goal: c.lastHeapGoal, Stacks: c.lastStackScan, Globals: c.globalsScan,
	}
}

// fraction is the share of all CPU time that went into collecting, but for idle workers:
// gc_cpu_fraction.
func (s *CPU) fraction() float64 {
	if s.Total == 0 {
		return 0
	}
	return float64(s.Assist+s.Dedicated+s.Pause) / float64(s.Total)
}

// String returns the line that Go's runtime prints, without the newline. What is printed is
// cut off, not rounded. Models the end of gcMarkTermination, runtime/mgc.go.
func (c Cycle) String() string {
	stw1, mark, stw2 := c.Mark-c.SweepTerm, c.MarkTerm-c.Mark, c.Done-c.MarkTerm
	stopped := trace.Time(c.Stopped)
	line := fmt.Sprintf("gc %d @%ss %d%%: %s+%s+%s ms clock, %s+%s/%s/%s+%s ms cpu, %d->%d->%d MB, %d MB goal, %d MB stacks, %d MB globals, %d P",
		c.N, decimal(uint64(c.SweepTerm/trace.Millisecond), 3), int(c.CPU*100),
		ms(stw1), ms(mark), ms(stw2),
		ms(stw1*stopped), ms(c.Assist), ms(c.Background), ms(c.Idle), ms(stw2*stopped),
		c.Begin>>20, c.End>>20, c.Marked>>20, c.Goal>>20, c.Stacks>>20, c.Globals>>20, c.Procs)
	if c.Forced {
		line += " (forced)"
	}
	return line
}

// ms writes a time in milliseconds: two digits, at most three behind the point, and none for
// 10 ms and more. Models fmtNSAsMS.
func ms(t trace.Time) string {
	if t >= 10*trace.Millisecond {
		return strconv.FormatInt(int64(t/trace.Millisecond), 10)
	}
	x, places := uint64(t/trace.Microsecond), 3
	if x == 0 {
		return "0"
	}
	for ; x >= 100; places-- {
		x /= 10
	}
	return decimal(x, places)
}

// decimal writes x with the last places digits behind the point. Models itoaDiv,
// runtime/print.go.
func decimal(x uint64, places int) string {
	s := fmt.Sprintf("%0*d", places+1, x)
	if places == 0 {
		return s
	}
	return s[:len(s)-places] + "." + s[len(s)-places:]
}

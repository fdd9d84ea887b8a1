package heap

import (
	"math"

	"gopherscope/sim/trace"
)

// A gcController decides when a collection begins, how much memory it may cost, and how much
// of the marking each allocation has to pay for. It sees the heap as a few numbers, and is
// itself nothing but numbers: a copy of it is an image of it.
//
// A cycle calls, in this order: startCycle with the world stopped; update for every span
// handed out while marking, which ends in revise; endCycle, resetLive and commit with the
// world stopped again.
//
// Models gcControllerState, runtime/mgcpacer.go, whose names it keeps. Simplified: a heap
// minimum that is set below Go's 4 MiB shrinks the pacer's other fixed distances in
// proportion, so that a small demonstration is paced as a large program is.
type gcController struct {
	gcPercent   int32  // GOGC; -1 is off
	memoryLimit int64  // GOMEMLIMIT, bytes; math.MaxInt64 is none
	minHeap     uint64 // heapMinimum at GOGC=100, bytes
	heapMinimum uint64 // no goal by GOGC is below it, bytes

	// The mutator against the marker: bytes allocated per CPU time over bytes scanned per CPU
	// time, the largest of the last cycle and the four before, which lastConsMark holds.
	consMark     float64
	lastConsMark [4]float64
	runway       uint64 // bytes that we expect to be allocated while marking; the trigger is so far below the goal

	gcPercentHeapGoal   uint64 // the goal by GOGC alone, bytes; MaxUint64 if off
	sweepDistMinTrigger uint64 // neither goal nor trigger is below it, so that there is time to sweep; 0 once all is swept
	triggered           uint64 // heapLive when this cycle began; notTriggered outside one
	lastHeapGoal        uint64 // the goal in force when the last cycle ended
	heap0, heap1        uint64 // heapLive when the last cycle began and when its marking ended

	heapLive      uint64 // bytes marked by the last cycle and, by whole spans, handed out since
	heapMarked    uint64 // bytes marked by the last cycle
	heapScan      uint64 // bytes of heapLive that may hold pointers; it rests while marking
	lastHeapScan  uint64 // bytes of heap scanned by the last cycle
	lastStackScan uint64 // … of stacks, the used part only
	maxStackScan  uint64 // bytes of all stacks, used or not
	globalsScan   uint64 // bytes of globals

	// This cycle's work and time.
	heapScanWork, stackScanWork, globalsScanWork int64      // bytes scanned so far
	bgScanCredit                                 int64      // scan work done in the background that no assist has used yet, bytes
	assistTime                                   trace.Time // of goroutines that assisted
	dedicatedMarkTime                            trace.Time // of dedicated and fractional workers
	idleMarkTime                                 trace.Time // of idle workers
	markStartTime                                trace.Time
	assistWorkPerByte                            float64 // bytes to scan for each byte allocated
	assistBytesPerWork                           float64 // its inverse
	marking                                      bool    // gcBlackenEnabled: workers and assists may run

	// Who is to mark.
	dedicatedMarkWorkersNeeded int32   // that are still to start
	maxIdleMarkWorkers         int32   // that may run at once
	fractionalUtilizationGoal  float64 // share of each P that has no dedicated worker; 0 for no fractional worker

	// What the memory limit is held against, bytes. The heap keeps them up to date.
	mappedReady uint64 // all memory of the program that is not released
	heapFree    uint64 // pages of the heap that are free and not released
	heapAlloc   uint64 // slots allocated, garbage not yet swept included: totalAlloc less totalFree
}

const (
	gcBackgroundUtilization = 0.25 // share of all Ps that marks in the background
	gcGoalUtilization       = gcBackgroundUtilization
	gcCreditSlack           = 2000     // scan work that a worker keeps to itself before it publishes it, bytes
	gcOverAssistWork        = 64 << 10 // the least work of an assist, bytes: what it does too much it has ahead

	defaultHeapMinimum   = 4 << 20
	sweepMinHeapDistance = 1 << 20  // bytes that are allocated between two cycles at least, while there is something to sweep
	minRunway            = 64 << 10 // bytes between a cycle's trigger and its goal at least

	memoryLimitMinHeapGoalHeadroom     = 1 << 20 // bytes that the goal by the memory limit stays below what there is …
	memoryLimitHeapGoalHeadroomPercent = 3       // … or so much of it

	// Bounds of the trigger between heapMarked and the goal, in 64ths: 70 % and 95 %.
	triggerRatioDen    = 64
	minTriggerRatioNum = 45
	maxTriggerRatioNum = 61

	notTriggered = math.MaxUint64

	// runtimeGlobals are the bytes of globals of Go's runtime in a small program. They are
	// scanned and paced with the program's own.
	runtimeGlobals = 146_000
)

// A TriggerKind says why a cycle begins. Models gcTriggerKind, runtime/mgc.go.
type TriggerKind uint8

// The reasons for a cycle.
const (
	TriggerHeap  TriggerKind = iota // the heap reached the trigger
	TriggerTime                     // two minutes went by without a cycle
	TriggerCycle                    // the program asked: runtime.GC
)

// String returns the runtime's word for it.
func (k TriggerKind) String() string {
	return [...]string{TriggerHeap: "heap", TriggerTime: "time", TriggerCycle: "cycle"}[k]
}

// init makes c the controller of an empty heap: GOGC in percent, negative for off, the heap
// minimum at GOGC=100 and the memory limit in bytes.
func (c *gcController) init(gogc int, minHeap uint64, limit int64) {
	*c = gcController{minHeap: minHeap, memoryLimit: limit, triggered: notTriggered}
	c.setGCPercent(gogc)
	c.commit(true) // before the first cycle there is nothing to sweep
}

// fixed scales one of Go's fixed distances to a heap minimum below Go's.
func (c *gcController) fixed(bytes uint64) uint64 {
	if c.minHeap >= defaultHeapMinimum {
		return bytes
	}
	return bytes / 64 * c.minHeap / (defaultHeapMinimum / 64)
}

// setGCPercent sets GOGC and returns what it was; commit has to follow.
func (c *gcController) setGCPercent(gogc int) int {
	old := c.gcPercent
	c.gcPercent = int32(max(min(gogc, math.MaxInt32), -1))
	c.heapMinimum = c.minHeap * uint64(c.gcPercent) / 100
	if c.gcPercent < 0 {
		c.heapMinimum = math.MaxUint64
	}
	return int(old)
}

// setMemoryLimit sets the memory limit, unless bytes is negative, and returns what it was;
// commit has to follow.
func (c *gcController) setMemoryLimit(bytes int64) int64 {
	old := c.memoryLimit
	if bytes >= 0 {
		c.memoryLimit = bytes
	}
	return old
}

// commit computes the goal by GOGC and the runway for what the last cycle found. sweepDone
// says that nothing is left to sweep.
func (c *gcController) commit(sweepDone bool) {
	c.sweepDistMinTrigger = 0
	if !sweepDone {
		c.sweepDistMinTrigger = c.heapLive + c.fixed(sweepMinHeapDistance)
	}
	c.gcPercentHeapGoal = math.MaxUint64
	if c.gcPercent >= 0 {
		// Stacks and globals are marked too, so that they buy room to grow. They are no heap.
		grown := c.heapMarked + c.lastStackScan + c.globalsScan
		c.gcPercentHeapGoal = max(c.heapMarked+grown*uint64(c.gcPercent)/100, c.heapMinimum)
	}
	expected := c.lastHeapScan + c.lastStackScan + c.globalsScan
	c.runway = saturate(c.consMark * (1 - gcGoalUtilization) / gcGoalUtilization * float64(expected))
	if c.marking {
		c.revise()
	}
}

// heapGoal returns the bytes of heapLive that this cycle, or the next one, should end with.
func (c *gcController) heapGoal() uint64 {
	goal, _ := c.goalAndFloor()
	return goal
}

// goalAndFloor returns the goal and a lower bound for the trigger. Models heapGoalInternal.
func (c *gcController) goalAndFloor() (goal, floor uint64) {
	goal = c.gcPercentHeapGoal
	if limited := c.memoryLimitHeapGoal(); limited < goal {
		return limited, 0
	}
	goal = max(goal, c.sweepDistMinTrigger)
	if c.triggered != notTriggered {
		goal = max(goal, c.triggered+c.fixed(minRunway))
	}
	return goal, c.sweepDistMinTrigger
}

// memoryLimitHeapGoal returns the bytes of heap that the memory limit leaves room for.
func (c *gcController) memoryLimitHeapGoal() uint64 {
	limit := uint64(c.memoryLimit)
	nonHeap := c.mappedReady - c.heapFree - c.heapAlloc
	if c.mappedReady > limit {
		nonHeap += c.mappedReady - limit // what is over has to come out of the heap
	}
	if nonHeap >= limit {
		return c.heapMarked
	}
	goal := limit - nonHeap
	headroom := max(goal/100*memoryLimitHeapGoalHeadroomPercent, memoryLimitMinHeapGoalHeadroom)
	if goal < 2*headroom {
		goal = headroom
	} else {
		goal -= headroom
	}
	return max(goal, c.heapMarked)
}

// trigger returns the bytes of heapLive at which a cycle begins, and its goal.
func (c *gcController) trigger() (trigger, goal uint64) {
	goal, lo := c.goalAndFloor()
	if c.heapMarked >= goal {
		return goal, goal
	}
	part := (goal - c.heapMarked) / triggerRatioDen
	lo = max(lo, c.heapMarked+part*minTriggerRatioNum)
	hi := c.heapMarked + part*maxTriggerRatioNum
	if least := c.fixed(defaultHeapMinimum); goal > least {
		hi = max(hi, goal-least)
	}
	hi = max(hi, lo)
	if c.runway > goal {
		return lo, goal
	}
	return min(max(goal-c.runway, lo), hi), goal
}

// startCycle begins a cycle: it decides who marks, and sets the first assist ratio. With
// stopTheWorld (GODEBUG=gcstoptheworld) every P marks.
func (c *gcController) startCycle(now trace.Time, procs int, kind TriggerKind, stopTheWorld bool) {
	c.heapScanWork, c.stackScanWork, c.globalsScanWork, c.bgScanCredit = 0, 0, 0, 0
	c.assistTime, c.dedicatedMarkTime, c.idleMarkTime = 0, 0, 0
	c.markStartTime = now
	c.triggered = c.heapLive
	c.marking = true

	dedicated, fraction := markWorkers(procs)
	if stopTheWorld {
		dedicated, fraction = procs, 0
	}
	c.dedicatedMarkWorkersNeeded = int32(dedicated)
	c.fractionalUtilizationGoal = fraction
	c.maxIdleMarkWorkers = int32(procs - dedicated)
	if kind == TriggerTime { // the program rests: no need to hurry, but somebody has to mark
		c.maxIdleMarkWorkers = 0
		if dedicated == 0 {
			c.maxIdleMarkWorkers = 1
		}
	}
	c.revise()
}

// markWorkers returns how many Ps mark from beginning to end, and what share of their time
// the others give, so that a quarter of procs Ps marks.
func markWorkers(procs int) (dedicated int, fraction float64) {
	const maxUtilError = 0.3
	goal := float64(procs) * gcBackgroundUtilization
	dedicated = int(goal + 0.5)
	if math.Abs(float64(dedicated)/goal-1) <= maxUtilError {
		return dedicated, 0
	}
	if float64(dedicated) > goal {
		dedicated--
	}
	return dedicated, (goal - float64(dedicated)) / float64(procs)
}

// update counts bytes handed out, or given back, and how many of them may hold pointers.
func (c *gcController) update(dHeapLive, dHeapScan int64) {
	c.heapLive += uint64(dHeapLive)
	if c.marking {
		c.revise()
		return
	}
	c.heapScan += uint64(dHeapScan)
}

// revise sets the assist ratio, so that the work still to be done is done when the heap
// reaches its goal. When the heap turns out to be larger than last time, the goal moves out.
func (c *gcController) revise() {
	gogc := c.gcPercent
	if gogc < 0 {
		gogc = 100_000 // a cycle that the program asked for
	}
	work := c.heapScanWork + c.stackScanWork + c.globalsScanWork
	goal := int64(min(c.heapGoal(), math.MaxInt64))
	expected := max(int64(c.lastHeapScan+c.lastStackScan+c.globalsScan), 1)
	most := int64(c.heapScan + c.maxStackScan + c.globalsScan) // all of it may be live
	if work > expected {
		triggered := int64(c.triggered)
		further := signed(float64(goal-triggered) / float64(expected) * float64(most))
		hard := signed((1 + float64(gogc)/100) * float64(goal))
		goal = hard
		if further < math.MaxInt64-triggered {
			goal = min(further+triggered, hard)
		}
		expected = most
	}
	if int64(c.heapLive) > goal {
		const maxOvershoot = 1.1
		goal = signed(float64(goal) * maxOvershoot)
		expected = most
	}
	todo := max(expected-work, 1000)
	room := max(goal-int64(c.heapLive), 1)
	c.assistWorkPerByte = float64(todo) / float64(room)
	c.assistBytesPerWork = float64(room) / float64(todo)
}

// endCycle measures the mutator against the marker, for the next trigger. A cycle in which
// nothing was allocated teaches nothing.
func (c *gcController) endCycle(now trace.Time, procs int) {
	c.lastHeapGoal = c.heapGoal()
	c.heap0, c.heap1 = c.triggered, c.heapLive
	c.marking = false
	work := c.heapScanWork + c.stackScanWork + c.globalsScanWork
	if c.heapLive <= c.triggered || work == 0 {
		return
	}
	util, idle := gcBackgroundUtilization, 0.0 // the background is assumed to have had its share
	if all := float64((now - c.markStartTime) * trace.Time(procs)); all > 0 {
		util += float64(c.assistTime) / all
		idle = float64(c.idleMarkTime) / all
	}
	allocated := float64(c.heapLive - c.triggered)
	current := allocated * (util + idle) / (float64(work) * (1 - util))

	c.consMark = current
	for _, last := range c.lastConsMark {
		c.consMark = max(c.consMark, last)
	}
	copy(c.lastConsMark[:], c.lastConsMark[1:])
	c.lastConsMark[len(c.lastConsMark)-1] = current
}

// resetLive begins to count anew with the bytes that were marked; commit has to follow.
func (c *gcController) resetLive(bytesMarked uint64) {
	c.heapMarked = bytesMarked
	c.heapLive = bytesMarked
	c.heapScan = uint64(c.heapScanWork)
	c.lastHeapScan = uint64(c.heapScanWork)
	c.lastStackScan = uint64(c.stackScanWork)
	c.triggered = notTriggered
}

// grew counts bytes handed out, or given back, and notes when that is enough to collect. Objects
// with pointers are counted with it up to their last pointer.
func (h *Heap) grew(bytes int64) {
	h.measure(&h.gc)
	h.gc.update(bytes, int64(h.scanAlloc))
	h.scanAlloc = 0
	h.wanted = h.wanted || h.reached()
	if bytes != 0 && h.wants(trace.Pace) {
		h.sink.Write(trace.Event{Kind: trace.HeapLive, N: int64(h.gc.heapLive)})
	}
}

// TellGoal writes the event of the heap goal and the trigger.
func (h *Heap) TellGoal() {
	if !h.wants(trace.Pace) {
		return
	}
	e := trace.Event{Kind: trace.HeapGoal, N: math.MaxInt64, N2: math.MaxInt64}
	const none = 1 << 60 // without GOGC and a limit Go's goal is most of the address space
	if goal := h.Goal(); goal < none {
		e.N, e.N2 = int64(goal), int64(min(h.Trigger(), none))
	}
	h.sink.Write(e)
}

// reached reports whether a cycle is to begin: the live bytes have reached the trigger.
func (h *Heap) reached() bool {
	if h.phase != Off {
		return false
	}
	h.measure(&h.gc)
	trigger, _ := h.gc.trigger()
	return h.gc.heapLive >= trigger
}

// measure tells a controller what memory there is.
func (h *Heap) measure(c *gcController) {
	own := h.own()
	c.mappedReady = uint64(int(h.used)+h.kept())*PageSize + h.goStacks + own.total()
	c.heapFree = uint64(h.kept()) * PageSize
}

// commit sets the pace anew, after a cycle or when a setting has changed. Models
// gcControllerCommit.
func (h *Heap) commit(sweepDone bool) {
	h.measure(&h.gc)
	h.gc.commit(sweepDone)
	trigger, _ := h.gc.trigger()
	h.paceSweeper(trigger)
	if h.phase == Off {
		h.wanted = h.reached()
	}
	h.TellGoal()
}

// Live returns the bytes that count towards the goal: what the last cycle marked and all that
// was handed out since.
func (h *Heap) Live() uint64 { return h.gc.heapLive }

// Goal returns the live bytes that a cycle should end with. With GOGC off and no memory limit
// that is more than there can be.
func (h *Heap) Goal() uint64 {
	_, goal := h.pace()
	return goal
}

// A Pacing is what the controller goes by, in bytes where nothing else is said.
type Pacing struct {
	GOGC                         int    // percent; -1 is off
	MemoryLimit                  int64  // math.MaxInt64 is none
	Marked                       uint64 // by the last cycle
	HeapScan, StackScan, Globals uint64 // to scan; StackScan what the last cycle scanned
	LimitedCycle                 int32  // the last cycle that the limiter kept from assists; 0 for none
}

// Pacing returns what the controller goes by.
func (h *Heap) Pacing() Pacing {
	c := &h.gc
	return Pacing{int(c.gcPercent), c.memoryLimit, c.heapMarked, c.heapScan, c.lastStackScan, c.globalsScan, h.limiter.lastEnabled}
}

// Trigger returns the live bytes at which the next cycle begins.
func (h *Heap) Trigger() uint64 {
	trigger, _ := h.pace()
	return trigger
}

// pace returns the trigger and the goal for the memory that there is now. It changes nothing.
func (h *Heap) pace() (trigger, goal uint64) {
	c := h.gc
	h.measure(&c)
	return c.trigger()
}

// SetGOGC sets GOGC to percent, less than 0 for off, and returns what it was. Models
// debug.SetGCPercent.
func (h *Heap) SetGOGC(percent int) int {
	old := h.gc.setGCPercent(percent)
	h.commit(h.swept())
	return old
}

// SetMemoryLimit sets GOMEMLIMIT to so many bytes, unless they are negative, and returns what
// it was. Models debug.SetMemoryLimit.
func (h *Heap) SetMemoryLimit(bytes int64) int64 {
	old := h.gc.setMemoryLimit(bytes)
	if bytes >= 0 && bytes != old {
		h.commit(h.swept())
	}
	return old
}

// sum feeds every field to add.
func (c *gcController) sum(add func(word uint64)) {
	for _, f := range [...]float64{
		c.consMark, c.lastConsMark[0], c.lastConsMark[1], c.lastConsMark[2], c.lastConsMark[3],
		c.assistWorkPerByte, c.assistBytesPerWork, c.fractionalUtilizationGoal,
	} {
		add(math.Float64bits(f))
	}
	for _, t := range [...]trace.Time{c.assistTime, c.dedicatedMarkTime, c.idleMarkTime, c.markStartTime} {
		add(uint64(t))
	}
	for _, w := range [...]uint64{
		uint64(c.gcPercent), uint64(c.memoryLimit), c.minHeap, c.heapMinimum, c.runway,
		c.gcPercentHeapGoal, c.sweepDistMinTrigger, c.triggered, c.lastHeapGoal, c.heap0, c.heap1,
		c.heapLive, c.heapMarked, c.heapScan, c.lastHeapScan, c.lastStackScan, c.maxStackScan, c.globalsScan,
		uint64(c.heapScanWork), uint64(c.stackScanWork), uint64(c.globalsScanWork), uint64(c.bgScanCredit),
		uint64(c.dedicatedMarkWorkersNeeded)<<32 | uint64(uint32(c.maxIdleMarkWorkers)),
		c.mappedReady, c.heapFree, c.heapAlloc,
	} {
		add(w)
	}
	if c.marking {
		add(1)
	}
}

// signed returns x cut to an int64, at most the largest; saturate does for a uint64. On
// overflow Go leaves the result of a conversion to the processor.
func signed(x float64) int64 {
	if x >= math.MaxInt64 {
		return math.MaxInt64
	}
	return int64(x)
}

func saturate(x float64) uint64 {
	if x >= math.MaxUint64 {
		return math.MaxUint64
	}
	return uint64(x)
}

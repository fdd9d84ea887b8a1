package sim

import (
	"fmt"
	"slices"

	"gopherscope/sim/code"
	"gopherscope/sim/heap"
	"gopherscope/sim/mem"
	"gopherscope/sim/sched"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/vm"
)

// A Machine runs one program. It is made by New, driven by Run, and copied by Checkpoint.
type Machine struct {
	prog *code.Program
	conf Config
	sink trace.Sink

	wanted trace.Class   // the classes that the sink wants, less those of which it has had enough
	all    trace.Class   // the classes that the sink wants
	serve  []server      // by native index: the machine's own, nil for natives of the vm
	marks  map[int32]int // pc of a mark's statement -> index into conf.Marks; looked up only
	hchan  code.TypeID   // layout of a channel's header
	sema   semaOffsets
	pools  poolLayout

	mem   *mem.Memory
	heap  *heap.Heap
	vm    *vm.VM
	sched *sched.Sched

	agenda agenda[sched.Appointment]
	clocks []trace.Time     // by P: how far it has run
	born   mem.Table[birth] // by slot
	stores mem.Table[store] // see lost.go
	lost   mem.Table[lost]
	chores mem.Table[chore] // … what a goroutine does for the collector
	state

	acting     int32                      // slot of the goroutine that is served, or -1: whose events are written
	collecting int32                      // the P on which the collector works, or -1: whose events are the heap's
	snapshot   []int32                    // scratch of the begin of a cycle: goroutines alive
	running    bool                       // the vm executes: its clock is ahead of the P's
	draining   bool                       // a worker marks: the heap's clock is
	trapped    bool                       // the last run stopped at a statement
	cases      []sched.SelectCase         // scratch of a select
	turning    []entry[sched.Appointment] // scratch of rounds
	slots      []int32
	graph      *graph // what probes have found out; nil before the first asks
}

// state is the machine's single values, copied whole by a checkpoint.
type state struct {
	now     trace.Time // of the appointment or request being served
	steps   uint64     // see the package comment
	events  uint64     // events written; those that nobody wanted do not count
	detail  uint64     // … of them of the classes Alloc and Mark
	serving int32      // the P whose stretch is not over yet, or -1
	slot    int32      // … of its goroutine
	stretch trace.Time // when that stretch ends
	rand    uint64     // of the lengths of stretches
	stored  int32      // rows of stores in use: since the cycle's marking began
	starved int32      // 1 + slot of the goroutine for whose request the heap was collected, or 0
	stdin   uint64     // bytes of standard input read
	procs   int32      // Ps that the heap knows of
	cycle   cycle
	outcome Outcome
}

// A birth says where a goroutine comes from, and what else the machine knows of it.
type birth struct {
	pc     int32 // of its go statement; 0 for main and timers' goroutines
	parent trace.GoID
	timer  bool       // it calls the function of an expired timer
	left   trace.Time // of a call that spends time on the processor: what is left to spend
}

// semaOffsets are where the library's locks keep their semaphores, in bytes.
type semaOffsets struct{ mutex, waitGroup uint64 }

// New returns a machine at the program's first instruction. Events go to sink, which may be nil.
func New(prog *code.Program, conf Config, sink trace.Sink) *Machine {
	conf, prog = conf.filled(), prog.Own()
	if sink == nil {
		sink = nowhere{}
	}
	mc := &Machine{
		prog: prog, conf: conf, sink: sink,
		clocks:     make([]trace.Time, conf.Procs),
		state:      state{serving: -1, rand: conf.Seed},
		acting:     -1,
		collecting: -1,
	}
	for c := trace.Class(1); c <= trace.All; c <<= 1 {
		if sink.Wants(c) {
			mc.all |= c
		}
	}
	mc.wanted = mc.all
	mc.mem = mem.New(mem.NilPage + prog.StaticBytes())
	copy(mc.mem.W[mem.NilPage/8:], prog.Static)
	mc.mem.MarkDirty(mem.NilPage, uint64(len(prog.Static))*8)
	mc.heap = heap.New(mc.mem, prog, heap.Config{
		NoBarrier: conf.NoBarrier, Classic: conf.NoGreenTea, Poison: conf.ClobberFree,
		GOGC: conf.GOGC, MinHeap: conf.MinHeap, MemoryLimit: conf.SoftLimit, Limit: conf.MemLimit, Stacks: mc, Sink: mc,
	})
	mc.heap.SetProcs(conf.Procs)
	mc.hchan = mc.heap.Define(code.Type{
		Name: "hchan", Kind: code.KindStruct, Size: sched.HchanBytes, Align: 8,
		Ptrs: sched.HchanPointers, Stride: sched.HchanBytes,
	})
	mc.sema = findSemas(prog)
	mc.pools = findPools(prog)

	var requests map[string]bool
	var pcs []int32
	mc.serve, requests = findServers(prog)
	mc.marks, pcs = findMarks(prog, conf.Marks)
	var err error
	mc.vm, err = vm.New(vm.Config{
		Prog: prog, Mem: mc.mem, Heap: mc.heap, Host: mc,
		Natives: std.Natives, Requests: requests, Marks: pcs, Seed: conf.Seed, Cost: costOf,
	})
	if err != nil {
		panic("sim: " + err.Error()) // a library function that nobody serves: a test of sim/std finds it
	}
	mc.traceLines(false)
	mc.sched = sched.New(sched.Config{
		Procs: conf.Procs, RunqCap: conf.RunqCap, Seed: conf.Seed, LinksOS: slices.Contains(prog.Packages, "os"),
		NoStealing: conf.NoStealing, NoPreemption: conf.NoPreemption, NoRunNext: conf.NoRunNext,
		CoarseTimers: conf.CoarseTimers, SchedTrace: conf.SchedTrace, SchedDetail: conf.SchedDetail,
	}, mc, mc.mem)
	mc.sched.SetForceGC(conf.GOGC >= 0)
	mc.heap.TellGoal()
	main := mc.sched.Start(int32(prog.Main))
	mc.setBorn(main, birth{})
	mc.vm.Spawn(main, prog.Start, 0, nil)
	return mc
}

// findSemas finds the semaphores in the library's locks.
func findSemas(prog *code.Program) (s semaOffsets) {
	for i := range prog.Types {
		t := &prog.Types[i]
		for _, f := range t.Fields {
			switch {
			case f.Name != "sema":
			case t.Name == "sync.Mutex" && t.Pkg == "internal/sync":
				s.mutex = uint64(f.Offset)
			case t.Name == "sync.WaitGroup":
				s.waitGroup = uint64(f.Offset)
			}
		}
	}
	return s
}

// filled returns c with zero fields set to what they mean.
func (c Config) filled() Config {
	if c.Procs == 0 {
		c.Procs = 4
	}
	if c.GOGC == 0 {
		c.GOGC = 100
	}
	if c.MemLimit == 0 {
		c.MemLimit = DefaultMemLimit
	}
	if c.Seed == 0 {
		c.Seed = 1
	}
	return c
}

// nowhere is the sink of a machine that nobody watches.
type nowhere struct{}

func (nowhere) Wants(trace.Class) bool { return false }
func (nowhere) Write(trace.Event)      {}

// A Limit says how far Run goes; a field that is 0 does not limit.
type Limit struct {
	Steps  uint64     // until so many steps are done in all
	Events uint64     // until so many events are written in all
	Time   trace.Time // until all that happens up to that virtual time is done
	Line   bool       // until a goroutine reaches a statement of user code
}

// Outcome returns how the program ended; it is zero while it runs.
func (mc *Machine) Outcome() Outcome { return mc.outcome }

// Steps returns the steps done since the start.
func (mc *Machine) Steps() uint64 { return mc.steps }

// Events returns the number of events written since the start.
func (mc *Machine) Events() uint64 { return mc.events }

// Run runs the program on until it ends, a bound of its Config gives it up, or a limit is
// reached. Run in pieces and Run in one go lead to the same states.
func (mc *Machine) Run(to Limit) {
	if to.Steps == 0 {
		to.Steps = ^uint64(0)
	}
	if to.Events == 0 {
		to.Events = ^uint64(0)
	}
	for mc.loop(to) {
	}
}

// loop is Run, up to a use of a wild address by the program: then it reports true, and goes on
// when it is called again.
func (mc *Machine) loop(to Limit) (again bool) {
	defer mc.guard(to, &again)
	mc.trapped = false
	for {
		if mc.serving >= 0 && !mc.hasChore(mc.slot) {
			mc.vm.RunFree(mc.slot)
		}
		if mc.outcome.Done || mc.steps >= to.Steps || mc.events >= to.Events {
			return false
		}
		if to.Time != 0 && mc.past(to.Time) {
			return false
		}
		if mc.serving >= 0 {
			mc.run(mc.serving, to)
			if mc.trapped && to.Line {
				return false
			}
			mc.trapped = false
			continue
		}
		if mc.bound() {
			return false
		}
		if mc.conf.Interleave {
			if before := mc.steps; mc.rotate(to) != before {
				continue
			}
		}
		mc.keep()
	}
}

// guard ends the program, not its host, where the machine itself is at fault: a reader who
// looks at another program loses nothing. A wild address is the program's own.
func (mc *Machine) guard(to Limit, again *bool) {
	fault := recover()
	if fault == nil {
		return
	}
	if mc.running {
		if used, stop, ok := mc.vm.Segfault(fault); ok {
			mc.ran(mc.serving, mc.slot, used, stop, to)
			*again = true
			return
		}
	}
	mc.running, mc.draining, mc.acting, mc.collecting = false, false, -1, -1
	mc.output(-1, 2, fmt.Sprintf("gopherscope: internal error at %d ns, step %d: %v\n\thint: this is a fault of gopherscope, not of the program\n", mc.now, mc.steps, fault))
	mc.end(Outcome{Status: 2, Why: "internal error"})
}

// rotate lets the Ps that have nothing to do but run on execute an instruction each, in the order
// of their clocks, until there is something else to do, and returns the steps done in all. It is what
// keep and run do, and no more.
func (mc *Machine) rotate(to Limit) (steps uint64) {
	until := mc.conf.Until
	if until == 0 {
		until = DefaultUntil
	}
	if to.Time != 0 {
		until = min(until, to.Time-1)
	}
	most := to.Steps
	if mc.conf.Until == 0 {
		most = min(most, DefaultMaxSteps)
	}
	for mc.steps+3 <= most && mc.sched.Running() > 1 && mc.lost.Len() == 0 { // else run looks at every instruction
		e := mc.agenda.First()
		if e == nil || e.at > until || !mc.fresh(e.a.P) {
			return mc.steps
		}
		p := e.a.P
		mc.now, mc.clocks[p] = e.at, e.at
		mc.agenda.Drop()
		mc.steps++
		mc.wakeSystem()
		mc.serving, mc.slot, mc.stretch = p, mc.sched.Current(p), mc.now+1
		mc.running = true
		mc.heap.Use(p, mc.slot)
		mc.vm.Turn(1)
		mc.vm.Watch(mc.heap.Watching())
		used, stop := mc.vm.RunBare(mc.slot, 1)
		if stop != vm.StopBudget || used == 0 {
			mc.ran(p, mc.slot, used, stop, to)
			return mc.steps
		}
		mc.running = false
		mc.serving = -1
		mc.clocks[p] += trace.Time(used)
		mc.steps += uint64(used) + 1
		mc.agenda.Follow(mc.clocks[p], sched.Appointment{Kind: sched.Run, P: p})
		mc.rounds(until, most)
	}
	return mc.steps
}

// rounds does the turns of rotate as long as each takes a ns, so that their order stays: all Ps in
// the agenda's ring, whose clocks are no more than a ns apart, again and again.
func (mc *Machine) rounds(until trace.Time, most uint64) {
	const stepsOfTurn = 3 // it begins, executes, ends
	g := &mc.agenda
	k := int64(g.n)
	if g.First() == nil {
		return
	}
	first, last := g.ring[g.head].at, g.ring[(g.head+g.n-1)%ringLen].at
	turns := min(k*int64(min(g.next(), until)-last), int64((most-mc.steps)/stepsOfTurn))
	if last > first+1 || turns < 4*k {
		return
	}
	mc.turning = mc.turning[:0]
	mc.slots = mc.slots[:0]
	for i := range g.n {
		e := g.ring[(g.head+i)%ringLen]
		if !mc.fresh(e.a.P) {
			return
		}
		mc.turning = append(mc.turning, e)
		mc.slots = append(mc.slots, mc.sched.Current(e.a.P))
	}
	mc.running = true
	mc.serving, mc.slot = mc.turning[0].a.P, mc.slots[0]
	mc.vm.Turn(1)
	done := mc.vm.RunTurns(mc.slots, turns)
	mc.running = false
	mc.serving = -1
	for i := range k {
		at := done + i // the turn that comes i'th from now on is
		e := &mc.turning[at%k]
		if n := at / k; n > 0 {
			e.at += trace.Time(n)
			e.seq = g.seq + uint64(at-k) + 1
			mc.clocks[e.a.P] = e.at
			mc.now = max(mc.now, e.at-1)
		}
		g.ring[(g.head+uint32(i))%ringLen] = *e
	}
	if done > 0 {
		last := (done - 1) % k
		mc.heap.Use(mc.turning[last].a.P, mc.slots[last])
	}
	g.seq += uint64(done)
	mc.steps += uint64(done) * stepsOfTurn
}

// fresh reports whether the goroutine on P p just runs on when it is p's turn.
func (mc *Machine) fresh(p int32) bool {
	slot := mc.sched.Current(p)
	return mc.vm.Alive(slot) && !mc.sched.PreemptWanted(p) && !mc.hasChore(slot) && !mc.sched.Resuming(slot) && mc.born.Get(int(slot)).left == 0
}

// keep serves the next appointment.
func (mc *Machine) keep() {
	at, a, ok := mc.agenda.Pop()
	if !ok {
		mc.end(Outcome{Status: 2, Why: "stopped"}) // sysmon always has one: not reached
		return
	}
	mc.now = at
	mc.steps++
	if fault := mc.sched.Broken(); fault != "" {
		panic("sim: " + fault)
	}
	if n := int32(mc.sched.Procs()); n != mc.procs {
		mc.procs = n
		mc.heap.SetProcs(int(n))
	}
	if mc.heap.Afterlives() {
		mc.wakeSystem()
	}
	switch a.Kind {
	case sched.Run:
		mc.clocks[a.P] = at
		mc.begin(a.P)
	case sched.Dead:
		mc.fatal(sched.Death(a.Arg).String())
	default:
		mc.heap.Use(0, -1) // whichever: all buffers are flushed before marking can end
		mc.sched.Keep(a)
	}
}

// begin starts a stretch of P p, whose goroutine goes on with the result of what it parked
// in, if it had parked.
func (mc *Machine) begin(p int32) {
	slot := mc.sched.Current(p)
	if mc.sched.G(slot).System && !mc.vm.Alive(slot) {
		mc.native(p, slot)
		return
	}
	if mc.hasChore(slot) {
		mc.work(p, slot)
		return
	}
	if mc.sched.PreemptWanted(p) && mc.safePoint(p) {
		mc.vm.EndWrite(slot)
		mc.sched.Preempt(p)
		return
	}
	mc.serving, mc.slot = p, slot
	mc.heap.Use(p, slot)
	mc.stretch = mc.stretchEnd(p)
	mc.resume(p)
}

// safePoint reports whether the goroutine on P p may be asked to yield where it stands: with
// GODEBUG=asyncpreemptoff=1 only a call looks whether it should.
//
// Models the stack check of a function's prologue (newstack, runtime/stack.go) and
// isAsyncSafePoint, runtime/preempt.go.
func (mc *Machine) safePoint(p int32) bool {
	if !mc.conf.AsyncPreemptOff {
		return true
	}
	switch mc.vm.Op(mc.sched.Current(p)) {
	case code.OpCall, code.OpCallC, code.OpCallI:
		return true
	}
	return false
}

// Lengths of a stretch, in virtual ns.
const (
	minStretch  = 1
	maxStretch  = 79
	longStretch = trace.Millisecond // with nobody else to wait for
)

// stretchEnd returns until when p may run before others have their turn: a random short
// while if another P has work too, else until the next appointment.
func (mc *Machine) stretchEnd(p int32) trace.Time {
	now := mc.clocks[p]
	switch {
	case mc.sched.Running() <= 1:
	case mc.conf.Interleave:
		return now + 1
	default:
		return now + minStretch + trace.Time(mc.random()%(maxStretch-minStretch+1))
	}
	return max(now+1, min(mc.agenda.Next(), now+longStretch))
}

// random returns the next number of the stretches' generator (splitmix64).
func (mc *Machine) random() uint64 {
	mc.rand += 0x9e3779b97f4a7c15
	z := mc.rand
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// run lets the goroutine on P p execute, to the end of the stretch or to the limit, and
// serves what it asks for.
func (mc *Machine) run(p int32, to Limit) {
	slot := mc.slot
	if mc.hasChore(slot) {
		mc.drain(p, to)
		return
	}
	left := uint64(max(mc.stretch-mc.clocks[p], 0)) // 0: a limit ended the run with an instruction that overran the stretch
	if to.Time != 0 && mc.agenda.Next() > to.Time { // else others have yet to come so far
		left = min(left, uint64(to.Time-mc.clocks[p]))
		if left == 0 && mc.vm.Stops(slot) {
			left = 1 // to stop there
		}
	}
	if mc.conf.AsyncPreemptOff && mc.sched.PreemptWanted(p) {
		if mc.safePoint(p) {
			mc.stretch = mc.clocks[p]
			mc.yield(p) // to be preempted
			return
		}
		left = min(left, 1) // on to the next call
	}
	if !mc.heap.Uses(p, slot) {
		mc.heap.Use(p, slot)
	}
	if mc.lost.Len() > 0 {
		if mc.usesLost(p, slot) {
			return
		}
		left = min(left, 1) // every instruction is looked at
	}
	mc.running = true
	if mc.sched.Procs() > 1 {
		mc.vm.Turn(int64(mc.stretch - mc.clocks[p]))
	} else {
		mc.vm.Turn(0)
	}
	mc.vm.Watch(mc.heap.Watching())
	used, stop := mc.vm.RunBare(slot, int64(min(left, to.Steps-mc.steps))) // guarded in loop
	mc.ran(p, slot, used, stop, to)
}

// ran goes on from where the goroutine in slot, on P p, stopped after the given virtual ns.
func (mc *Machine) ran(p, slot int32, used int64, stop vm.Stop, to Limit) {
	mc.running = false
	mc.clocks[p] += trace.Time(used)
	mc.steps += uint64(used)
	if stop == vm.StopCollect {
		mc.collect(p)
		return
	}
	if mc.steps >= to.Steps || mc.events >= to.Events {
		// What comes next does so at the next Run: at one limit there is one state, however
		// the run got there.
		if stop == vm.StopTrap {
			mc.vm.Untrap(slot)
		}
		return
	}
	switch stop {
	case vm.StopTrap:
		mc.trap(p, slot)
		return
	case vm.StopBudget:
		if mc.clocks[p] >= mc.stretch {
			mc.yield(p)
		}
		return
	}
	if mc.agenda.Next() < mc.clocks[p] {
		mc.yield(p) // what others can notice happens in the order of time
		return
	}
	mc.now = mc.clocks[p]
	mc.steps++
	mc.acting = slot
	switch stop {
	case vm.StopRequest:
		mc.request(p, slot)
	case vm.StopOverflow:
		mc.overflow(p)
	default:
		mc.exit(p, slot)
	}
	mc.acting = -1
}

// yield ends p's stretch; it goes on when its clock is the earliest.
func (mc *Machine) yield(p int32) {
	mc.steps++
	mc.serving = -1
	mc.agenda.Follow(mc.clocks[p], sched.Appointment{Kind: sched.Run, P: p})
}

// goOn lets the goroutine on p, whose request cost the given time, run on in a new stretch.
func (mc *Machine) goOn(p int32, cost trace.Time) {
	mc.clocks[p] += cost
	mc.stretch = mc.stretchEnd(p)
	if mc.heap.Wants() {
		mc.collect(p)
	}
}

// trap writes the events of the statement that p's goroutine has reached.
func (mc *Machine) trap(p, slot int32) {
	mc.trapped = true
	pc := mc.vm.PC(slot)
	if n, ok := mc.marks[pc]; ok {
		mc.inline(slot, trace.Event{Kind: trace.GoNote, N: int64(n), PC: pc})
	}
	if mc.prog.Pos[pc].Stmt && !mc.prog.FuncAt(pc).Std {
		mc.inline(slot, trace.Event{Kind: trace.GoLine, PC: pc})
	}
	if mc.Wants(trace.Code) {
		mc.inline(slot, trace.Event{Kind: trace.Instr, PC: pc, Text: mc.prog.Text(pc)})
	}
}

// traceLines makes Run notice every statement of user code, if a reader asked for it or the
// sink records lines. It changes nothing in what the program does.
func (mc *Machine) traceLines(on bool) {
	switch {
	case mc.Wants(trace.Code):
		mc.vm.Trace(vm.TraceInstrs)
	case on || mc.Wants(trace.Line):
		mc.vm.Trace(vm.TraceLines)
	default:
		mc.vm.Trace(vm.TraceNothing)
	}
}

// reached returns the line that the last Run stopped at, if it did stop at a statement.
func (mc *Machine) reached() (place, bool) {
	if !mc.trapped || mc.serving < 0 {
		return place{}, false
	}
	return mc.placeOf(mc.slot), true
}

// places returns where the running goroutines stand.
func (mc *Machine) places() (at []place) {
	for p := range int32(mc.sched.Procs()) {
		if slot := mc.sched.Current(p); slot >= 0 && mc.vm.Alive(slot) {
			at = append(at, mc.placeOf(slot))
		}
	}
	return at
}

func (mc *Machine) placeOf(slot int32) place {
	pos := mc.vm.Line(slot)
	return place{slot, pos.File, pos.Line}
}

// past reports whether the machine has done all that happens up to time t: every P has come
// further, or rests until later.
func (mc *Machine) past(t trace.Time) bool {
	if mc.agenda.Next() <= t {
		return false
	}
	p := mc.serving
	return p < 0 || mc.clocks[p] > t || mc.clocks[p] == t && mc.clocks[p] < mc.stretch && !mc.hasChore(mc.slot) && !mc.vm.Stops(mc.slot)
}

// clock is the time that the machine has reached: in a stretch, that of the P it serves.
func (mc *Machine) clock() trace.Time {
	if mc.serving >= 0 {
		return max(mc.now, mc.clocks[mc.serving])
	}
	return mc.now
}

// bound ends a run that is given up, and reports whether it did.
func (mc *Machine) bound() bool {
	until := mc.conf.Until
	if until == 0 {
		until = DefaultUntil
	}
	if mc.agenda.Next() > until || mc.conf.Until == 0 && mc.steps >= DefaultMaxSteps {
		mc.now = max(mc.now, min(mc.agenda.Next(), slices.Max(mc.clocks))) // whatever was told of the last stretches
		mc.end(Outcome{Status: 1, Why: "stopped"})
		return true
	}
	return false
}

// end ends the program.
func (mc *Machine) end(o Outcome) {
	o.Done = true
	mc.outcome = o
	mc.serving = -1
	if mc.Wants(trace.Sched) {
		mc.Write(trace.Event{Kind: trace.ProgramEnd, P: trace.NoProc, M: trace.NoThread, N: int64(o.Status), Text: o.Why})
	}
}

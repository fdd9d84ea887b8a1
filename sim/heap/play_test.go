package heap

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/trace"
)

var full = flag.Bool("full", false, "play a million steps of programs and collector against each other")

// A player is a small machine with random schedules: goroutines that allocate, load, store and
// drop, on Ps that also mark, flush and sweep. What it knows of reachability it finds the slow
// way, in memory.
type player struct {
	t       *testing.T
	h       *Heap
	src     *rand.PCG
	r       *rand.Rand
	procs   int
	barrier bool // stores are told to the heap
	lost    int  // objects that were reachable and are freed, without
	stacks  [][]uint64
	running []bool
	weak    []uint64         // handles of weak pointers: the last stack holds them
	born    map[uint64]int64 // address of an object: the cycle of its birth
	step    int
	cycles  int
	sum     uint64 // of all addresses that were ever returned
}

const playGlobals = 8 // pointers in a global

func newPlayer(t *testing.T, seed uint64, procs int, classic bool) *player {
	src := rand.NewPCG(seed, 1)
	pl := &player{
		t: t, src: src, r: rand.New(src), procs: procs, barrier: true,
		stacks: make([][]uint64, 6), running: make([]bool, 6), born: map[uint64]int64{},
	}
	types := append(testTypes[:], code.Type{Name: "[8]*T", Size: playGlobals * 8, Ptrs: []uint32{0}, Stride: 8})
	prog := &code.Program{
		Types:   types,
		Globals: []code.Global{{Name: "main.roots", Type: numTestTypes, Addr: mem.NilPage}},
		Room:    playGlobals * 8,
	}
	pl.h = New(mem.New(3*mem.NilPage), prog, Config{Classic: classic, MinHeap: 64 << 10, Stacks: pl, Poison: seed%2 == 0})
	pl.h.SetProcs(procs)
	return pl
}

// The machine's side of the collector.
func (pl *player) Stored(_, _, _ uint64) {}

func (pl *player) ShrinkStack(int32) trace.Time { return 0 }

func (pl *player) ScanStack(slot int32, yield func(word uint64)) (bytes int64, frames int) {
	for _, w := range pl.stacks[slot] {
		yield(w)
	}
	return int64(len(pl.stacks[slot])) * 8, 1
}
func (pl *player) Stopped(slot int32) bool   { return !pl.running[slot] }
func (pl *player) Runtime(func(word uint64)) {}
func (pl *player) FreeStacks()               {}

func (pl *player) fail(format string, args ...any) {
	pl.t.Helper()
	pl.t.Fatalf("step %d, cycle %d: %s", pl.step, pl.h.Cycles(), fmt.Sprintf(format, args...))
}

// pointers returns the addresses of an object's words that may be pointers.
func (pl *player) pointers(a uint64) (at []uint64) {
	o, ok := pl.h.Find(a)
	if !ok && !pl.barrier {
		pl.lost++
		return nil
	} else if !ok {
		pl.fail("no object at %#x, which is reachable", a)
	}
	l := &pl.h.layouts[o.Type]
	if o.NoScan {
		return nil
	}
	for off := uint64(0); off+l.stride <= o.Size; off += l.stride {
		for _, p := range l.ptrs {
			at = append(at, o.Base+off+uint64(p)*8)
		}
	}
	return at
}

// reachable returns every object that stacks and globals lead to.
func (pl *player) reachable() map[uint64]bool {
	found := map[uint64]bool{}
	var todo []uint64
	for _, s := range pl.stacks {
		todo = append(todo, s...)
	}
	for i := range uint64(playGlobals) {
		todo = append(todo, pl.h.m.Load(mem.NilPage+i*8))
	}
	pl.h.EachSpecial(func(s *Special, queued bool) {
		switch {
		case s.Kind != Finalizer:
		case queued:
			todo = append(todo, s.At)
		default: // what the object points to, but not itself
			for _, at := range pl.pointers(s.At) {
				todo = append(todo, pl.h.m.Load(at))
			}
		}
	})
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if a == 0 || pl.h.Static(a) || found[a] {
			continue
		}
		found[a] = true
		for _, at := range pl.pointers(a) {
			todo = append(todo, pl.h.m.Load(at))
		}
	}
	return found
}

// some returns an object of g's stack, 0 if it holds none.
func (pl *player) some(g int) uint64 {
	if len(pl.stacks[g]) == 0 {
		return 0
	}
	return pl.stacks[g][pl.r.IntN(len(pl.stacks[g]))]
}

func (pl *player) push(g int, a uint64) {
	if a == 0 {
		return
	}
	if len(pl.stacks[g]) >= 12 {
		pl.stacks[g][pl.r.IntN(12)] = a
		return
	}
	pl.stacks[g] = append(pl.stacks[g], a)
}

func (pl *player) store(at, v uint64) {
	if pl.barrier && pl.h.BarrierOn() {
		pl.h.Shade(0, pl.h.m.Load(at), v)
	}
	pl.h.m.Store(at, v)
}

// mutate has a goroutine do something on a P.
func (pl *player) mutate() {
	g := pl.r.IntN(len(pl.stacks) - 1)
	pl.running[g] = true
	pl.h.Use(int32(pl.r.IntN(pl.procs)), int32(g))
	switch pl.r.IntN(14) {
	case 0, 1, 2, 3:
		pl.alloc(g)
	case 12:
		pl.special(g)
	case 13: // what finalizers and cleanups have to be called with
		if s, _, ok := pl.h.NextFinalizer(); ok {
			pl.push(g, s.At)
		}
		pl.h.NextCleanup()
	case 4, 5:
		if a := pl.some(g); a != 0 { // load
			if at := pl.pointers(a); len(at) > 0 {
				pl.push(g, pl.h.m.Load(at[pl.r.IntN(len(at))]))
			}
		}
	case 6, 7, 8:
		if a := pl.some(g); a != 0 { // store, of nil at times
			if at := pl.pointers(a); len(at) > 0 {
				v := pl.some(g)
				if pl.r.IntN(3) == 0 {
					v = 0
				}
				pl.store(at[pl.r.IntN(len(at))], v)
			}
		}
	case 9:
		at := mem.NilPage + uint64(pl.r.IntN(playGlobals))*8
		if pl.r.IntN(2) == 0 {
			pl.push(g, pl.h.m.Load(at))
		} else {
			pl.store(at, pl.some(g))
		}
	default: // forget
		if n := len(pl.stacks[g]); n > 0 {
			i := pl.r.IntN(n)
			pl.stacks[g] = slices.Delete(pl.stacks[g], i, i+1)
		}
	}
	pl.running[g] = pl.r.IntN(3) > 0
}

// special sets a finalizer or a cleanup, makes a weak pointer, or reads one.
func (pl *player) special(g int) {
	a := pl.some(g)
	if o, ok := pl.h.Find(a); !ok || o.NoScan {
		return
	}
	switch pl.r.IntN(6) {
	case 0:
		pl.h.AddFinalizer(a, 0, tPtr, false)
	case 1:
		pl.h.AddCleanup(a, 0, tPtr)
	case 2:
		if len(pl.weak) < 20 {
			last := len(pl.stacks) - 1
			pl.weak = append(pl.weak, pl.h.WeakHandle(a))
			pl.stacks[last] = append(pl.stacks[last], pl.weak[len(pl.weak)-1])
		}
	default:
		if len(pl.weak) == 0 {
			return
		}
		i := pl.r.IntN(len(pl.weak))
		if a := pl.h.StrongFromWeak(pl.weak[i]); a != 0 {
			if !pl.h.Valid(a) {
				pl.fail("a weak pointer leads to %#x, where no object is", a)
			}
			pl.push(g, a)
			return
		}
		last := len(pl.stacks) - 1
		pl.weak = slices.Delete(pl.weak, i, i+1)
		pl.stacks[last] = slices.Delete(pl.stacks[last], i, i+1)
	}
}

func (pl *player) alloc(g int) {
	before := map[uint64]bool{}
	if pl.h.Sweeping() {
		before = pl.reachable()
	}
	t, n := []code.TypeID{tPtr, tNode, tNode, tMixed, tMixed, tWide, tInt, tByte}[pl.r.IntN(8)], int64(1)
	switch pl.r.IntN(40) {
	case 0:
		n = 20_000 // large: several oblets, if it has pointers
	case 1, 2:
		n = 100
	case 3, 4, 5:
		n = 8
	}
	if t == tWide {
		n = min(n, 8)
	}
	a := pl.h.Alloc(t, n)
	if a == 0 {
		pl.fail("out of memory")
	}
	if before[a] {
		pl.fail("object at %#x was reachable when its memory was handed out again", a)
	}
	if o, _ := pl.h.Find(a); o.NoScan && o.Size == tinySize {
		a = o.Base // as good as the block
	} else {
		for at := o.Base; at < o.Base+o.Size; at += 8 {
			if pl.h.m.Load(at) != 0 {
				pl.fail("new object at %#x is not zero at %#x", a, at)
			}
		}
	}
	pl.born[a] = pl.h.Cycles()
	pl.sum = pl.sum*31 + a
	pl.push(g, a)
	if pl.h.Phase() == Mark && pl.colour(a) != 2 {
		pl.fail("object at %#x was born while marking and is not black", a)
	}
}

// colour returns 0 for white, 1 for grey and 2 for black.
func (pl *player) colour(a uint64) int {
	row := pl.h.spanOf(a)
	s, m := pl.h.spans.Get(int(row)), pl.h.marks.Get(int(row))
	slot := s.slot(a)
	bit := func(set []uint64) bool { return set[slot/64]>>(slot%64)&1 != 0 }
	switch {
	case !bit(m.mark[:]):
		return 0
	case s.class.noscan():
		return 2
	case s.inline && !bit(m.scan[:]):
		return 1
	case !s.inline:
		for i := range pl.h.bufs.Rows() {
			b := pl.h.bufs.Get(i)
			for _, o := range b.obj[:b.n] {
				if s.slot(o) == slot && pl.h.spanOf(o) == row {
					return 1
				}
			}
		}
	}
	return 2
}

// collect has the collector do something.
func (pl *player) collect() {
	h := pl.h
	p := int32(pl.r.IntN(pl.procs))
	switch {
	case h.Phase() == Off && h.Sweeping() && pl.r.IntN(20) > 0:
		if pl.r.IntN(4) > 0 {
			h.SweepOne()
		} else {
			h.Use(p, 0)
		}
	case h.Phase() == Off:
		if pl.r.IntN(10) == 0 {
			pl.begin()
		}
	case pl.r.IntN(10) == 0:
		h.FlushP(p)
	case pl.r.IntN(4) == 0:
		g := int32(pl.r.IntN(len(pl.stacks) - 1))
		h.Use(p, g)
		pl.drained(h.DrainN(p, int64(pl.r.IntN(2000))))
	default:
		d := h.Drain(p, trace.Time(pl.r.IntN(300)))
		pl.drained(d)
		if d.Out {
			pl.end()
		}
	}
}

func (pl *player) begin() {
	pl.h.FinishSweep()
	var live []int32
	for i := range pl.stacks {
		live = append(live, int32(i))
	}
	pl.h.StartMark(Start{Procs: pl.procs, Slots: live, Kind: TriggerCycle})
}

// drained stops the goroutine that the collector waits for, or lets it run on for a while.
func (pl *player) drained(d Drained) {
	if d.Suspend >= 0 && pl.r.IntN(3) == 0 {
		pl.running[d.Suspend] = false
	}
	pl.h.AddCredit(d.Credit)
}

// end ends marking if there is nothing left to do, as gcMarkDone does.
func (pl *player) end() {
	h := pl.h
	flushAll := func() (any bool) {
		for p := range pl.procs {
			any = h.FlushP(int32(p)) || any
			any = any || h.LocalWork(int32(p))
		}
		return any
	}
	if flushAll() || h.WorkLeft() || flushAll() {
		return
	}
	reachable := pl.reachable()
	if pl.barrier {
		for a := range reachable {
			if pl.colour(a) != 2 {
				pl.fail("marking ends, and the reachable object at %#x has colour %d", a, pl.colour(a))
			}
		}
	}
	for o := range h.Objects() {
		if pl.colour(o.Base) == 1 {
			pl.fail("marking ends, and the object at %#x is grey", o.Base)
		}
	}
	var live []int32
	for i := range pl.stacks {
		live = append(live, int32(i))
	}
	if lost := h.Lost(live); pl.barrier && len(lost) > 0 {
		pl.fail("lost %#x", lost)
	} else if white := slices.DeleteFunc(slices.Collect(maps.Keys(reachable)), func(a uint64) bool { return pl.colour(a) != 0 }); len(white) != len(lost) {
		pl.fail("%d reachable objects are white, Lost has %d", len(white), len(lost))
	}
	h.Terminate(0)
	pl.cycles++
}

// check holds the heap against the rules.
func (pl *player) check() {
	h := pl.h
	reachable := pl.reachable() // fails if one of them has been freed
	if h.Phase() != Mark || !pl.barrier {
		return
	}
	recorded := pl.recorded()
	for a := range pl.born {
		if !h.Valid(a) {
			delete(pl.born, a)
			continue
		}
		if pl.colour(a) != 2 {
			continue
		}
		for _, at := range pl.pointers(a) {
			to := h.m.Load(at)
			if to == 0 || h.Static(to) || !h.Valid(to) || recorded[to] || pl.colour(to) != 0 {
				continue
			}
			if o, ok := h.Find(a); ok && o.Size > maxObletBytes {
				continue // its oblets are scanned one by one
			}
			if reachable[a] {
				pl.fail("black object at %#x points to the white one at %#x, which no barrier has recorded", a, to)
			}
		}
	}
}

// recorded returns what the Ps' barrier buffers hold.
func (pl *player) recorded() map[uint64]bool {
	set := map[uint64]bool{}
	for p := range pl.procs {
		for _, w := range pl.h.Buffered(int32(p)) {
			set[w] = true
		}
	}
	return set
}

// play runs so many steps.
func (pl *player) play(steps int) {
	for range steps {
		pl.step++
		if pl.r.IntN(3) > 0 {
			pl.mutate()
		} else {
			pl.collect()
		}
		if pl.step%16 == 0 || pl.step < 500 {
			pl.check()
		}
		if pl.step%512 == 0 {
			if err := pl.h.Check(); err != nil {
				pl.fail("%v", err)
			}
		}
	}
}

// cycle runs a whole cycle while nobody allocates.
func (pl *player) cycle() {
	for p := range pl.procs {
		pl.h.Use(int32(p), 0)
	}
	if pl.h.Phase() == Off {
		pl.begin()
	}
	for i := range pl.running {
		pl.running[i] = false
	}
	for pl.h.Phase() == Mark {
		for p := range pl.procs {
			for !pl.h.Drain(int32(p), 1_000_000).Out {
			}
		}
		pl.end()
	}
	pl.h.FinishSweep()
}

// settled has two cycles run and checks that nothing is left but what is reachable.
func (pl *player) settled() {
	pl.cycle()                  // the one under way, which keeps what was born in it
	for again := true; again; { // finalizers of what other finalizers' objects lead to are queued a cycle later
		pl.cycle()
		again = false
		for _, _, ok := pl.h.NextFinalizer(); ok; _, _, ok = pl.h.NextFinalizer() {
			again = true
		}
		for _, ok := pl.h.NextCleanup(); ok; _, ok = pl.h.NextCleanup() {
		}
	}
	pl.cycle()
	bytes := uint64(0)
	want := pl.reachable()
	for o := range pl.h.Objects() {
		if !want[o.Base] && !pl.held(o) {
			pl.fail("object at %#x is unreachable and was not freed by the second cycle", o.Base)
		}
		bytes += o.Size
		if !o.NoScan && o.Size > minSizeForMallocHead && o.Base%PageSize != 0 {
			bytes += mallocHeaderSize
		}
	}
	if bytes != pl.h.gc.heapMarked || bytes != pl.h.gc.heapLive || bytes != pl.h.gc.heapAlloc {
		pl.fail("%d bytes are allocated; marked %d, live %d, heapAlloc %d", bytes, pl.h.gc.heapMarked, pl.h.gc.heapLive, pl.h.gc.heapAlloc)
	}
	if s := pl.h.Stats(); s.HeapAlloc != bytes {
		pl.fail("%d bytes are allocated, MemStats has %d", bytes, s.HeapAlloc)
	}
}

// held reports whether a weak pointer's handle, or an object in a cycle with a finalizer, is all
// that o is: those stay though nothing leads to them.
func (pl *player) held(o Object) (held bool) {
	pl.h.EachSpecial(func(s *Special, _ bool) {
		held = held || s.Fn == o.Base
	})
	return held
}

// Whatever the schedule, nothing reachable is freed, nothing black points to white but through a
// barrier buffer, and two cycles free all the rest.
func TestMarkWhileProgramRuns(t *testing.T) {
	seeds, steps := 4, 3000
	if *full {
		seeds, steps = 10, 50_000 // and two ways to mark
	}
	for seed := range seeds {
		for _, classic := range []bool{false, true} {
			procs := 1 + seed%4
			t.Run(fmt.Sprintf("seed %d, %d Ps, classic %t", seed, procs, classic), func(t *testing.T) {
				pl := newPlayer(t, uint64(seed), procs, classic)
				pl.play(steps / 2)
				pl.settled()
				pl.play(steps / 2)
				pl.settled()
				if pl.cycles < 4 {
					t.Errorf("%d cycles in %d steps: the test plays too little", pl.cycles, pl.step)
				}
			})
		}
	}
}

// A heap restored to an image, whatever it was at when that was made, goes on as it did then.
func TestImageWhileMarking(t *testing.T) {
	for seed := range uint64(4) {
		pl := newPlayer(t, seed, 3, seed%2 == 1)
		for pl.step < 1000 || seed < 3 && pl.h.Phase() != Mark {
			pl.play(1)
		}
		pl.h.m.Checkpoint()
		pl.h.Checkpoint()
		pl.play(int(seed) * 20)
		memory, _ := pl.h.m.Checkpoint()
		image, at := pl.h.Checkpoint(), sumOf(pl.h)
		then, src := *pl, *pl.src
		then.born = maps.Clone(pl.born)
		then.weak = slices.Clone(pl.weak)
		then.stacks, then.running = nil, slices.Clone(pl.running)
		for _, s := range pl.stacks {
			then.stacks = append(then.stacks, slices.Clone(s))
		}
		pl.play(1500)
		sum, end := pl.sum, sumOf(pl.h)

		h := pl.h
		*pl = then
		pl.src = &src
		pl.r = rand.New(pl.src)
		h.m.Restore(memory)
		h.Restore(image)
		if got := sumOf(h); got != at {
			t.Fatalf("seed %d: the restored heap differs from the one of the image", seed)
		}
		h.stacks = pl
		pl.play(1500)
		if pl.sum != sum || sumOf(h) != end {
			t.Errorf("seed %d: the restored heap went another way", seed)
		}
	}
}

// Without the write barrier some schedule loses an object: the checks above can fail.
func TestMarkNeedsBarrier(t *testing.T) {
	lost := 0
	for seed := range uint64(200) {
		pl := newPlayer(t, seed, 2, false)
		pl.barrier = false
		for pl.cycles == 0 {
			if pl.r.IntN(3) > 0 {
				pl.mutate()
			} else {
				pl.collect()
			}
		}
		pl.h.FinishSweep()
		pl.reachable()
		lost += pl.lost
	}
	if lost == 0 {
		t.Error("no object was lost in 200 cycles without a barrier")
	}
}

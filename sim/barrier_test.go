package sim

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopherscope/sim/code"
	"gopherscope/sim/mem"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
)

// A barrierCheck compares all memory before and after each step of a machine whose write barrier
// is forced on, and holds that the barrier recorded each change of a pointer in the heap, in a
// global, on the stack of a goroutine that does not run, and among the scheduler's own.
type barrierCheck struct {
	mc      *Machine
	last    []uint64        // memory as it was
	globals map[uint64]bool // addresses of their words with pointers
	timers  map[uint64]int  // addresses that the scheduler alone holds
	fresh   map[uint64]bool // objects made in this step
	changes int             // of pointers, seen so far
}

func (b *barrierCheck) Wants(c trace.Class) bool { return c == trace.Alloc }

func (b *barrierCheck) Write(e trace.Event) {
	if e.Kind == trace.HeapAlloc {
		if o, ok := b.mc.heap.Find(e.Obj); ok {
			b.fresh[o.Base] = true
		}
	}
}

func newBarrierCheck(prog *code.Program, conf Config) *barrierCheck {
	b := &barrierCheck{globals: map[uint64]bool{}, timers: map[uint64]int{}, fresh: map[uint64]bool{}}
	b.mc = New(prog, conf, b)
	for _, g := range prog.Globals {
		t := &prog.Types[g.Type]
		for at := int64(0); at < t.Size && len(t.Ptrs) > 0; at += t.Stride {
			for _, p := range t.Ptrs {
				b.globals[g.Addr+uint64(at)+uint64(p)*8] = true
			}
		}
	}
	b.mc.heap.ForceBarrier(true)
	b.last = append(b.last, b.mc.mem.W...)
	return b
}

// step does one step and returns what it changed that the barrier has not recorded.
func (b *barrierCheck) step() error {
	mc := b.mc
	clear(b.fresh)
	clear(mc.mem.Dirty)
	running := mc.slot
	cycles := mc.heap.Cycles()
	mc.Run(Limit{Steps: mc.steps + 1})
	recorded := map[uint64]bool{}
	for p := range int32(mc.sched.Procs()) {
		for _, w := range mc.heap.Buffered(p) {
			recorded[w] = true
		}
		mc.heap.FlushP(p)
	}
	for len(b.last) < len(mc.mem.W) {
		b.last = append(b.last, 0)
	}
	// missed reports whether w had to be recorded and is not.
	missed := func(w uint64, isNew bool) bool {
		o, ok := mc.heap.Find(w)
		return ok && !recorded[w] && !(isNew && b.fresh[o.Base])
	}
	for page, dirty := range mc.mem.Dirty {
		if dirty == 0 {
			continue
		}
		for i := page * mem.PageWords; i < (page+1)*mem.PageWords; i++ {
			old, now, a := b.last[i], mc.mem.W[i], uint64(i)*8
			if old == now {
				continue
			}
			b.last[i] = now
			if mc.heap.Cycles() != cycles {
				continue // the collector wrote too
			}
			where := "the heap"
			switch {
			case b.globals[a]:
				where = "a global"
			case mc.heap.PointerAt(a):
				if o, _ := mc.heap.Find(a); b.fresh[o.Base] {
					old = 0 // what an earlier object left
				}
			case b.restingStack(a, running):
				old, where = 0, "a stack of another goroutine"
			default:
				continue
			}
			b.changes++
			if missed(old, false) || missed(now, true) {
				return fmt.Errorf("in %s the word at %#x changed from %#x to %#x; recorded are %v", where, a, old, now, recorded)
			}
		}
	}
	for t := range b.timers {
		b.timers[t] = 0
	}
	var err error
	mc.sched.Roots(func(w uint64) bool {
		if _, was := b.timers[w]; !was && missed(w, true) {
			err = fmt.Errorf("the scheduler holds %#x now; recorded are %v", w, recorded)
		}
		b.timers[w] = 1
		return true
	})
	for t, n := range b.timers {
		if n == 0 {
			delete(b.timers, t)
			if missed(t, false) {
				err = fmt.Errorf("the scheduler held %#x; recorded are %v", t, recorded)
			}
		}
	}
	return err
}

// restingStack reports whether the word at address a is one of a frame of a goroutine that did
// not run, and may hold a pointer.
func (b *barrierCheck) restingStack(a uint64, running int32) bool {
	for slot := range int32(b.mc.sched.Slots()) {
		if slot == running || slot == b.mc.slot || !b.mc.alive(slot) {
			continue
		}
		if lo, n := b.mc.vm.Stack(slot); a-lo >= n {
			continue
		}
		for f := range b.mc.vm.Frames(slot) {
			if i := (a - f.FP) / 8; a >= f.FP && i < uint64(f.Live) {
				live := b.mc.vm.LiveSlots(f)
				return i/64 < uint64(len(live)) && live[i/64]>>(i%64)&1 != 0
			}
		}
	}
	return false
}

// No instruction, native or operation of the runtime stores a pointer without the barrier.
func TestBarrierEverywhere(t *testing.T) {
	files, _ := filepath.Glob("testdata/lang/*.go")
	rows, _ := filepath.Glob("testdata/rows/*.go")
	if len(files) == 0 || len(rows) == 0 {
		t.Fatal("no programs")
	}
	total := 0
	for _, file := range append(append(files, rows...), "testdata/barrier.go") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			total += checkBarrier(t, filepath.Base(file), string(src), 1<<17)
		})
	}
	if t.Logf("%d stores of pointers", total); total < 30_000 && flag.Lookup("test.run").Value.String() == "" {
		t.Errorf("only %d stores of pointers were seen", total)
	}
}

// checkBarrier runs a program for so many steps at most, and returns how many stores of pointers
// it made.
func checkBarrier(t *testing.T, name, src string, steps int) int {
	t.Helper()
	prog, errs := program.Load(name, []byte(src), program.Options{Std: std.FS, Spend: SpendOf(src)})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	b := newBarrierCheck(prog, Config{Procs: 2, GOGC: -1})
	for range steps {
		if b.mc.outcome.Done {
			break
		}
		pc := int32(0)
		if b.mc.serving >= 0 && b.mc.vm.Alive(b.mc.slot) {
			pc = b.mc.vm.PC(b.mc.slot)
		}
		if err := b.step(); err != nil {
			t.Fatalf("step %d, %v: %s: %v", b.mc.steps, prog.Pos[pc], prog.Text(pc), err)
		}
	}
	return b.changes
}

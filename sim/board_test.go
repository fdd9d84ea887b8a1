package sim

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim/program"
	"gopherscope/sim/sched"
	"gopherscope/sim/std"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// board is a sink that folds what it gets.
type board struct {
	view.State
	err error
}

func (b *board) Wants(c trace.Class) bool { return c&trace.Default != 0 }
func (b *board) Write(e trace.Event) {
	if err := b.Apply(e); err != nil && b.err == nil {
		b.err = err
	}
}

// The state that the view folds from the events alone equals the scheduler's own: who runs
// where, what stands in which queue and in which order, who is idle, and who waits for what.
func TestBoardEqualsScheduler(t *testing.T) {
	rows, _ := filepath.Glob("testdata/rows/*.go")
	lang, _ := filepath.Glob("testdata/lang/*.go")
	if len(rows) == 0 || len(lang) == 0 {
		t.Fatal("no programs")
	}
	for _, file := range append(rows, lang...) {
		for _, procs := range []int{1, 4} {
			if procs == 1 && slices.Contains(lang, file) && filepath.Base(file) != "waits.go" {
				continue // the rows say enough of one P
			}
			t.Run(fmt.Sprintf("%s/%d", strings.TrimSuffix(filepath.Base(file), ".go"), procs), func(t *testing.T) {
				src, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				prog, errs := program.Load(file, src, program.Options{Std: std.FS, Spend: SpendOf(string(src))})
				if len(errs) > 0 {
					t.Fatal(errs)
				}
				var b board
				mc := New(prog, Config{Procs: procs, RunqCap: 4, Seed: 3, Until: 50 * trace.Millisecond}, &b)
				for range 150 {
					mc.Run(Limit{Steps: mc.Steps() + 193})
					if b.err != nil {
						t.Fatal(b.err)
					}
					if err := mc.sched.Check(); err != nil {
						t.Fatal(err)
					}
					if got, want := folded(&b.State), scheduled(mc.sched); got != want {
						t.Fatalf("at %d ns the view shows\n%s\nand the scheduler has\n%s", mc.now, got, want)
					}
					if mc.Outcome().Done {
						break
					}
				}
			})
		}
	}
}

// folded writes what a view's state says of the scheduler.
func folded(s *view.State) string {
	var b strings.Builder
	fmt.Fprintf(&b, "global %v\n", s.Global)
	for i, p := range s.Procs {
		fmt.Fprintf(&b, "P%d M%d runs G%d, next G%d, ring %v\n", i, p.M, p.Running, p.Next, p.Ring)
	}
	fmt.Fprintf(&b, "idle Ms %v\n", s.IdleM)
	var gs []string
	for _, g := range s.Gs {
		if g.Status == view.Waiting || g.Status == view.Syscall {
			gs = append(gs, fmt.Sprintf("G%d %d %v %#x until %d\n", g.ID, g.Status, g.Why, g.Obj, g.Until))
		}
	}
	slices.Sort(gs)
	return b.String() + strings.Join(gs, "")
}

// scheduled writes the same of the scheduler.
func scheduled(s *sched.Sched) string {
	ids := func(slots ...int32) (ids []trace.GoID) {
		ids = []trace.GoID{}
		for _, g := range slots {
			if g >= 0 {
				ids = append(ids, s.G(g).ID)
			} else {
				ids = append(ids, trace.NoGo)
			}
		}
		return ids
	}
	var b strings.Builder
	fmt.Fprintf(&b, "global %v\n", ids(s.GlobalRunq()...))
	for i, p := range s.Ps() {
		fmt.Fprintf(&b, "P%d M%d runs G%d, next G%d, ring %v\n", i, p.M, ids(s.Current(int32(i)))[0], ids(p.Next)[0], ids(s.Runq(int32(i))...))
	}
	fmt.Fprintf(&b, "idle Ms %v\n", s.IdleMs())
	var gs []string
	for i := range s.Slots() {
		g := s.G(int32(i))
		switch g.Status {
		case sched.Gwaiting:
			gs = append(gs, fmt.Sprintf("G%d %d %v %#x until %d\n", g.ID, view.Waiting, g.Reason, g.Obj, g.Until))
		case sched.Gsyscall:
			gs = append(gs, fmt.Sprintf("G%d %d %v %#x until %d\n", g.ID, view.Syscall, trace.NoReason, 0, 0))
		}
	}
	slices.Sort(gs)
	return b.String() + strings.Join(gs, "")
}

package sim

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/sim/trace"
)

// TestAgendaOrder pushes and pops at random and compares with a sorted list.
func TestAgendaOrder(t *testing.T) {
	type made struct {
		at trace.Time
		n  int
	}
	rapid.Check(t, func(t *rapid.T) {
		var g agenda[int]
		var model []made
		n := 0
		for range rapid.IntRange(1, 200).Draw(t, "ops") {
			if len(model) == 0 || rapid.IntRange(0, 2).Draw(t, "op") > 0 {
				at := trace.Time(rapid.IntRange(0, 20).Draw(t, "at"))
				if rapid.Bool().Draw(t, "follow") {
					g.Follow(at, n)
				} else {
					g.Push(at, n)
				}
				model = append(model, made{at, n})
				slices.SortStableFunc(model, func(a, b made) int { return cmp.Compare(a.at, b.at) })
				n++
				continue
			}
			if g.Next() != model[0].at {
				t.Fatalf("Next is %d, want %d", g.Next(), model[0].at)
			}
			at, a, ok := g.Pop()
			if !ok || at != model[0].at || a != model[0].n {
				t.Fatalf("Pop gave %d at %d (%v), want %d at %d", a, at, ok, model[0].n, model[0].at)
			}
			model = model[1:]
		}
	})
}

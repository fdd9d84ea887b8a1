package pane

import "testing"

func TestLargerGrains(t *testing.T) {
	for _, c := range []struct {
		from Grain
		n    int
		want Grain
	}{
		{ByEvent, 0, ByEvent}, {ByEvent, 1, ByDecision}, {ByDecision, 1, ByLine}, {ByLine, 1, ByLine},
		{ByScan, 0, ByScan}, {ByScan, 1, ByRoot}, {ByRoot, 1, ByPhase}, {ByPhase, 1, ByPhase},
		{ByScan, NumGrains, ByLine}, {ByEvent, NumGrains, ByLine},
	} {
		if got := c.from.Larger(c.n); got != c.want {
			t.Errorf("larger than %v by %d is %v, want %v", c.from, c.n, got, c.want)
		}
	}
}

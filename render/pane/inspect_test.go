package pane

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A storyteller knows two frames of every goroutine.
type storyteller struct{ demoProbe }

func (storyteller) Frames(g trace.GoID) []view.Frame {
	return []view.Frame{
		{Func: "sync.(*Mutex).Lock", Std: true, Vars: []view.Value{{Name: "m"}}},
		{Func: "main.work", Line: 31, Vars: []view.Value{
			{Name: "job", Type: "main.Job", Text: "{Kind:2 Name:\"a job with a long name that does not fit its line at all\"}"},
			{Name: "sum", Type: "int", Text: "4711", Heap: true},
		}},
		{Func: "main.consume", Line: 30, Vars: []view.Value{{Name: "jobs", Type: "<-chan main.Job", Text: "0xc000012345"}}},
	}
}

func TestAClickedGoroutineShowsItsVariables(t *testing.T) {
	f := stealFrame(t)
	f.Probe = storyteller{}
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints}
	sc.Layout(f, 1600, 900, 0)
	n := sc.board.nodes[0]
	click := func() {
		var c ui.Ctx
		for _, in := range []ui.Input{{Down: ui.Primary, Pressed: ui.Primary}, {Released: ui.Primary}} {
			in.X, in.Y, in.W, in.H, in.Scale = n.x, n.y, 1600, 900, 1
			c.Begin(in)
			sc.Update(&c, f)
			c.End()
		}
		sc.Layout(f, 1600, 900, 1)
	}
	click()
	in := &sc.inspector
	if sc.Selected != n.g || in.g != n.g {
		t.Fatalf("a click on G%d selects G%d", n.g, sc.Selected)
	}
	var got []string
	for _, l := range in.lines[1:] {
		got = append(got, l.name)
	}
	want := []string{"main.work", "job", "sum", "main.consume", "jobs"}
	if len(got) != len(want) {
		t.Fatalf("it shows %q, want %q: the library's frames are left out", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
	p := &sc.source
	if in.rect.Y < p.code.Bottom() || in.rect.Bottom() > p.area.Bottom() || p.code.H < p.area.H/3 {
		t.Errorf("the variables stand at %v, the text at %v, the pane at %v", in.rect, p.code, p.area)
	}
	painttest.Golden(t, "inspect-dark", painted(sc, f, 1600, 900, 0.5, 1).Image(paint.Dark.Background))
	click()
	if sc.Selected != trace.NoGo || in.g != trace.NoGo || !in.rect.Empty() {
		t.Errorf("a second click leaves G%d selected", sc.Selected)
	}
}

func TestNobodyToAskShowsNothing(t *testing.T) {
	f := stealFrame(t)
	for _, c := range []struct {
		rule  string
		probe view.Probe
		g     trace.GoID
	}{{"no probe", nil, 1}, {"no such goroutine", storyteller{}, 9999}, {"none selected", storyteller{}, trace.NoGo}} {
		f.Probe = c.probe
		sc := &Screen{Theme: &paint.Dark, Selected: c.g}
		sc.Layout(f, 1600, 900, 0)
		if sc.inspector.g != trace.NoGo || !sc.inspector.rect.Empty() {
			t.Errorf("%s: it shows %+v", c.rule, sc.inspector.lines)
		}
	}
}

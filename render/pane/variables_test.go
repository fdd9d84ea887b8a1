package pane

import (
	"slices"
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A storyteller knows the frames of every goroutine: one that panics, with a value that has
// something inside and a channel.
type storyteller struct {
	demoProbe
	sum string
}

func (s storyteller) Frames(g trace.GoID) []view.Frame {
	inside := view.Ref{Kind: view.RefValue, Addr: 64, Type: 1}
	return []view.Frame{
		{ID: 400, Func: "main.work.func1", Line: 35, Deferred: true, Vars: []view.Value{
			{Name: "err", Type: "interface {}", Text: "(string, \"no luck\")"},
			{Name: "text", Type: "string", Text: "\"job 1\"", Role: view.Captured},
		}},
		{ID: 300, Func: "panic", Std: true, Panic: "\"no luck\"", Recovered: true},
		{ID: 250, Func: "main.inner", Line: 34, Gone: true, Vars: []view.Value{{Name: "n", Type: "int", Text: "1", Role: view.Param}}},
		{ID: 200, Func: "main.work", Line: 31, Vars: []view.Value{
			{Name: "job", Type: "main.Job", Text: "{2 \"a job with a long name that does not fit its line at all\"}", Role: view.Param, Ref: inside},
			{Name: "sum", Type: "int", Text: s.sum, Heap: true},
			{Name: "jobs", Type: "chan main.Job", Text: "len 2 cap 4", Form: view.Chan, Addr: jobs},
			{Name: "old", Type: "[]int", Dead: true},
			{Name: "list", Type: "[]int", Text: "len 1 cap 2 [7]", Dead: true},
		}, Defers: []view.Call{
			{Func: "main.work.func2", Args: []view.Value{{Text: "3"}, {Text: "{1 2}"}}},
			{Func: "sync.(*Mutex).Unlock", Args: []view.Value{{Text: "→ locked"}}},
		}},
		{ID: 60, Func: "sync.(*WaitGroup).Go.func1", Std: true},
		{ID: 30, Func: "sync.run", Std: true},
	}
}

func (storyteller) Inside(ref view.Ref) []view.Value {
	return []view.Value{
		{Name: "Kind", Type: "main.Kind", Text: "2"},
		{Name: "Next", Type: "*main.Job", Text: "→ {3 nil}", Ptr: "0xc000012000", Ref: view.Ref{Kind: view.RefValue, Addr: ref.Addr + 64, Type: 1}},
	}
}

// A reader sits before a screen.
type reader struct {
	sc  *Screen
	f   *Frame
	c   ui.Ctx
	now float64
}

func read(f *Frame) *reader {
	r := &reader{sc: &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints}, f: f}
	r.sc.Layout(f, 1600, 900, 0)
	return r
}

func (r *reader) tick(in ui.Input) (wish Intent) {
	r.now += 1. / 60
	in.W, in.H, in.Scale, in.Now = 1600, 900, 1, r.now
	r.c.Begin(in)
	_, wish = r.sc.Update(&r.c, r.f)
	r.c.End()
	r.sc.Layout(r.f, 1600, 900, r.now)
	return wish
}

func (r *reader) click(x, y float32) Intent {
	r.tick(ui.Input{X: x, Y: y, Down: ui.Primary, Pressed: ui.Primary})
	return r.tick(ui.Input{X: x, Y: y, Released: ui.Primary})
}

// row clicks the row of the variables whose name is given.
func (r *reader) row(t *testing.T, name string) {
	t.Helper()
	p := &r.sc.variables
	i := slices.IndexFunc(p.rows, func(row varRow) bool { return row.name == name })
	if i < 0 {
		t.Fatalf("there is no %s", name)
	}
	at := p.list.Row(p.body, i)
	r.click(at.X+40, at.Y+at.H/2)
}

// written is what the pane shows, an indent a level.
func (p *variablesPane) written() string {
	var b strings.Builder
	for _, row := range p.rows {
		for range row.depth {
			b.WriteString("  ")
		}
		for _, is := range []struct {
			on   bool
			sign string
		}{{row.faint, "~"}, {row.dim && !row.faint, "."}, {row.struck, "-"}, {row.deferred, "deferred "}, {row.kind == varDefer, "defer "}} {
			if is.on {
				b.WriteString(is.sign)
			}
		}
		b.WriteString(row.name + ": " + row.text + "\n")
	}
	return b.String()
}

// marked lists the rows that have changed.
func (p *variablesPane) marked() (list string) {
	for _, row := range p.rows {
		if row.changed {
			list += row.name + ": " + row.text + " "
		}
	}
	return list
}

const story = `deferred work.func1: line 35
  err: (string, "no luck")
  text: "job 1"
~panic: "no luck"  recovered
~-inner: line 34
  n: 1
work: line 31
  job: {2 "a job with a long name that does not fit its line at all"}
  sum: 4711
  jobs: len 2 cap 4
  ~old: no longer used
  .list: len 1 cap 2 [7]
  defer 1: work.func2(3, {1 2})
  defer 2: sync.(*Mutex).Unlock(→ locked)
~sync.run: library
`

func TestAClickedGoroutineShowsItsVariables(t *testing.T) {
	f := stealFrame(t)
	f.Probe = storyteller{sum: "4711"}
	r := read(f)
	n := r.sc.board.nodes[0]
	board := r.sc.areas.Board
	r.click(n.x, n.y)
	p := &r.sc.variables
	if r.sc.Selected != n.g || p.g != n.g {
		t.Fatalf("a click on G%d selects G%d", n.g, r.sc.Selected)
	}
	if got := p.written(); got != story {
		t.Errorf("it shows\n%s\nwant\n%s", got, story)
	}
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		r.sc.Theme = th
		painttest.Golden(t, "variables-"+th.Name, painted(r.sc, f, 1600, 900, 0.5, 1).Image(th.Background))
	}

	for _, n := range r.sc.board.nodes { // everybody has moved over at once
		if it := r.sc.mover.find(n.g); it == nil || it.x != n.x || it.y != n.y || r.sc.mover.busy(r.now) {
			t.Fatalf("G%d stands beside its place on the board that has become smaller", n.g)
		}
	}
	r.row(t, "job")
	r.row(t, "Next")
	open := strings.Replace(story, "at all\"}\n", "at all\"}\n    Kind: 2\n    Next: → {3 nil}\n      ~pointer: 0xc000012000\n      Kind: 2\n      Next: → {3 nil}\n", 1)
	if got := p.written(); got != open {
		t.Errorf("two levels of job opened it shows\n%s", got)
	}
	r.row(t, "job")
	if got := p.written(); got != story {
		t.Errorf("job closed again it shows\n%s", got)
	}
	r.row(t, "work")
	if got := p.written(); strings.Contains(got, "sum") || !strings.Contains(got, "err") {
		t.Errorf("the frame of work closed it shows\n%s", got)
	}
	r.row(t, "work")
	r.row(t, "jobs")
	if r.sc.Marked != jobs {
		t.Errorf("a click on a channel marks %d", r.sc.Marked)
	}

	r.click(p.shut.X+5, p.shut.Y+5)
	if r.sc.Selected != trace.NoGo || p.g != trace.NoGo || !r.sc.areas.Variables.Empty() || r.sc.areas.Board != board {
		t.Errorf("closed, G%d is selected and the board is at %v, was at %v", r.sc.Selected, r.sc.areas.Board, board)
	}
}

// What a step has changed is marked until the next one, and nothing else: not what the reader
// has just opened.
func TestChangedValuesAreMarked(t *testing.T) {
	f := stealFrame(t)
	f.Probe = storyteller{sum: "4711"}
	r := read(f)
	r.sc.Selected = 1
	r.tick(ui.Input{})
	r.row(t, "job")
	if got := r.sc.variables.marked(); got != "" {
		t.Errorf("without a step it shows\n%s", got)
	}
	step := func(n int) {
		f.State = f.Log.State(f.State.Events + n)
		f.At = f.State.At
		r.tick(ui.Input{})
	}
	f.Probe = storyteller{sum: "4712"}
	step(1)
	if got := r.sc.variables.marked(); got != "sum: 4712 " {
		t.Errorf("after the step it marks %s", got)
	}
	r.row(t, "Next")
	if got := r.sc.variables.marked(); got != "sum: 4712 " {
		t.Errorf("after a look inside it marks %s", got)
	}
	step(1)
	if got := r.sc.variables.marked(); got != "" {
		t.Errorf("after another step it marks %s", got)
	}
	f.Probe = storyteller{sum: "4711"}
	step(-1)
	if got := r.sc.variables.marked(); got != "sum: 4711 " {
		t.Errorf("after a step back it marks %s", got)
	}
}

// The wheel scrolls the rows where they do not fit.
func TestVariablesScroll(t *testing.T) {
	f := stealFrame(t)
	f.Probe = manyVars{}
	r := read(f)
	r.sc.Selected = 1
	r.tick(ui.Input{})
	p := &r.sc.variables
	if p.list.Len() <= p.body.H {
		t.Fatalf("%d rows fit", len(p.rows))
	}
	at := p.body.Center()
	r.tick(ui.Input{X: at.X, Y: at.Y, WheelY: 3})
	if p.list.Scroll != 3*ui.Notch {
		t.Errorf("three notches scroll by %v", p.list.Scroll)
	}
	r.tick(ui.Input{X: at.X, Y: at.Y, WheelY: 1000})
	if want := p.list.Len() - p.body.H; p.list.Scroll != want {
		t.Errorf("at the end it is scrolled by %v, want %v", p.list.Scroll, want)
	}
}

// manyVars knows a frame of sixty variables with long names.
type manyVars struct{ demoProbe }

func (manyVars) Frames(trace.GoID) []view.Frame {
	fr := view.Frame{Func: "main.aFunctionWithAVeryLongNameIndeed.func1", Line: 12}
	for i := range 60 {
		fr.Vars = append(fr.Vars, view.Value{
			Name: strings.Repeat("name", 1+i%9), Type: strings.Repeat("map[string]", i%4) + "int", Text: strings.Repeat("value ", 1+i%11),
		})
	}
	return []view.Frame{fr}
}

// The head says how large a goroutine's stack has become.
func TestVariablesTellTheStack(t *testing.T) {
	f := stealFrame(t)
	id := f.State.Gs[len(f.State.Gs)-1].ID
	sc := &Screen{Theme: &paint.Dark, Selected: id}
	sc.Layout(f, 1600, 900, 0)
	if strings.Contains(sc.variables.line, "stack") {
		t.Errorf("a stack that nobody has told of: %q", sc.variables.line)
	}
	f.State = f.State.Clone()
	grow := trace.Event{At: f.State.At, Kind: trace.StackGrow, G: id, N: 16 << 10, N2: 8 << 10}
	if err := f.State.Apply(grow); err != nil {
		t.Fatal(err)
	}
	sc.Layout(f, 1600, 900, 0)
	if !strings.HasSuffix(sc.variables.line, "; its stack has 16 KiB") {
		t.Errorf("the head says %q", sc.variables.line)
	}
}

func TestWhoIsNotThereShowsThat(t *testing.T) {
	f := stealFrame(t)
	for _, c := range []struct {
		rule  string
		probe view.Probe
		g     trace.GoID
		state string
		rows  int
	}{
		{"no probe", nil, 1, "", 0},
		{"no such goroutine", storyteller{}, 9999, "is not there yet", 0},
		{"no frames", demoProbe{}, 1, "", 1},
	} {
		f.Probe = c.probe
		sc := &Screen{Theme: &paint.Dark, Selected: c.g}
		sc.Layout(f, 1600, 900, 0)
		if p := &sc.variables; p.g != c.g || len(p.rows) != c.rows || c.state != "" && p.state != c.state {
			t.Errorf("%s: it shows %+v, %q", c.rule, p.rows, p.state)
		}
	}
}

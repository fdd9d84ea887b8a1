package main

import (
	"errors"
	"time"

	"gopherscope/render"
	"gopherscope/render/pane"
	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/trace"
)

// A deck plays a lesson for the window: it is the render.Deck over a sim.History. The machine
// works a little in each Show, so nothing here waits and nothing here is concurrent but the
// compiling of a program that was opened.
type deck struct {
	s     *session
	name  string // SCENARIO, which Reload reads again; "" if the program came as text
	l     *lesson
	h     *sim.History
	funcs []render.Func
	at    trace.Time    // the instant asked for, if an event does not say it
	steps []render.Step // those that wait for the one under way
	line  bool          // the step under way is to a source line, and shows the instant it finds

	opening  chan opened // the program that is being compiled, if one is
	problems []render.Problem
}

// An opened program, or why there is none.
type opened struct {
	name string
	l    *lesson
	err  error
}

// The host time that a Show may give to the machine, and the steps done between two looks at
// the clock.
const (
	workTime  = 8 * time.Millisecond
	workSteps = 100_000
)

func newDeck(s *session, name string, l *lesson) *deck {
	d := &deck{s: s}
	d.play(name, l)
	return d
}

// play begins a lesson.
func (d *deck) play(name string, l *lesson) {
	d.name, d.l, d.h = name, l, sim.NewHistory(l.prog, l.conf)
	d.funcs = funcsOf(l.prog, l.sc.File)
	d.halt()
	d.problems = nil
}

// Show implements render.Deck.
func (d *deck) Show() render.Frame {
	d.take()
	d.work()
	h, st := d.h, d.h.State()
	f := render.Frame{
		State: st, At: d.shown(), Log: h.Log(), Probe: h.Machine().Probe(),
		Source: render.Source{Name: d.l.sc.File, Text: string(d.l.sc.Text)},
		Funcs:  d.funcs, Line: d.l.line,
		Title: d.l.sc.Title, Procs: d.l.conf.Procs, GOGC: d.l.conf.GOGC, Seed: d.l.conf.Seed,
		Problems: d.problems, Busy: h.Busy() || d.opening != nil,
	}
	for _, m := range d.l.conf.Marks {
		f.Marks = append(f.Marks, render.Mark{Kind: pane.MarkKind(m.Kind), Line: m.Line, Text: m.Text})
	}
	return f
}

// work lets the machine go on for a moment if there is something to reach.
func (d *deck) work() {
	for end := time.Now().Add(workTime); time.Now().Before(end); {
		if d.h.Busy() {
			d.h.Work(workSteps)
			continue
		}
		if d.line {
			d.at, d.line = d.h.Machine().Now(), false
		}
		if len(d.steps) == 0 {
			return
		}
		step := d.steps[0]
		d.steps = d.steps[1:]
		d.at, d.line = 0, step.Grain == pane.ByLine
		d.h.Step(grains[step.Grain], step.Back)
	}
}

// halt gives up the steps that wait.
func (d *deck) halt() { d.at, d.steps, d.line = 0, nil, false }

// shown returns the instant shown: not before the last event shown, and before the next one
// as far as that is known.
func (d *deck) shown() trace.Time {
	st, log, at := d.h.State(), d.h.Log(), d.at
	switch {
	case st.Events < log.Len():
		at = min(at, log.Events[st.Events].At-1)
	case d.h.Ended():
		at = st.At
	case d.h.Busy():
		at = min(at, d.h.Machine().Now())
	}
	return max(at, st.At)
}

// Do implements render.Deck.
func (d *deck) Do(i render.Intent) {
	if step, ok := i.(render.Step); ok {
		if len(d.steps) < maxSteps {
			d.steps = append(d.steps, step)
		}
		return
	}
	if a, ok := i.(render.Advance); ok {
		if !d.h.Busy() && len(d.steps) == 0 {
			d.seek(d.shown() + a.By)
		}
		return
	}
	d.halt()
	switch i := i.(type) {
	case render.SeekEvent:
		d.h.SeekEvent(i.N)
	case render.SeekTime:
		d.seek(i.T)
	case render.Home:
		d.h.Home()
	case render.End:
		d.h.End()
	case render.Reload:
		d.reload()
	case render.Open:
		d.open(i.Name, i.Src)
	}
}

// maxSteps is how many steps may wait: as many as a held key brings in a moment.
const maxSteps = 32

var grains = map[pane.Grain]sim.Grain{pane.ByEvent: sim.Event, pane.ByDecision: sim.Decision, pane.ByLine: sim.Line}

func (d *deck) seek(t trace.Time) {
	d.at = max(0, t)
	d.h.SeekTime(d.at)
}

// reload opens the scenario again: from its file, or from the text that is there.
func (d *deck) reload() {
	if d.name == "" || d.name == "-" {
		d.compile(d.name, func() (*lesson, error) { return d.s.prepare(d.l.sc) })
		return
	}
	d.open(d.name, nil)
}

// open opens the program src, or the scenario called name if src is nil.
func (d *deck) open(name string, src []byte) {
	if src == nil {
		d.compile(name, func() (*lesson, error) { return d.s.open(name) })
		return
	}
	d.compile("", func() (*lesson, error) {
		sc, err := scenarios.Parse(name, src)
		if err != nil {
			return nil, err
		}
		return d.s.prepare(sc)
	})
}

// compile makes a lesson beside the window; take fetches it.
func (d *deck) compile(name string, make1 func() (*lesson, error)) {
	done := make(chan opened, 1)
	d.opening = done
	go func() {
		l, err := make1()
		done <- opened{name, l, err}
	}()
}

// take plays a lesson that has been compiled, or shows what is wrong with it.
func (d *deck) take() {
	select {
	case o := <-d.opening:
		d.opening = nil
		if o.err != nil {
			d.problems = problemsOf(o.err)
			return
		}
		d.play(o.name, o.l)
	default:
	}
}

// problemsOf lists the faults that an error holds.
func problemsOf(err error) (list []render.Problem) {
	var faults program.Errors
	if errors.As(err, &faults) {
		for _, e := range faults {
			list = append(list, render.Problem{File: e.Pos.File, Line: e.Pos.Line, Col: e.Pos.Col, Msg: e.Msg, Hint: e.Hint})
		}
		return list
	}
	if e := (*scenarios.Error)(nil); errors.As(err, &e) {
		return []render.Problem{{File: e.Pos.Filename, Line: e.Pos.Line, Col: e.Pos.Column, Msg: e.Msg, Hint: e.Hint}}
	}
	return []render.Problem{{Msg: err.Error()}}
}

// line returns the line of the scenario's source at pc, 0 if it lies elsewhere.
func (l *lesson) line(pc int32) int {
	if pos := l.prog.Pos[pc]; l.prog.Files[pos.File].Name == l.sc.File {
		return int(pos.Line)
	}
	return 0
}

// funcsOf lists the program's functions by their index, with their lines if they are in file.
func funcsOf(prog *code.Program, file string) []render.Func {
	funcs := make([]render.Func, len(prog.Funcs))
	for i := range prog.Funcs {
		fn := &prog.Funcs[i]
		funcs[i].Name = fn.Name
		if i == 0 || prog.Files[fn.Pos.File].Name != file || fn.Pos.Line == 0 {
			continue
		}
		first, last := fn.Pos.Line, fn.Pos.Line
		for _, pos := range prog.Pos[fn.Entry:fn.End] {
			if pos.File == fn.Pos.File {
				last = max(last, pos.Line)
			}
		}
		funcs[i].First, funcs[i].Last = int(first), int(last)
	}
	return funcs
}

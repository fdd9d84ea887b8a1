package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"gopherscope/render"
	"gopherscope/render/pane"
	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/view"
)

// A deck plays a lesson for the window: it is the render.Deck over a sim.History. The machine
// works a little in each Show, so nothing here waits and nothing here is concurrent but the
// compiling of a program that was opened.
type deck struct {
	s     *session
	name  string // SCENARIO, which Reload reads again; "" if the program came as text
	l     *lesson
	h     *sim.History
	frame render.Frame  // what does not change while the lesson is played
	steps []render.Step // those that wait for the one under way
	most  int           // events of a run that are kept

	chosen view.Off // the rules that the reader has broken or kept himself
	broken view.Off // … and those of them that are broken

	opening chan opened // the program that is being compiled, if one is
	watch   watch       // the lesson's file, if it has one
}

// An opened program, or why there is none.
type opened struct {
	name string
	src  scenarios.Source // as far as it was read
	l    *lesson
	err  error

	again bool // it is the program that is played, read again
}

// The host time that a Show may give to the machine, and the steps done between two looks at
// the clock.
const (
	workTime  = 8 * time.Millisecond
	workSteps = 100_000
)

// hostMemory is how many bytes the collector of gopherscope's own runtime tries to keep within:
// the log of a long run leaves it little room for garbage below 3 GB.
const hostMemory = 2400 << 20

func newDeck(s *session, name string, l *lesson) *deck {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // else somebody has set one
		debug.SetMemoryLimit(hostMemory)
	}
	d := &deck{s: s, most: maxLog}
	d.play(name, l)
	return d
}

// play begins a lesson.
func (d *deck) play(name string, l *lesson) {
	d.name, d.l, d.h = name, l, sim.NewHistory(l.prog, l.conf)
	d.steps = nil
	d.watch = watch{}
	if name == l.sc.File { // a built-in has a file that is not on this disk
		d.watch = watch{file: name, modified: modified(name)}
	}
	d.frame = render.Frame{
		Source: render.Source{Name: shortName(l.sc.File), Text: string(l.sc.Text)},
		Funcs:  funcsOf(l.prog, l.sc.File), Line: l.line,
		Title: l.sc.Title, Procs: l.conf.Procs, GOGC: l.conf.GOGC, Seed: l.conf.Seed, Off: offOf(&l.conf), View: d.s.flags.Over(l.sc.Settings).View,
	}
	for _, m := range l.conf.Marks {
		d.frame.Marks = append(d.frame.Marks, render.Mark{Kind: pane.MarkKind(m.Kind), Line: m.Line, Text: m.Text})
	}
}

// shortName is what a title has room for: a built-in's name, or a path's last part.
func shortName(file string) string {
	if name, ok := strings.CutSuffix(file, "/main.go"); ok && !strings.ContainsAny(name, `/\.`) {
		return name + ".go"
	}
	return filepath.Base(file)
}

// Show implements render.Deck.
func (d *deck) Show() render.Frame {
	if d.opening == nil && d.watch.changed() {
		d.reload()
	}
	d.take()
	d.work()
	f := d.frame
	f.State, f.At, f.Log, f.Probe = d.h.State(), d.h.Time(), d.h.Log(), d.h.Machine().Probe()
	f.Busy = d.h.Busy() || d.opening != nil
	f.Recorded = d.l.conf.Heap
	f.Cut, _ = d.h.Cut()
	return f
}

// A watch notices when a file is saved again, as an editor beside the window does. It looks
// twice a second.
type watch struct {
	file     string
	modified time.Time
	looked   time.Time
}

func (w *watch) changed() bool {
	if w.file == "" || time.Since(w.looked) < time.Second/2 {
		return false
	}
	w.looked = time.Now()
	now := modified(w.file)
	if now.IsZero() || now.Equal(w.modified) {
		return false
	}
	w.modified = now
	return true
}

// modified returns when a file was changed last, or the zero time if it is not there.
func modified(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// work lets the machine go on for a moment if there is something to reach.
func (d *deck) work() {
	for end := time.Now().Add(workTime); time.Now().Before(end); {
		if d.h.Busy() {
			d.bound()
			d.h.Work(workSteps)
			continue
		}
		if len(d.steps) == 0 {
			return
		}
		step := d.steps[0]
		d.steps = d.steps[1:]
		d.h.Step(grains[step.Grain], step.Back)
	}
}

// maxLog is how many events of a run are kept: a million goroutines that are made, queued, run
// and park. With what belongs to them they fill up to 3 GB of the host's memory.
const maxLog = 5_000_000

// bound has what is under way end with the end of the log if that is full. The run goes on no
// further; all that was seen of it can be seen again.
func (d *deck) bound() {
	if d.h.Keep(d.most); !d.h.Full() {
		return
	}
	d.h.SeekEvent(d.h.Log().Len())
	d.steps = nil
	d.frame.Problems = []render.Problem{{
		File: d.frame.Source.Name,
		Msg:  fmt.Sprintf("the run is kept up to here: it has had %d events", d.most),
		Hint: "gopherscope events writes down all of them",
	}}
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
			d.h.SeekTime(d.h.Time() + a.By)
		}
		return
	}
	d.steps = nil
	switch i := i.(type) {
	case render.SeekEvent:
		d.h.SeekEvent(i.N)
	case render.SeekTime:
		d.h.SeekTime(max(0, i.T))
	case render.Home:
		d.h.Home()
	case render.End:
		d.h.End()
	case render.Reload:
		d.reload()
	case render.Open:
		d.open(i.Name, i.Src)
	case render.Break:
		d.breakRule(i.Rule)
	case render.Record:
		d.record()
	}
}

// maxSteps is how many steps may wait: as many as a held key brings in a moment.
const maxSteps = 32

var grains = map[pane.Grain]sim.Grain{
	pane.ByEvent: sim.Event, pane.ByDecision: sim.Decision, pane.ByLine: sim.Line,
	pane.ByPhase: sim.Phase, pane.ByRoot: sim.Root, pane.ByScan: sim.Scan,
}

// reload opens the scenario again: from its file, or from the text that is there.
func (d *deck) reload() {
	if d.name == "" || d.name == "-" {
		src := d.l.sc.Source
		d.compile(d.name, true, func() (scenarios.Source, error) { return src, nil })
		return
	}
	d.open(d.name, nil)
}

// open opens the program src, or the scenario called name if src is nil.
func (d *deck) open(name string, src []byte) {
	if src == nil {
		d.compile(name, name == d.name, func() (scenarios.Source, error) { return scenarios.Read(name, d.s.stdin) })
		return
	}
	d.compile("", false, func() (scenarios.Source, error) { return scenarios.Source{Name: name, File: name, Text: src}, nil })
}

// compile makes a lesson beside the window; take fetches it. Of two that are under way the
// later one counts. The program that is played, again, keeps the rules that the reader chose.
func (d *deck) compile(name string, again bool, read func() (scenarios.Source, error)) {
	done := make(chan opened, 1)
	d.opening = done
	go func() {
		o := opened{name: name, again: again}
		if o.src, o.err = read(); o.err == nil {
			o.l, o.err = d.s.compile(o.src)
		}
		done <- o
	}()
}

// breakRule runs the lesson again up to the instant shown, with a rule broken if it is kept now,
// else kept.
func (d *deck) breakRule(rule view.Off) {
	l := *d.l
	off := offOf(&l.conf) ^ rule
	d.chosen |= rule
	d.broken = d.broken&^rule | off&rule
	setOff(&l.conf, off)
	d.again(&l)
}

// record runs the lesson again up to the instant shown, and records what happens to single objects,
// if that is not done yet.
func (d *deck) record() {
	if !d.l.conf.Heap {
		l := *d.l
		l.conf.Heap = true
		d.again(&l)
	}
}

// again plays l, which is the lesson under other settings, up to the instant shown. What is said of
// a file that could not be read stays.
func (d *deck) again(l *lesson) {
	at, before, watch := d.h.Time(), d.frame, d.watch
	d.play(d.name, l)
	d.watch = watch
	if before.Faulty.Text != "" {
		d.frame.Problems, d.frame.Faulty = before.Problems, before.Faulty
	}
	d.h.SeekTime(at)
}

// offOf returns the rules that conf breaks.
func offOf(conf *sim.Config) (off view.Off) {
	for rule, broken := range offRules(conf) {
		if *broken {
			off |= rule
		}
	}
	return off
}

// setOff makes off the rules that conf breaks.
func setOff(conf *sim.Config, off view.Off) {
	for rule, broken := range offRules(conf) {
		*broken = off&rule != 0
	}
}

// offRules is where conf says of each rule whether it is broken.
func offRules(conf *sim.Config) map[view.Off]*bool {
	return map[view.Off]*bool{
		view.OffStealing: &conf.NoStealing, view.OffPreemption: &conf.NoPreemption,
		view.OffRunNext: &conf.NoRunNext, view.OffNetpoll: &conf.NoNetpoll,
		view.OffGreenTea: &conf.NoGreenTea, view.OffBarrier: &conf.NoBarrier,
	}
}

// take plays a lesson that has been compiled, or shows what is wrong with it beside the one
// that is played.
func (d *deck) take() {
	select {
	case o := <-d.opening:
		d.opening = nil
		if o.err == nil {
			if !o.again {
				d.chosen = 0
			}
			setOff(&o.l.conf, offOf(&o.l.conf)&^d.chosen|d.broken&d.chosen)
			d.play(o.name, o.l)
			return
		}
		d.frame.Problems = problemsOf(o.err)
		d.frame.Faulty = render.Source{Name: shortName(o.src.File), Text: string(o.src.Text)}
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

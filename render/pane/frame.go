package pane

import (
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A Frame is a run at one instant, and what is known about the program: all that the window
// can show. It is read only. State and Log are never nil.
type Frame struct {
	State *view.State // after State.Events events of the log
	At    trace.Time  // the instant shown: State.At, or later but before the next event
	Log   *view.Log   // all events seen so far, the future of a reader who has stepped back included
	Probe view.Probe  // what the events do not say of this instant; nil if nobody knows

	Source Source
	Funcs  []Func             // by the index that trace.Event.Func holds
	Line   func(pc int32) int // the line of Source at pc, 0 if it is in none; nil if nobody knows

	Title string // of the scenario
	Procs int    // GOMAXPROCS
	GOGC  int    // percent; negative is off
	Seed  uint64
	Off   view.Off // rules that are broken on purpose
	View  string   // the stage that the scenario asks for; "" leaves it to the reader
	Marks []Mark   // what the scenario has to say; a GoNote event's N is an index

	Problems []Problem  // faults of the file that was opened or reloaded last; the run shown is the one before
	Faulty   Source     // that file, shown in place of Source; its Text is "" if it could not be read
	Recorded bool       // the log has what happens to single objects: allocations, colours
	Cut      trace.Time // … up to here, as there was too much of it; 0: all of it
	Busy     bool       // the machine is still on its way to what was asked for
}

// A Source is the file that the reader sees.
type Source struct {
	Name string // steal.go
	Text string
}

// A Func is a function of the program. Line numbers count from 1; those of a function in
// another file are 0.
type Func struct {
	Name        string // main.worker
	First, Last int    // lines of Source
}

// A Mark is a note, a question or a stop in the scenario.
type Mark struct {
	Kind MarkKind
	Line int
	Text string
}

// A MarkKind says what a Mark does.
type MarkKind uint8

// The kinds of marks.
const (
	Note MarkKind = iota // stays in the caption while one can read it
	Ask                  // pauses, and the next step reveals the answer
	Stop                 // pauses
)

// A Problem is a fault in a file.
type Problem struct {
	File      string
	Line, Col int
	Msg       string
	Hint      string // "" if there is none
}

// line returns the source line at pc, or 0.
func (f *Frame) line(pc int32) int {
	if f.Line == nil || pc == 0 {
		return 0
	}
	return f.Line(pc)
}

// stands returns the line where a goroutine stands, or 0. One that runs may have gone on since
// its last event; the others have not.
func (f *Frame) stands(g *view.G) int {
	if g.Status == view.Running && f.Probe != nil {
		if line := f.line(f.Probe.PC(g.ID)); line > 0 {
			return line
		}
	}
	return f.line(g.PC)
}

// About returns the goroutine that the event shown is about: the one that acted, or the one it
// was done to; else one that runs, else main.
func (f *Frame) About() trace.GoID {
	for _, id := range [...]trace.GoID{f.State.Last.G, f.State.Last.Other} {
		if g, ok := f.State.G(id); ok && g.Status != view.Dead {
			return id
		}
	}
	for i := range f.State.Procs {
		if id := f.State.Procs[i].Running; id != trace.NoGo {
			return id
		}
	}
	return 1
}

// mark returns the mark whose text is the caption now: that of the event shown last.
func (f *Frame) mark() (Mark, bool) {
	e := f.State.Last
	if f.State.Events == 0 || e.Kind != trace.GoNote || e.N < 0 || e.N >= int64(len(f.Marks)) {
		return Mark{}, false
	}
	return f.Marks[e.N], true
}

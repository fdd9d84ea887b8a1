package pane

import (
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An Intent is what the reader wants of the machine. The window only asks; what has become of
// it the next Frame shows.
type Intent interface{ intent() }

// A Grain is the size of a step.
type Grain uint8

// The grains.
const (
	ByEvent    Grain = iota // one event of the log
	ByDecision              // up to the scheduler's next choice: trace.Kind.Decision
	ByLine                  // until some goroutine reaches a source line

	NumGrains = int(ByLine) + 1
)

// String names the grain as its button does.
func (g Grain) String() string {
	names := [NumGrains]string{"event", "decision", "source line"}
	if int(g) < len(names) {
		return names[g]
	}
	return "unknown grain"
}

// The intents.
type (
	// Step asks for one step; Back for one into the past. A step past an end stays there.
	Step struct {
		Grain Grain
		Back  bool
	}
	// SeekEvent asks for the instant after the first N events.
	SeekEvent struct{ N int }
	// SeekTime asks for the instant T, after all events up to and at it.
	SeekTime struct{ T trace.Time }
	// Advance asks to go on by so much virtual time; the window sends one a tick while it
	// plays. An Advance that comes before the last one is done may be dropped.
	Advance struct{ By trace.Time }
	// Home asks for the beginning, End for the end of the program, or as far as a run goes.
	Home struct{}
	End  struct{}
	// Reload asks to read the file again and to run it from the beginning.
	Reload struct{}
	// Open asks to run another program.
	Open struct {
		Name string
		Src  []byte
	}
	// Break asks to run the program again, up to the instant shown, with a rule of the scheduler
	// broken if it is kept now, and kept if it is broken.
	Break struct{ Rule view.Off }
)

func (Step) intent()      {}
func (SeekEvent) intent() {}
func (SeekTime) intent()  {}
func (Advance) intent()   {}
func (Home) intent()      {}
func (End) intent()       {}
func (Reload) intent()    {}
func (Open) intent()      {}
func (Break) intent()     {}

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
	ByPhase                 // up to the collector's next phase; see Frame.Grains
	ByRoot                  // up to the end of its next root job
	ByScan                  // until it has scanned the next object or span

	NumGrains = int(ByScan) + 1
)

// Larger returns the grain that is larger by n; of the collector's grains the largest is a phase, and
// of the others, as of any n that is out of bounds, a source line.
func (g Grain) Larger(n int) Grain {
	switch {
	case n >= NumGrains:
		return ByLine
	case g > ByLine:
		return max(ByPhase, g-Grain(n))
	}
	return min(ByLine, g+Grain(n))
}

// Grains returns how many grains the reader may choose from: those of the collector where what
// happens to single objects is recorded.
func (f *Frame) Grains() int {
	if f.Recorded {
		return NumGrains
	}
	return int(ByLine) + 1
}

// String names the grain as its button does.
func (g Grain) String() string {
	names := [NumGrains]string{"event", "decision", "source line", "GC phase", "root", "object"}
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
	// Record asks to run the program again, up to the instant shown, and to record what happens to
	// single objects; nothing if that is done already.
	Record struct{}
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
func (Record) intent()    {}

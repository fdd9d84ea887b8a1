package sim

import (
	"slices"

	"gopherscope/sim/code"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A History is a run that can be moved through in both directions. It keeps what was seen of
// the run as an event log, and checkpoints of the machine from which any instant is reached
// again by running on.
//
// A move is a goal; Work does a bounded part of it, so that whoever draws pictures beside can
// go on drawing. A History is not safe for concurrent use.
type History struct {
	prog     *code.Program
	mc       *Machine
	log      *view.Log
	classes  trace.Class // of the events that are recorded
	details  uint64      // events of the classes Alloc and Mark that are recorded
	detailed trace.Time  // of the last of them
	most     int         // events that are kept: see Keep
	err      error       // of the log: an event that cannot follow; never without a fault of ours

	images  []*Image // of the machine, by steps; images[0] is the start
	spacing uint64   // steps between them
	budget  int      // bytes they may hold

	at    Instant    // where the picture is
	time  trace.Time // … in virtual time: that of its last event, or later but before the next
	state view.State // after the first at.Events events
	goal  goal
}

// An Instant is a point of a run: after so many machine steps and so many events. Several
// events may happen at one step; the machine is then at the end of it.
type Instant struct {
	Steps  uint64
	Events int
}

// A Grain is how far a step goes.
type Grain uint8

// The grains of a step.
const (
	Event    Grain = iota // to the next event
	Decision              // to the next decision of the scheduler
	Line                  // until a goroutine reaches another source line
	Phase                 // to the next phase of the collector
	Root                  // to the end of its next root job; only the events of a Config with Heap tell it
	Scan                  // until it has scanned the next object or span; likewise
)

// endings are the events that a step of a grain ends with.
var endings = [...]trace.Steps{
	Decision: trace.Decisions, Phase: trace.Phases, Root: trace.Phases | trace.Roots, Scan: trace.Phases | trace.Scans,
}

// A goal is what a History has been asked to do and has not finished.
type goal struct {
	kind  goalKind
	to    Instant     // of reachInstant and reachEvent; of reachLineBack: where the search ends
	until trace.Time  // of reachTime, and of an instant sought by its time
	by    trace.Steps // of reachStep: what it ends with
	from  []place     // of reachLine: where the running goroutines stood at the start
	image int         // of reachLineBack: the image that the search runs on from
	found Instant     // … the last line reached so far; zero if none was
	begun bool        // … the machine has been put at the image
}

type goalKind uint8

const (
	reached       goalKind = iota // nothing to do
	reachInstant                  // an instant of the past, or of the future as far as it was seen
	reachEvent                    // so many events
	reachStep                     // one more thing to step by than the log has
	reachTime                     // an instant of virtual time
	reachLine                     // another line
	reachLineBack                 // the line before
	reachEnd                      // the program's end
)

// A place is where a goroutine stands in the source.
type place struct {
	slot       int32
	file, line int32
}

// Checkpoints are this many steps apart at first. When they hold more than the budget, every
// second one is dropped and the distance doubles.
const (
	imageSteps  = 250_000
	imageBudget = 256 << 20
)

// NewHistory returns a history of a new run of prog, at its start.
func NewHistory(prog *code.Program, conf Config) *History {
	h := &History{prog: prog, log: new(view.Log), spacing: imageSteps, budget: imageBudget, classes: trace.Default}
	if conf.Heap {
		h.classes |= trace.Alloc | trace.Mark | trace.Pace
		if conf.MaxDetail == 0 {
			conf.MaxDetail = DefaultMaxDetail
		}
	}
	h.mc = New(prog, conf, historySink{h})
	h.images = []*Image{h.mc.Checkpoint()}
	h.at = Instant{Events: h.log.Len()}
	h.log.Move(&h.state, h.at.Events)
	return h
}

// historySink records what happens for the first time; what is run again is known.
type historySink struct{ h *History }

func (s historySink) Wants(c trace.Class) bool { return c&s.h.classes != 0 }

func (s historySink) Write(e trace.Event) {
	h := s.h
	if h.mc == nil || h.mc.events > uint64(h.log.Len()) {
		if e.Kind.Class()&detailed != 0 {
			h.details++
			h.detailed = e.At
		}
		if err := h.log.Append(e); err != nil && h.err == nil {
			h.err = err
		}
	}
}

// State returns the state at the instant shown. It is stale after the next move.
func (h *History) State() *view.State { return &h.state }

// Log returns what was seen of the run so far.
func (h *History) Log() *view.Log { return h.log }

// Cut returns the time from which on nothing of single objects is recorded, because the run has had
// more of such events than are kept; ok is false while that is not so.
func (h *History) Cut() (at trace.Time, ok bool) {
	if h.details == 0 || h.details < h.mc.conf.MaxDetail {
		return 0, false
	}
	return h.detailed, true
}

// At returns the instant shown.
func (h *History) At() Instant { return h.at }

// Time returns the virtual time shown: that of the last event, or a later one if that was
// asked for.
func (h *History) Time() trace.Time { return h.time }

// Busy reports whether a move is not finished yet: Work goes on with it.
func (h *History) Busy() bool { return h.goal.kind != reached }

// Keep bounds the events that are kept: Work goes on with what nobody has seen yet up to the step
// that writes the nth.
func (h *History) Keep(n int) { h.most = n }

// Full reports whether the move cannot go on because all events are there that are kept.
func (h *History) Full() bool { return h.most > 0 && h.log.Len() >= h.most && h.Ahead() }

// Ahead reports whether the move goes on with what nobody has seen yet.
func (h *History) Ahead() bool { return h.goal.ahead() && h.mc.events >= uint64(h.log.Len()) }

// ahead reports whether the goal may lie in what nobody has seen yet.
func (g *goal) ahead() bool {
	return g.kind != reached && g.kind != reachInstant && g.kind != reachLineBack
}

// Machine returns the machine at the instant shown, to be read only.
func (h *History) Machine() *Machine { return h.mc }

// Err returns what is wrong with the log, if anything is: a fault of the model, not of the
// program.
func (h *History) Err() error { return h.err }

// Ended reports whether the program has ended at the instant shown.
func (h *History) Ended() bool { return h.state.Exit }

// Step asks for a step forward or back.
func (h *History) Step(g Grain, back bool) {
	switch {
	case g == Line:
		h.stepLine(back)
	case back && g == Event:
		h.Seek(h.instantOf(h.at.Events - 1))
	case back:
		h.Seek(h.instantOf(h.log.Before(h.at.Events, endings[g])))
	case g == Event && h.at.Events < h.log.Len():
		h.Seek(h.instantOf(h.at.Events + 1))
	case g == Event:
		h.goal = goal{kind: reachEvent, to: Instant{Events: h.at.Events + 1}}
	default:
		by := endings[g]
		if n := h.log.After(h.at.Events, by); n < h.log.Len() || n > h.at.Events && h.log.Events[n-1].Kind.Is(by) {
			h.Seek(h.instantOf(n))
		} else {
			h.goal = goal{kind: reachStep, by: by}
		}
	}
}

// instantOf returns the instant right after the first n events of the log.
func (h *History) instantOf(n int) Instant {
	n = min(max(n, 0), h.log.Len())
	if n == 0 {
		return Instant{}
	}
	return Instant{Steps: h.log.Events[n-1].Step, Events: n}
}

// SeekEvent asks for the instant after the first n events; one that is to come is reached by
// running on.
func (h *History) SeekEvent(n int) {
	if n > h.log.Len() {
		h.goal = goal{kind: reachEvent, to: Instant{Events: n}}
		return
	}
	h.Seek(h.instantOf(n))
}

// SeekTime asks for the last instant at or before t.
func (h *History) SeekTime(t trace.Time) {
	t = max(t, 0)
	if t > h.log.End() {
		h.goal = goal{kind: reachTime, until: t}
		return
	}
	h.goal = goal{kind: reachInstant, to: h.instantOf(h.log.Until(t)), until: t}
}

// Home asks for the start, End for the program's end.
func (h *History) Home() { h.Seek(Instant{}) }

// End asks for the program's end, or the bound at which it is given up.
func (h *History) End() { h.goal = goal{kind: reachEnd} }

// Halt gives up what is being done; the picture stays where it is.
func (h *History) Halt() { h.goal = goal{} }

// Seek asks for an instant.
func (h *History) Seek(to Instant) { h.goal = goal{kind: reachInstant, to: to} }

// stepLine asks for the next line that a goroutine reaches, or the one before.
func (h *History) stepLine(back bool) {
	if back {
		h.goal = goal{kind: reachLineBack, to: h.at, image: h.imageBefore(h.at.Steps)}
		return
	}
	h.goal = goal{kind: reachLine, from: h.mc.places()}
}

// Work goes on with the move that was asked for, for about the given number of steps, and
// reports whether it is finished. The picture changes when it is; a run to a time or to the
// end shows how far it came.
func (h *History) Work(steps uint64) (done bool) {
	stop := h.mc.steps + steps
	for h.goal.kind != reached && !h.Full() {
		before := h.mc.steps
		h.work(stop)
		if h.mc.steps < before { // an image was restored
			stop = h.mc.steps + steps
		}
		if h.mc.steps >= stop {
			break
		}
	}
	return h.goal.kind == reached
}

// work does a part of the goal: a restore, or a run to the next checkpoint at most.
func (h *History) work(stop uint64) {
	g, mc := &h.goal, h.mc
	limit := Limit{Steps: min(stop, mc.steps-mc.steps%h.spacing+h.spacing)}
	switch g.kind {
	case reachInstant:
		if mc.steps > g.to.Steps {
			mc.Restore(h.images[h.imageBefore(g.to.Steps+1)])
			return
		}
		h.skipAhead(g.to.Steps)
		if mc.steps < g.to.Steps {
			limit.Steps = min(limit.Steps, g.to.Steps)
			h.run(limit)
		} else if mc.events < uint64(g.to.Events) && !mc.outcome.Done {
			h.run(Limit{Events: uint64(g.to.Events)})
		}
		if mc.outcome.Done || mc.steps >= g.to.Steps && mc.events >= uint64(g.to.Events) {
			h.show(g.to)
		}
	case reachEvent, reachStep:
		limit.Events = mc.events + 1
		if g.kind == reachEvent {
			limit.Events = uint64(g.to.Events)
		}
		h.run(limit)
		n, to := int(mc.events), g.to.Events
		if g.kind == reachStep {
			if to = h.log.After(h.at.Events, g.by); n <= h.at.Events || !h.log.Events[to-1].Kind.Is(g.by) {
				to = n + 1 // more events are needed
			}
		}
		switch {
		case n >= to:
			h.showEvent(to)
		case mc.outcome.Done:
			h.show(Instant{mc.steps, n})
		}
	case reachTime, reachEnd:
		limit.Time = g.until
		h.run(limit)
		at := Instant{mc.steps, int(mc.events)}
		switch {
		case g.kind == reachTime && h.log.End() > g.until && (mc.outcome.Done || mc.past(g.until)):
			h.SeekTime(g.until) // the last instruction has gone beyond it
		case mc.outcome.Done || g.kind == reachTime && mc.past(g.until):
			h.show(at)
		default:
			h.at, h.time = at, mc.clock()
			h.log.Move(&h.state, at.Events)
		}
	case reachLine:
		h.runToLine(limit, g.from)
	case reachLineBack:
		h.lineBack(limit)
	}
}

// run runs the machine, and keeps a checkpoint if it came to a place for one.
func (h *History) run(limit Limit) {
	if last := uint64(max(h.most, h.log.Len())); h.most > 0 && h.goal.ahead() && h.mc.events < last {
		// An instruction within a stretch, which no limit of events ends, writes at most one a step.
		limit.Steps = min(limit.Steps, h.mc.steps+last-h.mc.events)
		if limit.Events == 0 || limit.Events > last {
			limit.Events = last
		}
	}
	h.mc.Run(limit)
	if last := h.images[len(h.images)-1]; h.mc.steps >= last.Steps()+h.spacing {
		h.images = append(h.images, h.mc.Checkpoint())
		h.thin()
	}
}

// thin drops every second checkpoint while they hold more than the budget.
func (h *History) thin() {
	for {
		bytes := 0
		for _, im := range h.images {
			bytes += im.bytes
		}
		if bytes <= h.budget || len(h.images) < 4 {
			return
		}
		kept := h.images[:1]
		for i := 2; i < len(h.images); i += 2 {
			h.images[i].bytes += h.images[i-1].bytes / 2
			kept = append(kept, h.images[i])
		}
		clear(h.images[len(kept):])
		h.images = kept
		h.spacing *= 2
	}
}

// imageBefore returns the last checkpoint made at fewer than the given steps, or the first.
func (h *History) imageBefore(steps uint64) int {
	n, _ := slices.BinarySearchFunc(h.images, steps, func(im *Image, steps uint64) int {
		if im.Steps() < steps {
			return -1
		}
		return 1
	})
	return max(n-1, 0)
}

// skipAhead puts the machine at a checkpoint between where it is and the given steps, if
// there is one well ahead.
func (h *History) skipAhead(steps uint64) {
	if im := h.images[h.imageBefore(steps+1)]; im.Steps() > h.mc.steps+h.spacing/4 {
		h.mc.Restore(im)
	}
}

// show makes an instant, which the machine has reached, the one that is shown.
func (h *History) show(at Instant) {
	h.at = at
	h.log.Move(&h.state, at.Events)
	switch {
	case h.goal.until != 0 && !h.mc.outcome.Done:
		h.time = h.goal.until
	case at.Steps == h.state.Last.Step:
		h.time = h.state.At
	default:
		h.time = max(h.state.At, h.mc.clock())
	}
	h.goal = goal{}
}

// showEvent makes the instant after the first n events the one that is shown. The machine has
// reached it and may have gone on since: a stretch does not end with an event. Then it goes
// back, or to the end of the instruction, so that what it says of that instant is true.
func (h *History) showEvent(n int) {
	at := h.instantOf(n)
	if h.mc.steps != at.Steps {
		h.Seek(at)
		return
	}
	h.show(at)
}

// runToLine runs until a goroutine reaches a line that none of those running stood at.
func (h *History) runToLine(limit Limit, from []place) {
	mc := h.mc
	mc.traceLines(true)
	limit.Line = true
	h.run(limit)
	mc.traceLines(false)
	at, ok := mc.reached()
	if mc.outcome.Done || ok && !slices.Contains(from, at) {
		h.show(Instant{mc.steps, int(mc.events)})
	}
}

// lineBack looks for the last line reached before the goal's end, running on from one
// checkpoint after another, the latest first.
func (h *History) lineBack(limit Limit) {
	g, mc := &h.goal, h.mc
	if !g.begun {
		mc.Restore(h.images[g.image])
		g.begun = true
		return
	}
	mc.traceLines(true)
	limit.Line = true
	limit.Steps = min(limit.Steps, g.to.Steps)
	h.run(limit)
	mc.traceLines(false)
	if _, ok := mc.reached(); ok && mc.steps < g.to.Steps {
		g.found = Instant{mc.steps, int(mc.events)}
	}
	switch {
	case mc.steps < g.to.Steps && !mc.outcome.Done:
	case g.found != Instant{}:
		h.Seek(g.found)
	case g.image == 0:
		h.Home()
	default:
		g.image--
		g.to = Instant{Steps: h.images[g.image+1].Steps()}
		g.begun = false
	}
}

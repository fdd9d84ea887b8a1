package pane

import (
	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A Screen is the window's contents: what the reader has chosen to look at, and where
// everything is. Each tick: Layout, then Update, then Paint. The zero Screen needs a Theme.
type Screen struct {
	Theme    *paint.Theme
	Controls Controls
	Hints    []Hint // shown at the right of the controls
	Help     []Hint // all keys
	ShowHelp bool
	Still    bool       // no motion: everything is at once where it belongs
	Hurry    bool       // nothing runs, and time passes faster: the caption says so
	Selected trace.GoID // the goroutine whose variables are shown; NoGo for none
	Output   bool       // the program's output has half of the source's column
	Lanes    bool       // the timeline has a lane a thread, not a row a P
	Past     bool       // a line below the caption tells what was looked at before, and why not that
	Stage    Stage      // what the middle shows; a new run begins with what its file says
	Marked   uint64     // the channel whose row in the waiting list is marked, or 0
	Messages ui.Messages

	areas     Areas
	transport transportLayout
	board     boardLayout
	past      boardLayout // before the event, when goroutines have moved as a group
	hasPast   bool
	waiting   int // rows of the waiting list that are scrolled away
	source    sourcePane
	variables variablesPane
	printed   outputPane
	caption   captionPane
	timeline  timelinePane
	heap      heapPane

	pal    palette
	names  nameBook
	waits  view.Waits
	before view.State // scratch for past
	older  *view.Log  // whose states before holds
	mover  mover

	falling []stackChip // scratch of the caption's stack

	staged string // the file that has said what Stage is to be

	shown screenKey
	since float64 // tween clock when the state last changed
	now   float64
}

// A screenKey says for what a layout was made.
type screenKey struct {
	log     *view.Log
	source  Source
	w, h    float32
	events  int
	seen    int
	at      trace.Time
	waiting int
	busy    bool
	faults  int
	faulty  Source
	chosen  trace.GoID
	output  bool
	past    bool
	lanes   bool
	stage   Stage
	heap    int
}

// Layout places everything for a window of w by h logical pixels. It costs next to nothing
// when nothing has changed since the last call. It reports whether anything has.
func (sc *Screen) Layout(f *Frame, w, h float32, now float64) bool {
	sc.now = now
	sc.mover.settle(now)
	if f.View != "" && sc.staged != f.Source.Name {
		sc.staged = f.Source.Name
		sc.Stage, _ = ParseStage(f.View)
	}
	key := screenKey{f.Log, f.Source, w, h, f.State.Events, f.Log.Len(), f.At, sc.waiting, f.Busy, len(f.Problems), f.Faulty, sc.Selected, sc.Output, sc.Past, sc.Lanes, sc.Stage, sc.heap.version}
	if key == sc.shown {
		return false
	}
	old := sc.shown
	sc.shown = key
	s := f.State
	sc.pal.update(f)
	board := sc.areas.Board
	rows := f.procs()
	if sc.Lanes {
		rows = laneRoom(f)
	}
	sc.areas = areasOf(w, h, f.procs(), rows, sc.Selected != trace.NoGo, sc.Past, sc.Stage)
	sc.transport.layout(sc.areas.Transport, f.Grains(), sc.Hints)
	if int(sc.Controls.Grain) >= f.Grains() {
		sc.Controls.Grain = ByDecision
	}
	if sc.Stage == StageHeap {
		sc.board.clear()
	} else {
		sc.board.layout(sc.areas.Board, f, s, sc.sources())
	}
	sc.waiting = sc.board.waiting.scroll
	sc.shown.waiting = sc.waiting

	if len(sc.board.cards) > 0 {
		sc.mover.sky = sc.board.cards[0].card.Y - 14
	}
	sameRun := old.log == f.Log && old.w == w && old.h == h
	if !sameRun || old.events != s.Events {
		sc.move(f, old, sameRun, now)
		sc.layoutPast(f)
		sc.source.follow = true
	} else if old.waiting != sc.waiting || board != sc.areas.Board {
		sc.mover.to(sc.board.nodes, now, 0, false)
		sc.layoutPast(f)
	}
	below := sc.source.layout(sc.areas.Source, f, s, &sc.pal, sc.Selected, sc.printed.height(f, sc.areas.Source.H, sc.Output))
	sc.printed.layout(below, f, s, &sc.pal)
	sc.heap.layout(sc.areas.Heap, f, &sc.pal, sc.Selected, now, sc.mover.duration)
	sc.variables.layout(sc.areas.Variables, f, sc.Selected)
	sc.falling = sc.caption.stack.keep(sc.falling)
	sc.caption.layout(sc.areas.Caption, f, s, &sc.names)
	if !sameRun || old.events != s.Events {
		sc.caption.stack.move(sc.falling, now, sc.mover.duration*paint.EventTime/paint.MoveTime, s.Events < old.events)
	}
	sc.timeline.byThread = sc.Lanes
	sc.timeline.layout(sc.areas.Timeline, f, h)
	return true
}

func (sc *Screen) sources() sources { return sources{&sc.pal, &sc.names, &sc.waits, sc.waiting} }

// move starts the motion from the state shown before. It is shorter when events come fast,
// and nothing moves above fifteen a second, or when the reader has jumped far.
func (sc *Screen) move(f *Frame, old screenKey, sameRun bool, now float64) {
	events := f.State.Events
	gap := now - sc.since
	sc.since = now
	steps := max(events-old.events, old.events-events)
	duration := paint.MoveTime
	switch {
	case sc.Still || !sameRun || steps > 40:
		duration = 0
	case gap <= 1.0/15 || float64(steps)/gap > 15 && sc.Controls.Playing:
		duration = 0
	case gap < 0.25:
		duration = min(duration, 0.6*gap)
	}
	sc.mover.child, sc.mover.parent = trace.NoGo, trace.NoGo
	done := max(events, old.events) // the step is over the events before this one, there or back
	if done > 0 && done <= f.Log.Len() && steps < 8 {
		for _, e := range f.Log.Events[done-steps : done] {
			if e.Kind == trace.GoCreate {
				sc.mover.child, sc.mover.parent = e.Other, e.G
			}
		}
	}
	sc.mover.to(sc.board.nodes, now, duration, events < old.events)
}

// layoutPast places the board as it was before the event, if the event has moved a group.
func (sc *Screen) layoutPast(f *Frame) {
	s := f.State
	sc.hasPast = false
	if s.Events == 0 || sc.Stage == StageHeap {
		return
	}
	switch s.Last.Kind {
	case trace.GoSteal, trace.GoBatch, trace.GoSpill:
	default:
		return
	}
	if sc.older != f.Log {
		sc.older = f.Log
		sc.before.Set(new(view.State))
	}
	f.Log.Move(&sc.before, s.Events-1)
	sc.past.layout(sc.areas.Board, f, &sc.before, sc.sources())
	sc.hasPast = true
}

// Update asks what the pointer did: the command of a button, or a wish.
func (sc *Screen) Update(c *ui.Ctx, f *Frame) (cmd Command, wish Intent) {
	if sc.ShowHelp {
		if c.Button(coverID, Rect{W: c.In.W, H: c.In.H}) {
			return ToggleHelp, nil
		}
		return NoCommand, nil
	}
	if sc.Messages.Update(c, sc.messageArea()) {
		sc.shown = screenKey{}
	}
	if c.Button(helpID, helpRect(sc.areas.Header)) {
		cmd = ToggleHelp
	}
	if button := sc.transport.update(c, &sc.Controls); button != NoCommand {
		cmd = button
	}
	from, to := sc.timeline.from, sc.timeline.to
	if t, ok := sc.timeline.update(c, f); ok {
		wish = SeekTime{t}
	}
	sc.timeline.hover(c, f)
	if from != sc.timeline.from || to != sc.timeline.to {
		sc.timeline.layout(sc.areas.Timeline, f, c.In.H)
	}
	shut, channel := sc.variables.update(c, f)
	if shut {
		sc.Selected = trace.NoGo
	}
	if channel != 0 {
		sc.mark(f, channel)
	}
	seek, more := sc.printed.update(c, f, &sc.pal)
	if seek != nil {
		wish = seek
	}
	if more {
		sc.Output = !sc.Output
	}
	sc.source.update(c)
	if seek := sc.updateHeap(c, f); seek != nil {
		wish = seek
	}
	if turns := c.Wheel(sc.board.waiting.area); turns != 0 {
		by := 1
		if turns < 0 {
			by = -1
		}
		sc.waiting = max(0, sc.waiting+by)
	}
	sc.hover(c, f)
	return cmd, wish
}

// mark marks a channel's row in the waiting list, and brings it into sight if there is one: it
// has none while nobody waits.
func (sc *Screen) mark(f *Frame, channel uint64) {
	if sc.Marked == channel {
		sc.Marked = 0
		return
	}
	sc.Marked = channel
	for i, g := range sc.waits.Of(f.State) {
		if g.Obj == channel {
			sc.waiting = i / max(1, sc.board.waiting.cols)
		}
	}
}

// updateHeap asks what the pointer did to the heap.
func (sc *Screen) updateHeap(c *ui.Ctx, f *Frame) Intent {
	g, event := sc.heap.update(c, f)
	if g != trace.NoGo {
		sc.choose(g)
	}
	if event > 0 {
		return SeekEvent{N: event}
	}
	return nil
}

// messageArea is where messages appear: over the board or the heap, under the header.
func (sc *Screen) messageArea() Rect {
	if sc.Stage == StageHeap {
		return sc.areas.Heap.Inset(4)
	}
	return sc.areas.Board.Inset(4)
}

// Moving reports whether anything is still on its way, so that the next picture differs.
func (sc *Screen) Moving(now float64) bool {
	return sc.mover.busy(now) || sc.caption.stack.busy(now) || sc.heap.busy(now)
}

// Paint paints the window.
func (sc *Screen) Paint(b *paint.Batch, f *Frame, c *ui.Ctx) {
	th, s := sc.Theme, f.State
	b.RRect(b.Bounds(), 0, th.Background)
	paintHeader(b, th, sc.areas.Header, f, c)
	sc.source.paint(b, th, f, &sc.pal)
	sc.printed.paint(b, th, c)
	board := boardPaint{b: b, th: th, f: f, s: s, l: &sc.board, m: &sc.mover, now: sc.now}
	if sc.hasPast {
		board.past = &sc.past
	}
	board.chosen, board.marked, board.panics = sc.Selected, sc.Marked, sc.caption.stack.panics()
	if sc.Stage != StageHeap {
		board.paint()
	}
	sc.heap.paint(b, th, f, c, &sc.pal, sc.Selected, sc.now)
	sc.variables.paint(b, th, c, &sc.pal, s)
	sc.caption.paint(b, th, f, s, &sc.pal, sc.Hurry)
	sc.caption.paintPast(b, th, sc.areas.Past)
	sc.timeline.paint(b, th, f, s, &sc.pal)
	sc.caption.stack.paint(b, th, sc.now) // what falls, falls past the timeline's scale
	sc.transport.paint(b, th, c, &sc.Controls, sc.Hints)
	sc.Messages.Paint(b, th, sc.messageArea())
	if sc.ShowHelp {
		paintHelp(b, th, sc.Help)
	}
	if text, about, ok := c.Tooltip(); ok {
		ui.PaintTooltip(b, th, text, about)
	}
}

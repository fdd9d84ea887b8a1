package pane

import (
	"slices"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A stackPane shows, in the caption, the frames of a goroutine that panics: the outermost at
// the left, as they are called. What the panic leaves behind sinks and is struck out; what is
// dropped falls away.
type stackPane struct {
	g     trace.GoID // who panics; NoGo if nobody does
	rect  Rect       // of all chips
	chips []stackChip
	old   []stackChip // those of the state before, where they stood when it changed
	more  int         // frames in the middle that are not shown

	start, duration float64 // of the motion, on the tween clock
	back            bool    // it runs backwards
}

// A stackChip is a frame.
type stackChip struct {
	id    uint64
	name  string
	state chipState
	x, w  float32
	y     float32 // below its place at the row: 0, or how far it has sunk
}

// A chipState says what a frame does in a panic.
type chipState uint8

const (
	chipCalls  chipState = iota // it waits for its callee
	chipRaised                  // it has panicked
	chipPanic                   // panic itself
	chipOver                    // … recovered
	chipRuns                    // a deferred call, which runs
	chipGone                    // left behind for good
)

const (
	stackChipH = 25
	stackGap   = 6
	stackSink  = 3   // how far a frame that is left behind sinks
	stackFall  = 40  // how far one that is dropped falls
	stackLeast = 300 // room that the reason keeps at its left
	stackMost  = 7   // frames that are shown
)

// layout asks for the frames of the goroutine that the event is about, if it panics, and places
// them at the right end of a row whose middle is at cy.
func (p *stackPane) layout(area Rect, cy float32, f *Frame, s *view.State) {
	p.g, p.more = trace.NoGo, 0
	p.chips = p.chips[:0]
	g := p.who(s)
	if g == trace.NoGo || f.Probe == nil {
		return
	}
	frames := f.Probe.Frames(g)
	e := &s.Last
	switch panics := slices.ContainsFunc(frames, func(f view.Frame) bool { return f.Panic != "" || f.Goexit }); {
	case panics && e.G == g && (e.Kind == trace.GoPanic || e.Kind == trace.GoGoexit):
		frames = raised(frames)
	case !panics && e.G == g && e.Kind == trace.GoUnwind:
		frames = returning(frames, f, e.Func) // those that are left are seen once
	case !panics:
		return
	}
	p.g = g
	p.read(frames, s)
	p.place(area, cy)
}

// raised returns the frames as they are when the newest panic begins. The instant right after
// that event is also that of the next instruction, which begins the first deferred call.
func raised(frames []view.Frame) []view.Frame {
	isPanic := func(f view.Frame) bool { return f.Panic != "" || f.Goexit }
	frames = slices.Clone(frames[slices.IndexFunc(frames, isPanic):])
	for i := 1; i < len(frames) && !isPanic(frames[i]); i++ {
		frames[i].Gone = false
	}
	return frames
}

// returning returns the frames from that of function fn outwards: it is about to make the
// deferred calls it has left, or has begun to.
func returning(frames []view.Frame, f *Frame, fn int32) []view.Frame {
	if fn < 0 || int(fn) >= len(f.Funcs) {
		return frames
	}
	i := slices.IndexFunc(frames, func(fr view.Frame) bool { return fr.Func == f.Funcs[fn].Name })
	return frames[max(0, i):]
}

// who returns the goroutine whose panic is shown.
func (p *stackPane) who(s *view.State) trace.GoID {
	if s.Exit {
		for i := range s.Gs {
			if g := &s.Gs[i]; g.Panicked && g.Status == view.Running {
				return g.ID
			}
		}
		return trace.NoGo
	}
	if g, ok := s.G(s.Last.G); ok && g.Panicked && g.Status != view.Dead {
		return g.ID
	}
	return trace.NoGo
}

// read makes chips of frames. Of the library's frames those count that a panic has called.
func (p *stackPane) read(frames []view.Frame, s *view.State) {
	// Until a panic comes the frames are those of the deferred call at the top.
	running := slices.ContainsFunc(frames, func(f view.Frame) bool { return f.Panic != "" || f.Goexit })
	raised := false // the next frame of the user's has panicked
	for i := range frames {
		fr := &frames[i]
		c := stackChip{id: mix(fr.ID, fr.Func), name: short(fr.Func)}
		switch {
		case fr.Panic != "" || fr.Goexit:
			running, raised = false, true
			c.state = chipPanic
			if c.name = "panic"; fr.Goexit {
				c.name = "Goexit"
			}
			if fr.Recovered {
				c.state, c.name = chipOver, "recovered"
			}
		case fr.Std && !fr.Deferred:
			continue
		case fr.Gone:
			c.state, raised = chipGone, false
		case running:
			c.state = chipRuns
		case raised:
			c.state, raised = chipRaised, false
		}
		if s.Exit {
			c.state = chipGone
		}
		p.chips = append(p.chips, c)
	}
	slices.Reverse(p.chips)
	if n := len(p.chips); n > stackMost { // the outermost, and those where things happen
		p.more = n - stackMost
		p.chips = slices.Delete(p.chips, 1, 1+p.more)
	}
}

var stackFont = paint.FontLabel

// place sets the chips side by side, as many as there is room for.
func (p *stackPane) place(area Rect, cy float32) {
	for {
		var w float32
		for i := range p.chips {
			c := &p.chips[i]
			c.w = min(stackFont.Width(c.name), 170) + 18
			w += c.w + stackGap
		}
		if p.more > 0 {
			w += 30 + stackGap
		}
		if w <= area.W-stackLeast || len(p.chips) <= 2 {
			p.rect = Rect{X: area.Right() - w + stackGap, Y: cy - stackChipH/2, W: w - stackGap, H: stackChipH}
			break
		}
		p.chips = slices.Delete(p.chips, 1, 2)
		p.more++
	}
	x := p.rect.X
	for i := range p.chips {
		c := &p.chips[i]
		c.x = x
		x += c.w + stackGap
		if i == 0 && p.more > 0 {
			x += 30 + stackGap
		}
		if c.state == chipGone {
			c.y = stackSink
		}
	}
}

// panics returns the goroutine whose panic goes on: nobody has recovered, and it has not killed
// the program yet.
func (p *stackPane) panics() trace.GoID {
	for i := range p.chips {
		if p.chips[i].state == chipPanic {
			return p.g
		}
	}
	return trace.NoGo
}

// move begins the motion from the chips of the state before to those of this one. Without a
// duration they are at once where they belong.
func (p *stackPane) move(before []stackChip, now, duration float64, back bool) {
	p.old = before
	p.start, p.duration, p.back = now, duration, back
	if duration == 0 {
		p.old = p.old[:0]
	}
}

// keep copies the chips as they stand, for move.
func (p *stackPane) keep(to []stackChip) []stackChip { return append(to[:0], p.chips...) }

// busy reports whether something still moves.
func (p *stackPane) busy(now float64) bool { return p.duration > 0 && now < p.start+p.duration }

// part is how much of the motion is done, 0 to 1, smoothly.
func (p *stackPane) part(now float64) float32 {
	if !p.busy(now) {
		return 1
	}
	t := float32((now - p.start) / p.duration)
	return t * t * (3 - 2*t)
}

func find(chips []stackChip, id uint64) *stackChip {
	for i := range chips {
		if chips[i].id == id {
			return &chips[i]
		}
	}
	return nil
}

func (p *stackPane) paint(b *paint.Batch, th *paint.Theme, now float64) {
	t := p.part(now)
	cy := p.rect.Y + stackChipH/2
	if t < 1 { // those that go: down, or up again when time runs backwards
		for i := range p.old {
			if c := &p.old[i]; find(p.chips, c.id) == nil {
				p.paintChip(b, th, c, c.x, cy+c.y+p.way()*stackFall*t, 1-t)
			}
		}
	}
	for i := range p.chips {
		c := &p.chips[i]
		x, y, alpha := c.x, cy+c.y, float32(1)
		if t < 1 {
			if was := find(p.old, c.id); was != nil {
				x, y = was.x+(c.x-was.x)*t, cy+was.y+(c.y-was.y)*t
			} else {
				y, alpha = y-p.way()*stackFall*(1-t)*0.6, t
			}
		}
		p.paintChip(b, th, c, x, y, alpha)
		if i == 0 && p.more > 0 {
			b.TextAt(x+c.w+stackGap+15, cy, paint.Center, "…", stackFont, th.Dim.Fade(alpha))
		}
	}
}

// way is 1 where frames fall and -1 where they rise again. The last ones go without a fall:
// they are no part of a panic.
func (p *stackPane) way() float32 {
	switch {
	case len(p.chips) == 0 || len(p.old) == 0:
		return 0
	case p.back:
		return -1
	}
	return 1
}

func (p *stackPane) paintChip(b *paint.Batch, th *paint.Theme, c *stackChip, x, cy, alpha float32) {
	r := Rect{X: x, Y: cy - stackChipH/2, W: c.w, H: stackChipH}
	fill, edge, ink, width := th.Raised, th.Hairline, th.Text, float32(paint.Hairline)
	switch c.state {
	case chipRaised:
		edge, width = th.Error, 1.5
	case chipPanic:
		fill, edge, ink = th.Error, th.Error, th.Background
	case chipOver:
		edge, ink, width = th.Dim, th.Dim, 1.5
	case chipRuns:
		fill, edge, ink = th.Attention, th.Attention, th.OnAttention
	case chipGone:
		fill, ink = th.Background, th.Faint
	}
	radius := float32(6)
	if c.state == chipPanic || c.state == chipOver {
		radius = stackChipH / 2
	}
	b.RRect(r, radius, fill.Fade(alpha))
	b.StrokeRRect(r, radius, width, edge.Fade(alpha))
	in := r.InsetXY(9, 0)
	w := b.TextIn(in, paint.Left, c.name, stackFont, ink.Fade(alpha))
	if c.state == chipGone {
		b.HLine(in.X, in.X+w, cy+1, 1.5, th.Faint.Fade(alpha))
	}
}

// Unwinding tells the frames of the goroutine that panics, the outermost first: ! stands before
// the one that has panicked, * before panic itself, ( if that is recovered, > before a deferred
// call that runs, - before what is left behind. It is empty while nobody panics.
func (sc *Screen) Unwinding() string {
	var s strings.Builder
	for i := range sc.caption.stack.chips {
		c := &sc.caption.stack.chips[i]
		if i > 0 {
			s.WriteString(" ")
		}
		s.WriteString([...]string{"", "!", "*", "(", ">", "-"}[c.state] + c.name)
	}
	return s.String()
}

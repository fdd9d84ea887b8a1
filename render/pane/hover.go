package pane

import (
	"strings"

	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

var (
	hoverID   = ui.Name("board/goroutine")
	cardID    = ui.Name("board/p")
	globalID  = ui.Name("board/global")
	waitHover = ui.Name("waiting/row")
)

// hover says more about what the pointer rests on. What is said is made only then.
func (sc *Screen) hover(c *ui.Ctx, f *Frame) {
	for i := range sc.board.nodes {
		n := &sc.board.nodes[i]
		r := Rect{X: n.x - n.r, Y: n.y - n.r, W: 2 * n.r, H: 2 * n.r}
		if c.Over(r) {
			id := hoverID.At(int(n.g))
			if c.Touch(id, r).Clicked {
				sc.choose(n.g)
			}
			c.Tip(id, r, sc.tellG(f, n.g))
			return
		}
	}
	for i := range sc.board.cards {
		card := &sc.board.cards[i]
		if id := cardID.At(i); c.Over(card.card) {
			c.Touch(id, card.card)
			c.Tip(id, card.card, tellP(f.State, card.p))
			return
		}
	}
	for i := range sc.board.waiting.rows {
		row := &sc.board.waiting.rows[i]
		if id := waitHover.At(i); c.Over(row.rect) {
			c.Touch(id, row.rect)
			c.Tip(id, row.rect, tellObj(f.State, row))
			return
		}
	}
	if r := sc.board.strip; c.Over(r) {
		c.Touch(globalID, r)
		c.Tip(globalID, r, itoa(len(f.State.Global))+" in the global run queue. A P looks here when its own queue is empty, and before it on every 61st tick.")
	}
}

// choose shows the variables of goroutine g; of none if they are shown.
func (sc *Screen) choose(g trace.GoID) {
	if sc.Selected == g {
		g = trace.NoGo
	}
	sc.Selected = g
	sc.source.follow = true
}

// tellG says what a goroutine is, what it does and where it stands.
func (sc *Screen) tellG(f *Frame, id trace.GoID) string {
	g, ok := f.State.G(id)
	if !ok {
		return ""
	}
	var s strings.Builder
	s.WriteString("G" + itoa(int(id)))
	if i := int(g.Func); i >= 0 && i < len(f.Funcs) && f.Funcs[i].Name != "" {
		s.WriteString(" runs " + f.Funcs[i].Name)
	}
	if g.System {
		s.WriteString(" runs " + g.Name + ", one of the runtime's own")
	}
	if g.Parent != trace.NoGo {
		s.WriteString(", started by G" + itoa(int(g.Parent)))
	}
	s.WriteString(".\n")
	switch g.Status {
	case view.Running:
		s.WriteString("Running on P" + itoa(int(g.P)))
	case view.Runnable:
		s.WriteString("Ready, in the " + place(g))
	case view.Syscall:
		s.WriteString("In the system call " + g.Call)
	case view.Waiting:
		s.WriteString("Waits: " + g.Why.String())
		if name := sc.names.name(f, g.Obj); name != "" {
			s.WriteString(" on " + name)
		}
	}
	s.WriteString(" for " + view.Duration(f.At-g.Since))
	if line := f.stands(&g); line > 0 {
		s.WriteString(", at line " + itoa(line))
	}
	s.WriteString(".")
	return s.String()
}

// place names the queue of a goroutine that is ready.
func place(g view.G) string {
	switch g.Place {
	case trace.RunNext:
		return "runnext of P" + itoa(int(g.P))
	case trace.LocalQueue:
		return "queue of P" + itoa(int(g.P))
	case trace.GlobalQueue:
		return "global queue"
	}
	return "hand of P" + itoa(int(g.P))
}

// tellP says how a P is doing.
func tellP(s *view.State, id trace.ProcID) string {
	if int(id) >= len(s.Procs) {
		return ""
	}
	p := &s.Procs[id]
	text := "P" + itoa(int(id)) + ": " + itoa(len(p.Ring)) + " in its queue, tick " + itoa(int(p.Tick)) + "."
	switch {
	case p.Idle:
		text += "\nIdle: no thread holds it."
	case p.Running != trace.NoGo && p.Rule != trace.NoRule:
		text += "\nRuns G" + itoa(int(p.Running)) + ", found by the rule: " + p.Rule.String() + "."
	}
	return text
}

// tellObj says what a thing is that goroutines wait for.
func tellObj(s *view.State, row *waitRow) string {
	o, ok := s.Obj(row.key)
	if !ok {
		return ""
	}
	switch o.Kind {
	case view.ObjChan:
		text := "A channel of " + o.Elem
		if o.Cap > 0 {
			text += " with " + bufferText(o) + " places taken"
		}
		if o.Closed {
			text += ", closed"
		}
		return text + "."
	case view.ObjMutex:
		if o.Owner == trace.NoGo {
			return "A mutex that nobody holds."
		}
		return "A mutex, held by G" + itoa(int(o.Owner)) + "."
	case view.ObjWaitGroup:
		return "A WaitGroup, " + itoa(int(o.Count)) + " left."
	}
	return ""
}

// hoverLine shows a line of source that is too long for its pane as a whole.
func (p *sourcePane) hoverLine(c *ui.Ctx, row int) {
	if row < 0 || row >= len(p.shown) {
		return
	}
	line := int(p.shown[row]) + 1
	if p.textWidth(line) <= p.code.W-120 {
		return
	}
	r := p.rows.Row(p.code, row).Intersect(p.code)
	c.Tip(sourceID, r, strings.TrimSpace(p.text(line)))
}

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
	threadID  = ui.Name("board/m")
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
		if m := f.State.Procs[card.p].M; m != trace.NoThread && c.Over(card.tab) {
			sc.hoverThread(c, f.State, m, card.tab)
			return
		}
		if id := cardID.At(i); c.Over(card.card) {
			c.Touch(id, card.card)
			c.Tip(id, card.card, tellP(f.State, card.p))
			return
		}
	}
	for i := range sc.board.tabs {
		if tab := &sc.board.tabs[i]; c.Over(tab.rect) {
			sc.hoverThread(c, f.State, tab.m, tab.rect)
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

func (sc *Screen) hoverThread(c *ui.Ctx, s *view.State, m trace.ThreadID, r Rect) {
	id := threadID.At(int(m))
	c.Touch(id, r)
	c.Tip(id, r, tellM(s, m))
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

// tellM says what a thread does.
func tellM(s *view.State, id trace.ThreadID) string {
	if int(id) >= len(s.Ms) {
		return ""
	}
	m := &s.Ms[id]
	text := "M" + itoa(int(id)) + ", a thread of the operating system"
	if m.P != trace.NoProc {
		text += ", holds P" + itoa(int(m.P))
	}
	text += ".\n"
	switch s.Doing(id) {
	case view.Runs:
		text += "It runs G" + itoa(int(m.G)) + "."
	case view.Schedules:
		if m.P == trace.NoProc {
			return text + "It stands by."
		}
		text += "It looks for what to run next."
	case view.Spins:
		text += "It spins: it has nothing to run and looks for work in all queues."
	case view.Naps:
		text += "It has found nothing but another P's runnext, and gives that P a moment before it takes it."
	case view.Wakes:
		text += "It is on its way: the system needs a while to get a thread going."
	case view.Idles:
		text += "It sleeps on the idle list. The one that went to sleep last is woken first."
	case view.Tied:
		text += "It sleeps until G" + itoa(int(m.For)) + ", which is locked to it, is to run. It runs no other."
	case view.Polls:
		text += "It waits in the network poller, for the network or for the next timer."
	case view.Calls:
		if m.P != trace.NoProc {
			return text + "It is in a system call of G" + itoa(int(m.G)) + ". If that takes long, sysmon takes P" + itoa(int(m.P)) + " away."
		}
		text += "It is in a system call of G" + itoa(int(m.G)) + ". It has lost its P, and looks for one when it is back."
	case view.Ended:
		text += "It has ended."
	}
	return text
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
	case s.InSyscall(id):
		text += "\nG" + itoa(int(p.Running)) + " is in a system call. The P stays with its thread; if the call takes long, sysmon takes it away."
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
		text := "A channel"
		if o.Elem != "" { // else it was made where the log does not reach
			text += " of " + o.Elem
		}
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
	if row < 0 || row >= len(p.cuts) {
		return
	}
	line := int(p.cuts[row].line) + 1
	if p.textWidth(line) <= p.code.W-120 || !remark(p.lines[line-1].pieces) {
		return
	}
	r := p.rows.Row(p.code, row).Intersect(p.code)
	c.Tip(sourceID, r, strings.TrimSpace(p.text(line)))
}

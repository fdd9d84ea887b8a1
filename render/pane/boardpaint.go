package pane

import (
	"strconv"

	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// slice is how long a goroutine may run before sysmon asks it to yield: forcePreemptNS,
// runtime/proc.go. The arc around a running goroutine is full then.
const slice = 10 * trace.Millisecond

// A boardPaint is what the board is painted from.
type boardPaint struct {
	b      *paint.Batch
	th     *paint.Theme
	f      *Frame
	s      *view.State
	l      *boardLayout
	m      *mover
	now    float64
	chosen trace.GoID   // the goroutine whose variables are shown
	panics trace.GoID   // the goroutine that panics, or NoGo
	marked uint64       // the channel that the reader has clicked, or 0
	past   *boardLayout // before the event, if goroutines moved as a group; else nil
}

func (bp *boardPaint) paint() {
	bp.paintGlobal()
	bp.paintIdle()
	for i := range bp.l.cards {
		if bp.l.compact {
			bp.paintRow(&bp.l.cards[i])
		} else {
			bp.paintCard(&bp.l.cards[i])
		}
	}
	bp.paintWaiting()
	bp.paintGhosts()
	bp.paintNodes()
}

// about reports whether the event shown is about P p.
func (bp *boardPaint) about(p trace.ProcID) bool {
	e := &bp.s.Last
	if bp.s.Events == 0 || e.Kind == trace.ProcsChange {
		return false
	}
	return e.P == p || e.Kind == trace.GoSteal && e.From == p || e.Kind == trace.GoStealing && e.From == p
}

// aboutThread reports whether the event shown is something that M m did as a thread.
func (bp *boardPaint) aboutThread(m trace.ThreadID) bool {
	e := &bp.s.Last
	if bp.s.Events == 0 || e.M != m {
		return false
	}
	switch e.Kind {
	case trace.ProcStart, trace.ProcStop, trace.ProcSteal, trace.ThreadStart, trace.ThreadWake, trace.ThreadPark,
		trace.ThreadExit, trace.PollBegin, trace.PollEnd, trace.SpinBegin, trace.SpinEnd, trace.GoSteal, trace.GoStealing:
		return true
	}
	return false
}

func (bp *boardPaint) paintGlobal() {
	b, th, l := bp.b, bp.th, bp.l
	head := l.heading
	b.TextIn(head.CutLeft(paint.FontName.Width("Global run queue")+8), paint.Left, "Global run queue", paint.FontName, th.Dim)
	b.TextIn(head, paint.Right, "checked every 61st tick", paint.FontLabel, th.Faint)
	b.RRect(l.strip, stripH/2, th.Panel)
	b.StrokeRRect(l.strip, stripH/2, paint.Hairline, th.Hairline)
	taken := len(bp.s.Global)
	for i := taken; i < l.slots; i++ {
		p := l.slotAt(i)
		b.Circle(p.X, p.Y, 1.8, th.Hairline)
	}
	if l.hidden > 0 {
		p, last := l.slotAt(taken-l.hidden), l.slotAt(l.slots-1)
		bp.more((p.X+last.X)/2+4, p.Y, paint.Center, l.hidden)
	}
}

// more writes how many goroutines are not shown.
func (bp *boardPaint) more(x, y float32, align paint.Align, n int) {
	bp.moreIn(paint.FontValue, x, y, align, n)
}

// moreWidth is how wide that is on the board.
func moreWidth(n int) float32 { return paint.FontValue.Width("+" + itoa(n)) }

func (bp *boardPaint) moreIn(font paint.Font, x, y float32, align paint.Align, n int) {
	var buf [24]byte
	bp.b.TextAt(x, y, align, string(strconv.AppendInt(append(buf[:0], '+'), int64(n), 10)), font, bp.th.Dim)
}

// moreFont is the font of that number on a P drawn at scale k.
func moreFont(k float32) paint.Font { return scaled(paint.FontValue, max(0.73, min(1, k))) }

func (bp *boardPaint) paintIdle() {
	b, th, l := bp.b, bp.th, bp.l
	head := l.idle
	bp.paintSysmon(head.CutTop(headingH))
	for _, t := range l.tabs {
		edge, ink := th.Hairline, th.Dim
		if bp.aboutThread(t.m) {
			edge, ink = th.Attention, th.Attention
		}
		name, word := th.Text, th.Dim
		if t.doing == view.Idles {
			ink, name, word = th.Faint, th.Dim, th.Faint
		}
		r := t.rect
		b.RRect(r, 7, th.Panel)
		b.StrokeRRect(r, 7, paint.Hairline, edge)
		paintDoing(b, t.doing, r.X+14, r.Y+13, 13, ink)
		bp.name(r.X+27, r.Y+13, 'M', int64(t.m), paint.FontValue, name)
		under := Rect{X: r.X + 7, Y: r.Y + 20, W: r.W - 10, H: 20}
		if t.doing == view.Tied {
			x := b.Text(under.X, paint.FontTiny.Baseline(under.Y+10), tabWord(t.doing), paint.FontTiny, word)
			bp.name(x+4, under.Y+10, 'G', int64(t.g), paint.FontTiny, word)
			continue
		}
		b.TextIn(under, paint.Left, tabWord(t.doing), paint.FontTiny, word)
	}
	if l.hiddenM > 0 {
		x := l.idle.X + float32(len(l.tabs))*tabPitch
		bp.more(x+6, l.strip.Y+stripH/2, paint.Left, l.hiddenM)
	}
	if len(l.tabs) == 0 {
		b.TextAt(l.idle.X, l.strip.Y+stripH/2, paint.Left, "none", paint.FontLabel, th.Faint)
	}
}

// tabWord says in a word what a thread without a P does; behind that of a tied one stands its
// goroutine.
func tabWord(d view.Doing) string {
	switch d {
	case view.Schedules, view.Runs:
		return "stands by"
	case view.Calls:
		return "syscall"
	case view.Tied:
		return "for"
	}
	return d.String()
}

// name writes a letter and a number, P3 or M4, and returns where it ends.
func (bp *boardPaint) name(x, cy float32, letter byte, n int64, font paint.Font, c paint.Color) float32 {
	var buf [24]byte
	return bp.b.Text(x, font.Baseline(cy), string(strconv.AppendInt(append(buf[:0], letter), n, 10)), font, c)
}

func scaled(f paint.Font, k float32) paint.Font {
	f.Size = max(9, float32(int(f.Size*k*2+0.5))/2)
	return f
}

func (bp *boardPaint) paintCard(c *cardLayout) {
	b, th, s := bp.b, bp.th, bp.s
	p := &s.Procs[c.p]
	k := c.k
	if th.Shadow.A < 60 {
		b.Shadow(c.card.Move(0, 3), paint.RadiusP, 9, th.Shadow)
	}
	b.RRect(c.card, paint.RadiusP, th.Raised)
	edge, width := th.Hairline, float32(paint.Hairline)
	if bp.about(c.p) {
		edge, width = th.Attention, paint.Focus
	}
	well := th.Sunken
	b.Circle(c.x, c.y, 79*k, well)
	b.StrokeRRect(c.card, paint.RadiusP, width, edge)

	ink := th.Text
	if p.Idle {
		ink = th.Faint
	}
	bp.name(c.card.X+12*k, c.card.Y+18*k, 'P', int64(c.p), scaled(paint.FontBig, k), ink)
	chip := paint.RadiusChip * k
	b.TextAt(c.next.X-chip-6*k, c.next.Y, paint.Right, "next", scaled(paint.FontLabel, k), th.Faint)
	b.Ring(c.next.X, c.next.Y, chip-0.7, 1.2, th.Hairline.Mix(th.Faint, 0.25))

	for i := range ringSlots {
		at := paint.Turn(c.x, c.y, paint.RadiusRing*k, slotTurn(i))
		b.Circle(at.X, at.Y, 2*k, th.Hairline)
	}
	if len(p.Ring) > 0 { // the head of the queue
		turn := slotTurn(int(p.Head))
		tip := paint.Turn(c.x, c.y, 42*k, turn)
		left, right := paint.Turn(c.x, c.y, 35*k, turn-0.017), paint.Turn(c.x, c.y, 35*k, turn+0.017)
		b.Tri(tip, left, right, 0.5, th.Faint)
	}
	bp.core(c, p, paint.RadiusRun*k)
	if c.hidden > 0 {
		bp.moreIn(moreFont(k), c.more.Right(), c.more.Y+c.more.H/2, paint.Right, c.hidden)
	}

	// The thread is plugged in underneath.
	for _, dx := range [...]float32{-6, 2} {
		if p.M != trace.NoThread {
			b.RRect(Rect{X: c.x + dx*k, Y: c.card.Bottom(), W: 4 * k, H: tabGap * k}, 0, th.Hairline)
		}
	}
	bp.paintTab(c, p)
}

// core paints the middle of a P: the place of the running goroutine, and its time slice as
// an arc around it.
func (bp *boardPaint) core(c *cardLayout, p *view.Proc, run float32) {
	b, th := bp.b, bp.th
	b.Circle(c.x, c.y, run*1.5, th.Panel)
	radius, width := run*1.25, max(2, 3*c.k)
	b.Ring(c.x, c.y, radius, width, th.Hairline.Mix(th.Panel, 0.35))
	if p.Running == trace.NoGo {
		if p.Idle {
			b.Ring(c.x, c.y, run-1, 1.2, th.Hairline)
			if !bp.l.compact {
				b.TextAt(c.x, c.y, paint.Center, "idle", scaled(paint.FontLabel, c.k), th.Faint)
			}
		} else if p.Picked == trace.NoGo {
			b.DashedRing(c.x, c.y, run-1, 1.6, 14, 0.55, 0, th.Dim)
		}
		return
	}
	spent := min(1, float32(bp.f.At-p.Since)/float32(slice))
	hue := th.Kind(bp.kind(p.Running))
	if bp.s.InSyscall(c.p) { // nothing runs: its slice is not spent, and sysmon may take it
		b.DashedRing(c.x, c.y, radius, width, 20, 0.5, 0, hue.Color)
		return
	}
	b.Arc(c.x, c.y, radius, width, 0, max(0.006, spent), hue.Color)
	if p.Work == view.Assist || p.Work == view.Sweep { // it works for the collector
		b.DashedRing(c.x, c.y, radius+width+1, max(2, width), 24, 0.6, 0, th.GC)
	}
}

// kind is the kind of a goroutine that is on the board.
func (bp *boardPaint) kind(g trace.GoID) int {
	if it := bp.m.find(g); it != nil {
		return it.kind
	}
	return 0
}

func (bp *boardPaint) paintTab(c *cardLayout, p *view.Proc) {
	b, th, s, k := bp.b, bp.th, bp.s, c.k
	cy := c.tab.Y + c.tab.H/2
	if p.M == trace.NoThread {
		b.TextAt(c.x, cy, paint.Center, "no thread", scaled(paint.FontLabel, k), th.Faint)
		return
	}
	edge, ink, width := th.Hairline, th.Faint, float32(paint.Hairline)
	if bp.aboutThread(p.M) {
		edge, ink, width = th.Attention, th.Attention, paint.Focus
	}
	b.RRect(c.tab, 7, th.Panel)
	b.StrokeRRect(c.tab, 7, width, edge)
	paintDoing(b, s.Doing(p.M), c.tab.X+18*k, cy, 13*k, ink)
	x := bp.name(c.tab.X+32*k, cy, 'M', int64(p.M), scaled(paint.FontName, k), th.Text)
	room := Rect{X: x + 7*k, Y: c.tab.Y, W: c.tab.Right() - x - 13*k, H: c.tab.H}
	var buf [16]byte
	font := paint.FontBody
	if k < 0.9 {
		font = paint.FontLabel
	}
	b.TextIn(room, paint.Left, bp.threadText(c.p, p, buf[:0]), scaled(font, k), th.Dim)
}

// threadText says what the thread of P id does.
func (bp *boardPaint) threadText(id trace.ProcID, p *view.Proc, buf []byte) string {
	s := bp.s
	e := &s.Last
	switch {
	case e.Kind == trace.GoSteal && e.P == id:
		return string(strconv.AppendInt(append(buf, "stole "...), e.N, 10))
	case p.Running != trace.NoGo:
		if g, _ := s.G(p.Running); g.Status == view.Syscall {
			return "system call"
		}
		if p.Preempt {
			return "asked to yield"
		}
		switch {
		case p.Work.Worker():
			return "marking"
		case p.Work == view.Assist:
			return "assisting"
		case p.Work == view.Sweep:
			return "sweeping"
		}
		return "running"
	case s.Ms[p.M].Napping:
		return "napping"
	case s.Ms[p.M].Spinning:
		return "spinning"
	case p.Picked != trace.NoGo:
		return "found work"
	}
	return "scheduling"
}

// paintRow paints a P as a compact row.
func (bp *boardPaint) paintRow(c *cardLayout) {
	b, th, s := bp.b, bp.th, bp.s
	p := &s.Procs[c.p]
	b.RRect(c.card, 9, th.Raised)
	edge, width := th.Hairline, float32(paint.Hairline)
	if bp.about(c.p) {
		edge, width = th.Attention, paint.Focus
	}
	b.StrokeRRect(c.card, 9, width, edge)
	ink := th.Text
	if p.Idle {
		ink = th.Faint
	}
	bp.name(c.card.X+10, c.card.Y+c.card.H*0.32, 'P', int64(c.p), paint.FontName, ink)
	if p.M != trace.NoThread {
		tone := th.Dim
		if bp.aboutThread(p.M) || s.Ms[p.M].Spinning {
			tone = th.Attention
		}
		paintDoing(b, s.Doing(p.M), c.card.X+15, c.card.Y+c.card.H*0.72, 9, tone)
		bp.name(c.card.X+23, c.card.Y+c.card.H*0.72, 'M', int64(p.M), paint.FontTiny, tone)
	}
	bp.core(c, p, compactRun*c.k/1.25)
	chip := compactChip * max(c.k, 0.75)
	b.Ring(c.next.X, c.next.Y, chip-0.7, 1.2, th.Hairline.Mix(th.Faint, 0.25))
	x := c.next.X + chip + 5
	b.VLine(x, c.card.Y+c.card.H*0.3, c.card.Y+c.card.H*0.7, paint.Hairline, th.Hairline)
	if c.hidden > 0 {
		bp.more(c.more.Right(), c.more.Y+c.more.H/2, paint.Right, c.hidden)
	}
}

// paintGhosts shows, while a group of goroutines has just moved, where they stood and the way
// that they took.
func (bp *boardPaint) paintGhosts() {
	if bp.past == nil {
		return
	}
	b, th := bp.b, bp.th
	for i := range bp.past.nodes {
		old := &bp.past.nodes[i]
		it := bp.m.find(old.g)
		if it == nil || it.gone || it.spot == old.spot || it.hollow {
			continue
		}
		hue := th.Kind(it.kind)
		if !bp.occupied(old, it) {
			b.Circle(old.x, old.y, old.r, th.Sunken)
			b.DashedRing(old.x, old.y, old.r-0.8, 1.3, 12, 0.6, 0, hue.Color.Fade(0.75))
			bp.label(old, old.x, old.y, old.r, th.HollowText(hue).Fade(0.7))
		}
		c := paint.Hop(paint.Point{X: old.x, Y: old.y}, paint.Point{X: it.x, Y: it.y}, bp.m.lift(old, &it.node))
		b.Curve(c, 0, 1, paint.Strand, hue.Color.Fade(0.28), hue.Color.Fade(0.5))
	}
}

// occupied reports whether another goroutine stands where old stood.
func (bp *boardPaint) occupied(old *node, it *moving) bool {
	for i := range bp.m.items {
		o := &bp.m.items[i]
		dx, dy := o.x-old.x, o.y-old.y
		if o.g != it.g && !o.gone && dx*dx+dy*dy < old.r*old.r {
			return true
		}
	}
	return false
}

// paintNodes paints the goroutines: those at rest, then those on their way.
func (bp *boardPaint) paintNodes() {
	m := bp.m
	for pass := range 2 {
		for i := range m.items {
			it := &m.items[i]
			t := m.part(it, bp.now)
			if flies := it.hop && t < 1; flies != (pass == 1) {
				continue
			}
			x, y, r := m.place(it, bp.now)
			switch {
			case it.fresh:
				r *= t
			case it.gone:
				r *= 1 - t
			}
			if it.hop && t > 0 && t < 1 {
				hue := bp.th.Kind(it.kind)
				bp.b.Curve(it.curve, max(0, t-0.22), t, paint.Tail, hue.Color.Fade(0), hue.Color.Fade(0.9))
			}
			if r > 1 {
				bp.paintNode(&it.node, x, y, r)
			}
			if it.g == bp.panics && !it.gone {
				bp.b.Ring(x, y, r+6, 2.5, bp.th.Error)
			}
			if it.g == bp.chosen && !it.gone {
				bp.b.Ring(x, y, r+3, 2, bp.th.Attention)
			}
		}
	}
}

func (bp *boardPaint) paintNode(n *node, x, y, r float32) {
	b, th := bp.b, bp.th
	hue := th.Kind(n.kind)
	if n.hollow {
		b.Circle(x, y, r, th.Background)
		b.HollowDisc(x, y, r, hue, th)
		bp.label(n, x, y, r, th.HollowText(hue))
		return
	}
	b.Disc(x, y, r, hue)
	bp.label(n, x, y, r, hue.On)
}

// label writes a goroutine's number on its disc.
func (bp *boardPaint) label(n *node, x, y, r float32, c paint.Color) {
	var buf [24]byte
	text := buf[:0]
	if n.big {
		text = append(text, 'G')
	}
	text = strconv.AppendInt(text, int64(n.g), 10)
	if n.big && n.kind == paint.CollectorKind {
		text = append(buf[:0], "GC"...)
	}
	font := paint.Font{Face: assets.Medium, Size: labelSize(r, len(text), n.big)}
	bp.b.TextAt(x, y, paint.Center, string(text), font, c)
}

// labelSize is the size of a label of n characters on a disc. Whole sizes keep the number of
// glyphs small while discs grow and shrink.
func labelSize(r float32, n int, big bool) float32 {
	size := r
	if big {
		size = r * 0.72
	}
	if room := 1.62 * r; float32(n)*0.6*size > room {
		size = room / (0.6 * float32(n))
	}
	return max(6, float32(int(size)))
}

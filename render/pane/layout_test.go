package pane

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// slack is how far, in logical pixels, things may come into each other's way.
const slack = 0.6

// A layoutCheck looks for what lies outside of its pane or upon another thing.
type layoutCheck struct {
	faults []string
	seen   map[string]bool
}

func (lc *layoutCheck) fault(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	kind, _, _ := strings.Cut(s, ":")
	if lc.seen == nil {
		lc.seen = map[string]bool{}
	}
	if !lc.seen[kind] { // one of a kind is enough
		lc.seen[kind] = true
		lc.faults = append(lc.faults, s)
	}
}

func (lc *layoutCheck) inside(what string, r, in Rect) {
	if r.X < in.X-slack || r.Y < in.Y-slack || r.Right() > in.Right()+slack || r.Bottom() > in.Bottom()+slack {
		lc.fault("%s leaves its room: %v is not in %v", what, r, in)
	}
}

func (lc *layoutCheck) apart(what string, r, s Rect) {
	if both := r.Intersect(s); both.W > slack && both.H > slack {
		lc.fault("%s overlap: %v and %v", what, r, s)
	}
}

// disc is the box of a node.
func (n *node) disc() Rect { return Rect{X: n.x - n.r, Y: n.y - n.r, W: 2 * n.r, H: 2 * n.r} }

// clear reports whether the disc of n keeps off r.
func (n *node) clear(r Rect) bool {
	dx := max(r.X-n.x, 0, n.x-r.Right())
	dy := max(r.Y-n.y, 0, n.y-r.Bottom())
	return math.Hypot(float64(dx), float64(dy)) > float64(n.r)-slack
}

func (lc *layoutCheck) screen(sc *Screen, f *Frame, w, h float32) {
	a := &sc.areas
	panes := []struct {
		name   string
		r      Rect
		lw, lh float32 // less is no use
	}{
		{"header", a.Header, w, 40}, {"source", a.Source, 360, 200}, {"board", a.Board, 600, 300},
		{"caption", a.Caption, 600, 60}, {"timeline", a.Timeline, 600, 75}, {"transport", a.Transport, w, 40},
	}
	if sc.Selected != trace.NoGo {
		panes[2].lw = 390 // the variables have their share
		panes = append(panes, struct {
			name   string
			r      Rect
			lw, lh float32
		}{"variables", a.Variables, 320, 300})
		lc.inside("the variables' rows", sc.variables.body, a.Variables)
		lc.inside("the output", sc.printed.area, a.Source)
		lc.apart("the output and the source's text", sc.printed.area, sc.source.code)
		if sc.source.code.H < 160 {
			lc.fault("the source has no room beside the output: %v", sc.source.code)
		}
	}
	window := Rect{W: w, H: h}
	if sc.Past {
		lc.inside("what was looked at before", a.Past, window)
		lc.apart("it and the caption", a.Past, a.Caption)
		lc.apart("it and the timeline", a.Past, a.Timeline)
	}
	for i, p := range panes {
		lc.inside(p.name, p.r, window)
		if p.r.W < p.lw || p.r.H < p.lh {
			lc.fault("%s is too small: %v", p.name, p.r)
		}
		for _, q := range panes[:i] {
			lc.apart(p.name+" and "+q.name, p.r, q.r)
		}
	}
	lc.board(sc, f)
	lc.transport(&sc.transport)
	lc.caption(&sc.caption)
	tl := &sc.timeline
	lc.inside("the timeline's rows", tl.plot, tl.area)
	if tl.pitch < 7 {
		lc.fault("the timeline's rows are too low: %v", tl.pitch)
	}
}

func (lc *layoutCheck) board(sc *Screen, f *Frame) {
	l := &sc.board
	lc.inside("global queue", l.strip, l.area)
	lc.inside("idle threads", l.idle, l.area)
	lc.apart("global queue and idle threads", l.strip, l.idle)
	lc.inside("waiting list", l.waiting.area, l.area)
	if len(l.cards) != len(f.State.Procs) {
		lc.fault("the board has %d Ps, want %d", len(l.cards), len(f.State.Procs))
	}
	for i := range l.cards {
		c := &l.cards[i]
		lc.inside("a P", c.card, l.area)
		lc.apart("a P and the global queue", c.card, l.strip)
		lc.apart("a P and the waiting list", c.card, l.waiting.area)
		lc.apart("a P's M and the waiting list", c.tab, l.waiting.area)
		lc.apart("a P and its M", c.card, c.tab)
		for j := range i {
			o := &l.cards[j]
			lc.apart("two Ps", c.card, o.card)
			lc.apart("two Ms", c.tab, o.tab)
			lc.apart("a P and another's M", c.card, o.tab)
			lc.apart("a P and another's M", c.tab, o.card)
		}
	}
	for i, t := range l.tabs {
		lc.inside("an idle thread", t.rect, l.idle)
		for _, o := range l.tabs[:i] {
			lc.apart("two idle threads", t.rect, o.rect)
		}
	}
	if l.hiddenM > 0 {
		x := l.idle.X + float32(len(l.tabs))*tabPitch + 6
		lc.inside("the number of hidden threads", Rect{X: x, Y: l.idle.Y + headingH, W: moreWidth(l.hiddenM), H: 10}, l.idle)
	}
	for i := range l.waiting.rows {
		row := &l.waiting.rows[i]
		lc.inside("a waiting row", row.rect, l.waiting.area)
		if row.chips-row.rect.X < 110 {
			lc.fault("a waiting row has no room for its words: %v", row.chips-row.rect.X)
		}
		for _, o := range l.waiting.rows[:i] {
			lc.apart("two waiting rows", row.rect, o.rect)
		}
	}
	lc.nodes(l)
	lc.everyone(l, f)
}

// moreLabels returns the boxes of the labels that say how many are not shown.
func (l *boardLayout) moreLabels() (all []Rect) {
	label := func(right, y float32, n int, font paint.Font) {
		if n > 0 {
			w := font.Width(fmt.Sprintf("+%d", n))
			all = append(all, Rect{X: right - w, Y: y - 5.5, W: w, H: 11})
		}
	}
	for i := range l.cards {
		c := &l.cards[i]
		font := paint.FontValue
		if !l.compact {
			font = moreFont(c.k)
		}
		label(c.more.Right(), c.more.Y+c.more.H/2, c.hidden, font)
	}
	for i := range l.waiting.rows {
		row := &l.waiting.rows[i]
		label(row.rect.Right()-2, row.rect.Y+waitRowH/2, row.hidden, paint.FontValue)
	}
	first, last := l.slotAt(l.slots-1-int(moreWidth(l.hidden)/chipPitch)), l.slotAt(l.slots-1)
	label((first.X+last.X)/2+4+moreWidth(l.hidden)/2, last.Y, l.hidden, paint.FontValue)
	return all
}

func (lc *layoutCheck) nodes(l *boardLayout) {
	labels := l.moreLabels()
	for _, r := range labels {
		lc.inside("a +n", r, l.area)
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		switch {
		case n.r < 8:
			lc.fault("a goroutine is too small to read: %+v", *n)
		case n.spot == spotGlobal:
			lc.inside("a goroutine of the global queue", n.disc(), l.strip)
		case n.spot == spotWaiting:
			lc.inside("a waiting goroutine", n.disc(), l.waiting.area)
		default:
			lc.inside("a goroutine of a P", n.disc(), l.cards[(n.spot-spotP)/4].card)
		}
		for j := range i {
			o := &l.nodes[j]
			if d := math.Hypot(float64(n.x-o.x), float64(n.y-o.y)); d < float64(n.r+o.r)-slack {
				lc.fault("two goroutines overlap: %+v and %+v", *n, *o)
			}
		}
		for _, r := range labels {
			if !n.clear(r) {
				lc.fault("a goroutine hides a +n: %+v and %v", *n, r)
			}
		}
		text := fmt.Sprint(n.g)
		if n.big {
			text = "G" + text
		}
		font := paint.Font{Face: assets.Medium, Size: labelSize(n.r, len(text), n.big)}
		if w := font.Width(text); w > 2*n.r {
			lc.fault("a number is wider than its disc: %s is %v wide on a radius of %v", text, w, n.r)
		}
	}
}

// everyone checks that each goroutine is shown or counted, wherever it is.
func (lc *layoutCheck) everyone(l *boardLayout, f *Frame) {
	s := f.State
	global, local := l.hidden, map[trace.ProcID]int{}
	for i := range l.nodes {
		switch n := &l.nodes[i]; {
		case n.spot == spotGlobal:
			global++
		case n.spot >= spotP && (n.spot-spotP)%4 == spotRing:
			local[trace.ProcID((n.spot-spotP)/4)]++
		}
	}
	if global != len(s.Global) {
		lc.fault("the global queue shows or counts %d goroutines: it has %d", global, len(s.Global))
	}
	for i := range l.cards {
		c := &l.cards[i]
		if got, want := local[c.p]+c.hidden, len(s.Procs[c.p].Ring); got != want {
			lc.fault("a P shows or counts %d goroutines: its queue has %d", got, want)
		}
	}
	threads := 0
	for i := range s.Ms {
		d := s.Doing(trace.ThreadID(i))
		if s.Ms[i].P == trace.NoProc && d != view.NotMade && (d != view.Ended || s.Last.M == trace.ThreadID(i)) {
			threads++
		}
	}
	if got := len(l.tabs) + l.hiddenM; got != threads {
		lc.fault("%d threads without a P are shown or counted: there are %d", got, threads)
	}
}

func (lc *layoutCheck) transport(l *transportLayout) {
	all := append([]Rect{l.back, l.play, l.forward, l.stepBy, l.speedLabel, l.slider, l.speedText}, l.segments...)
	for i, r := range all {
		lc.inside("a control", r, l.area)
		for _, o := range all[:i] {
			lc.apart("two controls", r, o)
		}
	}
	for _, text := range speedTexts {
		if w := paint.FontName.Width(text); w > l.speedText.W {
			lc.fault("a speed is wider than its room: %q is %v wide, %v are there", text, w, l.speedText.W)
		}
	}
	if l.hints.W < 60 {
		lc.fault("no hint of a key has room: %v", l.hints.W)
	}
}

func (lc *layoutCheck) caption(p *captionPane) {
	plain, name := p.fonts()
	for _, w := range p.words {
		font := plain
		if w.name {
			font = name
		}
		r := Rect{X: p.area.X + p.left + w.x, Y: p.area.Y, W: font.Width(strings.TrimRight(w.text, " ")), H: 10}
		if r.W < p.area.W-captionRight { // a word that is longer than a line cannot help it
			// A sign after a name is not parted from it, and may stand beyond the margin.
			lc.inside("a word of the caption", r, Rect{X: p.area.X, Y: p.area.Y, W: p.area.W - captionRight + 16, H: p.area.H})
		}
	}
	if p.lines > 3 {
		lc.fault("the caption has %d lines", p.lines)
	}
	bottom, limit := p.baseline(p.lines-1)+plain.Descent(), p.area.Bottom()
	if p.why != "" {
		limit = p.whyY() - paint.FontBody.CapHeight()/2
	}
	if bottom > limit {
		lc.fault("the caption's last line is cut: it ends at %v of %v", bottom, limit)
	}
}

// Nothing leaves its pane and nothing lies upon another thing, whatever the number of Ps, the
// size of the window and the length of the queues; and everyone is shown or counted.
func TestNothingIsInTheWay(t *testing.T) {
	sizes := []image.Point{{1280, 800}, {1366, 800}, {1600, 900}, {1707, 960}}
	for _, procs := range []int{1, 2, 3, 4, 6, 8, 12, 16} {
		for _, crowd := range []struct {
			name  string
			n     int
			first trace.GoID // number of the first goroutine after main
		}{{"a few", 6, 2}, {"sixty", 60, 2}, {"sixty with long numbers", 60, 98765}, {"three hundred", 300, 2}} {
			t.Run(fmt.Sprintf("%d Ps, %s", procs, crowd.name), func(t *testing.T) {
				d := newDemo(t, procs, int(crowd.first)+crowd.n, uint64(procs))
				d.next = crowd.first
				checks := make([]layoutCheck, len(sizes))
				screens := make([]Screen, len(sizes))
				for k := range 24 {
					d.run(60+crowd.n/2, nil)
					f := d.frame()
					for i, size := range sizes {
						sc := &screens[i]
						sc.Selected, sc.Output, sc.Past, sc.Lanes = trace.GoID(k/8%2), k%8 < 4, k%3 == 0, k%5 > 2 // now and then all panes are open
						sc.Theme, sc.Controls = &paint.Dark, DefaultControls()
						w, h := float32(size.X), float32(size.Y)
						sc.Layout(f, w, h, 0)
						checks[i].screen(sc, f, w, h)
					}
				}
				for i, size := range sizes {
					for _, fault := range checks[i].faults {
						t.Errorf("%dx%d: %s", size.X, size.Y, fault)
					}
				}
			})
		}
	}
}

// crowded is a window on a thousand goroutines.
func crowded(t testing.TB) (*Screen, *Frame) {
	d := newDemo(t, 8, 1000, 3)
	d.run(20000, nil)
	f := d.frame()
	f.Source.Text += strings.Repeat("// "+longLine()+"\n", 2000)
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: testHints}
	return sc, f
}

// A frame in which nothing has happened, and one in which goroutines are on their way, cost no
// memory.
func TestDrawAllocatesNothing(t *testing.T) {
	sc, f := crowded(t)
	b, c := paint.NewBatch(), new(ui.Ctx)
	now := 0.0
	draw := func() {
		now += 1. / 60
		sc.Layout(f, 1600, 900, now)
		b.Reset(1600, 900, 1)
		sc.Paint(b, f, c)
	}
	check := func(when string) {
		t.Helper()
		for range 30 {
			draw() // all glyphs at all the sizes are in the atlas
		}
		if n := testing.AllocsPerRun(20, draw); n != 0 {
			t.Errorf("%s: %v allocations a frame", when, n)
		}
	}
	check("at rest")
	now, sc.since = 10, 0
	f.State = f.Log.State(f.State.Events - 5)
	f.At = f.State.At
	draw()
	if sc.mover.duration == 0 {
		t.Fatal("five steps back move nothing")
	}
	sc.mover.duration, sc.mover.end = 1e6, 1e6 // on their way for ever
	check("on their way")
}

func BenchmarkDraw1k(bench *testing.B) {
	sc, f := crowded(bench)
	b, c := paint.NewBatch(), new(ui.Ctx)
	sc.Layout(f, 1600, 900, 0)
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		sc.Paint(b, f, c)
	}
	bench.ReportMetric(float64(len(b.V)/4), "quads")
}

// BenchmarkLayout1k is what a new state costs: a step, or a tick while playing.
func BenchmarkLayout1k(bench *testing.B) {
	sc, f := crowded(bench)
	states := [2]*Frame{f, new(Frame)}
	*states[1] = *f
	states[1].State = f.Log.State(f.State.Events - 3)
	bench.ReportAllocs()
	i := 0
	for bench.Loop() {
		i++
		sc.Layout(states[i%2], 1600, 900, float64(i))
	}
}

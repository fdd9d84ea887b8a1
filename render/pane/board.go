package pane

import (
	"cmp"
	"slices"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A node is a goroutine on the board.
type node struct {
	g       trace.GoID
	x, y, r float32
	kind    int
	hollow  bool // it waits, or sits in a system call
	big     bool // in the middle of a P: its name is written with the G
	order   int  // among those that move together: who goes first
	spot    spot // what it stands in
}

// A spot is what a node stands in. Nodes that change it fly; others slide.
type spot int32

// The spots. Those of P i are spotP+4*i and the three after it.
const (
	spotGlobal spot = iota + 1
	spotWaiting
	spotP
)

// Offsets to the spots of a P.
const (
	spotRun = iota
	spotNext
	spotRing
)

// A cardLayout is where a P is drawn.
type cardLayout struct {
	p      trace.ProcID
	card   Rect
	tab    Rect    // of its M; empty when cards are compact
	k      float32 // scale: 1 is the size in the design
	x, y   float32 // middle of the running goroutine
	next   paint.Point
	hidden int // goroutines in the ring that are not shown
	more   Rect
}

// A tabLayout is a thread without a P.
type tabLayout struct {
	m     trace.ThreadID
	rect  Rect
	doing view.Doing
	g     trace.GoID // of a Tied one: its goroutine
}

// A boardLayout is where everything on the board is.
type boardLayout struct {
	area    Rect
	heading Rect // of the global queue
	strip   Rect
	slots   int // places in the strip
	hidden  int // goroutines in the global queue that are not shown
	idle    Rect
	tabs    []tabLayout
	hiddenM int
	sysmon  sysmonMark
	compact bool
	cards   []cardLayout
	waiting waitingLayout
	nodes   []node // sorted by goroutine
}

// ringSlots is how many places of the ring are drawn; the runtime's has 256.
const ringSlots = 8

const (
	stripH     = 41
	chipPitch  = 36.6
	tabW, tabH = 66, 41 // of a thread without a P
	tabPitch   = 72.6
	plugH      = 31  // of a thread under its P, at scale 1
	cardW      = 167 // at scale 1
	cardH      = 191
	tabGap     = 9
	cardGap    = 16
	headingH   = 28
	leastK     = 0.62 // smaller Ps are drawn as rows
)

// sources are what a layout of the board draws on beside the state.
type sources struct {
	pal    *palette
	names  *nameBook
	waits  *view.Waits
	scroll int // rows of the waiting list that are scrolled away
}

// layout places the board of s in area.
func (l *boardLayout) layout(area Rect, f *Frame, s *view.State, src sources) {
	l.area = area
	pal := src.pal
	l.nodes, l.cards, l.tabs = l.nodes[:0], l.cards[:0], l.tabs[:0]

	top := area.CutTop(headingH + stripH)
	l.idle = top.CutRight(min(top.W*0.3, 4*tabPitch))
	top.CutRight(cardGap)
	l.heading, l.strip = top.CutTop(headingH), top
	l.layoutGlobal(s, pal)
	l.layoutIdle(s)
	l.sysmon.look(f)

	rows := waitRows(area, len(s.Procs))
	wait := area.CutBottom(waitHead + float32(rows)*waitRowH)
	room := l.layoutCards(area, s)
	// What the cards leave belongs to the waiting list, and the rest to both sides of them.
	grow := float32(int(room/waitRowH)) * waitRowH
	wait.Y, wait.H = wait.Y-grow, wait.H+grow
	for i := range l.cards {
		l.cards[i].move((room - grow) / 2)
		l.layoutProc(&l.cards[i], s, pal)
	}
	l.nodes = l.waiting.layout(wait, f, s, src, l.nodes)

	slices.SortFunc(l.nodes, func(a, b node) int { return cmp.Compare(a.g, b.g) })
}

// clear takes everything off the board: the reader looks at something else.
func (l *boardLayout) clear() {
	scroll := l.waiting.scroll
	*l = boardLayout{nodes: l.nodes[:0], cards: l.cards[:0], tabs: l.tabs[:0]}
	l.waiting.scroll = scroll
}

// layoutGlobal places the global queue.
func (l *boardLayout) layoutGlobal(s *view.State, pal *palette) {
	l.slots = max(1, int((l.strip.W-12)/chipPitch))
	shown := min(len(s.Global), l.slots)
	if len(s.Global) > l.slots {
		shown = max(0, l.slots-1-int(moreWidth(len(s.Global))/chipPitch)) // the last places say how many more there are
	}
	l.hidden = len(s.Global) - shown
	for i, g := range s.Global[:shown] {
		p := l.slotAt(i)
		l.nodes = append(l.nodes, node{g: g, x: p.X, y: p.Y, r: paint.RadiusChip, kind: pal.goroutine(s, g), order: i, spot: spotGlobal})
	}
}

// slotAt is the i-th place of the global queue.
func (l *boardLayout) slotAt(i int) paint.Point {
	return paint.Point{X: l.strip.X + 24 + chipPitch*float32(i), Y: l.strip.Y + l.strip.H/2}
}

// layoutIdle places the threads that have no P: those that do something first, then those in
// system calls, those that wait for their own goroutine, and the idle ones, the next to be
// woken first.
func (l *boardLayout) layoutIdle(s *view.State) {
	row := Rect{X: l.idle.X, Y: l.strip.Y, W: l.idle.W, H: tabH}
	fit := max(1, int((row.W+tabPitch-tabW)/tabPitch))
	total := 0
	add := func(m trace.ThreadID, d view.Doing) {
		total++
		if i := len(l.tabs); i < fit {
			r := Rect{X: row.X + float32(i)*tabPitch, Y: row.Y, W: tabW, H: tabH}
			l.tabs = append(l.tabs, tabLayout{m, r, d, s.Ms[m].For})
		}
	}
	for rank := 1; rank <= lastRank; rank++ {
		if rank == lastRank {
			for i := len(s.IdleM) - 1; i >= 0; i-- {
				add(s.IdleM[i], view.Idles)
			}
		}
		for m := range s.Ms {
			id := trace.ThreadID(m)
			if d := s.Doing(id); s.Ms[m].P == trace.NoProc && tabRank(d, s.Last.M == id) == rank {
				add(id, d)
			}
		}
	}
	l.hiddenM = total - len(l.tabs)
	if l.hiddenM > 0 {
		l.tabs = l.tabs[:fit-1] // its place says how many more there are
		l.hiddenM++
	}
}

// tabRank is the place of a thread without a P among the others; 0 of one that is not listed:
// an idle one, which has an order of its own, and one that ended before the event shown.
func tabRank(d view.Doing, acts bool) int {
	switch d {
	case view.Spins, view.Naps, view.Wakes, view.Polls:
		return 1
	case view.Schedules:
		if !acts {
			return lastRank // it stands by to make new threads: templateThread, runtime/proc.go
		}
		return 1
	case view.Ended:
		if acts {
			return 1
		}
	case view.Calls, view.Runs:
		return 2
	case view.Tied:
		return 3
	}
	return 0
}

// lastRank is the rank of threads that come after the idle ones.
const lastRank = 4

// layoutCards places the Ps in the area below the global queue as large as they get, and
// returns the height that is left over.
func (l *boardLayout) layoutCards(area Rect, s *view.State) (room float32) {
	n := len(s.Procs)
	if n == 0 {
		return 0
	}
	sky := max(leastSky, min(46, area.H-cardsLeast(area.W, n))) // where stolen goroutines fly
	area.CutTop(sky)
	gap := gapOf(n)
	k, cols := cardScale(area.W, area.H, n)
	l.compact = k < leastK
	if l.compact {
		return l.layoutRows(area, n)
	}
	const full = cardFull
	rows := (n + cols - 1) / cols
	w := min((area.W-gap*float32(cols-1))/float32(cols), 300)
	left := area.X + (area.W-w*float32(cols)-gap*float32(cols-1))/2
	for i := range n {
		x := left + float32(i%cols)*(w+gap)
		y := area.Y + float32(i/cols)*(full*k+14)
		c := cardLayout{p: trace.ProcID(i), card: Rect{X: x, Y: y, W: w, H: cardH * k}, k: k}
		c.tab = Rect{X: x + 11*k, Y: c.card.Bottom() + tabGap*k, W: w - 22*k, H: plugH * k}
		if c.tab.W > 190*k {
			c.tab.X, c.tab.W = x+(w-190*k)/2, 190*k
		}
		c.x, c.y = x+w/2, y+108*k
		c.next = paint.Point{X: c.card.Right() - 25*k, Y: y + 25*k}
		c.more = Rect{X: c.card.Right() - 50*k, Y: c.card.Bottom() - 24*k, W: 42 * k, H: 18 * k}
		l.cards = append(l.cards, c)
	}
	return max(0, area.H-(full*k*float32(rows)+14*float32(rows-1))-16)
}

// cardFull is the height of a P with its M underneath, at scale 1.
const cardFull = cardH + tabGap + plugH

// gapOf is the gap between n Ps.
func gapOf(n int) float32 {
	if n > 6 {
		return 12
	}
	return cardGap
}

// cardScale is how large n Ps can be drawn in w by h, and in how many columns.
func cardScale(w, h float32, n int) (k float32, cols int) {
	cols = 1
	for c := 1; c <= n; c++ {
		rows := float32((n + c - 1) / c)
		fit := min(1.3, (w-gapOf(n)*float32(c-1))/float32(c)/cardW, (h-14*(rows-1))/rows/cardFull)
		if fit > k+0.001 {
			k, cols = fit, c
		}
	}
	return k, cols
}

// layoutRows places the Ps as compact rows, for many of them.
func (l *boardLayout) layoutRows(area Rect, n int) (room float32) {
	const mostH = 72
	gap := compactGap(area.W)
	cols, rows := compactGrid(area.W, n)
	h := max(compactLeast(area.W), min(mostH, (area.H-gap*float32(rows-1))/float32(rows)))
	for i := range n {
		r := area.Column(i%cols, cols, gap)
		r.Y, r.H = area.Y+float32(i/cols)*(h+gap), h
		c := cardLayout{p: trace.ProcID(i), card: r, k: h / mostH}
		core, chip := compactRun*c.k*1.2, compactChip*max(c.k, 0.75)
		c.x, c.y = r.X+52+core, r.Y+h/2
		c.next = paint.Point{X: c.x + core + 8 + chip, Y: c.y}
		c.more = Rect{X: r.Right() - 36, Y: r.Y + h/2 - 10, W: 30, H: 20}
		l.cards = append(l.cards, c)
	}
	return max(0, area.H-h*float32(rows)-gap*float32(rows-1)-16)
}

// compactGrid is how many columns and rows n compact Ps make in a width of w: as wide as the
// number of rows allows.
func compactGrid(w float32, n int) (cols, rows int) {
	leastW := float32(190)
	if w < narrow {
		leastW = 162
	}
	cols = max(1, min(n, int((w+compactGap(w))/(leastW+compactGap(w)))))
	for cols > 1 && (n+cols-2)/(cols-1) == (n+cols-1)/cols {
		cols--
	}
	return cols, (n + cols - 1) / cols
}

// compactLeast is the least height of a compact P in a board of width w.
func compactLeast(w float32) float32 {
	if w < narrow {
		return 30
	}
	return 40
}

// compactGap is the gap between compact Ps in a board of width w.
func compactGap(w float32) float32 {
	if w < narrow {
		return 6
	}
	return 10
}

// cardsLeast is the least height that n Ps need.
func cardsLeast(w float32, n int) float32 {
	_, rows := compactGrid(w, n)
	return compactLeast(w)*float32(rows) + compactGap(w)*float32(rows-1) + 10
}

// move shifts a card down.
func (c *cardLayout) move(dy float32) {
	c.card.Y += dy
	c.tab.Y += dy
	c.y += dy
	c.next.Y += dy
	c.more.Y += dy
}

const (
	leastSky = 16
	narrow   = 600 // the width of a board beside the variables in a small window
)

// Radii of a compact P, at scale 1.
const (
	compactRun  = 22
	compactChip = 13
)

// layoutProc places the goroutines of one P.
func (l *boardLayout) layoutProc(c *cardLayout, s *view.State, pal *palette) {
	p := &s.Procs[c.p]
	run, chip := paint.RadiusRun*c.k, paint.RadiusChip*c.k
	if l.compact {
		run, chip = compactRun*c.k, compactChip*max(c.k, 0.75)
	}
	add := func(g trace.GoID, x, y, r float32, order int, at spot) {
		if g == trace.NoGo {
			return
		}
		row, _ := s.G(g)
		l.nodes = append(l.nodes, node{
			g: g, x: x, y: y, r: r, kind: pal.goroutine(s, g), order: order,
			hollow: row.Status == view.Syscall, big: r == run && !l.compact,
			spot: spotP + 4*spot(c.p) + at,
		})
	}
	add(p.Running, c.x, c.y, run, 0, spotRun)
	add(p.Picked, c.x, c.y, run, 0, spotRun)
	add(p.Next, c.next.X, c.next.Y, chip, 0, spotNext)
	add(p.Kicked, c.next.X-2*chip-3, c.next.Y, chip, 1, spotNext)

	fit := ringSlots
	if l.compact {
		fit = max(0, int((c.card.Right()-6-c.next.X-chip-8)/(2*chip+4)))
		if len(p.Ring) > fit {
			fit = max(0, int((c.more.X-c.next.X-chip-8)/(2*chip+4)))
		}
	}
	shown := min(len(p.Ring), fit)
	c.hidden = len(p.Ring) - shown
	for i, g := range p.Ring[:shown] {
		at := c.slot(int(p.Head)+i, l.compact, i, chip)
		add(g, at.X, at.Y, chip, i+1, spotRing)
	}
}

// slot is where the goroutine at index i of the runtime's ring stands; in a compact P, the
// one that is nth from the head.
func (c *cardLayout) slot(i int, compact bool, nth int, chip float32) paint.Point {
	if compact {
		return paint.Point{X: c.next.X + chip + 8 + chip + float32(nth)*(2*chip+4), Y: c.y}
	}
	return paint.Turn(c.x, c.y, paint.RadiusRing*c.k, slotTurn(i))
}

// slotTurn is the angle of slot i of the ring, in turns from the top.
func slotTurn(i int) float32 { return (float32(i%ringSlots) + 0.5) / ringSlots }

package pane

import (
	"strings"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A waitRow is one thing that goroutines wait for.
type waitRow struct {
	rect   Rect
	icon   paint.Icon
	name   string
	detail string
	thread trace.ThreadID // of a system call: the M that sits in it
	obj    view.Obj       // of a channel: what its buffer holds
	kind   int            // the hue of the buffer: of the first who waits
	hidden int            // goroutines that are not shown
	chips  float32        // where the goroutines begin
	until  trace.Time     // of sleepers: who wakes first
	key    uint64         // the thing's address, or 0
}

// A waitingLayout is the list of parked goroutines.
type waitingLayout struct {
	area   Rect
	head   Rect
	list   Rect
	cols   int
	rows   []waitRow // those that can be seen
	groups int       // of all
	scroll int       // rows of the list that are above it
	total  int       // rows of the list
}

const (
	waitHead = 40
	waitRowH = 53
	waitColW = 310 // the least width of a column
	waitGap  = 36
)

// waitRows is how many rows the list has at least, in a board of that size below n Ps.
func waitRows(area Rect, n int) int {
	rows := 2
	if waitCols(area.W) < 3 {
		rows = 3
	}
	room := func() float32 { return area.H - 30 - waitHead - float32(rows)*waitRowH }
	if k, _ := cardScale(area.W, area.H-30-waitHead-waitRowH, n); k >= leastK {
		for k, _ := cardScale(area.W, room(), n); rows > 1 && k < 0.85; k, _ = cardScale(area.W, room(), n) {
			rows--
		}
		return rows
	}
	for rows > 1 && room()+30-leastSky < cardsLeast(area.W, n) { // compact Ps
		rows--
	}
	return rows
}

func waitCols(w float32) int { return max(1, min(4, int((w+waitGap)/(waitColW+waitGap)))) }

// layout places the list and appends its goroutines to nodes.
func (l *waitingLayout) layout(area Rect, f *Frame, s *view.State, src sources, nodes []node) []node {
	l.area = area
	l.list = area
	l.head = l.list.CutTop(waitHead)
	l.cols = waitCols(area.W)
	groups := src.waits.Of(s)
	l.groups = len(groups)
	l.total = (len(groups) + l.cols - 1) / l.cols
	fit := max(1, int(l.list.H/waitRowH))
	l.scroll = max(0, min(src.scroll, l.total-fit))
	l.rows = l.rows[:0]
	first := l.scroll * l.cols
	for i := first; i < min(len(groups), first+fit*l.cols); i++ {
		r := l.list.Column((i-first)%l.cols, l.cols, waitGap)
		r.Y, r.H = l.list.Y+float32((i-first)/l.cols)*waitRowH, waitRowH
		row := describe(&groups[i], f, s, src.names)
		row.rect = r
		nodes = row.place(groups[i].Gs, s, src.pal, nodes)
		l.rows = append(l.rows, row)
	}
	return nodes
}

// place puts the row's goroutines at its right end.
func (row *waitRow) place(gs []trace.GoID, s *view.State, pal *palette, nodes []node) []node {
	words := max(paint.FontKeyword.Width(row.name)+bufferWidth(row.obj), paint.FontLabel.Width(row.detail))
	room := max(row.rect.W*0.42, row.rect.W-38-words-12)
	fit := max(1, int((room+chipPitch-2*paint.RadiusChip)/chipPitch))
	shown := min(len(gs), fit)
	right := row.rect.Right() - 2
	if shown < len(gs) {
		more := max(38, moreWidth(len(gs))+8) // room for how many more
		shown = max(1, min(shown, int((room-more+4)/chipPitch)))
		row.hidden = len(gs) - shown
		right -= more
	}
	for i, g := range gs[:shown] {
		x := right - paint.RadiusChip - chipPitch*float32(shown-1-i)
		nodes = append(nodes, node{
			g: g, x: x, y: row.rect.Y + waitRowH/2, r: paint.RadiusChip, kind: pal.goroutine(s, g), hollow: true, order: i, spot: spotWaiting,
		})
	}
	row.kind = pal.goroutine(s, gs[0])
	row.chips = right - chipPitch*float32(shown)
	return nodes
}

// describe puts into words what a group waits for.
func describe(g *view.Group, f *Frame, s *view.State, names *nameBook) waitRow {
	row := waitRow{icon: paint.IconLoop, thread: trace.NoThread, key: g.Obj}
	o, known := s.Obj(g.Obj)
	name := names.name(f, g.Obj)
	var kind string // what it is, if it has no name
	switch g.Why {
	case trace.NoReason:
		row.icon, kind, row.detail = paint.IconTerminal, g.Call, "system call, gave up its P"
		if kind == "" {
			kind = "system call"
		}
		if n := len(g.Gs); n > 1 {
			row.detail = itoa(n) + " threads, no P"
			break
		}
		for m := range s.Ms {
			if s.Ms[m].G == g.Gs[0] {
				row.thread = trace.ThreadID(m)
			}
		}
	case trace.ChanReceive, trace.ChanSend:
		row.icon, kind = paint.IconChannel, "channel"
		who := "receivers wait"
		state := "empty, "
		if g.Why == trace.ChanSend {
			who, state = "senders wait", "full, "
		}
		if known && o.Kind == view.ObjChan {
			row.obj = o
			if o.Cap == 0 {
				state = "unbuffered, "
			}
		}
		row.detail = state + who
		if len(g.Gs) == 1 {
			row.detail = strings.Replace(row.detail, "s wait", " waits", 1)
		}
	case trace.Select:
		row.icon, kind, row.detail = paint.IconSelect, "select", "no case is ready"
	case trace.SelectNoCases:
		row.icon, kind, row.detail = paint.IconSelect, "select {}", "for ever"
	case trace.ChanReceiveNil, trace.ChanSendNil:
		row.icon, kind, row.detail = paint.IconChannel, "nil channel", "for ever"
	case trace.Sleep:
		row.icon, kind = paint.IconClock, "Sleep"
		row.until = trace.Never
		for _, id := range g.Gs {
			if g, _ := s.G(id); g.Until > 0 {
				row.until = min(row.until, g.Until)
			}
		}
		row.detail = "wakes by a timer"
		if row.until != trace.Never {
			row.detail = "wakes in " + view.Duration(max(0, row.until-f.At))
			if row.until <= f.At {
				row.detail = "due: waits for a P to look"
			}
		}
	case trace.MutexLock:
		row.icon, kind, row.detail = paint.IconLock, "mutex", "Mutex, free: the first to come gets it"
		if o.Owner != trace.NoGo {
			row.detail = "held by G" + itoa(int(o.Owner))
		}
	case trace.RWMutexRLock:
		row.icon, kind, row.detail = paint.IconLock, "RWMutex", "readers wait for a writer"
	case trace.RWMutexLock:
		row.icon, kind, row.detail = paint.IconLock, "RWMutex", "a writer waits for readers"
	case trace.WaitGroupWait:
		kind, row.detail = "WaitGroup", "WaitGroup"
		if known && o.Kind == view.ObjWaitGroup {
			row.detail = "WaitGroup, " + itoa(int(o.Count)) + " left"
		}
	case trace.CondWait:
		kind, row.detail = "Cond", "until a Signal or Broadcast"
	case trace.IOWait:
		row.icon, kind, row.detail = paint.IconNetwork, "network", "parked on the poller"
	case trace.WaitGC:
		row.icon, kind, row.detail = paint.IconCollector, "runtime.GC", "until a cycle is done"
	default:
		kind, row.detail = g.Why.String(), "in the runtime"
	}
	row.name = name
	if name == "" {
		row.name = kind
	}
	return row
}

// Boxes of a channel's buffer.
const (
	boxSide, boxPitch = 10, 12.5
	mostBoxes         = 8
)

// bufferWidth is the room that the picture of a channel's buffer takes after its name.
func bufferWidth(o view.Obj) float32 {
	switch {
	case o.Kind != view.ObjChan || o.Cap <= 0:
		return 0
	case o.Cap <= mostBoxes:
		return 10 + boxPitch*float32(o.Cap)
	}
	return 10 + paint.FontLabel.Width(bufferText(o))
}

// bufferText says how full a large buffer is.
func bufferText(o view.Obj) string { return itoa(int(o.Len)) + " of " + itoa(int(o.Cap)) }

package pane

import (
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A heapWork shows what the collector is about: its phase, whether the write barrier is on, each P's queues and
// its barrier buffer, and the assists with their credit.
//
// The queue of grey objects is a stack: what comes last is scanned first. The queue of spans is a
// conveyor: what comes first leaves first, at its left end.
type heapWork struct {
	phases Rect
	area   Rect
	title  Rect
	rows   []workRow
	hidden int // Ps without a row
	rowH   float32
	cols   int

	wide   bool
	more   Rect // the number of hidden Ps
	column Rect // names of the queues; empty where there is no room

	stage heapStage
}

// A workRow is the place of a P's queues.
type workRow struct {
	p    int // -1: those that all Ps share
	rect Rect
}

// A heapStage is a part of the cycle as the pane shows it: the runtime sweeps in phase off.
type heapStage uint8

const (
	stageOff heapStage = iota
	stageMark
	stageTermination
	stageSweep
	numHeapStages
)

var heapStageNames = [numHeapStages]string{"off", "mark", "termination", "sweep"}

const (
	workTitle = 20
	workRowH  = 19
	workWideH = 34
	// barrierRoom is how many pointers a barrier buffer holds: wbBufEntries, runtime/mwbbuf.go.
	barrierRoom = 512
)

// look reads the phase.
func (w *heapWork) look(h *view.Heap, f *Frame) {
	switch {
	case h.Phase == trace.PhaseMark:
		w.stage = stageMark
	case h.Phase == trace.PhaseMarkTermination:
		w.stage = stageTermination
	case h.SweepLeft > 0:
		w.stage = stageSweep
	default:
		w.stage = stageOff
	}
}

// wants is the height that all rows take.
func (w *heapWork) wants(h *view.Heap) float32 {
	return workTitle + workRowH*float32(1+max(1, len(h.Ps))) + 4
}

// layout places a row for each P, in two columns if there is no room in one, and after them one for the
// list that all Ps share: its place is kept free while the list is empty.
func (w *heapWork) layout(area Rect, h *view.Heap, wide bool) {
	w.area, w.rows, w.hidden, w.cols, w.wide = area, w.rows[:0], 0, 1, wide && area.W >= 330
	w.more, w.column = Rect{}, Rect{}
	w.title = area.CutTop(workTitle)
	w.rowH = workRowH
	n := len(h.Ps)
	if n == 0 || area.H < workRowH {
		w.hidden = n
		return
	}
	if wide {
		w.column = area.CutTop(16)
		w.rowH = max(workRowH, min(workWideH, area.H/float32(n+1)))
	}
	fit := max(1, int(area.H/w.rowH))
	shared := n < fit || n > fit && n < 2*fit // there is room for it
	if n > fit {
		w.cols = 2
		w.column = Rect{}
		w.wide = false
	}
	room := fit * w.cols
	shown := n
	per := n
	if shared {
		per++
	}
	per = (per + w.cols - 1) / w.cols
	if n > room {
		shown = room - 1
		w.hidden = n - shown
		per = fit
	}
	place := func(i int) Rect {
		col := area.Column(i/per, w.cols, 14)
		return Rect{X: col.X, Y: col.Y + float32(i%per)*w.rowH, W: col.W, H: w.rowH}
	}
	for i := range shown {
		w.rows = append(w.rows, workRow{i, place(i)})
	}
	if w.hidden > 0 {
		w.more = place(shown)
	} else if shared && h.FullN > 0 {
		w.rows = append(w.rows, workRow{-1, place(n)})
	}
}

// paintPhase paints the cycle and its phase in a word, at the right of the title.
func (w *heapWork) paintPhase(b *paint.Batch, th *paint.Theme, r Rect, h *view.Heap) {
	var buf [32]byte
	text := append(buf[:0], "no cycle yet"...)
	if h.Cycle > 0 {
		text = strconv.AppendInt(append(buf[:0], "GC cycle "...), h.Cycle, 10)
		switch w.stage {
		case stageMark:
			text = append(text, ", marking"...)
		case stageTermination:
			text = append(text, ", ending"...)
		case stageSweep:
			text = append(text, ", sweeping"...)
		default:
			text = append(text, " is over"...)
		}
	}
	if len(text) > 32 {
		return
	}
	font := paint.FontLabel
	wide := font.Width(string(text)) + 34
	pill := Rect{X: r.Right() - wide, Y: r.Y + (r.H-26)/2, W: wide, H: 26}
	if w.stage == stageOff {
		b.TextAt(r.Right(), r.Y+r.H/2, paint.Right, string(text), font, th.Dim)
		return
	}
	b.RRect(pill, 13, th.GC.Fade(0.16))
	b.Circle(pill.X+14, pill.Y+13, 4, th.GC)
	b.TextAt(pill.X+24, pill.Y+13, paint.Left, string(text), font, th.GC.Mix(th.Text, 0.35))
}

// paintPhases paints the parts of a cycle side by side, the present one filled, and the write barrier's lamp.
func (w *heapWork) paintPhases(b *paint.Batch, th *paint.Theme, h *view.Heap) {
	r := w.phases
	font := paint.FontTiny
	cy := r.Y + r.H/2
	word, ink := "barrier off", th.Dim
	if h.Barrier {
		word, ink = "barrier on", th.Text
	}
	lamp := r.Right() - font.Width("barrier off") - 12
	b.TextAt(lamp+11, cy, paint.Left, word, font, ink)
	if h.Barrier {
		b.Circle(lamp, cy, 6.5, th.GC.Fade(0.3))
		b.Circle(lamp, cy, 4.5, th.GC)
	} else {
		b.Ring(lamp, cy, 4, 1.3, th.Dim)
	}
	x := r.X
	room := lamp - 14 - x
	var all float32
	for _, name := range heapStageNames {
		all += font.Width(name)
	}
	pad := max(4, min(11, (room-all)/float32(2*len(heapStageNames))-1))
	for i, name := range heapStageNames {
		box := Rect{X: x, Y: cy - 10, W: font.Width(name) + 2*pad, H: 20}
		tone := th.Dim
		switch {
		case heapStage(i) != w.stage: // only its name
		case w.stage == stageOff:
			b.RRect(box, 4, th.Text.Fade(0.18))
			tone = th.Text
		default:
			b.RRect(box, 4, th.GC)
			tone = th.OnGC
		}
		b.TextIn(box, paint.Center, name, font, tone)
		x = box.Right() + 2
	}
}

func (w *heapWork) paint(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette, h *view.Heap) {
	if w.area.H < workTitle {
		return
	}
	w.paintTitle(b, th, f, pal, h)
	for i := range w.rows {
		w.paintRow(b, th, f, h, &w.rows[i])
	}
	if !w.more.Empty() {
		var buf [24]byte
		text := append(strconv.AppendInt(append(buf[:0], '+'), int64(w.hidden), 10), " Ps"...)
		b.TextIn(w.more, paint.Right, string(text), paint.FontTiny, th.Dim)
	}
	if !w.column.Empty() && len(w.rows) > 0 {
		_, belt, stack, gauge := w.columns(w.column, h.Classic)
		if !h.Classic {
			b.TextIn(belt, paint.Left, "spans, FIFO", tileFont, th.Dim)
		}
		b.TextIn(stack, paint.Left, "objects, LIFO", tileFont, th.Dim)
		b.TextIn(gauge, paint.Left, "barrier", tileFont, th.Dim)
	}
}

// columns cuts a row into the places of its parts.
func (w *heapWork) columns(r Rect, classic bool) (name, belt, stack, gauge Rect) {
	in := r
	name = in.CutLeft(34)
	if w.wide {
		name.W += in.CutLeft(64).W
	}
	if r.W < 180 { // no room for a bar
		gauge = in.CutRight(24)
	} else {
		gauge = in.CutRight(58)
	}
	in.CutRight(8)
	stack = in
	if !classic {
		belt = stack.CutLeft(in.W * 0.56)
		stack.CutLeft(8)
	}
	return name, belt, stack, gauge
}

// paintTitle names the queues, and tells the credit and who waits for it.
func (w *heapWork) paintTitle(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette, h *view.Heap) {
	r := w.title
	cy := r.Y + r.H/2
	font := paint.FontTiny
	b.HLine(r.X, r.Right(), r.Y, paint.Hairline, th.Hairline)
	x := r.Right()
	if len(h.Assists) > 0 {
		shown := min(len(h.Assists), 4)
		var buf [24]byte
		if more := len(h.Assists) - shown; more > 0 {
			text := strconv.AppendInt(append(buf[:0], '+'), int64(more), 10)
			b.TextAt(x, cy, paint.Right, string(text), font, th.Dim)
			x -= font.Width(string(text)) + 4
		}
		for i := shown - 1; i >= 0; i-- {
			text := strconv.AppendInt(append(buf[:0], 'G'), int64(h.Assists[i]), 10)
			hue := th.Kind(pal.goroutine(f.State, h.Assists[i]))
			b.TextAt(x, cy, paint.Right, string(text), font, hue.Color)
			x -= font.Width(string(text)) + 5
		}
		b.TextAt(x, cy, paint.Right, "wait for credit:", font, th.Dim)
		x -= font.Width("wait for credit:") + 10
	} else if w.stage == stageMark {
		var buf [40]byte
		credit := append(buf[:0], "assist credit "...)
		credit = appendSize(credit, uint64(max(0, h.Credit)))
		if len(credit) <= 32 {
			b.TextAt(x, cy, paint.Right, string(credit), font, th.Dim)
			x -= font.Width(string(credit)) + 10
		}
	}
	title := "Work queues"
	if w.stage == stageMark && h.Roots > 0 {
		var buf [40]byte
		text := append(buf[:0], "Roots "...)
		text = strconv.AppendInt(text, int64(h.RootsDone), 10)
		text = append(text, " of "...)
		text = strconv.AppendInt(text, int64(h.Roots), 10)
		if len(text) <= 32 {
			b.TextIn(Rect{X: r.X, Y: r.Y, W: x - r.X, H: r.H}, paint.Left, string(text), font, th.Dim)
		}
		return
	}
	b.TextIn(Rect{X: r.X, Y: r.Y, W: x - r.X, H: r.H}, paint.Left, title, font, th.Dim)
}

// paintRow paints the queues of a P.
func (w *heapWork) paintRow(b *paint.Batch, th *paint.Theme, f *Frame, h *view.Heap, row *workRow) {
	r := row.rect
	if row.p < 0 {
		name, belt, stack, _ := w.columns(r, h.Classic)
		name.W += belt.W
		name.CutLeft(9)
		b.TextIn(name, paint.Left, "all Ps", paint.FontTiny, th.Dim)
		paintStack(b, th, stack, h.FullN)
		return
	}
	hp := &h.Ps[row.p]
	cy := r.Y + r.H/2
	font := paint.FontTiny
	var buf [24]byte
	name := strconv.AppendInt(append(buf[:0], 'P'), int64(row.p), 10)
	ink := th.Dim
	work := workOn(f, row.p)
	if work != view.NoWork {
		ink = th.GC.Mix(th.Text, 0.35)
		b.Circle(r.X+3, cy, 3, th.GC)
	}
	b.TextAt(r.X+9, cy, paint.Left, string(name), font, ink)
	in, belt, stack, gauge := w.columns(r, h.Classic)
	in.CutLeft(34)
	if in.W > 20 {
		b.TextIn(in, paint.Left, work.String(), font, th.Dim)
	}
	paintGauge(b, th, gauge, hp.BarrierN)
	if !h.Classic {
		w.paintBelt(b, th, belt, h, hp)
	}
	paintStack(b, th, stack, hp.GreyN)
}

// workOn returns what is done for the collector on P p.
func workOn(f *Frame, p int) view.Work {
	if p >= len(f.State.Procs) {
		return view.NoWork
	}
	return f.State.Procs[p].Work
}

// paintGauge paints how full a barrier buffer is.
func paintGauge(b *paint.Batch, th *paint.Theme, r Rect, n int) {
	cy := r.Y + r.H/2
	var buf [16]byte
	text := strconv.AppendInt(buf[:0], int64(n), 10)
	ink := th.Faint
	if n > 0 {
		ink = th.Text
	}
	b.TextAt(r.Right(), cy, paint.Right, string(text), paint.FontTiny, ink)
	if r.W < 40 {
		return
	}
	bar := Rect{X: r.X, Y: cy - 3.5, W: max(4, r.W-26), H: 7}
	b.RRect(bar, 2, th.Sunken)
	b.StrokeRRect(bar, 2, 1, th.Hairline)
	if n > 0 {
		bar.W = max(2, bar.W*min(1, float32(n)/barrierRoom))
		b.RRect(bar, 2, th.GC)
	}
}

// paintStack paints n grey objects as a pile of boxes that grows to the right, where it is open: what is put there last is
// taken first.
func paintStack(b *paint.Batch, th *paint.Theme, r Rect, n int) {
	cy := r.Y + r.H/2
	side := min(11, r.H-6)
	x := r.X
	line := th.Hairline // it is calm where nothing waits
	if n > 0 {
		line = th.Dim
	}
	b.VLine(x, cy-side/2-2, cy+side/2+2, 1.3, line)
	b.HLine(x, r.Right(), cy+side/2+2, paint.Hairline, th.Hairline)
	x += 4
	label := float32(0)
	var buf [16]byte
	text := strconv.AppendInt(buf[:0], int64(n), 10)
	if n > 0 {
		label = paint.FontTiny.Width(string(text)) + 5
	}
	pitch := side + 2
	room := max(0, int((r.Right()-label-x)/pitch))
	shown := min(n, room)
	for i := range shown {
		box := Rect{X: x + float32(i)*pitch, Y: cy - side/2, W: side, H: side}
		b.RRect(box, 2, th.HeapGrey)
		b.StrokeRRect(box, 2, 1.5, th.GC)
	}
	if n > 0 {
		b.TextAt(x+float32(shown)*pitch+3, cy, paint.Left, string(text), paint.FontTiny, th.Text)
	}
}

// paintBelt paints the spans of a queue as pages on a conveyor, the next to be scanned at the left. A page
// has two rows of lamps: the slots that are marked, and below them those that are scanned.
func (w *heapWork) paintBelt(b *paint.Batch, th *paint.Theme, r Rect, h *view.Heap, hp *view.HeapP) {
	cy := r.Y + r.H/2
	high := r.H - 7
	bottom := cy + high/2 + 1.5
	n := hp.SpansN
	line := th.Hairline
	if n > 0 {
		line = th.Dim
	}
	b.HLine(r.X+5, r.Right(), bottom, 1.3, line)
	b.Tri(paint.Point{X: r.X, Y: bottom}, paint.Point{X: r.X + 6, Y: bottom - 3.5}, paint.Point{X: r.X + 6, Y: bottom + 3.5}, 0.5, line)
	if n == 0 {
		return
	}
	var buf [16]byte
	text := strconv.AppendInt(buf[:0], int64(n), 10)
	label := paint.FontTiny.Width(string(text)) + 5
	wide := max(13, high*1.35)
	x := r.X + 9
	shown := min(len(hp.Spans), max(0, int((r.Right()-label-x)/(wide+3))))
	for i := range shown {
		page := Rect{X: x, Y: cy - high/2, W: wide, H: high}
		b.RRect(page, 2, th.Panel)
		b.StrokeRRect(page, 2, 1.3, th.GC)
		if s := spanAt(h, hp.Spans[i]); s != nil {
			paintLamps(b, th, s, page.Inset(2.2))
		}
		x += wide + 3
	}
	b.TextAt(x+2, cy, paint.Left, string(text), paint.FontTiny, th.Text)
}

// spanAt returns the span at an address, or nil.
func spanAt(h *view.Heap, base uint64) *view.HeapSpan {
	lo, hi := 0, len(h.Spans)
	for lo < hi {
		if m := (lo + hi) / 2; h.Spans[m].Base < base {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(h.Spans) && h.Spans[lo].Base == base {
		return &h.Spans[lo]
	}
	return nil
}

// paintLamps paints the marks and, below them, the scans of a span, each lamp standing for a share of its slots.
func paintLamps(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, r Rect) {
	n := max(1, min(s.Slots, int(r.W/3.4)))
	pitch := r.W / float32(n)
	for i := range n {
		from, to := i*s.Slots/n, (i+1)*s.Slots/n
		mark, scan := false, true
		for j := from; j < to; j++ {
			if view.Has(s.Mark, j) {
				mark = true
				scan = scan && view.Has(s.Scan, j)
			}
		}
		x := r.X + pitch*(float32(i)+0.5)
		d := min(pitch, r.H/2) * 0.36
		top, low := th.Hairline, th.Hairline
		if mark {
			top = th.GC
			if scan {
				low = th.Text
			}
		}
		b.Circle(x, r.Y+r.H*0.27, d, top)
		b.Circle(x, r.Y+r.H*0.73, d, low)
	}
}

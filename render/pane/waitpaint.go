package pane

import (
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
)

// paintWaiting paints the list of what goroutines wait for; the goroutines themselves are
// nodes of the board.
func (bp *boardPaint) paintWaiting() {
	b, th, l := bp.b, bp.th, &bp.l.waiting
	head := l.head
	head.CutTop(8)
	x := b.Text(head.X, paint.FontName.Baseline(head.Y+head.H/2), "Waiting", paint.FontName, th.Dim) + 14
	note := "parked until someone makes them ready"
	if l.groups == 0 {
		note = "nobody"
	}
	x = b.Text(x, paint.FontLabel.Baseline(head.Y+head.H/2), note, paint.FontLabel, th.Faint)
	if hidden := l.groups - len(l.rows); hidden > 0 {
		var buf [40]byte
		text := append(strconv.AppendInt(append(buf[:0], '+'), int64(hidden), 10), " more"...)
		b.TextIn(Rect{X: x, Y: head.Y, W: head.Right() - x, H: head.H}, paint.Right, string(text), paint.FontValue, th.Dim)
	}
	for i := range l.rows {
		bp.paintWaitRow(&l.rows[i])
	}
	if l.groups > len(l.rows) {
		room := Rect{X: l.list.Right() - 2, Y: l.list.Y, W: 12, H: l.list.H}
		ui.PaintBar(b, th, room, float32(l.total)*waitRowH, float32(l.scroll)*waitRowH, 0)
	}
}

func (bp *boardPaint) paintWaitRow(row *waitRow) {
	b, th := bp.b, bp.th
	r := row.rect
	b.HLine(r.X, r.Right(), r.Y, paint.Hairline, th.Hairline)
	if row.key != 0 && bp.s.Events > 0 && bp.s.Last.Obj == row.key {
		b.RRect(Rect{X: r.X - 8, Y: r.Y + 6, W: 3, H: r.H - 11}, 1.5, th.Attention)
	}
	if row.key != 0 && row.key == bp.marked {
		b.StrokeRRect(Rect{X: r.X - 3, Y: r.Y + 3, W: r.W + 5, H: r.H - 5}, 8, paint.Focus, th.Attention)
	}
	b.Icon(row.icon, r.X+14, r.Y+r.H/2, 18, th.Dim)
	line := Rect{X: r.X + 38, Y: r.Y + 7, W: max(0, row.chips-r.X-38-6), H: 22}
	under := line.Move(0, 20)
	extra := bufferWidth(row.obj)
	if row.thread != trace.NoThread {
		extra = 50
	}
	name := line
	name.W -= extra
	x := line.X + b.TextIn(name, paint.Left, row.name, paint.FontKeyword, th.Text)
	bp.paintBuffer(row, x+10, line.Y+line.H/2)
	if row.thread != trace.NoThread {
		b.Icon(paint.IconThread, x+18, line.Y+line.H/2, 11, th.Faint)
		bp.name(x+28, line.Y+line.H/2, 'M', int64(row.thread), paint.FontLabel, th.Dim)
	}
	b.TextIn(under, paint.Left, row.detail, paint.FontLabel, th.Dim)
	if row.hidden > 0 {
		bp.more(r.Right()-2, r.Y+waitRowH/2, paint.Right, row.hidden)
	}
}

// paintBuffer paints what a channel holds: a box a value, or the number if it is large.
func (bp *boardPaint) paintBuffer(row *waitRow, x, cy float32) {
	b, th, o := bp.b, bp.th, row.obj
	switch {
	case bufferWidth(o) == 0:
		return
	case o.Cap > mostBoxes:
		var buf [48]byte
		text := strconv.AppendInt(buf[:0], o.Len, 10)
		text = append(text, " of "...)
		text = strconv.AppendInt(text, o.Cap, 10)
		b.TextAt(x, cy, paint.Left, string(text), paint.FontLabel, th.Dim)
		return
	}
	hue := th.Kind(row.kind)
	for i := range int(o.Cap) {
		box := Rect{X: x + boxPitch*float32(i), Y: cy - boxSide/2, W: boxSide, H: boxSide}
		if int64(i) < o.Len {
			b.RRect(box, 1.5, hue.Color.Mix(th.Background, 0.12))
		} else {
			b.StrokeRRect(box, 1.5, 1.2, th.Faint)
		}
	}
}

package pane

import (
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

var helpID = ui.Name("header/help")

func helpRect(area Rect) Rect {
	return Rect{X: area.Right() - paint.Outer - 30, Y: area.Y + (area.H-30)/2, W: 30, H: 30}
}

// paintHeader paints the mark, what is played, and the settings that it is played with.
func paintHeader(b *paint.Batch, th *paint.Theme, area Rect, f *Frame, c *ui.Ctx) {
	cy := area.Y + area.H/2 + 3
	b.Mark(area.X+38, cy, 30, th)
	x := area.X + 62
	b.TextAt(x, cy, paint.Left, "gopherscope", paint.FontTitle, th.Text)
	x += paint.FontTitle.Width("gopherscope") + 18
	b.VLine(x, cy-11, cy+12, paint.Hairline, th.Hairline)
	x += 16
	var buf [32]byte
	help := helpRect(area)
	tone := th.Faint
	if c.State(helpID)&ui.Hot != 0 {
		tone = th.Text
	}
	b.Icon(paint.IconHelp, help.X+help.W/2, cy, 15, tone)
	right := setting(b, th, help.X-10, cy, "seed", string(strconv.AppendUint(buf[:0], f.Seed, 10)))
	gogc := "off"
	if f.GOGC >= 0 {
		gogc = string(strconv.AppendInt(buf[:0], int64(f.GOGC), 10))
	}
	right = setting(b, th, right, cy, "GOGC", gogc)
	right = setting(b, th, right, cy, "GOMAXPROCS", string(strconv.AppendInt(buf[:0], int64(f.procs()), 10)))

	room := Rect{X: x, Y: cy - 15, W: max(0, right-x-20), H: 30}
	name := min(paint.FontMono.Width(f.Source.Name), room.W/2)
	if f.Title != "" {
		title := room
		title.W -= name + 14
		room.CutLeft(b.TextIn(title, paint.Left, f.Title, paint.FontName, th.Text) + 14)
	}
	b.TextIn(room, paint.Left, f.Source.Name, paint.FontMono, th.Faint)
}

// procs is GOMAXPROCS now: a program may change it.
func (f *Frame) procs() int {
	if n := len(f.State.Procs); n > 0 {
		return n
	}
	return f.Procs
}

// setting writes a name and its value, their right end at x, and returns where the next one
// ends.
func setting(b *paint.Batch, th *paint.Theme, x, cy float32, name, value string) float32 {
	b.TextAt(x, cy, paint.Right, value, paint.FontName, th.Text)
	x -= paint.FontName.Width(value) + 7
	b.TextAt(x, cy, paint.Right, name, paint.FontBody, th.Dim)
	return x - paint.FontBody.Width(name) - 22
}

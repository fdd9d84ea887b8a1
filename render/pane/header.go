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
	if f.Off != 0 {
		right = paintOff(b, th, right, cy, f.Off.String())
	}

	room := Rect{X: x, Y: cy - 15, W: max(0, right-x-20), H: 30}
	name := min(paint.FontMono.Width(f.Source.Name), room.W/2)
	if f.Title != "" {
		title := room
		title.W -= name + 14
		room.CutLeft(b.TextIn(title, paint.Left, f.Title, paint.FontName, th.Text) + 14)
	}
	b.TextIn(room, paint.Left, f.Source.Name, paint.FontMono, th.Faint)
}

// paintOff tells which rules are broken, its right end at x, and returns where the next setting
// ends.
func paintOff(b *paint.Batch, th *paint.Theme, x, cy float32, rules string) float32 {
	const off = " off"
	w := paint.FontName.Width(rules) + paint.FontName.Width(off) + 26
	r := Rect{X: x - w, Y: cy - 14, W: w, H: 28}
	b.RRect(r, 14, th.Raised)
	b.StrokeRRect(r, 14, 1.5, th.Error)
	b.TextAt(r.X+13, cy, paint.Left, rules, paint.FontName, th.Text)
	b.TextAt(r.Right()-13, cy, paint.Right, off, paint.FontName, th.Text)
	return r.X - 22
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

package pane

import (
	"strconv"

	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/view"
)

var chipFont = paint.Font{Face: assets.Medium, Size: 14}

// paint paints the pane: the text of the lines that can be seen, the functions' bars, and the
// goroutines.
func (p *sourcePane) paint(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette) {
	ui.PaintPanel(b, th, p.area)
	b.PushClip(p.code)
	gutter, text := p.columns(p.code)
	bar := text - 12
	first, last := p.rows.Visible(p.code)
	for i := first; i < last; i++ {
		r := p.rows.Row(p.code, i)
		p.paintLine(b, th, f, pal, r, &p.cuts[i], gutter, bar, text)
	}
	ui.PaintBar(b, th, p.code, p.rows.Len(), p.rows.Scroll, 0)
	b.PopClip()
	p.paintFaults(b, th)
}

func (p *sourcePane) paintLine(b *paint.Batch, th *paint.Theme, f *Frame, pal *palette, r Rect, part *cut, gutter, bar, text float32) {
	line, head := int(part.line)+1, part.from == 0
	stands := p.at(line)
	cy := r.Y + r.H/2
	right := r.Right() - 12
	if len(stands) > 0 && stands[0].status == view.Running {
		hue := th.Kind(stands[0].kind).Color
		b.GradRRect(Rect{X: bar + 3, Y: r.Y, W: r.Right() - bar - 3, H: r.H}, 0, hue.Fade(0.06), hue.Fade(0.26))
	}
	for i := range p.faults {
		if p.marked && p.faults[i].Line == line {
			b.GradRRect(Rect{X: bar + 3, Y: r.Y, W: r.Right() - bar - 3, H: r.H}, 0, th.Error.Fade(0.35), th.Error.Fade(0.12))
		}
	}
	var buf [24]byte
	number, ink := p.font(paint.FontCode), th.Faint
	number.Size = min(14.5, number.Size)
	if line == p.here && head {
		ink = th.Attention
		b.Tri(paint.Point{X: p.code.X + 3, Y: cy - 4}, paint.Point{X: p.code.X + 9, Y: cy}, paint.Point{X: p.code.X + 3, Y: cy + 4}, 0.5, th.Attention)
	}
	if head {
		b.TextAt(gutter, cy, paint.Right, string(strconv.AppendInt(buf[:0], int64(line), 10)), number, ink)
	}
	if kind := pal.zone(line); kind >= 0 && !p.marked {
		b.RRect(Rect{X: bar, Y: r.Y - 0.5, W: 3, H: r.H + 1}, 0, th.Kind(kind).Color.Fade(0.85))
	}

	chips := right
	if head {
		chips = p.paintChips(b, th, stands, part, Rect{X: text, Y: r.Y, W: right - text, H: r.H})
	}
	x := text + float32(part.indent)*p.font(paint.FontCode).Width("0")
	end := 0
	for _, pc := range p.lines[line-1].pieces {
		from := max(0, int(part.from)-end)
		end += len(pc.text)
		if end <= int(part.from) {
			continue
		}
		if end-len(pc.text) >= int(part.to) {
			return
		}
		pc.text = pc.text[from : len(pc.text)-max(0, end-int(part.to))]
		font, c := p.font(paint.FontCode), th.Text
		switch pc.style {
		case styleKeyword:
			font, c = p.font(paint.FontKeyword), th.Keyword
		case styleLiteral:
			c = th.Literal
		case styleComment:
			c = th.Comment
		case styleDirective:
			c = th.Comment.Fade(0.6)
		case styleFunc:
			font = p.font(paint.FontKeyword)
			if kind := pal.function(pc.fn); kind >= 0 {
				c = th.Kind(kind).Color
			}
		}
		room := chips - x
		if len(stands) > 0 && head {
			room -= 6
		}
		w := font.Width(pc.text)
		if w > room {
			b.TextIn(Rect{X: x, Y: r.Y, W: max(room, 0), H: r.H}, paint.Left, pc.text, font, c)
			return
		}
		b.Text(x, font.Baseline(cy), pc.text, font, c)
		x += w
	}
}

// textWidth is how wide a line's text is.
func (p *sourcePane) textWidth(line int) float32 {
	var w float32
	for _, pc := range p.lines[line-1].pieces {
		w += p.font(paint.FontCode).Width(pc.text)
	}
	return w
}

// paintChips paints the goroutines that stand at a line, from the right: running ones first.
// It returns where they begin. As many are shown as fit beside the text, one at least; a
// comment gives way to two.
func (p *sourcePane) paintChips(b *paint.Batch, th *paint.Theme, stands []stand, part *cut, r Rect) float32 {
	x := r.Right()
	if len(stands) == 0 {
		return x
	}
	cy := r.Y + r.H/2
	chipFont, h := p.font(chipFont), chipH*p.size/codeSize
	var buf [24]byte
	limit := r.X + p.font(paint.FontCode).Width("0")*float32(part.to) + 10 // a row of code leaves room for one
	const moreW = 34
	if remark(p.lines[part.line].pieces) {
		limit = min(limit, x-76)
	}
	for i := range stands {
		s := &stands[i]
		name := strconv.AppendInt(buf[:0], int64(s.g), 10)
		w := max(26, chipFont.Width(string(name))+11)
		rest := len(stands) - i
		need := x - w
		if rest > 1 {
			need -= moreW
		}
		if need < limit && i > 0 {
			more := strconv.AppendInt(append(buf[:0], '+'), int64(rest), 10)
			b.TextAt(x, cy, paint.Right, string(more), chipFont, th.Dim)
			return x - chipFont.Width(string(more))
		}
		box := Rect{X: x - w, Y: cy - h/2, W: w, H: h}
		hue := th.Kind(s.kind)
		ink := hue.On
		if s.status == view.Running {
			b.RRect(box, h/2, hue.Color)
		} else {
			b.RRect(box, h/2, hue.Color.Fade(0.15))
			b.StrokeRRect(box, h/2, 1.3, hue.Color)
			ink = th.HollowText(hue)
		}
		b.TextAt(box.X+w/2, cy, paint.Center, string(name), chipFont, ink)
		x -= w + chipGap
	}
	return x + chipGap
}

// Sizes of the box that tells the faults of a program that could not be run.
const (
	mostFaults = 3
	faultPad   = 12
	faultLine  = 21
)

// faultHeight is how high the box is in a pane w wide.
func faultHeight(faults []Problem, w float32) float32 {
	h := float32(2 * faultPad)
	for i := range faults[:min(mostFaults, len(faults))] {
		h += faultLine + 8
		for _, text := range [...]string{faults[i].Msg, faults[i].Hint} {
			if text == "" {
				continue
			}
			for range paint.FontLabel.Wrap(text, w-2*faultPad) {
				h += faultLine
			}
		}
	}
	return h - 8
}

// paintFaults paints the box with the faults, below the text.
func (p *sourcePane) paintFaults(b *paint.Batch, th *paint.Theme) {
	if p.faultBox.Empty() {
		return
	}
	box := p.faultBox
	b.RRect(box, paint.RadiusPanel, th.Raised)
	b.StrokeRRect(box, paint.RadiusPanel, 1.5, th.Error)
	b.PushClip(box)
	in := box.Inset(faultPad)
	if hidden := len(p.faults) - mostFaults; hidden > 0 {
		var buf [32]byte
		text := append(strconv.AppendInt(append(buf[:0], '+'), int64(hidden), 10), " more"...)
		b.TextAt(in.Right(), in.Y+faultLine/2, paint.Right, string(text), paint.FontLabel, th.Dim)
	}
	for i := range p.faults[:min(mostFaults, len(p.faults))] {
		at := &p.faults[i]
		b.TextIn(in.CutTop(faultLine), paint.Left, at.where(), paint.FontMonoSmall, th.Error)
		for s := range paint.FontLabel.Wrap(at.Msg, in.W) {
			b.TextIn(in.CutTop(faultLine), paint.Left, s, paint.FontLabel, th.Text)
		}
		if at.Hint != "" {
			for s := range paint.FontLabel.Wrap(at.Hint, in.W) {
				b.TextIn(in.CutTop(faultLine), paint.Left, s, paint.FontLabel, th.Dim)
			}
		}
		in.CutTop(8)
	}
	b.PopClip()
}

// where names the place of a fault as a compiler does.
func (p *Problem) where() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + itoa(p.Line)
		if p.Col > 0 {
			s += ":" + itoa(p.Col)
		}
	}
	return s
}

package ui

import (
	"cmp"
	"slices"

	"gopherscope/render/paint"
)

// A Choice is something that a Picker offers.
type Choice struct {
	Name string
	Note string // shown at the right: its key
}

// A Picker is a box in front of the window in which the reader finds one of many choices by
// typing some of its letters. Its zero value is closed.
type Picker struct {
	field   Field
	rows    Rows
	matches []int // choices that match, the best first
	at      int   // index in matches of the marked one
	open    bool
}

var pickerID = Name("picker")

const (
	pickerW    = 560
	pickerRow  = 34
	pickerRows = 10 // shown at once
	pickerPad  = 10
)

// Open shows the picker as if text were typed and gives it the focus.
func (p *Picker) Open(c *Ctx, choices []Choice, text string) {
	p.field, p.rows, p.at, p.open = Field{Text: text, Caret: len(text)}, Rows{H: pickerRow}, 0, true
	p.match(choices)
	c.Focus(pickerID)
}

// IsOpen reports whether the picker is shown.
func (p *Picker) IsOpen() bool { return p.open }

// match finds the choices for what is typed.
func (p *Picker) match(choices []Choice) {
	p.matches = p.matches[:0]
	scores := map[int]int{}
	for i, ch := range choices {
		if score, ok := Fuzzy(p.field.Text, ch.Name); ok {
			p.matches = append(p.matches, i)
			scores[i] = score
		}
	}
	slices.SortStableFunc(p.matches, func(i, j int) int { return cmp.Compare(scores[j], scores[i]) })
	p.at = 0
	p.rows.N, p.rows.Scroll = len(p.matches), 0
}

// layout returns the box of the picker in a window, and its parts.
func (p *Picker) layout(window Rect) (box, field, list Rect) {
	w := min(pickerW, window.W-2*pickerPad)
	const head = 2*pickerPad + 38
	fit := int((window.H*0.8 - head) / pickerRow)
	h := head + pickerRow*float32(max(1, min(pickerRows, p.rows.N, fit)))
	box = Rect{X: window.X + (window.W-w)/2, Y: window.Y + window.H*0.14, W: w, H: h}
	in := box.Inset(pickerPad)
	field = in.CutTop(34)
	in.CutTop(4)
	return box, field, in
}

// Update works the picker while it is open; ask it first. It returns the choice that was made,
// or -1. A choice, Escape or a click elsewhere closes it.
func (p *Picker) Update(c *Ctx, window Rect, choices []Choice) (chosen int) {
	if !p.open {
		return -1
	}
	box, field, list := p.layout(window)
	down, shut := 0, false
	for _, press := range c.In.Keys {
		switch press.Key {
		case KeyDown:
			down++
		case KeyUp:
			down--
		case KeyPageDown:
			down += pickerRows
		case KeyPageUp:
			down -= pickerRows
		case KeyEscape:
			shut = true
		}
	}
	typed := c.In.Runes
	changed, entered := c.Field(pickerID, field, &p.field)
	short := -1
	if changed {
		before := slices.Clone(p.matches)
		if p.match(choices); len(p.matches) == 0 {
			short = numbered(typed, before, choices)
		}
	}
	if down != 0 && len(p.matches) > 0 {
		p.at = max(0, min(len(p.matches)-1, p.at+down))
		p.rows.Show(list, p.at, 0)
	}
	_, clicked := c.Rows(pickerID.At(0), list, &p.rows)
	chosen = -1
	if clicked >= 0 {
		p.at = clicked
	}
	if (clicked >= 0 || entered) && p.at < len(p.matches) {
		chosen = p.matches[p.at]
	}
	if short >= 0 {
		chosen = short
	}
	c.Take(window)
	if outside := c.In.Pressed != 0 && !c.In.Over(box); chosen >= 0 || outside || shut {
		p.open = false
		c.Focus(0)
	} else {
		c.Focus(pickerID) // a press in the list does not end the typing
	}
	return chosen
}

// numbered returns which of the choices that were offered has the typed digit for its note, or -1.
func numbered(typed []rune, offered []int, choices []Choice) int {
	if len(typed) != 1 || typed[0] < '0' || typed[0] > '9' {
		return -1
	}
	for _, i := range offered {
		if choices[i].Note == string(typed) {
			return i
		}
	}
	return -1
}

// Paint paints the picker while it is open; hint stands in the empty field.
func (p *Picker) Paint(b *paint.Batch, th *paint.Theme, c *Ctx, window Rect, choices []Choice, hint string) {
	if !p.open {
		return
	}
	box, field, list := p.layout(window)
	b.RRect(window, 0, paint.RGB(0).Fade(0.35))
	b.Shadow(box.Move(0, 8), 12, 24, paint.RGB(0).Fade(0.35))
	b.RRect(box, 12, th.Panel)
	b.StrokeRRect(box, 12, paint.Hairline, th.Hairline)
	PaintField(b, th, field, &p.field, hint, c.State(pickerID))
	if len(p.matches) == 0 {
		b.TextIn(list.InsetXY(pickerPad, 0), paint.Left, "nothing is called that", paint.FontBody, th.Dim)
		return
	}
	b.PushClip(list)
	for i, last := p.rows.Visible(list); i < last; i++ {
		r := p.rows.Row(list, i)
		s := State(0)
		if i == p.at {
			s = Selected
		} else if c.hot == pickerID.At(0) && r.Contains(c.In.X, c.In.Y) {
			s = Hot
		}
		PaintRow(b, th, r.InsetXY(0, 1), s)
		ch := choices[p.matches[i]]
		r = r.InsetXY(pickerPad, 0)
		if ch.Note != "" {
			x := r.Right() - barW - KeyCapWidth(ch.Note)
			PaintKeyCap(b, th, x, r.Y+r.H/2, ch.Note)
			r.W = x - 8 - r.X
		}
		b.TextIn(r, paint.Left, ch.Name, paint.FontBody, th.Text)
	}
	b.PopClip()
	PaintBar(b, th, list, p.rows.Len(), p.rows.Scroll, c.State(pickerID.At(0).At(-1)))
}

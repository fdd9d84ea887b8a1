package ui

import (
	"unicode"
	"unicode/utf8"

	"gopherscope/render/paint"
)

// A Field is a line of text that the reader edits.
type Field struct {
	Text  string
	Caret int // bytes before the caret, always at the start of a rune
}

// maxField bounds the length of a field in bytes; more is not taken in.
const maxField = 1000

// Field lets the reader edit f while the widget id has the focus; a click gives it the focus
// and puts the caret there. Changed and entered say that the text changed and that Enter was
// pressed; Escape gives the focus up. What is typed is used up, so that it is no command too,
// but keys with Ctrl or Alt are left to others.
func (c *Ctx) Field(id ID, r Rect, f *Field) (changed, entered bool) {
	f.Caret = max(0, min(len(f.Text), f.Caret))
	if t := c.Touch(id, r); t.Pressed {
		c.focus = id
		f.Caret = caretAt(f.Text, c.In.X-r.X-fieldPad)
	}
	if c.focus != id {
		return false, false
	}
	before := f.Text
	left := c.In.Keys[:0:0]
	for _, p := range c.In.Keys {
		switch {
		case p.Mods&(Ctrl|Alt) != 0:
			left = append(left, p)
		case p.Key == KeyEnter:
			entered = entered || !p.Repeat
		case p.Key == KeyEscape:
			c.focus = 0
		default:
			f.press(p.Key)
		}
	}
	c.In.Keys = left
	for _, r := range c.In.Runes {
		if unicode.IsPrint(r) && len(f.Text)+utf8.RuneLen(r) <= maxField {
			f.Text = f.Text[:f.Caret] + string(r) + f.Text[f.Caret:]
			f.Caret += utf8.RuneLen(r)
		}
	}
	c.In.Runes = nil
	return f.Text != before, entered
}

func (f *Field) press(k Key) {
	_, back := utf8.DecodeLastRuneInString(f.Text[:f.Caret])
	_, next := utf8.DecodeRuneInString(f.Text[f.Caret:])
	switch k {
	case KeyLeft:
		f.Caret -= back
	case KeyRight:
		f.Caret += next
	case KeyHome:
		f.Caret = 0
	case KeyEnd:
		f.Caret = len(f.Text)
	case KeyBackspace:
		f.Text = f.Text[:f.Caret-back] + f.Text[f.Caret:]
		f.Caret -= back
	case KeyDelete:
		f.Text = f.Text[:f.Caret] + f.Text[f.Caret+next:]
	}
}

const fieldPad = 10

var fieldFont = paint.FontBody

// caretAt returns the gap between letters that is nearest to x.
func caretAt(s string, x float32) int {
	i := fieldFont.Fit(s, x)
	_, n := utf8.DecodeRuneInString(s[i:])
	if n > 0 && x-fieldFont.Width(s[:i]) > fieldFont.Width(s[i:i+n])/2 {
		i += n
	}
	return i
}

// PaintField paints f at r, or hint while it is empty.
func PaintField(b *paint.Batch, th *paint.Theme, r Rect, f *Field, hint string, s State) {
	b.RRect(r, 7, th.Sunken)
	line := th.Hairline
	if s&Focused != 0 {
		line = th.Dim
	}
	b.StrokeRRect(r, 7, paint.Hairline, line)
	in := r.InsetXY(fieldPad, 3)
	b.PushClip(in)
	caret := fieldFont.Width(f.Text[:max(0, min(len(f.Text), f.Caret))])
	x := in.X - max(0, caret+2-in.W) // long text: the caret stays in sight
	cy := r.Y + r.H/2
	if f.Text == "" {
		b.TextAt(x, cy, paint.Left, hint, fieldFont, th.Faint)
	} else {
		b.TextAt(x, cy, paint.Left, f.Text, fieldFont, th.Text)
	}
	if s&Focused != 0 {
		b.VLine(x+caret, cy-fieldFont.Size*0.6, cy+fieldFont.Size*0.6, 1.5, th.Attention)
	}
	b.PopClip()
}

// Fuzzy reports whether the letters of pattern appear in s in that order, whatever their case,
// and how well: higher is better. Starts of words and runs of letters count more.
func Fuzzy(pattern, s string) (score int, ok bool) {
	rest := []rune(pattern)
	start, run := true, 0
	for _, r := range s {
		if len(rest) == 0 {
			return score, true
		}
		if r = unicode.ToLower(r); r == unicode.ToLower(rest[0]) {
			rest = rest[1:]
			run++
			score += run
			if start {
				score += 5
			}
		} else {
			run = 0
		}
		start = r == ' ' || r == '-' || r == '/'
	}
	return score, len(rest) == 0
}

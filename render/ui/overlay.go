package ui

import (
	"gopherscope/render/paint"
)

// tip is the state of the tooltip: which widget would show one, and since when.
type tip struct {
	id, next     ID
	text, asked  string
	anchor, near Rect
	since        float64
	open         bool
}

func (t *tip) begin() { t.next = 0 }

// end opens the tooltip when the pointer has rested long enough on one widget.
func (t *tip) end(hot, active ID, now float64) {
	if t.next == 0 || t.next != hot || active != 0 {
		t.id, t.open = 0, false
		return
	}
	if t.id != t.next {
		t.id, t.since = t.next, now
	}
	t.text, t.anchor = t.asked, t.near
	t.open = now-t.since >= paint.TooltipTime
}

// Tip offers a tooltip for the widget id at r. Ask the widget first.
func (c *Ctx) Tip(id ID, r Rect, text string) {
	if c.hot == id {
		c.tip.next, c.tip.asked, c.tip.near = id, text, r
	}
}

// Tooltip returns the tooltip to paint after End, if one is open, and what it is about.
func (c *Ctx) Tooltip() (text string, about Rect, open bool) {
	return c.tip.text, c.tip.anchor, c.tip.open && c.tip.text != ""
}

const tipW, tipPad = 340, 10

// PaintTooltip paints a tooltip near what it is about, inside the batch's picture: below it,
// or above where there is no room below.
func PaintTooltip(b *paint.Batch, th *paint.Theme, text string, about Rect) {
	f := paint.FontLabel
	line := f.Size * 1.4
	var w, h float32
	for s := range f.Wrap(text, tipW) {
		w, h = max(w, f.Width(s)), h+line
	}
	w, h = w+2*tipPad, h+1.4*tipPad
	all := b.Bounds().Inset(4)
	x := max(all.X, min(about.X+about.W/2-w/2, all.Right()-w))
	y := about.Bottom() + 8
	if y+h > all.Bottom() {
		y = max(all.Y, about.Y-8-h)
	}
	r := b.SnapRect(Rect{X: x, Y: y, W: w, H: h})
	b.Shadow(r.Move(0, 4), 8, 12, th.Shadow)
	b.RRect(r, 8, th.Text)
	cy := r.Y + 0.7*tipPad + line/2
	for s := range f.Wrap(text, tipW) {
		b.TextAt(r.X+tipPad, cy, paint.Left, s, f, th.Background)
		cy += line
	}
}

// A Message tells the reader something beside the program's story: a file was reloaded, or has
// a fault. An error stays until it is closed; others go away after MessageTime.
type Message struct {
	Title string
	Text  string // may have lines; an error's is "file:line:col: message" and a hint
	Error bool

	until float64
}

// MessageTime is how long a message that is no error stays, in seconds.
const MessageTime = 4

// maxMessages is how many messages are shown at once: an older one gives way.
const maxMessages = 4

// A Messages is a stack of messages in a corner, the newest on top.
type Messages struct {
	list []Message
	now  float64
}

// Show adds a message. One with the same title replaces the older one.
func (ms *Messages) Show(m Message) {
	m.until = ms.now + MessageTime
	ms.Close(m.Title)
	ms.list = append(ms.list, m)
	if n := len(ms.list) - maxMessages; n > 0 {
		ms.list = append(ms.list[:0], ms.list[n:]...)
	}
}

// Close removes the message with that title, if there is one.
func (ms *Messages) Close(title string) {
	kept := ms.list[:0]
	for _, m := range ms.list {
		if m.Title != title {
			kept = append(kept, m)
		}
	}
	clear(ms.list[len(kept):])
	ms.list = kept
}

// Len returns how many messages are shown.
func (ms *Messages) Len() int { return len(ms.list) }

const messageW, messagePad, messageGap = 520, 14, 10

// boxes yields the places of the messages, from the newest to the oldest, down from the top
// right corner of r, with their close buttons.
func (ms *Messages) boxes(r Rect, yield func(i int, box, shut Rect)) {
	w := min(messageW, r.W)
	y := r.Y
	for i := len(ms.list) - 1; i >= 0; i-- {
		m := &ms.list[i]
		h := float32(2*messagePad + 20)
		for range messageFont.Wrap(m.Text, w-3*messagePad) {
			h += messageLine
		}
		box := Rect{X: r.Right() - w, Y: y, W: w, H: min(h, max(0, r.Bottom()-y))}
		if box.H < 2*messagePad {
			return
		}
		shut := Rect{X: box.Right() - 38, Y: box.Y + 4, W: 34, H: 34}
		yield(i, box, shut)
		y = box.Bottom() + messageGap
	}
}

const messageLine = 22

var messageFont = paint.FontLabel

var messageID = Name("message")

// Update lets messages go when their time is over or the reader closes them. Ask it first: the
// boxes lie in front of all else. It reports whether anything changed.
func (ms *Messages) Update(c *Ctx, r Rect) (changed bool) {
	ms.now = c.In.Now
	gone := -1
	ms.boxes(r, func(i int, box, shut Rect) {
		m := &ms.list[i]
		if c.Button(messageID.At(i), shut) || !m.Error && m.until < ms.now {
			gone = i // the oldest that must go; another one goes in the next tick
		}
		c.Take(box)
	})
	if gone < 0 {
		return false
	}
	ms.Close(ms.list[gone].Title)
	return true
}

// Paint paints the messages; r is as in Update.
func (ms *Messages) Paint(b *paint.Batch, th *paint.Theme, r Rect) {
	ms.boxes(r, func(i int, box, shut Rect) {
		m := &ms.list[i]
		edge, icon := th.Hairline, th.Dim
		if m.Error {
			edge, icon = th.Error, th.Error
		}
		b.Shadow(box.Move(0, 6), paint.RadiusPanel, 18, th.Shadow)
		b.RRect(box, paint.RadiusPanel, th.Raised)
		b.StrokeRRect(box, paint.RadiusPanel, 1.5, edge)
		b.PushClip(box)
		in := box.Inset(messagePad)
		head := in.CutTop(20)
		if m.Error {
			b.Icon(paint.IconWarning, head.X+9, head.Y+9, 18, icon)
			head.CutLeft(28)
		}
		head.CutRight(24)
		b.TextIn(head, paint.Left, m.Title, paint.FontName, th.Text)
		b.Icon(paint.IconClose, shut.X+shut.W/2, shut.Y+shut.H/2, 13, th.Dim)
		in.CutTop(4)
		for s := range messageFont.Wrap(m.Text, box.W-3*messagePad) {
			b.TextIn(in.CutTop(messageLine), paint.Left, s, messageFont, th.Dim)
		}
		b.PopClip()
	})
}

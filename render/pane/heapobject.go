package pane

import (
	"strconv"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A heapObject is the object that the reader has chosen, with all that is known of it: a column of
// rows, of which those about other objects can be clicked.
type heapObject struct {
	addr    uint64 // 0 for none
	born    int    // tells it apart from what the address held before and will hold
	there   bool   // it is in the heap at the instant shown
	hovered uint64 // the object that the pointer is over, or 0

	related   uint64 // the object whose pointers are links
	relatedAt heapInstant
	links     []view.HeapEdge // to and from the object that the pointer is over

	obj  view.HeapObject
	refs []view.HeapEdge
	path []view.HeapEdge
	in   *view.HeapSpan

	name  string
	types map[uint64]string // of the objects that have pointers to it, or lie on the way

	area, body Rect
	close      Rect
	rows       []objectRow
	width      float32 // for which rows were made
	stale      bool
	list       ui.Rows
}

// An objectRow is a line of what is known.
type objectRow struct {
	label string
	text  string
	aside string     // at the right
	addr  uint64     // of an object that a click leads to, or 0
	g     trace.GoID // of a goroutine that a click leads to, or NoGo
	event int        // number of the event that a click leads to, or 0
	head  bool       // it begins a group
	code  bool
}

const (
	objectHead   = 52
	objectRowH   = 21
	objectLabelW = 92
	mostRefs     = 40 // pointers listed
)

var (
	heapObjectID = ui.Name("heap/object")
	heapShutID   = ui.Name("heap/object/close")
)

func (o *heapObject) open() bool { return o.addr != 0 }

func (o *heapObject) shut() {
	o.addr, o.born, o.path, o.refs, o.rows = 0, 0, nil, nil, o.rows[:0]
}

// choose makes the object at addr the chosen one.
func (o *heapObject) choose(addr uint64, born int) {
	o.addr, o.born = addr, born
	o.list.Scroll = 0
	o.there = false
}

// ask asks the probe about the object.
func (o *heapObject) ask(probe view.HeapProbe, f *Frame, h *view.Heap) {
	if !o.open() {
		return
	}
	born := born(f, o.addr)
	o.stale = true
	o.refs, o.path, o.in = nil, nil, nil
	obj, ok := probe.ObjectAt(o.addr)
	o.there = ok && obj.Addr == o.addr && (o.born == 0 || o.born == born)
	if !o.there {
		return
	}
	o.obj = obj
	o.refs = probe.Referrers(o.addr)
	o.path = probe.Path(o.addr)
	o.in = spanAt(h, obj.Span)
	o.types = map[uint64]string{}
	for _, list := range [...][]view.HeapEdge{o.path, o.refs[:min(len(o.refs), mostRefs)]} {
		for _, e := range list {
			if other, ok := probe.ObjectAt(e.From); ok && e.Root == view.NotRoot {
				o.types[e.From] = nameOf(other.Type)
			}
		}
	}
	for _, e := range obj.Edges[:min(len(obj.Edges), mostRefs)] {
		if other, ok := probe.ObjectAt(e.To); ok {
			o.types[e.To] = nameOf(other.Type)
		}
	}
}

// nameOf is what an object of a type is called.
func nameOf(typ string) string {
	if typ == "" {
		return "bytes"
	}
	return shortType(typ)
}

// layout writes the rows.
func (o *heapObject) layout(area Rect, f *Frame) {
	o.area = area
	if area.Empty() || !o.open() {
		return
	}
	in := area
	head := in.CutTop(objectHead)
	o.close = Rect{X: head.Right() - 32, Y: head.Y + 2, W: 32, H: 32}
	o.body = in
	o.body.H = float32(int(in.H/objectRowH)) * objectRowH
	if !o.stale && o.width == area.W {
		return
	}
	o.stale, o.width = false, area.W
	o.rows = o.rows[:0]
	o.name = nameOf(o.obj.Type)
	if !o.there {
		o.name = "an object"
		o.say("", "It is not in the heap at this instant.")
		o.list.N, o.list.H = len(o.rows), objectRowH
		return
	}
	obj := &o.obj
	o.say("colour", [...]string{
		view.NoColour: "none: no cycle is marking",
		view.White:    "white: not found by this cycle so far",
		view.Grey:     "grey: found, its pointers not followed yet",
		view.Black:    "black: found, and its pointers followed",
	}[obj.Colour])
	if s := o.in; s != nil {
		text := "slot " + itoa(obj.Slot) + " of " + itoa(s.Slots) + ", " + size(s.Elem) + " each"
		if s.Class == 0 {
			text = "a large object of its own, " + itoa(s.Pages) + " pages"
		}
		o.say("span", text)
		text = "at " + hexOf(s.Base) + ", " + s.State.String()
		if s.State == view.Cached && s.P != trace.NoProc {
			text += " by P" + itoa(int(s.P))
		}
		if s.NoScan {
			text += ", holds no pointers"
		}
		o.say("", text)
	}
	o.history(f)
	o.pathRows()
	o.refRows()
	o.edgeRows()
	o.list.N, o.list.H = len(o.rows), objectRowH
	o.list.Scroll = max(0, min(o.list.Scroll, o.list.Len()-o.body.H))
}

// say adds what is known, in as many rows as it takes.
func (o *heapObject) say(label, text string) {
	w := max(60, o.area.W-objectLabelW-14)
	for line := range paint.FontLabel.Wrap(text, w) {
		o.rows = append(o.rows, objectRow{label: label, text: line})
		label = ""
	}
}

// pathRows tell the way from a root, a pointer a row.
func (o *heapObject) pathRows() {
	if len(o.path) == 0 {
		o.rows = append(o.rows, objectRow{head: true, label: "Path from a root", text: "there is none"})
		return
	}
	o.rows = append(o.rows, objectRow{head: true, label: "Path from a root"})
	for i := range o.path {
		e := &o.path[i]
		o.rows = append(o.rows, o.edgeRow(e, true))
	}
}

// refRows list what points to it.
func (o *heapObject) refRows() {
	n := len(o.refs)
	text := itoa(n)
	if n == 0 {
		text = "nothing"
	}
	o.rows = append(o.rows, objectRow{head: true, label: "Pointed to by", text: text})
	for i := range o.refs[:min(n, mostRefs)] {
		o.rows = append(o.rows, o.edgeRow(&o.refs[i], true))
	}
	if n > mostRefs {
		o.say("", "and "+itoa(n-mostRefs)+" more")
	}
}

// edgeRows list what it points to.
func (o *heapObject) edgeRows() {
	if len(o.obj.Edges) == 0 {
		return
	}
	o.rows = append(o.rows, objectRow{head: true, label: "Points to", text: itoa(len(o.obj.Edges))})
	for i := range o.obj.Edges[:min(len(o.obj.Edges), mostRefs)] {
		o.rows = append(o.rows, o.edgeRow(&o.obj.Edges[i], false))
	}
}

// edgeRow tells a pointer: where it begins, or where it leads.
func (o *heapObject) edgeRow(e *view.HeapEdge, begins bool) objectRow {
	row := objectRow{code: true}
	name := e.Name
	if name == "" {
		name = "a pointer"
	}
	switch {
	case !begins:
		row.text, row.addr = name+" → "+o.types[e.To], e.To
	case e.Root == view.StackRoot:
		row.text, row.g = "G"+itoa(int(e.G))+" "+name, e.G
		if e.Func != "" {
			row.text += " in " + short(e.Func)
		}
	case e.Root == view.GlobalRoot:
		row.text = "global " + name
	case e.Root == view.OtherRoot:
		row.text = "runtime: " + name
	case e.Name == "" || e.Name[0] == '[':
		row.text, row.addr = o.types[e.From]+" "+name, e.From
	default:
		row.text, row.addr = o.types[e.From]+"."+name, e.From
	}
	if row.addr != 0 {
		row.aside = hexOf(row.addr)
	}
	return row
}

// hexOf writes an address as Go prints it.
func hexOf(addr uint64) string { return "0x" + strconv.FormatUint(addr, 16) }

func (o *heapObject) paint(b *paint.Batch, th *paint.Theme, c *ui.Ctx, f *Frame) {
	if o.area.Empty() {
		return
	}
	b.HLine(o.area.X, o.area.Right(), o.area.Y, paint.Hairline, th.Hairline)
	head := Rect{X: o.area.X, Y: o.area.Y + 5, W: o.area.W - 36, H: 24}
	paintObject(b, th, head.X+10, head.Y+12, 8, o.obj.Colour)
	head.CutLeft(26)
	b.TextIn(head, paint.Left, o.name, paint.FontMono, th.Text)
	under := Rect{X: o.area.X + 26, Y: o.area.Y + 28, W: o.area.W - 62, H: 20}
	var buf [24]byte
	addr := strconv.AppendUint(append(buf[:0], "0x"...), o.addr, 16)
	under.CutLeft(b.TextIn(under, paint.Left, string(addr), paint.FontMonoSmall, th.Dim) + 12)
	if o.there {
		text := appendSize(buf[:0], o.obj.Size)
		b.TextIn(under, paint.Left, string(text), paint.FontLabel, th.Dim)
	}
	ui.PaintIconButton(b, th, o.close, paint.IconClose, c.State(heapShutID))
	b.PushClip(o.body)
	first, last := o.list.Visible(o.body)
	for i := first; i < last; i++ {
		o.paintRow(b, th, o.list.Row(o.body, i), &o.rows[i])
	}
	ui.PaintBar(b, th, o.body, o.list.Len(), o.list.Scroll, 0)
	b.PopClip()
}

func (o *heapObject) paintRow(b *paint.Batch, th *paint.Theme, r Rect, row *objectRow) {
	line := r
	line.CutRight(12)
	if row.head {
		b.HLine(line.X, line.Right(), line.Y+1, paint.Hairline, th.Hairline)
		line.CutLeft(b.TextIn(line, paint.Left, row.label, paint.FontLabel, th.Dim) + 8)
		b.TextIn(line, paint.Left, row.text, paint.FontLabel, th.Text)
		return
	}
	if row.code {
		line.CutLeft(14)
		ink := th.Text
		if row.addr == 0 && row.g == trace.NoGo {
			ink = th.Dim
		}
		if w := paint.FontTiny.Width(row.aside); row.aside != "" && w+paint.FontMonoSmall.Width(row.text)+14 <= line.W {
			b.TextIn(line.CutRight(w), paint.Right, row.aside, paint.FontTiny, th.Dim)
		}
		b.TextIn(line, paint.Left, row.text, paint.FontMonoSmall, ink)
		return
	}
	if row.label != "" || objectLabelW < line.W {
		b.TextIn(line.CutLeft(objectLabelW), paint.Left, row.label, paint.FontLabel, th.Dim)
	}
	b.TextIn(line, paint.Left, row.text, paint.FontLabel, th.Text)
}

// update lets the reader scroll and click. It returns the row that he clicked, or nil.
func (o *heapObject) update(c *ui.Ctx) *objectRow {
	if !o.open() || o.area.Empty() {
		return nil
	}
	if c.Button(heapShutID, o.close) {
		o.shut()
		return nil
	}
	hover, clicked := c.Rows(heapObjectID, o.body, &o.list)
	if clicked >= 0 && clicked < len(o.rows) {
		return &o.rows[clicked]
	}
	if hover >= 0 && hover < len(o.rows) {
		row := &o.rows[hover]
		o.hovered = row.addr
		switch r := o.list.Row(o.body, hover); {
		case row.code && paint.FontMonoSmall.Width(row.text) > o.body.W-26:
			c.Tip(heapObjectID, r, row.text)
		case row.event > 0:
			c.Tip(heapObjectID, r, "A click leads to that instant.")
		}
	}
	return nil
}

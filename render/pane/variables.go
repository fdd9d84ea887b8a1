package pane

import (
	"strconv"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A variablesPane shows what the goroutine that the reader has chosen is doing: its frames,
// innermost first, with their variables and deferred calls. It is a column of rows. A click
// on a row opens what is inside it, a level at a time.
type variablesPane struct {
	area, body Rect
	shut       Rect
	g          trace.GoID
	state      string // what the goroutine does
	line       string // the first row's second line

	rows []varRow
	list ui.Rows
	open map[uint64]bool // rows that the reader has opened, and those that he has closed

	// The texts of the rows at the instant shown and at the one shown before: what differs has
	// changed by the step.
	texts, before map[uint64]string
	at            varInstant
}

// A varInstant says what the rows show.
type varInstant struct {
	log    *view.Log
	g      trace.GoID
	events int
	at     trace.Time
}

// A varRow is a frame, a variable, what is inside one, or a deferred call.
type varRow struct {
	key      uint64 // the same at every instant
	kind     varKind
	depth    int
	name     string
	text     string
	typ      string
	nameW    float32 // room of the name: that of the widest in its group
	ref      view.Ref
	ptr      string // where what is inside lies, or ""
	addr     uint64 // of a channel
	canOpen  bool
	open     bool
	changed  bool
	dim      bool // nobody reads it any more
	faint    bool // it is of no more use: hidden, unknown or left behind
	struck   bool // a panic has left the frame behind
	deferred bool // the frame was called by a panic, or at a function's end
}

// A varKind says what a varRow is.
type varKind uint8

const (
	varFrame varKind = iota
	varLibrary
	varPanic
	varValue
	varDefer
	varWords
)

const (
	varHead   = 62
	varRowH   = 22
	varIndent = 15
	varMost   = 2000 // rows
	mostNameW = 120
)

var (
	varsID    = ui.Name("variables")
	varShutID = ui.Name("variables/close")
)

// layout asks the probe about goroutine g and places what it answers.
func (p *variablesPane) layout(area Rect, f *Frame, g trace.GoID) {
	p.area = area
	p.g = g
	if g == trace.NoGo {
		p.rows = p.rows[:0]
		p.at = varInstant{}
		return
	}
	in := area.InsetXY(1, 1)
	head := in.CutTop(varHead)
	p.shut = Rect{X: head.Right() - 40, Y: head.Y + 6, W: 34, H: 34}
	p.body = in
	p.body.CutBottom(5)
	now := varInstant{f.Log, g, f.State.Events, f.At}
	switch {
	case p.at.log != f.Log || p.at.g != g:
		p.list.Scroll = 0
		p.open = map[uint64]bool{}
		p.before, p.texts = map[uint64]string{}, map[uint64]string{}
	case p.at != now:
		p.before, p.texts = p.texts, p.before
		clear(p.texts)
	}
	p.at = now
	p.fill(f)
}

// fill writes the rows.
func (p *variablesPane) fill(f *Frame) {
	p.rows = p.rows[:0]
	row, known := f.State.G(p.g)
	var frames []view.Frame
	var globals []view.Value
	if f.Probe != nil {
		globals = f.Probe.Globals()
		if known && row.Status != view.Dead {
			frames = f.Probe.Frames(p.g)
		}
	}
	p.state, p.line = "", ""
	switch {
	case !known:
		p.state = "is not there yet"
	case row.Status == view.Dead:
		p.state = "has ended"
	default:
		p.state = doing(row)
	}
	if fn := int(row.Func); known && fn >= 0 && fn < len(f.Funcs) && f.Funcs[fn].Name != "" {
		p.line = "runs " + short(f.Funcs[fn].Name)
		if row.Parent != trace.NoGo {
			p.line += ", started by G" + itoa(int(row.Parent))
		}
	}
	if row.System {
		p.line = "one of the runtime's own: runs " + row.Name
	}
	if row.Stack > 0 && row.Status != view.Dead {
		p.line += "; its stack has " + view.Bytes(int64(row.Stack))
	}
	// All are open if there is room, else the innermost.
	all := 0
	for i := range frames {
		if all++; !frames[i].Std {
			all += len(frames[i].Vars) + len(frames[i].Defers)
		}
	}
	if len(globals) > 0 {
		all += 1 + len(globals)
	}
	room := float32(all)*varRowH <= p.body.H
	first := true // no frame of the user's so far
	for i := range frames {
		fr := &frames[i]
		switch {
		case fr.Panic != "" || fr.Goexit:
			text := fr.Panic
			if fr.Recovered {
				text += "  recovered"
			}
			p.add(varRow{key: mix(fr.ID, fr.Func), kind: varPanic, name: short(fr.Func), text: text, faint: fr.Recovered})
		case fr.Std && i > 0 && frames[i-1].Panic != "" && strings.HasPrefix(fr.Func, "runtime."):
			continue // what raises the runtime's own panics
		case fr.Std:
			if i+1 < len(frames) && frames[i+1].Std && frames[i+1].Panic == "" && !frames[i+1].Goexit {
				continue // of the library's frames the one that the user's code called stands for all
			}
			p.add(varRow{key: mix(fr.ID, fr.Func), kind: varLibrary, name: fr.Func, text: "library", faint: true, deferred: fr.Deferred, struck: fr.Gone})
		default:
			p.frame(f, fr, first || room)
			first = false
		}
	}
	switch {
	case row.System: // it has none of the program's
	case len(frames) > 0 && first:
		p.add(varRow{kind: varWords, text: "none of your functions is running"})
	case len(frames) == 0 && known && row.Status != view.Dead && f.Probe != nil:
		p.add(varRow{kind: varWords, text: "all its functions have returned"})
	}
	p.globals(f, globals, room || len(frames) == 0)
	p.align()
	p.list.N, p.list.H = len(p.rows), varRowH
	p.list.Scroll = max(0, min(p.list.Scroll, p.list.Len()-p.body.H))
}

// align lets the values of one frame, or of what is inside one value, begin in one column.
func (p *variablesPane) align() {
	for i := range p.rows {
		if p.rows[i].kind != varValue || p.rows[i].nameW > 0 {
			continue
		}
		depth := p.rows[i].depth
		var w float32
		end := i
		for end < len(p.rows) && p.rows[end].depth >= depth && p.rows[end].kind == varValue {
			if p.rows[end].depth == depth {
				w = max(w, paint.FontMonoSmall.Width(p.rows[end].name))
			}
			end++
		}
		for j := i; j < end; j++ {
			if p.rows[j].depth == depth {
				p.rows[j].nameW = min(w, mostNameW)
			}
		}
	}
}

// frame writes a call of a function of the user's, open or not unless the reader has chosen.
func (p *variablesPane) frame(f *Frame, fr *view.Frame, open bool) {
	key := mix(fr.ID, fr.Func)
	if is, told := p.open[key]; told {
		open = is
	}
	text := "line " + itoa(fr.Line)
	_, same := p.before[key]
	p.add(varRow{
		key: key, kind: varFrame, name: short(fr.Func), text: text, open: open, canOpen: len(fr.Vars)+len(fr.Defers) > 0,
		faint: fr.Gone, struck: fr.Gone, deferred: fr.Deferred,
	})
	if !open {
		return
	}
	for i := range fr.Vars {
		p.value(f, mix(mix(key, itoa(i)), fr.Vars[i].Name), 1, &fr.Vars[i], same)
	}
	for i := range fr.Defers {
		c := &fr.Defers[i]
		args := make([]string, len(c.Args))
		for i := range c.Args {
			args[i] = c.Args[i].Text
		}
		row := varRow{
			key: mix(key, "defer"+itoa(len(fr.Defers)-i)), kind: varDefer, depth: 1, name: itoa(i + 1),
			text: short(c.Func) + "(" + strings.Join(args, ", ") + ")", ref: c.Ref, canOpen: c.Ref.Kind != 0,
		}
		row.open = p.open[row.key] && row.canOpen
		p.add(row)
		p.inside(f, &row)
	}
}

// globals writes the package's variables, which all goroutines share.
func (p *variablesPane) globals(f *Frame, globals []view.Value, open bool) {
	if len(globals) == 0 {
		return
	}
	key := mix(1, "package")
	if is, told := p.open[key]; told {
		open = is
	}
	_, same := p.before[key]
	p.add(varRow{key: key, kind: varFrame, name: "package main", text: "shared by all", open: open, canOpen: true})
	for i := range globals {
		if open {
			p.value(f, mix(key, globals[i].Name), 1, &globals[i], same)
		}
	}
}

// value writes a value, and what is inside if the reader has opened it. same says that it could
// be seen at the instant before.
func (p *variablesPane) value(f *Frame, key uint64, depth int, v *view.Value, same bool) {
	row := varRow{
		key: key, kind: varValue, depth: depth, name: v.Name, text: v.Text, typ: shortType(v.Type), ref: v.Ref,
		canOpen: v.Ref.Kind != 0, dim: v.Dead, faint: v.Hidden || v.Dead && v.Text == "",
	}
	if v.Form == view.Chan {
		row.addr = v.Addr
	}
	if v.Dead && v.Text == "" {
		row.text = "no longer used"
	}
	switch v.Role {
	case view.Result:
		row.typ = "result " + row.typ
	case view.Captured:
		row.typ = "captured " + row.typ
	case view.Param:
		row.typ = "param " + row.typ
	}
	row.ptr = v.Ptr
	row.open = p.open[key] && row.canOpen
	old, seen := p.before[key]
	row.changed = !v.Dead && (seen && old != row.text || !seen && same && depth == 1)
	p.add(row)
	p.inside(f, &row)
}

// inside writes what an open row leads to.
func (p *variablesPane) inside(f *Frame, row *varRow) {
	if !row.open {
		return
	}
	if row.ptr != "" {
		p.value(f, mix(row.key, "pointer"), row.depth+1, &view.Value{Name: "pointer", Text: row.ptr, Hidden: true}, false)
	}
	vals := f.Probe.Inside(row.ref)
	for i := range vals {
		p.value(f, mix(row.key, vals[i].Name), row.depth+1, &vals[i], false)
	}
}

func (p *variablesPane) add(row varRow) {
	if len(p.rows) < varMost {
		p.rows = append(p.rows, row)
		p.texts[row.key] = row.text
	}
}

// Variables tells the rows of the variables pane that have a value, each "name = value", with
// an indent a level.
func (sc *Screen) Variables() (list []string) {
	for i := range sc.variables.rows {
		row := &sc.variables.rows[i]
		switch row.kind {
		case varValue:
			list = append(list, strings.Repeat(" ", row.depth)+row.name+" = "+row.text)
		case varDefer:
			list = append(list, strings.Repeat(" ", row.depth)+"defer "+row.text)
		default:
			list = append(list, row.name)
		}
	}
	return list
}

// mix makes the key of a part out of that of the whole.
func mix(key uint64, name string) uint64 {
	h := key ^ 14695981039346656037
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h ^ h>>29
}

// short names a function of package main as its own file does, and shortType a type.
func short(name string) string { return strings.TrimPrefix(name, "main.") }

func shortType(name string) string { return strings.ReplaceAll(name, "main.", "") }

// doing says what a goroutine does.
func doing(g view.G) string {
	switch g.Status {
	case view.Running:
		return "running on P" + itoa(int(g.P))
	case view.Runnable:
		return "ready, in the " + place(g)
	case view.Syscall:
		return "in the system call " + g.Call
	}
	return g.Why.String()
}

// update lets the reader scroll, open and close. It reports whether he closes the pane, and
// the channel that he clicked.
func (p *variablesPane) update(c *ui.Ctx, f *Frame) (shut bool, channel uint64) {
	if p.g == trace.NoGo {
		return false, 0
	}
	if c.Button(varShutID, p.shut) {
		return true, 0
	}
	hover, clicked := c.Rows(varsID, p.body, &p.list)
	if clicked >= 0 && clicked < len(p.rows) {
		row := p.rows[clicked]
		channel = row.addr
		if row.canOpen {
			p.open[row.key] = !row.open
			p.fill(f)
		}
	} else if hover >= 0 && hover < len(p.rows) {
		row := &p.rows[hover]
		if row.kind == varValue && (row.ptr != "" || row.cut(p.body.W)) {
			text := row.name + " " + row.typ
			if row.ptr != "" {
				text += ", points to " + row.ptr
			}
			c.Tip(varsID, p.list.Row(p.body, hover), text+"\n"+row.text)
		}
	}
	return false, channel
}

// cut reports whether not all of a row can be seen in a pane that wide.
func (row *varRow) cut(w float32) bool {
	return paint.FontMonoSmall.Width(row.name)+paint.FontMonoSmall.Width(row.text)+paint.FontTiny.Width(row.typ)+varIndent*float32(row.depth)+60 > w
}

func (p *variablesPane) paint(b *paint.Batch, th *paint.Theme, c *ui.Ctx, pal *palette, s *view.State) {
	if p.g == trace.NoGo {
		return
	}
	ui.PaintPanel(b, th, p.area)
	hue := th.Kind(pal.goroutine(s, p.g))
	head := Rect{X: p.area.X + 15, Y: p.area.Y + 9, W: p.area.W - 60, H: 26}
	name := hue.Color
	if g, _ := s.G(p.g); g.System {
		name = th.Dim
	}
	var buf [24]byte
	head.CutLeft(b.TextIn(head, paint.Left, string(strconv.AppendInt(append(buf[:0], 'G'), int64(p.g), 10)), paint.FontBig, name) + 10)
	b.TextIn(head, paint.Left, p.state, paint.FontName, th.Text)
	under := Rect{X: p.area.X + 15, Y: p.area.Y + 34, W: p.area.W - 30, H: 20}
	b.TextIn(under, paint.Left, p.line, paint.FontLabel, th.Dim)
	ui.PaintIconButton(b, th, p.shut, paint.IconClose, c.State(varShutID))
	b.HLine(p.area.X+1, p.area.Right()-1, p.area.Y+varHead, paint.Hairline, th.Hairline)
	b.PushClip(p.body)
	first, last := p.list.Visible(p.body)
	for i := first; i < last; i++ {
		p.paintRow(b, th, p.list.Row(p.body, i), &p.rows[i])
	}
	ui.PaintBar(b, th, p.body, p.list.Len(), p.list.Scroll, 0)
	b.PopClip()
}

func (p *variablesPane) paintRow(b *paint.Batch, th *paint.Theme, r Rect, row *varRow) {
	cy := r.Y + r.H/2
	line := r
	line.CutLeft(12 + varIndent*float32(row.depth))
	line.CutRight(14)
	if row.kind == varFrame || row.kind == varPanic || row.kind == varLibrary {
		b.RRect(Rect{X: r.X, Y: r.Y, W: r.W, H: r.H - 1}, 0, th.Sunken)
	}
	if row.changed {
		b.RRect(Rect{X: r.X + 1, Y: r.Y + 2, W: r.W - 2, H: r.H - 4}, 4, th.Attention.Fade(0.1))
		b.RRect(Rect{X: r.X + 4, Y: r.Y + 4, W: 3, H: r.H - 8}, 1.5, th.Attention)
	}
	if row.canOpen {
		x, d := line.X+4, float32(4)
		if row.open {
			b.Tri(paint.Point{X: x - d, Y: cy - 2}, paint.Point{X: x + d, Y: cy - 2}, paint.Point{X: x, Y: cy + 3}, 0.5, th.Dim)
		} else {
			b.Tri(paint.Point{X: x - 2, Y: cy - d}, paint.Point{X: x + 3, Y: cy}, paint.Point{X: x - 2, Y: cy + d}, 0.5, th.Dim)
		}
	}
	line.CutLeft(15)
	ink, dim := th.Text, th.Dim
	switch {
	case row.faint:
		ink, dim = th.Faint, th.Faint
	case row.dim:
		ink = th.Dim
	}
	switch row.kind {
	case varFrame, varLibrary:
		if row.deferred {
			line.CutLeft(b.TextIn(line, paint.Left, "deferred", paint.FontLabel, th.Dim) + 7)
		}
		name := line
		name.W -= paint.FontLabel.Width(row.text) + 12
		w := b.TextIn(name, paint.Left, row.name, paint.FontValue, ink)
		if row.struck {
			b.HLine(name.X, name.X+w, cy+1, 1.5, th.Dim)
		}
		text := row.text
		if row.struck {
			text = "left behind"
			name.W = line.W - paint.FontLabel.Width(text) - 12
		}
		b.TextIn(line, paint.Right, text, paint.FontLabel, dim)
	case varPanic:
		line.CutLeft(b.TextIn(line, paint.Left, row.name, paint.FontValue, th.Error) + 10)
		b.TextIn(line, paint.Left, row.text, paint.FontMonoSmall, ink)
	case varDefer:
		line.CutLeft(b.TextIn(line, paint.Left, "defer", paint.FontLabel, th.Dim) + 6)
		line.CutLeft(b.TextIn(line, paint.Left, row.name, paint.FontValue, th.Dim) + 8)
		b.TextIn(line, paint.Left, row.text, paint.FontMonoSmall, ink)
	case varWords:
		b.TextIn(line, paint.Left, row.text, paint.FontLabel, th.Faint)
	default:
		name := line.CutLeft(min(line.W*0.42, row.nameW))
		b.TextIn(name, paint.Left, row.name, paint.FontMonoSmall, th.Keyword.Mix(th.Panel, pale(row.faint)))
		line.CutLeft(10)
		value := paint.FontMonoSmall.Width(row.text)
		if typ := paint.FontTiny.Width(row.typ); value+typ+12 <= line.W || value <= line.W*0.55 {
			room := line
			room.CutLeft(min(value, line.W) + 12)
			b.TextIn(room, paint.Right, row.typ, paint.FontTiny, th.Faint)
		}
		b.TextIn(line, paint.Left, row.text, paint.FontMonoSmall, ink)
	}
}

// pale is how far what is of no more use fades into the background.
func pale(faint bool) float32 {
	if faint {
		return 0.4
	}
	return 0
}

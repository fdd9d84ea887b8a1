package pane

import (
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An inspector shows what the goroutine that the reader has clicked is doing: its frames,
// innermost first, with their variables. It stands below the source, in place of the output.
type inspector struct {
	g     trace.GoID
	lines []inspectLine
	rect  Rect
}

// An inspectLine is a frame, or a variable in it.
type inspectLine struct {
	head  bool   // the name of a function and its line
	name  string // of the variable; of the function if head
	text  string // its value; the line if head
	typ   string
	heap  bool // it lives in the heap
	g     trace.GoID
	state string // of the first line: what the goroutine does
}

const (
	inspectRow    = 20
	inspectPad    = 10
	inspectFrames = 6  // frames of the user's that are shown
	inspectVars   = 12 // variables of one frame
)

// fill asks the probe about goroutine g. It shows nothing if nobody can answer.
func (in *inspector) fill(f *Frame, g trace.GoID) {
	in.g, in.lines = trace.NoGo, in.lines[:0]
	row, ok := f.State.G(g)
	if !ok || row.Status == view.Dead || f.Probe == nil {
		return
	}
	in.g = g
	in.lines = append(in.lines, inspectLine{head: true, g: g, name: "G" + itoa(int(g)), state: doing(row)})
	shown := 0
	for _, fr := range f.Probe.Frames(g) {
		if fr.Std {
			continue
		}
		if shown++; shown > inspectFrames {
			in.lines = append(in.lines, inspectLine{head: true, name: "…"})
			return
		}
		in.lines = append(in.lines, inspectLine{head: true, name: fr.Func, text: "line " + itoa(fr.Line)})
		for i, v := range fr.Vars {
			if i == inspectVars {
				in.lines = append(in.lines, inspectLine{name: "…"})
				break
			}
			in.lines = append(in.lines, inspectLine{name: v.Name, text: v.Text, typ: v.Type, heap: v.Heap})
		}
	}
	if shown == 0 {
		in.lines = append(in.lines, inspectLine{head: true, name: "has not begun"})
	}
}

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

// height is how much room the inspector takes below a text that has most at the bottom.
func (in *inspector) height(most float32) float32 {
	if in.g == trace.NoGo {
		return 0
	}
	return min(most, inspectRow*float32(len(in.lines))+2*inspectPad)
}

func (in *inspector) paint(b *paint.Batch, th *paint.Theme, pal *palette, s *view.State) {
	if in.rect.Empty() || in.g == trace.NoGo {
		return
	}
	r := in.rect
	b.HLine(r.X, r.Right(), r.Y, paint.Hairline, th.Hairline)
	room := r.InsetXY(14, inspectPad)
	fit := int(room.H / inspectRow)
	for i := range in.lines {
		l := &in.lines[i]
		line := room.CutTop(inspectRow)
		if i == fit-1 && i < len(in.lines)-1 {
			b.TextIn(line, paint.Left, "…", paint.FontMonoSmall, th.Faint)
			return
		}
		switch {
		case l.g != trace.NoGo:
			c := th.Kind(pal.goroutine(s, l.g)).Color
			line.CutLeft(b.TextIn(line, paint.Left, l.name, paint.FontName, c) + 10)
			b.TextIn(line, paint.Left, l.state, paint.FontLabel, th.Dim)
		case l.head:
			line.CutLeft(b.TextIn(line, paint.Left, l.name, paint.FontValue, th.Text) + 10)
			b.TextIn(line, paint.Left, l.text, paint.FontLabel, th.Faint)
		default:
			line.CutLeft(18)
			name := line
			name.W *= 0.4
			line.CutLeft(b.TextIn(name, paint.Left, l.name, paint.FontMonoSmall, th.Keyword) + 10)
			if l.heap {
				line.CutLeft(b.TextIn(line, paint.Left, "heap", paint.FontTiny, th.Faint) + 8)
			}
			value := line
			value.W *= 0.66
			line.CutLeft(b.TextIn(value, paint.Left, l.text, paint.FontMonoSmall, th.Text) + 12)
			b.TextIn(line, paint.Left, l.typ, paint.FontTiny, th.Faint)
		}
	}
}

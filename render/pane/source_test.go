package pane

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
)

// loaded returns a source pane with a text and the functions of it.
func loaded(text string, funcs ...Func) *sourcePane {
	p := new(sourcePane)
	p.load(&Frame{Source: Source{"x.go", text}, Funcs: funcs})
	return p
}

func TestEveryLineKeepsItsText(t *testing.T) {
	for _, text := range []string{
		demoSource,
		"package main\n\n/* a comment\n\tof two lines */ func main() { x := `raw\n\t` + \"\\n\" }\n",
		"package main\r\n\r\nfunc main() { // carriage returns\r\n}\r\n",
		"", "\n", "no Go at all \x00 “quotes” §", "func (r T) m() {}\n\t'", "/* never ends\n",
	} {
		p := loaded(text)
		want := strings.Split(strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\r", ""), "\t", "    "), "\n")
		if len(p.lines) != len(want) {
			t.Errorf("%q: %d lines, want %d", text, len(p.lines), len(want))
			continue
		}
		for i, line := range p.lines {
			var got strings.Builder
			for _, pc := range line.pieces {
				got.WriteString(pc.text)
			}
			if got.String() != want[i] {
				t.Errorf("line %d of %q is %q, want %q", i+1, text, got.String(), want[i])
			}
		}
	}
}

func TestTokensHaveTheirStyles(t *testing.T) {
	p := loaded("package main\n\nfunc (r T) run() { go work(1, \"a\") } // end\n\nfunc work() {}\n",
		Func{}, Func{"main.T.run", 3, 3}, Func{"main.work", 5, 5})
	want := map[string]tokenStyle{
		"func": styleKeyword, "run": styleFunc, "go": styleKeyword, "work": styleFunc, "1": styleLiteral, "\"a\"": styleLiteral,
		"// end": styleComment,
	}
	for _, pc := range p.lines[2].pieces {
		if style, ok := want[pc.text]; ok {
			if pc.style != style {
				t.Errorf("%q has style %d, want %d", pc.text, pc.style, style)
			}
			delete(want, pc.text)
		}
		if pc.text == "run" && pc.fn != 1 || pc.text == "work" && pc.fn != 2 {
			t.Errorf("%q is taken for function %d", pc.text, pc.fn)
		}
	}
	for text := range want {
		t.Errorf("%q is no piece of its own", text)
	}
}

func TestDirectivesAreFoldedAway(t *testing.T) {
	text := "// Title. One sentence.\n// More of it.\n//\n// Another paragraph.\n//\n//scope:procs 2\npackage main\n\nfunc main() {\n\t//scope:note Look.\n\tprintln() // a comment\n\t// on its own\n}\n"
	p := loaded(text)
	var shown []int
	for _, i := range p.shown {
		shown = append(shown, int(i)+1)
	}
	want := []int{1, 2, 7, 8, 9, 11, 12, 13}
	if len(shown) != len(want) {
		t.Fatalf("lines %v are shown, want %v", shown, want)
	}
	for i := range want {
		if shown[i] != want[i] {
			t.Fatalf("lines %v are shown, want %v", shown, want)
		}
	}
	if got := p.rowOf[9]; got != 4 {
		t.Errorf("the folded line 10 belongs to row %d, want 4, that of line 9", got)
	}
	p.load(&Frame{Source: Source{"x.go", text}, Problems: []Problem{{File: "x.go", Line: 10, Msg: "unknown directive"}}})
	if len(p.shown) != 13 {
		t.Errorf("with a fault %d lines are shown, want all 13", len(p.shown))
	}
}

func TestFaultsAreToldBesideTheirLine(t *testing.T) {
	d := newDemo(t, 2, 8, 1)
	d.run(100, nil)
	f := d.frame()
	f.Faulty = Source{"mine.go", strings.Repeat("// a line\n", 300)}
	for i := range 7 {
		f.Problems = append(f.Problems, Problem{"mine.go", 150 + i, 3, "undefined: wrok", "did you mean work?"})
	}
	for _, size := range [][2]float32{{LeastW, LeastH}, {1600, 900}} {
		sc := &Screen{Theme: &paint.Dark}
		sc.Layout(f, size[0], size[1], 0)
		p := &sc.source
		line := p.rows.Row(p.code, p.row(150))
		if line.Y < p.code.Y || line.Bottom() > p.code.Bottom() {
			t.Errorf("%v: the first fault's line, at %v, is outside the text at %v", size, line, p.code)
		}
		if box := p.faultBox; box.Y < p.code.Bottom() || box.Bottom() > p.area.Bottom() || box.X < p.area.X || box.Right() > p.area.Right() {
			t.Errorf("%v: the box %v is not below the text %v, inside %v", size, box, p.code, p.area)
		}
		if len(p.stands) > 0 {
			t.Errorf("%v: goroutines of the old run stand in the new text", size)
		}
	}
}

func TestALongSourceIsShownPlain(t *testing.T) {
	p := loaded(strings.Repeat("var x = 1 // one of many\n", mostStyled/20))
	if len(p.lines) != mostStyled/20 || len(p.lines[7].pieces) != 1 {
		t.Errorf("%d lines, the eighth in %d pieces", len(p.lines), len(p.lines[7].pieces))
	}
}

func TestTheLineOfTheEventStaysInSight(t *testing.T) {
	d := newDemo(t, 2, 12, 4)
	d.run(400, nil)
	f := d.frame()
	f.Source.Text = strings.ReplaceAll(demoSource, "\n\n", strings.Repeat("\n", 40)) // taller than the pane
	lines := strings.Count(f.Source.Text, "\n")
	f.Line = func(pc int32) int { return (int(pc)*29)%lines + 1 }
	sc := &Screen{Theme: &paint.Dark, Still: true}
	for n := 100; n < 140; n++ {
		f.State = f.Log.State(n)
		f.At = f.State.At
		sc.Layout(f, 1600, 900, float64(n))
		if p := &sc.source; p.here > 0 {
			first, last := p.rows.Visible(p.code)
			if row := p.row(p.here); row < first || row >= last {
				t.Fatalf("event %d: line %d, row %d, is outside rows %d to %d", n, p.here, row, first, last)
			}
		}
	}
	// A reader who scrolls is left alone until the next step.
	p := &sc.source
	ticked(sc, f, ui.Input{X: p.code.X + 50, Y: p.code.Y + 50, WheelY: -100})
	if p.rows.Scroll != 0 || p.follow {
		t.Errorf("the wheel leaves the text at %v, following %v", p.rows.Scroll, p.follow)
	}
}

func TestKindsNeverChange(t *testing.T) {
	d := newDemo(t, 4, 40, 2)
	d.run(600, nil)
	f := d.frame()
	whole := f.Log.Len()
	var p palette
	kinds := map[int32]int{}
	grown := *f.Log
	for n := 0; n <= whole; n += 50 {
		grown.Events = f.Log.Events[:n]
		g := *f
		g.Log = &grown
		p.update(&g)
		for fn, k := range kinds {
			if p.function(fn) != k {
				t.Fatalf("after %d events function %d is of kind %d, it was %d", n, fn, p.function(fn), k)
			}
		}
		for fn := range int32(len(demoFuncs)) {
			if k := p.function(fn); k >= 0 {
				kinds[fn] = k
			}
		}
	}
	if kinds[1] != 0 || len(kinds) != 4 {
		t.Errorf("kinds %v, want main's to be 0 and four in all", kinds)
	}
	if got := p.zone(demoFuncs[2].First + 1); got != kinds[2] {
		t.Errorf("a line of %s has kind %d, want %d", demoFuncs[2].Name, got, kinds[2])
	}
	if got := p.zone(3); got != -1 {
		t.Errorf("a line outside all functions has kind %d", got)
	}
}

func TestAStopSaysWhere(t *testing.T) {
	d := newDemo(t, 2, 4, 1)
	d.add(trace.Event{Kind: trace.GoNote, P: 0, M: 0, G: 1, N: 0})
	f := d.frame()
	f.Marks = []Mark{{Kind: Stop, Line: 9}}
	sc := &Screen{Theme: &paint.Dark}
	sc.Layout(f, 1600, 900, 0)
	if got, want := sc.Said(), "Stop: G1 is about to run line 9."; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// What was looked at before is told of decisions only: at a note nothing is chosen.
func TestOnlyADecisionLookedAtOthers(t *testing.T) {
	var looks trace.Looks
	looks.Add(trace.RingEmpty, 0)
	for _, tt := range []struct {
		e    trace.Event
		want string
	}{
		{trace.Event{Kind: trace.GoStop, P: 0, M: 0, G: 1, To: trace.GlobalQueue, Why: trace.Gosched}, "nothing else was looked at"},
		{trace.Event{Kind: trace.GoStop, P: 0, M: 0, G: 1, To: trace.GlobalQueue, Why: trace.Gosched, Looks: looks}, "its queue: empty"},
		{trace.Event{Kind: trace.GoNote, P: 0, M: 0, G: 1}, "nothing was chosen: this is no decision of the scheduler"},
		{trace.Event{Kind: trace.GoWrite, P: 0, M: 0, G: 1, N: 1, Text: "hello"}, "nothing was chosen: this is no decision of the scheduler"},
	} {
		d := newDemo(t, 2, 4, 1)
		d.add(tt.e)
		sc := &Screen{Theme: &paint.Dark, Past: true}
		sc.Layout(d.frame(), 1600, 900, 0)
		if sc.caption.past != tt.want {
			t.Errorf("%v with %v tells %q, want %q", tt.e.Kind, tt.e.Looks.List(), sc.caption.past, tt.want)
		}
	}
}

func TestCaptionsFitTheirPane(t *testing.T) {
	texts := []string{
		"Short.",
		strings.Repeat("A sentence of a dozen words that goes on for quite a while. ", 3),
		strings.Repeat("A very long note indeed, as a teacher may write who likes to explain things twice. ", 5),
	}
	for _, text := range texts {
		for _, w := range []float32{LeastW, 1600, 2000} {
			d := newDemo(t, 2, 4, 1)
			d.add(trace.Event{Kind: trace.GoNote, P: 0, M: 0, G: 1, N: 0})
			f := d.frame()
			f.Marks = []Mark{{Kind: Ask, Line: 9, Text: text}}
			sc := &Screen{Theme: &paint.Dark}
			sc.Layout(f, w, 900, 0)
			p := &sc.caption
			if sc.Said() != strings.TrimSpace(text) {
				t.Errorf("it says %q, want %q", sc.Said(), text)
			}
			plain, _ := p.fonts()
			for _, word := range p.words {
				if right := p.left + word.x + plain.Width(strings.TrimSpace(word.text)); right > p.area.W-captionRight+1 {
					t.Errorf("%v wide: %q ends at %v, beyond %v", w, word.text, right, p.area.W-captionRight)
				}
			}
			if len(text) < 200 && p.lines > 2 {
				t.Errorf("%v wide: %d characters take %d lines", w, len(text), p.lines)
			}
		}
	}
}

// The type shrinks until the longest line of code that can be shown is shown whole, and not for
// one that cannot be, nor for a comment.
func TestTheTypeFitsTheCode(t *testing.T) {
	for _, c := range []struct {
		rule string
		line string
		want func(size float32) bool
	}{
		{"short lines", "x := 1", func(s float32) bool { return s == codeSize }},
		{"a line a little too long", "x := " + strings.Repeat("9", 42), func(s float32) bool { return s < codeSize && s >= leastCode }},
		{"a line that never fits", "x := " + strings.Repeat("9", 158), func(s float32) bool { return s == codeSize }},
		{"a long comment", "// " + strings.Repeat("long ", 14), func(s float32) bool { return s == codeSize }},
	} {
		d := newDemo(t, 4, 6, 1)
		f := d.frame()
		f.Source = Source{"x.go", "package main\n\nfunc main() {\n\t" + c.line + "\n}\n"}
		sc := &Screen{Theme: &paint.Dark}
		sc.Layout(f, 1600, 900, 0)
		p := &sc.source
		if !c.want(p.size) {
			t.Errorf("%s: the size is %v", c.rule, p.size)
		}
		_, text := p.columns(p.code)
		if p.size < codeSize && text+p.textWidth(4) > p.code.Right()-12 {
			t.Errorf("%s: at size %v it is still cut", c.rule, p.size)
		}
		if want := float32(paint.CodeLine) * p.size / codeSize; p.rows.H != want {
			t.Errorf("%s: rows are %v high, want %v", c.rule, p.rows.H, want)
		}
	}
}

// A line of code that is too long for its pane goes on in the rows below, whole and in order,
// each row with room for a goroutine beside it; a comment keeps its row.
func TestLongLinesGoOnBelow(t *testing.T) {
	const call = "\t\tfmt.Println(\"a result that is worth a long line\", result.Name, result.Value, result.Took, result.Where, result.When, \"äöü and so on\")"
	lines := []string{"package main", "", "func main() {", call, "\tx := " + strings.Repeat("9", 300), "\t// " + strings.Repeat("long ", 40), "}"}
	d := newDemo(t, 4, 6, 1)
	f := d.frame()
	f.Source = Source{"x.go", strings.Join(lines, "\n") + "\n"}
	for _, w := range []float32{1280, 1600} {
		sc := &Screen{Theme: &paint.Dark}
		sc.Layout(f, w, 900, 0)
		p := &sc.source
		_, left := p.columns(p.code)
		column := p.font(paint.FontCode).Width("0")
		got := make([]string, len(lines))
		rows := make([]int, len(lines))
		for i, c := range p.cuts {
			text := p.text(int(c.line) + 1)[c.from:c.to]
			got[c.line] += text
			rows[c.line]++
			if c.line != 5 && left+column*float32(int(c.indent)+utf8.RuneCountInString(text)) > p.code.Right()-12-chipRoom+0.1 {
				t.Errorf("in %v: row %d is too wide: %q", w, i, text)
			}
			if c.line == 3 && c.from > 0 && c.indent != 12 {
				t.Errorf("in %v: row %d is indented by %d columns, want 12", w, i, c.indent)
			}
			if i > 0 && c.line != p.cuts[i-1].line && p.row(int(c.line)+1) != i {
				t.Errorf("in %v: line %d begins in row %d, want %d", w, c.line+1, p.row(int(c.line)+1), i)
			}
		}
		for i, text := range got {
			if want := strings.ReplaceAll(lines[i], "\t", "    "); text != want {
				t.Errorf("in %v: line %d is %q, want %q", w, i+1, text, want)
			}
		}
		if rows[3] < 2 || rows[4] < 4 || rows[5] != 1 || rows[2] != 1 {
			t.Errorf("in %v: rows %v", w, rows)
		}
		if p.rows.N != len(p.cuts) {
			t.Errorf("in %v: %d rows, %d cuts", w, p.rows.N, len(p.cuts))
		}
	}
}

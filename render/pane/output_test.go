package pane

import (
	"fmt"
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
)

// chatty is a run whose main has printed the given lines, one event each.
func chatty(t *testing.T, lines ...string) *Frame {
	d := newDemo(t, 1, 3, 1)
	for i, text := range lines {
		fd := int64(1)
		if strings.HasPrefix(text, "!") {
			fd, text = 2, text[1:]
		}
		d.add(trace.Event{Kind: trace.GoWrite, P: 0, M: 0, G: 1, PC: int32(8 + i%10), N: fd, Text: text + "\n"})
	}
	return d.frame()
}

func (p *outputPane) written() string {
	var b strings.Builder
	for _, l := range p.lines {
		if l.Stderr {
			b.WriteString("!")
		}
		fmt.Fprintf(&b, "%s %s\n", l.name, l.Text)
	}
	return b.String()
}

// The strip shows the last lines that have been printed until the instant shown, each with who
// wrote it; a click on one leads to the instant when it was.
func TestOutputFollowsTheInstant(t *testing.T) {
	f := chatty(t, "one", "two", "three", "!four", "five")
	r := read(f)
	p := &r.sc.printed
	if got, want := p.written(), "G1 three\n!G1 four\nG1 five\n"; got != want {
		t.Errorf("at the end it shows\n%swant\n%s", got, want)
	}
	end := f.State.Events
	f.State = f.Log.State(end - 3)
	f.At = f.State.At
	r.tick(ui.Input{})
	if got, want := p.written(), "G1 one\nG1 two\n"; got != want {
		t.Errorf("after two lines it shows\n%swant\n%s", got, want)
	}
	if wish := r.click(p.body.X+60, p.body.Y+outputRow/2); wish != (SeekEvent{N: end - 4}) {
		t.Errorf("a click on the first line asks for %v, want event %d", wish, end-4)
	}
	f.State = f.Log.State(3)
	f.At = f.State.At
	r.tick(ui.Input{})
	if got := p.written(); got != "" || p.area.Empty() {
		t.Errorf("before the first line it shows %q at %v", got, p.area)
	}
}

func TestOutputScrolls(t *testing.T) {
	var lines []string
	for i := range 200 {
		lines = append(lines, fmt.Sprint("line ", i))
	}
	r := read(chatty(t, lines...))
	p := &r.sc.printed
	at := p.body.Center()
	r.tick(ui.Input{X: at.X, Y: at.Y, WheelY: -1000})
	if got := p.written(); !strings.HasPrefix(got, "G1 line 0\n") {
		t.Errorf("scrolled to the top it shows\n%s", got)
	}
	r.sc.Output = true
	r.tick(ui.Input{})
	if n := len(p.lines); n < 8 || p.body.H < r.sc.areas.Source.H*0.4 {
		t.Errorf("large it shows %d lines in %v", n, p.body)
	}
	if got := p.written(); !strings.HasPrefix(got, "G1 line 0\n") {
		t.Errorf("large, and scrolled to the top before, it shows\n%s", got)
	}
	r.click(p.toggle.X+5, p.toggle.Y+5)
	if r.sc.Output {
		t.Error("a click on its sign does not make it small")
	}
}

// Of a death the strip shows why, and not the end of the traceback.
func TestOutputShowsWhyTheProgramDied(t *testing.T) {
	d := newDemo(t, 1, 3, 1)
	d.add(trace.Event{Kind: trace.GoWrite, P: 0, M: 0, G: 1, N: 1, Text: "fine\n"})
	d.add(trace.Event{Kind: trace.GoWrite, P: 0, M: 0, G: 1, N: 2, Text: "panic: no luck\n\ngoroutine 1 [running]:\nmain.main()\n\t/tmp/x.go:7 +0x5\n"})
	d.add(trace.Event{Kind: trace.ProgramEnd, P: trace.NoProc, M: trace.NoThread, N: 2, Text: "panic"})
	r := read(d.frame())
	if got, want := r.sc.printed.written(), "!G1 panic: no luck\n!G1 \n!G1 goroutine 1 [running]:\n"; got != want {
		t.Errorf("it shows\n%swant\n%s", got, want)
	}
}

// A window that shows everything, with the pointer on it, costs no memory when nothing happens.
func TestOpenPanesAllocateNothing(t *testing.T) {
	sc, f := crowded(t)
	openAll(sc, f)
	b, c := paint.NewBatch(), new(ui.Ctx)
	draw := func() {
		sc.Layout(f, 1600, 900, 1)
		b.Reset(1600, 900, 1)
		sc.Paint(b, f, c)
	}
	for range 30 {
		draw()
	}
	if n := testing.AllocsPerRun(20, draw); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// openAll opens the variables of main and the output.
func openAll(sc *Screen, f *Frame) {
	f.Probe = manyVars{}
	sc.Selected, sc.Output = 1, true
}

func BenchmarkDrawOpen(bench *testing.B) {
	sc, f := crowded(bench)
	openAll(sc, f)
	b, c := paint.NewBatch(), new(ui.Ctx)
	sc.Layout(f, 1600, 900, 0)
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		sc.Paint(b, f, c)
	}
	bench.ReportMetric(float64(len(b.V)/4), "quads")
}

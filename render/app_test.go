package render

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/pane"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A tape is a deck over a log that is complete: it does what it is asked at once, and notes it.
type tape struct {
	log   *view.Log
	state view.State
	at    trace.Time
	asked []Intent
	busy  bool
	marks []Mark
}

func (d *tape) Show() Frame {
	return Frame{
		State: &d.state, At: max(d.at, d.state.At), Log: d.log, Marks: d.marks, Busy: d.busy, Procs: 2, GOGC: 100, Seed: 1,
		Source: Source{Name: "tape.go", Text: "package main\n\nfunc main() {\n\tprintln()\n}\n"},
	}
}

func (d *tape) Do(i Intent) {
	d.asked = append(d.asked, i)
	if d.busy {
		return
	}
	n := d.state.Events
	switch i := i.(type) {
	case Step:
		switch {
		case i.Grain == pane.ByDecision && i.Back:
			n = d.log.Before(n, trace.Decisions)
		case i.Grain == pane.ByDecision:
			n = d.log.After(n, trace.Decisions)
		case i.Back:
			n--
		default:
			n++
		}
	case SeekEvent:
		n = i.N
	case SeekTime:
		n, d.at = d.log.Until(i.T), i.T
	case Advance:
		d.at = max(d.at, d.state.At) + i.By
		d.log.Move(&d.state, d.log.Until(d.at))
		return
	case Home:
		n = 0
	case End:
		n = d.log.Len()
	}
	d.at = 0
	d.log.Move(&d.state, n)
}

// newTape is a run of 32 events, 1 µs apart, two goroutines taking turns; event 12 is a note,
// event 21 a question.
func newTape(t testing.TB) *tape {
	d := &tape{log: new(view.Log), marks: []Mark{{Kind: pane.Note, Text: "two goroutines take turns"}, {Kind: pane.Ask, Text: "Who is next?"}}}
	at := trace.Time(0)
	add := func(e trace.Event) {
		e.At = at
		at += trace.Microsecond
		if err := d.log.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	add(trace.Event{Kind: trace.ProcsChange, P: trace.NoProc, M: trace.NoThread, N: 2})
	add(trace.Event{Kind: trace.ThreadStart, P: 0, M: 0})
	add(trace.Event{Kind: trace.ProcStart, P: 0, M: 0})
	add(trace.Event{Kind: trace.GoCreate, P: 0, M: 0, Other: 1, Func: 1, To: trace.RunNext})
	add(trace.Event{Kind: trace.GoStart, P: 0, M: 0, G: 1, Rule: trace.RuleRunNext})
	add(trace.Event{Kind: trace.GoCreate, P: 0, M: 0, G: 1, Other: 2, Func: 2, To: trace.LocalQueue})
	for g := trace.GoID(1); d.log.Len() < 31; g = 3 - g {
		switch d.log.Len() {
		case 12:
			add(trace.Event{Kind: trace.GoNote, P: 0, M: 0, G: g, N: 0})
		case 21:
			add(trace.Event{Kind: trace.GoNote, P: 0, M: 0, G: g, N: 1})
		}
		add(trace.Event{Kind: trace.GoStop, P: 0, M: 0, G: g, Why: trace.Goyield, To: trace.LocalQueue})
		add(trace.Event{Kind: trace.GoStart, P: 0, M: 0, G: 3 - g, Rule: trace.RuleLocal})
	}
	add(trace.Event{Kind: trace.ProgramEnd, P: 0, M: 0, G: 1, Text: "main returned"})
	return d
}

// A seat is an app with somebody in front of it.
type seat struct {
	*app
	tape *tape
	now  float64
}

func sit(t testing.TB) *seat {
	d := newTape(t)
	s := &seat{app: newApp(d, &paint.Dark, true), tape: d}
	s.tick(ui.Input{})
	return s
}

// tick lets a tick pass with that input.
func (s *seat) tick(in ui.Input) {
	s.now += 1.0 / 60
	in.W, in.H, in.Scale, in.Now = 1600, 900, 1, s.now
	s.update(in)
}

// wait lets time pass, in seconds.
func (s *seat) wait(seconds float64) {
	for range int(seconds * 60) {
		s.tick(ui.Input{})
	}
}

func (s *seat) press(k ui.Key, mods ui.Mods) {
	s.tick(ui.Input{Keys: []ui.Press{{Chord: ui.Chord{Key: k, Mods: mods}}}})
	s.tick(ui.Input{})
}

func (s *seat) click(x, y float32) {
	s.tick(ui.Input{X: x, Y: y, Down: ui.Primary, Pressed: ui.Primary})
	s.tick(ui.Input{X: x, Y: y, Released: ui.Primary})
	s.tick(ui.Input{X: x, Y: y})
}

func TestKeysAskTheDeck(t *testing.T) {
	for _, c := range []struct {
		rule string
		key  ui.Key
		mods ui.Mods
		want Intent
	}{
		{"right steps", ui.KeyRight, 0, Step{Grain: pane.ByDecision}},
		{"left steps back", ui.KeyLeft, 0, Step{Grain: pane.ByDecision, Back: true}},
		{"page down is for presenter remotes", ui.KeyPageDown, 0, Step{Grain: pane.ByDecision}},
		{"page up too", ui.KeyPageUp, 0, Step{Grain: pane.ByDecision, Back: true}},
		{"shift makes the step larger", ui.KeyRight, ui.Shift, Step{Grain: pane.ByLine}},
		{"control makes it as large as can be", ui.KeyLeft, ui.Ctrl, Step{Grain: pane.ByLine, Back: true}},
		{"home", ui.KeyHome, 0, Home{}},
		{"end", ui.KeyEnd, 0, End{}},
		{"R reloads", ui.KeyR, 0, Reload{}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s := sit(t)
			s.press(c.key, c.mods)
			if n := len(s.tape.asked); n != 1 || s.tape.asked[0] != c.want {
				t.Errorf("asked %+v, want %+v", s.tape.asked, c.want)
			}
		})
	}
}

// In the list of rules each has a digit; elsewhere a digit does nothing.
func TestARuleIsBrokenByItsDigit(t *testing.T) {
	s := sit(t)
	digit := func(i int) {
		s.tick(ui.Input{Runes: []rune{rune('0' + i)}, Keys: []ui.Press{{Chord: ui.Chord{Key: ui.Key0 + ui.Key(i)}}}})
	}
	digit(1)
	for i, rule := range []view.Off{view.OffStealing, view.OffPreemption, view.OffRunNext, view.OffNetpoll, view.OffGreenTea, view.OffBarrier} {
		s.press(ui.KeyB, 0)
		if digit(9); !s.picker.IsOpen() {
			t.Fatal("9 is no rule, and closes the list")
		}
		s.press(ui.KeyEscape, 0)
		s.press(ui.KeyB, 0)
		digit(i + 1)
		if n := len(s.tape.asked); n != i+1 || s.tape.asked[i] != (Break{Rule: rule}) || s.picker.IsOpen() {
			t.Errorf("B %d: asked %+v, list open %v", i+1, s.tape.asked, s.picker.IsOpen())
		}
	}
}

func TestEveryCommandHasAKeyOfItsOwn(t *testing.T) {
	seen := map[ui.Chord]string{}
	for _, c := range commands {
		if len(c.keys) == 0 && !strings.HasPrefix(c.pick, breakARule) {
			t.Errorf("%q has no key", c.name+c.pick)
		}
		for _, k := range c.keys {
			if other, ok := seen[k]; ok {
				t.Errorf("%v does both %q and %q", k, other, c.name)
			}
			seen[k] = c.name
		}
		if c.name != "" && len(c.caps) == 0 {
			t.Errorf("%q is on the help page without its key", c.name)
		}
	}
}

// The README's table has the keys of the help page.
func TestTheReadmeHasTheKeys(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n## Keys\n")
	table, _, _ = strings.Cut(table, "\n## ")
	for _, c := range commands {
		if c.name == "" {
			continue
		}
		for _, k := range c.caps {
			named := strings.Contains(table, "`"+k+"`") || strings.Contains(strings.ToLower(table), k) ||
				len(k) > 1 && strings.Contains(table, k)
			if k == "Ctrl" || k == "Shift" {
				named = named || strings.Contains(table, k+"-")
			}
			if k == "K" {
				named = strings.Contains(table, "Ctrl-K")
			}
			if !named {
				t.Errorf("the README's table has no %s: %s", k, c.name)
			}
		}
	}
}

func TestAStepWhilePlayingPauses(t *testing.T) {
	s := sit(t)
	s.press(ui.KeySpace, 0)
	if !s.state().Playing {
		t.Fatal("space does not play")
	}
	s.press(ui.KeyRight, 0)
	if s.state().Playing {
		t.Error("it still plays after a step")
	}
}

func TestPlayingWaitsAtANoteAndPausesAtAQuestion(t *testing.T) {
	s := sit(t)
	s.press(ui.KeySpace, 0) // 20 µs/s: an event every 50 ms
	s.wait(1.2)
	if got := s.state(); got.Event != 13 || !got.Playing || !strings.Contains(got.Caption, "take turns") {
		t.Fatalf("at the note: %+v", got)
	}
	s.wait(3)
	got := s.state()
	if got.Event != 22 || got.Playing || got.Caption != "Who is next?" {
		t.Fatalf("at the question: %+v", got)
	}
	s.wait(2)
	if s.state().Event != 22 {
		t.Error("it goes on without an answer")
	}
	s.press(ui.KeyRight, 0)
	if s.state().Event != 23 || s.state().Caption == "Who is next?" {
		t.Errorf("the next step shows no answer: %+v", s.state())
	}
}

func TestPlayingEndsWithTheProgramAndBeginsAnew(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyEnd, 0)
	s.press(ui.KeySpace, 0)
	if got := s.state(); got.Event > 3 || !got.Playing {
		t.Fatalf("playing from the end: %+v", got)
	}
	s.press(ui.KeySpace, 0)
	s.tape.Do(SeekEvent{N: 23})
	s.wait(0.1)
	s.press(ui.KeySpace, 0)
	s.wait(2)
	if got := s.state(); got.Playing || got.Event != got.Events {
		t.Errorf("at the end: %+v", got)
	}
}

func TestABusyMachineIsNotAskedToHurry(t *testing.T) {
	s := sit(t)
	s.press(ui.KeySpace, 0)
	s.tape.busy = true
	s.wait(0.05)
	s.tape.asked = nil
	s.wait(1)
	if len(s.tape.asked) > 0 {
		t.Errorf("asked %d times while it was busy", len(s.tape.asked))
	}
	s.tape.busy = false
	s.wait(0.05)
	if a, ok := s.tape.asked[0].(Advance); !ok || a.By > 6*trace.Microsecond {
		t.Errorf("then %+v: it must not make up for all that time", s.tape.asked[0])
	}
}

func TestTheTimelineSeeks(t *testing.T) {
	s := sit(t)
	s.click(1000, 790)
	if len(s.tape.asked) == 0 {
		t.Fatal("a click on the timeline asks for nothing")
	}
	seek, ok := s.tape.asked[0].(SeekTime)
	if !ok || seek.T < 17*trace.Microsecond || seek.T > 23*trace.Microsecond {
		t.Errorf("a click at 0.6 of it asks for %+v", s.tape.asked[0])
	}
	if n := len(s.tape.asked); n > 2 {
		t.Errorf("one click asks %d times", n)
	}
}

func TestTheControlsAreClicked(t *testing.T) {
	s := sit(t)
	s.click(152, 874) // step forward
	s.click(42, 874)  // step back
	want := []Intent{Step{Grain: pane.ByDecision}, Step{Grain: pane.ByDecision, Back: true}}
	if len(s.tape.asked) != 2 || s.tape.asked[0] != want[0] || s.tape.asked[1] != want[1] {
		t.Errorf("asked %+v, want %+v", s.tape.asked, want)
	}
	s.click(96, 874)
	if !s.state().Playing {
		t.Error("the round button does not play")
	}
	s.click(96, 874)
	s.click(295, 874)
	if got := s.state(); got.Playing || got.Grain != "event" {
		t.Errorf("then %+v, want a pause and steps by event", got)
	}
}

func TestSpeedThemeHelp(t *testing.T) {
	s := sit(t)
	if got := s.state(); got.Speed != "20 µs/s" || got.Theme != "dark" || got.Help {
		t.Fatalf("it begins with %+v", got)
	}
	s.press(ui.KeyEqual, 0)
	s.press(ui.KeyT, 0)
	s.tick(ui.Input{Runes: []rune{'?'}})
	if got := s.state(); got.Speed != "50 µs/s" || got.Theme != "light" || !got.Help {
		t.Errorf("then %+v", got)
	}
	s.press(ui.KeyEscape, 0)
	for range 40 {
		s.press(ui.KeyMinus, 0)
	}
	if got := s.state(); got.Help || got.Speed != "100 ns/s" {
		t.Errorf("then %+v", got)
	}
}

func TestWhatThePointerRestsOnIsTold(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyEnd, 0)
	s.paint(paint.NewBatch(), 1600, 900, 1)
	for range 30 {
		s.tick(ui.Input{X: 900, Y: 100})
	}
	text, _, open := s.ctx.Tooltip()
	if !open || !strings.Contains(text, "global run queue") || !s.dirty {
		t.Errorf("over the global queue: open %v, %q, dirty %v", open, text, s.dirty)
	}
}

func TestACommandIsPickedByItsName(t *testing.T) {
	s := sit(t)
	typed := func(text string) {
		for _, r := range text {
			k := ui.KeyA + ui.Key(r-'a')
			s.tick(ui.Input{Runes: []rune{r}, Keys: []ui.Press{{Chord: ui.Chord{Key: k}}}})
		}
	}
	s.press(ui.KeyK, ui.Ctrl)
	if !s.picker.IsOpen() {
		t.Fatal("Ctrl-K opens nothing")
	}
	typed("gttend") // t, g and r are commands too
	if len(s.tape.asked) != 0 || s.screen.Theme != &paint.Dark {
		t.Errorf("what is typed into the box asks %+v, theme %s", s.tape.asked, s.screen.Theme.Name)
	}
	s.press(ui.KeyEnter, 0)
	if n := len(s.tape.asked); n != 1 || s.tape.asked[0] != (End{}) || s.picker.IsOpen() {
		t.Errorf("picked the end: asked %+v, box open %v", s.tape.asked, s.picker.IsOpen())
	}
	s.press(ui.KeyK, ui.Ctrl)
	s.press(ui.KeyEscape, 0)
	if s.picker.IsOpen() || len(s.tape.asked) != 1 {
		t.Errorf("escape: box open %v, asked %+v", s.picker.IsOpen(), s.tape.asked)
	}
	s.press(ui.KeyHome, 0)
	if n := len(s.tape.asked); n != 2 {
		t.Errorf("keys do not work after the box: asked %+v", s.tape.asked)
	}
	all, picked := choices()
	if len(all) != len(picked) || len(all) < 12 {
		t.Errorf("%d choices of %d commands", len(all), len(picked))
	}
}

func TestEscapeClosesWhatIsOpen(t *testing.T) {
	s := sit(t)
	s.screen.Selected, s.screen.ShowHelp = 1, true
	s.press(ui.KeyEscape, 0)
	if s.screen.ShowHelp || s.screen.Selected != 1 {
		t.Errorf("first the help page goes: help %v, selected G%d", s.screen.ShowHelp, s.screen.Selected)
	}
	s.press(ui.KeyEscape, 0)
	if s.screen.Selected != trace.NoGo {
		t.Errorf("then the variables: selected G%d", s.screen.Selected)
	}
}

func TestADroppedFileIsOpened(t *testing.T) {
	s := sit(t)
	s.tick(ui.Input{Dropped: []ui.File{{Name: "folder", Err: errors.New("is a folder")}, {Name: "mine.go", Data: []byte("package main")}}})
	if o, ok := s.tape.asked[0].(Open); !ok || o.Name != "mine.go" || string(o.Src) != "package main" {
		t.Errorf("asked %+v", s.tape.asked)
	}
	if s.screen.Messages.Len() != 2 {
		t.Errorf("%d messages, want one about the folder and one about the file", s.screen.Messages.Len())
	}
}

// Nothing is painted while nothing changes: that is what keeps an idle window cheap.
func TestAnIdleWindowPaintsNothing(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyRight, 0)
	b := paint.NewBatch()
	s.paint(b, 1600, 900, 1)
	for range 100 {
		s.tick(ui.Input{X: 800, Y: 300})
		if s.dirty {
			s.paint(b, 1600, 900, 1)
			s.tick(ui.Input{X: 800, Y: 300})
			if s.dirty {
				t.Fatal("dirty again, though nothing has happened")
			}
		}
	}
	s.press(ui.KeyRight, 0)
	if !s.dirty {
		t.Error("a step changes nothing on the screen")
	}
}

func TestAnIdleTickAllocatesNothing(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyEnd, 0)
	in := ui.Input{W: 1600, H: 900, Scale: 1, Now: 10}
	if n := testing.AllocsPerRun(50, func() { in.Now += 0.016; s.update(in) }); n > 0 {
		t.Errorf("%v allocations in a tick in which nothing happens", n)
	}
}

func TestPictureIsTheSameEveryTime(t *testing.T) {
	d := newTape(t)
	d.Do(End{})
	a, b := Picture(d.Show(), 400, 225, true), Picture(d.Show(), 400, 225, true)
	if string(a.Pix) != string(b.Pix) {
		t.Error("two pictures of one frame differ")
	}
	if a.Bounds().Dx() != 400 || a.Bounds().Dy() != 225 {
		t.Errorf("the picture has %v", a.Bounds())
	}
}

// N goes through the events of one goroutine, whatever happens between them.
func TestEventsAboutOneGoroutine(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyEnd, 0)
	s.press(ui.KeyHome, 0)
	f := s.tape.Show()
	last := f.Log.Events[f.Log.Len()-2]
	s.screen.Selected = last.G
	if last.G == 0 {
		t.Fatalf("nobody acts in %v", last)
	}
	var seen, want []int
	for i := range f.Log.Events {
		if e := &f.Log.Events[i]; e.G == last.G || e.Other == last.G {
			want = append(want, i+1)
		}
	}
	for range want {
		s.press(ui.KeyN, 0)
		seen = append(seen, s.state().Event)
	}
	if !slices.Equal(seen, want) {
		t.Errorf("N goes to the events %v, want %v", seen, want)
	}
	s.press(ui.KeyN, 0)
	if got := s.state().Event; got != want[len(want)-1] || s.screen.Messages.Len() == 0 {
		t.Errorf("behind the last one N goes to %d, %d messages", got, s.screen.Messages.Len())
	}
	s.press(ui.KeyN, ui.Shift)
	if got := s.state().Event; len(want) > 1 && got != want[len(want)-2] {
		t.Errorf("Shift N goes back to %d, want %d", got, want[len(want)-2])
	}
}

// W opens a line that tells what a decision looked at before, and closes it.
func TestWhyIsALineOfItsOwn(t *testing.T) {
	s := sit(t)
	s.press(ui.KeyEnd, 0)
	before := s.screen.Past
	s.press(ui.KeyW, 0)
	if before || !s.screen.Past || !s.dirty {
		t.Errorf("W leaves the line at %v, dirty %v", s.screen.Past, s.dirty)
	}
	if s.press(ui.KeyW, 0); s.screen.Past {
		t.Error("W again does not close it")
	}
}

package e2e_test

import (
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"gopherscope/render/e2e"
	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

const command = "gopherscope/cmd/gopherscope"

// A program is the whole program in its window.
type program struct {
	*e2e.Window
	t *testing.T
}

// A state is what the program prints in each tick.
type state struct {
	Event, Events       int
	At                  int64
	Playing             bool
	Grain, Speed, Theme string
	Help, Moving, Busy  bool
	File                string
	Problems, Procs     int
	Caption             string
	Off, Why            string
	Lanes               []string
	Selected            int64
}

func start(t *testing.T, w, h int, args ...string) *program {
	t.Helper()
	return &program{e2e.Start(t, command, w, h, args...), t}
}

func (p *program) now() (s state) {
	p.t.Helper()
	p.State(&s)
	return s
}

// until lets ticks pass until ok likes the state: the machine computes while the window goes on.
func (p *program) until(what string, ok func(s state) bool) state {
	p.t.Helper()
	var s state
	for begun := time.Now(); time.Since(begun) < 20*time.Second; time.Sleep(2 * time.Millisecond) {
		p.Tick(1)
		if s = p.now(); ok(s) {
			return s
		}
	}
	p.t.Fatalf("%s: the window stays at %+v", what, s)
	return s
}

// rest waits until the machine is done and nothing moves.
func (p *program) rest() state {
	p.t.Helper()
	p.Tick(1)
	return p.until("rest", func(s state) bool { return !s.Busy && !s.Moving })
}

// tap presses a key and waits for what comes of it.
func (p *program) tap(key ebiten.Key, mods ...ebiten.Key) state {
	p.t.Helper()
	p.Key(key, mods...)
	return p.rest()
}

func TestKeysStepBothWays(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	first := p.rest()
	if !strings.Contains(first.File, "steal") || first.Event > 0 && first.Procs != 4 {
		t.Errorf("the window begins with %+v", first)
	}
	home := p.tap(ebiten.KeyHome)
	if home.Event != 0 {
		t.Errorf("home goes to event %d, want 0", home.Event)
	}
	var way []state
	for range 12 {
		way = append(way, p.tap(ebiten.KeyArrowRight))
	}
	for i, s := range way {
		if i > 0 && s.Event <= way[i-1].Event || s.Playing {
			t.Fatalf("step %d goes from event %d to %d, playing %v", i, way[max(0, i-1)].Event, s.Event, s.Playing)
		}
	}
	for i := len(way) - 2; i >= 0; i-- {
		s := p.tap(ebiten.KeyArrowLeft)
		if s.Event != way[i].Event || s.At != way[i].At || s.Caption != way[i].Caption {
			t.Fatalf("back to step %d: event %d at %d, %q; forward it was event %d at %d, %q",
				i, s.Event, s.At, s.Caption, way[i].Event, way[i].At, way[i].Caption)
		}
	}
	held := p.now().Event
	p.Hold(ebiten.KeyArrowRight, 60)
	if s := p.rest(); s.Event < held+5 {
		t.Errorf("the arrow held for a second goes from event %d to %d", held, s.Event)
	}
	end := p.tap(ebiten.KeyEnd)
	if end.Event != end.Events || end.Event < way[len(way)-1].Event {
		t.Errorf("the end is event %d of %d", end.Event, end.Events)
	}
	if s := p.tap(ebiten.KeyArrowRight); s.Event != end.Event {
		t.Errorf("a step past the end goes to event %d, want %d", s.Event, end.Event)
	}
	if s := p.tap(ebiten.KeyPageUp); s.Event >= end.Event {
		t.Errorf("page up, of a presenter's remote, stays at event %d", s.Event)
	}
	if err := p.Close(); err != nil {
		t.Errorf("close: %v\n%s", err, p.Stderr())
	}
}

func TestPlayingAndPausing(t *testing.T) {
	p := start(t, 1600, 900, "parallel")
	p.rest()
	before := p.tap(ebiten.KeyHome)
	p.Key(ebiten.KeySpace)
	s := p.until("playing", func(s state) bool { return s.Event > before.Event })
	if !s.Playing {
		t.Errorf("space does not play: %+v", s)
	}
	if s = p.tap(ebiten.KeyArrowRight); s.Playing {
		t.Error("a step while playing does not pause")
	}
	slow := s.Speed
	if s = p.tap(ebiten.KeyEqual); s.Speed == slow {
		t.Errorf("= leaves the speed at %s", s.Speed)
	}
	if s = p.tap(ebiten.KeyMinus); s.Speed != slow {
		t.Errorf("- after = makes the speed %s, want %s", s.Speed, slow)
	}
	p.Type("?")
	if s = p.now(); !s.Help {
		t.Error("? does not show the keys")
	}
	if s = p.tap(ebiten.KeyEscape); s.Help {
		t.Error("escape does not close the keys")
	}
}

// All commands can be found by their names; what is typed to find one is no command.
func TestPickingACommand(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.rest()
	p.Key(ebiten.KeyK, ebiten.KeyControlLeft)
	p.Type("theme")
	p.Key(ebiten.KeyEnter)
	if s := p.rest(); s.Theme != "light" || s.Playing {
		t.Errorf("picked the theme: %+v", s)
	}
	before := p.now()
	if s := p.tap(ebiten.KeyArrowRight, ebiten.KeyShiftLeft); s.Event <= before.Event && s.At <= before.At {
		t.Errorf("a step to the next source line goes from event %d at %d ns to %d at %d ns", before.Event, before.At, s.Event, s.At)
	}
}

// M gives the timeline a lane a thread, and back.
func TestLanesOfThreads(t *testing.T) {
	p := start(t, 1600, 900, "handoff", "--procs", "4")
	p.tap(ebiten.KeyEnd)
	if s := p.tap(ebiten.KeyM); strings.Join(s.Lanes, " ") != "M0 M2 M3 M4 M5" {
		t.Errorf("the lanes of %+v", s)
	}
	if s := p.tap(ebiten.KeyM); strings.Join(s.Lanes, " ") != "P0 P1 P2 P3" {
		t.Errorf("back at the Ps: %+v", s)
	}
}

// B lists the rules that can be broken: the one that is picked is broken at the same instant,
// the window tells what comes of it, and picked again it is kept.
func TestBreakingARule(t *testing.T) {
	p := start(t, 1600, 900, "steal", "--procs", "4")
	p.rest()
	p.tap(ebiten.KeyHome)
	var kept state
	for kept = p.now(); !strings.Contains(kept.Caption, "stole half"); {
		if kept = p.tap(ebiten.KeyArrowRight); kept.Event == kept.Events && kept.At > 200_000 {
			t.Fatalf("nobody steals: %+v", kept)
		}
	}
	pick := func() state {
		p.Key(ebiten.KeyB)
		p.Type("steal")
		p.Key(ebiten.KeyEnter)
		return p.rest()
	}
	s := pick()
	if s.Off != "stealing" || s.At != kept.At || s.Playing || !strings.HasPrefix(s.Why, "Stealing is off: P") {
		t.Errorf("stealing broken: %+v", s)
	}
	if s = pick(); s.Off != "" || s.At != kept.At || !strings.Contains(s.Caption, "stole") {
		t.Errorf("stealing kept again: %+v", s)
	}
}

func TestTheMouseWorksTheControls(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.rest()
	p.tap(ebiten.KeyHome)
	const y = 900 - 26 // the middle of the row of controls
	p.Click(150, y)
	one := p.rest()
	if one.Event == 0 {
		t.Error("the forward button does not step")
	}
	p.Click(41, y)
	if s := p.rest(); s.Event >= one.Event {
		t.Errorf("the back button leaves event %d, from %d", s.Event, one.Event)
	}
	p.Click(95, y)
	if s := p.now(); !s.Playing {
		t.Error("the play button does not play")
	}
	p.Click(95, y)
	if s := p.now(); s.Playing {
		t.Error("the play button does not pause")
	}
	grain := p.now().Grain
	p.Click(500, y)
	if s := p.now(); s.Grain == grain {
		t.Errorf("a click on another grain leaves it at %s", s.Grain)
	}
	speed := p.now().Speed
	p.Drag(720, y, 760, y, 4)
	if s := p.now(); s.Speed == speed {
		t.Errorf("the speed dragged is still %s", s.Speed)
	}
}

// The timeline is a slider through time: the further right, the later.
func TestDraggingTheTimeline(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.rest()
	p.tap(ebiten.KeyEnd)
	const y = 780
	p.Move(200, y)
	p.Press()
	last := p.rest()
	for x := 300.0; x <= 1300; x += 200 {
		p.Move(x, y)
		s := p.rest()
		if s.At < last.At || s.Event < last.Event {
			t.Errorf("dragged right to %v: from %d ns, event %d to %d ns, event %d", x, last.At, last.Event, s.At, s.Event)
		}
		last = s
	}
	if last.Event < 20 {
		t.Errorf("dragged far to the right: event %d", last.Event)
	}
	p.Move(20, y)
	p.Release()
	if s := p.rest(); s.At > last.At/20 {
		t.Errorf("dragged beyond the left end: %d ns", s.At)
	}
}

// What the window shows is what render paints without a display, in both themes and at any
// size; the same after a resize.
func TestTheWindowShowsWhatRenderPaints(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.Move(800, 10) // out of everything's way
	p.rest()
	s := p.tap(ebiten.KeyEnd) // how far the source is scrolled hangs on the way, and this one is straight
	size := image.Pt(1600, 900)
	for _, want := range []struct {
		theme string
		size  image.Point
	}{{"dark", image.Pt(1600, 900)}, {"light", image.Pt(1600, 900)}, {"light", image.Pt(1024, 640)}} {
		if s.Theme != want.theme {
			if s = p.tap(ebiten.KeyT); s.Theme != want.theme {
				t.Fatalf("the theme is %s, want %s", s.Theme, want.theme)
			}
		}
		if want.size != size {
			p.Resize(want.size.X, want.size.Y)
			size = want.size
			s = p.rest()
		}
		got := p.Picture()
		if got.Rect.Size() != want.size {
			t.Fatalf("a picture of %v, want %v", got.Rect.Size(), want.size)
		}
		ground := paint.Dark.Background
		if want.theme == "light" {
			ground = paint.Light.Background
		}
		if c := got.RGBAAt(3, want.size.Y/2); c.R != ground.R || c.G != ground.G || c.B != ground.B {
			t.Errorf("%s: the ground is %v, want %v", want.theme, c, ground)
		}
		if want.size == image.Pt(1600, 900) {
			if d := painttest.Compare(got, rendered(t, s, want.theme)); !d.OK() {
				t.Errorf("%s: the window differs from what render paints: %v", want.theme, d)
			}
		}
	}
	before := p.now()
	const k = 640. / 800 // the design is zoomed out below its least height
	p.Click(41*k, 640-26*k)
	if s := p.rest(); s.Event >= before.Event {
		t.Error("the back button does not step in a small window")
	}
}

// rendered returns the picture that render makes of the same instant.
func rendered(t *testing.T, s state, theme string) image.Image {
	t.Helper()
	file := filepath.Join(t.TempDir(), "frame.png")
	out, err := exec.Command(e2e.Binary(t, command), "render", "steal", "--at", time.Duration(s.At).String(), "--theme", theme, "-o", file).CombinedOutput()
	if err != nil {
		t.Fatalf("render: %v\n%s", err, out)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A file is edited beside the window: R runs it anew, and a fault in it is shown, the run so
// far kept.
func TestReloading(t *testing.T) {
	e2e.NeedDisplay(t)
	file := filepath.Join(t.TempDir(), "mine.go")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("package main\n\nfunc main() {\n\tprintln(1)\n}\n")
	p := start(t, 1280, 800, file)
	first := p.rest()
	if filepath.Base(first.File) != "mine.go" || first.Problems != 0 {
		t.Fatalf("the window begins with %+v", first)
	}
	write("package main\n\nfunc main() {\n\tprintln(x)\n}\n")
	p.Key(ebiten.KeyR)
	p.until("a fault", func(s state) bool { return s.Problems == 1 })
	write("package main\n\nfunc main() {\n\tgo println(1)\n\tgo println(2)\n\tprintln(3)\n}\n")
	p.Key(ebiten.KeyR)
	p.until("the fault mended", func(s state) bool { return s.Problems == 0 })
	if s := p.tap(ebiten.KeyEnd); s.Event == 0 || s.Events <= first.Events {
		t.Errorf("after the reload the end is event %d of %d", s.Event, s.Events)
	}
}

// A note stays while one can read it, a question pauses until the reader goes on.
func TestNotesDwellAndQuestionsPause(t *testing.T) {
	p := start(t, 1600, 900, "tour")
	p.rest()
	p.tap(ebiten.KeyHome)
	p.Key(ebiten.KeySpace)
	dwelt := map[string]int{} // ticks that each caption stayed
	const block = 10
	var s state
	for range 1000 {
		p.Tick(block)
		if s = p.now(); !s.Playing {
			break
		}
		dwelt[s.Caption] += block
	}
	if s.Playing || !strings.HasSuffix(s.Caption, "?") {
		t.Fatalf("playing does not pause at a question: %+v", s)
	}
	notes := 0
	for caption, ticks := range dwelt {
		if strings.Contains(caption, "On the left is the source.") || strings.Contains(caption, "The dials are Ps.") {
			notes++
			if ticks < 2*60 || ticks > 12*60 {
				t.Errorf("a note stays for %d ticks: %q", ticks, caption)
			}
		}
	}
	if notes != 2 {
		t.Errorf("%d of 2 notes were shown: %v", notes, dwelt)
	}
	asked := s.Event
	p.Tick(100)
	if s = p.now(); s.Event != asked {
		t.Errorf("without the reader it goes on from the question, to event %d", s.Event)
	}
	p.Key(ebiten.KeySpace)
	p.until("going on", func(s state) bool { return s.Event > asked })
}

// The pointer rests on a goroutine, and the window tells about it; it leaves, and all is as before.
func TestHovering(t *testing.T) {
	p := start(t, 1600, 900, "tour")
	p.Move(800, 10)
	p.rest()
	before := p.Picture()
	for x := 600.0; x < 1580; x += 12 { // somewhere in this row is P0's goroutine
		p.Move(x, 326)
	}
	p.Move(916, 326)
	p.Tick(30)
	if d := painttest.Compare(p.Picture(), before); d.Pixels < 1000 {
		t.Errorf("nothing is told of what the pointer rests on: %v", d)
	}
	p.Move(800, 10)
	p.Tick(30)
	if d := painttest.Compare(p.Picture(), before); !d.OK() {
		t.Errorf("the pointer has left, and %v", d)
	}
}

// The wheel over the timeline zooms around the pointer.
// A click on the goroutine in the middle of P0 shows its variables below the source.
func TestLookingAtAGoroutine(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.rest()
	for s := p.tap(ebiten.KeyHome); s.Event < 20; {
		s = p.tap(ebiten.KeyArrowRight)
	}
	before := p.Picture()
	p.Click(688, 305)
	if s := p.rest(); s.Selected != 1 {
		t.Fatalf("a click on G1, which runs on P0, selects G%d", s.Selected)
	}
	p.Move(800, 20)
	p.rest()
	if painttest.Compare(before, p.Picture()).OK() {
		t.Error("the window looks as before")
	}
	if s := p.tap(ebiten.KeyArrowRight); s.Selected != 1 {
		t.Error("a step forgets it")
	}
	if s := p.tap(ebiten.KeyEscape); s.Selected != 0 {
		t.Errorf("escape leaves G%d selected", s.Selected)
	}
}

func TestZoomingTheTimeline(t *testing.T) {
	p := start(t, 1600, 900, "steal")
	p.rest()
	p.tap(ebiten.KeyEnd)
	const y = 780
	at := func(x float64) int64 {
		p.Click(x, y)
		return p.rest().At
	}
	mid, far := at(800), at(1000)
	p.Move(800, y)
	for range 4 {
		p.Wheel(0, 1)
	}
	near := at(1000)
	if near-mid <= 0 || near-mid > (far-mid)*2/3 {
		t.Errorf("200 px are %d ns, and after four notches of the wheel %d ns", far-mid, near-mid)
	}
	p.Move(800, y)
	for range 12 {
		p.Wheel(0, -1)
	}
	if again := at(1000); again < far*9/10 {
		t.Errorf("zoomed out again, 1000 px stand for %d ns, at first for %d ns", again, far)
	}
}

func TestResizingWhilePlaying(t *testing.T) {
	p := start(t, 1600, 900, "parallel")
	p.rest()
	p.tap(ebiten.KeyHome)
	p.Key(ebiten.KeySpace)
	for _, size := range []image.Point{{1024, 640}, {2560, 1440}, {800, 500}, {1600, 900}} {
		p.Resize(size.X, size.Y)
		p.Tick(20)
		if got := p.Picture().Rect.Size(); got != size {
			t.Errorf("a picture of %v, want %v", got, size)
		}
		if s := p.now(); !s.Playing {
			t.Errorf("a new size stops playing: %+v", s)
		}
	}
}

// Whatever is done to the window, it lives, and does what it is told.
func TestAnythingGoes(t *testing.T) {
	keys := []ebiten.Key{ebiten.KeySpace, ebiten.KeyArrowLeft, ebiten.KeyArrowRight, ebiten.KeyPageDown, ebiten.KeyPageUp,
		ebiten.KeyHome, ebiten.KeyEnd, ebiten.KeyMinus, ebiten.KeyEqual, ebiten.KeyT, ebiten.KeyR, ebiten.KeyG, ebiten.KeyF,
		ebiten.KeyEscape, ebiten.KeyH, ebiten.KeyDigit1, ebiten.KeyDigit2, ebiten.KeyK, ebiten.KeyZ, ebiten.KeyTab, ebiten.KeyF1}
	mods := []ebiten.Key{ebiten.KeyShiftLeft, ebiten.KeyControlLeft, ebiten.KeyAltLeft}
	sizes := []image.Point{{1600, 900}, {1024, 640}, {800, 500}, {2560, 1440}, {300, 1200}, {1, 1}}
	r := rand.New(rand.NewPCG(1, 2))
	for _, scenario := range []string{"tour", "steal"} {
		p := start(t, 1600, 900, scenario)
		size := sizes[0]
		anywhere := func() (x, y float64) {
			return r.Float64()*float64(size.X+40) - 20, r.Float64()*float64(size.Y+40) - 20
		}
		for range 150 {
			switch r.IntN(9) {
			case 0, 1, 2:
				p.Key(keys[r.IntN(len(keys))])
			case 3:
				p.Key(keys[r.IntN(len(keys))], mods[r.IntN(len(mods))])
			case 4:
				x, y := anywhere()
				p.Click(x, y)
			case 5:
				x0, y0 := anywhere()
				x1, y1 := anywhere()
				p.Drag(x0, y0, x1, y1, 3)
			case 6:
				p.Move(anywhere())
				p.Wheel(r.NormFloat64()*3, r.NormFloat64()*5)
			case 7:
				p.Type("?g-=xö漢"[r.IntN(4):])
			case 8:
				if r.IntN(4) == 0 {
					size = sizes[r.IntN(len(sizes))]
					p.Resize(size.X, size.Y)
					p.Tick(1)
					p.Picture()
				}
			}
		}
		p.Resize(1600, 900)
		p.Key(ebiten.KeyEscape)
		p.tap(ebiten.KeyArrowLeft) // pauses; and a reload that is under way comes to its end
		if s := p.tap(ebiten.KeyHome); s.Event != 0 || s.Playing {
			t.Errorf("%s: after all that, home leads to %+v", scenario, s)
		}
		if s := p.tap(ebiten.KeyArrowRight); s.Event == 0 {
			t.Errorf("%s: after all that, a step leads to %+v", scenario, s)
		}
		if err := p.Close(); err != nil {
			t.Errorf("%s: close: %v\n%s", scenario, err, p.Stderr())
		}
	}
}

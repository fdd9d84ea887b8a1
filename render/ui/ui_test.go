package ui_test

import (
	"math"
	"slices"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

// A hand is a reader who works the widgets of update, a tick at a time.
type hand struct {
	c      ui.Ctx
	in     ui.Input
	update func(c *ui.Ctx)
}

func newHand(update func(c *ui.Ctx)) *hand {
	return &hand{update: update, in: ui.Input{W: 1600, H: 900, Scale: 1}}
}

// tick lets one tick pass with what was done since the last.
func (h *hand) tick() {
	h.in.Now += 1. / 60
	h.c.Begin(h.in)
	h.update(&h.c)
	h.c.End()
	h.in.Pressed, h.in.Released, h.in.Keys, h.in.Runes, h.in.WheelY = 0, 0, nil, nil, 0
}

func (h *hand) move(x, y float32) { h.in.X, h.in.Y = x, y; h.tick() }

func (h *hand) press() {
	h.in.Down, h.in.Pressed = ui.Primary, ui.Primary
	h.tick()
}

func (h *hand) release() {
	h.in.Down, h.in.Released = 0, ui.Primary
	h.tick()
}

func (h *hand) click(x, y float32) { h.in.X, h.in.Y = x, y; h.press(); h.release() }

func (h *hand) wheel(n float32) { h.in.WheelY = n; h.tick() }

func (h *hand) key(k ui.Key) { h.in.Keys = []ui.Press{{Chord: ui.Chord{Key: k}}}; h.tick() }

func (h *hand) typed(s string) { h.in.Runes = []rune(s); h.tick() }

var (
	play = ui.Name("play")
	box  = ui.Rect{X: 100, Y: 100, W: 40, H: 40}
)

func TestButton(t *testing.T) {
	clicks := 0
	update := func(c *ui.Ctx) {
		if c.Button(play, box) {
			clicks++
		}
	}
	tests := []struct {
		name string
		do   func(h *hand)
		want int
	}{
		{"a click in the first tick works", func(h *hand) { h.click(110, 110) }, 1},
		{"a click beside it does nothing", func(h *hand) { h.click(140, 110) }, 0},
		{"pressed and released within one tick", func(h *hand) {
			h.in.X, h.in.Y, h.in.Pressed, h.in.Released = 110, 110, ui.Primary, ui.Primary
			h.tick()
			h.tick()
		}, 1},
		{"pressed on it and released elsewhere", func(h *hand) { h.move(110, 110); h.press(); h.move(300, 300); h.release() }, 0},
		{"pressed elsewhere and released on it", func(h *hand) { h.move(300, 300); h.press(); h.move(110, 110); h.release() }, 0},
		{"dragged out and back again", func(h *hand) {
			h.move(110, 110)
			h.press()
			h.move(300, 300)
			h.move(120, 120)
			h.release()
		}, 1},
		{"the other button does nothing", func(h *hand) {
			h.in.X, h.in.Y, h.in.Down, h.in.Pressed = 110, 110, ui.Secondary, ui.Secondary
			h.tick()
			h.in.Down, h.in.Released = 0, ui.Secondary
			h.tick()
		}, 0},
		{"the pointer is outside the window", func(h *hand) { h.in.Away = true; h.click(110, 110) }, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			clicks = 0
			tt.do(newHand(update))
			if clicks != tt.want {
				t.Errorf("got %d clicks, want %d", clicks, tt.want)
			}
		})
	}
}

func TestStateOfAButton(t *testing.T) {
	h := newHand(func(c *ui.Ctx) { c.Button(play, box) })
	check := func(when string, want ui.State) {
		t.Helper()
		if got := h.c.State(play); got != want {
			t.Errorf("%s: state %b, want %b", when, got, want)
		}
	}
	h.move(110, 110)
	check("under the pointer", ui.Hot)
	h.press()
	check("pressed", ui.Hot|ui.Held)
	h.move(300, 300)
	check("held, the pointer elsewhere", ui.Held)
	h.release()
	check("let go", 0)
}

func TestTheFrontTakesThePointer(t *testing.T) {
	var front, back, under int
	h := newHand(func(c *ui.Ctx) {
		if c.Button(ui.Name("front"), box) {
			front++
		}
		c.Take(ui.Rect{X: 90, Y: 90, W: 200, H: 200})
		if c.Button(ui.Name("back"), box.Move(20, 0)) {
			back++
		}
		if c.Button(ui.Name("under"), box.Move(300, 0)) {
			under++
		}
	})
	h.click(110, 110) // front
	h.click(150, 110) // on the overlay that hides back
	h.click(410, 110) // under
	if front != 1 || back != 0 || under != 1 {
		t.Errorf("clicks: front %d, back %d, under %d; want 1, 0, 1", front, back, under)
	}
}

// The wheel goes through a button to the page behind it, but not through an overlay.
func TestTheWheelGoesToWhatScrolls(t *testing.T) {
	page := ui.Rect{W: 400, H: 400}
	var at float32
	overlay := false
	h := newHand(func(c *ui.Ctx) {
		if overlay {
			c.Take(ui.Rect{W: 200, H: 200})
		}
		c.Button(play, box)
		c.Scroll(ui.Name("page"), page, 4000, &at)
	})
	h.move(110, 110)
	h.wheel(2)
	if at != 2*ui.Notch {
		t.Errorf("over a button the page scrolls to %v, want %v", at, 2*ui.Notch)
	}
	overlay = true
	h.wheel(2)
	if at != 2*ui.Notch {
		t.Errorf("behind an overlay the page scrolls to %v", at)
	}
}

func TestClip(t *testing.T) {
	clicks := 0
	h := newHand(func(c *ui.Ctx) {
		c.Clip(ui.Rect{W: 1600, H: 120})
		c.Clip(ui.Rect{W: 120, H: 900})
		if c.Button(play, box) {
			clicks++
		}
		c.Unclip()
		c.Unclip()
	})
	h.click(130, 110)
	h.click(110, 130)
	if clicks != 0 {
		t.Errorf("%d clicks on what is clipped away", clicks)
	}
	h.click(110, 110)
	if clicks != 1 {
		t.Errorf("got %d clicks inside both clips, want 1", clicks)
	}
}

func TestSegmented(t *testing.T) {
	selected, changes := 0, 0
	parts := ui.Rect{X: 0, Y: 0, W: 300, H: 30}.Columns(nil, 0, 1, 1, 1)
	h := newHand(func(c *ui.Ctx) {
		if c.Segmented(ui.Name("grain"), parts, &selected) {
			changes++
		}
	})
	h.click(250, 10)
	h.click(260, 10)
	if selected != 2 || changes != 1 {
		t.Errorf("selected %d after %d changes, want 2 after 1", selected, changes)
	}
	segments, all := ui.SegmentRects(nil, ui.Rect{X: 10, W: 900, H: 30}, []string{"event", "source line"})
	if len(segments) != 2 || segments[1].W <= segments[0].W || all.W != segments[0].W+segments[1].W {
		t.Errorf("segments %v in %v: want two, the longer label wider, and the box around them", segments, all)
	}
}

func TestRange(t *testing.T) {
	speed := ui.Range{Min: 1, Max: 10000, Log: true}
	tests := []struct {
		name  string
		r     ui.Range
		part  float64
		value float64
	}{
		{"the ends of a linear one", ui.Range{Min: 2, Max: 4}, 1, 4},
		{"its middle", ui.Range{Min: 2, Max: 4}, 0.5, 3},
		{"equal ways are equal ratios", speed, 0.25, 10},
		{"and again", speed, 0.75, 1000},
		{"steps", ui.Range{Min: 1, Max: 16, Step: 1}, 0.49, 8},
		{"steps of a ratio", ui.Range{Min: 1, Max: 1024, Log: true, Step: 2}, 0.31, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.r.Value(tt.part); math.Abs(got-tt.value) > 1e-9 {
				t.Errorf("%+v.Value(%v) = %v, want %v", tt.r, tt.part, got, tt.value)
			}
			if tt.r.Step == 0 {
				if got := tt.r.Part(tt.value); math.Abs(got-tt.part) > 1e-9 {
					t.Errorf("%+v.Part(%v) = %v, want %v", tt.r, tt.value, got, tt.part)
				}
			}
		})
	}
	if got := speed.Part(-3); got != 0 {
		t.Errorf("a value below the range is at part %v, want 0", got)
	}
	if got := (ui.Range{}).Part(1); got != 0 {
		t.Errorf("an empty range has part %v, want 0", got)
	}
}

func TestSlider(t *testing.T) {
	v, changes := 50.0, 0
	r := ui.Rect{X: 100, Y: 0, W: 200 + 2*ui.KnobInset, H: 30}
	h := newHand(func(c *ui.Ctx) {
		if c.Slider(ui.Name("speed"), r, ui.Range{Min: 0, Max: 100}, &v) {
			changes++
		}
	})
	knob := func() float32 { return 100 + ui.KnobInset + 2*float32(v) }
	near := func(what string, want float64) {
		t.Helper()
		if math.Abs(v-want) > 1e-4 {
			t.Errorf("%s: got %v, want %v", what, v, want)
		}
	}
	h.click(knob()+5, 15)
	if v != 50 || changes != 0 {
		t.Errorf("a click on the knob moved it to %v", v)
	}
	h.move(knob()+5, 15)
	h.press()
	h.move(h.in.X+20, 15)
	near("dragged by a tenth of the way", 60)
	h.move(5000, 400)
	near("dragged far beyond the end", 100)
	h.release()
	h.move(120, 15)
	near("let go", 100)
	h.click(100+ui.KnobInset+50, 15)
	near("a click on the track", 25)
	h.wheel(-2)
	near("two notches up", 35)
	h.move(900, 800)
	h.wheel(-2)
	near("the wheel elsewhere", 35)
}

// A notch of the wheel moves a slider of few steps by one.
func TestSliderOfFewSteps(t *testing.T) {
	for _, tt := range []struct {
		r    ui.Range
		want float64
	}{{ui.Range{Min: 1, Max: 4, Step: 1}, 2}, {ui.Range{Min: 1, Max: 64, Log: true, Step: 4}, 4}} {
		v := 1.0
		h := newHand(func(c *ui.Ctx) { c.Slider(ui.Name("procs"), ui.Rect{W: 200, H: 30}, tt.r, &v) })
		h.move(100, 15)
		h.wheel(-1)
		if math.Abs(v-tt.want) > 1e-9 {
			t.Errorf("%+v: a notch up from 1 is %v, want %v", tt.r, v, tt.want)
		}
	}
}

func TestScrub(t *testing.T) {
	var at float64
	var held bool
	h := newHand(func(c *ui.Ctx) {
		at, held = c.Scrub(ui.Name("time"), ui.Rect{X: 100, Y: 0, W: 1000, H: 100}, 0, 2e6)
	})
	h.move(600, 50)
	if held {
		t.Error("held without a press")
	}
	h.press()
	if !held || at != 1e6 {
		t.Errorf("pressed in the middle: %v %v, want 1e6 true", at, held)
	}
	h.move(-50, 700)
	if !held || at != 0 {
		t.Errorf("dragged beyond the left end: %v %v, want 0 true", at, held)
	}
	h.release()
	h.tick()
	if held {
		t.Error("still held after the release")
	}
}

func TestRows(t *testing.T) {
	l := ui.Rows{N: 100, H: 20}
	r := ui.Rect{X: 0, Y: 50, W: 300, H: 200}
	var hover, clicked int
	h := newHand(func(c *ui.Ctx) { hover, clicked = c.Rows(ui.Name("list"), r, &l) })
	if first, last := l.Visible(r); first != 0 || last != 10 {
		t.Errorf("visible [%d, %d), want [0, 10)", first, last)
	}
	h.move(100, 50+45)
	if hover != 2 {
		t.Errorf("hover row %d, want 2", hover)
	}
	h.wheel(1.5)
	if l.Scroll != 1.5*ui.Notch {
		t.Errorf("scrolled to %v, want %v", l.Scroll, 1.5*ui.Notch)
	}
	if first, last := l.Visible(r); first != 4 || last != 15 {
		t.Errorf("visible [%d, %d), want [4, 15)", first, last)
	}
	h.press()
	h.release()
	if clicked != 6 {
		t.Errorf("clicked row %d, want 6", clicked)
	}
	h.press()
	h.move(100, 50+145)
	h.release()
	if clicked != -1 {
		t.Errorf("pressed on one row and released on another: clicked %d, want -1", clicked)
	}
	h.wheel(1000)
	if want := l.Len() - r.H; l.Scroll != want {
		t.Errorf("scrolled beyond the end: %v, want %v", l.Scroll, want)
	}
	l.Show(r, 3, 2)
	if l.Scroll != 20 {
		t.Errorf("row 3 with 2 above: scroll %v, want 20", l.Scroll)
	}
	l.N = 4
	h.tick()
	if l.Scroll != 0 {
		t.Errorf("a list that became short: scroll %v, want 0", l.Scroll)
	}
	if got := l.At(r, 50+85); got != -1 {
		t.Errorf("below the last row: row %d, want -1", got)
	}
}

func TestScrollBar(t *testing.T) {
	at := float32(0)
	r := ui.Rect{X: 0, Y: 0, W: 100, H: 100}
	h := newHand(func(c *ui.Ctx) { c.Scroll(ui.Name("page"), r, 400, &at) })
	h.move(95, 10)
	h.press()
	h.move(95, 10+37.5)
	if math.Abs(float64(at-150)) > 1e-3 {
		t.Errorf("the thumb dragged half its way: %v, want 150", at)
	}
	h.move(95, 4000)
	if at != 300 {
		t.Errorf("dragged to the end: %v, want 300", at)
	}
	h.release()
	if _, _, ok := ui.Bar(r, 100, 0); ok {
		t.Error("a bar where all fits")
	}
}

func TestTooltip(t *testing.T) {
	h := newHand(func(c *ui.Ctx) {
		c.Button(play, box)
		c.Tip(play, box, "play")
	})
	h.move(110, 110)
	if _, _, open := h.c.Tooltip(); open {
		t.Error("open at once")
	}
	h.in.Now += paint.TooltipTime
	h.tick()
	if text, about, open := h.c.Tooltip(); !open || text != "play" || about != box {
		t.Errorf("after a rest: %q %v %v", text, about, open)
	}
	h.press()
	if _, _, open := h.c.Tooltip(); open {
		t.Error("open while pressed")
	}
	h.release()
	h.move(500, 500)
	h.in.Now += 1
	h.tick()
	if _, _, open := h.c.Tooltip(); open {
		t.Error("open when the pointer is gone")
	}
}

func TestMessages(t *testing.T) {
	var ms ui.Messages
	r := ui.Rect{X: 0, Y: 0, W: 1600, H: 900}
	behind := 0
	h := newHand(func(c *ui.Ctx) {
		ms.Update(c, r)
		if c.Button(play, r) {
			behind++
		}
	})
	ms.Show(ui.Message{Title: "reloaded"})
	ms.Show(ui.Message{Title: "fault", Text: "x.go:1:1: no\nhint: yes", Error: true})
	ms.Show(ui.Message{Title: "fault", Text: "x.go:2:1: no", Error: true})
	if ms.Len() != 2 {
		t.Fatalf("%d messages, want 2: the newer of a title replaces the older", ms.Len())
	}
	h.in.Now += ui.MessageTime + 1
	h.tick()
	h.tick()
	if ms.Len() != 1 {
		t.Errorf("%d messages after their time, want the error alone", ms.Len())
	}
	h.click(1300, 20)
	if behind != 0 || ms.Len() != 1 {
		t.Errorf("a click on a message went through it (%d) or closed it (%d left)", behind, ms.Len())
	}
	h.click(1600-20, 20)
	if ms.Len() != 0 {
		t.Errorf("%d messages after the close button", ms.Len())
	}
	for _, s := range []string{"a", "b", "c", "d", "e", "f"} {
		ms.Show(ui.Message{Title: s})
	}
	if ms.Len() != 4 {
		t.Errorf("%d messages at once, want 4", ms.Len())
	}
}

func TestField(t *testing.T) {
	f := ui.Field{}
	id := ui.Name("search")
	var changed, entered bool
	var left []ui.Press
	h := newHand(func(c *ui.Ctx) {
		changed, entered = c.Field(id, ui.Rect{X: 0, Y: 0, W: 200, H: 30}, &f)
		left = c.In.Keys
	})
	h.typed("lost")
	if f.Text != "" || h.c.Typing() {
		t.Errorf("typed %q without the focus", f.Text)
	}
	h.click(50, 10)
	h.typed("gö")
	if f.Text != "gö" || !changed || !h.c.Typing() {
		t.Errorf("text %q, changed %v", f.Text, changed)
	}
	h.key(ui.KeyLeft)
	h.typed("x\x07")
	h.key(ui.KeyEnd)
	h.typed("!")
	if f.Text != "gxö!" {
		t.Errorf("text %q, want gxö!", f.Text)
	}
	h.key(ui.KeyBackspace)
	h.key(ui.KeyBackspace)
	h.key(ui.KeyHome)
	h.key(ui.KeyDelete)
	if f.Text != "x" || f.Caret != 0 {
		t.Errorf("text %q, caret %d; want x, 0", f.Text, f.Caret)
	}
	h.key(ui.KeyBackspace)
	h.key(ui.KeyEnter)
	if f.Text != "x" || !entered {
		t.Errorf("text %q, entered %v", f.Text, entered)
	}
	if len(left) != 0 {
		t.Errorf("keys %v are left for commands", left)
	}
	h.in.Keys = []ui.Press{{Chord: ui.Chord{Key: ui.KeyK, Mods: ui.Ctrl}}}
	if h.tick(); len(left) != 1 {
		t.Errorf("of Ctrl-K %v is left for commands", left)
	}
	h.click(190, 10)
	if f.Caret != 1 {
		t.Errorf("a click behind the text: caret %d, want 1", f.Caret)
	}
	h.key(ui.KeyEscape)
	if h.c.Typing() {
		t.Error("still typing after Escape")
	}
	h.click(50, 10)
	h.click(500, 500)
	if h.c.Typing() {
		t.Error("still typing after a click elsewhere")
	}
}

func TestFuzzy(t *testing.T) {
	names := []string{"Step back", "Present", "Set speed", "Theme", "Step by source line"}
	tests := []struct{ pattern, first string }{
		{"step", "Step back"}, {"ssl", "Step by source line"}, {"pr", "Present"}, {"THE", "Theme"}, {"zz", ""},
	}
	for _, tt := range tests {
		best, at := -1, ""
		for _, n := range names {
			if score, ok := ui.Fuzzy(tt.pattern, n); ok && score > best {
				best, at = score, n
			}
		}
		if at != tt.first {
			t.Errorf("%q finds %q, want %q", tt.pattern, at, tt.first)
		}
	}
}

func TestKeys(t *testing.T) {
	if got, want := (ui.Chord{Key: ui.KeyK, Mods: ui.Ctrl | ui.Shift}).String(), "Ctrl-Shift-K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	seen := map[string]ui.Key{}
	for k := ui.NoKey + 1; int(k) < ui.NumKeys; k++ {
		name := k.String()
		if other, ok := seen[name]; ok || name == "" {
			t.Errorf("key %d is called %q, as key %d", k, name, other)
		}
		seen[name] = k
	}
	in := ui.Input{Keys: []ui.Press{{Chord: ui.Chord{Key: ui.KeyRight}, Repeat: true}}, Runes: []rune{'?'}}
	right := ui.Chord{Key: ui.KeyRight}
	if !in.Hit(right) || in.HitOnce(right) || in.Hit(ui.Chord{Key: ui.KeyRight, Mods: ui.Shift}) {
		t.Error("a repeat is a hit, but not a first one, nor one with Shift")
	}
	if !in.Typed('?') || in.Typed('!') {
		t.Errorf("typed runes %q", in.Runes)
	}
}

func TestIDsDiffer(t *testing.T) {
	var ids []ui.ID
	for _, s := range []string{"a", "b", "ab", "transport/play"} {
		id := ui.Name(s)
		for i := range 200 {
			ids = append(ids, id.At(i))
		}
		ids = append(ids, id, id.At(-1))
	}
	n := len(ids)
	slices.Sort(ids)
	if got := len(slices.Compact(ids)); got != n {
		t.Errorf("%d of %d ids are the same as another", n-got, n)
	}
}

func TestSteadyTicksAllocateNothing(t *testing.T) {
	v, selected := 3.0, 0
	l := ui.Rows{N: 1000, H: 20}
	parts := ui.Rect{W: 300, H: 30}.Columns(nil, 0, 1, 1, 1)
	var ms ui.Messages
	ms.Show(ui.Message{Title: "fault", Text: "x.go:1:1: no\nhint: yes", Error: true})
	h := newHand(func(c *ui.Ctx) {
		ms.Update(c, ui.Rect{W: 1600, H: 900})
		c.Clip(ui.Rect{W: 1600, H: 900})
		c.Button(play, box)
		c.Tip(play, box, "play")
		c.Segmented(ui.Name("grain"), parts, &selected)
		c.Slider(ui.Name("speed"), ui.Rect{X: 400, W: 300, H: 30}, ui.Range{Min: 1, Max: 1e6, Log: true}, &v)
		c.Rows(ui.Name("list"), ui.Rect{Y: 200, W: 300, H: 300}, &l)
		c.Unclip()
	})
	if n := testing.AllocsPerRun(100, func() { h.move(110, 110) }); n != 0 {
		t.Errorf("%v allocations a tick", n)
	}
}

package ui

import "gopherscope/render/paint"

// An ID names a widget, the same in every tick. Make one with Name, and those of rows with At.
type ID uint64

// Name returns the ID for a path such as "transport/play".
func Name(path string) ID {
	h := ID(14695981039346656037) // FNV-1a
	for i := range len(path) {
		h = (h ^ ID(path[i])) * 1099511628211
	}
	return h
}

// At returns the ID of the i-th part of a widget.
func (id ID) At(i int) ID { return (id ^ ID(i+2)*0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9 }

// A Ctx knows which widget the pointer is over and which one it holds. One Ctx serves the
// whole window; its zero value is ready.
type Ctx struct {
	In Input // of this tick

	hot    ID                     // the pointer is over it
	active ID                     // it was pressed and the button is still down
	focus  ID                     // it takes typed text
	taken  bool                   // something in front took the pointer
	hidden bool                   // an overlay is in front of what follows
	drag   struct{ x, y float32 } // pointer minus the grabbed point
	clips  []Rect
	tip    tip
}

// Begin starts a tick. Ask the widgets about it front to back, then call End.
func (c *Ctx) Begin(in Input) {
	c.In = in
	c.hot, c.taken, c.hidden = 0, in.Away && c.active == 0, false
	c.clips = c.clips[:0]
	c.tip.begin()
}

// End finishes a tick. A press beside the widget that takes typed text ends the typing.
func (c *Ctx) End() {
	if c.In.Pressed != 0 && c.hot != c.focus {
		c.focus = 0
	}
	if !c.In.Down.Has(Primary) {
		c.active = 0
	}
	c.tip.end(c.hot, c.active, c.In.Now)
}

// Clip confines the widgets that follow to r, as a batch's clip does their picture, until
// Unclip.
func (c *Ctx) Clip(r Rect) {
	if n := len(c.clips); n > 0 {
		r = r.Intersect(c.clips[n-1])
	}
	c.clips = append(c.clips, r)
}

// Unclip ends the last Clip.
func (c *Ctx) Unclip() { c.clips = c.clips[:len(c.clips)-1] }

// Over reports whether the pointer is over r and nothing before took it. It takes nothing.
func (c *Ctx) Over(r Rect) bool { return !c.taken && c.visible(r) }

// visible reports whether the pointer is over the part of r that the clip leaves.
func (c *Ctx) visible(r Rect) bool {
	n := len(c.clips)
	return c.In.Over(r) && (n == 0 || c.In.Over(c.clips[n-1]))
}

// Take keeps the pointer from all widgets that follow while it is over r: an overlay takes its
// whole box, a modal one the whole window. It reports whether the pointer is over r.
func (c *Ctx) Take(r Rect) bool {
	over := c.Over(r)
	if over {
		c.taken, c.hidden = true, true
	}
	return over
}

// A Touch is what the pointer did to a widget in one tick.
type Touch struct {
	Hover    bool // the pointer is over it, or holds it
	Pressed  bool // the primary button went down on it
	Held     bool // it was pressed, and the button is still down or goes up now
	Clicked  bool // pressed and released on it
	Released bool // let go, wherever the pointer is
}

// Touch asks what the pointer does to the widget id at r, and takes it when it is over r.
// While a widget is held no other one is touched.
func (c *Ctx) Touch(id ID, r Rect) Touch {
	var t Touch
	over := (c.active == 0 || c.active == id) && c.Over(r)
	if over {
		c.hot, c.taken = id, true
		if c.In.Pressed.Has(Primary) {
			c.active, t.Pressed = id, true
			c.drag.x, c.drag.y = 0, 0
		}
	}
	if c.active == id {
		t.Held = true
		if c.In.Released.Has(Primary) {
			t.Released, t.Clicked = true, over
		}
	}
	t.Hover = over || t.Held
	return t
}

// A State says how a widget looks: the sum of what holds for it.
type State uint8

// The parts of a State.
const (
	Hot      State = 1 << iota // the pointer is over it
	Held                       // it is pressed
	Selected                   // it is the chosen one
	Focused                    // it takes typed text
	Disabled                   // it can do nothing now
)

// State returns how the widget id looks after this tick's Update.
func (c *Ctx) State(id ID) State {
	var s State
	if c.hot == id && (c.active == 0 || c.active == id) {
		s |= Hot
	}
	if c.active == id {
		s |= Held
	}
	if c.focus == id {
		s |= Focused
	}
	return s
}

// Hot returns the widget under the pointer, 0 for none.
func (c *Ctx) Hot() ID { return c.hot }

// Holding reports whether a widget is held: the pointer is busy.
func (c *Ctx) Holding() bool { return c.active != 0 }

// Focus gives typed text to the widget id; 0 to none.
func (c *Ctx) Focus(id ID) { c.focus = id }

// Focused reports whether the widget id takes typed text.
func (c *Ctx) Focused(id ID) bool { return c.focus == id && id != 0 }

// Typing reports whether any widget takes typed text, so that single keys are no commands.
func (c *Ctx) Typing() bool { return c.focus != 0 }

// Wheel returns how far the wheel was turned over r, in notches down, and takes it. A widget in
// front that has no use for the wheel leaves it to what is behind; an overlay does not.
func (c *Ctx) Wheel(r Rect) float32 {
	if c.In.WheelY == 0 || c.hidden || !c.visible(r) {
		return 0
	}
	w := c.In.WheelY
	c.In.WheelY = 0
	return w
}

// Pointer returns the place of the pointer.
func (c *Ctx) Pointer() paint.Point { return paint.Point{X: c.In.X, Y: c.In.Y} }

package ui

import "gopherscope/render/paint"

// A Rect is a rectangle in logical pixels; see paint.Rect for cutting it up.
type Rect = paint.Rect

// An Input is what happened since the tick before, and how things stand. The adapter to the
// window system makes one each tick; tests make them by hand.
type Input struct {
	X, Y float32 // pointer, in logical pixels
	Away bool    // the pointer is outside the window

	WheelX, WheelY float32 // turned by so many notches; positive is right and down

	Down     Buttons // held now
	Pressed  Buttons // went down in this tick
	Released Buttons // went up in this tick

	Keys  []Press // keys that went down, or repeat, in order
	Mods  Mods    // modifiers held now
	Runes []rune  // text typed

	Dropped []File // files dropped on the window

	W, H  float32 // the window in logical pixels
	Scale float32 // device pixels per logical pixel, zoom included
	Now   float64 // seconds of the tween clock; it never goes back
}

// Buttons is a set of mouse buttons.
type Buttons uint8

// The mouse buttons.
const (
	Primary Buttons = 1 << iota
	Secondary
	Middle
)

// Has reports whether all buttons of o are in the set.
func (b Buttons) Has(o Buttons) bool { return b&o == o }

// A File is a file that was dropped: its base name and contents. Err says why it could not be
// read, and then Data is nil.
type File struct {
	Name string
	Data []byte
	Err  error
}

// A Press is a key that went down with the modifiers held at that time.
type Press struct {
	Chord
	Repeat bool // the key was held down and repeats
}

// Hit reports whether the chord was pressed or repeats.
func (in *Input) Hit(c Chord) bool {
	for _, p := range in.Keys {
		if p.Chord == c {
			return true
		}
	}
	return false
}

// HitOnce is Hit without repeats: for what should not happen again while the key is held.
func (in *Input) HitOnce(c Chord) bool {
	for _, p := range in.Keys {
		if p.Chord == c && !p.Repeat {
			return true
		}
	}
	return false
}

// Typed reports whether the rune was typed; for signs whose key depends on the keyboard, as ?.
func (in *Input) Typed(r rune) bool {
	for _, t := range in.Runes {
		if t == r {
			return true
		}
	}
	return false
}

// Over reports whether the pointer is over r, whatever lies in front.
func (in *Input) Over(r Rect) bool { return !in.Away && r.Contains(in.X, in.Y) }

package paint

import "gopherscope/assets"

// A Theme is every colour of the window. There are two values, Dark and Light.
//
// The hues of goroutine kinds and of the collector were found by a search that keeps them
// apart for the three kinds of colour blindness; theme_test.go measures that again. Even so
// no meaning hangs on hue alone: a goroutine has its number, and its state is place and fill.
type Theme struct {
	Name string // "dark" or "light"

	Background Color // behind everything; the board stands on it
	Panel      Color // source and heap
	Raised     Color // Ps, Ms, buttons
	Sunken     Color // rings, tracks, wells
	Hairline   Color // borders and rules, one pixel

	Text  Color // what must be read
	Dim   Color // what explains it
	Faint Color // what may be lost on a bad projector: line numbers, ticks

	Kinds       [4]Color // goroutines, by the function they run; 0 is main's
	OnKinds     [4]Color // text on a disc of that hue
	GC          Color    // the collector, and nothing else
	OnGC        Color
	Attention   Color // the current event and the playhead
	OnAttention Color

	Keyword Color // source text: keywords and signs
	Literal Color // numbers and strings
	Comment Color

	HeapWhite, HeapGrey, HeapBlack Color // objects, by the collector's colour
	HeapRing                       Color // the line around an object
	Shadow                         Color // of raised things; nearly nothing when dark
	Error                          Color // the edge of an error box
}

// Dark is the theme for a screen.
var Dark = Theme{
	Name:       "dark",
	Background: RGB(0x0d1015), Panel: RGB(0x14181f), Raised: RGB(0x1b2029), Sunken: RGB(0x0a0d11),
	Hairline: RGB(0x2a313c),
	Text:     RGB(0xeaeef4), Dim: RGB(0xa6b0be), Faint: RGB(0x7d8a9b),
	Kinds:   [4]Color{RGB(0xdde3ec), RGB(0xeeb211), RGB(0x63a1ff), RGB(0x2fdfa3)},
	OnKinds: [4]Color{RGB(0x0d1015), RGB(0x0d1015), RGB(0x0d1015), RGB(0x0d1015)},
	GC:      RGB(0xee68b2), OnGC: RGB(0x0d1015),
	Attention: RGB(0xffffff), OnAttention: RGB(0x0d1015),
	Keyword: RGB(0x93a4bf), Literal: RGB(0xb8a687), Comment: RGB(0x7d8a9b),
	HeapWhite: RGB(0xf3f5f8), HeapGrey: RGB(0x8b95a3), HeapBlack: RGB(0x040608), HeapRing: RGB(0x7e8998),
	Shadow: Color{0, 0, 0, 120},
	Error:  RGB(0xff7a66),
}

// Light is the theme for a projector.
var Light = Theme{
	Name:       "light",
	Background: RGB(0xf4f3ef), Panel: RGB(0xffffff), Raised: RGB(0xffffff), Sunken: RGB(0xeceae5),
	Hairline: RGB(0xd6d8dc),
	Text:     RGB(0x12161c), Dim: RGB(0x48515e), Faint: RGB(0x666f7b),
	Kinds:   [4]Color{RGB(0x2a2f36), RGB(0xb35007), RGB(0x103ac2), RGB(0x06807b)},
	OnKinds: [4]Color{RGB(0xffffff), RGB(0xffffff), RGB(0xffffff), RGB(0xffffff)},
	GC:      RGB(0x7e1572), OnGC: RGB(0xffffff),
	Attention: RGB(0x000000), OnAttention: RGB(0xffffff),
	Keyword: RGB(0x44546e), Literal: RGB(0x7a5a1e), Comment: RGB(0x666f7b),
	HeapWhite: RGB(0xffffff), HeapGrey: RGB(0x9aa3ae), HeapBlack: RGB(0x12161c), HeapRing: RGB(0x4a5360),
	Shadow: Color{30, 34, 42, 26},
	Error:  RGB(0xb3261e),
}

// Other returns the theme that t is not.
func (t *Theme) Other() *Theme {
	if t.Name == Dark.Name {
		return &Light
	}
	return &Dark
}

// A Hue is how goroutines of one kind look. Hues repeat after the fourth kind; Rings counts
// the repeats, and discs show it as a ring inside their edge (see Disc).
type Hue struct {
	Color Color
	On    Color // text on a disc of Color
	Rings int
}

// Kinds of goroutines that are the runtime's own.
const (
	RuntimeKind   = -1
	CollectorKind = -2 // those that mark and sweep
)

// Kind returns the hue of the i-th kind of goroutine, i from 0, which is main's. That of the
// runtime's own is dim and has a ring, but for the collector's.
func (t *Theme) Kind(i int) Hue {
	n := len(t.Kinds)
	if i == CollectorKind {
		return t.Collector()
	}
	if i < 0 {
		return Hue{t.Hairline.Mix(t.Faint, 0.35), t.Text, 1}
	}
	if i == 0 {
		return Hue{t.Kinds[0], t.OnKinds[0], 0}
	}
	// Main's grey stays its own; the other hues take turns.
	i--
	return Hue{t.Kinds[1+i%(n-1)], t.OnKinds[1+i%(n-1)], i / (n - 1)}
}

// Collector returns the hue of the collector's goroutines.
func (t *Theme) Collector() Hue { return Hue{t.GC, t.OnGC, 0} }

// The type scale, for a window of 1600 by 900.
var (
	FontTiny      = Font{assets.Regular, 13}    // ticks; nothing needed
	FontLabel     = Font{assets.Regular, 15}    // what a thing is called
	FontValue     = Font{assets.Medium, 15}     // what it is
	FontBody      = Font{assets.Regular, 17}    // sentences
	FontName      = Font{assets.Medium, 17}     // names in sentences, headings
	FontCode      = Font{assets.Mono, 16.5}     // source
	FontKeyword   = Font{assets.MonoBold, 16.5} // keywords and functions in source
	FontMono      = Font{assets.Mono, 17}       // names of variables and files
	FontBig       = Font{assets.Medium, 20}     // Ps and running Gs
	FontTitle     = Font{assets.Bold, 22}
	FontMonoSmall = Font{assets.Mono, 14.5}  // keys, and text in tight places
	FontCaption   = Font{assets.Regular, 28} // what happened
	FontHero      = Font{assets.Medium, 28}  // names in it
)

// Lengths in logical pixels, for a window of 1600 by 900.
const (
	CodeLine    = 20.4 // from one source line to the next
	Outer       = 20   // around the window
	Gap         = 16   // between panes
	RadiusPanel = 10
	RadiusP     = 14
	RadiusChip  = 15.5 // a waiting or queued G
	RadiusRun   = 29   // a running G
	RadiusRing  = 61   // where a local queue's Gs stand
	HitTarget   = 31   // the least size of what can be clicked

	Hairline = 1   // borders
	Focus    = 2   // the border of what the event is about
	Strand   = 1.5 // the way of a move
	Tail     = 3.2 // the way just gone
	Spark    = 2   // sparklines
)

// Durations in seconds of the tween clock. A caller scales them by speed.
const (
	MoveTime    = 0.320 // a G from place to place
	Stagger     = 0.13  // of MoveTime, between the members of a group
	EventTime   = 0.450 // a scheduler event with all its moves
	StateTime   = 0.160 // a change of colour
	TooltipTime = 0.250 // the pointer rests before a tooltip opens
)

// Tints of spans on the timeline.
const (
	TintPast   = 0.46
	TintFuture = 0.17
)

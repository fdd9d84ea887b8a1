package render

import "gopherscope/render/pane"

// A Deck is what the window plays. Both methods are called from the window's own goroutine,
// many times a second, and must return at once: a Deck whose machine needs longer works on
// another goroutine, says Busy in its frame and shows the last instant it has reached.
type Deck interface {
	// Show returns the run at the instant reached. What it points to does not change before
	// the next Show or Do.
	Show() Frame
	// Do takes a wish of the reader's. Wishes are kept in order; a Seek, Home, End, Reload, Open,
	// Break or Record gives up what is still under way.
	Do(i Intent)
}

// What a Deck shows and what it is asked for; package pane has the fields.
type (
	Frame   = pane.Frame
	Source  = pane.Source
	Func    = pane.Func
	Mark    = pane.Mark
	Problem = pane.Problem
	Intent  = pane.Intent
)

// The intents that a Deck is sent.
type (
	Step      = pane.Step
	SeekEvent = pane.SeekEvent
	SeekTime  = pane.SeekTime
	Advance   = pane.Advance
	Home      = pane.Home
	End       = pane.End
	Reload    = pane.Reload
	Open      = pane.Open
	Break     = pane.Break
	Record    = pane.Record
)

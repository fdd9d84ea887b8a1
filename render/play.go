package render

import (
	"unicode/utf8"

	"gopherscope/render/pane"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A player moves virtual time on while the reader watches.
type player struct {
	log    *view.Log
	events int     // shown in the tick before
	now    float64 // tween clock in the tick before
	rest   float64 // until when a note is left to be read
	owed   float64 // virtual ns not yet asked for

	heard int           // events looked at for what the scenario says
	first map[int64]int // by mark: the event that said it first
}

// idleRate is how much faster time passes while nothing runs at all: a program that sleeps for
// a second would otherwise show a still picture for hours.
const idleRate = 25

// play goes on by the time since the last tick, if the reader has set it going. A note holds
// it for as long as it takes to read it; a question or a stop pauses it.
func (a *app) play(now float64) {
	p, f := &a.player, &a.frame
	passed := min(now-p.now, 0.1)
	last := p.events
	sameRun := p.log == f.Log
	if !sameRun {
		p.heard, p.first = 0, map[int64]int{}
	}
	p.now, p.events, p.log = now, f.State.Events, f.Log
	if !a.screen.Controls.Playing {
		p.rest, p.owed = 0, 0
		a.screen.Hurry = false
		return
	}
	if sameRun && f.State.Events > last {
		if n, m, ok := p.said(f, last, f.State.Events); ok {
			if f.State.Events > n {
				a.deck.Do(SeekEvent{N: n})
			}
			p.events, p.owed = n, 0
			if m.Kind == pane.Note {
				p.rest = now + readingTime(m.Text)
			} else {
				a.screen.Controls.Playing = false
			}
			return
		}
	}
	if f.State.Exit || len(f.Problems) > 0 && f.State.Events == 0 {
		a.screen.Controls.Playing = false
		a.dirty = true
		return
	}
	if now < p.rest {
		return
	}
	rate := float64(pane.Speeds[a.screen.Controls.Speed])
	if a.screen.Hurry = idle(f.State); a.screen.Hurry {
		rate *= idleRate
	}
	p.owed = min(p.owed+rate*passed, rate*0.25)
	if by := trace.Time(p.owed); by > 0 && !f.Busy {
		a.deck.Do(Advance{By: by})
		p.owed -= float64(by)
	}
}

// said returns the first thing that the scenario says between two numbers of events: the
// number of events up to it. Notes and questions in a loop are said once, the first time that
// they are reached; a stop stops each time.
func (p *player) said(f *Frame, from, to int) (n int, m pane.Mark, ok bool) {
	for ; p.heard < f.Log.Len(); p.heard++ {
		e := &f.Log.Events[p.heard]
		if e.Kind != trace.GoNote {
			continue
		}
		if _, known := p.first[e.N]; !known {
			p.first[e.N] = p.heard
		}
	}
	for i := from; i < to; i++ {
		e := &f.Log.Events[i]
		if e.Kind != trace.GoNote || e.N < 0 || e.N >= int64(len(f.Marks)) {
			continue
		}
		if m := f.Marks[e.N]; m.Kind == pane.Stop || p.first[e.N] == i {
			return i + 1, m, true
		}
	}
	return 0, pane.Mark{}, false
}

// readingTime is how long it takes to read a note, in seconds.
func readingTime(text string) float64 { return 1.2 + 0.045*float64(utf8.RuneCountInString(text)) }

// idle reports whether nothing runs and nothing is about to.
func idle(s *view.State) bool {
	for i := range s.Procs {
		if !s.Procs[i].Idle {
			return false
		}
	}
	for i := range s.Ms {
		if s.Ms[i].Waking {
			return false
		}
	}
	return len(s.Gs) > 0
}

func (a *app) togglePlay() {
	c := &a.screen.Controls
	c.Playing = !c.Playing
	a.player.rest = 0
	if c.Playing && a.frame.State.Exit && a.frame.State.Events == a.frame.Log.Len() {
		a.deck.Do(Home{}) // from the end, playing begins anew
	}
}

package render

import (
	"gopherscope/render/pane"
	"gopherscope/render/ui"
)

// A command is something that the reader can do with a key.
type command struct {
	name  string
	keys  []ui.Chord
	typed rune     // a sign whose key depends on the keyboard, or 0
	caps  []string // as the help page writes the keys
	hint  string   // beside the controls; "" for none
	once  bool     // holding the key down does not repeat it
	run   func(a *app)
}

func keys(all ...ui.Key) (chords []ui.Chord) {
	for _, k := range all {
		chords = append(chords, ui.Chord{Key: k})
	}
	return chords
}

func with(mods ui.Mods, all ...ui.Key) (chords []ui.Chord) {
	for _, k := range all {
		chords = append(chords, ui.Chord{Key: k, Mods: mods})
	}
	return chords
}

// commands is the one table of what keys do: the keyboard, the hints and the help page all
// read it.
var commands = []command{
	{name: "play, or pause (also .)", keys: keys(ui.KeySpace, ui.KeyPeriod), caps: []string{"space"}, hint: "play", once: true, run: (*app).togglePlay},
	{name: "step forward, or back", keys: keys(ui.KeyRight, ui.KeyPageDown), caps: []string{"←", "→"}, hint: "step",
		run: func(a *app) { a.step(0, false) }},
	{keys: keys(ui.KeyLeft, ui.KeyPageUp), run: func(a *app) { a.step(0, true) }},
	{name: "a larger step", keys: with(ui.Shift, ui.KeyRight, ui.KeyPageDown), caps: []string{"Shift", "←", "→"},
		run: func(a *app) { a.step(1, false) }},
	{keys: with(ui.Shift, ui.KeyLeft, ui.KeyPageUp), run: func(a *app) { a.step(1, true) }},
	{name: "the largest step: a source line", keys: with(ui.Ctrl, ui.KeyRight, ui.KeyPageDown), caps: []string{"Ctrl", "←", "→"},
		run: func(a *app) { a.step(pane.NumGrains, false) }},
	{keys: with(ui.Ctrl, ui.KeyLeft, ui.KeyPageUp), run: func(a *app) { a.step(pane.NumGrains, true) }},
	{name: "choose what a step is", keys: keys(ui.KeyG), caps: []string{"G"}, once: true, run: (*app).nextGrain},
	{name: "to the beginning", keys: keys(ui.KeyHome), caps: []string{"home"}, once: true, run: func(a *app) { a.seek(Home{}) }},
	{name: "to the end of the program", keys: keys(ui.KeyEnd), caps: []string{"end"}, once: true, run: func(a *app) { a.seek(End{}) }},
	{name: "slower, or faster", keys: keys(ui.KeyMinus, ui.KeyBracketLeft), caps: []string{"-", "="}, hint: "speed",
		run: func(a *app) { a.faster(-1) }},
	{keys: append(keys(ui.KeyEqual, ui.KeyBracketRight), with(ui.Shift, ui.KeyEqual)...), run: func(a *app) { a.faster(1) }},
	{name: "dark, or light for a bright room", keys: keys(ui.KeyT), caps: []string{"T"}, hint: "theme", once: true, run: (*app).toggleTheme},
	{name: "read the file again and run it anew", keys: keys(ui.KeyR), caps: []string{"R"}, once: true, run: func(a *app) { a.seek(Reload{}) }},
	{name: "the whole screen, or a window", keys: keys(ui.KeyF, ui.KeyF11), caps: []string{"F"}, once: true,
		run: func(a *app) { a.wantFullscreen = !a.wantFullscreen }},
	{name: "this page", keys: keys(ui.KeyF1, ui.KeyH), typed: '?', caps: []string{"?"}, hint: "keys", once: true, run: (*app).toggleHelp},
	{keys: keys(ui.KeyEscape), once: true, run: func(a *app) { a.screen.ShowHelp = false }},
}

// pointing tells what the mouse does, for the help page.
var pointing = []pane.Hint{
	{Keys: []string{"click"}, Label: "on the timeline, or drag along it: go to that instant"},
	{Keys: []string{"wheel"}, Label: "zoom the timeline, scroll the source or what waits"},
	{Keys: []string{"drop"}, Label: "a .go file on the window: run it"},
}

// hints are those commands that stand beside the controls.
func hints() (all []pane.Hint) {
	for _, c := range commands {
		if c.hint != "" {
			all = append(all, pane.Hint{Keys: c.caps, Label: c.hint})
		}
	}
	return all
}

// help is the page of keys.
func help() (all []pane.Hint) {
	for _, c := range commands {
		if c.name != "" {
			all = append(all, pane.Hint{Keys: c.caps, Label: c.name})
		}
	}
	return append(all, pointing...)
}

// press runs the commands of the keys that went down.
func (a *app) press(in *ui.Input) {
	for i := range commands {
		c := &commands[i]
		hit := c.typed != 0 && in.Typed(c.typed)
		for _, k := range c.keys {
			if c.once {
				hit = hit || in.HitOnce(k)
			} else {
				hit = hit || in.Hit(k)
			}
		}
		if hit {
			c.run(a)
			a.dirty = true
		}
	}
}

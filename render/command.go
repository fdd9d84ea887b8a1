package render

import (
	"gopherscope/render/pane"
	"gopherscope/render/ui"
	"gopherscope/sim/view"
)

// A command is something that the reader can do with a key.
type command struct {
	name  string
	keys  []ui.Chord
	typed rune     // a sign whose key depends on the keyboard, or 0
	caps  []string // as the help page writes the keys
	hint  string   // beside the controls; "" for none
	pick  string   // in the list of all commands; "" if it is not there
	digit string   // that picks it there, for a command without a key
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
	{name: "play, or pause (also .)", keys: keys(ui.KeySpace, ui.KeyPeriod), caps: []string{"space"}, hint: "play", once: true, pick: "Play or pause", run: (*app).togglePlay},
	{name: "step forward, or back", keys: keys(ui.KeyRight, ui.KeyPageDown), caps: []string{"←", "→"}, hint: "step",
		pick: "Step forward", run: func(a *app) { a.step(0, false) }},
	{keys: keys(ui.KeyLeft, ui.KeyPageUp), pick: "Step back", run: func(a *app) { a.step(0, true) }},
	{name: "a larger step", keys: with(ui.Shift, ui.KeyRight, ui.KeyPageDown), caps: []string{"Shift", "←", "→"},
		pick: "A larger step forward", run: func(a *app) { a.step(1, false) }},
	{keys: with(ui.Shift, ui.KeyLeft, ui.KeyPageUp), pick: "A larger step back", run: func(a *app) { a.step(1, true) }},
	{name: "the largest step: a source line", keys: with(ui.Ctrl, ui.KeyRight, ui.KeyPageDown), caps: []string{"Ctrl", "←", "→"},
		pick: "On to the next source line", run: func(a *app) { a.step(pane.NumGrains, false) }},
	{keys: with(ui.Ctrl, ui.KeyLeft, ui.KeyPageUp), pick: "Back to the source line before", run: func(a *app) { a.step(pane.NumGrains, true) }},
	{name: "choose what a step is", keys: keys(ui.KeyG), caps: []string{"G"}, once: true, pick: "Choose what a step is", run: (*app).nextGrain},
	{name: "to the beginning", keys: keys(ui.KeyHome), caps: []string{"home"}, once: true, pick: "Go to the beginning", run: func(a *app) { a.seek(Home{}) }},
	{name: "to the end of the program", keys: keys(ui.KeyEnd), caps: []string{"end"}, once: true, pick: "Go to the end of the program", run: func(a *app) { a.seek(End{}) }},
	{name: "slower, or faster", keys: keys(ui.KeyMinus, ui.KeyBracketLeft), caps: []string{"-", "="}, hint: "speed",
		pick: "Slower", run: func(a *app) { a.faster(-1) }},
	{keys: append(keys(ui.KeyEqual, ui.KeyBracketRight), with(ui.Shift, ui.KeyEqual)...), pick: "Faster", run: func(a *app) { a.faster(1) }},
	{name: "variables of the goroutine that acts", keys: keys(ui.KeyV), caps: []string{"V"}, once: true, pick: "Variables", run: (*app).toggleVariables},
	{name: "the next event about that goroutine, or with Shift the one before", keys: keys(ui.KeyN), caps: []string{"N"},
		pick: "On to the next event about the goroutine", run: func(a *app) { a.about(false) }},
	{keys: with(ui.Shift, ui.KeyN), pick: "Back to the event before about the goroutine", run: func(a *app) { a.about(true) }},
	{name: "the program's output, large or small", keys: keys(ui.KeyO), caps: []string{"O"}, once: true, pick: "Output", run: (*app).toggleOutput},
	{name: "why: what was looked at before, or not", keys: keys(ui.KeyW), caps: []string{"W"}, once: true,
		pick: "Why: what was looked at before", run: func(a *app) { a.screen.Past = !a.screen.Past }},
	{name: "the heap: beside the board, alone, or not at all", keys: keys(ui.KeyH), caps: []string{"H"}, hint: "heap", once: true,
		pick: "The heap beside the board, alone, or not at all", run: (*app).nextStage},
	{name: "the heap as a graph, or as spans", keys: keys(ui.KeyS), caps: []string{"S"}, once: true,
		pick: "The heap as a graph, or as spans", run: func(a *app) { a.screen.ToggleSpans() }},
	{name: "closer to the spans, or with Shift farther; ↑ ↓ move", keys: keys(ui.KeyZ), caps: []string{"Z"},
		pick: "Closer to the heap's spans", run: func(a *app) { a.screen.ZoomHeap(1) }},
	{keys: with(ui.Shift, ui.KeyZ), pick: "Farther from the heap's spans", run: func(a *app) { a.screen.ZoomHeap(-1) }},
	{keys: keys(ui.KeyUp), pick: "Up in the heap's spans", run: func(a *app) { a.screen.ScrollHeap(-1) }},
	{keys: keys(ui.KeyDown), pick: "Down in the heap's spans", run: func(a *app) { a.screen.ScrollHeap(1) }},
	{name: "the timeline by thread, or by P", keys: keys(ui.KeyM), caps: []string{"M"}, once: true,
		pick: "Timeline by thread, or by P", run: func(a *app) { a.screen.Lanes = !a.screen.Lanes }},
	{name: "dark, or light for a bright room", keys: keys(ui.KeyT), caps: []string{"T"}, hint: "theme", once: true, pick: "Dark or light theme", run: (*app).toggleTheme},
	{name: "read the file again and run it anew", keys: keys(ui.KeyR), caps: []string{"R"}, once: true, pick: "Read the file again", run: func(a *app) { a.seek(Reload{}) }},
	{name: "break a rule, or keep it again: then 1 to 6", keys: keys(ui.KeyB), caps: []string{"B"}, once: true,
		run: func(a *app) { a.picker.Open(&a.ctx, a.choices, breakARule) }},
	breaks("1", view.OffStealing),
	breaks("2", view.OffPreemption),
	breaks("3", view.OffRunNext),
	breaks("4", view.OffNetpoll),
	breaks("5", view.OffGreenTea),
	breaks("6", view.OffBarrier),
	{name: "the whole screen, or a window", keys: keys(ui.KeyF, ui.KeyF11), caps: []string{"F"}, once: true,
		pick: "The whole screen or a window", run: func(a *app) { a.wantFullscreen = !a.wantFullscreen }},
	{name: "find a command by its name", keys: with(ui.Ctrl, ui.KeyK), caps: []string{"Ctrl", "K"}, once: true,
		run: func(a *app) { a.picker.Open(&a.ctx, a.choices, "") }},
	{name: "this page", keys: keys(ui.KeyF1), typed: '?', caps: []string{"?"}, hint: "keys", once: true, pick: "All keys", run: (*app).toggleHelp},
	{keys: keys(ui.KeyEscape), once: true, run: (*app).escape},
}

// breakARule is how the commands that break a rule begin.
const breakARule = "Break a rule, or keep it again: "

// breaks is the command that breaks a rule, or keeps it again. Its key is a digit in the list of
// them, which has a key.
func breaks(digit string, rule view.Off) command {
	return command{pick: breakARule + rule.String(), digit: digit, run: func(a *app) { a.breakRule(rule) }}
}

// pointing tells what the mouse does, for the help page.
var pointing = []pane.Hint{
	{Keys: []string{"click"}, Label: "on the timeline, or drag along it: go to that instant"},
	{Keys: []string{"click"}, Label: "on a goroutine: its variables; once more, or esc: no longer"},
	{Keys: []string{"click"}, Label: "on a variable: what is inside; on a printed line: when it was printed"},
	{Keys: []string{"click"}, Label: "on an object of the heap: what it is, who points to it, the path from a root"},
	{Keys: []string{"wheel"}, Label: "zoom the timeline or the heap's spans, scroll the source or what waits"},
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

// choices are the commands to pick from, each with its key, and picked what they do.
func choices() (all []ui.Choice, picked []func(a *app)) {
	for _, c := range commands {
		if c.pick != "" {
			key := c.digit
			if len(c.keys) > 0 {
				key = c.keys[0].String()
			}
			if c.typed != 0 {
				key = string(c.typed)
			}
			all = append(all, ui.Choice{Name: c.pick, Note: key})
			picked = append(picked, c.run)
		}
	}
	return all, picked
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

package render

import (
	"fmt"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/render/pane"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// An app is the window without the window system: given a tick's Input it asks the deck for
// what the reader wants, and paints what the deck shows.
type app struct {
	deck   Deck
	screen pane.Screen
	ctx    ui.Ctx
	frame  Frame // shown in this tick
	player player

	picker  ui.Picker // of all commands
	choices []ui.Choice
	picked  []func(a *app) // what the choices do

	wantFullscreen bool
	dirty          bool // the picture has changed since it was painted
	hot            ui.ID
	held           bool
	tip            string // the tooltip that is open
}

func newApp(deck Deck, th *paint.Theme, still bool) *app {
	a := &app{deck: deck, dirty: true}
	a.screen.Theme = th
	a.screen.Still = still
	a.screen.Controls = pane.DefaultControls()
	a.screen.Hints = hints()
	a.screen.Help = help()
	a.choices, a.picked = choices()
	a.frame = deck.Show()
	return a
}

// update takes in one tick. After it, a.dirty says whether the picture must be painted anew.
// What the reader does is about the picture that he sees, so the frame of the tick before is
// asked first, and the deck shows a new one when it has been told everything.
func (a *app) update(in ui.Input) {
	moving := a.screen.Moving(in.Now)
	a.layout(&in)
	a.ctx.Begin(in)
	controls, hurry := a.screen.Controls, a.screen.Hurry
	picking := a.picker.IsOpen()
	chosen := a.picker.Update(&a.ctx, ui.Rect{W: in.W, H: in.H}, a.choices)
	cmd, wish := a.screen.Update(&a.ctx, &a.frame)
	a.ctx.End()
	if chosen >= 0 {
		a.picked[chosen](a)
	}
	if !picking {
		a.press(&in)
	}
	a.do(cmd)
	if wish != nil {
		a.seek(wish)
	}
	a.open(in.Dropped)
	a.play(in.Now)

	a.frame = a.deck.Show()
	a.layout(&in)
	// Anything that the pointer does may show.
	hot, held := a.ctx.Hot(), a.ctx.Holding()
	a.dirty = a.dirty || moving || a.screen.Moving(in.Now) || hot != a.hot || held || held != a.held ||
		in.WheelY != 0 || in.Pressed != 0 || in.Released != 0 || controls != a.screen.Controls || cmd != pane.NoCommand
	tip, _, open := a.ctx.Tooltip()
	if !open {
		tip = ""
	}
	a.dirty = a.dirty || tip != a.tip || a.screen.Hurry != hurry || picking || a.picker.IsOpen()
	a.hot, a.held, a.tip = hot, held, tip
}

// layout places what the frame holds, if anything in it is new.
func (a *app) layout(in *ui.Input) {
	if a.screen.Layout(&a.frame, in.W, in.H, in.Now) {
		a.dirty = true
	}
}

// do runs the command of a button.
func (a *app) do(cmd pane.Command) {
	switch cmd {
	case pane.PlayPause:
		a.togglePlay()
	case pane.StepBack:
		a.step(0, true)
	case pane.StepForward:
		a.step(0, false)
	case pane.ToggleHelp:
		a.toggleHelp()
	}
}

// step asks for a step of the chosen grain, or of one that is larger by so many.
func (a *app) step(larger int, back bool) {
	a.screen.Controls.Playing = false
	a.deck.Do(Step{Grain: a.screen.Controls.Grain.Larger(larger), Back: back})
}

// seek pauses and asks for another instant, or another run.
func (a *app) seek(i Intent) {
	a.screen.Controls.Playing = false
	a.deck.Do(i)
}

// about goes to the next event of those seen that the chosen goroutine acts in or suffers, or
// to the one before; without a chosen one that of the event shown counts.
func (a *app) about(back bool) {
	f := &a.frame
	id := a.screen.Selected
	if id == trace.NoGo {
		id = f.About()
	}
	by, i := 1, f.State.Events
	if back {
		by, i = -1, f.State.Events-2
	}
	for ; i >= 0 && i < f.Log.Len(); i += by {
		if e := &f.Log.Events[i]; e.G == id || e.Other == id {
			a.seek(SeekEvent{N: i + 1})
			return
		}
	}
	when := "later"
	if back {
		when = "earlier"
	}
	a.screen.Messages.Show(ui.Message{Title: fmt.Sprintf("G%d", id), Text: "no " + when + " event about it has been seen"})
}

// breakRule runs the program again with a rule broken, or kept if it is broken now.
func (a *app) breakRule(rule view.Off) {
	name := rule.String()
	m := ui.Message{Title: strings.ToUpper(name[:1]) + name[1:], Text: "is off: the program has run again, up to here"}
	if a.frame.Off&rule != 0 {
		m.Text = "is kept again: the program has run again, up to here"
	}
	a.screen.Messages.Show(m)
	a.seek(Break{Rule: rule})
}

func (a *app) nextGrain() {
	c := &a.screen.Controls
	c.Grain = (c.Grain + 1) % pane.Grain(a.frame.Grains())
}

func (a *app) faster(by int) {
	c := &a.screen.Controls
	c.Speed = max(0, min(c.Speed+by, len(pane.Speeds)-1))
}

func (a *app) toggleTheme() { a.screen.Theme = a.screen.Theme.Other() }

func (a *app) toggleHelp() { a.screen.ShowHelp = !a.screen.ShowHelp }

// nextStage shows the heap beside the board, or alone, or not at all.
// The first time the program runs again, up to here, so that the log has what happens to objects.
func (a *app) nextStage() {
	a.screen.Stage = a.screen.Stage.Next()
	if a.screen.Stage != pane.StageBoard && !a.frame.Recorded {
		a.deck.Do(Record{})
	}
}

// escape closes what is open: the help page, or else the object that is chosen, or else the
// variables of a goroutine, or else the large output.
func (a *app) escape() {
	switch {
	case a.screen.ShowHelp:
		a.screen.ShowHelp = false
	case a.screen.CloseObject():
	case a.screen.Selected != trace.NoGo:
		a.screen.Selected, a.screen.Marked = trace.NoGo, 0
	default:
		a.screen.Output = false
	}
}

func (a *app) toggleOutput() { a.screen.Output = !a.screen.Output }

// toggleVariables shows the variables of the goroutine that the event shown is about, or of
// one that runs, or of main.
func (a *app) toggleVariables() {
	if a.screen.Selected != trace.NoGo {
		a.screen.Selected, a.screen.Marked = trace.NoGo, 0
		return
	}
	a.screen.Selected = a.frame.About()
}

// open runs the first file that was dropped.
func (a *app) open(files []ui.File) {
	for _, f := range files {
		a.dirty = true
		if f.Err != nil {
			a.screen.Messages.Show(ui.Message{Title: f.Name, Text: fmt.Sprintf("cannot be opened: %v", f.Err), Error: true})
			continue
		}
		a.screen.Messages.Show(ui.Message{Title: f.Name, Text: "runs now"})
		a.seek(Open{Name: f.Name, Src: f.Data})
		return
	}
}

// paint puts the window on a batch of w by h logical pixels.
func (a *app) paint(b *paint.Batch, w, h, scale float32) {
	b.Reset(w, h, scale)
	a.screen.Paint(b, &a.frame, &a.ctx)
	a.picker.Paint(b, a.screen.Theme, &a.ctx, b.Bounds(), a.choices, "the name of a command")
	a.dirty = false
}

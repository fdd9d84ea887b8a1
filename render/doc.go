// Package render is the window: input in, a frame out.
//
// A Deck is what the window plays: something that shows a run at an instant and takes wishes.
// The command gives one to Run, which opens the window, or takes a Frame from it and paints it
// without a display (Picture). deck.go is the whole contract.
//
// app.go is what the window does with the reader's input, over plain ui.Input: a table of
// commands with their keys (command.go), playing and pausing (play.go). game.go and input.go are
// the adapter to Ebitengine; only they and render/paint/gpu.go import it.
package render

// Package ui is the layer of widgets: what the reader's hand did, over plain data.
//
// A pane has two functions. Update is given an Input and asks a Ctx what it means: was this
// rectangle clicked, where was this slider dragged. Paint puts the same rectangles on a
// paint.Batch. Both compute their rectangles from the same layout function; none is remembered
// from painting, so a click works before the first frame and a test needs no window.
//
// Update runs front to back (an overlay first), because the first widget that the pointer is
// over takes it; painting runs back to front. Nothing is created or destroyed: a widget is an
// ID and a Rect, and its value belongs to the caller.
//
// Read input.go and ctx.go first; then widget.go (what widgets do), scroll.go (rows, lists),
// overlay.go (tooltips, messages), field.go (text), and look.go (what they look like).
package ui

package render

import (
	"image"

	"gopherscope/render/paint"
	"gopherscope/render/pane"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
)

// Picture paints the window with f in it, w by h pixels, by the CPU: no display is needed, and
// the same frame gives the same bytes everywhere. light chooses the theme for projectors.
func Picture(f Frame, w, h int, light bool) *image.RGBA {
	return NewCamera(w, h, light).Shoot(f, 0)
}

// A Camera takes pictures of one run after another, or of one that goes on: then goroutines
// move as they do in the window.
type Camera struct {
	w, h   float32
	screen pane.Screen
	ctx    ui.Ctx
	batch  *paint.Batch
}

// NewCamera returns a camera for pictures of w by h pixels.
func NewCamera(w, h int, light bool) *Camera {
	c := &Camera{w: float32(max(w, 1)), h: float32(max(h, 1)), batch: paint.NewBatch()}
	c.screen.Theme = theme(light)
	c.screen.Controls = pane.DefaultControls()
	c.screen.Hints = hints()
	return c
}

// Look chooses what the pictures show beside the run: the variables of goroutine g, if that is
// not NoGo, the output in half of the source's column, and the timeline by thread.
func (c *Camera) Look(g trace.GoID, output, threads bool) {
	c.screen.Selected, c.screen.Output, c.screen.Lanes = g, output, threads
}

// Shoot paints the window with f in it at the time now, in seconds of the film. The time must
// not go back. Pictures of different frames at times less than half a second apart show the
// goroutines on their way.
func (c *Camera) Shoot(f Frame, now float64) *image.RGBA {
	zoom := pane.Zoom(c.w, c.h)
	c.screen.Layout(&f, c.w/zoom, c.h/zoom, now)
	c.batch.Reset(c.w/zoom, c.h/zoom, zoom)
	c.screen.Paint(c.batch, &f, &c.ctx)
	return c.batch.Image(c.screen.Theme.Background)
}

func theme(light bool) *paint.Theme {
	if light {
		return &paint.Light
	}
	return &paint.Dark
}

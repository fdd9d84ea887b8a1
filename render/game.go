package render

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/hajimehoshi/ebiten/v2"

	"gopherscope/render/paint"
	"gopherscope/render/pane"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// Options say how the window opens.
type Options struct {
	Light      bool // the theme for projectors
	Fullscreen bool
	Still      bool // goroutines jump instead of moving
	Play       bool // begin to play at once
}

// Run opens the window, plays the deck, and returns when the reader closes the window. It
// returns an error if there is no display to open it on. It must be called on the main
// goroutine.
func Run(deck Deck, opt Options) error {
	g := newGame(deck, opt)
	ebiten.SetWindowTitle("gopherscope")
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowSizeLimits(800, 500, -1, -1)
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetFullscreen(opt.Fullscreen)
	ebiten.SetWindowSize(windowSize())
	err := ebiten.RunGame(g)
	if errors.Is(err, ebiten.Termination) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

// windowSize is the size that the design is made for, or what the monitor has room for.
func windowSize() (w, h int) {
	w, h = 1600, 900
	if m := ebiten.Monitor(); m != nil {
		if mw, mh := m.Size(); mw > 0 && mh > 0 && (mw < w || mh < h) {
			k := min(0.94*float64(mw)/1600, 0.9*float64(mh)/900)
			w, h = int(1600*k), int(900*k)
		}
	}
	return max(w, 800), max(h, 500)
}

// A game is the app in Ebitengine's hands.
type game struct {
	app    *app
	reader reader
	in     ui.Input
	batch  *paint.Batch
	gpu    paint.GPU
	err    error

	w, h       int     // device pixels
	scale      float32 // device pixels per logical pixel
	fullscreen bool
	title      string
	state      io.Writer // where each tick's state is written, for tests; nil for nowhere
}

func newGame(deck Deck, opt Options) *game {
	g := &game{app: newApp(deck, theme(opt.Light), opt.Still), batch: paint.NewBatch(), scale: 1, w: 1600, h: 900}
	g.app.wantFullscreen, g.fullscreen = opt.Fullscreen, opt.Fullscreen
	g.app.screen.Controls.Playing = opt.Play
	if os.Getenv("GOPHERSCOPE_STATE") == "1" {
		g.state = os.Stdout
	}
	return g
}

// LayoutF makes the picture as large as the window in device pixels, so that shapes and
// letters are exact on every screen.
func (g *game) LayoutF(outsideW, outsideH float64) (float64, float64) {
	device := 1.0
	if m := ebiten.Monitor(); m != nil {
		device = m.DeviceScaleFactor()
	}
	w, h := int(math.Ceil(outsideW*device)), int(math.Ceil(outsideH*device))
	if w != g.w || h != g.h {
		g.w, g.h, g.app.dirty = w, h, true
	}
	g.scale = float32(device) * pane.Zoom(float32(outsideW), float32(outsideH))
	return float64(w), float64(h)
}

// Layout is for Ebitengine's interface; LayoutF is called in its place.
func (g *game) Layout(w, h int) (int, int) { return w, h }

// Update is one tick.
func (g *game) Update() error {
	if g.err != nil {
		return g.err
	}
	g.reader.read(&g.in, g.w, g.h, g.scale)
	g.app.update(g.in)
	if f := g.app.wantFullscreen; f != g.fullscreen {
		g.fullscreen = f
		ebiten.SetFullscreen(f)
	}
	if name := g.app.frame.Source.Name; name != g.title {
		g.title = name
		ebiten.SetWindowTitle(name + " - gopherscope")
	}
	if g.state != nil {
		return json.NewEncoder(g.state).Encode(g.app.state())
	}
	return nil
}

// Draw paints the picture if it has changed; else the screen keeps what it shows.
func (g *game) Draw(screen *ebiten.Image) {
	if !g.app.dirty {
		return
	}
	g.app.paint(g.batch, float32(g.w)/g.scale, float32(g.h)/g.scale, g.scale)
	if err := g.gpu.Flush(screen, g.batch); err != nil {
		g.err = err
	}
	if g.batch.Atlas.Full() {
		g.app.dirty = true // letters are missing: once more
	}
}

// A snapshot is what tests of the whole program look at.
type snapshot struct {
	Event    int            `json:"event"`
	Events   int            `json:"events"`
	At       trace.Time     `json:"at"`
	Playing  bool           `json:"playing"`
	Grain    string         `json:"grain"`
	Speed    string         `json:"speed"`
	Theme    string         `json:"theme"`
	Help     bool           `json:"help"`
	Moving   bool           `json:"moving"`
	Busy     bool           `json:"busy"`
	File     string         `json:"file"`
	Problems int            `json:"problems"`
	Procs    int            `json:"procs"`
	Caption  string         `json:"caption"`
	Selected trace.GoID     `json:"selected"`
	Output   bool           `json:"output"`
	Stack    string         `json:"stack"`
	Heap     pane.HeapShown `json:"heap"`
	Rows     []string       `json:"rows"`
	Off      string         `json:"off"`
	Why      string         `json:"why"`
	Lanes    []string       `json:"lanes"` // names of the timeline's rows
}

func (a *app) state() snapshot {
	f, c := &a.frame, a.screen.Controls
	return snapshot{
		Event: f.State.Events, Events: f.Log.Len(), At: f.At, Playing: c.Playing, Grain: c.Grain.String(),
		Speed: view.Duration(pane.Speeds[c.Speed]) + "/s", Theme: a.screen.Theme.Name, Help: a.screen.ShowHelp,
		Moving: a.screen.Moving(a.ctx.In.Now), Busy: f.Busy, File: f.Source.Name, Problems: len(f.Problems),
		Procs: len(f.State.Procs), Caption: a.screen.Said(), Selected: a.screen.Selected, Output: a.screen.Output,
		Heap:  a.screen.Heap(),
		Stack: a.screen.Unwinding(), Rows: a.screen.Variables(), Off: f.Off.String(), Why: a.screen.Why(), Lanes: a.screen.Lines(),
	}
}

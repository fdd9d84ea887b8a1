package pane

import (
	"gopherscope/render/paint"
	"gopherscope/render/ui"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// Speeds are the rates of playing: virtual time in a second of the reader's.
var Speeds = func() (all []trace.Time) {
	for unit := 100 * trace.Nanosecond; unit < trace.Second; unit *= 10 {
		all = append(all, unit, 2*unit, 5*unit)
	}
	return append(all, trace.Second)
}()

// Controls are what the reader has set.
type Controls struct {
	Playing bool
	Grain   Grain
	Speed   int // index into Speeds
}

// DefaultControls step by decisions and play slowly enough to follow.
func DefaultControls() Controls { return Controls{Grain: ByDecision, Speed: 7} }

// A Command is something that a button of the window does; the program's table of commands
// gives it its keys.
type Command uint8

// The commands of the window's buttons.
const (
	NoCommand Command = iota
	PlayPause
	StepBack
	StepForward
	GoHome
	GoEnd
	ToggleHelp
)

// A Hint tells a key of the command table.
type Hint struct {
	Keys  []string // as on the key caps
	Label string
}

// wideTransport is how wide the controls are with all grains and a few hints.
const wideTransport = 1180

// A transportLayout is where the controls are.
type transportLayout struct {
	area                Rect
	back, play, forward Rect
	stepBy              Rect // … and the grain, if it has no button
	segments            []Rect
	segmentsBox         Rect
	speedLabel, slider  Rect
	speedText           Rect
	hints               Rect
}

var (
	backID    = ui.Name("transport/back")
	playID    = ui.Name("transport/play")
	forwardID = ui.Name("transport/forward")
	grainID   = ui.Name("transport/grain")
	speedID   = ui.Name("transport/speed")
)

var grainLabels = func() (all []string) {
	for g := range Grain(NumGrains) {
		all = append(all, g.String())
	}
	return all
}()

// speedRange is the slider's scale: the index into Speeds.
var speedRange = ui.Range{Min: 0, Max: float64(len(Speeds) - 1), Step: 1}

// Widths of the speed's slider: it makes room for the hints.
const (
	mostSlider  = 146
	leastSlider = 72
)

// layout places the controls; the reader chooses among so many grains. A narrow window has no room
// for the collector's.
func (l *transportLayout) layout(area Rect, grains int, hints []Hint) {
	l.area = area
	if area.W < wideTransport {
		grains = min(grains, int(ByLine)+1)
	}
	r := area
	r.CutLeft(paint.Outer + 2)
	mid := func(w, h float32) Rect {
		cut := r.CutLeft(w)
		return Rect{X: cut.X, Y: area.Y + (area.H-h)/2, W: w, H: h}
	}
	l.back = mid(39, 36)
	r.CutLeft(14)
	l.play = mid(41, 41)
	r.CutLeft(14)
	l.forward = mid(39, 36)
	r.CutLeft(24)
	l.stepBy = mid(paint.FontBody.Width("Step by"), 36)
	r.CutLeft(14)
	row := Rect{X: r.X, Y: area.Y + (area.H-36)/2, W: r.W, H: 36}
	l.segments, l.segmentsBox = ui.SegmentRects(l.segments[:0], row, grainLabels[:grains])
	r.CutLeft(l.segmentsBox.W + 24)
	l.speedLabel = mid(paint.FontBody.Width("Speed"), 36)
	r.CutLeft(8)
	after := float32(10 + 84 + 16 + paint.Outer - hintGap) // of the slider, without the hints
	for i := range hints {
		after += hintWidth(&hints[i])
	}
	l.slider = mid(max(leastSlider, min(mostSlider, r.W-after)), 30)
	r.CutLeft(10)
	l.speedText = mid(84, 36)
	r.CutLeft(16)
	r.CutRight(paint.Outer)
	l.hints = r
}

// update returns the command of the button that was clicked, and keeps the controls.
func (l *transportLayout) update(c *ui.Ctx, k *Controls) (cmd Command) {
	switch {
	case c.Button(backID, l.back):
		cmd = StepBack
	case c.Button(playID, l.play):
		cmd = PlayPause
	case c.Button(forwardID, l.forward):
		cmd = StepForward
	}
	grain := int(k.Grain)
	if c.Segmented(grainID, l.segments, &grain) {
		k.Grain = Grain(grain)
	}
	speed := float64(k.Speed)
	if c.Slider(speedID, l.slider, speedRange, &speed) {
		k.Speed = max(0, min(int(speed+0.5), len(Speeds)-1))
	}
	return cmd
}

func (l *transportLayout) paint(b *paint.Batch, th *paint.Theme, c *ui.Ctx, k *Controls, hints []Hint) {
	b.HLine(l.area.X, l.area.Right(), l.area.Y, paint.Hairline, th.Hairline)
	ui.PaintIconButton(b, th, l.back, paint.IconStepBack, c.State(backID))
	icon := paint.IconPlay
	if k.Playing {
		icon = paint.IconPause
	}
	ui.PaintMainButton(b, th, l.play, icon, c.State(playID))
	ui.PaintIconButton(b, th, l.forward, paint.IconStepForward, c.State(forwardID))
	if int(k.Grain) < len(l.segments) {
		b.TextIn(l.stepBy, paint.Left, "Step by", paint.FontBody, th.Dim)
	} else {
		b.TextIn(l.stepBy, paint.Left, k.Grain.String(), paint.FontBody, th.Text)
	}
	ui.PaintSegments(b, th, l.segmentsBox, l.segments, grainLabels[:len(l.segments)], int(k.Grain), func(i int) ui.State { return c.State(grainID.At(i)) })
	b.TextIn(l.speedLabel, paint.Left, "Speed", paint.FontBody, th.Dim)
	ui.PaintSlider(b, th, l.slider, speedRange.Part(float64(k.Speed)), (len(Speeds)+2)/3, c.State(speedID))
	b.TextIn(l.speedText, paint.Left, speedTexts[k.Speed], paint.FontName, th.Text)

	// Of the hints a newcomer needs the last one most, which leads to all keys, then the first ones.
	n, x := l.fit(hints)
	cy := l.area.Y + l.area.H/2
	for i := range hints {
		if i >= n && i < len(hints)-1 || n < 0 {
			continue
		}
		for _, key := range hints[i].Keys {
			x = ui.PaintKeyCap(b, th, x, cy, key) + 4
		}
		b.TextAt(x+4, cy, paint.Left, hints[i].Label, paint.FontBody, th.Dim)
		x += 4 + paint.FontBody.Width(hints[i].Label) + hintGap
	}
}

// fit returns how many of the hints but the last have room beside it, -1 if it has none itself, and
// where the first one begins.
func (l *transportLayout) fit(hints []Hint) (n int, x float32) {
	room := l.hints.W + hintGap
	n = -1
	for i := range hints {
		h := &hints[(i+len(hints)-1)%len(hints)]
		w := hintWidth(h)
		if w > room {
			break
		}
		room -= w
		n++
	}
	return n, l.hints.X + room
}

const hintGap = 18

// hintWidth is the room that a hint takes, with the gap after it.
func hintWidth(h *Hint) float32 {
	w := paint.FontBody.Width(h.Label) + 4 + hintGap
	for _, key := range h.Keys {
		w += ui.KeyCapWidth(key) + 4
	}
	return w
}

// speedTexts are the speeds as they are written beside the slider.
var speedTexts = func() (all []string) {
	for _, s := range Speeds {
		all = append(all, view.Duration(s)+"/s")
	}
	return all
}()

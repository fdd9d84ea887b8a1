package ui

import "math"

// Button reports whether the button id at r was clicked.
func (c *Ctx) Button(id ID, r Rect) bool { return c.Touch(id, r).Clicked }

// Segmented lets the reader choose one of the segments. It sets *selected and reports whether
// that changed. Segment i has the ID id.At(i).
func (c *Ctx) Segmented(id ID, segments []Rect, selected *int) bool {
	changed := false
	for i, r := range segments {
		if c.Button(id.At(i), r) && *selected != i {
			*selected, changed = i, true
		}
	}
	return changed
}

// A Range is the values of a slider from one end to the other. With Log equal ways are equal
// ratios, and Min must be positive.
type Range struct {
	Min, Max float64
	Log      bool
	Step     float64 // values are multiples of it, or, with Log, Min times powers of it; 0 for any
}

// Part returns where v stands in the range, 0 to 1.
func (r Range) Part(v float64) float64 {
	lo, hi := r.Min, r.Max
	if r.Log {
		v, lo, hi = math.Log(max(v, lo)), math.Log(lo), math.Log(hi)
	}
	if hi <= lo {
		return 0
	}
	return max(0, min(1, (v-lo)/(hi-lo)))
}

// Value returns the value at part p, 0 to 1.
func (r Range) Value(p float64) float64 {
	p = max(0, min(1, p))
	switch {
	case r.Log && r.Step > 1:
		n := math.Round(p * math.Log(r.Max/r.Min) / math.Log(r.Step))
		return min(r.Max, r.Min*math.Pow(r.Step, n))
	case r.Log:
		return r.Min * math.Pow(r.Max/r.Min, p)
	case r.Step > 0:
		return min(r.Max, r.Min+math.Round(p*(r.Max-r.Min)/r.Step)*r.Step)
	}
	return r.Min + p*(r.Max-r.Min)
}

// notch is the part of the range that a notch of the wheel stands for.
func (r Range) notch() float64 {
	const part = 1. / 20
	switch {
	case r.Log && r.Step > 1:
		return max(part, math.Log(r.Step)/math.Log(r.Max/r.Min))
	case !r.Log && r.Step > 0:
		return max(part, r.Step/(r.Max-r.Min))
	}
	return part
}

// KnobInset is how far a slider's ends lie inside its rectangle: the radius of the knob.
const KnobInset = 8

// Slider lets the reader drag the value along r, click the track, or turn the wheel over it
// (a twentieth of the way each notch, or a step if that is more). It sets *v and reports whether that changed.
func (c *Ctx) Slider(id ID, r Rect, rng Range, v *float64) bool {
	old := *v
	track := r.InsetXY(KnobInset, 0)
	knob := track.X + track.W*float32(rng.Part(*v))
	t := c.Touch(id, r)
	onKnob := t.Pressed && abs(c.In.X-knob) <= KnobInset
	switch {
	case onKnob: // it must not jump: remember where it was grabbed, and wait for a move
		c.drag.x = c.In.X - knob
	case t.Held && track.W > 0:
		*v = rng.Value(float64((c.In.X - c.drag.x - track.X) / track.W))
	}
	if n := c.wheelOver(id); n != 0 {
		*v = rng.Value(rng.Part(*v) - float64(n)*rng.notch())
	}
	return *v != old
}

// wheelOver returns the notches turned while the pointer is over the widget id.
func (c *Ctx) wheelOver(id ID) float32 {
	if c.hot != id {
		return 0
	}
	w := c.In.WheelY
	c.In.WheelY = 0
	return w
}

// Scrub lets the reader click or drag on r, whose width stands for the values from to to. While
// it is held it returns the value under the pointer, kept inside the range, and true.
func (c *Ctx) Scrub(id ID, r Rect, from, to float64) (at float64, held bool) {
	if !c.Touch(id, r).Held || r.W <= 0 {
		return 0, false
	}
	part := max(0, min(1, float64((c.In.X-r.X)/r.W)))
	return from + part*(to-from), true
}

func abs(x float32) float32 { return max(x, -x) }

package paint_test

import (
	"fmt"
	"math"
	"testing"

	"gopherscope/render/paint"
)

var themes = []*paint.Theme{&paint.Dark, &paint.Light}

// linear returns a colour as linear light, 0 to 1 a channel.
func linear(c paint.Color) [3]float64 {
	var l [3]float64
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		s := float64(v) / 255
		if s <= 0.04045 {
			l[i] = s / 12.92
		} else {
			l[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return l
}

// contrast is the contrast ratio of WCAG 2, from 1 to 21.
func contrast(a, b paint.Color) float64 {
	lum := func(c paint.Color) float64 {
		l := linear(c)
		return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
	}
	x, y := lum(a), lum(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

type matrix [3][3]float64

func (m matrix) times(v [3]float64) (r [3]float64) {
	for i := range r {
		for j := range v {
			r[i] += m[i][j] * v[j]
		}
	}
	return r
}

// How people see who lack one kind of cone; Machado, Oliveira and Fernandes, 2009.
var sights = map[string]matrix{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protan": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deutan": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritan": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// oklab returns linear light in OKLab, where equal distances look equally different.
func oklab(rgb [3]float64) [3]float64 {
	lms := matrix{
		{0.4122214708, 0.5363325363, 0.0514459929},
		{0.2119034982, 0.6806995451, 0.1073969566},
		{0.0883024619, 0.2817188376, 0.6299787005},
	}.times(rgb)
	for i, v := range lms {
		lms[i] = math.Cbrt(max(0, v))
	}
	return matrix{
		{0.2104542553, 0.7936177850, -0.0040720468},
		{1.9779984951, -2.4285922050, 0.4505937099},
		{0.0259040371, 0.7827717662, -0.8086757660},
	}.times(lms)
}

// apart is the distance in OKLab, times 100, as seen by a sight.
func apart(a, b paint.Color, sight matrix) float64 {
	x, y := oklab(sight.times(linear(a))), oklab(sight.times(linear(b)))
	return 100 * math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2])
}

func TestTextContrast(t *testing.T) {
	for _, th := range themes {
		grounds := map[string]paint.Color{"background": th.Background, "panel": th.Panel, "raised": th.Raised, "sunken": th.Sunken}
		inks := []struct {
			name  string
			ink   paint.Color
			least float64
		}{
			{"text", th.Text, 7}, {"dim", th.Dim, 6}, {"keyword", th.Keyword, 4.5}, {"literal", th.Literal, 4.5},
			{"attention", th.Attention, 7}, {"error's edge", th.Error, 3},
		}
		for name, ground := range grounds {
			for _, ink := range inks {
				if got := contrast(ink.ink, ground); got < ink.least {
					t.Errorf("%s: %s on %s has a contrast of %.2f, want %v", th.Name, ink.name, name, got, ink.least)
				}
			}
		}
		// Body text and labels stand on these two.
		for _, ground := range []paint.Color{th.Background, th.Panel} {
			for name, ink := range map[string]paint.Color{"faint": th.Faint, "comment": th.Comment} {
				if got := contrast(ink, ground); got < 4.5 {
					t.Errorf("%s: %s on %v has a contrast of %.2f, want 4.5", th.Name, name, ground, got)
				}
			}
			if got := contrast(th.Dim, ground); got < 7 {
				t.Errorf("%s: dim on %v has a contrast of %.2f, want 7", th.Name, ground, got)
			}
		}
	}
}

func TestHuesStandOut(t *testing.T) {
	// Amber and green on paper are paler than a label should be: as dark as they would have to be
	// they come too near to other hues. They are only used for discs and for names in bold.
	pale := map[string]float64{"light kind 4": 4.3}
	for _, th := range themes {
		hues := []paint.Hue{th.Collector()}
		for i := range th.Kinds {
			hues = append(hues, th.Kind(i))
		}
		for i, h := range hues {
			name, least := fmt.Sprintf("%s kind %d", th.Name, i), 4.5
			if v, ok := pale[name]; ok {
				least = v
			}
			if got := contrast(h.Color, th.Background); got < least {
				t.Errorf("%s on the background has a contrast of %.2f, want %v", name, got, least)
			}
			if got := contrast(h.On, h.Color); got < 4.5 {
				t.Errorf("a number on a disc of %s has a contrast of %.2f, want 4.5", name, got)
			}
			ground := h.Color.Fade(0.15).Over(th.Background)
			if got := contrast(th.HollowText(h), ground); got < 4.5 {
				t.Errorf("a number on a hollow disc of %s has a contrast of %.2f, want 4.5", name, got)
			}
		}
	}
}

func TestHuesAreApart(t *testing.T) {
	for _, th := range themes {
		hues := append(th.Kinds[:len(th.Kinds):len(th.Kinds)], th.GC)
		for name, sight := range sights {
			nearest := math.Inf(1)
			for i, a := range hues {
				for _, b := range hues[:i] {
					nearest = min(nearest, apart(a, b, sight))
				}
			}
			if nearest < 10 {
				t.Errorf("%s: with %s sight two hues are %.1f apart, want 10", th.Name, name, nearest)
			}
			t.Logf("%s, %s sight: %.1f", th.Name, name, nearest)
		}
	}
}

func TestKindsRepeatHuesWithRings(t *testing.T) {
	type look struct {
		c     paint.Color
		rings int
	}
	seen := map[look]int{}
	for i := range 13 {
		h := paint.Dark.Kind(i)
		l := look{h.Color, h.Rings}
		if j, ok := seen[l]; ok {
			t.Errorf("kinds %d and %d look the same", j, i)
		}
		seen[l] = i
		if i > 0 && h.Color == paint.Dark.Kinds[0] {
			t.Errorf("kind %d has the colour of main", i)
		}
	}
	own := paint.Dark.Kind(paint.RuntimeKind)
	if j, ok := seen[look{own.Color, own.Rings}]; ok {
		t.Errorf("the runtime's own goroutines look like kind %d", j)
	}
}

func TestThemesAreEachOthersOther(t *testing.T) {
	if paint.Dark.Other() != &paint.Light || paint.Light.Other() != &paint.Dark {
		t.Error("the other of dark is not light, or that of light not dark")
	}
}

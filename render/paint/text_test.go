package paint_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gopherscope/assets"
	"gopherscope/render/paint"
)

func TestMeasuring(t *testing.T) {
	mono := paint.Font{Face: assets.Mono, Size: 16.5}
	if got, want := mono.Width("0123456789"), 10*mono.Width("i"); math.Abs(float64(got-want)) > 1e-3 {
		t.Errorf("ten columns are %v wide, want %v", got, want)
	}
	if got := mono.Width("0123456789"); math.Abs(float64(got-99)) > 0.5 {
		t.Errorf("ten columns of code are %v wide, want 99", got)
	}
	if big := (paint.Font{Face: assets.Mono, Size: 33}); big.Width("ab") != 2*mono.Width("ab") {
		t.Error("twice the size is not twice the width")
	}
	if a, b := mono.Width("a\tb\n\x7f"), mono.Width("ab"); a != b {
		t.Errorf("control characters are %v wide, want nothing", a-b)
	}
	if mono.Width("漢") != mono.Width("a") {
		t.Error("the box for a rune that the font lacks is not a column wide")
	}
	if got := paint.FontBody.Fit("iiiWWW", paint.FontBody.Width("iiiW")+1); got != 4 {
		t.Errorf("%d bytes fit, want 4", got)
	}
}

func TestShorten(t *testing.T) {
	f := paint.FontBody
	tests := []struct{ name, s, room, want string }{
		{"it fits", "parked", "parked", "parked"},
		{"cut", "checked every 61st tick", "checked every 61", "checked every…"},
		{"no space before the ellipsis", "aa bbbbbbbb", "aa bb", "aa…"},
		{"whole runes", "ööööööööö", "öööö", "öö…"},
		{"no room at all", "parked", "", "…"},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		room := f.Width(tt.room) + 0.01
		got := f.Shorten(tt.s, room)
		if got != tt.want {
			t.Errorf("%s: %q in the room of %q is %q, want %q", tt.name, tt.s, tt.room, got, tt.want)
		}
		if tt.room != "" && f.Width(got) > room {
			t.Errorf("%s: %q is wider than its room", tt.name, got)
		}
	}
}

func TestWrap(t *testing.T) {
	f := paint.FontBody
	tests := []struct {
		name, s, room string
		want          []string
	}{
		{"one line", "a short one", "a short one!", []string{"a short one"}},
		{"at a space", "half of its queue", "half of its", []string{"half of its", "queue"}},
		{"a long word alone", "a xxxxxxxxxxxxxxxxx b", "xxxx", []string{"a", "xxxxxxxxxxxxxxxxx", "b"}},
		{"lines", "x.go:1:1: no\nhint: yes", "x.go:1:1: no hint: yes", []string{"x.go:1:1: no", "hint: yes"}},
		{"an empty line", "a\n\nb", "aaa", []string{"a", "", "b"}},
		{"nothing", "", "aaa", []string{""}},
	}
	for _, tt := range tests {
		if got := slices.Collect(f.Wrap(tt.s, f.Width(tt.room))); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for range f.Wrap("stop after one", 10) {
		break
	}
}

// Whatever the text, its lines hold all of it but the spaces they were broken at, and what is
// shortened fits.
func TestAnyTextWrapsAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("a WÖ…漢\n\t\x00\ufffd"))).Draw(t, "text")
		w := rapid.Float32Range(-5, 200).Draw(t, "width")
		f := paint.FontBody
		at := 0
		for line := range f.Wrap(s, w) {
			if !strings.HasPrefix(s[at:], line) {
				t.Fatalf("line %q does not go on at %q", line, s[at:])
			}
			if f.Width(line) > w && strings.Contains(line, " ") && strings.Trim(line, " ") != "" && !strings.HasPrefix(line, " ") && !strings.HasSuffix(line, " ") {
				t.Fatalf("line %q is %v wide, want at most %v", line, f.Width(line), w)
			}
			at = min(len(s), at+len(line)+1) // a space or a newline goes
		}
		if at != len(s) {
			t.Fatalf("%q is left over of %q", s[at:], s)
		}
		if short := f.Shorten(s, w); short != s && f.Width(short) > max(w, f.Width("…")) {
			t.Fatalf("%q, shortened for %v, is %v wide", short, w, f.Width(short))
		}
	})
}

// The pen ends where the measure says, at each zoom, and text stands where it is put.
func TestTextStandsInItsPlace(t *testing.T) {
	f, s := paint.FontBody, "HHH HHH"
	for _, scale := range []float32{1, 1.1, 2} {
		var end float32
		img := paint.Picture(200, 60, scale, black, func(b *paint.Batch) {
			end = b.Text(20, 40, s, f, white)
		})
		if want := 20 + f.Width(s); math.Abs(float64(end-want)) > 1e-3 {
			t.Errorf("scale %v: the pen ends at %v, want %v", scale, end, want)
		}
		x0, y0, x1, y1 := extent(img.Pix, img.Rect.Dx(), img.Rect.Dy())
		near := func(what string, got int, want float32) {
			t.Helper()
			if math.Abs(float64(float32(got)/scale-want)) > 2 {
				t.Errorf("scale %v: %s edge at %v, want about %v", scale, what, float32(got)/scale, want)
			}
		}
		near("left", x0, 21)
		near("right", x1, 20+f.Width(s)-1)
		near("top", y0, 40-f.CapHeight())
		near("bottom", y1, 40)
	}
}

// extent returns the box of all that is not black.
func extent(pix []uint8, w, h int) (x0, y0, x1, y1 int) {
	x0, y0 = w, h
	for y := range h {
		for x := range w {
			if pix[4*(y*w+x)] > 60 {
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			}
		}
	}
	return x0, y0, x1, y1
}

func TestTextInItsRoom(t *testing.T) {
	r := paint.Rect{X: 50, Y: 10, W: 100, H: 30}
	f := paint.FontBody
	for _, tt := range []struct {
		name  string
		align paint.Align
		s     string
		x     float32 // of the left edge
	}{
		{"left", paint.Left, "HH", 50},
		{"middle", paint.Center, "HH", 100 - f.Width("HH")/2},
		{"right", paint.Right, "HH", 150 - f.Width("HH")},
		{"shortened", paint.Right, strings.Repeat("H", 40), 50},
	} {
		img := paint.Picture(200, 50, 1, black, func(b *paint.Batch) { b.TextIn(r, tt.align, tt.s, f, white) })
		x0, y0, x1, y1 := extent(img.Pix, 200, 50)
		if math.Abs(float64(float32(x0)-tt.x)) > 12 || x0 < 50 || x1 > 150 || tt.s == "HH" && math.Abs(float64(float32(x0)-tt.x)) > 2 {
			t.Errorf("%s: from %d to %d, want from %v inside of 50 to 150", tt.name, x0, x1, tt.x)
		}
		if off := (y0 + y1) - 50; off < -2 || off > 2 {
			t.Errorf("%s: from y %d to %d, want the middle at 25", tt.name, y0, y1)
		}
	}
}

// A rune that the fonts lack is a box, not a hole in the text.
func TestBoxForAMissingRune(t *testing.T) {
	img := paint.Picture(60, 40, 1, black, func(b *paint.Batch) { b.Text(10, 30, "漢", paint.FontCode, white) })
	if got := sum(img); got < 20 {
		t.Errorf("it covers %v pixels", got)
	}
}

// When the atlas is full the text of one frame may lack letters, but the next is whole.
func TestFullAtlasStartsAnew(t *testing.T) {
	b := paint.NewBatch()
	frame := func(size float32) float64 {
		b.Reset(400, 300, 1)
		b.Text(10, 250, "WgM", paint.Font{Face: assets.Bold, Size: size}, white)
		return sum(b.Image(black))
	}
	want := frame(180)
	full := 0
	for i := range 200 {
		frame(200 + float32(i)*0.25)
		if b.Atlas.Full() {
			full++
			if frame(180); b.Atlas.Full() {
				t.Fatalf("frame %d: the atlas stays full", i)
			}
		}
		if got := frame(180); got != want && !b.Atlas.Full() {
			t.Fatalf("frame %d covers %v, want %v", i, got, want)
		}
	}
	if full == 0 {
		t.Error("the atlas was never full")
	}
}

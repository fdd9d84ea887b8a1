package paint_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"testing"
	"time"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

// play returns the pictures of a GIF as a viewer shows them, and their delays in 10 ms.
func play(t *testing.T, data []byte) (shown []*image.RGBA, delays []int) {
	t.Helper()
	g, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	screen := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	for _, p := range g.Image {
		for y := p.Rect.Min.Y; y < p.Rect.Max.Y; y++ {
			for x := p.Rect.Min.X; x < p.Rect.Max.X; x++ {
				if c := p.At(x, y).(color.RGBA); c.A != 0 {
					screen.SetRGBA(x, y, c)
				}
			}
		}
		shown = append(shown, &image.RGBA{Pix: bytes.Clone(screen.Pix), Stride: screen.Stride, Rect: screen.Rect})
	}
	return shown, g.Delay
}

func TestFilm(t *testing.T) {
	th := &paint.Dark
	frame := func(i int) *image.RGBA {
		return paint.Picture(painttest.SheetW, painttest.SheetH, 1, th.Background, func(b *paint.Batch) {
			painttest.Sheet(b, th)
			b.Disc(100+float32(i)*40, 600, 20, th.Kind(2))
		})
	}
	var f paint.Film
	frames := []*image.RGBA{frame(0), frame(1), frame(1), frame(2)}
	for _, img := range frames {
		f.Add(img, 25*time.Millisecond)
	}
	var buf bytes.Buffer
	if err := f.Encode(&buf); err != nil {
		t.Fatal(err)
	}
	shown, delays := play(t, buf.Bytes())
	if len(shown) != 3 || f.Len() != 3 {
		t.Fatalf("%d frames, want 3: an unchanged picture makes the one before longer", len(shown))
	}
	total := 0
	for _, d := range delays {
		total += d
	}
	if total != 10 {
		t.Errorf("the film lasts %d0 ms, want 100: %v", total, delays)
	}
	for i, img := range []*image.RGBA{frames[0], frames[1], frames[3]} {
		far, ground := 0, img.RGBAAt(5, 5)
		if got := shown[i].RGBAAt(5, 5); got != ground {
			t.Errorf("frame %d: the ground is %v, want %v", i, got, ground)
		}
		for p := range img.Pix {
			if d := int(img.Pix[p]) - int(shown[i].Pix[p]); d < -24 || d > 24 {
				far++
			}
		}
		if far > len(img.Pix)/1000 {
			t.Errorf("frame %d: %d of %d values are off by more than 24", i, far, len(img.Pix))
		}
	}
	var again paint.Film
	for _, img := range frames {
		again.Add(img, 25*time.Millisecond)
	}
	var second bytes.Buffer
	if err := again.Encode(&second); err != nil || !bytes.Equal(buf.Bytes(), second.Bytes()) {
		t.Errorf("the same pictures make another film (error %v)", err)
	}
}

// Package painttest compares pictures with golden ones, for the tests of paint and of all who
// paint with it.
//
//	img := paint.Picture(800, 600, 1, paint.Dark.Background, func(b *paint.Batch) { … })
//	painttest.Golden(t, "board-dark", img)
//
// `go test -update` in the folder of a package writes its pictures anew. Look at them before they
// are committed.
package painttest

import (
	"errors"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Update is the -update flag: write golden files instead of comparing with them.
var Update = flag.Bool("update", false, "write golden files anew")

// Tolerance is how far a channel of a pixel may be from its golden value, of 255. The same
// batch painted by different GPUs and by the CPU stays within it.
const Tolerance = 2

// Golden compares img with testdata/NAME.png of the package under test. When they differ the
// test fails, and NAME.got.png and NAME.diff.png are written beside the golden picture.
func Golden(t testing.TB, name string, img image.Image) {
	t.Helper()
	file := filepath.Join("testdata", name+".png")
	got, diff := filepath.Join("testdata", name+".got.png"), filepath.Join("testdata", name+".diff.png")
	if *Update {
		write(t, file, img)
		remove(t, got, diff)
		return
	}
	want, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("no golden picture %s; run go test with -update, and look at it", file)
	} else if err != nil {
		t.Fatalf("golden picture: %v", err)
	}
	d := Compare(img, want)
	if d.OK() {
		remove(t, got, diff)
		return
	}
	write(t, got, img)
	write(t, diff, d.Picture)
	t.Errorf("%s: %v; see %s and %s", file, d, got, diff)
}

func read(file string) (image.Image, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

func write(t testing.TB, file string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := errors.Join(enc.Encode(f, img), f.Close()); err != nil {
		t.Fatalf("write %s: %v", file, err)
	}
}

func remove(t testing.TB, files ...string) {
	t.Helper()
	for _, file := range files {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
	}
}

// RGBA returns img as RGBA with its origin at zero, without a copy where it is one.
func RGBA(img image.Image) *image.RGBA {
	if m, ok := img.(*image.RGBA); ok && m.Rect.Min == (image.Point{}) {
		return m
	}
	m := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(m, m.Rect, img, img.Bounds().Min, draw.Src)
	return m
}

var opaqueBlack = color.RGBA{A: 255}

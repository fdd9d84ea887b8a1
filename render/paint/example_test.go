package paint_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"gopherscope/render/paint"
)

func ExamplePicture() {
	img := paint.Picture(200, 100, 2, paint.Dark.Background, func(b *paint.Batch) {
		h := paint.Dark.Kind(1)
		b.Disc(100, 50, paint.RadiusRun, h)
		b.TextAt(100, 50, paint.Center, "G7", paint.FontBig, h.On)
	})
	f, err := os.Create(filepath.Join(os.TempDir(), "goroutine.png"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(f.Name())
	defer f.Close()
	fmt.Println(img.Rect.Size(), png.Encode(f, img))
	// Output: (400,200) <nil>
}

func ExampleBatch() {
	b := paint.NewBatch()
	b.Reset(200, 100, 1) // once a frame
	b.RRect(b.Bounds(), 0, paint.Light.Background)
	x := b.Text(20, 50, "go ", paint.FontKeyword, paint.Light.Keyword)
	b.Text(x, 50, "produce(jobs)", paint.FontCode, paint.Light.Text)
	img := b.Image(paint.Light.Background)
	fmt.Println(len(b.V)/4, "quads,", len(b.Cmds), "draw call,", img.Rect.Dx(), "pixels wide")
	// Output: 16 quads, 1 draw call, 200 pixels wide
}

func ExampleFont_Shorten() {
	fmt.Println(paint.FontLabel.Shorten("parked until someone makes them ready", 120))
	// Output: parked until so…
}

func ExampleRect() {
	window := paint.Rect{W: 1600, H: 900}
	header := window.CutTop(52)
	transport := window.CutBottom(52)
	columns := window.Columns(nil, 20, 1, 2, 1)
	fmt.Println(header.H, transport.Y, columns[1].X)
	// Output: 52 848 410
}

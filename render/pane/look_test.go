package pane

import (
	"image/png"
	"os"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

func picture(sc *Screen, f *Frame, w, h, scale float32, now float64) *paint.Batch {
	b := paint.NewBatch()
	z := Zoom(w, h)
	sc.Layout(f, w/z, h/z, now)
	b.Reset(w/z, h/z, scale*z)
	var c ui.Ctx
	sc.Paint(b, f, &c)
	return b
}

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip("no LOOK")
	}
	save := func(name string, sc *Screen, f *Frame, w, h float32) {
		img := picture(sc, f, w, h, 1, 0).Image(sc.Theme.Background)
		o, err := os.Create(dir + "/" + name + ".png")
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		if err := png.Encode(o, img); err != nil {
			t.Fatal(err)
		}
	}
	hints := []Hint{{[]string{"space"}, "play"}, {[]string{"←", "→"}, "step"}, {[]string{"-", "="}, "speed"}, {[]string{"T"}, "theme"}, {[]string{"?"}, "keys"}}
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		save("steal-"+th.Name, &Screen{Theme: th, Controls: DefaultControls(), Hints: hints}, stealFrame(t), 1600, 900)
	}
	for _, c := range []struct {
		name  string
		procs int
		gs    int
		w, h  float32
	}{{"p1", 1, 12, 1600, 900}, {"p2", 2, 20, 1280, 720}, {"p8", 8, 80, 1600, 900}, {"p16", 16, 200, 1600, 900}, {"p16small", 16, 200, 1024, 640}, {"p4small", 4, 70, 1024, 640}, {"p6big", 6, 70, 2560, 1440}} {
		d := newDemo(t, c.procs, c.gs, 3)
		d.run(900, nil)
		save(c.name, &Screen{Theme: &paint.Dark, Controls: DefaultControls(), Hints: hints}, d.frame(), c.w, c.h)
	}
}

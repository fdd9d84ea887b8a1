// Command guest is a small window for the tests of the harness: it paints the sheet of all
// shapes and tells what it was given.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

type game struct {
	batch *paint.Batch
	gpu   paint.GPU
	theme *paint.Theme
	ticks int
	w, h  int
	typed string
	wheel float64
}

func (g *game) Update() error {
	g.ticks++
	if inpututil.IsKeyJustPressed(ebiten.KeyT) {
		g.theme = g.theme.Other()
	}
	if inpututil.IsKeyJustPressed(ebiten.KeyQ) && ebiten.IsKeyPressed(ebiten.KeyControl) {
		return ebiten.Termination
	}
	g.typed += string(ebiten.AppendInputChars(nil))
	_, y := ebiten.Wheel()
	g.wheel += y
	x, py := ebiten.CursorPosition()
	fmt.Println("a line of something else")
	fmt.Printf("{\"Tick\":%d,\"Theme\":%q,\"X\":%d,\"Y\":%d,\"Down\":%v,\"W\":%d,\"H\":%d,\"Typed\":%q,\"Wheel\":%v,\"Args\":%d}\n",
		g.ticks, g.theme.Name, x, py, ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft), g.w, g.h, g.typed, g.wheel, len(os.Args)-1)
	return nil
}

func (g *game) Draw(screen *ebiten.Image) {
	g.batch.Reset(float32(g.w), float32(g.h), 1)
	g.batch.RRect(g.batch.Bounds(), 0, g.theme.Background)
	painttest.Sheet(g.batch, g.theme)
	if err := g.gpu.Flush(screen, g.batch); err != nil {
		log.Fatal(err)
	}
}

func (g *game) Layout(w, h int) (int, int) {
	g.w, g.h = w, h
	return w, h
}

func main() {
	g := &game{batch: paint.NewBatch(), theme: &paint.Dark}
	if err := ebiten.RunGame(g); err != nil {
		log.Fatal(err)
	}
}

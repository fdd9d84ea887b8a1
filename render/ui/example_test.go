package ui_test

import (
	"fmt"

	"gopherscope/render/ui"
)

func Example() {
	play := ui.Name("transport/play")
	at := ui.Rect{X: 20, Y: 860, W: 40, H: 40}

	var c ui.Ctx
	for _, in := range []ui.Input{
		{X: 30, Y: 870},
		{X: 30, Y: 870, Down: ui.Primary, Pressed: ui.Primary},
		{X: 31, Y: 870, Released: ui.Primary},
	} {
		c.Begin(in)
		clicked := c.Button(play, at)
		c.End()
		fmt.Println(clicked, c.State(play)&ui.Held != 0)
	}
	// Output:
	// false false
	// false true
	// true false
}

func ExampleRows() {
	page := ui.Rect{Y: 60, W: 424, H: 100}
	source := ui.Rows{N: 2000, H: 20}
	source.Show(page, 1000, 2) // line 1000 with two more below it
	first, last := source.Visible(page)
	fmt.Println(first, last)
	// Output: 998 1003
}

package ui_test

import (
	"fmt"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
	"gopherscope/render/ui"
)

var choices = []ui.Choice{
	{"Play or pause", "space"}, {"Step forward", "→"}, {"Step back", "←"}, {"Next goroutine switch", "Shift-→"}, {"Theme", "T"},
	{"Present", "F"}, {"Reload the file", "R"}, {"Go to the start", "home"}, {"Go to the end", "end"}, {"Slower", "-"},
	{"Faster", "="}, {"Source alone", "1"}, {"Board alone", "2"}, {"Timeline alone", ""},
}

func TestPicker(t *testing.T) {
	window := ui.Rect{W: 1600, H: 900}
	var p ui.Picker
	chosen, behind := -1, 0
	open := func() *hand {
		h := newHand(func(c *ui.Ctx) {
			if i := p.Update(c, window, choices); i >= 0 {
				chosen = i
			}
			if c.Button(play, window) {
				behind++
			}
		})
		chosen, behind = -1, 0
		p.Open(&h.c, choices, "")
		h.tick()
		return h
	}
	check := func(name string, wantChosen int, wantOpen bool) {
		t.Helper()
		if chosen != wantChosen || p.IsOpen() != wantOpen || behind != 0 {
			t.Errorf("%s: chosen %d, open %v, %d clicks went through; want %d, %v, 0", name, chosen, p.IsOpen(), behind, wantChosen, wantOpen)
		}
	}
	enter := ui.KeyEnter

	h := open()
	h.typed("th")
	h.key(enter)
	check("typed and entered", 4, false)

	h = open()
	h.key(ui.KeyDown)
	h.key(ui.KeyDown)
	h.key(ui.KeyUp)
	h.key(enter)
	check("down, down, up", 1, false)

	h = open()
	h.key(ui.KeyPageDown)
	h.key(ui.KeyPageDown)
	h.key(enter)
	check("to the last", len(choices)-1, false)

	h = open()
	h.typed("xyzzy")
	h.key(enter)
	check("nothing matches", -1, true)
	h.key(ui.KeyEscape)
	check("escape", -1, false)

	h = open()
	h.click(800, 900*0.14+48+34*2.5)
	check("a click on the third", 2, false)

	h = open()
	h.click(10, 10)
	check("a click elsewhere", -1, false)
}

func TestPickerLooks(t *testing.T) {
	for _, th := range []*paint.Theme{&paint.Dark, &paint.Light} {
		var p ui.Picker
		window := ui.Rect{W: 700, H: 480}
		h := newHand(func(c *ui.Ctx) { p.Update(c, window, choices) })
		p.Open(&h.c, choices, "")
		h.typed("e")
		h.key(ui.KeyDown)
		img := paint.Picture(700, 480, 1, th.Background, func(b *paint.Batch) {
			for i := range 20 {
				b.Text(20, 30+float32(i)*24, fmt.Sprint("line ", i, " of what lies behind the picker"), paint.FontBody, th.Text)
			}
			p.Paint(b, th, &h.c, window, choices, "a command")
		})
		painttest.Golden(t, "picker-"+th.Name, img)
	}
}

package paint_test

import (
	"testing"

	"gopherscope/render/paint"
	"gopherscope/render/paint/painttest"
)

func TestSheet(t *testing.T) {
	for _, theme := range []*paint.Theme{&paint.Dark, &paint.Light} {
		t.Run(theme.Name, func(t *testing.T) {
			painttest.Golden(t, "sheet-"+theme.Name, paint.Picture(painttest.SheetW, painttest.SheetH, 1, theme.Background,
				func(b *paint.Batch) { painttest.Sheet(b, theme) }))
		})
	}
}

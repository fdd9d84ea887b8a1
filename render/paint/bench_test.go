package paint_test

import (
	"image"
	"testing"

	"gopherscope/render/paint"
)

// window paints a crowded window: g goroutines on rings with their numbers, 10 g objects, 60
// lines of source and 2 g spans of the timeline.
func window(b *paint.Batch, th *paint.Theme, g int) {
	const line = `	case job := <-jobs: // 2 of 20 wait`
	for i := range g {
		x, y := 30+float32(i%40)*32, 30+float32(i/40)*30
		b.Disc(x, y, 13, th.Kind(i%5))
		b.TextAt(x, y, paint.Center, "21", paint.FontValue, th.OnKinds[0])
		b.Arc(x, y, 14, 1.5, 0, float32(i%10)/10, th.Text)
		for j := range 10 {
			b.RRect(paint.Rect{X: 1200 + float32(i%50)*7, Y: float32(i/50)*44 + float32(j)*4.2, W: 6, H: 3.6}, 1.2, th.HeapGrey)
		}
		for j := range 2 {
			b.RRect(paint.Rect{X: float32(i) * 1.5, Y: 700 + 30*float32(j), W: 1.2, H: 25}, 3, th.Kinds[1])
		}
	}
	for i := range min(g, 60) {
		b.Text(20, 40+float32(i)*14, line, paint.FontCode, th.Text)
	}
}

func BenchmarkWindowBatch(bench *testing.B) {
	b := paint.NewBatch()
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		window(b, &paint.Dark, 1000)
	}
	bench.ReportMetric(float64(len(b.V)/4), "quads")
}

func BenchmarkRRects10k(bench *testing.B) {
	b := paint.NewBatch()
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		for i := range 10000 {
			b.RRect(paint.Rect{X: float32(i%100) * 15, Y: float32(i / 100 * 9), W: 14, H: 8}, 3, paint.Dark.Text)
		}
	}
}

func BenchmarkGlyphs10k(bench *testing.B) {
	const line = "func consume(jobs <-chan Job, results chan<- int) {" // 50 letters, 43 to be seen
	b := paint.NewBatch()
	bench.ReportAllocs()
	for bench.Loop() {
		b.Reset(1600, 900, 1)
		for i := range 200 {
			b.Text(float32(i%3)*510, 20+float32(i/3)*13, line, paint.FontCode, paint.Dark.Text)
		}
	}
	bench.ReportMetric(float64(len(b.V)/4), "quads")
}

func BenchmarkSoftWindow(bench *testing.B) {
	b := paint.NewBatch()
	b.Reset(1600, 900, 1)
	b.RRect(b.Bounds(), 0, paint.Dark.Background)
	window(b, &paint.Dark, 1000)
	img := image.NewRGBA(image.Rect(0, 0, 1600, 900))
	bench.ReportAllocs()
	for bench.Loop() {
		b.Flush(img)
	}
}

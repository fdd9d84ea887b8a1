// Package paint draws shapes and text: one batch of quads, painted alike by the GPU and by the
// CPU.
//
// A pane paints by calling methods of a Batch, in logical pixels, back to front. The batch
// turns each shape into a quad whose vertices carry the shape's parameters (shapes.go: the
// list of kinds), and each letter into a quad of the glyph atlas (atlas.go). Then either GPU
// paints it, with one draw call for each clip and one shader, sdf.kage, or Batch.Flush does,
// with the same arithmetic in Go (soft.go). The pictures agree to within 2 of 255, so golden
// pictures and films need no display, and a test of the picture is a plain test.
//
// Read batch.go first, then shapes.go and curve.go for what can be painted, font.go and
// text.go for text, theme.go for the colours and sizes of the window. gpu.go is the only file
// that imports Ebitengine; film.go strings pictures together.
//
// Left out on purpose: kerning, ligatures (they would turn <- into an arrow), scripts that the
// Go fonts lack (a box stands for each rune), and images.
package paint

package paint

import (
	_ "embed"
	"fmt"
	"image"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"
)

//go:embed sdf.kage
var sdfSource []byte

// A GPU paints batches with Ebitengine. Its zero value is ready; it belongs to one batch,
// whose atlas it keeps a copy of.
type GPU struct {
	shader  *ebiten.Shader
	atlas   *ebiten.Image
	texels  []byte   // scratch of upload
	indices []uint32 // of as many quads as were ever painted at once
	options ebiten.DrawTrianglesShaderOptions
}

// Ebitengine's vertex and ours have the same fields: if they ever differ, this does not
// compile, and the cast in Flush is not made.
var _ = ebiten.Vertex(Vertex{})

// Flush paints the batch over screen: one draw call for each clip. The atlas is uploaded only
// where it changed.
func (g *GPU) Flush(screen *ebiten.Image, b *Batch) error {
	if g.shader == nil {
		shader, err := ebiten.NewShader(sdfSource)
		if err != nil {
			return fmt.Errorf("compile shader: %w", err)
		}
		g.shader = shader
		g.atlas = ebiten.NewImageWithOptions(image.Rect(0, 0, AtlasSize, AtlasSize),
			&ebiten.NewImageOptions{Unmanaged: true})
		b.Atlas.Dirty = b.Atlas.used()
		g.options.Images[0] = g.atlas
	}
	g.upload(b.Atlas)
	for _, cmd := range b.Cmds {
		if cmd.Quads == 0 || cmd.Clip.Empty() {
			continue
		}
		vertices := b.V[4*cmd.First : 4*(cmd.First+cmd.Quads)]
		target := screen
		if cmd.Clip != screen.Bounds() {
			target = screen.SubImage(cmd.Clip).(*ebiten.Image)
		}
		target.DrawTrianglesShader32(unsafe.Slice((*ebiten.Vertex)(&vertices[0]), len(vertices)),
			g.quads(cmd.Quads), g.shader, &g.options)
	}
	return nil
}

// quads returns the indices of the two triangles of each of n quads.
func (g *GPU) quads(n int) []uint32 {
	for q := uint32(len(g.indices) / 6); q < uint32(n); q++ {
		g.indices = append(g.indices, 4*q, 4*q+1, 4*q+2, 4*q+1, 4*q+3, 4*q+2)
	}
	return g.indices[:6*n]
}

// upload copies the rows of the atlas that changed.
func (g *GPU) upload(a *Atlas) {
	d := a.Dirty
	if d.Empty() {
		return
	}
	g.texels = g.texels[:0]
	for y := d.Min.Y; y < d.Max.Y; y++ {
		for _, c := range a.Pix[y*AtlasSize+d.Min.X : y*AtlasSize+d.Max.X] {
			g.texels = append(g.texels, c, c, c, c)
		}
	}
	g.atlas.SubImage(d).(*ebiten.Image).WritePixels(g.texels)
	a.Dirty = image.Rectangle{}
}

package heap

import "gopherscope/sim/mem"

// An Image is a heap's state at one instant, less the memory itself, which the machine
// checkpoints. It never changes.
type Image struct {
	spans *mem.TableImage[span]
	pages *mem.TableImage[int32]
	free  *mem.TableImage[uint64]
	tags  *mem.TableImage[tag]
	state state
}

// Checkpoint returns an image of the heap.
func (h *Heap) Checkpoint() *Image {
	return &Image{h.spans.Checkpoint(), h.pages.Checkpoint(), h.free.Checkpoint(), h.tags.Checkpoint(), h.state}
}

// Restore makes the heap equal the image again; the memory has to be restored beside.
func (h *Heap) Restore(im *Image) {
	h.spans.Restore(im.spans)
	h.pages.Restore(im.pages)
	h.free.Restore(im.free)
	h.tags.Restore(im.tags)
	h.state = im.state
}

package mem

// An Image is a memory's contents at one instant. It never changes and shares the pages
// that did not change with the images made before and after it.
type Image struct {
	pages []*[PageWords]uint64
}

// Size returns the bytes of memory that the image shows.
func (im *Image) Size() uint64 { return uint64(len(im.pages)) * PageWords * 8 }

// Checkpoint returns an image of the memory. It copies the pages stored into since the last
// Checkpoint or Restore.
func (m *Memory) Checkpoint() (im *Image, copied int) {
	n := len(m.Dirty)
	im = &Image{pages: make([]*[PageWords]uint64, n)}
	if m.base != nil {
		copy(im.pages, m.base.pages)
	}
	for i, d := range m.Dirty {
		if d == 0 && im.pages[i] != nil {
			continue
		}
		page := new([PageWords]uint64)
		copy(page[:], m.W[i*PageWords:])
		im.pages[i] = page
		m.Dirty[i] = 0
		copied++
	}
	m.base = im
	return im, copied * PageWords * 8
}

// Restore makes the memory equal the image again, its size included. It copies only the
// pages that differ.
func (m *Memory) Restore(im *Image) {
	n := len(im.pages)
	if n*PageWords > len(m.W) {
		m.Grow(im.Size())
	}
	m.W = m.W[:n*PageWords]
	m.Dirty = m.Dirty[:n]
	for i, page := range im.pages {
		if m.Dirty[i] == 0 && m.base != nil && i < len(m.base.pages) && m.base.pages[i] == page {
			continue
		}
		copy(m.W[i*PageWords:], page[:])
		m.Dirty[i] = 0
	}
	m.base = im
}

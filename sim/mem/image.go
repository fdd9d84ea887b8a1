package mem

// An Image is a memory's contents at one instant. It never changes and shares the pages
// that did not change with the images made before and after it; dropping it frees the pages
// that no other image has.
type Image struct {
	pages []*[PageWords]uint64 // nil for a page of zeros never stored into
}

// Size returns the bytes of memory that the image shows.
func (im *Image) Size() uint64 { return uint64(len(im.pages)) * PageWords * 8 }

// page returns page i, nil for a page of zeros or one behind the end.
func (im *Image) page(i int) *[PageWords]uint64 {
	if im == nil || i >= len(im.pages) {
		return nil
	}
	return im.pages[i]
}

// Checkpoint returns an image of the memory and the bytes it copied for it: the pages stored
// into since the last Checkpoint or Restore.
func (m *Memory) Checkpoint() (im *Image, copied int) {
	im = &Image{pages: make([]*[PageWords]uint64, len(m.Dirty))}
	if m.base != nil {
		copy(im.pages, m.base.pages)
	}
	for i, d := range m.Dirty {
		if d == 0 {
			continue
		}
		// Appending to nil does not clear the new page before it is filled.
		page := append([]uint64(nil), m.W[i*PageWords:][:PageWords]...)
		im.pages[i] = (*[PageWords]uint64)(page)
		m.Dirty[i] = 0
		copied += PageWords * 8
	}
	m.base = im
	return im, copied
}

// Restore makes the memory equal the image again, its size included. It copies only the
// pages that differ. Slices taken of W before are stale afterwards.
func (m *Memory) Restore(im *Image) {
	m.Grow(im.Size())
	m.W = m.W[:len(im.pages)*PageWords]
	m.Dirty = m.Dirty[:len(im.pages)]
	for i, page := range im.pages {
		if m.Dirty[i] == 0 && m.base.page(i) == page {
			continue
		}
		w := m.W[i*PageWords:][:PageWords]
		if page == nil {
			clear(w)
		} else {
			copy(w, page[:])
		}
		m.Dirty[i] = 0
	}
	m.base = im
}

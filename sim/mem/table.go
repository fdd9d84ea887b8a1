package mem

// chunkRows is how many rows of a Table a checkpoint copies at once.
const chunkRows = 64

// A Table is a growing list of flat rows that checkpoints copy chunk by chunk. T holds no
// pointers, slices, maps or strings that are written in place: a copied row is the row.
//
// Rows are numbered from 0 and never removed one by one; their owner keeps a free list.
type Table[T any] struct {
	rows  []T
	dirty []bool // a chunk each
	base  *TableImage[T]
}

// A TableImage is a table's contents at one instant. It never changes.
type TableImage[T any] struct {
	n      int
	chunks []*[chunkRows]T
}

// Len returns the number of rows.
func (t *Table[T]) Len() int { return len(t.rows) }

// Get returns row i, which the caller does not change.
func (t *Table[T]) Get(i int) *T { return &t.rows[i] }

// At returns row i for writing.
func (t *Table[T]) At(i int) *T {
	t.dirty[i/chunkRows] = true
	return &t.rows[i]
}

// Append adds a row and returns its number.
func (t *Table[T]) Append(row T) int {
	i := len(t.rows)
	t.rows = append(t.rows, row)
	if i/chunkRows == len(t.dirty) {
		t.dirty = append(t.dirty, true)
	}
	t.dirty[i/chunkRows] = true
	return i
}

// Checkpoint returns an image of the table. It copies the chunks that At or Append touched
// since the last Checkpoint or Restore.
func (t *Table[T]) Checkpoint() *TableImage[T] {
	im := &TableImage[T]{n: len(t.rows), chunks: make([]*[chunkRows]T, len(t.dirty))}
	if t.base != nil {
		copy(im.chunks, t.base.chunks)
	}
	for i := range t.dirty {
		if !t.dirty[i] && im.chunks[i] != nil {
			continue
		}
		c := new([chunkRows]T)
		copy(c[:], t.rows[i*chunkRows:])
		im.chunks[i] = c
		t.dirty[i] = false
	}
	t.base = im
	return im
}

// Restore makes the table equal the image again.
func (t *Table[T]) Restore(im *TableImage[T]) {
	for len(t.rows) < im.n {
		var zero T
		t.Append(zero)
	}
	old := t.base
	t.rows = t.rows[:im.n]
	t.dirty = t.dirty[:len(im.chunks)]
	for i, c := range im.chunks {
		if !t.dirty[i] && old != nil && i < len(old.chunks) && old.chunks[i] == c && (i+1)*chunkRows <= im.n {
			continue
		}
		copy(t.rows[i*chunkRows:], c[:])
		t.dirty[i] = false
	}
	t.base = im
}

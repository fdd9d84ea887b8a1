package mem

import "reflect"

// chunkBytes is about how much of a Table a checkpoint copies at once.
const chunkBytes = 4096

// A Table is a growing list of flat rows that checkpoints copy chunk by chunk. T holds no
// pointers, slices, maps or strings that are written in place: a copied row is the row.
// The zero Table is empty and ready to use.
//
// Rows are numbered from 0 and never removed one by one; their owner keeps a free list.
type Table[T any] struct {
	rows  []T
	dirty []bool // a chunk each: true since the chunk last equalled its chunk of base
	shift uint8  // log2 of a chunk's rows; rows and dirty are empty until it is set
	size  int    // bytes of a row, likewise
	used  int    // rows from here on in rows' array are zero
	base  *TableImage[T]
}

// A TableImage is a table's contents at one instant. It never changes and shares chunks with
// its neighbours as an Image shares pages.
type TableImage[T any] struct {
	n      int
	chunks [][]T // nil for a chunk of zero rows never written
	copied int   // bytes
}

// Copied returns the bytes that were copied for the image.
func (im *TableImage[T]) Copied() int { return im.copied }

// chunk returns chunk i, nil for one of zero rows or one behind the end.
func (im *TableImage[T]) chunk(i int) []T {
	if im == nil || i >= len(im.chunks) {
		return nil
	}
	return im.chunks[i]
}

// Len returns the number of rows.
func (t *Table[T]) Len() int { return len(t.rows) }

// Get returns row i, which the caller does not change. It is stale after an Append or Grow.
func (t *Table[T]) Get(i int) *T { return &t.rows[i] }

// Rows returns all rows, which the caller does not change. They are stale after an Append or
// Grow.
func (t *Table[T]) Rows() []T { return t.rows }

// At returns row i for writing. It is stale after an Append or Grow, and after a Checkpoint
// a write through it would be missed.
func (t *Table[T]) At(i int) *T {
	t.dirty[uint(i)>>(t.shift&63)] = true
	return &t.rows[i]
}

// Append adds a row and returns its number.
func (t *Table[T]) Append(row T) int {
	i := t.Grow(1)
	*t.At(i) = row
	return i
}

// Grow adds n zero rows and returns the number of the first.
func (t *Table[T]) Grow(n int) int {
	if t.rows == nil {
		t.size = max(int(reflect.TypeFor[T]().Size()), 1)
		for t.size<<(t.shift+1) <= chunkBytes {
			t.shift++
		}
	}
	first := len(t.rows)
	if first+n <= cap(t.rows) {
		t.rows = t.rows[:first+n]
		clear(t.rows[first:min(max(first, t.used), first+n)]) // a Restore may have shortened the table
	} else {
		rows := make([]T, first+n, max(first+n, 2*cap(t.rows)))
		copy(rows, t.rows)
		t.rows, t.used = rows, 0
	}
	t.used = max(t.used, len(t.rows))
	chunks := (len(t.rows) + 1<<t.shift - 1) >> t.shift
	t.dirty = append(t.dirty, make([]bool, chunks-len(t.dirty))...)
	return first
}

// bounds returns the rows from and to of chunk i that the table has.
func (t *Table[T]) bounds(i int) (from, to int) {
	return i << t.shift, min((i+1)<<t.shift, len(t.rows))
}

// Checkpoint returns an image of the table. It copies the chunks that At or Append touched
// since the last Checkpoint or Restore.
func (t *Table[T]) Checkpoint() *TableImage[T] {
	im := &TableImage[T]{n: len(t.rows), chunks: make([][]T, len(t.dirty))}
	if t.base != nil {
		copy(im.chunks, t.base.chunks)
	}
	for i, d := range t.dirty {
		if d {
			from, to := t.bounds(i)
			im.chunks[i] = append([]T(nil), t.rows[from:to]...)
			im.copied += (to - from) * t.size
			t.dirty[i] = false
		}
	}
	t.base = im
	return im
}

// Restore makes the table equal the image again, its length included.
func (t *Table[T]) Restore(im *TableImage[T]) {
	if im.n > len(t.rows) {
		t.Grow(im.n - len(t.rows))
	}
	t.rows = t.rows[:im.n]
	t.dirty = t.dirty[:len(im.chunks)]
	for i, c := range im.chunks {
		old := t.base.chunk(i)
		from, to := t.bounds(i)
		// What was cut off the last chunk may have been cleared by a later Grow.
		if !t.dirty[i] && same(old, c) && to-from == 1<<t.shift {
			continue
		}
		clear(t.rows[from:to])
		copy(t.rows[from:to], c)
		t.dirty[i] = false
	}
	t.base = im
}

// same reports whether two chunks are one, or both all zero.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

package mem

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A row of 200 bytes: 16 of them fill a chunk.
type row [25]int64

func tableEqualsModel[T comparable](make func(v int64) T) func(*rapid.T) {
	return func(t *rapid.T) {
		var (
			tab    Table[T]
			rows   []T
			images []*TableImage[T]
			copies [][]T
		)
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				v := make(rapid.Int64().Draw(t, "value"))
				if i := tab.Append(v); i != len(rows) {
					t.Fatalf("Append returned %d, want %d", i, len(rows))
				}
				rows = append(rows, v)
			},
			"grow": func(t *rapid.T) {
				n := rapid.IntRange(0, 100).Draw(t, "rows")
				if i := tab.Grow(n); i != len(rows) {
					t.Fatalf("Grow returned %d, want %d", i, len(rows))
				}
				rows = append(rows, slices.Repeat([]T{*new(T)}, n)...)
			},
			"write": func(t *rapid.T) {
				if len(rows) == 0 {
					t.Skip("no row")
				}
				i := rapid.IntRange(0, len(rows)-1).Draw(t, "row")
				rows[i] = make(rapid.Int64().Draw(t, "value"))
				*tab.At(i) = rows[i]
			},
			"checkpoint": func(t *rapid.T) {
				images = append(images, tab.Checkpoint())
				copies = append(copies, slices.Clone(rows))
			},
			"restore": func(t *rapid.T) {
				if len(images) == 0 {
					t.Skip("no image")
				}
				i := rapid.IntRange(0, len(images)-1).Draw(t, "image")
				tab.Restore(images[i])
				rows = slices.Clone(copies[i])
			},
			"": func(t *rapid.T) {
				if tab.Len() != len(rows) || !slices.Equal(tab.Rows(), rows) {
					t.Fatalf("table has %d rows, want these %d", tab.Len(), len(rows))
				}
				for i := range rows {
					if *tab.Get(i) != rows[i] {
						t.Fatalf("row %d differs", i)
					}
				}
			},
		})
	}
}

func TestTableEqualsModel(t *testing.T) {
	t.Run("words", rapid.MakeCheck(tableEqualsModel(func(v int64) uint64 { return uint64(v) })))
	t.Run("rows", rapid.MakeCheck(tableEqualsModel(func(v int64) row { return row{v} })))
	t.Run("rows larger than a chunk", rapid.MakeCheck(tableEqualsModel(func(v int64) [600]int64 { return [600]int64{599: v} })))
}

// A table that a Restore shortened must not show the cut-off rows when it grows again.
func TestTableShrinkAndRegrow(t *testing.T) {
	var tab Table[int64]
	tab.Append(1)
	short := tab.Checkpoint()
	for i := range int64(2000) {
		tab.Append(i + 2)
	}
	long := tab.Checkpoint()
	tab.Restore(short)
	tab.Grow(2000)
	for i, v := range tab.Rows()[1:] {
		if v != 0 {
			t.Fatalf("row %d is %d after shrinking and growing, want 0", i+1, v)
		}
	}
	grown := tab.Checkpoint()
	tab.Restore(long)
	for i, v := range tab.Rows() {
		if v != int64(i+1) {
			t.Fatalf("row %d is %d, want %d", i, v, i+1)
		}
	}
	tab.Restore(grown)
	if tab.Rows()[0] != 1 || tab.Rows()[1] != 0 || tab.Rows()[2000] != 0 {
		t.Errorf("rows 0, 1, 2000 are %d, %d, %d, want 1, 0, 0", tab.Rows()[0], tab.Rows()[1], tab.Rows()[2000])
	}
}

func TestTableCopiesWhatChanged(t *testing.T) {
	var tab Table[row]
	tab.Grow(1000)
	if got := tab.Checkpoint().Copied(); got != 0 {
		t.Errorf("image of fresh rows: %d bytes copied, want 0", got)
	}
	tab.At(500)[0] = 1
	tab.At(501)[0] = 1
	if got := tab.Checkpoint().Copied(); got == 0 || got > chunkBytes {
		t.Errorf("image after two writes side by side: %d bytes copied, want a chunk of at most %d", got, chunkBytes)
	}
	if got := tab.Checkpoint().Copied(); got != 0 {
		t.Errorf("image after no write: %d bytes copied, want 0", got)
	}
}

func BenchmarkTableAt(b *testing.B) {
	var tab Table[row]
	tab.Grow(10000)
	i := 0
	for b.Loop() {
		tab.At(i)[0]++
		if i++; i == 10000 {
			i = 0
		}
	}
}

// BenchmarkTableCheckpoint writes one row in ten of 10000 between two images.
func BenchmarkTableCheckpoint(b *testing.B) {
	var tab Table[row]
	tab.Grow(10000)
	for b.Loop() {
		for i := 0; i < 10000; i += 10 {
			tab.At(i)[0]++
		}
		tab.Checkpoint()
	}
}

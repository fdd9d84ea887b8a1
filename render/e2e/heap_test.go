package e2e_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"gopherscope/render/pane"
)

// heapShown is a state with what the heap pane shows.
type heapShown struct {
	state
	Heap pane.HeapShown
}

func (p *program) heap() (s heapShown) {
	p.t.Helper()
	p.rest()
	p.State(&s)
	return s
}

const heapProgram = `// A heap. A list of ten nodes.
//
//scope:procs 1
//scope:view heap
package main

type node struct{ next *node }

var head *node

func main() {
	for range 10 {
		head = &node{head}
	}
	println(head != nil)
}
`

// The heap is chosen by the file and by its key, shown as a graph and as spans, zoomed, and an
// object is clicked.
func TestHeap(t *testing.T) {
	file := filepath.Join(t.TempDir(), "heap.go")
	if err := os.WriteFile(file, []byte(heapProgram), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, 1600, 900, file)
	p.rest()
	p.tap(ebiten.KeyEnd)
	s := p.heap()
	if s.Heap.Stage != "heap" || s.Heap.Spans || s.Heap.X == 0 {
		t.Fatalf("a file that asks for the heap is shown as %+v", s.Heap)
	}
	p.Click(float64(s.Heap.X), float64(s.Heap.Y))
	s = p.heap()
	if s.Heap.Object == 0 {
		t.Fatalf("a click on an object chooses none: %+v", s.Heap)
	}
	for _, want := range []string{"colour", "span", "born at", "Path from a root", "Pointed to by"} {
		if !slices.ContainsFunc(s.Heap.Rows, func(row string) bool { return strings.HasPrefix(row, want) }) {
			t.Errorf("of the object nothing is told that begins with %q: %q", want, s.Heap.Rows)
		}
	}
	p.Key(ebiten.KeyEscape)
	if s = p.heap(); s.Heap.Object != 0 {
		t.Error("escape does not close the object")
	}
	p.Key(ebiten.KeyS)
	s = p.heap()
	side := s.Heap.Tile
	if !s.Heap.Spans {
		t.Error("S does not show the spans")
	}
	p.Key(ebiten.KeyZ)
	if s = p.heap(); s.Heap.Tile <= side {
		t.Errorf("Z makes pages of %v as large as %v", side, s.Heap.Tile)
	}
	p.Key(ebiten.KeyZ, ebiten.KeyShiftLeft)
	p.Key(ebiten.KeyZ, ebiten.KeyShiftLeft)
	if s = p.heap(); s.Heap.Tile >= side {
		t.Errorf("Shift-Z twice makes pages of %v as large as %v", side, s.Heap.Tile)
	}
	for _, want := range []string{"scheduler", "both", "heap"} {
		p.Key(ebiten.KeyH)
		if s = p.heap(); s.Heap.Stage != want {
			t.Errorf("after H the stage is %q, want %q", s.Heap.Stage, want)
		}
	}
}

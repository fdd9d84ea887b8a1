package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
)

const cycleProgram = `// A cycle. Two nodes that a global leads to, and one that nothing does.
//
//scope:procs 1
//scope:off greentea
package main

import "runtime"

type node struct{ next *node }

var head *node

func main() {
	head = &node{&node{&node{}}}
	head.next.next = nil
	runtime.GC()
	println(head != nil)
}
`

// The collector's grains can be chosen once the heap is shown, which has the program run again and
// record what happens to objects. Each leads to what it is called after, forwards and back.
func TestSteppingByTheCollectorsGrains(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cycle.go")
	if err := os.WriteFile(file, []byte(cycleProgram), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, 1600, 900, file)
	end := p.tap(ebiten.KeyEnd)
	if recorded := p.tap(ebiten.KeyH); recorded.Events <= end.Events || recorded.At != end.At {
		t.Fatalf("with the heap shown there are %d events up to %d ns, without %d up to %d", recorded.Events, recorded.At, end.Events, end.At)
	}
	for _, c := range []struct {
		grain string
		want  []string // parts of captions that come in this order, with others between them
	}{
		{"GC phase", []string{"stops for a GC cycle", "cycle 1 begins", "mark phase begins", "stops for the mark phase", "mark phase ends", "has marked", "barrier is off"}},
		{"root", []string{"mark phase begins", "scans the globals", "scans the stack of G1", "mark phase ends"}},
		{"object", []string{"scans the globals", "scans an object of type main.node", "finds no pointers", "A span is swept: 1 object is freed"}},
	} {
		p.tap(ebiten.KeyHome)
		for range 6 {
			if p.now().Grain != c.grain {
				p.tap(ebiten.KeyG)
			}
		}
		if s := p.now(); s.Grain != c.grain {
			t.Fatalf("G does not lead to steps by %s, but to %s", c.grain, s.Grain)
		}
		var said []string
		var at []int
		rest := c.want
		for s := p.now(); s.Event < s.Events && len(rest) > 0 && len(said) < 60; {
			s = p.tap(ebiten.KeyArrowRight)
			said, at = append(said, s.Caption), append(at, s.Event)
			if strings.Contains(s.Caption, rest[0]) {
				rest = rest[1:]
			}
		}
		if len(rest) > 0 {
			t.Fatalf("by %s no step leads to %q:\n%s", c.grain, rest, strings.Join(said, "\n"))
		}
		for i := len(at) - 2; i >= max(0, len(at)-4); i-- {
			if s := p.tap(ebiten.KeyArrowLeft); s.Event != at[i] || s.Caption != said[i] {
				t.Errorf("by %s a step back leads to event %d, %q, want %d, %q", c.grain, s.Event, s.Caption, at[i], said[i])
			}
		}
	}
}

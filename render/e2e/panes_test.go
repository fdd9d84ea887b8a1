package e2e_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
)

// panes is a state with what the variables pane and the caption's stack show.
type panes struct {
	state
	Output bool
	Stack  string
	Rows   []string
}

func (p *program) panes() (s panes) {
	p.t.Helper()
	p.rest()
	p.State(&s)
	return s
}

const panesProgram = `// Panes. A program with something to see in each of them.
//
//scope:procs 1
package main

import "fmt"

type point struct{ x, y int }

func main() {
	fmt.Println("one")
	fmt.Println("two")
	fmt.Println(try(point{3, 4}))
}

func try(p point) (text string) {
	defer fmt.Println("deferred first")
	defer func() { text = fmt.Sprint("recovered: ", recover()) }()
	steps := []int{p.x, p.y}
	inner(steps)
	return "fine"
}

func inner(list []int) {
	var none *point
	list[1] = none.x
}
`

// Where things are in a window of 1600 by 900 with one P.
const (
	runningX, runningY = 1146, 340
	rowsX, rowsY, rowH = 1250, 135, 22
	lineX, lineY       = 150, 630 // the first of the three lines of output
	lineH              = 19
)

func TestVariablesOutputAndPanic(t *testing.T) {
	file := filepath.Join(t.TempDir(), "panes.go")
	if err := os.WriteFile(file, []byte(panesProgram), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, 1600, 900, file)
	p.rest()
	end := p.tap(ebiten.KeyEnd)
	p.tap(ebiten.KeyHome)

	// To the panic, step by step: what is seen there is what the caption says.
	step := func(words string) panes {
		t.Helper()
		for range 60 {
			p.Key(ebiten.KeyArrowRight)
			p.until("a step", func(s state) bool { return !s.Busy })
			var s panes
			if p.State(&s); strings.Contains(s.Caption, words) {
				return s
			}
		}
		t.Fatalf("no event says %q", words)
		return panes{}
	}
	s := step("panics")
	if want := "main try !inner *panic"; s.Stack != want || !strings.Contains(s.Caption, "nil pointer dereference") {
		t.Errorf("at the panic the stack is %q, want %q; it says %s", s.Stack, want, s.Caption)
	}
	s = step("runs the deferred")
	if want := "main try -inner *panic >try.func1"; s.Stack != want {
		t.Errorf("at the deferred call the stack is %q, want %q", s.Stack, want)
	}
	if len(s.Rows) != 0 {
		t.Errorf("nobody is selected, and the variables are %q", s.Rows)
	}

	p.Click(runningX, runningY)
	s = p.panes()
	if s.Selected != 1 {
		t.Fatalf("a click on the running goroutine selects G%d", s.Selected)
	}
	for _, want := range []string{
		"panic", "inner", " list = len 2 cap 2 [3 4]", " none = nil", "try", " p = {3 4}", ` text = ""`, " steps = len 2 cap 2 [3 4]", ` defer fmt.Println("deferred first")`, "main",
	} {
		if !slices.Contains(s.Rows, want) {
			t.Errorf("the variables lack %q: %q", want, s.Rows)
		}
	}
	at := slices.Index(s.Rows, " p = {3 4}")
	p.Click(rowsX, float64(rowsY+at*rowH))
	s = p.panes()
	if i := slices.Index(s.Rows, "  x = 3"); i != at+1 || s.Rows[i+1] != "  y = 4" {
		t.Errorf("a click on p shows %q", s.Rows)
	}

	s = step("'s panic is over:")
	if s.Stack != "main try" || slices.Contains(s.Rows, "inner") {
		t.Errorf("after the panic the stack is %q, the variables %q", s.Stack, s.Rows)
	}
	if text := rowOf(s.Rows, " text"); !strings.HasPrefix(text, ` text = "recovered: runtime error`) {
		t.Errorf("the result of try is %q", text)
	}
	if s := p.tap(ebiten.KeyEscape); s.Selected != 0 {
		t.Errorf("escape leaves G%d selected", s.Selected)
	}
	if s := p.tap(ebiten.KeyV); s.Selected != 1 {
		t.Errorf("V selects G%d", s.Selected)
	}
	p.tap(ebiten.KeyV)

	// The output: a click on a line leads to when it was printed.
	last := p.tap(ebiten.KeyEnd)
	if last.Event != end.Event {
		t.Fatalf("the end is event %d, was %d", last.Event, end.Event)
	}
	p.Click(lineX, lineY+lineH)
	if s := p.panes(); s.Event >= last.Event || !strings.Contains(s.Caption, `"deferred first\n"`) {
		t.Errorf("a click on the middle one of the last lines leads to event %d: %s", s.Event, s.Caption)
	}
	if s := p.tap(ebiten.KeyO); s.Event == 0 || !p.panes().Output {
		t.Error("O does not show the output large")
	}
	if p.tap(ebiten.KeyEscape); p.panes().Output {
		t.Error("escape does not make the output small")
	}
}

// rowOf returns the row that begins so, or "".
func rowOf(rows []string, name string) string {
	for _, row := range rows {
		if strings.HasPrefix(row, name+" ") {
			return row
		}
	}
	return ""
}

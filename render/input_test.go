package render

import (
	"testing"
	"testing/fstest"

	"github.com/hajimehoshi/ebiten/v2"

	"gopherscope/render/ui"
)

func TestKeyOf(t *testing.T) {
	tests := []struct {
		name  string
		place ebiten.Key
		says  string
		want  ui.Key
	}{
		{"US keyboard", ebiten.KeyT, "t", ui.KeyT},
		{"a layout we cannot ask", ebiten.KeyT, "", ui.KeyT},
		{"Dvorak has its t at K", ebiten.KeyK, "t", ui.KeyT},
		{"German has its minus at the slash", ebiten.KeySlash, "-", ui.KeyMinus},
		{"German plus stands for =", ebiten.KeyBracketRight, "+", ui.KeyEqual},
		{"French digits are signs", ebiten.KeyDigit1, "&", ui.Key1},
		{"keypad", ebiten.KeyNumpad7, "", ui.Key7},
		{"an arrow", ebiten.KeyArrowLeft, "", ui.KeyLeft},
		{"F12", ebiten.KeyF12, "", ui.KeyF12},
		{"a key we have no use for", ebiten.KeyCapsLock, "", ui.NoKey},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := keyOf(tt.place, tt.says); got != tt.want {
				t.Errorf("the key at %v that writes %q is %v, want %v", tt.place, tt.says, got, tt.want)
			}
		})
	}
}

func TestEachKeyHasAPlace(t *testing.T) {
	has := map[ui.Key]bool{}
	for place, key := range places {
		has[key] = true
		// A name such as ArrowLeft or Digit1 shows that the consecutive ones are in step.
		if n, m := place.String(), key.String(); len(m) == 1 && m != "=" && m[0] >= '0' && m[0] <= 'Z' && n[len(n)-1] != m[0] {
			t.Errorf("the place %s has the key %s", n, m)
		}
	}
	for k := ui.NoKey + 1; int(k) < ui.NumKeys; k++ {
		if !has[k] {
			t.Errorf("no place for the key %v", k)
		}
	}
}

func TestDropped(t *testing.T) {
	files := dropped(fstest.MapFS{
		"a.go":      {Data: []byte("package main")},
		"big.go":    {Data: make([]byte, maxDrop+1)},
		"code/b.go": {Data: []byte("package b")},
	})
	want := []struct{ name, data, err string }{
		{"a.go", "package main", ""}, {"big.go", "", "is larger than 16 MB"}, {"code", "", "is a folder: drop a Go file"},
	}
	if len(files) != len(want) {
		t.Fatalf("%d files, want %d", len(files), len(want))
	}
	for i, w := range want {
		f, text := files[i], ""
		if f.Err != nil {
			text = f.Err.Error()
		}
		if f.Name != w.name || string(f.Data) != w.data || text != w.err {
			t.Errorf("got %q, %q, error %q; want %q, %q, %q", f.Name, f.Data, text, w.name, w.data, w.err)
		}
	}
}

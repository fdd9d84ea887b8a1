package render

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"gopherscope/render/ui"
)

// maxDrop is the size in bytes beyond which a dropped file is not read: no program is as long.
const maxDrop = 16 << 20

// A held key repeats after repeatDelay ticks, every repeatEvery ticks.
const repeatDelay, repeatEvery = 24, 3

// A reader turns the state of Ebitengine's devices into an Input, once a tick.
type reader struct {
	keys  []ebiten.Key // scratch
	touch []ebiten.TouchID
	ticks int64
	held  bool // the touch screen is touched
	x, y  float32
}

// read fills in for this tick. The window is w by h device pixels, at scale of them to a
// logical pixel.
func (r *reader) read(in *ui.Input, w, h int, scale float32) {
	r.ticks++
	*in = ui.Input{
		W: float32(w) / scale, H: float32(h) / scale, Scale: scale,
		Now:  float64(r.ticks) / float64(ebiten.DefaultTPS), // ticks, not a clock: tests and replays agree
		Keys: in.Keys[:0], Runes: ebiten.AppendInputChars(in.Runes[:0]),
	}
	r.pointer(in, scale)
	r.press(in)
	if files := ebiten.DroppedFiles(); files != nil {
		in.Dropped = dropped(files)
	}
}

// pointer reads the mouse, or the first finger on a touch screen.
func (r *reader) pointer(in *ui.Input, scale float32) {
	x, y := ebiten.CursorPosition()
	in.X, in.Y = float32(x)/scale, float32(y)/scale
	in.Away = in.X < 0 || in.Y < 0 || in.X >= in.W || in.Y >= in.H
	for _, b := range [...]struct {
		button ebiten.MouseButton
		as     ui.Buttons
	}{{ebiten.MouseButtonLeft, ui.Primary}, {ebiten.MouseButtonRight, ui.Secondary}, {ebiten.MouseButtonMiddle, ui.Middle}} {
		if ebiten.IsMouseButtonPressed(b.button) {
			in.Down |= b.as
		}
		if inpututil.IsMouseButtonJustPressed(b.button) {
			in.Pressed |= b.as
		}
		if inpututil.IsMouseButtonJustReleased(b.button) {
			in.Released |= b.as
		}
	}
	wx, wy := ebiten.Wheel()
	in.WheelX, in.WheelY = notches(wx), -notches(wy)

	r.touch = ebiten.AppendTouchIDs(r.touch[:0])
	if len(r.touch) > 0 {
		x, y := ebiten.TouchPosition(r.touch[0])
		r.x, r.y = float32(x)/scale, float32(y)/scale
		in.Down |= ui.Primary
		if !r.held {
			in.Pressed |= ui.Primary
		}
		r.held = true
	} else if r.held {
		r.held = false
		in.Released |= ui.Primary
	} else {
		return
	}
	in.X, in.Y, in.Away = r.x, r.y, false
}

// notches returns how far the wheel was turned. A browser counts pixels, about 100 a notch.
func notches(turned float64) float32 {
	if runtime.GOOS == "js" {
		turned /= 100
	}
	return float32(turned)
}

// press reads the keyboard.
func (r *reader) press(in *ui.Input) {
	for _, m := range [...]struct {
		key ebiten.Key
		as  ui.Mods
	}{{ebiten.KeyShift, ui.Shift}, {ebiten.KeyControl, ui.Ctrl}, {ebiten.KeyMeta, ui.Ctrl}, {ebiten.KeyAlt, ui.Alt}} {
		if ebiten.IsKeyPressed(m.key) {
			in.Mods |= m.as
		}
	}
	r.keys = inpututil.AppendPressedKeys(r.keys[:0])
	for _, k := range r.keys {
		held := inpututil.KeyPressDuration(k)
		repeat := held >= repeatDelay && (held-repeatDelay)%repeatEvery == 0
		if held != 1 && !repeat {
			continue
		}
		if key := keyOf(k, ebiten.KeyName(k)); key != ui.NoKey {
			in.Keys = append(in.Keys, ui.Press{Chord: ui.Chord{Key: key, Mods: in.Mods}, Repeat: repeat})
		}
	}
}

// keyOf returns the key for a place on the keyboard and what the layout in use writes there,
// which may be unknown: T is the key that writes a t, wherever it lies.
func keyOf(place ebiten.Key, name string) ui.Key {
	if len(name) == 1 {
		switch c := name[0]; {
		case c >= 'a' && c <= 'z':
			return ui.KeyA + ui.Key(c-'a')
		case c >= '0' && c <= '9':
			return ui.Key0 + ui.Key(c-'0')
		default:
			if k, ok := signs[c]; ok {
				return k
			}
		}
	}
	return places[place]
}

var signs = map[byte]ui.Key{
	'-': ui.KeyMinus, '=': ui.KeyEqual, '+': ui.KeyEqual, ',': ui.KeyComma, '.': ui.KeyPeriod, '/': ui.KeySlash,
	'[': ui.KeyBracketLeft, ']': ui.KeyBracketRight,
}

// places are the keys by their place on a US keyboard.
var places = func() map[ebiten.Key]ui.Key {
	m := map[ebiten.Key]ui.Key{
		ebiten.KeySpace: ui.KeySpace, ebiten.KeyEnter: ui.KeyEnter, ebiten.KeyNumpadEnter: ui.KeyEnter,
		ebiten.KeyEscape: ui.KeyEscape, ebiten.KeyTab: ui.KeyTab,
		ebiten.KeyBackspace: ui.KeyBackspace, ebiten.KeyDelete: ui.KeyDelete,
		ebiten.KeyArrowLeft: ui.KeyLeft, ebiten.KeyArrowRight: ui.KeyRight,
		ebiten.KeyArrowUp: ui.KeyUp, ebiten.KeyArrowDown: ui.KeyDown,
		ebiten.KeyHome: ui.KeyHome, ebiten.KeyEnd: ui.KeyEnd,
		ebiten.KeyPageUp: ui.KeyPageUp, ebiten.KeyPageDown: ui.KeyPageDown,
		ebiten.KeyMinus: ui.KeyMinus, ebiten.KeyNumpadSubtract: ui.KeyMinus,
		ebiten.KeyEqual: ui.KeyEqual, ebiten.KeyNumpadAdd: ui.KeyEqual,
		ebiten.KeyComma: ui.KeyComma, ebiten.KeyPeriod: ui.KeyPeriod, ebiten.KeySlash: ui.KeySlash,
		ebiten.KeyBracketLeft: ui.KeyBracketLeft, ebiten.KeyBracketRight: ui.KeyBracketRight,
	}
	// Ebitengine's letters, digits and function keys are consecutive too.
	for i := range 26 {
		m[ebiten.KeyA+ebiten.Key(i)] = ui.KeyA + ui.Key(i)
	}
	for i := range 10 {
		m[ebiten.KeyDigit0+ebiten.Key(i)] = ui.Key0 + ui.Key(i)
		m[ebiten.KeyNumpad0+ebiten.Key(i)] = ui.Key0 + ui.Key(i)
	}
	for i := range 12 {
		m[ebiten.KeyF1+ebiten.Key(i)] = ui.KeyF1 + ui.Key(i)
	}
	return m
}()

// dropped reads the files that were dropped on the window, not those in folders.
func dropped(files fs.FS) []ui.File {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return []ui.File{{Err: fmt.Errorf("read what was dropped: %w", err)}}
	}
	var out []ui.File
	for _, e := range entries {
		f := ui.File{Name: e.Name()}
		f.Data, f.Err = readDropped(files, e)
		out = append(out, f)
	}
	return out
}

func readDropped(files fs.FS, e fs.DirEntry) ([]byte, error) {
	if e.IsDir() {
		return nil, errors.New("is a folder: drop a Go file")
	}
	f, err := files.Open(e.Name())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxDrop+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDrop {
		return nil, fmt.Errorf("is larger than %d MB", maxDrop>>20)
	}
	return data, nil
}

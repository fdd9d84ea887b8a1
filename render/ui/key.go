package ui

import "strings"

// A Key is a key of the keyboard, by its place on a US keyboard.
type Key uint8

// The keys that the window listens to. KeyA to KeyZ, Key0 to Key9 and KeyF1 to KeyF12 are
// consecutive.
const (
	NoKey Key = iota
	KeyA
	KeyB
	KeyC
	KeyD
	KeyE
	KeyF
	KeyG
	KeyH
	KeyI
	KeyJ
	KeyK
	KeyL
	KeyM
	KeyN
	KeyO
	KeyP
	KeyQ
	KeyR
	KeyS
	KeyT
	KeyU
	KeyV
	KeyW
	KeyX
	KeyY
	KeyZ
	Key0
	Key1
	Key2
	Key3
	Key4
	Key5
	Key6
	Key7
	Key8
	Key9
	KeyF1
	KeyF2
	KeyF3
	KeyF4
	KeyF5
	KeyF6
	KeyF7
	KeyF8
	KeyF9
	KeyF10
	KeyF11
	KeyF12
	KeySpace
	KeyEnter
	KeyEscape
	KeyTab
	KeyBackspace
	KeyDelete
	KeyLeft
	KeyRight
	KeyUp
	KeyDown
	KeyHome
	KeyEnd
	KeyPageUp
	KeyPageDown
	KeyMinus
	KeyEqual
	KeyComma
	KeyPeriod
	KeySlash
	KeyBracketLeft
	KeyBracketRight

	NumKeys = int(KeyBracketRight) + 1
)

var keyNames = [NumKeys]string{
	KeySpace: "space", KeyEnter: "enter", KeyEscape: "esc", KeyTab: "tab", KeyBackspace: "backspace",
	KeyDelete: "del", KeyLeft: "←", KeyRight: "→", KeyUp: "↑", KeyDown: "↓", KeyHome: "home",
	KeyEnd: "end", KeyPageUp: "page up", KeyPageDown: "page down", KeyMinus: "-", KeyEqual: "=",
	KeyComma: ",", KeyPeriod: ".", KeySlash: "/", KeyBracketLeft: "[", KeyBracketRight: "]",
}

// String returns the key as it is written on a key cap.
func (k Key) String() string {
	switch {
	case k >= KeyA && k <= KeyZ:
		return string(rune('A' + k - KeyA))
	case k >= Key0 && k <= Key9:
		return string(rune('0' + k - Key0))
	case k >= KeyF1 && k <= KeyF9:
		return "F" + string(rune('1'+k-KeyF1))
	case k >= KeyF10 && k <= KeyF12:
		return "F1" + string(rune('0'+k-KeyF10))
	case int(k) < NumKeys:
		return keyNames[k]
	}
	return ""
}

// Mods is a set of modifier keys. Cmd on a Mac counts as Ctrl.
type Mods uint8

// The modifiers.
const (
	Shift Mods = 1 << iota
	Ctrl
	Alt
)

// A Chord is a key with modifiers.
type Chord struct {
	Key  Key
	Mods Mods
}

// String returns the chord as a help page writes it: "Ctrl-K".
func (c Chord) String() string {
	var s strings.Builder
	for _, m := range [...]struct {
		mod  Mods
		name string
	}{{Ctrl, "Ctrl-"}, {Alt, "Alt-"}, {Shift, "Shift-"}} {
		if c.Mods&m.mod != 0 {
			s.WriteString(m.name)
		}
	}
	return s.String() + c.Key.String()
}

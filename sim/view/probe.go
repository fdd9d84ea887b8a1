package view

import "gopherscope/sim/trace"

// A Probe answers what events do not carry. The machine at the shown instant answers it; an
// imported trace has none, so every caller does without.
type Probe interface {
	// PC returns where g stands in the user's code, as trace.Event.PC does, however long ago
	// its last event was; 0 if it has ended.
	PC(g trace.GoID) int32
	// Frames returns g's frames, innermost first, a hundred at most; none if g has ended.
	Frames(g trace.GoID) []Frame
	// Object describes the value or heap object at an address.
	Object(addr uint64) (Object, bool)
	// Name returns what the source calls the thing at addr (a channel, a mutex), such as
	// "jobs" or "s.mu", or "" if no variable in sight holds it.
	Name(addr uint64) string
}

// A Frame is one call of a goroutine.
type Frame struct {
	Func string // main.consume
	File string
	Line int
	Std  bool // in the library
	Vars []Value
}

// A Value is a variable, field or element, written out for people.
type Value struct {
	Name string
	Type string
	Text string  // as fmt's %v would print it, shortened; an address for pointers
	Addr uint64  // of the object it points to, if it is a pointer; else 0
	Sub  []Value // fields or elements, a level deep
	Heap bool    // the variable lives in the heap
}

// An Object is a heap object or global.
type Object struct {
	Addr   uint64
	Size   int64
	Type   string
	Fields []Value
}

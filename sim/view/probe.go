package view

import "gopherscope/sim/trace"

// A Probe answers what events do not carry. The machine at the shown instant answers it; an
// imported trace has none, so every caller does without. A machine's is a HeapProbe too.
type Probe interface {
	// PC returns where g stands in the user's code, as trace.Event.PC does, however long ago
	// its last event was; 0 if it has ended.
	PC(g trace.GoID) int32
	// Frames returns g's frames, innermost first, a hundred at most; none if g has ended.
	Frames(g trace.GoID) []Frame
	// Globals returns the variables of package main, in the order of the source.
	Globals() []Value
	// Inside returns what is in the thing that ref, which a Value of this instant has, leads
	// to: fields, elements, entries, captured variables, the pointer's target.
	Inside(ref Ref) []Value
	// Object describes the value or heap object at an address.
	Object(addr uint64) (Object, bool)
	// Name returns what the source calls the thing at addr (a channel, a mutex), such as
	// "jobs" or "s.mu", or "" if no variable in sight holds it.
	Name(addr uint64) string
}

// A Frame is one call of a goroutine.
type Frame struct {
	ID   uint64 // how far from the stack's start it lies: the same frame has it at any instant
	Func string // main.consume; panic for the frame of panic itself
	File string
	Line int
	Std  bool    // in the library
	Vars []Value // parameters, results, locals and captured variables that are in scope, in this order

	Defers   []Call // the calls it has deferred, in the order in which they will run
	Deferred bool   // a panic or the end of a function has called it, no statement

	Panic     string // of panic itself: what it panics with; "" elsewhere
	Goexit    bool   // of panic itself: it is a runtime.Goexit
	Recovered bool   // of panic itself: a deferred call has recovered it
	Gone      bool   // a panic has left it behind: it will never go on unless that is recovered inside it
}

// A Call is a deferred call.
type Call struct {
	Func string
	Args []Value
	Ref  Ref // to what the function literal has captured, if it is one
}

// A Role says what a variable is to its function.
type Role uint8

// The roles of variables.
const (
	Local Role = iota
	Param
	Result
	Captured // of the function around a function literal
)

// A Form says what kind of value a Value is, where that matters to the eye.
type Form uint8

// The forms of values.
const (
	Plain Form = iota
	Pointer
	Chan
	Nil // a nil pointer, slice, map, channel or function, or an interface without a type
)

// A Value is a variable, field or element, written out for people.
type Value struct {
	Name string
	Type string
	Text string // the value on one line, shortened
	Form Form
	Role Role   // of a variable
	Addr uint64 // of a pointer's target or of a channel, else 0
	Ptr  string // Addr as people know it; also of what a slice, a map or a function leads to; "" if there is none
	Ref  Ref    // to what is inside; the zero Ref if there is nothing more to see
	Heap bool   // the variable lives in the heap

	// Of a variable: nobody reads it any more. Text is what it held last, or empty if that may
	// be another thing by now.
	Dead bool
	// Of a variable: one of the same name hides it. Of an element: it lies beyond the length.
	Hidden bool
}

// A Ref leads to the inside of a value. It is good at the instant of its Value only.
type Ref struct {
	Addr uint64
	Type int32
	Kind RefKind
	N    uint64 // of a slice: its length
	Cap  uint64 // … and its capacity
}

// A RefKind says what a Ref leads to.
type RefKind uint8

// What a Ref leads to; 0 is nothing.
const (
	RefValue RefKind = iota + 1 // fields of the struct, elements of the array, at Addr; another value as itself
	RefElems                    // elements of a slice
	RefMap
	RefChan
	RefClosure
)

// An Object is a heap object or global.
type Object struct {
	Addr   uint64
	Size   int64
	Type   string
	Fields []Value
}

package program

import (
	"golang.org/x/tools/go/ssa"
)

// Why something flows somewhere. Of what flows to the heap it is the reason that people read, and
// "it" is the object.
const (
	noteGlobal    = "it is stored in a package-level variable"
	noteElement   = "it is stored in an element of a slice"
	notePointer   = "it is stored through a pointer"
	noteMap       = "it is stored in a map"
	noteSend      = "it is sent on a channel"
	notePanic     = "it is what a panic carries"
	noteAppend    = "it is appended to a slice"
	noteCopy      = "it is copied into a slice"
	noteGo        = "a goroutine uses it"
	noteDeferLoop = "it is needed by a call deferred in a loop"
	noteInvoke    = "it is passed to a method that is found at run time"
	noteUnknown   = "it is passed to a function that is found at run time"
	notePassed    = "it is passed to " // and the function's name
	noteTooLarge  = "it is too large for the stack"
	noteNoSize    = "its elements have no size"
	noteReturned  = "it is returned"
	noteLoop      = "it outlives its turn of the loop"
	noteOutlives  = "a variable outside the function literal holds on to it"

	// Of flows that are no reason of their own.
	noteCaptured = "captured"
	noteArgument = "argument"
)

// calleeName returns how people call a function.
func calleeName(f *ssa.Function) string {
	if f.Parent() != nil {
		return "a function literal, which lets it escape"
	}
	return f.RelString(nil) + ", which lets it escape"
}

// whyOf says why l, whose address the walk under way has followed to root, lives in the heap.
func (b *batch) whyOf(root, l *location) string {
	if n := l.next; n != nil && n.edges[l.nextBy].note == noteCaptured && n.escapes {
		if n.why == noteGo {
			return "a goroutine's function literal captures it"
		}
		return "a function literal that escapes captures it"
	}
	// The reason stands at the end of the way: the edge into the root, or the one before.
	// A way can run in a circle: where addresses are taken, fewer dereferences may lead back.
	why := ""
	for x, steps := l, 0; x != root && x.next != nil && steps < 1000; x, steps = x.next, steps+1 {
		if note := x.next.edges[x.nextBy].note; note != "" && note != noteCaptured && note != noteArgument {
			why = note
		}
	}
	switch {
	case root == &b.heap:
		return why
	case root.result > 0:
		return noteReturned
	case root.escapes && root.name != "":
		return "the variable " + root.name + ", which lives in the heap, holds its address"
	case root.escapes:
		return "an object in the heap holds its address"
	case root.fn == l.fn:
		if root.name != "" {
			return "the variable " + root.name + ", declared outside the loop, holds its address"
		}
		return noteLoop
	}
	return noteOutlives
}

package program

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a place in a source file; Line and Col count from 1, 0 if unknown.
type Position struct {
	File      string
	Line, Col int
}

func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// An Error is one fault of the user's program: where, what, and what to do about it ("" if
// there is nothing to say).
type Error struct {
	Pos  Position
	Msg  string
	Hint string
}

func (e Error) Error() string {
	if e.Hint == "" {
		return e.Pos.String() + ": " + e.Msg
	}
	return e.Pos.String() + ": " + e.Msg + "\n\thint: " + e.Hint
}

// Errors are all faults found, sorted by position. It is an error if it is not empty; a nil
// Errors is success.
type Errors []Error

func (es Errors) Error() string {
	var b strings.Builder
	for i, e := range es {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error())
	}
	return b.String()
}

// Err returns es as an error, nil if it is empty.
func (es Errors) Err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// sorted orders the faults by position and drops repetitions on one line with one text.
func (es Errors) sorted() Errors {
	slices.SortStableFunc(es, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return slices.CompactFunc(es, func(a, b Error) bool { return a.Pos == b.Pos && a.Msg == b.Msg })
}

//go:build gopherscope

package slog

import (
	"runtime"
	"slices"
	"time"
)

// A Record is one event.
type Record struct {
	Time    time.Time
	Message string
	Level   Level
	PC      uintptr // of the call that logged; 0 for unknown
	attrs   []Attr
}

// NewRecord returns a record without attributes.
func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

// Clone returns a copy that shares no attributes.
func (r Record) Clone() Record {
	r.attrs = slices.Clip(r.attrs)
	return r
}

func (r Record) NumAttrs() int { return len(r.attrs) }

// Attrs calls f for each attribute until it returns false.
func (r Record) Attrs(f func(Attr) bool) {
	for _, a := range r.attrs {
		if !f(a) {
			return
		}
	}
}

// AddAttrs adds attributes, but for empty groups. Add takes keys and values too.
func (r *Record) AddAttrs(attrs ...Attr) {
	for _, a := range attrs {
		if !a.isEmptyGroup() {
			r.attrs = append(r.attrs, a)
		}
	}
}

func (r *Record) Add(args ...any) { r.AddAttrs(attrs(args)...) }

// A Source is a place in the program.
type Source struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// group returns the source's parts that are known.
func (s *Source) group() Value {
	var as []Attr
	if s.Function != "" {
		as = append(as, String("function", s.Function))
	}
	if s.File != "" {
		as = append(as, String("file", s.File))
	}
	if s.Line != 0 {
		as = append(as, Int("line", s.Line))
	}
	return GroupValue(as...)
}

// Source returns where r was logged, nil for unknown.
func (r Record) Source() *Source {
	if r.PC == 0 {
		return nil
	}
	f, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	return &Source{Function: f.Function, File: f.File, Line: f.Line}
}

package std

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// linesText says where the functions of the stubs stand in Go's own library: see genlines.go.
//
//go:generate go run genlines.go
//go:embed lines.txt
var linesText string

// Root is the folder that Go 1.26's library is shown to stand in: the one that its
// distribution for Linux is installed to.
const Root = "/usr/local/go/src/"

// Lines are the places of a function of Go's library and of the calls in it.
type Lines struct {
	File  string // below Root
	Line  int
	calls string // name:line,line name:line …
}

// Call returns the line of the nth call, counted from 0, of functions with a given name: *
// for function values, go for go statements, [ for slice expressions. It is the last such call's if there are fewer.
// If there are none, it is that of a call in the function if that makes just one, else the
// function's own.
func (l Lines) Call(name string, nth int) int {
	if line, ok := l.find(name, nth); ok {
		return line
	}
	if key, line, ok := strings.Cut(l.calls, ":"); ok && name == "*" && key != "" {
		if n, err := strconv.Atoi(line); err == nil {
			return n
		}
	}
	return l.Line
}

// Calls tells whether the function calls some of a given name.
func (l Lines) Calls(name string) bool {
	_, ok := l.find(name, 0)
	return ok
}

func (l Lines) find(name string, nth int) (line int, ok bool) {
	for call := range strings.FieldsSeq(l.calls) {
		key, list, _ := strings.Cut(call, ":")
		if key != name {
			continue
		}
		lines := strings.Split(list, ",")
		line, _ := strconv.Atoi(lines[min(nth, len(lines)-1)])
		return line, true
	}
	return 0, false
}

// A lineTable is linesText by function, and the packages that it knows.
type lineTable struct {
	funcs map[string]Lines
	pkgs  map[string]bool
}

var lines = sync.OnceValue(func() lineTable {
	t := lineTable{map[string]Lines{}, map[string]bool{}}
	for row := range strings.Lines(linesText) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(row, "\n"), " ")
		place, calls, _ := strings.Cut(rest, " ")
		file, line, _ := strings.Cut(place, ":")
		n, _ := strconv.Atoi(line)
		t.funcs[name] = Lines{file, n, calls}
		t.pkgs[packageOf(name)] = true
	}
	return t
})

// packageOf returns the import path that a function's name begins with.
func packageOf(name string) string {
	slash := strings.LastIndexByte(name, '/') + 1
	path, _, _ := strings.Cut(name[slash:], ".")
	return name[:slash] + path
}

// LinesOf returns the places of the function of Go's library with a name as tracebacks have
// it: sync.(*Mutex).Lock.
func LinesOf(function string) (l Lines, ok bool) {
	l, ok = lines().funcs[function]
	return l, ok
}

// OwnHelper tells whether a function of a stub is none of Go's library: one of the stub's
// own helpers, that tracebacks pass over.
func OwnHelper(function string) bool {
	t := lines()
	_, ok := t.funcs[function]
	return !ok && t.pkgs[packageOf(function)]
}

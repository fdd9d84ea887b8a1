// Package scenarios holds the lessons: plain Go programs with a few comments for the
// machine and the window, and the loader that reads them, or a program of yours.
//
// A scenario is package main in one file. Its package comment is its title and its
// description; //scope: directives in it choose settings, and explain or stop at a
// statement. Go ignores them all: each built-in lies in a folder of its own, so that
// `go vet` reads it and `go run ./scenarios/hello` shows the real runtime.
//
// Start with load.go: where a scenario comes from. parse.go finds its title and its
// directives; directive.go is the table of what may be said and where; settings.go is what
// a run can be told, by directives and by the command line alike.
//
// This package reads comments, not programs: it imports nothing of this module, and what
// it found goes on as plain data.
package scenarios

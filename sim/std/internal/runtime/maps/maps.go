//go:build gopherscope

// Package maps has what package runtime borrows of the real one's name.
package maps

import "internal/rt"

// Fatal ends the program because of a map that two goroutines use at once.
func Fatal(text string) { fatal(text) }

func fatal(text string) { rt.Throw(text) }

// An unhashableTypeError is what a look-up of a key without a hash in an empty map panics
// with; elsewhere that is a runtime error.
type unhashableTypeError struct{ name string }

func (e unhashableTypeError) RuntimeError() {}
func (e unhashableTypeError) Error() string { return "hash of unhashable type: " + e.name }

// Unhashable returns the error for the type with a name.
func Unhashable(name string) error { return unhashableTypeError{name} }

//go:build gopherscope

// Package internal is what log/slog needs of package log.
package internal

// DefaultOutput writes a line to log's default logger; pc is the place that its head names, 0
// for unknown.
var DefaultOutput func(pc uintptr, line []byte) error

//go:build gopherscope

// Package html escapes and unescapes text, by the host's package.
package html

// EscapeString replaces <, >, &, ' and " by their entities.
func EscapeString(s string) string

// UnescapeString replaces entities by what they stand for.
func UnescapeString(s string) string

// Package std is the standard library as the machine has it: Go source of ours for each
// package, which package program compiles with the user's program, and the host functions
// behind the leaves of it.
//
// A folder here is a package by its import path. Its files begin with a build constraint
// that is never met, so that the go command passes over them; FS has them all. Most is
// plain Go that the machine runs: whatever calls back, keeps state or is generic. A function
// without a body is a native, and stands in one of two tables by its qualified name:
// Natives (natives.go) has the host's own function for it, called on values read out of
// the machine's memory; Intrinsics (intrinsics.go) lists what the machine does itself, from
// an atomic addition to parking a goroutine.
//
// Names, texts and rules are those of Go 1.26; the code is not. What differs from Go where
// a program could see it is marked Simplified in the comment of the function.
package std

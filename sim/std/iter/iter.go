//go:build gopherscope

// Package iter has the shapes of functions that a for loop can range over.
package iter

// A Seq calls yield for each value until that returns false.
type Seq[V any] func(yield func(V) bool)

// A Seq2 calls yield for each pair until that returns false.
type Seq2[K, V any] func(yield func(K, V) bool)

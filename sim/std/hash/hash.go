//go:build gopherscope

// Package hash has the interfaces of hash functions.
package hash

import "io"

// A Hash sums up what is written to it.
type Hash interface {
	io.Writer
	Sum(b []byte) []byte // appends the sum so far to b
	Reset()
	Size() int      // bytes of a sum
	BlockSize() int // bytes that are best written at a time, or a multiple
}

// Hashes of one number.
type (
	Hash32 interface {
		Hash
		Sum32() uint32
	}
	Hash64 interface {
		Hash
		Sum64() uint64
	}
)

// A Cloner is a Hash that can be copied.
type Cloner interface {
	Hash
	Clone() (Cloner, error)
}

// An XOF is a hash function whose sum is as long as its reader likes.
type XOF interface {
	io.Writer
	io.Reader
	Reset()
	BlockSize() int
}

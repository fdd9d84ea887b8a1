//go:build gopherscope

// Package sha1 hashes to 20 bytes, by the host's package.
package sha1

import (
	"hash"
	"internal/digest"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// Bytes of a sum and of a block.
const (
	Size      = 20
	BlockSize = 64
)

func New() hash.Hash             { return digest.New("sha1", Size, BlockSize) }
func Sum(data []byte) [Size]byte { return [Size]byte(digest.Sum("sha1", data)) }

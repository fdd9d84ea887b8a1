//go:build gopherscope

// Package md5 hashes to 16 bytes, by the host's package.
package md5

import (
	"hash"
	"internal/digest"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// Bytes of a sum and of a block.
const (
	Size      = 16
	BlockSize = 64
)

func New() hash.Hash             { return digest.New("md5", Size, BlockSize) }
func Sum(data []byte) [Size]byte { return [Size]byte(digest.Sum("md5", data)) }

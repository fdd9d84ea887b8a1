//go:build gopherscope

// Package sha256 hashes to 32 or 28 bytes, by the host's package.
package sha256

import (
	"hash"
	"internal/digest"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// Bytes of a sum and of a block.
const (
	Size      = 32
	Size224   = 28
	BlockSize = 64
)

func New() hash.Hash                   { return digest.New("sha256", Size, BlockSize) }
func New224() hash.Hash                { return digest.New("sha224", Size224, BlockSize) }
func Sum256(data []byte) [Size]byte    { return [Size]byte(digest.Sum("sha256", data)) }
func Sum224(data []byte) [Size224]byte { return [Size224]byte(digest.Sum("sha224", data)) }

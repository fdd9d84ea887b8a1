//go:build gopherscope

// Package sha512 hashes to 64 bytes or fewer, by the host's package.
package sha512

import (
	"hash"
	"internal/digest"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
)

// Bytes of a sum and of a block.
const (
	Size      = 64
	Size384   = 48
	Size256   = 32
	Size224   = 28
	BlockSize = 128
)

func New() hash.Hash        { return digest.New("sha512", Size, BlockSize) }
func New384() hash.Hash     { return digest.New("sha384", Size384, BlockSize) }
func New512_256() hash.Hash { return digest.New("sha512/256", Size256, BlockSize) }
func New512_224() hash.Hash { return digest.New("sha512/224", Size224, BlockSize) }

func Sum512(data []byte) [Size]byte        { return [Size]byte(digest.Sum("sha512", data)) }
func Sum384(data []byte) [Size384]byte     { return [Size384]byte(digest.Sum("sha384", data)) }
func Sum512_256(data []byte) [Size256]byte { return [Size256]byte(digest.Sum("sha512/256", data)) }
func Sum512_224(data []byte) [Size224]byte { return [Size224]byte(digest.Sum("sha512/224", data)) }

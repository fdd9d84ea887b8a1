//go:build gopherscope

// Package adler32 computes the checksum of RFC 1950.
package adler32

import (
	"hash"
	"internal/sum"
)

// Bytes of a checksum.
const Size = 4

func update(h uint32, p []byte) uint32 {
	const mod = 65521
	a, b := h&0xffff, h>>16
	for _, c := range p {
		a = (a + uint32(c)) % mod
		b = (b + a) % mod
	}
	return b<<16 | a
}

func New() hash.Hash32            { return sum.New32(1, 4, update) }
func Checksum(data []byte) uint32 { return update(1, data) }

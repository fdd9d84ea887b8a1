//go:build gopherscope

// Package fnv has the hash functions FNV-1 and FNV-1a of Fowler, Noll and Vo.
package fnv

import (
	"hash"
	"internal/sum"
	"math/bits"
)

// What the functions start from and multiply by.
const (
	offset32    = 2166136261
	prime32     = 16777619
	offset64    = 14695981039346656037
	prime64     = 1099511628211
	offset128hi = 0x6c62272e07bb0142
	offset128lo = 0x62b821756295c58d
	prime128lo  = 0x13b // beside 1<<88
)

func New32() hash.Hash32 {
	return sum.New32(offset32, 1, func(h uint32, p []byte) uint32 {
		for _, c := range p {
			h = h*prime32 ^ uint32(c)
		}
		return h
	})
}

func New32a() hash.Hash32 {
	return sum.New32(offset32, 1, func(h uint32, p []byte) uint32 {
		for _, c := range p {
			h = (h ^ uint32(c)) * prime32
		}
		return h
	})
}

func New64() hash.Hash64 {
	return sum.New64(offset64, 1, func(h uint64, p []byte) uint64 {
		for _, c := range p {
			h = h*prime64 ^ uint64(c)
		}
		return h
	})
}

func New64a() hash.Hash64 {
	return sum.New64(offset64, 1, func(h uint64, p []byte) uint64 {
		for _, c := range p {
			h = (h ^ uint64(c)) * prime64
		}
		return h
	})
}

func New128() hash.Hash  { return &sum128{offset128hi, offset128lo, false} }
func New128a() hash.Hash { return &sum128{offset128hi, offset128lo, true} }

type sum128 struct {
	hi, lo   uint64
	xorFirst bool // FNV-1a
}

func (s *sum128) Size() int      { return 16 }
func (s *sum128) BlockSize() int { return 1 }
func (s *sum128) Reset()         { s.hi, s.lo = offset128hi, offset128lo }

func (s *sum128) Write(p []byte) (n int, err error) {
	for _, c := range p {
		if s.xorFirst {
			s.lo ^= uint64(c)
		}
		hi, lo := bits.Mul64(s.lo, prime128lo)
		s.hi, s.lo = hi+s.lo<<24+s.hi*prime128lo, lo
		if !s.xorFirst {
			s.lo ^= uint64(c)
		}
	}
	return len(p), nil
}

func (s *sum128) Sum(b []byte) []byte {
	for _, x := range []uint64{s.hi, s.lo} {
		for shift := 56; shift >= 0; shift -= 8 {
			b = append(b, byte(x>>shift))
		}
	}
	return b
}

func (s *sum128) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}

//go:build gopherscope

// Package sum makes hashes of functions that take a number and bytes to the next number.
package sum

import "hash"

// New32 returns a Hash32 that starts at first and is updated by update.
func New32(first uint32, block int, update func(h uint32, p []byte) uint32) hash.Hash32 {
	return &sum32{first, first, block, update}
}

// New64 is New32 for 64 bits.
func New64(first uint64, block int, update func(h uint64, p []byte) uint64) hash.Hash64 {
	return &sum64{first, first, block, update}
}

type sum32 struct {
	h, first uint32
	block    int
	update   func(h uint32, p []byte) uint32
}

func (s *sum32) Size() int      { return 4 }
func (s *sum32) BlockSize() int { return s.block }
func (s *sum32) Reset()         { s.h = s.first }
func (s *sum32) Sum32() uint32  { return s.h }

func (s *sum32) Write(p []byte) (n int, err error) {
	s.h = s.update(s.h, p)
	return len(p), nil
}

func (s *sum32) Sum(b []byte) []byte {
	return append(b, byte(s.h>>24), byte(s.h>>16), byte(s.h>>8), byte(s.h))
}

func (s *sum32) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}

type sum64 struct {
	h, first uint64
	block    int
	update   func(h uint64, p []byte) uint64
}

func (s *sum64) Size() int      { return 8 }
func (s *sum64) BlockSize() int { return s.block }
func (s *sum64) Reset()         { s.h = s.first }
func (s *sum64) Sum64() uint64  { return s.h }

func (s *sum64) Write(p []byte) (n int, err error) {
	s.h = s.update(s.h, p)
	return len(p), nil
}

func (s *sum64) Sum(b []byte) []byte {
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(s.h>>shift))
	}
	return b
}

func (s *sum64) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}

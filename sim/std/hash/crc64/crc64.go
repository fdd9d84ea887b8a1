//go:build gopherscope

// Package crc64 computes checksums of 64 bits.
package crc64

import (
	"hash"
	"internal/sum"
)

// Bytes of a checksum.
const Size = 8

// Polynomials, the bits reversed.
const (
	ISO  = 0xd800000000000000
	ECMA = 0xc96c5795d7870f42
)

// A Table is what each byte adds.
type Table [256]uint64

// MakeTable returns the table of a polynomial.
func MakeTable(poly uint64) *Table {
	t := new(Table)
	for i := range t {
		crc := uint64(i)
		for range 8 {
			crc = crc>>1 ^ poly&-(crc&1)
		}
		t[i] = crc
	}
	return t
}

// Update returns the checksum of what crc is the checksum of and p after it.
func Update(crc uint64, tab *Table, p []byte) uint64 {
	crc = ^crc
	for _, b := range p {
		crc = tab[byte(crc)^b] ^ crc>>8
	}
	return ^crc
}

func Checksum(data []byte, tab *Table) uint64 { return Update(0, tab, data) }

// New returns a checksum under way.
func New(tab *Table) hash.Hash64 {
	return sum.New64(0, 1, func(crc uint64, p []byte) uint64 { return Update(crc, tab, p) })
}

//go:build gopherscope

// Package crc32 computes checksums of 32 bits, by the host's package.
package crc32

import (
	"hash"
	"internal/sum"
)

// Bytes of a checksum.
const Size = 4

// Polynomials, the bits reversed.
const (
	IEEE       = 0xedb88320
	Castagnoli = 0x82f63b78
	Koopman    = 0xeb31d82e
)

// A Table is what each byte adds.
type Table [256]uint32

// IEEETable is the table of the polynomial IEEE.
var IEEETable = tableOf(IEEE)

// MakeTable returns the table of a polynomial.
func MakeTable(poly uint32) *Table {
	if poly == IEEE {
		return IEEETable
	}
	return tableOf(poly)
}

func tableOf(poly uint32) *Table {
	t := new(Table)
	for i := range t {
		crc := uint32(i)
		for range 8 {
			crc = crc>>1 ^ poly&-(crc&1)
		}
		t[i] = crc
	}
	return t
}

// Update returns the checksum of what crc is the checksum of and p after it.
func Update(crc uint32, tab *Table, p []byte) uint32 {
	// The element of the top bit alone is the polynomial, and settles all others.
	return update(crc, tab[128], p)
}

// update does Update by the host's package, for the table of a polynomial.
func update(crc, poly uint32, p []byte) uint32

func Checksum(data []byte, tab *Table) uint32 { return Update(0, tab, data) }
func ChecksumIEEE(data []byte) uint32         { return Update(0, IEEETable, data) }

// New returns a checksum under way.
func New(tab *Table) hash.Hash32 {
	return sum.New32(0, 1, func(crc uint32, p []byte) uint32 { return Update(crc, tab, p) })
}

func NewIEEE() hash.Hash32 { return New(IEEETable) }

//go:build gopherscope

// Package bits counts and moves bits; most of it is the host's.
package bits

// UintSize is the number of bits in a uint.
const UintSize = 64

func Add(x uint, y uint, carry uint) (sum uint, carryOut uint)
func Add32(x uint32, y uint32, carry uint32) (sum uint32, carryOut uint32)
func Add64(x uint64, y uint64, carry uint64) (sum uint64, carryOut uint64)
func LeadingZeros(x uint) int
func LeadingZeros16(x uint16) int
func LeadingZeros32(x uint32) int
func LeadingZeros64(x uint64) int
func LeadingZeros8(x uint8) int
func Len(x uint) int
func Len16(x uint16) (n int)
func Len32(x uint32) (n int)
func Len64(x uint64) (n int)
func Len8(x uint8) int
func Mul(x uint, y uint) (hi uint, lo uint)
func Mul32(x uint32, y uint32) (hi uint32, lo uint32)
func Mul64(x uint64, y uint64) (hi uint64, lo uint64)
func OnesCount(x uint) int
func OnesCount16(x uint16) int
func OnesCount32(x uint32) int
func OnesCount64(x uint64) int
func OnesCount8(x uint8) int
func Reverse(x uint) uint
func Reverse16(x uint16) uint16
func Reverse32(x uint32) uint32
func Reverse64(x uint64) uint64
func Reverse8(x uint8) uint8
func ReverseBytes(x uint) uint
func ReverseBytes16(x uint16) uint16
func ReverseBytes32(x uint32) uint32
func ReverseBytes64(x uint64) uint64
func RotateLeft(x uint, k int) uint
func RotateLeft16(x uint16, k int) uint16
func RotateLeft32(x uint32, k int) uint32
func RotateLeft64(x uint64, k int) uint64
func RotateLeft8(x uint8, k int) uint8
func Sub(x uint, y uint, borrow uint) (diff uint, borrowOut uint)
func Sub32(x uint32, y uint32, borrow uint32) (diff uint32, borrowOut uint32)
func Sub64(x uint64, y uint64, borrow uint64) (diff uint64, borrowOut uint64)
func TrailingZeros(x uint) int
func TrailingZeros16(x uint16) int
func TrailingZeros32(x uint32) int
func TrailingZeros64(x uint64) int
func TrailingZeros8(x uint8) int

// div64 is the host's Div64 for y > hi.
func div64(hi, lo, y uint64) (quo, rem uint64)

// overflow panics with the run-time error of a quotient that does not fit.
func overflow()

// Div64 divides hi<<64 + lo by y. It panics if y is 0 or the quotient does not fit.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if y == 0 {
		return lo / y, 0
	}
	if y <= hi {
		overflow()
	}
	return div64(hi, lo, y)
}

func Div(hi, lo, y uint) (quo, rem uint) {
	q, r := Div64(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}

func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y != 0 && y <= hi {
		overflow()
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

func Rem64(hi, lo, y uint64) uint64 {
	_, rem := Div64(hi%y, lo, y)
	return rem
}

func Rem(hi, lo, y uint) uint       { return uint(Rem64(uint64(hi), uint64(lo), uint64(y))) }
func Rem32(hi, lo, y uint32) uint32 { return uint32((uint64(hi)<<32 | uint64(lo)) % uint64(y)) }

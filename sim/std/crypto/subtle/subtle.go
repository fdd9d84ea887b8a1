//go:build gopherscope

// Package subtle has functions whose time does not depend on the data.
package subtle

// ConstantTimeCompare returns 1 if x and y are equal, else 0.
func ConstantTimeCompare(x, y []byte) int {
	if len(x) != len(y) {
		return 0
	}
	var diff byte
	for i := range x {
		diff |= x[i] ^ y[i]
	}
	return ConstantTimeByteEq(diff, 0)
}

// ConstantTimeSelect returns x if v is 1, y if v is 0.
func ConstantTimeSelect(v, x, y int) int { return ^(v-1)&x | (v-1)&y }

func ConstantTimeByteEq(x, y uint8) int { return ConstantTimeEq(int32(x), int32(y)) }
func ConstantTimeEq(x, y int32) int     { return int((uint64(uint32(x^y)) - 1) >> 63) }

// ConstantTimeLessOrEq returns 1 if x <= y, which are from 0 to 2³¹-1.
func ConstantTimeLessOrEq(x, y int) int { return int((uint32(int32(x)-int32(y)-1) >> 31) & 1) }

// ConstantTimeCopy copies y to x if v is 1.
func ConstantTimeCopy(v int, x, y []byte) {
	if len(x) != len(y) {
		panic("subtle: slices have different lengths")
	}
	mask := byte(-v)
	for i := range x {
		x[i] ^= mask & (x[i] ^ y[i])
	}
}

// XORBytes sets dst to x ^ y as far as both reach, and returns how many bytes that is.
func XORBytes(dst, x, y []byte) int {
	n := min(len(x), len(y))
	if n > len(dst) {
		panic("subtle.XORBytes: dst too short")
	}
	for i := range n {
		dst[i] = x[i] ^ y[i]
	}
	return n
}

// WithDataIndependentTiming calls f.
func WithDataIndependentTiming(f func()) { f() }

// Integer arithmetic: overflow wraps, division truncates, shifts may exceed the width.
package main

func div(a, b int) (q, r int) { return a / b, a % b }

func shl(x uint8, n uint) uint8 { return x << n }

func sar(x int32, n uint64) int32 { return x >> n }

func main() {
	var i8 int8 = 127
	i8++
	println(i8, -i8, i8-1)
	var u8 uint8
	u8--
	println(u8, u8+1, u8*u8)
	var i32 int32 = 1 << 30
	println(i32*2, i32*4, i32+i32-1)
	var u64 uint64
	u64--
	println(u64, u64>>1, u64*u64, ^u64)
	var i64 int64 = -1 << 63
	println(i64, -i64, i64-1, i64/-1, i64%-1)
	for _, p := range [][2]int{{7, 3}, {-7, 3}, {7, -3}, {-7, -3}} {
		q, r := div(p[0], p[1])
		println(p[0], p[1], q, r)
	}
	println(shl(1, 7), shl(1, 8), shl(3, 7), shl(255, 200))
	println(sar(-8, 1), sar(-8, 31), sar(-8, 32), sar(1<<30, 1<<40), sar(-1, 63))
	a, b := 0b1100, 0b1010
	println(a&b, a|b, a^b, a&^b, ^a, -a, +b)
	a <<= 3
	b |= 0x100
	a &^= 0x20
	a %= 50
	println(a, b)
	var u16 uint16 = 65535
	var i16 int16 = int16(u16)
	println(i16, uint32(i16), uint32(u16), uint8(u16), int8(u16>>4))
	const big = 1 << 100
	println(big>>98, big/(1<<90))
}

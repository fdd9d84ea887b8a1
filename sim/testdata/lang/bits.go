// Bit tricks and hashes: unsigned wrap-around, shifts by variables, masks, tables.
package main

func popcount(x uint64) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return
}

func reverse8(b byte) byte {
	b = b>>4 | b<<4
	b = b&0xcc>>2 | b&0x33<<2
	return b&0xaa>>1 | b&0x55<<1
}

func fnv1a(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}

var crcTable [256]uint32

func init() {
	for i := range crcTable {
		c := uint32(i)
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xedb88320
			} else {
				c >>= 1
			}
		}
		crcTable[i] = c
	}
}

func crc32(s string) uint32 {
	c := ^uint32(0)
	for _, b := range []byte(s) {
		c = crcTable[byte(c)^b] ^ c>>8
	}
	return ^c
}

type xorshift uint64

func (x *xorshift) next() uint64 {
	*x ^= *x << 13
	*x ^= *x >> 7
	*x ^= *x << 17
	return uint64(*x)
}

func mulHi(a, b uint64) uint64 {
	al, ah, bl, bh := a&0xffffffff, a>>32, b&0xffffffff, b>>32
	t := ah*bl + al*bl>>32
	return ah*bh + t>>32 + (t&0xffffffff+al*bh)>>32
}

type set [4]uint16

func (s *set) add(i uint)     { s[i/16] |= 1 << (i % 16) }
func (s set) has(i uint) bool { return s[i/16]>>(i%16)&1 != 0 }
func (s *set) flip() {
	for i := range s {
		s[i] = ^s[i]
	}
}

func main() {
	println(popcount(0xff00ff), popcount(1<<64-1), popcount(0))
	println(reverse8(0b00010011), reverse8(1))
	println(fnv1a("gopher"), crc32("123456789"), crc32(""))
	x := xorshift(88172645463325252)
	for range 3 {
		println(x.next())
	}
	println(mulHi(1<<63, 6), mulHi(1<<64-1, 1<<64-1))
	var s set
	s.add(3)
	s.add(63)
	println(s.has(3), s.has(4), s.has(63))
	s.flip()
	println(s.has(3), s.has(4), s[3], s[0])
	var i8 int8 = -128
	println(i8>>1, i8>>7, uint8(i8)>>7, i8<<1, -i8, i8/2, i8%3, i8&0x7f)
	for n := uint(60); n < 70; n += 3 {
		print(uint64(1)<<n, " ", int64(-1)<<n, " ", int64(-1)>>n, " ", uint32(1)<<(n-40), "; ")
	}
	println()
	var u32 uint32 = 0xdeadbeef
	println(u32<<16|u32>>16, uint16(u32), int16(u32), int32(u32), int64(int32(u32)))
	a, b := uint8(200), uint8(100)
	println(a+b, a-b, b-a, a*b, a/b, a%b, ^a, -a)
}

// Conversions between integers, floats, strings, runes and bytes.
package main

type celsius float64

type name string

func main() {
	f := 3.99
	println(int(f), int(-f), int8(f), uint8(f+100))
	big := 1e18
	println(int64(big), uint64(big*10))
	println(float32(0.1) == 0.1, float64(float32(0.5)) == 0.5)
	n := 1<<53 + 1
	println(int64(float64(n)), n)
	var u uint64 = 1<<63 + 1<<20
	println(uint64(float64(u)) == u, float32(u) == float32(1<<63))
	println(string(rune(65)), string(rune(0x4e16)), string(rune(-1)) == "\ufffd")
	bs := []byte("héllo")
	println(len(bs), bs[1], bs[2], string(bs[3:]))
	rs := []rune("héllo")
	println(len(rs), rs[1], string(rs[1:3]))
	bs[0] = 'H'
	println(string(bs), name(bs), len(name(rs)))
	c := celsius(36.6)
	println(float64(c) > 36.5, int(c), c*2 == 73.2)
	var i interface{} = c
	_, isFloat := i.(float64)
	println(isFloat)
	a := [4]int{1, 2, 3, 4}
	s := a[:]
	p := (*[2]int)(s)
	p[0] = 10
	arr := [3]int(s)
	s[1] = 20
	println(a[0], a[1], arr[0], arr[1], len(p))
	var i64 int64 = -1
	println(uint8(i64), uint16(i64), uint32(i64), uint64(i64))
	wide := int64(1)<<33 + 5
	println(int32(wide), uint8(300&0x1ff>>1), int8(wide>>30))
}

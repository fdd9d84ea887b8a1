// Constants: iota, typed and untyped, skipped lines, bit sets, big values, shadowing.
package main

import "fmt"

type weekday int

const (
	sunday weekday = iota
	monday
	tuesday
	_
	thursday
)

func (d weekday) String() string { return [...]string{"Sun", "Mon", "Tue", "Wed", "Thu"}[d] }

const (
	_  = iota
	kb = 1 << (10 * iota)
	mb
	gb
)

type flags uint8

const (
	read flags = 1 << iota
	write
	exec
	all = read | write | exec
)

const (
	a, b = iota, iota * 10
	c, d
	e, f = "s", iota
)

const huge = 1 << 200
const name, length = "gopher", len("gopher")

func main() {
	fmt.Println(sunday, monday, tuesday, thursday, int(thursday))
	fmt.Printf("%d %v %s|%5s|%-5v|\n", monday, monday, tuesday, monday, monday)
	fmt.Println(kb, mb, gb)
	fmt.Println(all, all&^write, read|exec, exec>>1)
	fmt.Println(a, b, c, d, e, f)
	fmt.Println(huge>>198, huge/(huge-1), name, length)
	const iota = 7
	const x = iota
	fmt.Println(x)
	const y float32 = 1 / 3.0
	var z = 5 / 2 * 1.0
	fmt.Println(y, z, 5/2, 5/2.0, 'a'+1, "s"+"t", 7&3 == 3)
	const big = 1e3
	var arr [big / 100]int
	var u uint8 = 255
	fmt.Println(len(arr), u, 'x', string(rune('x')), 1_000_000, 0x_ff, 0o17, 0b11, 'a' < 98)
	type local int
	const l local = 3
	fmt.Printf("%T %v %T %T %T\n", l, l+1, 'a', 2.0, 1i)
	if x := 3; x > 2 {
		x := "shadow"
		fmt.Println(x)
	}
	true := false
	fmt.Println(true, !true, x)
	len := func(string) int { return -1 }
	fmt.Println(len("abc"))
}
